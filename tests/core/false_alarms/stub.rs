//! What good stubs do and the rules about them must not complain about; and what they must see.

use crate::said::{BOUND, CRATE, about, class, module, project, pyproject, says, silent, speaks};

#[test]
fn what_is_for_type_checkers_only_is_not_invented() {
    for promise in [
        "from typing import Protocol\nclass AbstractEvent(Protocol):\n    def is_set(self) -> bool: ...\n",
        "import typing as t\nclass Options(t.TypedDict, total=False):\n    width: int\n",
        "class Point(NamedTuple):\n    x: int\n",
        "@type_check_only\nclass Helper: ...\n",
        "@typing.type_check_only\ndef helper() -> None: ...\n",
        "T = TypeVar(\"T\")\nPath = str | bytes\nName: TypeAlias = str\ntype Other = int\n",
        "class _Private:\n    def method(self) -> None: ...\n",
        "if sys.version_info >= (3, 12):\n    def newer() -> None: ...\n",
        "from collections.abc import Callable as Callable\nfrom ._types import Shape\n",
        "__all__ = [\"f\"]\n__version__: str\n",
        "LIMIT: Final[int]\n",
    ] {
        let stub = format!("{promise}def f() -> None: ...\n");
        let source = module("#[pyfunction]\nfn f() {}");
        if !promise.starts_with("@typing") {
            assert_eq!(about("stub/invents", &source, &stub), "", "{promise}");
        }
    }
    let invented = about(
        "stub/invents",
        &module(""),
        "class Gone: ...\ndef gone() -> None: ...\n",
    );
    assert!(
        invented.contains("`Gone`") && invented.contains("`gone`"),
        "{invented}"
    );
}

#[test]
fn nothing_is_invented_where_the_module_is_not_wholly_known() {
    let stub = "def g() -> None: ...\nclass Thing:\n    def h(self) -> None: ...\n";
    for body in [
        "register!(m);",
        "for (name, value) in table() { m.add(name, value)?; }",
        "m.add(NAME, 1)?;",
        "other_crate::fill(m)?;",
        "m.dict().set_item(\"g\", 1)?;",
        "let add = |f| m.add_function(f);\nadd(1);",
        "m.add_function(wrap_pyfunction!(dep::g, m)?)?;",
        "m.add_class::<dep::Other>()?;",
        "helper(&m, 1)?;",
    ] {
        let source = format!(
            "#[pymodule]\nfn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {{\n{body}\nOk(())\n}}\n"
        );
        assert_eq!(about("stub/invents", &source, stub), "", "{body}");
    }
    let plain =
        "#[pymodule]\nfn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {\nprintln!(\"x\");\nOk(())\n}\n";
    assert!(about("stub/invents", plain, stub).contains("the stub declares `g`"));
    let passed_on = module("#[pyfunction]\nfn g() -> Thing { Thing }") + "#[pyclass]\nstruct Thing;\n";
    assert_eq!(about("stub/invents", &passed_on, stub), "");
}

#[test]
fn members_are_not_invented_where_the_class_is_not_wholly_known() {
    let stub = "class Thing:\n    def h(self) -> None: ...\n    @property\n    def p(self) -> int: ...\n";
    let item = "#[pyclass]\nstruct Thing;\n";
    for source in [
        module(&format!("{item}methods!(Thing);")),
        module(&item.replace("pyclass", "pyclass(extends = PyDict)")),
        module(&format!("{item}#[pymethods]\n#[more_methods]\nimpl Thing {{}}")),
        module(
            &item
                .replace("#[pyclass]", "#[pyclass(rename_all = \"unknown\", get_all)]")
                .replace(";", " { some_field: u8 }"),
        ),
    ] {
        assert_eq!(about("stub/invents", &source, stub), "", "{source}");
    }
    let base = "#[pyclass(subclass)]\nstruct Base { #[pyo3(get)] p: u8 }\n#[pymethods]\nimpl Base { fn h(&self) {} }\n";
    let derived = module(&format!("{base}#[pyclass(extends = Base)]\nstruct Thing;"));
    assert_eq!(about("stub/invents", &derived, stub), "");
    let said = about("stub/invents", &module(item), stub);
    assert!(said.contains("`Thing.h`") && said.contains("`Thing.p`"), "{said}");
}

