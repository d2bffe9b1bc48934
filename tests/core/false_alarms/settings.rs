//! Settings and comments: what they switch off, what is said of them, and what is not.

use crate::said::{BUILD, CRATE, project, read, repaired, silent, speaks};
use ironwheel::engine::check::{Outcome, Selection, judge};
use ironwheel::engine::fix::repair;
use ironwheel::project::Project;
use ironwheel::text::edit::Applicability;
use ironwheel::tree::Tree;

const SETTING: &str = "files/setting-invalid";
const INVALID: &str = "files/suppression-invalid";
const UNUSED: &str = "files/suppression-unused";
const UNREASONED: &str = "files/suppression-unreasoned";

/// A version that is no normal form, which two rules know, and a comment on it.
fn with(comment: &str, settings: &str) -> Vec<(&'static str, String)> {
    let manifest = project(&format!("{comment}\nversion = \"1.0.0-rc1\""));
    let manifest = manifest.replace(BUILD, &format!("{BUILD}build-backend = \"maturin\"\n"));
    vec![
        (
            "pyproject.toml",
            format!("{manifest}[tool.ironwheel]\n{settings}\n"),
        ),
        ("Cargo.toml", CRATE.replace("0.1.0", "1.0.0-rc1")),
    ]
}

fn borrowed<'a>(files: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    files.iter().map(|(path, text)| (*path, text.as_str())).collect()
}

fn outcome(comment: &str, settings: &str, selection: &Selection) -> Outcome {
    judge(&read(&borrowed(&with(comment, settings))), selection)
}

fn rules(outcome: &Outcome) -> Vec<&'static str> {
    let mut rules: Vec<_> = outcome.shown.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules
}

fn selecting(names: &[&str]) -> Selection {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    Selection {
        select: Some(names),
        ..Selection::default()
    }
}

#[test]
fn settings_choose_rules_and_the_command_line_has_the_last_word() {
    let version = ["version/not-canonical", "version/two-sources"];
    let said = |settings: &str, selection: &Selection| rules(&outcome("", settings, selection));
    assert_eq!(said("select = [\"version\"]", &Selection::default()), version);
    assert_eq!(
        said("extend-select = [\"version\"]", &Selection::default()),
        version
    );
    assert_eq!(said("select = [\"module\"]", &Selection::default()), [""; 0]);
    assert_eq!(said("select = [\"module\"]", &selecting(&["version"])), version);
    let ignored = "select = [\"version\"]\nignore = [\"version/two-sources\"]";
    assert_eq!(said(ignored, &Selection::default()), version[..1]);
    let reasons = "select = [\"version\"]\nignore = { \"version/two-sources\" = \"a script reads it\" }";
    assert_eq!(said(reasons, &Selection::default()), version[..1]);
    // A family does not bring back what is ignored; the name of the rule does.
    assert_eq!(said(ignored, &selecting(&["version"])), version[..1]);
    assert_eq!(said(ignored, &selecting(&["version/two-sources"])), version[1..]);
    // What is added runs besides what is selected, whoever selects.
    let added = "select = [\"module\"]\nextend-select = [\"version\"]";
    assert_eq!(said(added, &Selection::default()), version);
    assert_eq!(said(added, &selecting(&["module"])), version);
    let adding = Selection {
        extend_select: vec!["version".to_owned()],
        ..selecting(&["module"])
    };
    assert_eq!(said("", &adding), version);
    let ignoring = Selection {
        ignore: vec!["version/two-sources".to_owned()],
        ..selecting(&["version"])
    };
    assert_eq!(said("", &ignoring), version[..1]);
}

#[test]
fn who_selects_infos_selects_all_rules() {
    let said = |settings: &str, selection: &Selection| {
        let text = format!("{BUILD}[project]\nname = \"demo\"\n[tool.ironwheel]\n{settings}\n");
        rules(&judge(&read(&[("pyproject.toml", &text)]), selection))
    };
    let all = said("", &Selection::all());
    assert!(all.contains(&"version/missing") && all.len() > 1, "{all:?}");
    assert_eq!(said("", &selecting(&["info"])), all);
    assert_eq!(said("", &selecting(&["module", "info"])), all);
    assert_eq!(said("select = [\"info\"]", &Selection::default()), all);
    assert_eq!(
        said("select = [\"module\", \"info\"]", &Selection::default()),
        all
    );
    assert_eq!(said("select = [\"module\"]", &Selection::default()), [""; 0]);
    assert_eq!(said("select = [\"module\"]", &selecting(&["module"])), [""; 0]);
    // A pattern that is for folders alone leaves the file.
    assert_eq!(said("exclude = [\"pyproject.toml/\"]", &Selection::all()), all);
    assert_eq!(said("exclude = [\"pyproject.toml\"]", &Selection::all()), [""; 0]);
}

