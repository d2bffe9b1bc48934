//! What good projects do and the rules about modules, Pythons, PyO3 and stubs must not complain about; and what they
//! must see.

mod said;

use said::{BUILD, CRATE, project, pyproject, requiring, says, silent, speaks};

/// A project in which pyproject.toml promises `demo._core`, and `source` is the Rust side.
fn promises_core(source: &str) -> String {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\nfeatures = [\"python\"]\n");
    let cargo = format!("{CRATE}[features]\npython = []\n[dependencies]\npyo3 = \"0.30\"\n");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", &cargo),
        ("src/lib.rs", source),
    ];
    says("module/name-mismatch", &files)
}

#[test]
fn any_way_to_name_the_module_is_enough() {
    for source in [
        "#[pymodule]\nfn _core() {}",
        "#[pyo3::pymodule]\nmod _core {}",
        "#[pymodule]\n#[pyo3(name = \"_core\")]\nfn other() {}",
        "#[pymodule(name = \"_core\", gil_used = false)]\nmod other {}",
        "#[unsafe(no_mangle)]\npub extern \"C\" fn PyInit__core() {}",
        "#[cfg_attr(feature = \"python\", pymodule)]\nfn _core() {}",
        "#[cfg_attr(feature = \"python\", pymodule, pyo3(name = \"_core\"))]\nfn other() {}",
        "#[cfg(feature = \"off\")]\n#[pymodule]\nfn _core() {}\n#[pymodule]\nfn other() {}",
        "mod inner {\n#[pymodule]\nmod _core {}\n}",
        "#[pymodule]\nmod other {\n#[pymodule]\nmod _core {}\n}",
        "pub use dep::_core;\n#[pymodule]\nfn other() {}",
        "pub use dep::{a, other as _core};\n#[pymodule]\nfn other() {}",
    ] {
        assert_eq!(promises_core(source), "", "{source}");
    }
}

#[test]
fn what_cannot_be_seen_or_is_not_compiled_is_no_mismatch() {
    for source in [
        "// #[pymodule] fn other() {}",
        "/// ```\n/// #[pymodule] fn other() {}\n/// ```\npub fn f() {}",
        "make! { #[pymodule] fn other() {} }",
        "pub use dep::*;\n#[pymodule]\nfn other() {}",
        "#[cfg(feature = \"off\")]\n#[pymodule]\nfn other() {}",
        "#[cfg(feature = \"off\")]\nmod py {\n#[pymodule]\nfn other() {}\n}",
        "#[cfg_attr(feature = \"off\", pymodule)]\nfn other() {}",
        "#[cfg(not(test))]\n#[pymodule]\nfn other() {}",
        "#[pymodule(submodule)]\nfn other() {}",
        "#[pymodule]\nfn other() { let x = builtin # 1; }",
    ] {
        assert_eq!(promises_core(source), "", "{source}");
    }
    for source in [
        "#[pymodule]\nfn other() {}",
        "#[cfg(all(feature = \"python\"))]\n#[pymodule]\nfn other() {}",
        "pub use self::inner::*;\nmod inner {}\n#[pymodule]\nmod other {\nmod _core {}\n}",
        "pub use inner::*;\nmod inner {}\n#[pymodule]\nfn other() {}",
    ] {
        assert!(promises_core(source).contains("called `_core`"), "{source}");
    }
}

