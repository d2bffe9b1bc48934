//! What good projects tell maturin and leave beside it, and the rules must not complain about; and what they must see.

use crate::said::{self, BUILD, CRATE, project, pyproject, repaired, requiring, silent, speaks};

/// A pyproject.toml with this below `[tool.maturin]`.
fn maturin(rest: &str) -> String {
    pyproject(&format!("[tool.maturin]\n{rest}\n"))
}

#[test]
fn what_is_included_on_purpose() {
    let rule = "maturin/include-in-wheel-root";
    for include in [
        "[{ path = \"Cargo.lock\", format = \"sdist\" }]",
        "[{ path = \"notes.txt\", format = [\"sdist\", \"wheel\"] }]",
        "[{ path = \"tests/*.py\", format = \"wheel\" }]",
        "[\"demo/data.txt\", \"demo/assets/*\", \"schemas/**/*\"]",
        "[\"demo.pth\", \"helper.py\", \"**/*.pyi\", \"demo\", \"tests.d/\"]",
        "[{ path = \"out.txt\", from = \"out-dir\", to = \"demo/\" }]",
    ] {
        silent(
            rule,
            &[("pyproject.toml", &maturin(&format!("include = {include}")))],
        );
    }
    let source = maturin("python-source = \"tests\"\ninclude = [\"tests/demo/data.txt\"]");
    silent(rule, &[("pyproject.toml", &source)]);
    let table = "[tool.maturin]\npython-source = \"python\"\ninclude = [\"Cargo.lock\"]\n";
    silent(
        rule,
        &[("pyproject.toml", &requiring("maturin>=1.8,<1.12", table))],
    );
    speaks(
        rule,
        "warning[",
        &[("pyproject.toml", &requiring("maturin>=1.8,<2", table))],
    );
    for (include, file, said) in [
        ("[\"README-py.md\"]", "README-py.md", "warning["),
        ("[\"examples/*.py\"]", "examples/one.py", "warning["),
        ("[\"src/**/*.rs\"]", "src/lib.rs", "warning["),
        ("[\"THIRD_PARTY.html\"]", "THIRD_PARTY.html", "info["),
        ("[\"rust-toolchain\"]", "rust-toolchain", "warning["),
        (
            "[{ path = \"NOTICE\", format = [\"wheel\", \"sdist\"] }]",
            "NOTICE",
            "warning[",
        ),
        ("[\"rust-toolchain\"]", "rust-toolchain.toml", "info["), // nothing, unless it is made before the build
        ("[\"tests/**/*\"]", "test/demo.py", "info["),
    ] {
        let pyproject = maturin(&format!("include = {include}"));
        speaks(rule, said, &[("pyproject.toml", &pyproject), (file, "")]);
    }
}

#[test]
fn a_licence_text_stays_in_the_wheel() {
    let rule = "maturin/include-in-wheel-root";
    let included = "[tool.maturin]\ninclude = [\"LICENSE\"]";
    let named = project(&format!("license-files = [\"legal/*\"]\n{included}"));
    speaks(rule, "`LICENSE`", &[("pyproject.toml", &named)]);
    assert_eq!(repaired(rule, &[("pyproject.toml", &named)]), named);
    let table = "[tool.maturin]\ninclude = [{ path = \"LICENSE\", format = \"sdist\" }]";
    assert_eq!(
        repaired(rule, &[("pyproject.toml", &project(included))]),
        project(table)
    );
}

#[test]
fn patterns_that_maturin_takes() {
    let rule = "maturin/include-refused";
    for include in [
        "[\"a/b.txt\", \".cargo/*\", \"a..b\"]",
        "[{ path = \"../x\", from = \"out-dir\", to = \"demo/\" }]",
    ] {
        silent(
            rule,
            &[("pyproject.toml", &maturin(&format!("include = {include}")))],
        );
    }
    silent(
        rule,
        &[("pyproject.toml", &maturin("exclude = [\"/README.md\", \"../a\"]"))],
    );
    let old = requiring(
        "maturin>=1.4,<1.12",
        "[tool.maturin]\ninclude = [\"../README.md\"]\n",
    );
    silent(rule, &[("pyproject.toml", &old)]);
    for include in ["../README.md", "/etc/a", "C:\\\\a", "././a"] {
        speaks(
            rule,
            "error[",
            &[("pyproject.toml", &maturin(&format!("include = [\"{include}\"]")))],
        );
    }
    let twice = maturin("include = [\"././a\"]");
    assert_eq!(
        repaired(rule, &[("pyproject.toml", &twice)]),
        maturin("include = [\"a\"]")
    );
}

#[test]
fn paths_that_every_machine_has() {
    let rule = "maturin/absolute-path";
    for paths in [
        "manifest-path = \"../Cargo.toml\"",
        "python-source = \".\"",
        "data = \"demo.data\"",
    ] {
        silent(rule, &[("pyproject.toml", &maturin(paths))]);
    }
    speaks(
        rule,
        "error[",
        &[(
            "pyproject.toml",
            &maturin("manifest-path = 'C:\\demo\\Cargo.toml'"),
        )],
    );
    for field in [
        "readme = \"/a.md\"",
        "readme = { file = \"/a.md\" }",
        "license-files = [\"/a\"]",
    ] {
        speaks(rule, "error[", &[("pyproject.toml", &project(field))]);
    }
}

