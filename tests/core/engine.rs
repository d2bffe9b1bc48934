//! The engine: what is selected, shown and repaired, whatever the rules say.

use std::sync::Arc;

use crate::said::{BUILD, CRATE, project, read};
use ironwheel::engine::check::{Selection, judge, run};
use ironwheel::engine::fix::{Repair, apply, edited, repair};
use ironwheel::finding::Finding;
use ironwheel::output::Style;
use ironwheel::output::concise::concise;
use ironwheel::output::full::full;
use ironwheel::project::Project;
use ironwheel::questions::horizon;
use ironwheel::text::edit::{Applicability, Edit};
use ironwheel::text::place::Place;
use ironwheel::text::printable::{is_unprintable, printable};
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
    let repaired = repair(read(&files), &Selection::default(), Applicability::Unsafe);
    assert_eq!(repaired.fixed, 3);
    assert!(repaired.remaining.shown.is_empty());
    let [change] = repaired.changes.as_slice() else {
        panic!("{:?}", repaired.changes)
    };
    assert_eq!(change.path.as_ref(), "pyproject.toml");
    assert_eq!(change.before.as_deref(), Some(manifest.as_str()));
    assert_eq!(change.after, repaired.project.tree.text("pyproject.toml"));
}

#[test]
fn a_fix_that_may_change_what_is_promised_is_made_only_if_asked_for() {
    let manifest = built("version = \"0.1.0\"\nrequires-python = \">=3.9\"");
    let cargo =
        format!("{CRATE}[dependencies]\npyo3 = {{ version = \"0.30\", features = [\"abi3-py311\"] }}\n");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", cargo.as_str()),
    ];
    let rule = selecting(&["python/abi3-above-requires"]);
    let safe = repair(read(&files), &rule, Applicability::Safe);
    assert_eq!((safe.changes.len(), safe.fixed), (0, 0));
    assert_eq!(safe.remaining.shown.len(), 1);
    let all = repair(read(&files), &rule, Applicability::Unsafe);
    assert_eq!((all.changes.len(), all.fixed), (1, 1));
}

#[test]
fn no_file_is_written_over() {
    let tree = Tree::memory([("pyproject.toml", BUILD), ("a", "one"), ("b", "two")]);
    let path = |name: &str| -> Arc<str> { name.into() };
    let create = |name: &str| Edit::Create {
        path: path(name),
        text: "new".to_owned(),
    };
    let rename = |name: &str, to: &str| Edit::Rename {
        path: path(name),
        to: path(to),
    };
    for edit in [
        create("a"),
        rename("a", "b"),
        rename("gone", "c"),
        Edit::replace(&path("gone"), 0..0, "x"),
    ] {
        assert!(apply(&tree, std::slice::from_ref(&edit)).is_none(), "{edit:?}");
    }
    let after = |edit: Edit| apply(&tree, &[edit]).expect("it can be done");
    assert_eq!(after(create("c")).text("c").as_deref(), Some("new"));
    let renamed = after(rename("a", "c"));
    assert_eq!(
        (renamed.text("c").as_deref(), renamed.text("a")),
        (Some("one"), None)
    );
    assert!(!after(Edit::Delete { path: path("b") }).exists("b"));
    let project = Project::read(tree).expect("a maturin project");
    assert!(edited(&project, &[]).is_none(), "nothing would change");
}

#[test]
fn a_file_that_is_as_it_was_is_no_change() {
    let project = read(&[("pyproject.toml", BUILD)]);
    let before = |text: &str| [(Arc::from("pyproject.toml"), Some(Arc::from(text)))].into();
    let repair = Repair::new(before(BUILD), 0, project, &Selection::default());
    assert_eq!(repair.changes, []);
    let repair = Repair::new(before("other"), 0, repair.project, &Selection::default());
    assert_eq!(repair.changes.len(), 1);
}