#[test]
fn the_crate_the_library_and_other_crates_may_have_other_names() {
    let rule = "module/name-mismatch";
    let source = "#[pymodule]\nfn demo_py() {}";
    let cargo = |rest: &str| format!("{CRATE}[dependencies]\npyo3 = \"0.30\"\n{rest}");
    let named = pyproject("[tool.maturin]\nmodule-name = \"demo_py\"\n");
    let other = cargo("[lib]\nname = \"rust_name\"\n");
    silent(
        rule,
        &[
            ("pyproject.toml", &named),
            ("Cargo.toml", &other),
            ("src/lib.rs", source),
        ],
    );
    speaks(
        rule,
        "`rust_name` is imported",
        &[
            ("pyproject.toml", BUILD),
            ("Cargo.toml", &other),
            ("src/lib.rs", source),
        ],
    );
    let by_project = pyproject("[project]\nname = \"demo-py\"\n");
    silent(
        rule,
        &[
            ("pyproject.toml", &by_project),
            ("Cargo.toml", &cargo("")),
            ("src/lib.rs", source),
        ],
    );
    let by_path = cargo("dep = { path = \"dep\" }\n");
    let dependency = ("dep/Cargo.toml", "[package]\nname = \"dep\"\n");
    for lib in ["", "#[pymodule]\nfn other() {}"] {
        let files = [
            ("pyproject.toml", named.as_str()),
            ("Cargo.toml", &by_path),
            dependency,
            ("dep/src/lib.rs", source),
            ("src/lib.rs", lib),
        ];
        silent(rule, &files);
    }
    let files = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", &by_path),
        dependency,
        ("dep/src/lib.rs", source),
        ("src/lib.rs", ""),
    ];
    silent(rule, &files);
    for bindings in ["cffi", "uniffi", "bin"] {
        let manifest = pyproject(&format!(
            "[tool.maturin]\nmodule-name = \"a._b\"\nbindings = \"{bindings}\"\n"
        ));
        silent(
            rule,
            &[
                ("pyproject.toml", &manifest),
                ("Cargo.toml", &cargo("")),
                ("src/lib.rs", source),
            ],
        );
    }
}

#[test]
fn the_side_that_python_knows_keeps_its_name() {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let cargo = format!("{CRATE}[dependencies]\npyo3 = \"0.30\"\n");
    let fixed = |import: &str| {
        let source = "#[pymodule]\n#[pyo3(name = \"_native\")]\nfn native() {}\n";
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", &cargo),
            ("src/lib.rs", source),
            ("demo/__init__.py", import),
        ];
        said::repaired("module/name-mismatch", &files)
    };
    assert_eq!(fixed("from . import _core\n"), manifest);
    assert_eq!(
        fixed("from ._native import (\n    x,\n)\n"),
        manifest.replace("_core", "_native")
    );
}

/// What `rule` says of a crate with these lines and a project with that promise.
fn abi3(rule: &str, requires: &str, maturin: &str, cargo: &str) -> String {
    let manifest = project(&format!(
        "requires-python = \"{requires}\"\n[tool.maturin]\n{maturin}"
    ));
    says(
        rule,
        &[
            ("pyproject.toml", &manifest),
            ("Cargo.toml", &format!("{CRATE}{cargo}")),
        ],
    )
}

#[test]
fn a_floor_that_is_inactive_conditional_or_right_is_not_compared() {
    let with = |features: &str| format!("[dependencies.pyo3]\nversion = \"0.30\"\nfeatures = [{features}]\n");
    let optional =
        "[features]\nfast = [\"pyo3/abi3-py313\"]\n[dependencies]\npyo3 = { version = \"0.30\" }\n";
    let both = ["python/abi3-above-requires", "python/abi3-below-requires"];
    for (requires, maturin, cargo) in [
        (">=3.11", "", with("\"abi3-py311\"")),
        (">=3.11", "", with("\"abi3\"")),
        (">=3.11,<4", "", with("\"abi3-py39\", \"abi3-py311\"")),
        (">=3.9", "", optional.to_owned()),
        (
            ">=3.9",
            "features = [{ feature = \"fast\", python-version = \">=3.13\" }]",
            optional.to_owned(),
        ),
        (">=3.10,!=3.10.*", "", with("\"abi3-py311\"")),
    ] {
        assert_eq!(
            abi3(both[0], requires, maturin, &cargo),
            "",
            "{requires} {maturin} {cargo}"
        );
    }
    assert_eq!(abi3(both[1], ">=3.11", "", &with("\"abi3-py311\"")), "");
    assert_eq!(abi3(both[1], ">=3.16", "", &with("\"abi3-py311\"")), "");
    let old = "[dependencies]\npyo3 = { version = \"0.24.0\", features = [\"abi3-py39\"] }\n";
    assert_eq!(
        abi3(both[1], ">=3.13", "", old),
        "",
        "this PyO3 has no `abi3-py313`"
    );
    assert!(
        abi3(both[1], ">=3.11", "", &with("\"abi3-py39\", \"abi3-py311\"")).contains("`abi3-py39` is older")
    );
    assert!(abi3(both[0], ">=3.9", "features = [\"fast\"]", optional).contains("promises 3.9"));
    assert!(abi3(both[0], ">=3.9", "all-features = true", optional).contains("promises 3.9"));
    let default = optional.replace("[features]\n", "[features]\ndefault = [\"fast\"]\n");
    assert!(abi3(both[0], "~=3.9", "", &default).contains("promises 3.9"));
    assert_eq!(abi3(both[0], "~=3.9", "no-default-features = true", &default), "");
}

