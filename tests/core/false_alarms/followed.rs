//! How modules are followed through the Rust sources: what is found, and what is not taken for something else.

use crate::said::{BOUND, about, beside, class, module, pyproject, says};

const STUB: (&str, &str) = ("demo/_core.pyi", "def tint(wrong: int) -> int: ...\n");
const GPU: (&str, &str) = (
    "src/gpu.rs",
    "#[pyfunction]\npub fn tint(img: usize) -> usize { img }\n",
);

/// A module that adds the function at this path, below these items.
fn adding(path: &str, items: &str) -> String {
    format!(
        "{items}\n#[pymodule]\nfn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {{\nm.add_function(wrap_pyfunction!({path}, m)?)\n}}\n"
    )
}

#[test]
fn a_path_leads_where_rust_says() {
    for (path, items, files) in [
        ("gpu::tint", "mod gpu;", vec![GPU]),
        ("crate::gpu::tint", "mod gpu;", vec![GPU]),
        ("tint", "mod gpu;\nuse gpu::tint;", vec![GPU]),
        ("tint", "mod gpu;\nuse crate::gpu::{tint};", vec![GPU]),
        ("tint", "mod gpu;\nuse gpu::*;", vec![GPU]),
        ("other", "mod gpu;\nuse gpu::tint as other;", vec![GPU]),
        ("g::tint", "mod gpu;\nuse crate::gpu as g;", vec![GPU]),
        (
            "ops::tint",
            "mod gpu;\nmod ops;",
            vec![GPU, ("src/ops.rs", "pub use crate::gpu::tint;\n")],
        ),
        (
            "ops::tint",
            "mod ops;",
            vec![
                ("src/ops/mod.rs", "mod gpu;\npub use gpu::*;\n"),
                ("src/ops/gpu.rs", GPU.1),
            ],
        ),
    ] {
        let files = [&files[..], &[STUB]].concat();
        let said = beside("stub/signature", &adding(path, items), &files);
        assert!(said.contains("`tint(img)` in Rust"), "{path} {items}: {said}");
    }
}

#[test]
fn what_a_macro_makes_is_not_taken_for_another() {
    let made = "macro_rules! op { ($name:ident) => { #[pyfunction] pub fn $name(wrong: usize) -> usize { 1 } } }\nop!(tint);\n";
    for (path, items, files) in [
        ("cpu::tint", "mod cpu;\nmod gpu;", vec![("src/cpu.rs", made)]),
        (
            "crate::cpu::tint",
            "mod cpu;\nmod gpu;",
            vec![("src/cpu.rs", made)],
        ),
        (
            "tint",
            "mod cpu;\nmod gpu;\nuse cpu::tint;",
            vec![("src/cpu.rs", made)],
        ),
        (
            "tint",
            "mod cpu;\nmod gpu;\nuse cpu::*;",
            vec![("src/cpu.rs", made)],
        ),
        ("crate::tint", &format!("mod gpu;\n{made}"), vec![]),
        ("tint", &format!("mod gpu;\n{made}"), vec![]),
    ] {
        let files = [
            &files[..],
            &[GPU, STUB, ("demo/__init__.py", "from ._core import tint, more\n")],
        ]
        .concat();
        for rule in [
            "stub/signature",
            "stub/invents",
            "stub/lacks",
            "module/import-missing",
        ] {
            assert_eq!(
                beside(rule, &adding(path, items), &files),
                "",
                "{rule} {path} {items}"
            );
        }
    }
}

