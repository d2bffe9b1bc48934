//! Signatures in stubs that allow the same calls as the functions in Rust, and those that do not.

use crate::said::{BOUND, about, class, module, pyproject, repaired_at};

#[test]
fn signatures_that_allow_the_same_calls_agree() {
    let rule = "stub/signature";
    let function = |signature: &str, parameters: &str| {
        let option = if signature.is_empty() {
            String::new()
        } else {
            format!("#[pyo3(signature = {signature})]\n")
        };
        module(&format!("#[pyfunction]\n{option}fn f({parameters}) {{}}"))
    };
    for (signature, parameters, stub) in [
        ("", "a: u8, b: u8", "a: int, b: int"),
        ("", "py: Python<'_>, a: u8", "a: int"),
        ("", "r#type: u8", "type: int"),
        (
            "(a, b = None)",
            "a: u8, b: Option<u8>",
            "a: int, b: int | None = None",
        ),
        (
            "(a, b = None)",
            "a: u8, b: Option<u8>",
            "a: int, b: int | None = ...",
        ),
        ("(a = default_size())", "a: u8", "a: int = 7"),
        ("(a = 1_000)", "a: u32", "a: int = 1000"),
        ("(a = 1.0)", "a: f64", "a: float = 1"),
        ("(a = -1)", "a: i8", "a: int = -1"),
        ("(a = \"x\")", "a: &str", "a: str = 'x'"),
        ("(a, /)", "a: u8", "b: int, /"),
        ("(a, /)", "a: u8", "__a: int"),
        ("(*, a, b)", "a: u8, b: u8", "*, b: int, a: int"),
        (
            "(*args, **kwargs)",
            "args: &Tuple, kwargs: Option<&Dict>",
            "a: int, *, b: int = 1",
        ),
        ("(*args)", "args: &Tuple", "*values: int"),
        (
            "(a: \"list[int]\", *, b = 1) -> \"int\"",
            "a: A, b: u8",
            "a: list[int], *, b: int = 1",
        ),
        ("(a)", "a: u8", "*args, **kwargs"),
    ] {
        let source = function(signature, parameters);
        assert_eq!(
            about(rule, &source, &format!("def f({stub}) -> None: ...\n")),
            "",
            "{source}{stub}"
        );
    }
    for (signature, parameters, stub) in [
        ("", "a: u8", "b: int"),
        ("", "a: u8, b: u8", "b: int, a: int"),
        ("", "a: Option<u8>", "a: int | None = None"),
        ("(a, /)", "a: u8", "a: int"),
        ("(*, a)", "a: u8", "a: int"),
        ("(a = 1)", "a: u8", "a: int = 2"),
        ("(a, b)", "a: u8, b: u8", "a: int"),
        ("(a, b = 1)", "a: u8, b: u8", "a: int"),
        ("(a)", "a: u8", "a: int, b: int"),
        ("(a)", "a: u8", "a: int, *, b: int"),
        ("(a)", "a: u8", "*args: int"),
    ] {
        let source = function(signature, parameters);
        let said = about(rule, &source, &format!("def f({stub}) -> None: ...\n"));
        assert!(said.contains("warning[stub/signature]"), "{said}{source}{stub}");
    }
    for (signature, parameters, stub) in [
        ("(a)", "a: u8", "a: int, /"),
        ("(a)", "a: u8", "*, a: int"),
        ("(a = 1)", "a: u8", "a: int"),
        ("(a = None)", "a: Option<&str>", "a: str = \"utf-8\""),
        ("(*args)", "args: &Tuple", "a: int = ..., *more: int"),
    ] {
        let source = function(signature, parameters);
        let said = about(rule, &source, &format!("def f({stub}) -> None: ...\n"));
        assert!(said.contains("info[stub/signature]"), "{said}{source}{stub}");
    }
}

