//! What must be there before anything is built: modules, sources and the lock.

use crate::said::{BUILD, CRATE, krate, project, pyproject, says, silent, speaks};

const LIBRARY: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n[lib]\ncrate-type = [\"cdylib\"]\n[features]\npython = []\n[dependencies]\npyo3 = \"0.30\"\n";
const MODULE: &str = "#[pyo3::pymodule]\nmod demo {}\n";

/// A project with this library and a module in `src/py.rs`.
fn with<'a>(manifest: &'a str, library: &'a str, module: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("pyproject.toml", manifest),
        ("Cargo.toml", LIBRARY),
        ("src/lib.rs", library),
        ("src/py.rs", module),
    ]
}

#[test]
fn a_module_to_which_no_mod_leads_is_none() {
    let manifest = project("[tool.maturin]\nfeatures = [\"python\"]");
    for library in [
        "pub fn add() {}\n",
        "mod pyy;\n",
        "// mod py;\n",
        "#[cfg(test)]\nmod tests {}\n",
        "mod inner { mod other; }\n",
    ] {
        speaks(
            "module/missing",
            "no `mod` leads to",
            &with(&manifest, library, MODULE),
        );
    }
    for library in [
        "mod py;\n",
        "pub(crate) mod py ;\n",
        "#[cfg(feature = \"python\")]\nmod py;\n",
        "#[cfg(any(unix, windows))]\nmod py;\n",
        "#[path = \"py.rs\"]\nmod other;\n",
        "#[cfg_attr(unix, path = \"py.rs\")]\nmod other;\n",
        "include!(\"py.rs\");\n",
        "macro_rules! m { () => { mod py; } }\nm!();\n",
        "cfg_if::cfg_if! { if #[cfg(unix)] { mod py; } }\n",
        "automod::dir!(\"src\");\n",
        "mod inner { #[path = \"../py.rs\"] mod py; }\n",
        "not Rust at all",
    ] {
        silent("module/missing", &with(&manifest, library, MODULE));
    }
    let mut nested = with(&manifest, "mod a;\n", "");
    nested.extend([("src/a/mod.rs", "mod b;\n"), ("src/a/b.rs", MODULE)]);
    silent("module/missing", &nested);
    nested[4].1 = "mod c;\n";
    speaks("module/missing", "no `mod` leads to", &nested);
}

#[test]
fn a_path_begins_with_a_crate_that_is_there_or_with_what_is_defined() {
    let rule = "cargo/crate-undeclared";
    let manifest = project("");
    let library = |source: &str, dependencies: &str, others: &[(&'static str, &'static str)]| {
        let cargo = format!("{CRATE}edition = \"2024\"\n[dependencies]\npyo3 = \"0.30\"\n{dependencies}");
        let source = format!("use pyo3::prelude::*;\n{source}");
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", cargo.as_str()),
            ("src/lib.rs", source.as_str()),
        ];
        says(rule, &[&files, others].concat())
    };
    for source in [
        "use serde::Serialize;\n",
        "fn a() -> u8 { serde::b() }\n",
        "extern crate serde;\n",
        "#[cfg(not(test))]\nmod c { pub use serde::D; }\n",
        "#[serde::derived]\nstruct E;\n",
        "fn f() { serde::g!(1) }\n",
    ] {
        let said = library(source, "", &[]);
        assert!(
            said.contains("`serde` is no crate of `[dependencies]`"),
            "{source}: {said}"
        );
        assert_eq!(library(source, "serde = \"1\"\n", &[]), "", "{source}");
        assert_eq!(
            library(source, "[target.'cfg(unix)'.dependencies]\nserde = \"1\"\n", &[]),
            "",
            "{source}"
        );
        // The library of that crate may be called so.
        assert_eq!(library(source, "serde-core = \"1\"\n", &[]), "", "{source}");
        let said = library(source, "[dev-dependencies]\nserde = \"1\"\n", &[]);
        assert!(said.contains("`serde`"), "{source}: {said}");
    }
    for source in [
        "mod serde { pub fn b() {} }\nfn a() { serde::b() }\n",
        "use pyo3::serde;\nfn a() { serde::b() }\n",
        "use pyo3::{\n    serde::{self, B},\n};\nfn a() { serde::b() }\n",
        "use pyo3 as serde;\nfn a() { serde::b() }\n",
        "use pyo3::types::*;\nfn a() { serde::b() }\n",
        "#[cfg(test)]\nmod tests { use serde::B; }\n",
        "#[test]\nfn a() { serde::b() }\n",
        "#[cfg(feature = \"serde\")]\nuse serde::B;\n",
        "#[cfg(windows)]\nuse serde::B;\n",
        "// use serde::B;\n",
        "make! { serde::b() }\n",
        "fn a() -> std::fmt::Result { u8::MAX; str::len(\"\"); test::b() }\n",
        "#[rustfmt::skip]\nfn a() {}\n",
    ] {
        assert_eq!(library(source, "", &[]), "", "{source}");
    }
    // A script has crates of its own.
    let script = ("build.rs", "fn main() { cc::Build::new(); }\n");
    let said = library("", "cc = \"1\"\n", &[script]);
    assert!(said.contains("build.rs:1:13"), "{said}");
    assert!(said.contains("`[build-dependencies]`"), "{said}");
    assert_eq!(library("", "[build-dependencies]\ncc = \"1\"\n", &[script]), "");
    // A source further down sees names of the first one only by its path.
    let inner = ("src/inner.rs", "use super::*;\nfn a() { serde::b() }\n");
    assert_eq!(library("mod inner;\nmod serde {}\n", "", &[inner]), "");
    let inner = ("src/inner.rs", "fn a() { serde::b() }\n");
    assert!(library("mod inner;\n", "", &[inner]).contains("src/inner.rs:1:10"));
}

