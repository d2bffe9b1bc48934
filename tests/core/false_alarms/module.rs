//! What good projects do and the rules about modules and stubs must not complain about; and what they must see.

use ironwheel::engine::check::run;

use crate::said::{self, BOUND, BUILD, CRATE, module, only, project, pyproject, read, says, silent, speaks};

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
        "#[cfg(unix)]\n#[pymodule]\nfn other() {}",
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
        assert!(promises_core(source).contains("named `_core`"), "{source}");
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
        "the extension module is `rust_name`",
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
    let fixed = |import: &str| {
        let source = "#[pymodule]\n#[pyo3(name = \"_native\")]\nfn native() {}\n";
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", BOUND),
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
    let (untyped, typed) = (
        [("pyproject.toml", typed.as_str()), init],
        [("pyproject.toml", typed.as_str()), init, stub],
    );
    speaks(rule, "`Typing :: Typed`", &untyped);
    let has_fix = |files: &[_]| run(&read(files), &only(rule)).iter().any(|one| one.fix.is_some());
    assert!(!has_fix(&untyped), "the classifier may be wrong");
    assert!(has_fix(&typed));
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

/// What `module/import-missing` says of a package that begins with `init`, beside a module with these items.
fn imports(items: &str, init: &str) -> String {
    imports_of("module/import-missing", items, init)
}

fn imports_of(rule: &str, items: &str, init: &str) -> String {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\npython-source = \"py\"\n");
    let source = module(items);
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", BOUND),
        ("src/lib.rs", &source),
        ("py/demo/__init__.py", init),
    ];
    says(rule, &files)
}

#[test]
fn an_import_of_the_extension_by_another_name_is_found() {
    let rule = "module/import-stale";
    let items = "#[pyfunction]\nfn f() {}\n#[pymodule]\nmod sub {\n#[pyfunction]\nfn h() {}\n}";
    for init in [
        "from ._core import f, sub\n",
        "from ._core.sub import f\n",
        "from .other import g\n",
        "from .other import f, g\n",
        "from . import f\n",
        "from other._core import f\n",
        "from ..other import f\n",
        "from ._core import f\nfrom .other import *\n",
        "try:\n    from .other import f\nexcept ImportError:\n    f = None\n",
        "def g():\n    from .other import f\n",
    ] {
        assert_eq!(imports_of(rule, items, init), "", "{init}");
    }
    for (init, missing) in [
        ("from .other import f\n", "`demo.other`"),
        ("from demo.other import f, sub\n", "`demo.other`"),
        ("from .other import *\n", "`demo.other`"),
        ("from .deep.other import f as g\n", "`demo.deep.other`"),
    ] {
        let said = imports_of(rule, items, init);
        let expected = format!("{missing} does not exist: the extension module is `demo._core`");
        assert!(said.contains(&expected), "{init}{said}");
    }
}

#[test]
fn what_is_imported_by_the_names_of_the_extension_may_stand_elsewhere() {
    let rule = "module/import-stale";
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let base = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", BOUND),
        (
            "src/lib.rs",
            "#[pymodule]\nmod _core {\n#[pyfunction]\nfn f() {}\n}\n",
        ),
        ("demo/__init__.py", "from .other import f\n"),
    ];
    speaks(rule, "`demo.other`", &base);
    speaks(
        rule,
        "`demo.other`",
        &[&base[..], &[("demo/other.pyi", "")]].concat(),
    );
    for there in [
        ("demo/other.py", "def f(): ...\n"),
        ("demo/other/__init__.py", ""),
        ("demo/other.cpython-311-x86_64-linux-gnu.so", ""),
        ("demo/other.pyx", ""),
        (".gitignore", "other.py\n"),
    ] {
        silent(rule, &[&base[..], &[there]].concat());
    }
}

#[test]
fn imports_of_what_is_there_or_may_be_there_work() {
    let items = "#[pyfunction]\nfn f() {}\n#[cfg(feature = \"x\")]\n#[pyfunction]\nfn g() {}\n#[pymodule]\nmod sub {}";
    for init in [
        "from ._core import f, g, sub, __doc__\n",
        "from demo._core import f\n",
        "from ._core import *\n",
        "from . import _core, other\n",
        "from .other import h\nfrom other._core import h\nfrom .._core import h\n",
        "try:\n    from ._core import h\nexcept ImportError:\n    h = None\n",
        "if TYPE_CHECKING:\n    from ._core import h\n",
        "def f():\n    from ._core import h\n",
        "from ._core import h\n_core.h = 1\n",
    ] {
        assert_eq!(imports(items, init), "", "{init}");
    }
    for init in [
        "from ._core import f, h\n",
        "from demo._core import h as f\n",
        "from ._core import (\n    h,\n)\n",
    ] {
        assert!(
            imports(items, init).contains("`h` is imported from `demo._core`"),
            "{init}"
        );
    }
    let filled = "#[pymodule_init]\nfn init(m: &Bound<'_, PyModule>) -> PyResult<()> { fill!(m) }";
    assert_eq!(imports(filled, "from ._core import h\n"), "");
}

#[test]
fn a_package_with_the_name_of_its_module_is_not_the_module() {
    let manifest = pyproject("[project]\nname = \"demo\"\n");
    let files = |init| {
        [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", BOUND),
            (
                "src/lib.rs",
                "#[pymodule]\nfn demo(m: &PyModule) {\n#[pyfn(m, \"g\")]\nfn other() {}\n}",
            ),
            ("demo/__init__.py", init),
        ]
    };
    silent(
        "module/import-missing",
        &files("from demo import h\nfrom .demo import g\n"),
    );
    speaks(
        "module/import-missing",
        "`demo.demo`",
        &files("from .demo import h\n"),
    );
}

