//! Types of values: those that maturin 1.16 takes, and those at which it stops, each as it was tried.

use crate::said::{BUILD, silent, speaks};

#[test]
fn fields_have_the_types_that_maturin_takes() {
    let rule = "metadata/field-type";
    for field in [
        "authors = [{ name = \"A\" }, { email = \"a@example.org\" }, { name = \"A\", email = \"no address\" }]",
        "authors = []",
        "description = \"\"",
        "entry-points = { group = { name = \"a:b\" } }",
        "import-names = 3",
        "keywords = []",
        "license = \"MIT\"",
        "license = { file = \"LICENSE\" }",
        "license = { text = \"MIT\", other = 3 }",
        "license = { text = \"MIT\", file = \"LICENSE\" }",
        "license-files = [\"LICEN*\", \"/LICENSE\"]",
        "optional-dependencies = { a = [] }",
        "readme = \"README.md\"",
        "readme = { file = \"README.md\", content-type = \"text/markdown\" }",
        "readme = { text = \"A text\", other = \"x\" }",
        "readme = {}",
        "requires-python = \">=3.11,!=3.12.*\"",
        "scripts = { \"a b\" = \"a b\" }",
        "summary = 3",
        "urls = { Home = \"no address\" }",
    ] {
        silent(
            rule,
            &[(
                "pyproject.toml",
                &format!("{BUILD}[project]\nname = \"demo\"\n{field}\n"),
            )],
        );
    }
    for (field, said) in [
        (
            "authors = [{ name = \"A\", mail = \"a@b.c\" }]",
            "only `name` and `email`, not `mail`",
        ),
        (
            "authors = [{}]",
            "`project.authors[]` must be a table with `name` or `email`",
        ),
        ("authors = [\"A\"]", "`project.authors[]` must be a table"),
        (
            "authors = { name = \"A\" }",
            "`project.authors` must be an array of tables with `name` or `email`",
        ),
        (
            "maintainers = [{ name = 3 }]",
            "`project.maintainers[].name` must be a string",
        ),
        ("classifiers = [3]", "`project.classifiers[]` must be a string"),
        (
            "dependencies = { numpy = \"2\" }",
            "`project.dependencies` must be an array of strings",
        ),
        (
            "description = { a = 1 }",
            "`project.description` must be a string",
        ),
        (
            "dynamic = \"version\"",
            "`project.dynamic` must be an array of strings",
        ),
        (
            "entry-points = { a = \"x\" }",
            "`project.entry-points.a` must be a table of strings",
        ),
        (
            "entry-points = { a = { b = 3 } }",
            "`project.entry-points.a.b` must be a string",
        ),
        (
            "gui-scripts = { a = 3 }",
            "`project.gui-scripts.a` must be a string",
        ),
        (
            "license = true",
            "must be a string, a table with `file` or a table with `text`",
        ),
        ("license = {}", "`project.license` must be a string, a table"),
        (
            "license = { file = 3 }",
            "`project.license.file` must be a string",
        ),
        (
            "license-files = \"LICENSE\"",
            "`project.license-files` must be an array",
        ),
        (
            "license-files = { globs = [\"LICENSE\"] }",
            "`project.license-files` must be an array",
        ),
        (
            "license-files = [\"../LICENSE\"]",
            "must be a pattern without `..`",
        ),
        (
            "optional-dependencies = [\"x\"]",
            "must be a table of arrays of strings",
        ),
        (
            "optional-dependencies = { a = \"x\" }",
            "`project.optional-dependencies.a` must be an array",
        ),
        ("readme = 3", "`project.readme` must be a string or a table"),
        ("readme = { file = 3 }", "`project.readme.file` must be a string"),
        (
            "readme = { file = \"a\", text = \"b\" }",
            "either `file` or `text`",
        ),
        (
            "requires-python = 3",
            "`project.requires-python` must be a version specifier",
        ),
        (
            "requires-python = \"3.11+\"",
            "`project.requires-python` must be a version specifier",
        ),
        (
            "requires-python = \"=>3.11\"",
            "`project.requires-python` must be a version specifier",
        ),
        (
            "scripts = [\"x\"]",
            "`project.scripts` must be a table of strings",
        ),
        (
            "urls = { a = { b = \"x\" } }",
            "`project.urls.a` must be a string",
        ),
        ("version = 1", "`project.version` must be a string"),
    ] {
        let manifest = format!("{BUILD}[project]\nname = \"demo\"\n{field}\n");
        speaks(rule, said, &[("pyproject.toml", &manifest)]);
    }
}

