//! What good projects do and the rules about versions must not complain about; and what they must see.

use crate::said::{BUILD, CRATE, krate, project, pyproject, repaired, repaired_at, says, silent, speaks};

/// What `rule` says of a static version and the version of the crate.
fn both(rule: &str, python: &str, cargo: &str) -> String {
    let manifest = project(&format!("version = \"{python}\""));
    says(
        rule,
        &[("pyproject.toml", &manifest), ("Cargo.toml", &krate(cargo))],
    )
}

#[test]
fn numberings_of_their_own_placeholders_and_other_spellings_do_not_drift() {
    let rule = "version/drift";
    for (python, cargo) in [
        ("10.4.2", "0.1.0"),
        ("0.0.0", "1.4.0"),
        ("1.4.0", "0.0.1"),
        ("999.0.0", "1.2.3"),
        ("0.0.0.dev0", "0.3.0"),
        ("1!2.0.0", "2.1.0"),
        ("1.2.3a1", "1.2.3-alpha.1"),
        ("1.2", "1.2.0"),
        ("1.2.3rc1", "1.2.3-pre.1"),
        ("not a version", "1.2.3"),
        ("1.2.3", "1.2.3-nightly.3"),
        ("0.1.0.post1", "0.1.0"),
        ("0.1.0.post2", "0.1.0-post.1"),
    ] {
        assert_eq!(both(rule, python, cargo), "", "{python} {cargo}");
    }
    silent(
        rule,
        &[("pyproject.toml", BUILD), ("Cargo.toml", &krate("1.2.3"))],
    );
    for (python, cargo) in [
        ("2.12.0", "2.12.0-rc1"),
        ("1.9.3", "2.0.0"),
        ("0.2.0", "0.1.0"),
        ("0.2.0.post1", "0.1.0"),
    ] {
        assert!(
            both(rule, python, cargo).contains(&format!("version `{python}`, but the crate has `{cargo}`"))
        );
    }
}

#[test]
fn an_inherited_version_is_followed_to_the_workspace() {
    let path = "version = \"0.2.0\"\n[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"";
    let member = "[package]\nname = \"demo\"\nversion = { workspace=true }\n";
    let root = |version: &str| format!("[workspace]\nmembers = [\"py\"]\npackage.version = \"{version}\"\n");
    let (old, same) = (root("0.1.0"), root("0.2.0"));
    let manifest = project(path);
    let (manifest, same) = (manifest.as_str(), same.as_str());
    let files = |root| {
        [
            ("pyproject.toml", manifest),
            ("py/Cargo.toml", member),
            ("Cargo.toml", root),
        ]
    };
    speaks("version/drift", "the crate has `0.1.0`", &files(&old));
    silent("version/drift", &files(same));
    speaks("version/two-sources", "here and in `Cargo.toml`", &files(same));
}

#[test]
fn placeholders_in_both_files_and_dynamic_versions_are_one_source() {
    let rule = "version/two-sources";
    assert_eq!(both(rule, "0.0.0", "0.0.0"), "");
    assert_eq!(both(rule, "1.0.0", "1.0.1"), "");
    silent(
        rule,
        &[
            ("pyproject.toml", &project("dynamic = [\"version\"]")),
            ("Cargo.toml", &krate("1.0.0")),
        ],
    );
    let kept = project("version = \"1.0.0\" # of the package\ndynamic = [\n  \"readme\",\n]");
    let changed = project("dynamic = [\n  \"readme\",\n  \"version\",\n]");
    assert_eq!(
        repaired(
            rule,
            &[("pyproject.toml", &kept), ("Cargo.toml", &krate("1.0.0"))]
        ),
        changed
    );
}

