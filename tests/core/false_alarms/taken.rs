//! Files that Rust takes in only sometimes, or that are there in another way; modules that are more than their stubs.

use crate::said::{project, silent, speaks};

const LIBRARY: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\nexclude = [\"/data\"]\n[lib]\ncrate-type = [\"cdylib\"]\n[features]\nbig = []\n[dependencies]\npyo3 = \"0.30\"\n";

#[test]
fn files_that_are_compiled_only_sometimes() {
    let manifest = project("version = \"1\"");
    for (rust, is_said) in [
        ("const A: &str = include_str!(\"../data/a\");", true),
        ("fn a() { println!(include_str!(\"../data/a\")); }", true),
        (
            "#[cfg(test)]\nmod tests { const A: &str = include_str!(\"../data/a\"); }",
            false,
        ),
        (
            "#[cfg(feature = \"big\")]\nconst A: &str = include_str!(\"../data/a\");",
            false,
        ),
        ("macro_rules! a { () => { include_str!(\"../data/a\") } }", false),
        ("#![cfg_attr(docsrs, doc = include_str!(\"../data/a\"))]", false),
        (
            "fn a() { if cfg!(a) { #[cfg(a)]\n{ include_str!(\"../data/a\"); } } }",
            false,
        ),
        ("// include_str!(\"../data/a\")", false),
    ] {
        let base = [
            ("pyproject.toml", &*manifest),
            ("Cargo.toml", LIBRARY),
            ("src/lib.rs", rust),
        ];
        let there = [&base[..], &[("data/a", "x")]].concat();
        let made = [&base[..], &[("build.rs", "// makes data/a\nfn main() {}\n")]].concat();
        let fetched = [&base[..], &[(".gitignore", "/data/\n")]].concat();
        for (rule, files) in [
            ("cargo/source-missing", &base[..]),
            ("files/source-left-out", &there),
        ] {
            match is_said {
                true => speaks(rule, "data/a", files),
                false => silent(rule, files),
            }
        }
        silent("cargo/source-missing", &there);
        silent("cargo/source-missing", &fetched);
        silent("cargo/source-missing", &made);
        silent("files/source-left-out", &base);
    }
}

#[test]
fn modules_that_are_more_than_their_stubs() {
    let rule = "module/import-unresolved";
    let manifest = project("version = \"1\"\n[tool.maturin]\nmodule-name = \"demo._core\"");
    let with = |python: &str, rust: &str, is_said: bool| {
        let files = [
            ("pyproject.toml", &*manifest),
            ("Cargo.toml", LIBRARY),
            ("src/lib.rs", rust),
            ("demo/__init__.py", python),
            ("demo/_types.pyi", "class Frame: ...\n"),
        ];
        match is_said {
            true => speaks(rule, "no module `demo._types`", &files),
            false => silent(rule, &files),
        }
    };
    let one = "#[pyo3::pymodule]\nmod _core {}\n";
    let two = "#[pyo3::pymodule]\nmod _core {}\n#[pyo3::pymodule]\nmod _types {}\n";
    let registering = "#[pyo3::pymodule]\nmod _core {}\nconst A: &str = \"sys.modules\";\n";
    let import = "from ._types import Frame\n";
    with(import, one, true);
    with(import, two, false);
    with(import, registering, false);
    for python in [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ._types import Frame\n",
        "try:\n    from ._types import Frame\nexcept ImportError:\n    Frame = None\n",
        "def f():\n    from ._types import Frame\n",
        "import sys\nsys.modules['demo._types'] = sys\nfrom ._types import Frame\n",
    ] {
        with(python, one, false);
    }
}

#[test]
fn names_that_a_package_takes_from_itself() {
    let rule = "module/import-unresolved";
    let manifest = project("version = \"1\"\n[tool.maturin]\nmodule-name = \"demo._core\"");
    let one = "#[pyo3::pymodule]\nmod _core {}\n";
    for (python, is_said) in [
        ("from . import helpers\n", true),
        ("from . import _core\n", false),
        ("helpers = 1\nfrom . import helpers\n", false),
        ("from ._core import *\nfrom . import helpers\n", false),
        ("def __getattr__(name): ...\nfrom . import helpers\n", false),
    ] {
        let files = [
            ("pyproject.toml", &*manifest),
            ("Cargo.toml", LIBRARY),
            ("src/lib.rs", one),
            ("demo/__init__.py", python),
        ];
        match is_said {
            true => speaks(rule, "`demo` has no `helpers`", &files),
            false => silent(rule, &files),
        }
    }
}

#[test]
fn features_of_crates_that_have_the_name_of_this_one() {
    let rule = "cargo/feature-undefined";
    let manifest = project("version = \"1\"");
    let says = |dependency: &str, is_said: bool| {
        let cargo =
            format!("[package]\nname = \"demo\"\nversion = \"0.1.0\"\n[dependencies]\n{dependency}\n");
        let engine = "[package]\nname = \"engine\"\nversion = \"0.1.0\"\n[features]\nfast = []\n";
        let files = [
            ("pyproject.toml", &*manifest),
            ("Cargo.toml", &cargo),
            ("engine/Cargo.toml", engine),
        ];
        match is_said {
            true => speaks(rule, "is not a feature of the crate", &files),
            false => silent(rule, &files),
        }
    };
    says("demo = { version = \"1\", features = [\"fast\"] }", false);
    says("engine = { version = \"1\", features = [\"slow\"] }", false);
    says("engine = { path = \"engine\", features = [\"fast\"] }", false);
    says("engine = { path = \"engine\", features = [\"slow\"] }", true);
    says(
        "pyo3 = { version = \"0.30\", features = [\"abi3-py316\", \"new-thing\"] }",
        false,
    );
    says(
        "pyo3 = { version = \"0.30\", features = [\"extention-module\"] }",
        true,
    );
}