#[test]
fn a_constructor_is_invented_only_where_there_is_none() {
    let stub = "class Thing:\n    def __init__(self, size: int) -> None: ...\n";
    assert!(about("stub/invents", &class(""), stub).contains("no `#[new]`"));
    for methods in [
        "#[new]\nfn new(size: u8) -> Self { Self }",
        "fn __init__(&self, size: u8) {}",
    ] {
        assert_eq!(about("stub/invents", &class(methods), stub), "", "{methods}");
    }
    let vague = "class Thing:\n    def __new__(cls, *args, **kwargs): ...\n";
    assert_eq!(about("stub/invents", &class(""), vague), "");
    let made = module("#[pyclass(new = \"from_fields\")]\nstruct Thing { size: u8 }");
    assert_eq!(about("stub/invents", &made, stub), "");
}

#[test]
fn what_a_feature_brings_is_lacking_where_every_wheel_has_it() {
    let source = module("#[cfg(feature = \"extra\")]\n#[pyfunction]\nfn extra() {}");
    let cargo = format!("{BOUND}[features]\nextra = []\n");
    let said = |features: &str| {
        let manifest = pyproject(&format!(
            "[tool.maturin]\nmodule-name = \"demo._core\"\nfeatures = [{features}]\n"
        ));
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", &cargo),
            ("src/lib.rs", &source),
            ("demo/_core.pyi", ""),
        ];
        says("stub/lacks", &files)
    };
    assert!(said("\"extra\"").contains("`extra`"));
    assert_eq!(said("{ feature = \"extra\", python-version = \">=3.13\" }"), "");
}

#[test]
fn what_need_not_be_known_is_not_lacking() {
    let rule = "stub/lacks";
    for (source, stub) in [
        (module("#[pyfunction]\nfn _private() {}"), ""),
        (module("#[pymodule_export]\nconst __version__: &str = \"1\";"), ""),
        (
            module("#[cfg(feature = \"extra\")]\n#[pyfunction]\nfn extra() {}"),
            "",
        ),
        (module("#[cfg(unix)]\n#[pyfunction]\nfn fork() {}"), ""),
        (module("#[pymodule]\nmod sub {}"), ""),
        (
            module("#[pyfunction]\nfn f() {}"),
            "def __getattr__(name: str) -> Any: ...\n",
        ),
        (module("#[pyfunction]\nfn f() {}"), "from ._more import *\n"),
        (module("#[pyfunction]\nfn f() {}"), "f: Callable[[], None]\n"),
        (module("#[pyfunction]\nfn f() {}"), "from ._more import f as f\n"),
        (
            module("#[pyfunction]\nfn f() {}"),
            "if sys.platform == \"win32\":\n    def f() -> None: ...\n",
        ),
        (class("fn __len__(&self) -> usize { 0 }"), "class Thing: ...\n"),
        (
            class("#[gen_stub(skip)]\nfn hidden(&self) {}"),
            "class Thing: ...\n",
        ),
        (
            class("#[setter]\nfn set_size(&mut self, size: u8) {}"),
            "class Thing: ...\n",
        ),
        (
            class("fn keys(&self) {}"),
            "class Thing(Mapping[str, int]): ...\n",
        ),
        (
            class("fn keys(&self) {}"),
            "class Thing(_Base): ...\nclass _Base(Generic[T]):\n    def keys(self) -> None: ...\n",
        ),
        (class("#[new]\nfn new() -> Self { Self }"), "class Thing: ...\n"),
        (
            class("#[getter]\nfn get_size(&self) -> u8 { 0 }"),
            "class Thing:\n    size: int\n",
        ),
        (
            class("#[getter(size)]\nfn other(&self) -> u8 { 0 }"),
            "class Thing:\n    size: int\n",
        ),
    ] {
        assert_eq!(about(rule, &source, stub), "", "{source}\n{stub}");
    }
    for (source, stub, lacking) in [
        (
            module("#[pyfunction]\n#[pyo3(name = \"g\")]\nfn f() {}"),
            "def f() -> None: ...\n",
            "`g` is",
        ),
        (
            module("#[pyclass]\nenum Mode { On, Off }"),
            "class Mode:\n    On: Mode\n",
            "`Mode.Off`",
        ),
        (
            class("#[getter]\nfn get_size(&self) -> u8 { 0 }"),
            "class Thing: ...\n",
            "`Thing.size`",
        ),
        (
            class("#[new]\nfn new(size: u8) -> Self { Self }"),
            "class Thing: ...\n",
            "`Thing(size)` constructs",
        ),
        (
            module("#[pyclass(get_all)]\nstruct Thing { size: u8 }"),
            "class Thing: ...\n",
            "`Thing.size`",
        ),
    ] {
        let said = about(rule, &source, stub);
        assert!(said.contains(lacking), "{said}\n{source}\n{stub}");
    }
}

