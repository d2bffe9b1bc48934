//! What is left out of a wheel on purpose, or is not left out at all.

use crate::said::{BOUND, CRATE, project, repaired, says, silent, speaks};
use ironwheel::engine::check::run;

const PACKAGE: &str = "from ._core import add\n__all__ = [\"add\"]\n";
const NAMED: &str =
    "[build-system]\nrequires = [\"maturin>=1.16,<2\"]\n[project]\nname = \"demo\"\nversion = \"1\"\n";
/// A crate that surely becomes a library.
const LIBRARY: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\npyo3 = \"0.30\"\n";

fn with(table: &str) -> String {
    format!("{NAMED}[tool.maturin]\n{table}\n")
}

#[test]
fn packages_that_maturin_finds_or_that_are_no_part_of_it() {
    let rule = "module/package-left-out";
    let (bare, sourced) = (with(""), with("python-source = \"src\""));
    let included = with("include = [\"src/demo/**/*\"]");
    let init = ("src/demo/__init__.py", PACKAGE);
    let lib = ("Cargo.toml", LIBRARY);
    speaks(
        rule,
        "`src/demo` is not in the wheel",
        &[("pyproject.toml", &bare), lib, init],
    );
    speaks(
        rule,
        "`py/demo`",
        &[("pyproject.toml", NAMED), lib, ("py/demo/__init__.py", PACKAGE)],
    );
    for (name, text) in [
        ("src/demo/__init__.py", ""),
        (
            "src/demo/__init__.py",
            "\"\"\"The package.\"\"\"\nfrom .demo import *\n",
        ),
        ("src/other/__init__.py", PACKAGE),
        ("src/demo/helpers.py", PACKAGE),
        ("tests/demo/__init__.py", PACKAGE),
        ("demo/__init__.py", PACKAGE),
    ] {
        silent(rule, &[("pyproject.toml", &bare), lib, (name, text)]);
    }
    silent(rule, &[("pyproject.toml", &sourced), lib, init]);
    silent(rule, &[("pyproject.toml", &included), lib, init]);
    silent(
        rule,
        &[
            ("pyproject.toml", &bare),
            lib,
            init,
            ("src/pyproject.toml", "[project]\nname = \"other\"\n"),
        ],
    );
    silent(
        rule,
        &[("pyproject.toml", &bare), ("rust/Cargo.toml", LIBRARY), init],
    );
    silent(
        rule,
        &[
            ("pyproject.toml", &bare),
            ("Cargo.toml", CRATE),
            ("src/main.rs", ""),
            init,
        ],
    );
    let two = [
        ("src/demo/__init__.py", PACKAGE),
        ("python/demo/__init__.py", PACKAGE),
    ];
    silent(rule, &[("pyproject.toml", &bare), lib, two[0], two[1]]);
}

#[test]
fn packages_outside_the_project() {
    let files = [
        (
            "pyproject.toml",
            with("python-source = \"../python\"\nmodule-name = \"demo._core\""),
        ),
        ("Cargo.toml", LIBRARY.to_owned()),
        ("../python/demo/__init__.py", PACKAGE.to_owned()),
    ];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    speaks(
        "module/package-left-out",
        "`../python/demo` is not in the wheel",
        &files,
    );
}

#[test]
fn patterns_that_lead_to_files() {
    let rule = "maturin/folder-in-pattern";
    let docs = [("docs/a.txt", ""), ("demo/tests/b.py", "")];
    let says = |table: &str| crate::said::says(rule, &[("pyproject.toml", &with(table)), docs[0], docs[1]]);
    for list in [
        "include = [\"docs/**/*\", \"docs/a.txt\", \"other\", \"**/*\"]",
        "include = [{ path = \"docs/\", from = \"out-dir\", to = \"demo/\" }]",
        "exclude = [\"docs/**\", \"**/cache\", \"!docs/\", \"target\"]",
    ] {
        assert_eq!(says(list), "", "{list}");
    }
    for list in [
        "include = [\"docs/**\"]",
        "include = [\"docs\"]",
        "exclude = [\"demo/tests\"]",
        "exclude = [\"cache/\"]",
    ] {
        assert!(says(list).contains("names a folder"), "{list}");
    }
    let refused = with("include = [\"demo/data**\"]");
    speaks(
        "maturin/include-refused",
        "must stand alone",
        &[("pyproject.toml", &refused)],
    );
}

