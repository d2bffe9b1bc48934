//! What is called and not there: scripts, modules that are missing or switched off; and what only looks like it.

use crate::said::{BOUND, CI, CRATE, beside, job, module, project, pyproject, says, script};

/// What a rule says of the standard layout with this below `[project]`, this Rust side and these files around it.
fn standard(rule: &str, rest: &str, source: &str, others: &[(&str, &str)]) -> String {
    let manifest = project(&format!(
        "{rest}\n[tool.maturin]\nmodule-name = \"demo._core\"\npython-source = \"python\""
    ))
    .replace("[project]", "build-backend = \"maturin\"\n[project]");
    let own = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", BOUND),
        ("src/lib.rs", source),
    ];
    says(rule, &[&own, others].concat())
}

#[test]
fn a_script_may_lead_to_all_that_is_there() {
    let rule = "module/script-missing";
    let function = module("#[pyfunction]\nfn run() {}");
    let others = [
        (
            "python/demo/__init__.py",
            "from ._core import *\nfrom .cli import main as entry\n",
        ),
        (
            "python/demo/cli.py",
            "class App:\n    @classmethod\n    def run(cls): ...\nif True:\n    def main(): ...\n",
        ),
        ("python/demo/lazy.py", "def __getattr__(name): ...\n"),
        ("python/demo/sub/inner.py", "main = 1\n"),
        (".gitignore", "made.py\n"),
    ];
    for script in [
        "demo:entry",
        "demo:run",
        "demo:cli",
        "demo.cli:main",
        "demo.cli:App.run",
        "demo.cli:main [extra]",
        "demo.lazy:anything",
        "demo.sub.inner:main",
        "demo.sub:whatever",
        "demo.made:main",
        "demo._core:run",
    ] {
        let scripts = format!("[project.scripts]\ndemo = \"{script}\"");
        assert_eq!(standard(rule, &scripts, &function, &others), "", "{script}");
    }
    for (script, told) in [
        ("demo:main", "`demo` has no `main`"),
        ("demo.cli:start", "`demo.cli` has no `start`"),
        ("demo.gone:main", "there is no module `demo.gone`"),
        ("demo._core:go", "`demo._core` has no `go`"),
        (
            "demo._core.sub:main",
            "no module `demo._core.sub`, as `demo._core` is no package",
        ),
        ("other:main", "there is no module `other`"),
    ] {
        let scripts = format!("[project.scripts]\ndemo = \"{script}\"");
        let said = standard(rule, &scripts, &function, &others);
        assert!(said.contains(told), "{script}: {said}");
    }
    let registering = function.replace("{\n", "{\n    // It is put into sys.modules.\n");
    let scripts = "[project.scripts]\ndemo = \"demo._core.sub:main\"";
    assert_eq!(standard(rule, scripts, &registering, &others), "");
    let needs = "dependencies = [\"other\"]\n[project.scripts]\ndemo = \"other:main\"";
    assert_eq!(standard(rule, needs, &function, &others), "");
    let plugin = "[project.entry-points.group]\ndemo = \"other.plugin\"";
    assert_eq!(standard(rule, plugin, &function, &others), "");
    let plugin = "[project.entry-points.group]\ndemo = \"demo.plugin\"";
    assert!(standard(rule, plugin, &function, &others).contains("there is no module `demo.plugin`"));
}

#[test]
fn a_module_may_be_made_where_it_is_not_seen() {
    let rule = "module/missing";
    let import = [("demo/__init__.py", "from ._core import run\n")];
    for source in [
        "mod a;\npub fn run() {}\n",
        "#[derive(Debug)]\npub struct A;\nimpl A {}\nuse other::*;\n",
        "#[pyo3::pyfunction]\nfn run() {}\n",
        "// #[pymodule]\n// fn _core() {}\npub fn run() {}\n",
    ] {
        let said = beside(rule, source, &import);
        assert!(
            said.contains("no Rust source defines a `#[pymodule]`"),
            "{source}: {said}"
        );
    }
    for source in [
        "#[pymodule]\nfn other() {}\n",
        "other::module!(_core);\n",
        "pub use other::_core;\n",
        "#[other::module]\nmod _core {}\n",
        "include!(\"made.rs\");\n",
        "fn make() {\n    #[pymodule]\n    fn _core() {}\n}\n",
    ] {
        assert_eq!(beside(rule, source, &import), "", "{source}");
    }
    let plugin = [("demo/__init__.py", "LIB = __file__\n")];
    assert_eq!(beside(rule, "pub fn run() {}\n", &plugin), "");
}

