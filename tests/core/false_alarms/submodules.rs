//! Stubs of modules inside the extension module, and of packages that pass it on: what is compared, and what is not.

use crate::said::{BOUND, beside, only, pyproject, silent, speaks};
use ironwheel::engine::check::run;
use ironwheel::project::Project;
use ironwheel::tree::Tree;

/// A module with one in it, which has these items.
fn nested(inner: &str) -> String {
    format!("#[pymodule]\nmod _core {{\n#[pymodule]\nmod shapes {{\n{inner}\n}}\n}}\n")
}

const AREA: &str = "#[pyfunction]\n#[pyo3(signature = (width, height=1))]\nfn area(width: i64, height: i64) -> i64 { width }";
const EMPTY: (&str, &str) = ("demo/_core/__init__.pyi", "from . import shapes\n");

#[test]
fn the_stub_of_a_submodule_is_compared_with_it() {
    let wrong = "def area(wide: int) -> int: ...\ndef volume() -> int: ...\n";
    for path in ["demo/_core/shapes.pyi", "demo/_core/shapes/__init__.pyi"] {
        let files = [EMPTY, (path, wrong)];
        let said = beside("stub/signature", &nested(AREA), &files);
        assert!(
            said.starts_with(&format!("{path}:1:5:")) && said.contains("`area(width, height=1)`"),
            "{said}"
        );
        let said = beside("stub/invents", &nested(AREA), &files);
        assert!(
            said.contains("the stub declares `volume`") && said.lines().count() == 1,
            "{said}"
        );
        let said = beside(
            "stub/lacks",
            &nested(AREA),
            &[EMPTY, (path, "def perimeter() -> int: ...\n")],
        );
        assert!(
            said.contains(&format!("`area` is exported, but `{path}` does not declare it")),
            "{said}"
        );
        let right = [
            EMPTY,
            (path, "def area(width: int, height: int = 1) -> int: ...\n"),
        ];
        for rule in ["stub/signature", "stub/invents", "stub/lacks"] {
            assert_eq!(beside(rule, &nested(AREA), &right), "");
        }
    }
}

#[test]
fn what_stands_nowhere_or_elsewhere_is_not_compared() {
    let wrong = "def volume() -> int: ...\n";
    for files in [
        // no type checker reads it beside `_core.pyi`
        vec![
            (
                "demo/_core.pyi",
                "from types import ModuleType\nshapes: ModuleType\n",
            ),
            ("demo/_core/shapes.pyi", wrong),
        ],
        // a Python module of this name
        vec![
            EMPTY,
            ("demo/_core/shapes.py", "def volume(): ...\n"),
            ("demo/_core/shapes.pyi", wrong),
        ],
        // another module
        vec![EMPTY, ("demo/_core/solids.pyi", wrong)],
    ] {
        for rule in ["stub/signature", "stub/invents", "stub/lacks"] {
            assert_eq!(beside(rule, &nested(AREA), &files), "", "{files:?}");
        }
    }
    // a module that is there sometimes only
    let source = nested(AREA).replace("#[pymodule]\nmod shapes", "#[cfg(unix)]\n#[pymodule]\nmod shapes");
    assert_eq!(
        beside(
            "stub/invents",
            &source,
            &[EMPTY, ("demo/_core/shapes.pyi", wrong)]
        ),
        ""
    );
}

#[test]
fn what_a_submodule_has_is_missed_where_users_meet_it() {
    let stub = ("demo/_core/shapes.pyi", "def perimeter() -> int: ...\n");
    for (source, is_met) in [
        ("from ._core import shapes\ndouble = 2 * shapes.area(1)\n", true),
        ("from demo._core.shapes import area\n", true),
        ("from ._core import shapes\ndef area(): ...\n", false),
    ] {
        let said = beside(
            "stub/lacks",
            &nested(AREA),
            &[EMPTY, stub, ("demo/__init__.py", source)],
        );
        let severity = if is_met { "warning[" } else { "info[" };
        assert!(said.contains(severity), "{source}: {said}");
    }
}

#[test]
fn the_stub_of_a_package_that_passes_everything_on_is_that_of_its_extension() {
    let source = "#[pymodule]\nmod _core {\n#[pyfunction]\nfn add(left: i64) -> i64 { left }\n#[pyfunction]\nfn wrap() {}\n}\n";
    let stub = (
        "demo/__init__.pyi",
        "def add(right: int) -> int: ...\ndef gone() -> None: ...\ndef wrap(x: int) -> None: ...\n",
    );
    let face = "from ._core import *\n__doc__ = _core.__doc__\ndef wrap(x): ...\n";
    let files = [("demo/__init__.py", face), stub];
    let said = beside("stub/signature", source, &files);
    assert!(
        said.contains("`add(left)`") && said.lines().count() == 1,
        "{said}"
    );
    let said = beside("stub/invents", source, &files);
    assert!(said.contains("`gone`") && said.lines().count() == 1, "{said}");
    let lacking = [files[0], ("demo/__init__.pyi", "def wrap(x: int) -> None: ...\n")];
    let said = beside("stub/lacks", source, &lacking);
    assert!(
        said.contains("warning[stub/lacks] `add`") && said.lines().count() == 1,
        "{said}"
    );
    for other in [
        "from ._core import *\nfrom .more import *\n",
        "from ._core import *\ndef __getattr__(name): ...\n",
        "from ._core import *\nglobals()['gone'] = 1\n",
        "from .core import *\n",
    ] {
        for rule in ["stub/signature", "stub/invents", "stub/lacks"] {
            assert_eq!(
                beside(rule, source, &[("demo/__init__.py", other), stub]),
                "",
                "{other}"
            );
        }
    }
}

