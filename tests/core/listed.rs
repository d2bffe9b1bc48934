//! How far a tree lists what stands on disk: no farther than the repository.

use std::fs;
use std::path::Path;

use ironwheel::tree::{Standing, Tree};

/// A folder in the repository of this package.
const INSIDE: &str = env!("CARGO_TARGET_TMPDIR");

/// The Python files below `folder` that the project in `repository/a/b` lists, where these markers stand too.
fn listed(place: &Path, name: &str, markers: &[&str], folder: &str) -> Vec<String> {
    let top = place.join("listed").join(name);
    if top.exists() {
        fs::remove_dir_all(&top).expect("it can be removed");
    }
    let files = [
        "strange.py",
        "out/x.py",
        "repository/y.py",
        "repository/beside/z.py",
        "repository/a/b/in/v.py",
    ];
    for path in files.iter().chain(markers) {
        let path = top.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, "").expect("a file can be written");
    }
    #[cfg(unix)]
    for (link, target) in [("to out", "../../../out"), ("to beside", "../../beside")] {
        let link = top.join("repository/a/b").join(link);
        std::os::unix::fs::symlink(target, link).expect("a link can be made");
    }
    let tree = Tree::disk(&top.join("repository/a/b"));
    tree.files(folder, ".py")
        .iter()
        .map(|path| path.to_string())
        .collect()
}

#[test]
fn nothing_outside_of_the_repository_is_listed() {
    let git = ["repository/.git/HEAD"];
    let found = |folder| listed(Path::new(INSIDE), "git", &git, folder);
    assert_eq!(found("in"), ["in/v.py"]);
    assert_eq!(found("../../beside"), ["../../beside/z.py"]);
    assert_eq!(found("../..").len(), 3);
    for folder in ["../../..", "../../../out", "../../../../../../../../../.."] {
        assert_eq!(found(folder), [""; 0], "{folder}");
    }
}

#[test]
fn without_a_repository_it_is_the_folder_of_the_topmost_crate_and_what_stands_beside_it() {
    let outside = std::env::temp_dir().join(format!("ironwheel-{}", std::process::id()));
    let crates = ["repository/Cargo.toml", "repository/a/b/Cargo.toml"];
    let found = |folder| listed(&outside, "crates", &crates, folder);
    assert_eq!(found("../../beside"), ["../../beside/z.py"]);
    assert_eq!(found("../../../out"), ["../../../out/x.py"]);
    for folder in ["../../..", "../../../..", "../../../../../../../../../.."] {
        assert_eq!(found(folder), [""; 0], "{folder}");
    }
    for folder in ["..", "../..", "../../beside"] {
        assert_eq!(listed(&outside, "no crate", &[], folder), [""; 0], "{folder}");
    }
    fs::remove_dir_all(outside).expect("it can be removed");
}

#[cfg(unix)]
#[test]
fn a_link_leads_no_farther() {
    let git = ["repository/.git/HEAD"];
    let found = |folder| listed(Path::new(INSIDE), "links", &git, folder);
    assert_eq!(found("to beside"), ["to beside/z.py"]);
    assert_eq!(found("to out"), [""; 0]);
}

#[test]
fn what_stands_around_several_roots_is_asked_once_for_all() {
    let top = Path::new(INSIDE).join("listed/standing");
    for name in ["a", "b", "c"] {
        fs::create_dir_all(top.join(name)).expect("a folder can be made");
    }
    let manifest = top.join("Cargo.toml");
    if manifest.exists() {
        fs::remove_file(&manifest).expect("it can be removed");
    }
    let asked = Standing::default();
    let first = Tree::beside(&top.join("a"), &asked);
    assert!(first.read("../Cargo.toml").is_none() && !first.exists("../Cargo.toml"));
    fs::write(&manifest, "").expect("a file can be written");
    let second = Tree::beside(&top.join("b"), &asked);
    assert!(second.read("../Cargo.toml").is_none() && !second.exists("../Cargo.toml"));
    let alone = Tree::disk(&top.join("c"));
    assert!(alone.read("../Cargo.toml").is_some() && alone.exists("../Cargo.toml"));
}
