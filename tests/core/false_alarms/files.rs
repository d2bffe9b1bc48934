//! Which files of a project are judged: those that take part in it, where maturin, cargo and Python look for them.

use std::path::PathBuf;

use ironwheel::engine::check::run;
use ironwheel::project::Project;
use ironwheel::tree::Tree;

use crate::said::{self, BUILD, CRATE, only, pyproject};

/// The paths of the files that are said to be broken.
fn broken(tree: Tree) -> Vec<String> {
    let project = Project::read(tree).expect("a maturin project");
    let paths = project.broken.iter().map(|broken| broken.place.path.to_string());
    paths.collect()
}

/// The same, beside the least that makes a project.
fn broken_beside(files: &[(&str, &str)]) -> Vec<String> {
    let project = [("pyproject.toml", BUILD), ("Cargo.toml", CRATE)];
    broken(Tree::memory(project.iter().chain(files).copied()))
}

/// A folder of its own on the disk, with these files.
fn on_disk(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    for (path, bytes) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
    root
}

#[test]
fn of_the_rust_sources_only_the_root_of_the_library_is_judged() {
    let template = "{% if module %}\n#[pymodule]\nmod m { {{ \"}\n";
    assert_eq!(broken_beside(&[("src/templates/lib.rs", template)]), [""; 0]);
    assert_eq!(broken_beside(&[("src/lib.rs", template)]), ["src/lib.rs"]);
    let elsewhere = format!("{CRATE}[lib]\npath = \"rust/lib.rs\"\n");
    let files = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", &elsewhere),
        ("rust/lib.rs", template),
        ("src/lib.rs", template),
    ];
    assert_eq!(broken(Tree::memory(files)), ["rust/lib.rs"]);
    let latin = b"// \xe9\n#[pymodule]\nmod m {}\n";
    let root = on_disk(
        "sources",
        &[
            ("pyproject.toml", BUILD.as_bytes()),
            ("Cargo.toml", CRATE.as_bytes()),
            ("src/lib.rs", b""),
            ("src/fixtures/latin.rs", latin),
        ],
    );
    assert_eq!(broken(Tree::disk(&root)), [""; 0]);
    std::fs::write(root.join("src/lib.rs"), latin).expect("a file can be written");
    assert_eq!(broken(Tree::disk(&root)), ["src/lib.rs"]);
}

#[test]
fn what_may_be_nested_too_deeply_for_a_parser_is_not_judged() {
    let brackets = "(".repeat(1000);
    let rust = format!("#[pymodule]\nmod other {{}}\nconst OPEN: &str = \"{brackets}\";\n");
    let named = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let files = [
        ("pyproject.toml", named.as_str()),
        ("Cargo.toml", CRATE),
        ("src/lib.rs", &rust),
        ("demo/_core.pyi", &format!("OPEN: str = \"{brackets}\"\n")),
        (".github/workflows/ci.yml", &format!("name: \"{brackets}\"\n")),
    ];
    assert_eq!(broken(Tree::memory(files)), [""; 0]);
    assert_eq!(said::says("module/name-mismatch", &files), "");
}

#[test]
fn stubs_are_judged_where_python_imports_them() {
    let template = "def {{ name }}() -> {% type %}: ...\n";
    for path in [
        "demo/{{ name }}.pyi",
        "demo/{{ package }}/a.pyi",
        "demo/a-b.pyi",
        "demo/templates/stub.pyi",
    ] {
        let files = [("demo/__init__.py", ""), (path, template)];
        assert_eq!(broken_beside(&files), [""; 0], "{path}");
    }
    for path in ["demo/_core.pyi", "demo/inner/__init__.pyi", "demo/inner/a.pyi"] {
        let files = [
            ("demo/__init__.py", ""),
            ("demo/inner/__init__.py", ""),
            (path, template),
        ];
        assert_eq!(broken_beside(&files), [path]);
    }
}