#[test]
fn modules_beside_the_package_that_something_else_brings() {
    let rule = "module/sibling-left-out";
    let package = |table: &str| with(&format!("module-name = \"demo._core\"\n{table}"));
    let imports = |text: &'static str| ("demo/__init__.py", text);
    let helper = ("helper.py", "FLAG = 1\n");
    let krate = ("Cargo.toml", BOUND);
    let bare = package("");
    speaks(
        rule,
        "`helper` is not in the wheel",
        &[
            ("pyproject.toml", &bare),
            krate,
            imports("import helper\n"),
            helper,
        ],
    );
    for text in [
        "try:\n    import helper\nexcept ImportError:\n    helper = None\n",
        "if False:\n    import helper\n",
        "def f():\n    import helper\n",
        "from . import helper\n",
        "import helper_of_others\n",
    ] {
        silent(rule, &[("pyproject.toml", &bare), krate, imports(text), helper]);
    }
    let used = imports("from helper.sub import FLAG\n");
    for table in ["include = [\"helper.py\"]", "include = [\"**/*.py\"]"] {
        silent(rule, &[("pyproject.toml", &package(table)), krate, used, helper]);
    }
    let named = package("python-packages = [\"helper\"]");
    let folder = [("helper/__init__.py", ""), ("helper/sub.py", "FLAG = 1\n")];
    silent(
        rule,
        &[("pyproject.toml", &named), krate, used, folder[0], folder[1]],
    );
    speaks(
        rule,
        "`helper`",
        &[("pyproject.toml", &bare), krate, used, folder[0], folder[1]],
    );
    let depends = bare.replace(
        "version = \"1\"",
        "version = \"1\"\ndependencies = [\"helper>=1\"]",
    );
    silent(rule, &[("pyproject.toml", &depends), krate, used, helper]);
    silent(
        rule,
        &[
            ("pyproject.toml", &bare),
            krate,
            imports("import json\n"),
            ("json.py", ""),
        ],
    );
    let script = bare.replace("[tool", "[project.scripts]\nrun = \"tool_cli:main\"\n[tool");
    let cli = ("tool_cli.py", "def main():\n    pass\n");
    speaks(
        rule,
        "pyproject.toml:7:7",
        &[("pyproject.toml", &script), krate, imports(""), cli],
    );
}

#[test]
fn submodules_that_are_known_to_python() {
    let rule = "module/not-a-package";
    let pyproject = with("module-name = \"demo._core\"");
    let source = "#[pyo3::pymodule]\nmod _core {\n    #[pyo3::pymodule]\n    mod maths {}\n}\n";
    let says = |rust: &str, python: &str| {
        let files = [
            ("pyproject.toml", pyproject.as_str()),
            ("Cargo.toml", BOUND),
            ("src/lib.rs", rust),
            ("demo/__init__.py", python),
        ];
        crate::said::says(rule, &files)
    };
    for import in [
        "from ._core.maths import double\n",
        "import demo._core.maths\n",
        "from demo._core.maths import x\n",
    ] {
        assert!(
            says(source, import).contains("`demo._core.maths` cannot be imported"),
            "{import}"
        );
    }
    for import in [
        "from ._core import maths\n",
        "import demo._core\n",
        "from ._core.other import x\n",
        "from .maths import x\n",
    ] {
        assert_eq!(says(source, import), "", "{import}");
    }
    let registered = format!("{source}// py.import(\"sys\")?.getattr(\"modules\")?\n");
    assert_eq!(says(&registered, "from ._core.maths import double\n"), "");
    let python = "import sys\nfrom . import _core\nsys.modules[\"demo._core.maths\"] = _core.maths\nfrom ._core.maths import x\n";
    assert_eq!(says(source, python), "");
    // What another rule reads, as here the tests, changes nothing.
    let project = crate::said::read(&[
        ("pyproject.toml", &pyproject),
        ("Cargo.toml", BOUND),
        ("src/lib.rs", source),
        ("demo/__init__.py", "from ._core.maths import double\n"),
        (
            "tests/test_demo.py",
            "import sys\nimport demo\nassert demo in sys.modules\n",
        ),
    ]);
    assert!(project.tree.text("tests/test_demo.py").is_some());
    let findings = run(&project, &crate::said::only(rule));
    assert_eq!(findings.len(), 1);
}

