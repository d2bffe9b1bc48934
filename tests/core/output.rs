//! The outputs for programs, byte for byte: every shape that a finding can have, and names that mean something to them.

use std::path::{Path, PathBuf};

use ironwheel::engine::check::{Outcome, Report};
use ironwheel::finding::{Finding, Severity};
use ironwheel::output::{Style, full, github, json, sarif, version};
use ironwheel::project::Project;
use ironwheel::rules::RULES;
use ironwheel::text::edit::{Edit, Fix};
use ironwheel::text::place::Place;
use ironwheel::tree::Tree;
use serde_json::Value;

/// A path with what ends a part of a workflow command, of a URI and of a link.
const STRANGE: &str = "50%, a::b/[ä](\u{1b}).toml";
const DOCS: &str = "https://example.org/rules/";

/// A finding of each severity and a fix of each kind, with and without spans and other places.
fn report() -> Report {
    let manifest = "\u{feff}[build-system]\r\nrequires = [\"maturin\"] # ä😀\n";
    let tree = Tree::memory([
        ("pyproject.toml", manifest),
        (STRANGE, "a = 1\nb = 2\n"),
        ("old.py", ""),
    ]);
    let project = Project::read(tree).expect("a maturin project");
    let (pyproject, strange) = ("pyproject.toml".into(), STRANGE.into());
    let at = |needle: &str| {
        let start = manifest.find(needle).expect("it is there");
        Place::at(&pyproject, start..start + needle.len())
    };
    let replace = |place: Place, text: &str| Edit::replace(&place.path, place.span.expect("a span"), text);
    let found = |rule, severity, mut finding: Finding| {
        (finding.rule, finding.severity) = (rule, severity);
        finding
    };
    let shown = vec![
        found(
            "version/drift",
            Severity::Error,
            Finding::new(
                at("requires = [\"maturin\"] # ä"),
                "`[x](https://example.org)` is 50%, \u{202e}\"\\",
            )
            .related(Place::at(&strange, 2..9), "[and](1) here")
            .related(Place::file("../Cargo.toml"), "and there")
            .fix(Fix::safe(
                "Write `[y](z)`",
                vec![
                    replace(at("maturin"), "\u{1b}\n"),
                    replace(Place::at(&strange, 0..1), "c"),
                    replace(at("ä"), ""),
                ],
            )),
        ),
        found(
            "stub/missing",
            Severity::Warning,
            Finding::new(Place::file("a/_core.pyi"), "there is no stub").fix(Fix::risky(
                "Make one",
                vec![Edit::Create {
                    path: "a/_core.pyi".into(),
                    text: "# ä\n".to_owned(),
                }],
            )),
        ),
        found(
            "files/setup-py",
            Severity::Info,
            Finding::new(Place::file("old.py"), "it is of no use").fix(Fix::safe(
                "Remove it",
                vec![
                    Edit::Delete {
                        path: "old.py".into(),
                    },
                    Edit::Rename {
                        path: strange.clone(),
                        to: "new.toml".into(),
                    },
                ],
            )),
        ),
        found(
            "files/setup-py",
            Severity::Info,
            Finding::new(Place::file("old.py"), "it is of no use"),
        ),
    ];
    let outcome = Outcome {
        shown,
        infos: 2,
        milder: 1,
        suppressed: 3,
    };
    Report::new(project, outcome)
}

/// Finds that `text` is what a file beside this one holds, or writes it where that is asked for.
fn is_recorded(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/core/output")
        .join(name);
    if std::env::var_os("IRONWHEEL_REWRITE").is_some() {
        std::fs::write(&path, text).expect("the tests are ours");
    }
    assert_eq!(
        text,
        std::fs::read_to_string(path).expect("it is recorded"),
        "{name} is otherwise: if that is meant, run with IRONWHEEL_REWRITE=1"
    );
}

#[test]
fn json_is_as_recorded() {
    let (one, other) = (report(), Report::new(report_on_nothing(), Outcome::default()));
    let reports = [(PathBuf::from("a/\u{e4}"), &one), (PathBuf::from("."), &other)];
    let text = json::check(&reports, DOCS);
    is_recorded("check.json", &text.replace(&version(), "VERSION"));
}

fn report_on_nothing() -> Project {
    let manifest = "[build-system]\nrequires = [\"maturin\"]\n";
    Project::read(Tree::memory([("pyproject.toml", manifest)])).expect("a maturin project")
}

#[test]
fn workflow_commands_are_as_recorded() {
    let report = report();
    let reports = [(PathBuf::from("/w/a: b"), &report)];
    is_recorded("github.txt", &github::check(&reports, Path::new("/w"), DOCS));
}

#[test]
fn results_in_sarif_are_as_recorded() {
    let report = report();
    let reports = [
        (PathBuf::from("/w/a: b"), &report),
        (PathBuf::from("/w/c"), &report),
    ];
    let about = sarif::About {
        base: Path::new("/w/c"),
        home: "https://example.org",
        docs_url: DOCS,
    };
    let mut log: Value = serde_json::from_str(&sarif::check(&reports, about)).expect("JSON");
    let run = &mut log["runs"][0];
    let driver = &mut run["tool"]["driver"];
    let names: Vec<Value> = RULES.iter().map(|rule| Value::from(rule.id)).collect();
    let rules = driver["rules"].as_array().expect("a list");
    assert!(rules.iter().map(|rule| &rule["id"]).eq(&names));
    // These change with each release, and with each rule.
    driver["rules"] = Value::Null;
    driver["version"] = Value::Null;
    for result in run["results"].as_array_mut().expect("a list") {
        let index = result["ruleIndex"].take().as_u64().expect("an index");
        assert_eq!(result["ruleId"], names[index as usize]);
    }
    is_recorded("sarif.json", &serde_json::to_string_pretty(&log).expect("JSON"));
}

#[test]
fn full_is_as_recorded() {
    let report = report();
    for (name, color, width) in [("full.txt", false, 100), ("full-color.txt", true, 60)] {
        let style = Style {
            color,
            width,
            prefix: "a".to_owned(),
            docs_url: DOCS.to_owned(),
        };
        is_recorded(name, &full::full(&report.tree, &report.outcome.shown, &style));
    }
}