#[test]
fn a_feature_may_be_switched_on_by_who_builds() {
    let rule = "module/feature-off";
    let cargo = format!(
        "{CRATE}[features]\ndefault = []\npython = [\"dep:pyo3\"]\nall = [\"python\"]\n[dependencies]\n\
         pyo3 = {{ version = \"0.30\", optional = true }}\n"
    );
    let says = |maturin: &str, cargo: &str, others: &[(&str, &str)]| {
        let manifest = pyproject(&format!(
            "[tool.maturin]\nmodule-name = \"demo._core\"\n{maturin}\n"
        ));
        let own = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", cargo),
            ("src/lib.rs", "#[cfg(feature = \"python\")]\nmod bindings;\n"),
            ("src/bindings/mod.rs", "mod inner;\n"),
            ("src/bindings/inner.rs", "#[pymodule]\nmod _core {}\n"),
        ];
        says(rule, &[&own, others].concat())
    };
    let told = "`demo._core` is compiled only with the feature `python`, which nothing switches on";
    assert!(says("", &cargo, &[]).contains(told));
    assert!(says("features = []", &cargo, &[]).contains(told));
    let clippy = script("cargo clippy --features python && maturin build --release");
    assert!(says("", &cargo, &[(CI, &clippy)]).contains(told));
    let by_default = cargo.replace("default = []", "default = [\"all\"]");
    assert_eq!(says("", &by_default, &[]), "");
    // No other rule has to run for it.
    let handed = "build:\n  variables: { MATURIN_PEP517_ARGS: --features python }\n";
    assert_eq!(says("", &cargo, &[(".gitlab-ci.yml", handed)]), "");
    for maturin in [
        "features = [\"python\"]",
        "features = [\"all\"]",
        "all-features = true",
        "features = [{ feature = \"python\", python-version = \">=3.9\" }]",
        "bindings = \"cffi\"",
    ] {
        assert_eq!(says(maturin, &cargo, &[]), "", "{maturin}");
    }
    for workflow in [
        script("maturin build --features all"),
        script("maturin develop -F python"),
        script("./build.sh --features python"),
        job("      - run: pip wheel .\n        env: { MATURIN_PEP517_ARGS: --features=python }\n"),
    ] {
        assert_eq!(says("", &cargo, &[(CI, &workflow)]), "", "{workflow}");
    }
}

#[test]
fn the_version_of_another_crate_is_that_of_the_wheel_or_is_not_shown() {
    let rule = "version/other-crate";
    let says = |version: &str, source: &str, inner: &str| {
        let manifest = project("dynamic = [\"version\"]");
        let cargo = format!("{CRATE}[dependencies]\npyo3 = \"0.30\"\ninner = {{ path = \"inner\" }}\n");
        let other = format!("[package]\nname = \"inner\"\nversion = \"{version}\"\n");
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", &cargo),
            ("src/lib.rs", source),
            ("inner/Cargo.toml", &other),
            ("inner/src/lib.rs", inner),
        ];
        says(rule, &files)
    };
    let add = |value: &str| {
        format!(
            "#[pymodule]\nfn demo(m: &Bound<'_, PyModule>) -> PyResult<()> {{\n    m.add(\"__version__\", {value})?;\n    Ok(())\n}}\n"
        )
    };
    let (constant, function) = (
        "pub const VERSION: &str = env!(\"CARGO_PKG_VERSION\");\n",
        "pub fn version() -> &'static str {\n    env!(\"CARGO_PKG_VERSION\")\n}\n",
    );
    for (version, value, inner) in [
        ("0.1.0", "inner::VERSION", constant),
        ("0.2.0", "env!(\"CARGO_PKG_VERSION\")", constant),
        ("0.2.0", "other::VERSION", constant),
        (
            "0.2.0",
            "inner::VERSION",
            "pub const VERSION: &str = \"0.1.0\";\n",
        ),
    ] {
        assert_eq!(says(version, &add(value), inner), "", "{value} {inner}");
    }
    for (value, inner) in [("inner::VERSION", constant), ("inner::version()", function)] {
        let said = says("0.2.0", &add(value), inner);
        assert!(
            said.contains("`__version__` is `0.2.0`, the version of `inner`, but the wheel has `0.1.0`"),
            "{said}"
        );
    }
}

