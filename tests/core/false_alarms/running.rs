//! What Python says of the sources that an import of the package runs, and of those that it does not.

use ironwheel::engine::check::run;
use ironwheel::output::concise::concise;
use ironwheel::project::Project;
use ironwheel::syntax::python::{Module, newer_than};
use ironwheel::tree::Tree;

use crate::said::{CRATE, only, project};

const BROKEN: &str = "def f(:\n    pass\n";

/// What a rule says of the packages of a project with `requires-python`.
fn says(rule: &str, requires: &str, sources: &[(&str, &str)]) -> String {
    let manifest = project(&format!(
        "requires-python = \"{requires}\"\n[project.scripts]\ndemo = \"demo.cli:main\"\n\
         [tool.maturin]\nmodule-name = \"demo._core\"\npython-source = \"python\"\npython-packages = [\"other\"]\n"
    ));
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", CRATE)];
    let files = files.iter().chain(sources).copied();
    let read = Project::read(Tree::memory(files)).expect("a maturin project");
    concise(&read.tree, &run(&read, &only(rule)), "")
}

#[test]
fn a_source_that_runs_must_parse() {
    let init = "python/demo/__init__.py";
    for (import, path) in [
        ("from .a import x\n", "python/demo/a.py"),
        ("from . import a\n", "python/demo/a.py"),
        ("from demo.a import x\n", "python/demo/a.py"),
        ("import demo.a.b\n", "python/demo/a/__init__.py"),
        ("import demo.a.b\n", "python/demo/a/b.py"),
        ("from demo import a\n", "python/demo/a/__init__.py"),
        ("import other\n", "python/other/__init__.py"),
        ("", "python/other/__init__.py"),
        ("", "python/demo/cli.py"),
    ] {
        let said = says("files/unparsable", ">=3.11", &[(init, import), (path, BROKEN)]);
        assert!(
            said.starts_with(&format!("{path}:1:7: error")),
            "{import}: {said}"
        );
    }
    let said = says("files/unparsable", ">=3.11", &[(init, BROKEN)]);
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_module_that_nobody_surely_imports_is_a_warning() {
    let init = "python/demo/__init__.py";
    for import in [
        "",
        "if True:\n    from . import a\n",
        "try:\n    from . import a\nexcept ImportError:\n    pass\n",
        "def f():\n    from . import a\n",
    ] {
        let said = says(
            "files/unparsable",
            ">=3.11",
            &[(init, import), ("python/demo/a.py", BROKEN)],
        );
        assert!(
            said.starts_with("python/demo/a.py:1:7: warning"),
            "{import}: {said}"
        );
    }
    for path in [
        "python/demo/tests/test_a.py",
        "python/demo/my-template.py",
        "tools/a.py",
    ] {
        let said = says("files/unparsable", ">=3.11", &[(init, ""), (path, BROKEN)]);
        assert_eq!(said, "", "{path}");
    }
}

#[test]
fn a_grammar_that_is_newer_than_ours_is_not_judged() {
    let sources = [("python/demo/__init__.py", BROKEN)];
    assert_eq!(says("files/unparsable", ">=3.16", &sources), "");
    assert_ne!(says("files/unparsable", ">=3.15", &sources), "");
}

#[test]
fn syntax_is_newer_only_where_it_surely_runs() {
    let init = "python/demo/__init__.py";
    let newer = "match x:\n    case _:\n        pass\n";
    let rule = "python/syntax-too-new";
    let module = ("python/demo/a.py", newer);
    let said = says(rule, ">=3.9", &[(init, "from . import a\n"), module]);
    assert!(
        said.contains("a.py:1:1: warning") && said.contains("allows Python 3.9"),
        "{said}"
    );
    assert_eq!(says(rule, ">=3.10", &[(init, "from . import a\n"), module]), "");
    let guarded = "import sys\nif sys.version_info >= (3, 10):\n    from . import a\n";
    assert_eq!(says(rule, ">=3.9", &[(init, guarded), module]), "");
    assert_eq!(
        says(
            rule,
            ">=3.9",
            &[(init, "from . import a\n"), ("python/demo/a.py", BROKEN)]
        ),
        ""
    );
}

#[test]
fn each_syntax_has_its_first_python() {
    for (text, since) in [
        ("if (a := 1): pass\n", 8),
        ("def f(a, /): pass\n", 8),
        ("@a[0].b\ndef f(): pass\n", 9),
        ("with (open(a) as b, open(c) as d): pass\n", 9),
        ("match a:\n    case 1: pass\n", 10),
        ("try: pass\nexcept* A: pass\n", 11),
        ("a[*b]\n", 11),
        ("f'{a['b']}'\n", 12),
        ("type A = int\n", 12),
        ("def f[T](a: T): pass\n", 12),
        ("class A[T = int]: pass\n", 13),
        ("try: pass\nexcept A, B: pass\n", 14),
        ("t'{a}'\n", 14),
        ("lazy import a\n", 15),
        ("[*a for a in b]\n", 15),
    ] {
        let found = newer_than(text, since - 1);
        assert_eq!(
            found.iter().map(|newer| newer.since).collect::<Vec<_>>(),
            [since],
            "{text}"
        );
        assert_eq!(newer_than(text, since), [], "{text}");
    }
}

#[test]
fn what_python_refuses_although_it_parses() {
    let refused = |text: &str| {
        let module = Module::parse(text).expect("it parses");
        module.refused(text).is_some()
    };
    for text in [
        "return 1\n",
        "import a\nfrom __future__ import annotations\n",
        "break\n",
        "class A:\n    return\n",
        "def f():\n    continue\n",
        "def f():\n    await g()\n",
        "def f():\n    from a import *\n",
        "def f(a, a): pass\n",
        "nonlocal a\n",
        "yield 1\n",
    ] {
        assert!(refused(text), "{text}");
    }
    for text in [
        "\"\"\"A text.\"\"\"\nfrom __future__ import annotations\n",
        "for a in b:\n    if a:\n        break\n    try:\n        continue\n    finally:\n        pass\nelse:\n    pass\n",
        "async def f():\n    await g()\n    return [await h async for h in i]\n",
        "def f():\n    x = yield\n    return lambda: (yield)\n",
        "a = [b for b in c if (d := b)]\n",
        "def f():\n    global a\n    a = 1\n",
        "match a:\n    case {'x': 1, **rest} | [*rest]: pass\n",
        "class A:\n    def f(self):\n        return __class__\n",
    ] {
        assert!(!refused(text), "{text}");
    }
}

/// What a rule says of a project whose `__init__.py` and other sources are these; `more` is the rest of pyproject.toml.
fn of(rule: &str, more: &str, sources: &[(&str, &str)]) -> String {
    let manifest = project(&format!(
        "requires-python = \">=3.11\"\n{more}[tool.maturin]\nmodule-name = \"demo._core\"\nexclude = [\"demo/out.py\"]\n"
    ));
    let manifest = manifest.replacen("requires", "build-backend = \"maturin\"\nrequires", 1);
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", CRATE)];
    let files = files.iter().chain(sources).copied();
    let read = Project::read(Tree::memory(files)).expect("a maturin project");
    concise(&read.tree, &run(&read, &only(rule)), "")
}

#[test]
fn what_nothing_installs_is_imported() {
    let rule = "module/dependency-undeclared";
    let init = |text| [("demo/__init__.py", text)];
    for text in [
        "import numpy\n",
        "from numpy.random import x\n",
        "import a.b as c\n",
        "from _core import add\n",
    ] {
        assert!(of(rule, "", &init(text)).contains("the import fails"), "{text}");
    }
    for text in [
        "import os, sys, tomllib\nfrom . import x\nfrom demo import y\nimport demo._core\n",
        "try:\n    import numpy\nexcept ImportError:\n    numpy = None\n",
        "def f():\n    import numpy\n",
        "from __future__ import annotations\nimport pkg_resources\n",
    ] {
        assert_eq!(of(rule, "", &init(text)), "", "{text}");
    }
    for more in [
        "dependencies = [\"pandas\"]\n",
        "dynamic = [\"dependencies\"]\n",
        "optional-dependencies = { all = [\"NumPy>=2\"] }\n",
    ] {
        assert_eq!(of(rule, more, &init("import numpy\n")), "", "{more}");
    }
    let said = of(rule, "", &init("import distutils.version\n"));
    assert!(said.contains("warning") && said.contains("Python 3.15"), "{said}");
    let said = of(rule, "", &init("import compression.zstd\n"));
    assert!(said.contains("warning") && said.contains("Python 3.13"), "{said}");
}

#[test]
fn modules_and_names_that_the_wheel_lacks() {
    let rule = "module/import-unresolved";
    let with = |text| {
        [
            ("demo/__init__.py", text),
            ("demo/a.py", "x = 1\n"),
            ("demo/out.py", "x = 1\n"),
        ]
    };
    for (text, part) in [
        ("from .out import x\n", "no module `demo.out`"),
        ("from . import out\n", "`demo` has no `out`"),
        ("from demo.out import x\n", "no module `demo.out`"),
        ("import demo.none\n", "no module `demo.none`"),
        ("from .a import y\n", "`demo.a` has no `y`"),
        ("from .a import x, y as z\n", "`demo.a` has no `y`"),
        (
            "from demo.a import x\nfrom .a import *\nfrom .a import __name__\n",
            "",
        ),
        ("from ._core import y\nimport demo._core\n", ""),
    ] {
        let said = of(rule, "", &with(text));
        assert!(
            said.contains(part) && said.is_empty() == part.is_empty(),
            "{text}: {said}"
        );
    }
    let open = [
        ("demo/__init__.py", "from .a import y\n"),
        ("demo/a.py", "def __getattr__(name): ...\n"),
    ];
    assert_eq!(of(rule, "", &open), "");
}

#[test]
fn names_that_come_too_late() {
    let rule = "module/import-circular";
    let with = |init, a| {
        [
            ("demo/__init__.py", init),
            ("demo/a.py", a),
            ("demo/b.py", "c = 1\n"),
        ]
    };
    for (init, a) in [
        ("from .a import x\ny = 1\n", "from . import y\n"),
        (
            "from . import a\nfrom .b import c\n",
            "import os\nfrom demo import c\n",
        ),
        ("import demo.a\ndef y(): ...\n", "from demo import y\n"),
    ] {
        assert!(of(rule, "", &with(init, a)).contains("demo/a.py"), "{init}");
    }
    for (init, a) in [
        ("y = 1\nfrom .a import x\n", "from . import y\n"),
        ("from .a import x\n", "from . import b\n"),
        ("from .a import x\ny = 1\n", "def f():\n    from . import y\n"),
        ("from .a import x\ny = 1\n", "import demo\n"),
        ("from .b import *\nfrom .a import x\nc = 1\n", "from . import c\n"),
        (
            "if True:\n    from . import b\nfrom .a import x\ny = 1\n",
            "from . import y\n",
        ),
        (
            "from .a import x\n__version__ = 1\n",
            "from . import __version__\n",
        ),
    ] {
        assert_eq!(of(rule, "", &with(init, a)), "", "{init}");
    }
}