#[test]
fn a_mod_has_a_file_unless_something_may_make_it() {
    let rule = "cargo/source-missing";
    let manifest = project("[tool.maturin]\nfeatures = [\"python\"]");
    for library in [
        "mod shape;\n",
        "#[cfg(feature = \"python\")]\npub mod shape;\n",
        "mod py;\nmod shape;\n",
    ] {
        speaks(
            rule,
            "the crate does not compile",
            &with(&manifest, library, MODULE),
        );
    }
    for library in [
        "mod py;\n",
        "mod r#py;\n",
        "#[cfg(test)]\nmod shape;\n",
        "#[cfg(unix)]\nmod shape;\n",
        "#[cfg(feature = \"other\")]\nmod shape;\n",
        "#[path = \"py.rs\"]\nmod shape;\n",
        "#[cfg_attr(unix, path = \"py.rs\")]\nmod shape;\n",
        "#![cfg(unix)]\nmod shape;\n",
        "mod shape {}\n// mod other;\n",
        "macro_rules! m { () => { mod shape; } }\n",
    ] {
        silent(rule, &with(&manifest, library, MODULE));
    }
    for made in [
        (".gitignore", "src/shape.rs\n"),
        (
            "build.rs",
            "fn main() { std::fs::write(\"src/shape.rs\", \"\"); }\n",
        ),
        ("Makefile", "src/shape.rs: shapes.txt\n\t./generate\n"),
        ("src/shape/mod.rs", ""),
    ] {
        let mut files = with(&manifest, "mod shape;\n", MODULE);
        files.push(made);
        silent(rule, &files);
    }
}

/// What is said of a lock that is demanded by a job of these steps and is not there.
fn locked(steps: &str, above: &str) -> String {
    let steps = format!(
        "on: push\n{above}jobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v6\n{steps}"
    );
    let files = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", CRATE),
        (".github/workflows/ci.yml", steps.as_str()),
        (".gitignore", "Cargo.lock\n"),
    ];
    says("cargo/lock-missing", &files)
}