#[test]
fn workflows_are_judged_where_github_runs_them() {
    let template = "on: [{% if push %}push\n";
    assert_eq!(
        broken_beside(&[(".github/workflows/templates/a.yml", template)]),
        [""; 0]
    );
    let path = ".github/workflows/a.yaml";
    assert_eq!(broken_beside(&[(path, template)]), [path]);
}

#[test]
fn a_broken_manifest_above_stops_cargo_too() {
    let root = on_disk(
        "broken above",
        &[
            ("Cargo.toml", b"[workspace\n"),
            ("py/pyproject.toml", BUILD.as_bytes()),
            ("py/Cargo.toml", CRATE.as_bytes()),
        ],
    );
    assert_eq!(broken(Tree::disk(&root.join("py"))), ["../Cargo.toml"]);
}

/// The manifest and the Python sources that are found in these files.
fn found(maturin: &str, files: &[&str]) -> (Option<String>, Vec<String>) {
    let manifest = pyproject(&format!(
        "[project]\nname = \"de-mo\"\n[tool.maturin]\nmodule-name = \"de_mo._core\"\n{maturin}"
    ));
    let texts = files
        .iter()
        .map(|path| (*path, if path.ends_with("Cargo.toml") { CRATE } else { "" }));
    let project = Project::read(Tree::memory(texts.chain([("pyproject.toml", manifest.as_str())])))
        .expect("a maturin project");
    let package = project.package.into_iter().flat_map(|package| package.sources);
    (
        project.cargo.map(|cargo| cargo.manifest.path.to_string()),
        package.map(|path| path.to_string()).collect(),
    )
}

#[test]
fn the_crate_and_the_package_are_found_as_maturin_finds_them() {
    let (beside, inside) = ("Cargo.toml", "rust/Cargo.toml");
    let (flat, src) = ("de_mo/__init__.py", "src/de_mo/__init__.py");
    for (maturin, files, manifest, package) in [
        ("", vec![beside, inside, flat], Some(beside), vec![flat]),
        ("", vec![beside, inside, src], Some(inside), vec![src]),
        ("", vec![beside, src], Some(beside), vec![]),
        ("", vec![inside, flat], None, vec![flat]),
        (
            "python-source = \"src\"\n",
            vec![beside, inside, src],
            Some(inside),
            vec![src],
        ),
        (
            "python-source = \"src\"\n",
            vec![beside, src],
            Some(beside),
            vec![src],
        ),
        (
            "python-packages = [\"other\"]\n",
            vec![beside, inside, "src/other/__init__.py"],
            Some(inside),
            vec![],
        ),
        (
            "manifest-path = \"rust/Cargo.toml\"\n",
            vec![inside, flat],
            Some(inside),
            vec![flat],
        ),
        (
            "manifest-path = \"Cargo.toml\"\n",
            vec![beside, inside, src],
            Some(beside),
            vec![src],
        ),
    ] {
        let (crate_manifest, sources) = found(maturin, &files);
        assert_eq!(crate_manifest.as_deref(), manifest, "{maturin} {files:?}");
        assert_eq!(sources, package, "{maturin} {files:?}");
    }
}

#[test]
fn modules_may_be_called_as_folders_of_builds_are() {
    let module: &[u8] = b"#[pymodule]\nmod _core {}\n";
    let named = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let root = on_disk(
        "modules",
        &[
            ("pyproject.toml", named.as_bytes()),
            ("Cargo.toml", CRATE.as_bytes()),
            ("src/lib.rs", b"mod build;\nmod target;\n"),
            ("src/build/mod.rs", module),
            ("src/target/mod.rs", module),
            ("target/debug/out.rs", module),
            ("build/lib/out.rs", module),
        ],
    );
    let tree = Tree::disk(&root);
    assert!(tree.files("", "out.rs").is_empty());
    let modules = Project::read(tree).and_then(|project| project.modules);
    assert_eq!(modules.expect("nothing is hidden").own.len(), 2);
}