#[test]
fn features_are_merged_with_those_of_the_workspace() {
    let manifest =
        project("requires-python = \">=3.9\"\n[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    let member = format!("{CRATE}[dependencies]\npyo3 = {{workspace=true, features = []}}\n");
    let root = "[workspace]\nmembers = [\"py\"]\n[workspace.dependencies.pyo3]\nversion = \"0.30\"\nfeatures = [\"abi3-py312\"]\n";
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("py/Cargo.toml", &member),
        ("Cargo.toml", root),
    ];
    speaks("python/abi3-above-requires", "Cargo.toml:5:13", &files);
}

#[test]
fn classifiers_inside_the_promise_stay() {
    let says = |requires: &str, classifier: &str| {
        let text = format!(
            "requires-python = \"{requires}\"\nclassifiers = [\"Programming Language :: Python :: {classifier}\"]"
        );
        says(
            "python/classifier-contradiction",
            &[("pyproject.toml", &project(&text))],
        )
    };
    for (requires, classifier) in [
        (">=3.9.2", "3.9"),
        ("<=3.13", "3.13"),
        (">=3.9,!=3.9.0", "3.9"),
        (">=3.11", "3"),
        (">=3.11", "3 :: Only"),
        (">=3.11", "3.99"),
        (">=3.11", "Implementation :: CPython"),
        (">=2.7", "2"),
    ] {
        assert_eq!(says(requires, classifier), "", "{requires} {classifier}");
    }
    for (requires, classifier) in [
        (">=3.9", "3.8"),
        (">=3.9,<3.14", "3.14"),
        (">=3.9", "2"),
        (">=3.9", "2.7"),
        ("!=3.10.*", "3.10"),
    ] {
        assert!(
            says(requires, classifier).contains("excludes"),
            "{requires} {classifier}"
        );
    }
}

#[test]
fn extension_module_wherever_it_is_switched_on() {
    let rule = "pyo3/extension-module-missing";
    let old = |rest: &str| format!("{CRATE}[dependencies]\npyo3 = {{ version = \"0.25\"{rest} }}\n");
    let plain = old("");
    let source = ("src/lib.rs", "#[pymodule]\nfn demo() {}");
    let said = |py: &str, cargo: &str| says(rule, &[("pyproject.toml", py), ("Cargo.toml", cargo), source]);
    assert!(said(BUILD, &plain).contains("PyO3 0.25"));
    let in_features = pyproject("[tool.maturin]\nfeatures = [\"pyo3/extension-module\"]\n");
    let program = pyproject("[tool.maturin]\nbindings = \"bin\"\n");
    for (py, cargo) in [
        (BUILD, old(", features = [\"extension-module\"]")),
        (
            BUILD,
            format!("{plain}[features]\ndefault = [\"pyo3/extension-module\"]\n"),
        ),
        (&in_features, plain.clone()),
        (&program, plain.clone()),
        (BUILD, old(", optional = true")),
        (BUILD, old(", features = [\"auto-initialize\"]")),
    ] {
        assert_eq!(said(py, &cargo), "", "{py} {cargo}");
    }
    silent(
        rule,
        &[
            ("pyproject.toml", BUILD),
            ("Cargo.toml", &plain),
            ("src/main.rs", "fn main() {}"),
        ],
    );
    for (path, text) in [
        (
            ".github/workflows/ci.yml",
            "run: maturin build -F pyo3/extension-module\n",
        ),
        ("justfile", "build:\n\tmaturin build -F extension-module\n"),
        ("scripts/build.sh", "maturin build -F extension-module\n"),
    ] {
        silent(
            rule,
            &[
                ("pyproject.toml", BUILD),
                ("Cargo.toml", &plain),
                source,
                (path, text),
            ],
        );
    }
    let new = plain.replace("0.25", "0.26");
    assert_eq!(said(BUILD, &new), "");
    assert_eq!(said(&requiring("maturin>=1.2,<2", ""), &new), "");
    assert!(said(&requiring("maturin>=1.2,<1.9", ""), &new).contains("under this maturin"));
    let locked = "[[package]]\nname = \"pyo3\"\nversion = \"0.26.0\"\n";
    let range = plain.replace("0.25", ">=0.25, <0.27");
    silent(
        rule,
        &[
            ("pyproject.toml", BUILD),
            ("Cargo.toml", &range),
            source,
            ("Cargo.lock", locked),
        ],
    );
}

