//! Types in stubs that are those which Rust gives, or may be, and those that are surely not.

use crate::said::{BOUND, about, beside, class, module, pyproject, repaired_at};

/// A module with a function that returns this.
fn returning(ty: &str) -> String {
    module(&format!(
        "#[pyfunction]\nfn f() -> {ty} {{ todo() }}\n#[pyclass]\nstruct Thing;\n#[pyclass]\nstruct Other;"
    ))
}

/// A stub with that function, which promises this.
fn promising(annotation: &str) -> String {
    let classes = "class Thing: ...\nclass Other: ...\n";
    format!(
        "from typing import Any, List, Optional\nfrom ._more import Alias\nT = TypeVar(\"T\")\n{classes}def f() -> {annotation}: ...\n"
    )
}

#[test]
fn a_stub_may_promise_what_rust_gives_or_more() {
    for (ty, annotation) in [
        ("u8", "int"),
        ("u8", "float"),
        ("bool", "int"),
        ("u8", "int | None"),
        ("u8", "object"),
        ("u8", "Any"),
        ("u8", "Alias"),
        ("u8", "T"),
        ("u8", "SupportsInt"),
        ("u8", "np.uint8"),
        ("String", "'Thing'"),
        ("&'static str", "str"),
        ("()", "None"),
        ("PyResult<()>", "None"),
        ("Result<Option<u8>, Failed>", "Optional[int]"),
        ("Vec<u8>", "bytes"),
        ("&'static [u8]", "bytes"),
        ("Vec<u16>", "List[int]"),
        ("Vec<u16>", "list"),
        ("Vec<u16>", "Sequence[int]"),
        ("[f64; 3]", "list[float]"),
        ("HashMap<String, Vec<u16>>", "dict[str, list[int]]"),
        ("(u8, String)", "tuple[int, str]"),
        ("(u8, u8)", "tuple[int, ...]"),
        ("HashSet<u8>", "set[int]"),
        ("Thing", "Thing"),
        ("Py<Thing>", "Thing"),
        ("Bound<'_, PyAny>", "int"),
        ("Py<PyDict>", "dict[str, int]"),
        ("Unknown", "int"),
        ("Either<u8, String>", "bytes"),
        ("Option<()>", "int"),
        ("PathBuf", "str"),
        ("impl IntoPyObject", "int"),
    ] {
        let said = about("stub/returns", &returning(ty), &promising(annotation));
        assert_eq!(said, "", "{ty} {annotation}");
    }
}

#[test]
fn a_stub_does_not_promise_what_rust_never_gives() {
    for (ty, annotation, is) in [
        ("u8", "str", "`int` in Rust"),
        ("f64", "int", "`float` in Rust"),
        ("Option<u8>", "int", "`int | None` in Rust"),
        ("u8", "None", "`int` in Rust"),
        ("()", "int", "`None` in Rust"),
        ("Vec<u8>", "list[int]", "`bytes` in Rust"),
        ("Vec<u16>", "list[str]", "`list[int]` in Rust"),
        ("Vec<u16>", "List[str]", "`list[int]` in Rust"),
        ("(u8, String)", "tuple[int]", "`tuple[int, str]` in Rust"),
        (
            "HashMap<String, u8>",
            "dict[str, str]",
            "`dict[str, int]` in Rust",
        ),
        ("Thing", "Other", "`Thing` in Rust"),
        ("Py<Thing>", "int", "`Thing` in Rust"),
        ("PyResult<Bound<'py, PyBytes>>", "str", "`bytes` in Rust"),
    ] {
        let said = about("stub/returns", &returning(ty), &promising(annotation));
        assert!(
            said.contains("warning[stub/returns] `f`") && said.contains(is),
            "{ty} {annotation}: {said}"
        );
    }
}