#[test]
fn what_is_compiled_in_turns_is_not_known() {
    let filler = |adds: &str| {
        format!(
            "fn fill(m: &Bound<'_, PyModule>) -> PyResult<()> {{\nm.add_function(wrap_pyfunction!({adds}, m)?)\n}}\n"
        )
    };
    let module = "#[pymodule]\nfn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {\nfill(m)\n}\n#[pyfunction]\nfn one() {}\n#[pyfunction]\nfn two() {}\n";
    let stub = (
        "demo/_core.pyi",
        "def one() -> None: ...\ndef two() -> None: ...\n",
    );
    let always = format!("{module}{}", filler("one"));
    assert!(beside("stub/invents", &always, &[stub]).contains("`two`"));
    let sometimes = format!("{module}#[cfg(not(feature = \"more\"))]\n{}", filler("one"));
    let other = filler("two").replace("fn fill", "pub fn fill");
    let files = [stub, ("src/more.rs", other.as_str())];
    assert_eq!(
        beside(
            "stub/invents",
            &format!("#[cfg(feature = \"more\")]\nmod more;\n{sometimes}"),
            &files
        ),
        ""
    );
}

#[test]
fn what_python_sets_is_no_invention_and_rest_parameters_say_nothing() {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let source = "#[pymodule]\nmod _core {\n#[pyclass]\nstruct Thing;\n#[pymethods]\nimpl Thing {\n#[new]\n#[pyo3(signature = (*args, **kwargs))]\nfn new(args: &Bound<'_, PyAny>, kwargs: Option<&Bound<'_, PyAny>>) -> Self { Self }\n}\n}\n";
    let files = |sets: &'static str| {
        [
            ("pyproject.toml", manifest.clone()),
            ("Cargo.toml", BOUND.to_owned()),
            ("src/lib.rs", source.to_owned()),
            ("demo/__init__.py", format!("from ._core import Thing\n{sets}\n")),
            (
                "demo/_core.pyi",
                "class Thing:\n    def extra(self) -> None: ...\n".to_owned(),
            ),
        ]
    };
    for sets in [
        "Thing.extra = extra",
        "setattr(Thing, \"extra\", extra)",
        "setattr(Thing, 'extra', extra)",
    ] {
        let files = files(sets);
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        silent("stub/invents", &files);
        silent("stub/lacks", &files);
    }
    let files = files("");
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    speaks("stub/invents", "`Thing.extra`", &files);
}

#[test]
fn a_stub_that_does_not_parse_is_not_missing() {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", BOUND),
        ("src/lib.rs", "#[pymodule]\nmod _core {}"),
        ("demo/__init__.py", ""),
        ("demo/_core.pyi", "def add(:\n"),
    ];
    let project = Project::read(Tree::memory(files)).expect("a maturin project");
    assert_eq!(project.broken.len(), 1, "{:?}", project.broken);
    assert_eq!(run(&project, &only("stub/missing")), []);
}

#[test]
fn a_submodule_is_missed_where_no_stub_tells_of_it() {
    let source = nested(AREA);
    let stub = ("demo/_core.pyi", "x: int\n");
    let package = ("demo/__init__.py", "from ._core import shapes\n");
    let said = beside("stub/lacks", &source, &[stub, package]);
    assert!(
        said.contains("warning[stub/lacks] `shapes` is exported"),
        "{said}"
    );
    for other in [
        (
            "demo/_core.pyi",
            "from types import ModuleType\nshapes: ModuleType\n",
        ),
        ("demo/_core.pyi", "from . import shapes\n"),
        (
            "demo/_core.pyi",
            "class shapes:\n    @staticmethod\n    def area(width: int, height: int = 1) -> int: ...\n",
        ),
        ("demo/shapes.pyi", ""),
        ("demo/shapes/__init__.pyi", ""),
    ] {
        let files = match other.0 {
            "demo/_core.pyi" => vec![other, package],
            _ => vec![stub, package, other],
        };
        assert_eq!(beside("stub/lacks", &source, &files), "", "{other:?}");
    }
    assert_eq!(beside("stub/lacks", &nested(""), &[stub, package]), "");
}

#[test]
fn an_extension_that_no_python_source_imports_is_what_users_import() {
    let stub = ("demo/_core.pyi", "def compute(b: int) -> None: ...\n");
    let source = "#[pymodule]\nmod _core {\n#[pyfunction]\nfn compute(a: u8) {}\n}\n";
    for (package, severity) in [("", "warning["), ("from . import _core\n", "info[")] {
        let said = beside("stub/signature", source, &[stub, ("demo/__init__.py", package)]);
        assert!(said.contains(severity), "{said}");
    }
}
