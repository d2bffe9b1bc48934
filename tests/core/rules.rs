//! Every rule obeys its own header: the examples that explain it are its tests.

use std::sync::Arc;

use crate::examples::{Files, section};
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

fn findings(rule: &Rule, files: &Files) -> (Project, Vec<Finding>) {
    let project = project(rule, files);
    let findings = run(&project, &only(rule));
    (project, findings)
}

#[test]
fn bad_fires_there_and_only_there() {
    for rule in RULES {
        let (bad, console) = section(rule, "Bad");
        let (project, findings) = findings(rule, &bad);
        assert!(!findings.is_empty(), "{}: *Bad* is silent", rule.id);
        let shown = concise(&project.tree, &findings, "");
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
        let (project, findings) = findings(rule, &good);
        assert_eq!(
            concise(&project.tree, &findings, ""),
            "",
            "{}: *Good* is not silent",
            rule.id
        );
    }
}

#[test]
fn bad_and_fix_is_good_and_fixing_again_changes_nothing() {
    let mut with_fix = 0;
    for rule in RULES {
        let ((bad, _), (good, _)) = (section(rule, "Bad"), section(rule, "Good"));
        let (project, findings) = findings(rule, &bad);
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
        let repaired = repair(project, &only(rule), Applicability::Unsafe);
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
        let findings = findings(rule, &section(rule, "Bad").0).1;
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
