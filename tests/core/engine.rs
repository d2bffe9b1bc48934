//! The engine: what is selected, shown and repaired, whatever the rules say.

use crate::said::{BUILD, CRATE, project, read};
use ironwheel::engine::check::{Selection, judge, run};
use ironwheel::engine::fix::repair;
use ironwheel::output::concise::concise;
use ironwheel::output::full::{Style, full};
use ironwheel::project::Project;
use ironwheel::questions::horizon;
use ironwheel::text::edit::Applicability;
use ironwheel::tree::Tree;

fn selecting(names: &[&str]) -> Selection {
    Selection {
        select: Some(names.iter().map(|name| (*name).to_owned()).collect()),
        ..Selection::default()
    }
}

/// A project in which `[build-system]` is complete.
fn built(rest: &str) -> String {
    project(rest).replace("[project]", "build-backend = \"maturin\"\n[project]")
}

#[test]
fn only_names_that_select_something_are_accepted() {
    for name in ["version", "version/drift", "info"] {
        assert!(selecting(&[name]).validate().is_ok(), "{name}");
    }
    let unknown = selecting(&["version/drft"]).validate().expect_err("no such rule");
    assert_eq!(unknown.nearest, Some("version/drift"));
    let nothing = Selection {
        ignore: vec!["info".to_owned()],
        ..Selection::default()
    };
    assert!(nothing.validate().is_err());
}

#[test]
fn an_info_is_shown_and_repaired_only_for_those_who_ask() {
    let manifests = [
        ("pyproject.toml", built("version = \"0.1.0\"")),
        ("Cargo.toml", CRATE.to_owned()),
    ];
    let files: Vec<(&str, &str)> = manifests
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    let shown = |selection: &Selection| run(&read(&files), selection).len();
    assert_eq!(shown(&Selection::default()), 0);
    assert!(judge(&read(&files), &Selection::default()).infos > 0);
    assert!(
        repair(read(&files), &Selection::default(), Applicability::Unsafe)
            .changes
            .is_empty()
    );
    for asking in [
        Selection::all(),
        selecting(&["version"]),
        selecting(&["version/two-sources"]),
    ] {
        assert!(shown(&asking) > 0);
        assert!(repair(read(&files), &asking, Applicability::Unsafe).fixed > 0);
    }
}

#[test]
fn fixes_that_break_a_file_only_together_are_applied_one_after_another() {
    // Two rules each add `dynamic` to a table that has none: twice would be a duplicate key.
    let manifest =
        built("requires-python = \">=3.11\"\nclassifiers = [\"Programming Language :: Python :: 2.7\"]");
    let cargo = format!("{CRATE}description = \"Sums numbers.\"\nlicense = \"MIT\"\n");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", cargo.as_str()),
    ];
    let repaired = repair(read(&files), &Selection::default(), Applicability::Safe);
    assert_eq!(repaired.fixed, 3);
    assert!(repaired.remaining.shown.is_empty());
}

#[test]
fn nothing_outside_the_project_is_repaired() {
    let member = format!("{CRATE}[profile.release]\nlto = true\n");
    let manifest = format!("{BUILD}[tool.maturin]\nmanifest-path = \"../rust/Cargo.toml\"\n");
    let tree = Tree::memory([
        ("pyproject.toml", manifest.as_str()),
        ("../rust/Cargo.toml", &member),
        ("../Cargo.toml", "[workspace]\nmembers = [\"rust\"]\n"),
    ]);
    let project = Project::read(tree).expect("a maturin project");
    let findings = run(&project, &Selection::all());
    assert!(
        findings
            .iter()
            .any(|finding| finding.place.path.starts_with("../"))
    );
    let outside = findings.iter().filter_map(|finding| finding.fix.as_ref());
    assert_eq!(
        outside
            .flat_map(|fix| &fix.edits)
            .filter(|edit| edit.path().starts_with("../"))
            .count(),
        0
    );
}

#[test]
fn paths_are_shown_from_where_the_person_stands() {
    let manifest = format!("\u{feff}{BUILD}[project]\nname = \"demo\"\n");
    let tree = || Tree::memory([("pyproject.toml", manifest.as_str())]);
    let project = Project::read(tree()).expect("a maturin project");
    let findings = run(&project, &selecting(&["version/missing"]));
    for (prefix, path) in [
        ("", "pyproject.toml"),
        (".", "pyproject.toml"),
        ("crates/py", "crates/py/pyproject.toml"),
        ("/home/me/", "/home/me/pyproject.toml"),
        ("../py", "../py/pyproject.toml"),
    ] {
        let line = concise(&project.tree, &findings, prefix);
        assert!(line.starts_with(&format!("{path}:3:1: error")), "{line}");
        let style = Style {
            color: false,
            width: 100,
            prefix: prefix.to_owned(),
            docs_url: String::new(),
        };
        let full = full(&project.tree, &findings, &style);
        assert!(full.contains(&format!("--> {path}:3:1\n")), "{full}");
    }
}

#[test]
fn a_source_that_is_not_understood_is_told() {
    let notes = |source: &str| {
        let files = [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", CRATE),
            ("src/lib.rs", "mod py;\n"),
            ("src/py.rs", source),
        ];
        horizon::notes(&read(&files))
    };
    let said = ["does not understand `src/py.rs`; rules about modules and their stubs stay silent"];
    assert_eq!(notes("#[pymodule] mod _core { let }"), said);
    assert_eq!(notes("#[pymodule] mod _core { ) }"), said);
    assert_eq!(notes("#[pymodule] mod _core {}"), [""; 0]);
    assert_eq!(notes("a fixture { let }"), [""; 0]);
}