#[test]
fn submodules_are_those_that_functions_fill_and_make() {
    let inner =
        "fn fill(m: &Bound<'_, PyModule>) -> PyResult<()> {\nm.add_function(wrap_pyfunction!(pack, m)?)\n}\n";
    let helper = "fn add(py: Python<'_>, parent: &Bound<'_, PyModule>, name: &str, build: impl FnOnce(&Bound<'_, PyModule>) -> PyResult<()>) -> PyResult<()> {\nlet child = PyModule::new(py, name)?;\nbuild(&child)?;\nparent.add_submodule(&child)\n}\n";
    let maker = "fn make<'py>(py: Python<'py>) -> PyResult<Bound<'py, PyModule>> {\nlet module = PyModule::new(py, \"tools\")?;\nfill(&module)?;\nOk(module)\n}\n";
    let named = "fn named<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyModule>> {\nlet module = PyModule::new(py, name)?;\nfill(&module)?;\nOk(module)\n}\n";
    let wrapped = "#[pymodule]\nfn tools(m: &Bound<'_, PyModule>) -> PyResult<()> {\nfill(m)\n}\n";
    for body in [
        "add(py, m, \"tools\", fill)",
        "add(py, m, \"tools\", |child| fill(child))",
        "add(py, m, \"tools\", |child| child.add_function(wrap_pyfunction!(pack, child)?))",
        "m.add_submodule(&make(py)?)",
        "let tools = make(py)?;\nm.add_submodule(&tools)",
        "m.add_submodule(&named(py, \"tools\")?)",
        "m.add_wrapped(wrap_pymodule!(tools))",
        "m.add_wrapped(pyo3::wrap_pymodule!(crate::tools))?;\nOk(())",
        "let tools = PyModule::new(py, \"tools\")?;\nfill(&tools)?;\npy.import(\"sys\")?.getattr(\"modules\")?.set_item(\"demo._core.tools\", &tools)?;\nm.add_submodule(&tools)",
        "let tools = PyModule::new(py, \"tools\")?;\nfill(&tools)?;\npyo3::py_run!(py, tools, \"import sys; sys.modules['demo._core.tools'] = tools\");\nm.add_submodule(&tools)",
        "#[cfg(not(target_family = \"wasm\"))]\nm.add_submodule(&make(py)?)?;\nOk(())",
        "#[cfg(any(unix, windows))]\nm.add_submodule(&make(py)?)?;\n#[cfg(all(not(test), not(any(target_os = \"emscripten\", target_os = \"wasi\"))))]\nm.add(\"x\", 1)?;\nOk(())",
    ] {
        let source = format!(
            "{inner}{helper}{maker}{named}{wrapped}#[pyfunction]\nfn pack(item: usize) {{}}\n#[pymodule]\nfn _core(py: Python<'_>, m: &Bound<'_, PyModule>) -> PyResult<()> {{\n{body}\n}}\n"
        );
        let files = [
            ("demo/_core/__init__.pyi", "from . import tools as tools\n"),
            (
                "demo/_core/tools.pyi",
                "def pack(thing: int) -> None: ...\ndef gone() -> None: ...\n",
            ),
        ];
        let said = beside("stub/signature", &source, &files);
        assert!(said.contains("`pack(thing)` in the stub"), "{body}: {said}");
        assert!(
            beside("stub/invents", &source, &files).contains("`gone`"),
            "{body}"
        );
    }
}

#[test]
fn a_module_that_others_may_fill_is_not_known() {
    let maker = "fn make<'py>(py: Python<'py>) -> PyResult<Bound<'py, PyModule>> {\nlet module = PyModule::new(py, \"tools\")?;\nOk(module)\n}\n";
    let within = "fn within<'py>(py: Python<'py>, m: &Bound<'py, PyModule>) -> PyResult<Bound<'py, PyModule>> {\nlet child = PyModule::new(py, \"tools\")?;\nm.add_submodule(&child)?;\nOk(child)\n}\n";
    for body in [
        "let tools = make(py)?;\ntools.add_function(wrap_pyfunction!(pack, &tools)?)?;\nm.add_submodule(&tools)",
        "let tools = make(py)?;\nm.add_submodule(&tools)?;\nother::fill(tools)",
        "let tools = within(py, m)?;\ntools.add_function(wrap_pyfunction!(pack, &tools)?)",
        "#[cfg(unix)]\nm.add_submodule(&make(py)?)?;\nOk(())",
        "m.add_submodule(&make_more(py)?)",
    ] {
        let source = format!(
            "{maker}{within}#[pyfunction]\nfn pack() {{}}\n#[pymodule]\nfn _core(py: Python<'_>, m: &Bound<'_, PyModule>) -> PyResult<()> {{\n{body}\n}}\n"
        );
        let files = [
            ("demo/_core/__init__.pyi", "from . import tools as tools\n"),
            ("demo/_core/tools.pyi", "def pack() -> None: ...\n"),
        ];
        assert_eq!(beside("stub/invents", &source, &files), "", "{body}");
    }
}

#[test]
fn a_module_that_makes_names_when_asked_has_more() {
    let source = module(
        "#[pyfunction]\nfn __getattr__(name: &str) -> PyResult<u8> { Ok(1) }\n#[pyfunction]\nfn f(a: u8) {}",
    );
    let stub = "def g() -> None: ...\ndef f(b: int) -> None: ...\n";
    assert_eq!(about("stub/invents", &source, stub), "");
    assert!(about("stub/signature", &source, stub).contains("`f(b)`"));
    let open =
        "def __getattr__(name: str) -> Any: ...\ndef f(b: int) -> None: ...\ndef gone() -> None: ...\n";
    let source = module("#[pyfunction]\nfn f(a: u8) {}\n#[pyfunction]\nfn more() {}");
    assert!(about("stub/signature", &source, open).contains("`f(b)`"));
    assert!(about("stub/invents", &source, open).contains("`gone`"));
    assert_eq!(about("stub/lacks", &source, open), "");
}