#[test]
fn severities_are_set_for_rules_and_families() {
    let found = outcome(
        "",
        "severity = { \"version/two-sources\" = \"error\" }",
        &Selection::default(),
    );
    assert_eq!(rules(&found), ["version/two-sources"]);
    assert_eq!(found.shown[0].severity.name(), "error");
    let mild = "severity = { version = \"info\", \"version/two-sources\" = \"warning\" }";
    assert_eq!(
        rules(&outcome("", mild, &Selection::default())),
        ["version/two-sources"]
    );
}

#[test]
fn what_is_milder_than_asked_for_is_counted() {
    let selection = Selection {
        min_severity: ironwheel::finding::Severity::Warning,
        ..Selection::default()
    };
    let found = outcome("", "", &selection);
    assert_eq!((rules(&found).len(), found.infos), (0, 0));
    assert!(found.milder >= 2);
}

#[test]
fn what_is_excluded_is_not_reported() {
    let manifest = project("version = \"1.0.0-rc1\"");
    for (pattern, count) in [("Cargo.toml", 1), ("*.toml", 0), ("/docs", 1)] {
        let text = format!("{manifest}[tool.ironwheel]\nexclude = [\"{pattern}\"]\n");
        let found = judge(
            &read(&[("pyproject.toml", &text)]),
            &selecting(&["version/not-canonical"]),
        );
        assert_eq!(found.shown.len(), count, "{pattern}");
    }
}

#[test]
fn a_comment_suppresses_on_its_line_or_the_next() {
    let both = "version/two-sources, version/not-canonical";
    let own_line = outcome(
        &format!("# ironwheel: ignore[{both}] why"),
        "",
        &selecting(&["version"]),
    );
    assert_eq!((rules(&own_line).len(), own_line.suppressed), (0, 2));
    // Not on the line after the next, nor for another rule.
    let far = outcome(
        &format!("# ironwheel: ignore[{both}]\n"),
        "",
        &selecting(&["version"]),
    );
    assert_eq!((far.shown.len(), far.suppressed), (2, 0));
    let other = outcome("# ironwheel: ignore[version/drift]", "", &selecting(&["version"]));
    assert_eq!(other.shown.len(), 2);
    // Comments stand above each other, and mix with others.
    let stacked = "# ironwheel: ignore[version/two-sources] a\n# ironwheel:ignore[x/y]\n# a note\n\
                   #   ironwheel: ignore[version/not-canonical]: b";
    assert_eq!(outcome(stacked, "", &selecting(&["version"])).suppressed, 2);
    // What stands behind a value is about that line alone.
    let manifest =
        project("description = \"x\" # ironwheel: ignore[version/not-canonical]\nversion = \"1.0.0-rc1\"");
    let found = judge(
        &read(&[("pyproject.toml", &manifest)]),
        &selecting(&["version/not-canonical"]),
    );
    assert_eq!((found.shown.len(), found.suppressed), (1, 0));
}

#[test]
fn a_comment_in_any_file_that_is_involved_will_do() {
    let manifest = project("version = \"1.0.0\"");
    let cargo = CRATE.replace(
        "version = \"0.1.0\"",
        "version = \"1.0.1\" # ironwheel: ignore[version/drift]",
    );
    let found = judge(
        &read(&[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)]),
        &selecting(&["version/drift", UNUSED]),
    );
    assert_eq!((found.shown.len(), found.suppressed), (0, 1));
}

#[test]
fn what_is_suppressed_is_not_repaired() {
    let files = with("# ironwheel: ignore[version/not-canonical]", "");
    let repaired = repair(
        read(&borrowed(&files)),
        &selecting(&["version/not-canonical"]),
        Applicability::Unsafe,
    );
    assert!(repaired.changes.is_empty());
}

#[test]
fn only_comments_suppress() {
    let text = project("version = \"1.0.0-rc1\"\ndescription = \"# ironwheel: ignore[no/rule]\"");
    silent(INVALID, &[("pyproject.toml", &text)]);
    silent(
        INVALID,
        &[
            ("pyproject.toml", &project("")),
            ("README.md", "# ironwheel: ignore[no/rule]\n"),
        ],
    );
    for comment in [
        "# see ironwheel: ignore[no/rule]",
        "# ironwheel: ignored",
        "# ironwheel checks this",
    ] {
        silent(INVALID, &borrowed(&with(comment, "")));
    }
    speaks(
        INVALID,
        "names no rule",
        &borrowed(&with("# ironwheel: ignore this", "")),
    );
    speaks(
        INVALID,
        "is a family",
        &borrowed(&with("# ironwheel: ignore[version]", "")),
    );
}

