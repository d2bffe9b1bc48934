//! Every rule obeys its own header: the examples that explain it are its tests.

use std::sync::Arc;

use std::path::Path;

use crate::built;
use crate::examples::{Files, section};
use ironwheel::artifact::Artifact;
use ironwheel::artifact::name::is_artifact;
use ironwheel::engine::audit;
use ironwheel::engine::check::{Selection, run};
use ironwheel::engine::fix::repair;
use ironwheel::finding::Finding;
use ironwheel::output::concise::concise;
use ironwheel::project::Project;
use ironwheel::rule::Rule;
use ironwheel::rules::RULES;
use ironwheel::text::edit::Applicability;
use ironwheel::tree::Tree;

fn only(rule: &Rule) -> Selection {
    Selection {
        select: Some(vec![rule.id.to_owned()]),
        ..Selection::default()
    }
}

fn project(rule: &Rule, files: &Files) -> Project {
    Project::read(Tree::memory(files))
        .unwrap_or_else(|| panic!("{}: the example is no maturin project", rule.id))
}

fn texts(tree: &Tree, names: impl Iterator<Item = String>) -> Files {
    names
        .filter_map(|name| {
            tree.read(&name)?
                .ok()
                .map(|text: Arc<str>| (name, text.to_string()))
        })
        .collect()
}

/// What the rule finds, and what the console shows of it.
fn findings(rule: &Rule, files: &Files) -> (Vec<Finding>, String) {
    if rule.check.is_of_audit() {
        return audited(rule, files);
    }
    let project = project(rule, files);
    let findings = run(&project, &only(rule));
    let shown = concise(&project.tree, &findings, "");
    (findings, shown)
}

/// The same of a rule about what was built: archives are made of their listings, and the other files are the project.
fn audited(rule: &Rule, files: &Files) -> (Vec<Finding>, String) {
    let (archives, texts): (Files, Files) =
        files.clone().into_iter().partition(|(path, _)| is_artifact(path));
    assert!(!archives.is_empty(), "{}: the example has no archive", rule.id);
    let project = Project::read(Tree::memory(&texts));
    let read = archives.iter().map(|(path, listing)| {
        let file = Path::new(path).file_name().expect("a name").to_string_lossy();
        let artifact = Artifact::read(&file, &built::archive(&file, listing));
        let folder = Path::new(path)
            .parent()
            .expect("a name has a folder")
            .to_path_buf();
        ((folder, file.into_owned()), Ok(artifact))
    });
    let audit = audit::judge(read, project.as_ref(), &only(rule));
    let (mut findings, mut shown) = (Vec::new(), String::new());
    for (path, report) in audit.reports {
        let report = report.expect("it was read");
        shown += &concise(&report.tree, &report.outcome.shown, &path.to_string_lossy());
        findings.extend(report.outcome.shown);
    }
    (findings, shown)
}

#[test]
fn bad_fires_there_and_only_there() {
    for rule in RULES {
        let (bad, console) = section(rule, "Bad");
        let (findings, shown) = findings(rule, &bad);
        assert!(!findings.is_empty(), "{}: *Bad* is silent", rule.id);
        assert_eq!(Some(shown), console, "{}: the console block under *Bad*", rule.id);
    }
}

#[test]
fn each_rule_says_what_to_do() {
    for rule in RULES {
        let first = rule.help.chars().next();
        assert!(
            first.is_some_and(char::is_uppercase),
            "{}: {:?}",
            rule.id,
            rule.help
        );
        assert!(!rule.help.ends_with('.'), "{}: {:?}", rule.id, rule.help);
    }
}

#[test]
fn a_page_names_the_file_of_each_block() {
    for rule in RULES {
        let (bad, _) = section(rule, "Bad");
        let page = rule.page();
        for file in bad.keys() {
            assert!(page.contains(&format!("`{file}`\n\n```")), "{}: {file}", rule.id);
        }
    }
}

#[test]
fn good_is_silent() {
    for rule in RULES {
        let (good, _) = section(rule, "Good");
        let (_, shown) = findings(rule, &good);
        assert_eq!(shown, "", "{}: *Good* is not silent", rule.id);
    }
}

#[test]
fn bad_and_fix_is_good_and_fixing_again_changes_nothing() {
    let mut with_fix = 0;
    for rule in RULES {
        let ((bad, _), (good, _)) = (section(rule, "Bad"), section(rule, "Good"));
        let (findings, _) = findings(rule, &bad);
        let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
        let offered = fixes.map(|fix| fix.applicability).min();
        assert_eq!(rule.fix.is_some(), offered.is_some(), "{}: `FIX`", rule.id);
        assert_eq!(
            rule.fix == Some(Applicability::Unsafe),
            rule.documentation().contains("\n## Fix safety\n"),
            "{}: *Fix safety* explains a fix that is not safe",
            rule.id
        );
        if offered.is_none() {
            continue;
        }
        with_fix += 1;
        let names = || bad.keys().chain(good.keys()).cloned();
        let repaired = repair(project(rule, &bad), &only(rule), Applicability::Unsafe);
        assert_eq!(
            texts(&repaired.project.tree, names()),
            good,
            "{}: *Bad* and the fix is not *Good*",
            rule.id
        );
        let again = repair(repaired.project, &only(rule), Applicability::Unsafe);
        assert!(
            again.changes.is_empty(),
            "{}: fixing twice is not fixing once",
            rule.id
        );
    }
    assert!(with_fix > 0);
}

#[test]
fn headers_have_their_sections_in_order() {
    for rule in RULES {
        let page = rule.documentation();
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        let wanted = [
            "## Why",
            "## Bad",
            "## Good",
            "## Fix safety",
            "## When not to follow",
        ];
        let expected: Vec<&str> = wanted
            .into_iter()
            .filter(|heading| *heading != "## Fix safety" || headings.contains(heading))
            .collect();
        assert_eq!(headings, expected, "{}", rule.id);
        assert!(
            rule.summary().ends_with('.'),
            "{}: the summary is a sentence",
            rule.id
        );
        let findings = findings(rule, &section(rule, "Bad").0).0;
        for finding in findings {
            let first = finding.message.chars().next().expect("a message");
            assert!(
                !first.is_uppercase() && !finding.message.ends_with('.'),
                "{}: {}",
                rule.id,
                finding.message
            );
        }
    }
}