#[test]
fn what_only_the_package_itself_meets_is_lacking_mildly() {
    let private = module("#[pyclass(get_all)]\nstruct _Thing { size: u8 }");
    let said = about("stub/lacks", &private, "class _Thing: ...\n");
    assert!(said.contains("info[stub/lacks] `_Thing.size`"), "{said}");
    let core = "[tool.maturin]\nmodule-name = \"demo._core\"";
    let run = |script: &str| project(&format!("scripts = {{ demo = \"{script}\" }}\n{core}"));
    for (script, mark) in [
        ("demo:main", "info"),
        ("demo._core:main", "info"),
        ("demo:run", "warning"),
    ] {
        let files = [
            ("pyproject.toml", run(script)),
            ("Cargo.toml", format!("{CRATE}[dependencies]\npyo3 = \"0.30\"\n")),
            ("src/lib.rs", module("#[pyfunction]\nfn main() {}")),
            ("demo/_core.pyi", String::new()),
            ("demo/__init__.py", "from ._core import *\n".to_owned()),
        ];
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        speaks("stub/lacks", &format!("{mark}[stub/lacks] `main`"), &files);
    }
}

#[test]
fn only_a_private_module_in_a_package_misses_its_stub() {
    let rule = "stub/missing";
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let base = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", BOUND),
        ("src/lib.rs", "#[pymodule]\nmod _core {}"),
        ("demo/__init__.py", ""),
    ];
    speaks(rule, "`demo/_core.pyi` is missing", &base);
    for other in ["demo/_core.pyi", "demo/_core/__init__.pyi", "demo/__init__.pyi"] {
        silent(rule, &[&base[..], &[(other, "")]].concat());
    }
    let public = pyproject("[tool.maturin]\nmodule-name = \"demo.core\"\n");
    silent(
        rule,
        &[&[("pyproject.toml", public.as_str())], &base[1..]].concat(),
    );
    for more in ["pyo3-stub-gen = \"0.23\"\n", "", "\n[features]\n"] {
        let cargo = match more {
            "" => BOUND.replace(
                "\"0.30\"",
                "{ version = \"0.30\", features = [\"experimental-inspect\"] }",
            ),
            more => format!("{BOUND}{more}"),
        };
        let files = [base[0], ("Cargo.toml", cargo.as_str()), base[2], base[3]];
        if more.contains("features") {
            speaks(rule, "is missing", &files);
        } else {
            silent(rule, &files);
        }
    }
}

#[test]
fn a_package_says_that_it_is_typed_only_among_other_classifiers() {
    let rule = "stub/typed-classifier";
    let with = |rest: &str| project(&format!("{rest}\n[tool.maturin]\nmodule-name = \"demo._core\""));
    for rest in [
        "",
        "classifiers = []",
        "classifiers = [\"Typing :: Typed\"]",
        "classifiers = [\"Private :: Do Not Upload\"]",
    ] {
        let manifest = with(rest);
        silent(
            rule,
            &[
                ("pyproject.toml", &manifest),
                ("demo/__init__.py", ""),
                ("demo/py.typed", ""),
            ],
        );
    }
    let manifest = with("classifiers = [\"Programming Language :: Rust\"]");
    silent(rule, &[("pyproject.toml", &manifest), ("demo/__init__.py", "")]);
    speaks(
        rule,
        "`Typing :: Typed`",
        &[
            ("pyproject.toml", &manifest),
            ("demo/__init__.py", ""),
            ("demo/py.typed", ""),
        ],
    );
}