#[test]
fn what_is_not_of_the_library_is_not_read_as_such() {
    let root_library = format!("{CRATE}[lib]\npath = \"lib.rs\"\n");
    let module = "#[pymodule]\nmod other {}\n";
    let files = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", &root_library),
        ("lib.rs", "#[pymodule]\nmod demo {}\n"),
        ("inner/mod.rs", "#[pymodule]\nmod inner {}\n"),
        ("examples/a.rs", module),
        ("tests/a.rs", module),
        ("benches/a.rs", module),
        ("other/Cargo.toml", CRATE),
        ("other/src/lib.rs", module),
    ];
    let modules = said::read(&files).modules.expect("nothing is hidden");
    let names: Vec<&str> = modules.own.iter().map(|module| module.name.as_str()).collect();
    assert_eq!(names, ["inner", "demo"]);
}

#[test]
fn dependencies_by_path_are_followed_through_the_workspace() {
    let root = format!(
        "{CRATE}[dependencies]\none.workspace = true\n[workspace]\nmembers = [\"one\"]\n\
         [workspace.dependencies]\none.path = \"one\"\ntwo.path = \"crates/two\"\n"
    );
    let one = "[package]\nname = \"one\"\n[dependencies]\ntwo = { workspace = true }\n";
    let files = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", &root),
        ("one/Cargo.toml", one),
        ("crates/two/Cargo.toml", "[package]\nname = \"two\"\n"),
    ];
    let cargo = said::read(&files).cargo.expect("a crate");
    let paths: Vec<&str> = cargo.path_dependencies.iter().map(|toml| &*toml.path).collect();
    assert_eq!(paths, ["one/Cargo.toml", "crates/two/Cargo.toml"]);
}

#[test]
fn a_conflict_is_named_as_one_and_shown_where_it_begins() {
    let rule = "files/unparsable";
    let sides = "<<<<<<< ours\nversion = \"1\"\n=======\nversion = \"2\"\n>>>>>>> theirs\n";
    let found = |cargo: &str| {
        let files = [("pyproject.toml", BUILD), ("Cargo.toml", cargo)];
        let project = Project::read(Tree::memory(files)).expect("a maturin project");
        let finding = run(&project, &only(rule)).pop().expect("a finding");
        let span = finding.place.span.expect("a place");
        (finding.message.clone(), cargo[span.start..span.end].to_owned())
    };
    for before in ["", "[package]\n"] {
        let (message, shown) = found(&format!("{before}{sides}"));
        assert_eq!(
            message,
            "`Cargo.toml` cannot be parsed: it contains a git merge conflict"
        );
        assert_eq!(shown, "<<<<<<< ours");
    }
    let (message, _) = found("[package]\n<<<<<<< ours\n");
    assert!(message.ends_with("key with no value, expected `=`"), "{message}");
}

#[test]
fn a_source_says_in_which_encoding_it_is() {
    let judged = |name: &str, first: &[u8]| {
        let text = [first, b"NAME = '\xe9'\n"].concat();
        let root = on_disk(
            &format!("encodings/{name}"),
            &[
                ("pyproject.toml", said::project("version = \"1\"").as_bytes()),
                ("Cargo.toml", CRATE.as_bytes()),
                ("demo/__init__.py", &text),
            ],
        );
        broken(Tree::disk(&root))
    };
    assert_eq!(judged("none", b""), ["demo/__init__.py"]);
    assert_eq!(
        judged("late", b"a = 1\n# coding: latin-1\n"),
        ["demo/__init__.py"]
    );
    assert_eq!(judged("wrong", b"# coding: utf-8\n"), ["demo/__init__.py"]);
    assert_eq!(judged("first", b"# -*- coding: latin-1 -*-\n"), [""; 0]);
    assert_eq!(
        judged("second", b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n"),
        [""; 0]
    );
}