#[test]
fn a_class_is_where_python_finds_it() {
    let rule = "module/class-elsewhere";
    let says = |options: &str, method: &str, init: &str| {
        let source = module(&format!(
            "#[pyclass{options}]\nstruct Point;\n#[pymethods]\nimpl Point {{\nfn {method}(&self) {{}}\n}}"
        ));
        beside(
            rule,
            &source,
            &[
                ("demo/__init__.py", init),
                ("demo/shapes.py", "from ._core import Point\n"),
            ],
        )
    };
    let (import, nothing) = ("from ._core import Point\n", "from . import _core\n");
    for (options, method, init) in [
        ("(module = \"demo\")", "__getstate__", import),
        ("(module = \"demo\")", "__getstate__", "from ._core import *\n"),
        (
            "(module = \"demo\")",
            "__getstate__",
            "def __getattr__(name): ...\n",
        ),
        ("(module = \"demo._core\")", "__getstate__", nothing),
        ("(module = \"demo.shapes\")", "__getstate__", nothing),
        ("(module = \"other\")", "__getstate__", nothing),
        ("", "norm", nothing),
        ("", "__reduce__", nothing),
        (
            "",
            "__getstate__",
            "from ._core import Point\nPoint.__module__ = \"demo\"\n",
        ),
    ] {
        assert_eq!(says(options, method, init), "", "{options} {method} {init}");
    }
    for (options, method, init, told) in [
        (
            "(module = \"demo\")",
            "__setstate__",
            nothing,
            "warning[module/class-elsewhere] `Point` says that it is in `demo`",
        ),
        (
            "(module = \"demo\")",
            "norm",
            nothing,
            "info[module/class-elsewhere]",
        ),
        (
            "(module = \"_core\")",
            "__getstate__",
            import,
            "`Point` says that it is in `_core`",
        ),
        (
            "",
            "__getnewargs__",
            import,
            "info[module/class-elsewhere] `Point` has `__getnewargs__`, but no `module` says where it is",
        ),
    ] {
        let said = says(options, method, init);
        assert!(said.contains(told), "{options} {method}: {said}");
    }
}

#[test]
fn two_projects_of_one_crate_are_told_apart_by_who_builds() {
    let rule = "ci/other-project";
    let outer = |version: &str, name: &str| {
        pyproject(&format!(
            "[project]\nname = \"{name}\"\nversion = \"{version}\"\n[tool.maturin]\nmanifest-path = \"inner/Cargo.toml\"\n"
        ))
    };
    let inner = "[build-system]\nrequires = [\"maturin\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"inner\"\n";
    let says = |outer: &str, workflow: &str| {
        let files = [
            ("pyproject.toml", outer),
            ("inner/pyproject.toml", inner),
            ("inner/Cargo.toml", CRATE),
            (CI, workflow),
        ];
        says(rule, &files)
    };
    let build = script("maturin build --release");
    let told = "the workflows build the wheel `whole` 0.0.0 from this crate, not `inner`";
    assert!(says(&outer("0.0.0", "whole"), &build).contains(told));
    assert_eq!(says(&outer("1.0.0", "whole"), &build), "");
    assert_eq!(says(&outer("0.0.0", "inner"), &build), "");
    assert_eq!(
        says(
            &outer("0.0.0", "whole"),
            &script("cd inner && maturin build --release")
        ),
        ""
    );
    assert_eq!(says(&outer("0.0.0", "whole"), &script("cargo test")), "");
}