#[test]
fn the_same_is_said_of_one_place_once() {
    let job = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    strategy: { matrix: { x: [1, 2] } }\n    steps:\n      \
               - uses: actions/checkout@v7\n      - run: maturin build --out dist\n      - run: uv publish\n";
    let manifest = built("version = \"0.1.0\"");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", CRATE),
        (".github/workflows/a.yml", job),
    ];
    let found = run(&read(&files), &selecting(&["ci/dev-profile-published"]));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn what_is_found_in_one_file_is_one_finding_at_the_first_place() {
    let at = |path: &str, start| Place::at(&path.into(), start..start + 1);
    let places = vec![at("b", 7), at("a", 9), at("b", 3), at("b", 7)];
    let found: Vec<Vec<Place>> = Finding::by_file(places, "x")
        .iter()
        .map(|finding| finding.places().cloned().collect())
        .collect();
    assert_eq!(found, [vec![at("a", 9)], vec![at("b", 3), at("b", 7)]]);
}

#[test]
fn what_could_act_on_a_terminal_or_hide_is_spelled_out() {
    for (hidden, spelled) in [
        ('\0', "\\x00"),
        ('\n', "\\n"),
        ('\u{1b}', "\\x1b"),
        ('\u{7f}', "\\x7f"),
        ('\u{85}', "\\x85"),
        ('\u{ad}', "\\xad"),
        ('\u{61c}', "\\u061c"),
        ('\u{200b}', "\\u200b"),
        ('\u{2028}', "\\u2028"),
        ('\u{202e}', "\\u202e"),
        ('\u{feff}', "\\ufeff"),
        ('\u{e0041}', "\\U000e0041"),
    ] {
        assert!(is_unprintable(hidden), "{hidden:?}");
        assert_eq!(printable(&format!("a{hidden}b")), format!("a{spelled}b"));
    }
    let plain = " ~é¡ÿ‐‧\u{202f}⁰\u{fffd}日本🦀";
    assert_eq!(printable(plain), plain);
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
fn pip_reads_no_manifest_that_begins_with_a_mark() {
    let findings = |manifest: &str| {
        let tree = Tree::memory([
            ("pyproject.toml", manifest),
            ("Cargo.toml", "\u{feff}[workspace]\n"),
        ]);
        let project = Project::read(tree).expect("a maturin project");
        run(&project, &selecting(&["files/unparsable"])).len()
    };
    let manifest = format!("{BUILD}[project]\nname = \"demo\"\n");
    assert_eq!(findings(&manifest), 0, "cargo passes over it");
    assert_eq!(findings(&format!("\u{feff}{manifest}")), 1);
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
    let said = ["could not parse `src/py.rs`; rules about modules and stubs are skipped"];
    assert_eq!(notes("#[pymodule] mod _core { let }"), said);
    assert_eq!(notes("#[pymodule] mod _core { ) }"), said);
    assert_eq!(notes("#[pymodule] mod _core {}"), [""; 0]);
    assert_eq!(notes("a fixture { let }"), [""; 0]);
}

#[test]
fn a_line_that_is_too_long_is_named_and_not_shown() {
    let list = "\"numpy==1.0\", ".repeat(200);
    let manifest = project(&format!("dependencies = [{list}]"));
    let project = read(&[("pyproject.toml", &manifest)]);
    let found = run(&project, &selecting(&["metadata/dependency-pinned"]));
    assert_eq!(found.len(), 200);
    let style = Style {
        color: false,
        width: 100,
        prefix: String::new(),
        docs_url: String::new(),
    };
    let full = full(&project.tree, &found, &style);
    assert_eq!(
        full.matches("--> pyproject.toml:5:").count(),
        200,
        "{}",
        &full[..400]
    );
    assert!(
        full.contains("--> pyproject.toml:5:2803\n"),
        "{}",
        &full[full.len() - 400..]
    );
    assert!(!full.contains("dependencies = ["), "{}", &full[..400]);
}