#[test]
fn bounds_of_every_kind() {
    let rule = "maturin/no-upper-bound";
    for requirement in [
        "maturin>=1.4,<2",
        "maturin~=1.4",
        "maturin==1.16.0",
        "maturin==1.*",
        "maturin<=1.16",
        "maturin>=2.1",
        "maturin @ https://example.org/maturin.whl",
    ] {
        silent(rule, &[("pyproject.toml", &requiring(requirement, ""))]);
    }
    for (before, after) in [
        ("maturin >= 0.14", "maturin >= 0.14,<2"),
        (
            "maturin[zig]>=1.4,!=1.5 ; os_name == 'nt'",
            "maturin[zig]>=1.4,!=1.5,<2 ; os_name == 'nt'",
        ),
        ("maturin (>=1.4)", "maturin (>=1.4,<2)"),
        ("maturin", "maturin"),
    ] {
        let text = requiring(before, "");
        speaks(rule, "info[", &[("pyproject.toml", &text)]);
        assert_eq!(repaired(rule, &[("pyproject.toml", &text)]), requiring(after, ""));
    }
}

#[test]
fn backends_that_are_called() {
    let rule = "maturin/backend-missing";
    let system = |rest: &str| format!("[build-system]\nrequires = [\"maturin>=1.16,<2\"]\n{rest}\n");
    speaks(rule, "warning[", &[("pyproject.toml", &system(""))]);
    silent(rule, &[("pyproject.toml", &system("")), ("setup.py", "")]);
    for right in [
        "build-backend = \"maturin\"",
        "build-backend = \"own\"\nbackend-path = [\".\"]",
    ] {
        silent(rule, &[("pyproject.toml", &system(right))]);
    }
    speaks(
        rule,
        "`hatchling.build`",
        &[("pyproject.toml", &system("build-backend = \"hatchling.build\""))],
    );
    let wrapped =
        "[build-system]\nrequires = [\"maturin\", \"wrapper\"]\nbuild-backend = \"wrapper.build\"\n";
    silent(rule, &[("pyproject.toml", wrapped)]);
    silent(rule, &[("pyproject.toml", "[tool.maturin]\n")]);
    let calling =
        |requires: &str| format!("[build-system]\nrequires = [{requires}]\nbuild-backend = \"maturin\"\n");
    for lacking in ["", "\"setuptools>=64\", \"wheel\""] {
        speaks(rule, "`maturin`", &[("pyproject.toml", &calling(lacking))]);
    }
    for bringing in [
        "\"maturin\"",
        "\"Maturin[zig]>=1\"",
        "\"setuptools\", \"our-build\"",
        "\"not valid!\"",
    ] {
        silent(rule, &[("pyproject.toml", &calling(bringing))]);
    }
}

#[test]
fn files_of_setuptools() {
    let called = format!("{BUILD}build-backend = \"maturin\"\n");
    let manifest = |text| {
        [
            ("pyproject.toml", called.as_str()),
            ("Cargo.toml", CRATE),
            ("MANIFEST.in", text),
        ]
    };
    let rule = "files/manifest-in";
    for (text, is_deleted) in [
        ("# nothing\nglobal-exclude *.pyc\ngraft src\n", true),
        ("recursive-include data *\n", false),
        ("include ../LICENSE\n", false),
        ("include LICENSE.md src/data.bin\n", false),
    ] {
        let project = said::read(&manifest(text));
        let fixed = ironwheel::engine::fix::repair(
            project,
            &said::only(rule),
            ironwheel::text::edit::Applicability::Safe,
        );
        assert_eq!(!fixed.project.tree.exists("MANIFEST.in"), is_deleted, "{text}");
    }
    let wrapped = [("pyproject.toml", BUILD), ("MANIFEST.in", "graft src\n")];
    silent(rule, &wrapped);
    let [pyproject, cargo, manifest] = manifest("graft src\n");
    silent(rule, &[pyproject, cargo, manifest, ("setup.py", "")]);
    let rule = "files/setup-py";
    for text in [
        "import sys\nsys.exit('no setup() here')\n",
        "def setup():\n    pass\n",
        "if True:\n    setup()\n",
    ] {
        silent(rule, &[pyproject, ("setup.py", text)]);
    }
    speaks(
        rule,
        "setup.py:2:1: info[",
        &[pyproject, ("setup.py", "import setuptools\nsetuptools.setup()\n")],
    );
}

#[test]
fn a_key_is_renamed_only_if_its_value_fits() {
    let rule = "maturin/unknown-key";
    for (line, renamed) in [
        ("binding = [\"cffi\"]", false),
        ("binding = \"rust\"", false),
        ("binding = \"cffi\"", true),
        ("stripp = \"yes\"", false),
        ("stripp = true", true),
        ("feature = \"a\"", false),
        ("feature = [\"a\"]", true),
    ] {
        let manifest = pyproject(&format!("[tool.maturin]\n{line}\n"));
        speaks(rule, "did you mean", &[("pyproject.toml", &manifest)]);
        let after = repaired(rule, &[("pyproject.toml", &manifest)]);
        assert_eq!(after != manifest, renamed, "{line}");
    }
}