#[test]
fn a_version_may_be_missing_only_where_everything_comes_from_the_crate() {
    let rule = "version/missing";
    let cargo = krate("1.0.0");
    let said = |text: &str| says(rule, &[("pyproject.toml", text), ("Cargo.toml", &cargo)]);
    assert_eq!(said(BUILD), "");
    assert_eq!(said(&project("dynamic = ['readme', 'version']")), "");
    let dotted = pyproject("").replace(
        "[build-system]",
        "project.name = \"demo\"\nproject.version = \"1\"\n[build-system]",
    );
    assert_eq!(said(&dotted), "");
    assert!(said(&project("dynamic = [\"readme\"]")).contains("neither"));
    silent("version/static-and-dynamic", &[("pyproject.toml", &dotted)]);
}

#[test]
fn every_suffix_that_maturin_converts_can_be_mapped() {
    let rule = "version/unmappable";
    let manifest = project("dynamic = [\"version\"]");
    let suffixes = [
        "-dev", "-rc1", "-rc.5", "-alpha.1", "-alpha", "-beta", "-beta2", "-pre.1", "-post.1", "-1",
        "+local.7",
    ];
    for suffix in suffixes {
        silent(
            rule,
            &[
                ("pyproject.toml", &manifest),
                ("Cargo.toml", &krate(&format!("1.2.3{suffix}"))),
            ],
        );
    }
    for suffix in ["-nightly.3", "-SNAPSHOT", "-alpha.1.2"] {
        let cargo = krate(&format!("1.2.3{suffix}"));
        speaks(
            rule,
            "not a valid PEP 440 version",
            &[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)],
        );
    }
    silent(
        rule,
        &[
            ("pyproject.toml", &manifest),
            ("Cargo.toml", &krate("{{ version }}")),
        ],
    );
    for good in [
        "1.0.0",
        "v1.0-1",
        "2026.11.21",
        "{{ version }}",
        "0.0.0+${GIT}",
        "VERSION",
        "1!2.0",
    ] {
        assert_eq!(both(rule, good, "1.0.0"), "", "{good}");
    }
    for bad in ["1.0.0-nightly.3", "1.0.0foo", "1..0"] {
        assert!(
            both(rule, bad, "1.0.0").contains("pyproject.toml:5:11: error"),
            "{bad}"
        );
    }
}

#[test]
fn only_a_plain_string_is_a_hard_coded_version() {
    let rule = "version/hardcoded-dunder";
    let (dynamic, cargo) = (project("dynamic = [\"version\"]"), krate("0.2.0-rc.1"));
    let says = |source: &str| {
        says(
            rule,
            &[
                ("pyproject.toml", &dynamic),
                ("Cargo.toml", &cargo),
                ("demo/__init__.py", source),
            ],
        )
    };
    for good in [
        "from importlib.metadata import version\n__version__ = version('demo')\n",
        "from ._core import __version__\n",
        "__version__ = \"0.1.0\"\ntry:\n    from ._version import __version__\nexcept ImportError:\n    pass\n",
        "__version__ = \"0.1.0\"\nif True:\n    __version__ = other()\n",
        "__version__ = \"0.0.0\"\n",
        "__version__ = \"unknown\"\n",
        "__version__ = f\"{a}\"\n",
        "# __version__ = \"0.1.0\"\n",
        "class A:\n    __version__ = \"0.1.0\"\n",
    ] {
        assert_eq!(says(good), "", "{good}");
    }
    assert!(says("__version__ = \"0.2.0rc1\"\n").contains("info[version/hardcoded-dunder]"));
    assert!(says("\u{feff}'''Doc.'''\n__version__: str = '0.1.0'\n").contains("2:20: warning"));
}

#[test]
fn the_metadata_is_asked_where_the_import_fits() {
    let (dynamic, cargo) = (project("dynamic = [\"version\"]"), krate("0.2.0"));
    let fixed = |source: &str| {
        let path = "demo/__init__.py";
        let files = [
            ("pyproject.toml", dynamic.as_str()),
            ("Cargo.toml", &cargo),
            (path, source),
        ];
        repaired_at(path, "version/hardcoded-dunder", &files)
    };
    let import = "from importlib.metadata import version\n\n";
    for (before, old, new) in [
        ("\u{feff}", "\"0.1.0\"\n", "version(\"demo\")\n"),
        ("", "(\n    \"0.1.0\"\n)\n", "(\n    version(\"demo\")\n)\n"),
        ("x = 1; ", "\"0.1.0\"\n", "version(\"demo\")\n"),
    ] {
        let source = format!("{before}__version__ = {old}");
        assert_eq!(fixed(&source), format!("{before}{import}__version__ = {new}"));
    }
    for bound in [
        "from . import version",
        "import a.b as version",
        "from ._core import *",
        "def version(): ...",
        "class version: ...",
        "version = (1, 2)",
    ] {
        let source = format!("{bound}\n__version__ = \"0.1.0\"\n");
        assert_eq!(fixed(&source), source);
    }
}