#[test]
fn a_macro_may_give_a_class_methods() {
    let stub = "class Thing:\n    def h(self) -> None: ...\n";
    for attributes in [
        "#[derive(PyStreamable)]",
        "#[cfg_attr(feature = \"python\", derive(PyJsonDict, Clone))]",
        "#[streamable(subclass)]",
        "#[my_macros::dataclass]",
    ] {
        let source = class("").replace("struct Thing", &format!("{attributes}\nstruct Thing"));
        assert_eq!(about("stub/invents", &source, stub), "", "{attributes}");
    }
    for attributes in [
        "#[derive(Debug, Clone, serde::Serialize)]\n#[serde(rename_all = \"camelCase\")]",
        "/// A thing.\n#[allow(dead_code)]\n#[non_exhaustive]",
        "#[cfg_attr(feature = \"stubs\", gen_stub_pyclass)]",
    ] {
        let source = class("").replace("struct Thing", &format!("{attributes}\nstruct Thing"));
        assert!(
            about("stub/invents", &source, stub).contains("`Thing.h`"),
            "{attributes}"
        );
    }
}

#[test]
fn what_a_dependency_hides_hides_nothing_of_the_crate() {
    let manifest =
        pyproject("[tool.maturin]\nmanifest-path = \"core/Cargo.toml\"\nmodule-name = \"demo._core\"\n");
    let cargo = format!("{BOUND}dep = {{ path = \"../dep\" }}\n");
    let dependency = BOUND.replace("demo", "dep");
    let module = |name: &str| {
        format!(
            "#[pymodule]\nfn {name}(m: &Bound<'_, PyModule>) -> PyResult<()> {{\ndep::fill(m)?;\nm.add_function(wrap_pyfunction!(f, m)?)\n}}\n#[pyfunction]\nfn f(a: u8) {{}}\n"
        )
    };
    let said = |rule: &str, own: &str, other: &str| {
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("core/Cargo.toml", cargo.as_str()),
            ("core/src/lib.rs", own),
            ("dep/Cargo.toml", dependency.as_str()),
            ("dep/src/lib.rs", other),
            ("demo/__init__.py", "from ._core import f\n"),
            (
                "demo/_core.pyi",
                "def f(b: int) -> None: ...\ndef more() -> None: ...\n",
            ),
        ];
        says(rule, &files)
    };
    for hidden in [
        "#[pyclass]\nstruct Thing;\ninclude!(concat!(env!(\"OUT_DIR\"), \"/gen.rs\"));",
        "#[pyfunction]\nfn f(x: u8) { let y = builtin # 1; }",
        "make! { #[pymodule] fn x() {} }",
    ] {
        assert!(
            said("module/name-mismatch", &module("_cored"), hidden).contains("`_core`"),
            "{hidden}"
        );
        assert_eq!(
            said("module/name-mismatch", "pub use dep::*;", hidden),
            "",
            "{hidden}"
        );
        assert!(
            said("stub/signature", &module("_core"), hidden).contains("`f(a)` in Rust"),
            "{hidden}"
        );
        assert_eq!(said("stub/invents", &module("_core"), hidden), "", "{hidden}");
    }
}

#[test]
fn what_is_forgotten_in_a_stub_is_a_warning() {
    let functions = |names: &[&str]| {
        module(
            &names
                .iter()
                .map(|name| format!("#[pyfunction]\nfn {name}() {{}}\n"))
                .collect::<String>(),
        )
    };
    let stub = (
        "demo/_core.pyi",
        "def one() -> None: ...\ndef two() -> None: ...\n",
    );
    let package = ("demo/__init__.py", "from ._core import one, two\n");
    let said = |names: &[&str]| beside("stub/lacks", &functions(names), &[stub, package]);
    assert!(said(&["one", "two", "brand_new"]).contains("warning[stub/lacks] `brand_new`"));
    assert!(said(&["one", "two", "a_", "b_", "c_"]).contains("info[stub/lacks] `a_`"));
}

#[test]
fn a_package_that_passes_on_some_names_has_their_stub() {
    let source =
        module("#[pyfunction]\nfn run(job: u8) {}\n#[pyfunction]\nfn more() {}\n#[pyfunction]\nfn own() {}");
    let face = "from demo._core import run, more, own as _own\nfrom .helpers import own\n";
    let stub = "def run(task: int) -> None: ...\ndef own(a: int) -> None: ...\ndef python() -> None: ...\n";
    let files = [("demo/__init__.py", face), ("demo/__init__.pyi", stub)];
    let said = beside("stub/signature", &source, &files);
    assert!(
        said.contains("`run(task)`") && said.lines().count() == 1,
        "{said}"
    );
    let said = beside("stub/lacks", &source, &files);
    assert!(said.contains("`more`") && said.lines().count() == 1, "{said}");
    assert_eq!(beside("stub/invents", &source, &files), "");
}