#[test]
fn a_lock_that_a_workflow_demands_is_there_or_made_before() {
    for steps in [
        "      - run: cargo test --locked\n",
        "      - uses: dtolnay/rust-toolchain@stable\n      - run: |\n          cargo fmt --check\n          cargo clippy --frozen -- -D warnings\n",
        "      - run: pip install maturin\n      - run: maturin build --release --locked\n",
        "      - uses: PyO3/maturin-action@v1\n        with:\n          args: --release --locked\n",
        "      - run: cargo install --locked cargo-nextest\n      - run: cargo nextest run --locked\n",
        "      - run: pip install .\n        env:\n          MATURIN_PEP517_ARGS: --locked\n",
    ] {
        assert!(locked(steps, "").contains("which does not exist"), "{steps}");
    }
    let variable = "env:\n  MATURIN_PEP517_ARGS: --profile dev --locked\n";
    for steps in [
        "      - run: uv sync\n",
        "      - run: uv pip install .[test]\n",
        "      - run: python -m build\n",
    ] {
        assert!(
            locked(steps, variable).contains("which does not exist"),
            "{steps}"
        );
        assert_eq!(locked(steps, ""), "", "{steps}");
    }
    for steps in [
        "      - run: cargo generate-lockfile\n      - run: cargo test --locked\n",
        "      - run: cargo update\n      - run: cargo test --locked\n",
        "      - run: cargo build\n      - run: cargo test --locked\n",
        "      - run: ./prepare.sh\n      - run: cargo test --locked\n",
        "      - run: make lock\n      - run: maturin build --locked\n",
        "      - uses: actions/download-artifact@v6\n      - run: cargo test --locked\n",
        "      - uses: actions/cache@v4\n      - run: cargo test --locked\n",
        "      - uses: somebody/something@v1\n      - run: cargo test --locked\n",
        "      - run: cargo install --locked maturin\n",
        "      - run: cargo test --locked\n        working-directory: ${{ steps.x.outputs.folder }}\n",
        "      - run: cargo test --locked --manifest-path other/Cargo.toml\n",
        "      - run: cargo run -- --locked\n",
        "      - run: uv sync --locked\n",
        "      - run: cargo test --locked\n        if: false\n",
    ] {
        assert_eq!(locked(steps, ""), "", "{steps}");
    }
    assert_eq!(
        locked("      - run: uv sync --no-install-project\n", variable),
        ""
    );
}

#[test]
fn the_lock_has_every_crate_of_the_workspace() {
    let rule = "cargo/lock-unsatisfied";
    let cargo = format!(
        "{}[dependencies]\ncore = {{ path = \"core\" }}\n[workspace]\nmembers = [\"tools/*\"]\n",
        krate("0.1.0")
    );
    let named = |name: &str| CRATE.replace("demo", name);
    let (core, tool, lost) = (named("core"), named("tool"), named("lost"));
    let lock = |names: &[&str]| {
        let package = |name: &&str| format!("[[package]]\nname = \"{name}\"\nversion = \"0.1.0\"\n");
        format!("version = 4\n{}", names.iter().map(package).collect::<String>())
    };
    let said = |lock: &str| {
        let files = [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", cargo.as_str()),
            ("core/Cargo.toml", core.as_str()),
            ("tools/one/Cargo.toml", tool.as_str()),
            ("elsewhere/Cargo.toml", lost.as_str()),
            ("Cargo.lock", lock),
        ];
        says(rule, &files)
    };
    assert_eq!(said(&lock(&["core", "demo", "tool"])), "");
    for (held, missing) in [
        (["core", "tool"], "demo"),
        (["demo", "tool"], "core"),
        (["core", "demo"], "tool"),
    ] {
        assert!(
            said(&lock(&held)).contains(&format!("does not contain `{missing}`")),
            "{missing}"
        );
    }
    assert_eq!(said("[root]\nname = \"demo\"\nversion = \"0.1.0\"\n"), "");
}

#[test]
fn the_sources_of_a_build_are_in_the_source_distribution() {
    let by = |rule: &str, exclude: &str, cargo: &str, more: &[(&str, &str)]| {
        let manifest = pyproject(&format!(
            "[project]\nname = \"demo\"\nversion = \"0.1.0\"\n[tool.maturin]\nexclude = {exclude}\n"
        ));
        let base = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", cargo),
            ("src/lib.rs", "mod py;\n"),
            ("src/py.rs", MODULE),
            ("src/notes.rs", ""),
        ];
        says(rule, &[&base[..], more].concat())
    };
    let said =
        |exclude: &str, cargo: &str, more: &[(&str, &str)]| by("files/crate-left-out", exclude, cargo, more);
    let taken =
        |exclude: &str, cargo: &str, more: &[(&str, &str)]| by("files/source-left-out", exclude, cargo, more);
    for exclude in [
        "[\"src/**\"]",
        "[{ path = \"*.rs\", format = \"sdist\" }]",
        "[\"src/lib.rs\"]",
    ] {
        assert!(
            said(exclude, LIBRARY, &[]).contains("the source distribution lacks `src/"),
            "{exclude}"
        );
    }
    for exclude in [
        "[]",
        "[\"src/notes.rs\"]",
        "[{ path = \"src/**\", format = \"wheel\" }]",
        "[\"src/p?.txt\"]",
    ] {
        assert_eq!(said(exclude, LIBRARY, &[]), "", "{exclude}");
    }
    let script = [("build.rs", "fn main() { println!(\"{}\", env!(\"OUT_DIR\")); }\n")];
    let idle = [("build.rs", "fn main() {}\n")];
    assert_eq!(said("[\"build.rs\"]", LIBRARY, &idle), "");
    assert!(said("[\"build.rs\"]", LIBRARY, &script).contains("lacks `build.rs`"));
    let off = LIBRARY.replace("[lib]", "build = false\n[lib]");
    assert_eq!(said("[\"build.rs\"]", &off, &script), "");
    let dependent = format!("{LIBRARY}core = {{ path = \"core\" }}\n");
    let core = [("core/Cargo.toml", CRATE), ("core/src/lib.rs", "")];
    let core = core.map(|(path, text)| (path, text.replace("demo", "core")));
    let core: Vec<(&str, &str)> = core.iter().map(|(path, text)| (*path, text.as_str())).collect();
    assert!(said("[\"core/src/**\"]", &dependent, &core).contains("lacks `core/src/lib.rs`"));
    let off = dependent.replace("\"core\" }", "\"core\", optional = true }");
    assert_eq!(said("[]", &off, &core), "", "maturin leaves it out");
    let cut = LIBRARY.replace("[lib]", "include = [\"src/lib.rs\"]\n[lib]");
    let module = "[{ path = \"src/py.rs\", format = [\"wheel\", \"sdist\"] }]";
    for (exclude, cargo) in [("[]", cut.as_str()), (module, LIBRARY)] {
        assert_eq!(said(exclude, cargo, &[]), "", "the library is there");
        assert!(taken(exclude, cargo, &[]).contains("`src/py.rs` is compiled into the crate"));
    }
    assert_eq!(taken("[]", &cut, &[(".gitignore", "src/py.rs\n")]), "");
}