#[test]
fn a_local_segment_bites_where_the_wheel_has_it() {
    let rule = "version/local-segment";
    assert_eq!(
        both(rule, "1.0.0", "1.0.0+zlib.1.3"),
        "",
        "the static version counts"
    );
    assert!(both(rule, "1.0.0+cpu", "1.0.0").contains("pyproject.toml:5:11: warning"));
    for between in ["1.0.0-dev+abc123", "1.0.0+dev", "1.0.0-alpha.1+dev"] {
        let dynamic = project("dynamic = [\"version\"]");
        let files = [
            ("pyproject.toml", dynamic.as_str()),
            ("Cargo.toml", &krate(between)),
        ];
        speaks(rule, "Cargo.toml:3:11: info", &files);
    }
    let private = project("version = \"1.0+cpu\"\nclassifiers = [\"Private :: Do Not Upload\"]");
    silent(rule, &[("pyproject.toml", &private)]);
}

#[test]
fn what_is_canonical_or_no_version_stays() {
    let rule = "version/not-canonical";
    for good in [
        "1.0",
        "1.0.0",
        "2026.11.21",
        "1.0rc1",
        "1.0.0.dev0",
        "1!2.0",
        "1.0.post1",
        "{{ version }}",
    ] {
        assert_eq!(both(rule, good, "1.0.0"), "", "{good}");
    }
    for (written, normal) in [
        ("v1.0", "1.0"),
        ("1.0-1", "1.0.post1"),
        ("1.0.0-rc.1", "1.0.0rc1"),
        ("01.2", "1.2"),
    ] {
        assert!(
            both(rule, written, "1.0.0").contains(&format!("`{normal}`")),
            "{written}"
        );
    }
    silent(
        rule,
        &[
            ("pyproject.toml", &project("dynamic = [\"version\"]")),
            ("Cargo.toml", &krate("1.0.0-alpha.1")),
        ],
    );
}

#[test]
fn a_changelog_may_be_ahead_or_of_another_make() {
    let rule = "version/changelog-missing";
    let said = |version: &str, changelog: &str| {
        let manifest = project(&format!("version = \"{version}\""));
        says(
            rule,
            &[("pyproject.toml", &manifest), ("CHANGELOG.md", changelog)],
        )
    };
    let old = "## [1.1.0] - 2026-01-02\n\nB\n\n## [1.0.0] - 2026-01-01\n\nA\n";
    for (version, changelog) in [
        ("1.1.0", format!("# Changelog\n\n{old}")),
        ("1.0.0", old.to_owned()),
        ("1.2.0rc1", old.to_owned()),
        ("1.2.0.dev0", old.to_owned()),
        ("1.1.0.post1", old.to_owned()),
        ("0.0.0", old.to_owned()),
        ("1.9.0", old.to_owned()),
        (
            "1.2.0",
            format!("# Changelog\n\n## Unreleased\n\n- News.\n\n{old}"),
        ),
        ("1.2.0", format!("# Changelog\n\n## Coming in 1.2.0\n\n{old}")),
        ("1.2.0", "## 1.1.0\n\nThe first.\n".to_owned()),
        ("1.2.0", "# Changes\n\nSee the releases.\n".to_owned()),
        ("1.2.0", "## rust-v1.1.0\n\n## python-v1.0.0\n".to_owned()),
        ("1.2.0", format!("{old}\n```\n## 1.0.1\n```\n1.2.0 is next.\n")),
    ] {
        assert_eq!(said(version, &changelog), "", "{version} {changelog}");
    }
    for changelog in [
        format!("# Changelog\n\n## Unreleased\n\n{old}"),
        format!("# Changelog\n\nAll of them.\n\n{old}"),
        "History\n=======\n\n1.1.0 (2026-01-02)\n------------------\n\nB\n\n1.0.0\n-----\n".to_owned(),
        "# demo v1.1.0\n\n# demo v1.0.0\n".to_owned(),
        format!("{old}\n- It works with Python 1.2.0a7, and with 1.2.0.\n"),
    ] {
        assert!(
            said("1.2.0", &changelog).contains("newest heading of the changelog is `1.1.0`"),
            "{changelog}"
        );
    }
    let manifest = project("version = \"1.2.0\"");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("CHANGELOG.md", old),
        ("cliff.toml", ""),
    ];
    silent(rule, &files);
}