#[test]
fn methods_are_compared_without_the_object_that_they_are_called_on() {
    let rule = "stub/signature";
    for (method, stub) in [
        ("fn f(&self, a: u8) {}", "def f(self, a: int) -> None: ..."),
        (
            "fn f(slf: PyRef<'_, Self>, a: u8) {}",
            "def f(self, a: int) -> None: ...",
        ),
        (
            "fn f(slf: &Bound<'_, Self>, py: Python<'_>, a: u8) {}",
            "def f(self, a: int) -> None: ...",
        ),
        (
            "#[classmethod]\nfn f(cls: &Bound<'_, PyType>, a: u8) {}",
            "@classmethod\n    def f(cls, a: int) -> None: ...",
        ),
        (
            "#[staticmethod]\nfn f(a: u8) {}",
            "@staticmethod\n    def f(a: int) -> None: ...",
        ),
        (
            "#[new]\nfn new(a: u8) -> Self { Self }",
            "def __new__(cls, a: int) -> Self: ...",
        ),
        (
            "#[new]\nfn new(a: u8) -> Self { Self }",
            "def __init__(self, a: int) -> None: ...",
        ),
        (
            "fn __exit__(&self, _a: A, _b: B, _c: C) {}",
            "def __exit__(self, t: T, v: V, b: B) -> None: ...",
        ),
        (
            "fn f(&self, a: u8) {}",
            "@overload\n    def f(self) -> None: ...\n    @overload\n    def f(self, b: int) -> None: ...",
        ),
        (
            "fn f(&self, a: u8) {}",
            "@changed\n    def f(self, b: int) -> None: ...",
        ),
        (
            "fn f(&self, #[pyo3(from_py_with = get)] a: u8) {}",
            "def f(self, a: int) -> None: ...",
        ),
    ] {
        let said = about(rule, &class(method), &format!("class Thing:\n    {stub}\n"));
        assert_eq!(said, "", "{method}\n{stub}");
    }
    let said = about(
        rule,
        &class("#[getter]\nfn size(&self) -> u8 { 0 }"),
        "class Thing:\n    def size(self) -> int: ...\n",
    );
    assert!(
        said.contains("is a method in the stub, but a property in Rust"),
        "{said}"
    );
}

#[test]
fn a_repaired_stub_keeps_what_it_says_besides() {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let fixed = |rule: &str, source: &str, stub: &str| {
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", BOUND),
            ("src/lib.rs", source),
            ("demo/_core.pyi", stub),
        ];
        repaired_at("demo/_core.pyi", rule, &files)
    };
    let source = module("#[pyfunction]\n#[pyo3(signature = (a, b = 2, *, c))]\nfn f(a: u8, b: u8, c: u8) {}");
    let stub = "# mine\r\ndef f(x: int, b: int = 1, *, c: int = 3) -> None: ...  # why\r\n";
    assert_eq!(
        fixed("stub/signature", &source, stub),
        "# mine\r\ndef f(a: int, b: int = 2, *, c: int) -> None: ...  # why\r\n"
    );
    let source = class("#[new]\nfn new(a: u8) -> Self { Self }\n#[staticmethod]\nfn s() -> bool { true }");
    assert_eq!(
        fixed("stub/lacks", &source, "class Thing:\n    x: int\n\nX: int"),
        "class Thing:\n    x: int\n    def __new__(cls, a: int) -> Thing: ...\n    @staticmethod\n    def s() -> bool: ...\n\nX: int"
    );
    let source =
        module("#[pyfunction]\nfn f(a: Vec<u8>) {}\n#[pyfunction]\nfn g() -> PyResult<Option<String>> { x }");
    assert_eq!(
        fixed("stub/lacks", &source, "X: int"),
        "from collections.abc import Sequence\n\nX: int\n\ndef f(a: Sequence[int]) -> None: ...\ndef g() -> str | None: ..."
    );
}

#[test]
fn a_repaired_stub_names_no_class_that_it_does_not_have() {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let inner = "#[pyclass]\nstruct Inner;\n#[pyclass]\nstruct Known;\n";
    let items = "#[pymodule_export]\nuse super::Known;\n#[pyfunction]\nfn f(a: &Known) -> Option<Inner> { None }\n#[pyclass]\nstruct _Hidden;\n#[pyfunction]\nfn g() -> Vec<_Hidden> { vec![] }";
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", BOUND),
        ("src/lib.rs", &format!("{inner}{}", module(items))),
        ("demo/_core.pyi", "from typing import Any, final\n\nx: int\n"),
    ];
    assert_eq!(
        repaired_at("demo/_core.pyi", "stub/lacks", &files),
        "from typing import Any, final\n\nx: int\n\n@final\nclass Known: ...\n\ndef f(a: Known) -> Any: ...\ndef g() -> list[Any]: ...\n"
    );
}