#[test]
fn keys_have_the_values_that_maturin_takes() {
    let rule = "maturin/value-invalid";
    for line in [
        "auditwheel = \"repair\"",
        "auditwheel = { repair = {} }",
        "compatibility = \"Off\"",
        "compatibility = \"linux\"",
        "compatibility = \"pypi\"",
        "compatibility = \"1\"",
        "compatibility = \"2014\"",
        "compatibility = \"2_28\"",
        "compatibility = \"MANYLINUX2014\"",
        "manylinux = \"manylinux_2_28\"",
        "compatibility = \"musllinux_1_2\"",
        "config = []",
        "exclude = [{ path = \"x\", format = [\"sdist\", \"wheel\"] }, \"y\"]",
        "features = [\"a\", { feature = \"a\" }, { feature = \"a\", python-version = \">=3.11\" }]",
        "generate-ci = { other = 3 }",
        "include = [\"x\", { path = \"x\", from = \"out-dir\", to = \"x\" }]",
        "sbom = { auditwheel = true }",
        "sdist-generator = \"git\"",
        "target = { x86_64-apple-darwin = { macos-deployment-target = \"11.0\" } }",
        "targets = [{ name = \"_core\" }]",
        "unknown = 3",
    ] {
        silent(
            rule,
            &[("pyproject.toml", &format!("{BUILD}[tool.maturin]\n{line}\n"))],
        );
    }
    for (line, said) in [
        (
            "all-features = \"x\"",
            "`tool.maturin.all-features` must be `true` or `false`",
        ),
        ("auditwheel = \"yes\"", "must be `\"repair\"`,"),
        ("bindings = \"rust-cpython\"", "must be `\"pyo3\"`,"),
        ("bindings = true", "must be `\"pyo3\"`,"),
        ("compatibility = \"auto\"", "must be a tag such as"),
        ("compatibility = \"manylinux\"", "must be a tag such as"),
        ("compatibility = \"manylinux2_28\"", "must be a tag such as"),
        ("compatibility = \"musllinux_1\"", "must be a tag such as"),
        ("manylinux = \"2-28\"", "must be a tag such as"),
        ("config = \"x\"", "must be an array of `KEY=VALUE`"),
        (
            "config = [\"build.jobs\"]",
            "must be `KEY=VALUE`, or the path of a file",
        ),
        ("data = true", "`tool.maturin.data` must be a string"),
        (
            "features = \"x\"",
            "`tool.maturin.features` must be an array of strings or tables with `feature`",
        ),
        (
            "features = [{ python-version = \">=3.11\" }]",
            "`tool.maturin.features[]` must be",
        ),
        (
            "features = [{ feature = \"a\", python-version = \"3.11\" }]",
            "must be a version specifier",
        ),
        ("generate-ci = true", "`tool.maturin.generate-ci` must be a table"),
        ("include = \"x\"", "`tool.maturin.include` must be an array"),
        ("include = [{ path = \"x\" }]", "`tool.maturin.include[]` must be"),
        (
            "include = [{ path = \"x\", format = \"all\" }]",
            "`tool.maturin.include[].format` must be",
        ),
        (
            "include = [{ path = \"x\", from = \"y\", to = \"x\" }]",
            "`tool.maturin.include[].from` must be",
        ),
        ("exclude = [3]", "`tool.maturin.exclude[]` must be"),
        ("python-packages = \"x\"", "must be an array of strings"),
        ("sbom = { rust = 3 }", "`tool.maturin.sbom.rust` must be"),
        ("sdist-generator = \"hg\"", "must be `\"cargo\"` or `\"git\"`"),
        ("strip = \"symbols\"", "must be `true` or `false`"),
        ("target = { x = 3 }", "`tool.maturin.target.x` must be a table"),
        (
            "targets = [\"x\"]",
            "`tool.maturin.targets[]` must be a table with `name`",
        ),
    ] {
        let manifest = format!("{BUILD}[tool.maturin]\n{line}\n");
        speaks(rule, said, &[("pyproject.toml", &manifest)]);
    }
}