#[test]
fn a_version_from_cargo_is_right_where_both_spell_it_alike() {
    let rule = "version/semver-as-dunder";
    let said = |version: &str, lines: &str, source: &str, rest: &[(&str, &str)]| {
        let (manifest, cargo) = (project(lines), krate(version));
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", cargo.as_str()),
            ("src/lib.rs", source),
        ];
        says(rule, &[&files, rest].concat())
    };
    let dynamic = "dynamic = [\"version\"]";
    let function = |value: &str| {
        format!(
            "#[pymodule]\nfn demo(m: &Bound<'_, PyModule>) -> PyResult<()> {{\n    m.add(\"__version__\", {value})?;\n    Ok(())\n}}\n"
        )
    };
    let cargo = function("env!(\"CARGO_PKG_VERSION\")");
    for (version, lines, source) in [
        ("1.0.0", dynamic, cargo.as_str()),
        ("1.0.0+abc", dynamic, cargo.as_str()),
        ("1.0.0-rc.1", "version = \"1.0.0\"", cargo.as_str()),
        (
            "1.0.0-rc.1",
            dynamic,
            &function("env!(\"CARGO_PKG_VERSION\").replace(\"-rc.\", \"rc\")"),
        ),
        ("1.0.0-rc.1", dynamic, &function("version()")),
        (
            "1.0.0-rc.1",
            dynamic,
            "#[pymodule]\nmod demo {}\nconst __version__: &str = env!(\"CARGO_PKG_VERSION\");\n",
        ),
    ] {
        assert_eq!(
            said(version, lines, source, &[]),
            "",
            "{version} {lines} {source}"
        );
    }
    let found = "src/lib.rs:3:26: warning[version/semver-as-dunder] `__version__` is `1.0.0-rc.1`, but the wheel has `1.0.0rc1`";
    assert!(said("1.0.0-rc.1", dynamic, &cargo, &[]).contains(found));
    assert!(said("1.0.0-dev", dynamic, &cargo, &[]).contains("src/lib.rs:3:26: info"));
    let inner = function("env!(\"CARGO_PKG_VERSION\")").replace("fn demo", "fn _core");
    let lines = format!("{dynamic}\n[tool.maturin]\nmodule-name = \"demo._core\"");
    let package = |text| [("demo/__init__.py", text)];
    let shown = package("from ._core import __version__\n");
    assert!(said("1.0.0-rc.1", &lines, &inner, &shown).contains("warning"));
    assert!(said("1.0.0-rc.1", &lines, &inner, &package("from ._core import *\n")).contains("warning"));
    for own in [
        "from ._core import total\n",
        "from . import _core\n\n__version__ = version(\"demo\")\n",
        "from ._core import total\nfrom ._about import __version__\n",
    ] {
        assert_eq!(said("1.0.0-rc.1", &lines, &inner, &package(own)), "", "{own}");
    }
}