#[test]
fn use_does_not_depend_on_what_is_selected() {
    let comment = "# ironwheel: ignore[version/not-canonical]";
    silent(UNUSED, &borrowed(&with(comment, "")));
    silent(UNUSED, &borrowed(&with(comment, "ignore = [\"version\"]")));
    silent(UNUSED, &borrowed(&with(comment, "select = [\"module\"]")));
    // A rule that runs only for the sake of a comment elsewhere says nothing.
    let far = outcome(
        &format!("{comment}\n"),
        "ignore = [\"version\"]",
        &Selection::all(),
    );
    assert!(rules(&far).contains(&UNUSED), "{:?}", rules(&far));
    assert!(!rules(&far).iter().any(|rule| rule.starts_with("version/")));
    // What names no rule, or one that judges comments, is for other rules to say.
    silent(UNUSED, &borrowed(&with("# ironwheel: ignore[no/rule]", "")));
    silent(
        UNUSED,
        &borrowed(&with(&format!("# ironwheel: ignore[{INVALID}]"), "")),
    );
    let idle = "# ironwheel: ignore[version/drift, version/not-canonical] why";
    let files = with(idle, "");
    speaks(
        UNUSED,
        "`version/drift` finds nothing to suppress",
        &borrowed(&files),
    );
    let left = repaired(UNUSED, &borrowed(&files));
    assert!(
        left.contains("\n# ironwheel: ignore[version/not-canonical] why\nversion"),
        "{left}"
    );
}

#[test]
fn nothing_unsure_is_called_unused() {
    let idle = "# ironwheel: ignore[version/drift]";
    // Beyond our tables rules are silent that may speak tomorrow.
    let newer = with(idle, "")
        .into_iter()
        .map(|(path, text)| (path, text.replace("1.16,<2", "1.99,<2")));
    silent(UNUSED, &borrowed(&newer.collect::<Vec<_>>()));
    // A file that does not parse hides what is in it.
    let mut files = with(idle, "");
    files.push(("uv.lock", "[".to_owned()));
    let tree = Tree::memory(borrowed(&files));
    let project = Project::read(tree).expect("a maturin project");
    assert!(judge(&project, &selecting(&[UNUSED])).shown.is_empty());
    // The manifest of a workspace is read by others too.
    let shared = format!("{idle}\n{CRATE}[workspace]\nmembers = [\"other\"]\n");
    silent(UNUSED, &[("pyproject.toml", BUILD), ("Cargo.toml", &shared)]);
    speaks(
        UNUSED,
        "nothing to suppress",
        &[
            ("pyproject.toml", BUILD),
            ("Cargo.toml", &format!("{idle}\n{CRATE}")),
        ],
    );
}

#[test]
fn reasons_are_required_only_where_they_are() {
    let comment = "# ironwheel: ignore[version/not-canonical]";
    silent(UNREASONED, &borrowed(&with(comment, "ignore = [\"metadata\"]")));
    let required = "require-reasons = true";
    speaks(UNREASONED, "no reason", &borrowed(&with(comment, required)));
    silent(
        UNREASONED,
        &borrowed(&with(&format!("{comment} - our tags are so"), required)),
    );
    let empty = format!("{required}\nignore = {{ metadata = \" \" }}");
    speaks(UNREASONED, "the reason is empty", &borrowed(&with("", &empty)));
}

#[test]
fn settings_that_are_right_are_not_complained_of() {
    let right = "select = [\"version\", \"version/drift\", \"info\"]\nextend-select = [\"info\"]\n\
                 ignore = { metadata = \"why\" }\nseverity = { version = \"info\", \"version/drift\" = \"error\" }\n\
                 exclude = [\"/docs\", \"*.tmp\", \"!keep\"]\nrequire-reasons = false\n\
                 version = { files = [\"README.md\"], tag = \"v{version}\" }";
    silent(SETTING, &borrowed(&with("", right)));
    for (wrong, said) in [
        ("select = \"version\"", "`select` must be an array"),
        ("ignore = [1]", "`ignore` must be an array"),
        ("ignore = { version = 1 }", "a table with a reason for each"),
        ("severity = [\"version\"]", "`severity` must be a table"),
        ("require-reasons = \"yes\"", "`true` or `false`"),
        ("version = \"1.0\"", "`version` must be a table"),
        ("exclude = [\"a/[z-a]\"]", "is not a valid pattern"),
        ("ignore = [\"info\"]", "not a rule"),
        ("\"\" = 1", "no setting"),
    ] {
        speaks(SETTING, said, &borrowed(&with("", wrong)));
    }
    // A mistake is reported whatever the settings select.
    let found = outcome("", "select = [\"verzion\"]", &Selection::default());
    assert_eq!(rules(&found), [SETTING]);
}

#[test]
fn a_setting_of_another_kind_of_value_is_one_finding() {
    let text = format!("{BUILD}[tool]\nironwheel = 1\n");
    speaks(SETTING, "must be a table", &[("pyproject.toml", &text)]);
}