#[test]
fn extension_module_is_needed_by_old_tools() {
    let rule = "pyo3/extension-module-obsolete";
    let cargo = |version: &str| {
        format!(
            "{CRATE}[dependencies]\npyo3 = {{ version = \"{version}\", features = [\"extension-module\"] }}\n"
        )
    };
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &cargo("0.25"))]);
    silent(
        rule,
        &[
            ("pyproject.toml", &requiring("maturin>=1.9,<2", "")),
            ("Cargo.toml", &cargo("0.30")),
        ],
    );
    silent(
        rule,
        &[
            ("pyproject.toml", &requiring("maturin", "")),
            ("Cargo.toml", &cargo("0.30")),
        ],
    );
    speaks(
        rule,
        "need no",
        &[
            ("pyproject.toml", &requiring("maturin>=1.9.4", "")),
            ("Cargo.toml", &cargo("0.30")),
        ],
    );
    let by_ci = format!(
        "{CRATE}[features]\nextension-module = [\"pyo3/extension-module\"]\n[dependencies]\npyo3 = \"0.30\"\n"
    );
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &by_ci)]);
}

#[test]
fn a_marker_is_missing_only_where_types_are_published() {
    let rule = "stub/py-typed-missing";
    let mixed = "[tool.maturin]\nmodule-name = \"demo._core\"\npython-source = \"python\"\n";
    let stub = ("python/demo/_core.pyi", "def f() -> None: ...\n");
    let init = ("python/demo/__init__.py", "");
    let with = |table: &str| pyproject(&format!("[project]\nname = \"demo\"\n{table}\n{mixed}"));
    let library = with("");
    silent(
        rule,
        &[
            ("pyproject.toml", &library),
            init,
            stub,
            ("python/demo/py.typed", ""),
        ],
    );
    silent(rule, &[("pyproject.toml", &library), init]);
    silent(
        rule,
        &[
            ("pyproject.toml", &with("scripts = { demo = \"demo:main\" }")),
            init,
            stub,
        ],
    );
    silent(rule, &[("pyproject.toml", &project("")), ("demo.pyi", "")]);
    silent(
        rule,
        &[("pyproject.toml", BUILD), ("Cargo.toml", CRATE), ("demo.pyi", "")],
    );
    speaks(
        rule,
        "`python/demo/py.typed` is missing",
        &[("pyproject.toml", &library), init, stub],
    );
    let typed = with("classifiers = [\"Typing :: Typed\"]\nscripts = { demo = \"demo:main\" }");
    speaks(rule, "`Typing :: Typed`", &[("pyproject.toml", &typed), init]);
}

#[test]
fn a_namespace_package_has_its_marker_further_in() {
    let rule = "stub/py-typed-missing";
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"space.demo._core\"\n");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("space/demo/__init__.py", ""),
        ("space/demo/_core.pyi", ""),
    ];
    speaks(rule, "`space/demo/py.typed`", &files);
    silent(rule, &[files[0], files[1], files[2], ("space/demo/py.typed", "")]);
}