#[test]
fn a_dunder_asks_for_the_distribution_that_it_is_in() {
    let rule = "version/foreign-dunder";
    let manifest = |rest: &str| {
        pyproject(&format!(
            "[project]\nname = \"Demo_RS\"\ndynamic = [\"version\"]\n{rest}[tool.maturin]\nmodule-name = \"demo._core\"\n"
        ))
    };
    let alone = manifest("");
    let files = |line: &'static str| {
        [
            ("pyproject.toml", alone.as_str()),
            ("Cargo.toml", CRATE),
            ("demo/__init__.py", line),
        ]
    };
    for right in [
        "from importlib.metadata import version\n__version__ = version(\"demo-rs\")\n",
        "from importlib.metadata import version\n__version__ = version(__name__)\n",
        "from importlib.metadata import version\nnumpy_version = version(\"numpy\")\n",
        "from importlib import metadata\ntry:\n    __version__ = metadata.version(\"demo\")\nexcept Exception:\n    pass\n",
        "from importlib.metadata import version\n__version__ = version(\"demo\")\n__version__ = \"1\"\n",
        "from .tool import version\n__version__ = version(\"demo\")\n",
    ] {
        silent(rule, &files(right));
    }
    for (wrong, right) in [
        (
            "import importlib.metadata\n__version__: str = importlib.metadata.version('demo')\n",
            "version(\"Demo_RS\")",
        ),
        (
            "from importlib import metadata\n__version__ = metadata.version(\"demo\")\n",
            "metadata.version(\"Demo_RS\")",
        ),
    ] {
        speaks(rule, "error[", &files(wrong));
        assert!(repaired_at("demo/__init__.py", rule, &files(wrong)).contains(right));
    }
    let needed = manifest("dependencies = [\"demo>=1\"]\n");
    let [_, cargo, init] = files("from importlib.metadata import version\n__version__ = version(\"demo\")\n");
    silent(rule, &[("pyproject.toml", needed.as_str()), cargo, init]);
    let sibling = ("other/pyproject.toml", "[project]\nname = \"demo\"\n");
    silent(rule, &[("pyproject.toml", alone.as_str()), cargo, init, sibling]);
}

#[test]
fn a_crate_in_development_is_after_its_release() {
    let rule = "version/drift";
    for (python, cargo, severity) in [
        ("1.0.3", "1.1.1-dev", "info"),
        ("1.0.3", "1.1.0-rc.1", "warning"),
        ("1.1.0", "1.0.0-dev", "warning"),
        ("1.0.3.dev1", "1.1.0-dev", "warning"),
    ] {
        let said = both(rule, python, cargo);
        assert!(said.contains(&format!("{severity}[version/drift]")), "{said}");
    }
}

#[test]
fn a_python_that_cannot_read_metadata_is_not_asked_to() {
    let rule = "version/hardcoded-dunder";
    for (lowest, is_fixed) in [("3.7", false), ("3.8", true)] {
        let manifest = project(&format!("version = \"0.2.0\"\nrequires-python = \">={lowest}\""));
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", CRATE),
            ("demo/__init__.py", "__version__ = \"0.1.0\"\n"),
        ];
        let after = repaired_at("demo/__init__.py", rule, &files);
        assert_eq!(after.contains("importlib"), is_fixed, "{lowest}");
    }
}

