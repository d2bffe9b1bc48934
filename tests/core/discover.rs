//! Which projects are found below a folder, and what is passed over.

use std::fs;
use std::path::{Path, PathBuf};

use ironwheel::engine::discover::projects;

const PROJECT: &str = "[build-system]\nrequires = [\"maturin\"]\n";

/// A new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let top = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if top.exists() {
        fs::remove_dir_all(&top).expect("it can be removed");
    }
    for (path, text) in files {
        let path = top.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    top
}

/// The folders of the projects in `top`, as seen from there.
fn found(top: &Path) -> Vec<String> {
    let found = projects(top, &mut || true).expect("nobody stopped it");
    let below = |path: &PathBuf| path.strip_prefix(top).expect("it is below").display().to_string();
    found.iter().map(below).collect()
}

#[test]
fn a_folder_that_is_a_project_stands_for_itself() {
    let files = [("pyproject.toml", PROJECT), ("inner/pyproject.toml", PROJECT)];
    assert_eq!(found(&folder("discover itself", &files)), [""]);
}

#[test]
fn a_root_that_another_tool_builds_hides_no_project_below() {
    let root =
        "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n\n[tool.maturin]\n";
    let files = [
        ("pyproject.toml", root),
        ("a/pyproject.toml", PROJECT),
        ("b/pyproject.toml", PROJECT),
    ];
    assert_eq!(found(&folder("discover other root", &files)), ["a", "b"]);
    let alone = [("pyproject.toml", root), ("a/README.md", "")];
    assert_eq!(found(&folder("discover other root alone", &alone)), [""]);
}

#[test]
fn every_project_below_is_found_sorted_and_inside_of_others() {
    let files = [
        ("pyproject.toml", "[project]\nname = \"no project of maturin\"\n"),
        ("b/pyproject.toml", PROJECT),
        ("b/c/d/pyproject.toml", PROJECT),
        ("a/pyproject.toml", PROJECT),
        ("a/README.md", ""),
        ("e/pyproject.toml", "[build-system]\nrequires = [\"hatchling\"]\n"),
        ("f/Cargo.toml", "[package]\nname = \"demo\"\n"),
        ("g/pyproject.toml/pyproject.txt", ""),
    ];
    let top = folder("discover below", &files);
    assert_eq!(found(&top), ["a", "b", "b/c/d"]);
    assert_eq!(projects(&top, &mut || false), None, "who asks may stop it");
    let mut asked = 0;
    let mut count = || {
        asked += 1;
        true
    };
    assert!(projects(&top, &mut count).is_some());
    let manifests = 5;
    assert_eq!(
        asked,
        1 + manifests + 1,
        "on the way, at each manifest, and at the end"
    );
    let mut once = true;
    let mut only_once = || std::mem::take(&mut once);
    assert_eq!(
        projects(&top, &mut only_once),
        None,
        "who asks may stop it at a manifest"
    );
}

#[test]
fn a_manifest_that_is_broken_makes_a_project_if_it_speaks_of_maturin() {
    let broken = "[build-system\nrequires = [\"maturin\"]\n";
    let files = [
        ("a/pyproject.toml", broken),
        ("b/pyproject.toml", "[build-system\nrequires = [\"hatchling\"]\n"),
        ("c/pyproject.toml", PROJECT),
    ];
    assert_eq!(found(&folder("discover broken", &files)), ["a", "c"]);
}

#[test]
fn what_is_ignored_excluded_hidden_or_made_is_passed_over() {
    let settings = "[tool.ironwheel]\nexclude = [\"excluded\", \"/deep/er\"]\n";
    let ignored = "/ignored/\n";
    let top = folder(
        "discover wanted",
        &[
            ("pyproject.toml", settings),
            (".gitignore", ignored),
            ("ignored/pyproject.toml", PROJECT),
            ("excluded/pyproject.toml", PROJECT),
            ("deep/er/pyproject.toml", PROJECT),
            ("deep/other/pyproject.toml", PROJECT),
            (".hidden/pyproject.toml", PROJECT),
            ("node_modules/x/pyproject.toml", PROJECT),
            ("{{ name }}/pyproject.toml", PROJECT),
            // What other tools are told, and what a person has set for this copy, is not for us.
            (".ignore", "told\n"),
            (".git/info/exclude", "set\n"),
            ("told/pyproject.toml", PROJECT),
            ("set/pyproject.toml", PROJECT),
        ],
    );
    assert_eq!(found(&top), ["deep/other", "set", "told"]);
    assert_eq!(found(&top.join(".hidden")), [""]);
    assert_eq!(
        found(&top.join("node_modules")),
        ["x"],
        "who names a folder means it"
    );
}

#[test]
fn a_list_of_what_git_ignores_counts_outside_of_repositories_too() {
    let files = [
        (".gitignore", "ignored\n"),
        ("ignored/pyproject.toml", PROJECT),
        ("a/pyproject.toml", PROJECT),
    ];
    let top = folder("discover without git", &files);
    assert_eq!(found(&top), ["a"]);
}