#[test]
fn a_name_of_pyo3_or_std_may_be_a_type_of_the_crate() {
    let other = (
        "src/other.rs",
        "#[pyclass(name = \"Listing\")]\npub struct PyList;\npub struct PyDict;\n",
    );
    for (ty, items, is) in [
        ("PyList", "", "`list[Any]` in Rust"),
        ("PyList", "use pyo3::types::PyList;", "`list[Any]` in Rust"),
        ("PyList", "use pyo3::types::{self, *};", "`list[Any]` in Rust"),
        ("types::PyList", "use pyo3::types;", "`list[Any]` in Rust"),
        ("String", "use std::string::String;", "`str` in Rust"),
        ("Option<std::path::PathBuf>", "", "`Path | None` in Rust"),
        ("PyList", "struct PyList;", ""),
        ("PyList", "pub type PyList = u8;", ""),
        ("String", "enum String { A }", ""),
        ("PathBuf", "use camino::Utf8PathBuf as PathBuf;", ""),
        ("PyList", "use crate::elsewhere::PyList;", ""),
        ("crate::elsewhere::PyList", "", ""),
        ("PyDict", "mod other;\nuse other::*;", ""),
        ("PyList", "mod other;\nuse other::*;", ""),
        ("other::PyList", "mod other;", ""),
    ] {
        let source = format!("{items}\n{}", returning(ty));
        let stub = promising("int");
        let said = beside("stub/returns", &source, &[("demo/_core.pyi", &stub), other]);
        assert_eq!(said.is_empty(), is.is_empty(), "{ty} {items}: {said}");
        assert!(said.contains(is), "{ty} {items}: {said}");
    }
}

#[test]
fn members_give_what_the_stub_says() {
    let rust = "fn grow(slf: PyRefMut<'_, Self>) -> PyRefMut<'_, Self> { slf }\n#[getter]\nfn size(&self) -> u8 { 1 }\n#[classattr]\nconst LIMIT: u8 = 1;\nfn __next__(&mut self) -> Option<u8> { None }\nfn __iadd__(&mut self, other: u8) {}\n#[new]\nfn new() -> (Self, Base) { todo() }";
    let right = "class Thing:\n    def grow(self) -> Self: ...\n    @property\n    def size(self) -> int: ...\n    @size.setter\n    def size(self, value: str) -> None: ...\n    LIMIT: ClassVar[int]\n    def __next__(self) -> int: ...\n    def __iadd__(self, other: int) -> Self: ...\n    def __new__(cls) -> Thing: ...\n";
    assert_eq!(about("stub/returns", &class(rust), right), "");
    let wrong = right
        .replace("-> Self", "-> int")
        .replace("def size(self) -> int", "def size(self) -> str")
        .replace("ClassVar[int]", "ClassVar[str]");
    let said = about("stub/returns", &class(rust), &wrong);
    assert_eq!(said.lines().count(), 3, "{said}");
    assert!(
        said.contains("`Thing.size` gives `str` in the stub, but `int` in Rust"),
        "{said}"
    );
}

#[test]
fn a_function_that_is_awaited_gives_what_can_be_awaited() {
    let source = module("#[pyfunction]\nasync fn f() -> u8 { 1 }");
    for (stub, speaks) in [
        ("async def f() -> int: ...\n", false),
        ("def f() -> Coroutine[Any, Any, int]: ...\n", false),
        ("def f() -> Awaitable[int]: ...\n", false),
        ("def f() -> int: ...\n", true),
        ("async def f() -> str: ...\n", true),
    ] {
        let said = about("stub/returns", &source, stub);
        assert_eq!(!said.is_empty(), speaks, "{stub}");
    }
    let plain = module("#[pyfunction]\nfn f() -> u8 { 1 }");
    assert!(about("stub/returns", &plain, "async def f() -> int: ...\n").contains("`int` in Rust"));
}

#[test]
fn bytes_were_a_list_once() {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let says = |version: &str, annotation: &str| {
        let cargo = BOUND.replace("0.30", version);
        let stub = promising(annotation);
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", cargo.as_str()),
            ("src/lib.rs", &returning("Vec<u8>")),
            ("demo/_core.pyi", stub.as_str()),
        ];
        !crate::said::says("stub/returns", &files).is_empty()
    };
    assert!(says("0.30", "list[int]") && !says("0.30", "bytes"));
    assert!(says("0.22", "bytes") && !says("0.22", "list[int]"));
}

#[test]
fn the_type_is_written_where_it_needs_no_import() {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let fixed = |ty: &str, stub: &str| {
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", BOUND),
            ("src/lib.rs", &returning(ty)),
            ("demo/_core.pyi", stub),
        ];
        repaired_at("demo/_core.pyi", "stub/returns", &files)
    };
    let stub = "def f() -> str: ...  # why\n";
    assert_eq!(fixed("Option<u8>", stub), "def f() -> int | None: ...  # why\n");
    assert_eq!(fixed("Py<PyList>", stub), stub);
}