#[test]
fn a_folder_without_init_hides_no_module() {
    let rule = "module/shadows-package";
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let base = [("pyproject.toml", manifest.as_str()), ("demo/__init__.py", "")];
    for other in [
        "demo/_core/__init__.pyi",
        "demo/_core.py",
        "demo/_core/sub.py",
        "_core/__init__.py",
    ] {
        silent(rule, &[&base[..], &[(other, "")]].concat());
    }
    speaks(
        rule,
        "`demo/_core/`",
        &[&base[..], &[("demo/_core/__init__.py", "")]].concat(),
    );
    let plain = pyproject("[tool.maturin]\nmodule-name = \"demo\"\n");
    silent(
        rule,
        &[
            ("pyproject.toml", &plain),
            ("demo/__init__.py", "from .demo import *\n"),
        ],
    );
    let stub = [
        ("pyproject.toml", plain.as_str()),
        ("Cargo.toml", CRATE),
        ("demo/__init__.pyi", ""),
    ];
    speaks(rule, "the extension module is `demo.demo`", &stub);
    for other in ["demo/more.py", "demo/__init__.py"] {
        silent(rule, &[&stub[..], &[(other, "")]].concat());
    }
    silent(rule, &[&stub[..], &[(".gitignore", "__init__.py\n")]].concat());
    silent(rule, &[("pyproject.toml", &plain), ("demo.pyi", "")]);
}

#[test]
fn a_package_is_missing_only_where_maturin_looks_for_it() {
    let rule = "module/package-missing";
    let cargo = ("Cargo.toml", CRATE);
    let dotted = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let source = pyproject("[project]\nname = \"demo\"\n[tool.maturin]\npython-source = \"python\"\n");
    let plain = pyproject("[project]\nname = \"demo\"\n");
    silent(rule, &[("pyproject.toml", &dotted), cargo, ("demo/other.py", "")]);
    silent(rule, &[("pyproject.toml", &dotted), cargo, (".gitmodules", "")]);
    silent(rule, &[("pyproject.toml", &plain), cargo]);
    silent(
        rule,
        &[
            ("pyproject.toml", &source),
            cargo,
            ("python/demo/__init__.py", ""),
        ],
    );
    let program = pyproject("[tool.maturin]\nbindings = \"bin\"\nmodule-name = \"demo._core\"\n");
    silent(rule, &[("pyproject.toml", &program), cargo]);
    speaks(
        rule,
        "names the extension module `_core`",
        &[("pyproject.toml", &dotted), cargo],
    );
    speaks(
        rule,
        "`python/demo` does not exist: maturin refuses",
        &[("pyproject.toml", &source), cargo],
    );
    let dashed = source.replace("\"demo\"", "\"de-mo\"");
    speaks(
        rule,
        "`python/de-mo` does not exist: maturin refuses",
        &[
            ("pyproject.toml", &dashed),
            cargo,
            ("python/de_mo/__init__.py", ""),
        ],
    );
}

#[test]
fn only_the_first_part_of_a_name_can_be_taken() {
    let rule = "module/reserved-name";
    let named = |name: &str| pyproject(&format!("[tool.maturin]\nmodule-name = \"{name}\"\n"));
    for name in [
        "demo.queue",
        "demo._io",
        "queues._core",
        "match_.x",
        "rust",
        "impl",
    ] {
        silent(rule, &[("pyproject.toml", &named(name))]);
    }
    for name in ["queue._core", "json", "class"] {
        speaks(rule, "Python", &[("pyproject.toml", &named(name))]);
    }
    let program = pyproject("[project]\nname = \"json\"\n[tool.maturin]\nbindings = \"bin\"\n");
    silent(rule, &[("pyproject.toml", &program)]);
    let old = project("requires-python = \">=3.10\"\n[tool.maturin]\nmodule-name = \"distutils\"");
    speaks(rule, "standard library", &[("pyproject.toml", &old)]);
    let new = project("requires-python = \">=3.13\"\n[tool.maturin]\nmodule-name = \"distutils\"");
    silent(rule, &[("pyproject.toml", &new)]);
}

#[test]
fn a_name_under_a_condition_is_one_of_two() {
    for name in ["_core", "other"] {
        let source =
            format!("#[pymodule]\n#[cfg_attr(feature = \"off\", pyo3(name = \"x\"))]\nfn {name}() {{}}");
        assert_eq!(promises_core(&source), "", "{source}");
    }
}

#[test]
fn a_misspelt_key_is_all_that_is_wrong() {
    for (keys, rest) in [
        ("module_name = \"demo._core\"\npython-source = \"python\"", 0),
        ("module-name = \"demo._core\"\npython-src = \"python\"", 0),
        ("python-source = \"python\"", 2),
    ] {
        let manifest = pyproject(&format!("[tool.maturin]\n{keys}\n"));
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", BOUND),
            ("src/lib.rs", "#[pymodule]\nmod _core {}\n"),
            ("python/other/__init__.py", ""),
        ];
        let said = ["module/name-mismatch", "module/package-missing"].map(|rule| says(rule, &files));
        assert_eq!(
            said.iter().filter(|said| !said.is_empty()).count(),
            rest,
            "{said:?}"
        );
    }
}

#[test]
fn the_one_package_beside_a_missing_one_is_shown() {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\npython-source = \"python\"\n");
    let base = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", CRATE),
        ("python/other/__init__.py", ""),
    ];
    let related = |files: &[(&str, &str)]| {
        let found = run(&read(files), &only("module/package-missing"));
        found.first().map(|finding| finding.related.len())
    };
    assert_eq!(related(&base), Some(1));
    assert_eq!(
        related(&[&base[..], &[("python/third/__init__.py", "")]].concat()),
        Some(0)
    );
}