#[test]
fn cargo_knows_which_values_it_takes() {
    let rule = "cargo/value-invalid";
    let cargo = |lines: &str| format!("{CRATE}{lines}\n");
    for good in [
        "edition = \"2015\"",
        "edition = \"2024\"",
        "rust-version = \"1\"",
        "rust-version = \"1.85.0\"",
        "rust-version.workspace = true",
        "[dependencies]\na = \"*\"\nb = \">=1, <2\"\nc = { version = \"=1.2.3-rc.1\" }\nd.workspace = true",
    ] {
        silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &cargo(good))]);
    }
    for bad in [
        "edition = \"2025\"",
        "edition = \"2020\"",
        "edition = \"2012\"",
        "rust-version = \"stable\"",
        "rust-version = \"1.85-nightly\"",
        "rust-version = \"^1.85\"",
        "rust-version = \"1.085\"",
        "resolver = \"4\"",
        "[dependencies]\na = \"\"",
        "[dependencies]\na = \">=1 <2\"",
        "[dependencies]\na = { version = \"latest\" }",
    ] {
        speaks(
            rule,
            "cargo refuses it",
            &[("pyproject.toml", BUILD), ("Cargo.toml", &cargo(bad))],
        );
    }
    for name in ["a b", "1a", "a.b", ""] {
        let cargo = CRATE.replace("\"demo\"", &format!("\"{name}\""));
        speaks(
            rule,
            "cargo refuses it",
            &[("pyproject.toml", BUILD), ("Cargo.toml", &cargo)],
        );
    }
}

#[test]
fn the_version_that_is_given_out_is_that_of_this_distribution() {
    let rule = "version/foreign-dunder";
    let lazy = |returned: &str| {
        format!(
            "def __getattr__(name):\n    if name == \"__version__\":\n        from importlib.metadata import version\n        {returned}\n"
        )
    };
    let said = |manifest: &str, text: &str| {
        let files = [
            ("pyproject.toml", manifest),
            ("Cargo.toml", CRATE),
            ("demo/__init__.py", text),
        ];
        says(rule, &files)
    };
    let manifest = project("version = \"0.1.0\"\n[tool.maturin]\nmodule-name = \"demo._core\"");
    assert!(said(&manifest, &lazy("return version(\"dem\")")).contains("the version of `dem`"));
    assert_eq!(said(&manifest, &lazy("return version(\"Demo\")")), "");
    let guarded =
        "try:\n            return version(\"dem\")\n        except Exception:\n            return \"\"";
    assert_eq!(said(&manifest, &lazy(guarded)), "");
    let extra = project(
        "version = \"0.1.0\"\noptional-dependencies.x = [\"dem\"]\n[tool.maturin]\nmodule-name = \"demo._core\"",
    );
    assert_eq!(said(&extra, &lazy("return version(\"dem\")")), "");
}