#[test]
fn keys_have_the_values_that_cargo_takes() {
    let rule = "cargo/value-invalid";
    let manifest = |more: &str| format!("[package]\nname = \"demo\"\n{more}\n");
    for more in [
        "version = \"0.1.0-rc.1+build\"",
        "version.workspace = true",
        "edition = \"2027\"",
        "build = false",
        "publish = [\"internal\"]",
        "readme = false",
        "metadata = 3",
        "[lib]\ncrate-type = [\"cdylib\", \"rlib\"]",
        "[lib]\ncrate-type = []",
        "[profile.release]\nlto = true\nopt-level = \"z\"\nstrip = \"symbols\"\nother = 3",
        "[dependencies]\na = \"1\"\nb = { version = \"1\", features = [] }\nc.workspace = true",
        "[features]\ndefault = []",
        "[lints]\nworkspace = true",
        "[lints.rust]\nunsafe_code = \"deny\"\nunused = { level = \"warn\", priority = -1 }\n[lints.clippy]\nall = \"allow\"",
        "[target.'cfg(unix)'.dependencies]\na = \"1\"\n[target.x86_64-pc-windows-msvc.dependencies]\na = \"1\"",
        "[target.'cfg(all(unix, not(target_os = \"macos\")))'.dependencies]\na = \"1\"",
    ] {
        silent(
            rule,
            &[("pyproject.toml", BUILD), ("Cargo.toml", &manifest(more))],
        );
    }
    for (more, said) in [
        ("version = \"1.0\"", "`package.version` must be a version"),
        ("edition = \"2022\"", "`package.edition` must be an edition"),
        (
            "rust-version = 1.85",
            "`package.rust-version` must be a version of Rust",
        ),
        (
            "authors = \"Ada\"",
            "`package.authors` must be an array of strings",
        ),
        ("description = [\"a\"]", "`package.description` must be a string"),
        (
            "publish = \"no\"",
            "`package.publish` must be `true` or `false` or an array of strings",
        ),
        ("resolver = \"4\"", "`package.resolver` must be"),
        ("[lib]\ncrate-type = [\"cdlib\"]", "`lib.crate-type[]` must be"),
        ("[lib]\ntest = \"no\"", "`lib.test` must be `true` or `false`"),
        (
            "[profile.release]\ncodegen-units = \"1\"",
            "`profile.release.codegen-units` must be a whole number above 0",
        ),
        (
            "[profile.release]\ncodegen-units = 0",
            "`profile.release.codegen-units` must be a whole number above 0",
        ),
        (
            "[profile.release]\npanic = \"exit\"",
            "`profile.release.panic` must be",
        ),
        (
            "[dependencies]\na = 1",
            "`dependencies.a` must be a version requirement such as",
        ),
        (
            "[dependencies]\na = { version = \"1\", features = \"x\" }",
            "`dependencies.a.features` must be an array",
        ),
        (
            "[features]\ndefault = \"x\"",
            "`features.default` must be an array of strings",
        ),
        (
            "[workspace]\nmembers = \"a\"",
            "`workspace.members` must be an array of strings",
        ),
        ("[lints.rust]\nunused = \"never\"", "`lints.rust.unused` must be"),
        (
            "[workspace.lints.rust]\nunused = { level = \"on\" }",
            "`workspace.lints.rust.unused.level` must be",
        ),
        (
            "[target.'cfg(unix)'.dependencies]\na = 1",
            "`target.cfg(unix).dependencies.a` must be",
        ),
        (
            "[target.'cfg(unix'.dependencies]\na = \"1\"",
            "`cfg(unix` is no condition",
        ),
    ] {
        speaks(
            rule,
            said,
            &[("pyproject.toml", BUILD), ("Cargo.toml", &manifest(more))],
        );
    }
    let nameless = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", "[package]\nversion = \"0.1.0\"\n"),
    ];
    speaks(rule, "`package` must be a table with `name`", &nameless);
}