#[test]
fn a_long_signature_says_what_differs() {
    let names: Vec<String> = (0..12)
        .map(|number| format!("parameter_number_{number}"))
        .collect();
    let rust: String = names.iter().map(|name| format!("{name}: u8, ")).collect();
    let source = module(&format!("#[pyfunction]\nfn f({rust}) {{}}"));
    let stub = format!("def f({}) -> None: ...\n", names.join(", "));
    assert_eq!(about("stub/signature", &source, &stub), "");
    for (from, to, told) in [
        (
            "number_7",
            "digit_7",
            "`parameter_digit_7` in the stub is `parameter_number_7` in Rust",
        ),
        (
            ", parameter_number_11",
            "",
            "the stub lacks `parameter_number_11`",
        ),
        ("number_11", "number_11, extra=1", "Rust lacks `extra=1`"),
        (
            "number_11",
            "number_11=3",
            "`parameter_number_11=3` in the stub is `parameter_number_11` in Rust",
        ),
    ] {
        let said = about("stub/signature", &source, &stub.replace(from, to));
        assert!(said.contains(told), "{said}");
    }
    let keyword = source.replace(
        "#[pyfunction]",
        &format!("#[pyfunction]\n#[pyo3(signature = (*, {}))]", names.join(", ")),
    );
    let said = about("stub/signature", &keyword, &stub);
    assert!(
        said.contains(
            "`parameter_number_0` is given by position or name in the stub, by name only in Rust, and 11 more"
        ),
        "{said}"
    );
}

#[test]
fn the_names_in_all_are_those_of_the_module() {
    let source =
        module("#[pyfunction]\nfn one() {}\n#[pyfunction]\nfn two() {}\n#[pyfunction]\nfn _three() {}");
    let defined = "def one() -> None: ...\ndef two() -> None: ...\ndef _three() -> None: ...\n";
    let rule = "stub/all-differs";
    for list in [
        "[\"one\", \"two\"]",
        "(\"two\", \"one\", \"_three\")",
        "[\"one\", *more]",
        "names()",
    ] {
        assert_eq!(
            about(rule, &source, &format!("__all__ = {list}\n{defined}")),
            "",
            "{list}"
        );
    }
    assert_eq!(about(rule, &source, defined), "");
    assert_eq!(
        about(
            rule,
            &source,
            &format!("__all__ = [\"one\"]\n__all__ += [\"two\"]\n{defined}")
        ),
        ""
    );
    let said = about(
        rule,
        &source,
        &format!("__all__ = [\"one\", \"gone\"]\n{defined}"),
    );
    assert!(
        said.contains("`__all__` lists `gone`") && said.contains("does not list `two`"),
        "{said}"
    );
    let own = format!(
        "{}m.add(\"__all__\", names)?;\nOk(())\n}}\n",
        "#[pymodule]\nfn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {\n"
    );
    assert_eq!(about(rule, &own, "__all__ = [\"gone\"]\n"), "");
    let set = format!(
        "{}m.setattr(\"set\", 1)?;\nmore(m)?;\nm.add(\"added\", 1)?;\nOk(())\n}}\n{}",
        "#[pymodule]\nfn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {\n",
        "fn more(m: &Bound<'_, PyModule>) -> PyResult<()> { m.setattr(intern!(m.py(), \"more\"), 1) }\n"
    );
    let both = "set: int\nmore: int\nadded: int\n";
    assert_eq!(about(rule, &set, &format!("__all__ = [\"added\"]\n{both}")), "");
    let said = about(rule, &set, &format!("__all__ = []\n{both}"));
    assert!(said.contains("does not list `added`, which"), "{said}");
}

#[test]
fn names_and_functions_that_lead_round_in_circles_end() {
    let calls = |name: &str| format!("{name}(m)?;\n").repeat(30);
    let filler = |name: &str, calls: &str| {
        format!("fn {name}(m: &Bound<'_, PyModule>) -> PyResult<()> {{\n{calls}Ok(())\n}}\n")
    };
    let circle = filler("one", &calls("two")) + &filler("two", &calls("one"));
    let source = format!("{circle}#[pymodule]\n{}", filler("_core", &calls("one")));
    assert_eq!(about("stub/invents", &source, "def gone() -> None: ...\n"), "");
    let aliases = "use a::b as a;\nuse b::a as b;\nuse self::*;\nuse super::*;\nuse crate::*;";
    for path in ["a::tint", "b::a::tint", "tint"] {
        assert_eq!(
            beside("stub/signature", &adding(path, aliases), &[STUB]),
            "",
            "{path}"
        );
    }
}