/// A core of version 0.2.0, and a package beside it with these lines below its name.
fn companion(name: &str, rest: &str) -> [(&'static str, String); 3] {
    [
        (
            "pyproject.toml",
            project("dynamic = [\"version\"]").replace("demo", "demo-core"),
        ),
        ("Cargo.toml", krate("0.2.0").replace("demo", "demo-core")),
        (
            "package/pyproject.toml",
            format!("[project]\nname = \"{name}\"\n{rest}\n"),
        ),
    ]
}

#[test]
fn only_a_pin_of_a_package_that_goes_with_the_core_can_be_stale() {
    let rule = "version/pin-stale";
    let said = |name: &str, rest: &str| {
        let files = companion(name, rest);
        says(rule, &files.each_ref().map(|(path, text)| (*path, text.as_str())))
    };
    for (name, rest) in [
        ("demo", "dependencies = [\"demo-core==0.2.0\"]"),
        ("demo", "dependencies = [\"Demo_Core == 0.2\"]"),
        ("demo", "dependencies = [\"demo-core==0.2.*\"]"),
        ("demo", "dependencies = [\"demo-core>=0.1,<0.2\"]"),
        ("demo", "dependencies = [\"demo-core==0.0.0\"]"),
        ("demo", "dependencies = [\"demo-core @ file:../core\"]"),
        ("demo", "dependencies = [\"demo-core\"]"),
        ("demo", "dependencies = [\"other==0.1.0\"]"),
        ("demo", "[dependency-groups]\nold = [\"demo-core==0.1.0\"]"),
        ("plots", "dependencies = [\"demo-core==0.1.0\"]"),
        ("democ", "dependencies = [\"demo-core==0.1.0\"]"),
    ] {
        assert_eq!(said(name, rest), "", "{name} {rest}");
    }
    for (name, rest) in [
        ("demo", "dependencies = [\"demo-core==0.3.0\"]"),
        (
            "Demo",
            "dependencies = [\"demo_core[all] == 0.1.0 ; python_version >= '3.11'\"]",
        ),
        ("demo", "optional-dependencies.fast = [\"demo-core===0.1.0\"]"),
        (
            "plots",
            "dependencies = [\"demo-core==0.1.0\"]\n[tool.uv.sources]\ndemo-core = { workspace = true }",
        ),
    ] {
        assert!(
            said(name, rest).contains("the core has version `0.2.0`"),
            "{name} {rest}"
        );
    }
}

#[test]
fn a_pin_is_missing_only_where_the_versions_are_one_or_the_import_fails() {
    let rule = "version/pin-missing";
    let said = |rest: &str, module: &str| {
        let files = companion("demo", rest);
        let other = files
            .each_ref()
            .map(|(path, text)| (*path, text.replace("\"demo\"", "\"docs\"")));
        silent(rule, &other.each_ref().map(|(path, text)| (*path, text.as_str())));
        let mut files = files
            .each_ref()
            .map(|(path, text)| (*path, text.as_str()))
            .to_vec();
        files.push(("package/src/demo/__init__.py", module));
        says(rule, &files)
    };
    let (plain, imports) = ("", "from demo_core import add\n");
    for (rest, module) in [
        (
            "version = \"0.2.0\"\ndependencies = [\"demo-core==0.2.0\"]",
            imports,
        ),
        (
            "version = \"0.2.0\"\ndependencies = [\"demo-core>=0.2,<0.3\"]",
            imports,
        ),
        (
            "version = \"0.2.0\"\ndependencies = [\"demo-core~=0.2.0\"]",
            imports,
        ),
        ("version = \"7.1.0\"\ndependencies = [\"demo-core\"]", imports),
        ("version = \"0.2.0\"\ndependencies = []", plain),
        ("version = \"0.2.0\"\ndynamic = [\"dependencies\"]", imports),
        (
            "version = \"0.2.0\"",
            "try:\n    import demo_core\nexcept ImportError:\n    pass\n",
        ),
        ("version = \"0.2.0\"", "def fast():\n    import demo_core\n"),
        ("version = \"0.2.0\"", "import demo_core_types\n"),
    ] {
        assert_eq!(said(rest, module), "", "{rest} {module}");
    }
    for (rest, module, part) in [
        (
            "version = \"0.2.0\"\ndependencies = [\"demo-core\"]",
            plain,
            "warning[version/pin-missing] `demo` has",
        ),
        (
            "version = \"0.2.0\"\ndependencies = [\"demo-core>=0.2\"]",
            plain,
            "info[version/pin-missing]",
        ),
        (
            "version = \"0.1.0\"\ndependencies = []",
            imports,
            "imports `demo_core`, but does not ask for `demo-core`",
        ),
        (
            "dynamic = [\"version\"]",
            "import os\nimport demo_core._core\n",
            "does not ask",
        ),
    ] {
        assert!(
            said(rest, module).contains(part),
            "{rest} {module}: {}",
            said(rest, module)
        );
    }
}