#[test]
fn what_the_source_distribution_has_too() {
    let rule = "files/sdist-loses";
    let stub = ("demo.pyi", "def add() -> int: ...\n");
    let below = with("manifest-path = \"rust/Cargo.toml\"");
    let krate = ("rust/Cargo.toml", BOUND);
    speaks(
        rule,
        "`demo.pyi` goes into the wheel, but not",
        &[("pyproject.toml", &below), krate, stub],
    );
    silent(
        rule,
        &[("pyproject.toml", &with("")), ("Cargo.toml", BOUND), stub],
    );
    silent(
        rule,
        &[("pyproject.toml", &below), krate, stub, (".gitignore", "*.pyi\n")],
    );
    for include in ["[\"demo.pyi\"]", "[{ path = \"*.pyi\", format = \"sdist\" }]"] {
        let table = format!("manifest-path = \"rust/Cargo.toml\"\ninclude = {include}");
        silent(rule, &[("pyproject.toml", &with(&table)), krate, stub]);
    }
    let data = [
        ("demo.data/scripts/run.sh", ""),
        ("pyproject.toml", below.as_str()),
    ];
    speaks(
        rule,
        "`demo.data/scripts/run.sh` goes",
        &[data[0], data[1], krate],
    );
    silent(
        rule,
        &[data[0], ("pyproject.toml", &with("")), ("Cargo.toml", BOUND)],
    );
    let package = [("demo/__init__.py", PACKAGE), ("demo/_core.pyi", "")];
    silent(rule, &[("pyproject.toml", &below), krate, package[0], package[1]]);
    let excluded = BOUND.replace(
        "version = \"0.1.0\"",
        "version = \"0.1.0\"\nexclude = [\"*.pyi\"]",
    );
    speaks(
        rule,
        "`demo.pyi` goes",
        &[("pyproject.toml", &with("")), ("Cargo.toml", &excluded), stub],
    );
}

#[test]
fn folders_of_data_that_a_wheel_can_have() {
    let rule = "maturin/data-refused";
    let named = with("data = \"files\"");
    let krate = ("Cargo.toml", BOUND);
    speaks(
        rule,
        "the folder `files` does not exist",
        &[("pyproject.toml", &named), krate],
    );
    speaks(
        rule,
        "`files/notes.txt` is none",
        &[("pyproject.toml", &named), krate, ("files/notes.txt", "")],
    );
    speaks(
        rule,
        "demo.data/lib: error",
        &[("pyproject.toml", &with("")), krate, ("demo.data/lib/a", "")],
    );
    silent(
        rule,
        &[("pyproject.toml", &named), krate, (".gitignore", "files/\n")],
    );
    silent(
        rule,
        &[
            ("pyproject.toml", &named),
            krate,
            ("files/headers/a.h", ""),
            ("files/data/share/a", ""),
        ],
    );
    silent(
        rule,
        &[("pyproject.toml", &with("")), krate, ("other.data/lib/a", "")],
    );
    silent(
        rule,
        &[
            ("pyproject.toml", &named),
            krate,
            ("files/data/a", ""),
            ("files/.DS_Store", ""),
            (".gitignore", ".DS_Store\n"),
        ],
    );
}

#[test]
fn fixes_name_what_is_left_out() {
    let missing = with("module-name = \"demo._core\"");
    let fixed = repaired(
        "module/package-missing",
        &[
            ("pyproject.toml", &missing),
            ("Cargo.toml", LIBRARY),
            ("src/demo/__init__.py", PACKAGE),
        ],
    );
    assert!(
        fixed.ends_with("module-name = \"demo._core\"\npython-source = \"src\"\n"),
        "{fixed}"
    );
}

#[test]
fn files_that_are_read_beside_a_source() {
    let rule = "files/data-left-out";
    let manifest =
        project("version = \"1\"\n[tool.maturin]\nmodule-name = \"demo._core\"\npython-source = \"python\"");
    let says_of = |source: &str, ignored: &str, data: &str| {
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", CRATE),
            (".git/HEAD", ""),
            (".gitignore", ignored),
            ("python/demo/__init__.py", source),
            (data, "x"),
        ];
        says(rule, &files)
    };
    let reading = |path: &str| {
        format!("from pathlib import Path\nA = (Path(__file__).parent / '{path}').read_text()\n")
    };
    let data = "python/demo/a.txt";
    assert_eq!(says_of(&reading("a.txt"), "", data), "");
    assert!(says_of(&reading("a.txt"), "*.txt", data).contains("error[files/data-left-out]"));
    assert!(says_of(&reading("../../VERSION"), "", "VERSION").contains("`../VERSION`"));
    // What is not here may be made, or is missing for everybody.
    assert_eq!(says_of(&reading("b.txt"), "*.txt", data), "");
    let later = "from importlib.resources import files\ndef f():\n    return files('demo').joinpath('a.txt').read_text()\n";
    assert!(says_of(later, "*.txt", data).contains("warning[files/data-left-out]"));
    assert_eq!(says_of(later, "", data), "");
    let other = later.replace("'demo'", "'other'");
    assert_eq!(says_of(&other, "*.txt", data), "");
}
