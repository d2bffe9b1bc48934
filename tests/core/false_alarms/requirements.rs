//! What good projects require and the rules about requirements must not complain about; and what they must see.

use std::fs;
use std::path::Path;

use crate::said::{CRATE, project, pyproject, repaired, requiring, silent, speaks};
use ironwheel::questions::siblings::siblings;
use ironwheel::standards::requirement::{is_pinned, parse};
use ironwheel::tree::Tree;

#[test]
fn a_requirement_that_is_too_entangled_is_not_judged() {
    let conditions = |count| format!("a; {}", vec!["os_name == 'nt'"; count].join(" and "));
    assert!(parse(&conditions(32)).is_some_and(|parsed| parsed.is_ok()));
    assert!(parse(&conditions(33)).is_none());
    let nested = |depth| format!("a; {}os_name == 'nt'{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(8)).is_some_and(|parsed| parsed.is_ok()));
    assert!(parse(&nested(100_000)).is_none());
}

#[test]
fn the_repository_ends_where_git_says() {
    let top = Path::new(env!("CARGO_TARGET_TMPDIR")).join("siblings");
    let put = |path: &str, text: &str| {
        let path = top.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    for (path, name) in [("", "above"), ("repository/a/", "One"), ("repository/b/", "two")] {
        put(
            &format!("{path}pyproject.toml"),
            &format!("[project]\nname = \"{name}\"\n"),
        );
    }
    put("repository/.git/HEAD", "");
    let found = siblings(&Tree::disk(&top.join("repository/a")));
    assert_eq!(Vec::from_iter(found), ["one", "two"]);
}

#[test]
fn one_version_is_allowed_only_where_it_is_named() {
    for (text, pinned) in [
        ("a==1.0", true),
        ("a===1.0", true),
        ("a==1.0,!=1.1", true),
        ("a>=1.0", false),
        ("a", false),
        ("a @ https://example.org/a.whl", false),
    ] {
        let requirement = parse(text).expect("short").expect("valid");
        assert_eq!(is_pinned(&requirement), pinned, "{text}");
    }
}

#[test]
fn whatever_the_standard_allows_is_valid() {
    let rule = "maturin/requirement-invalid";
    let build = "[build-system]\nbuild-backend = \"maturin\"\nrequires = [\"maturin>=1.16<2\"]\n";
    speaks(rule, "found `<2`", &[("pyproject.toml", build)]);
    speaks(
        rule,
        "`numpy>>1`",
        &[(
            "pyproject.toml",
            &project("optional-dependencies.fast = [\"numpy>>1\"]"),
        )],
    );
    let groups =
        "[dependency-groups]\ntest = [\"pytest >=8 <9\", { include-group = \"lint\" }]\nlint = [\"ruff\"]\n";
    speaks(rule, "`pytest >=8 <9`", &[("pyproject.toml", &pyproject(groups))]);
    for (before, after) in [
        ("numpy>=2 <3,!=2.1", "numpy>=2,<3,!=2.1"),
        (
            "numpy>=2<3; python_version>='3.11'",
            "numpy>=2,<3; python_version>='3.11'",
        ),
        ("numpy>=2.*", "numpy>=2.*"),
    ] {
        let list = |requirement| project(&format!("dependencies = [\"{requirement}\"]"));
        assert_eq!(repaired(rule, &[("pyproject.toml", &list(before))]), list(after));
    }
    for requirement in [
        "numpy",
        "numpy (>=2)",
        "numpy ==2.*, !=2.1.0",
        "a[b,c] >= 1.0.dev1 ; python_version < '3.12' and extra == 'x'",
        "a @ https://example.org/a-1.0.tar.gz",
        "a~=1.4",
    ] {
        silent(
            rule,
            &[(
                "pyproject.toml",
                &project(&format!("dependencies = [\"{requirement}\"]")),
            )],
        );
    }
}

#[test]
fn pins_that_are_meant() {
    let rule = "metadata/dependency-pinned";
    let pinned = project("dependencies = [\"numpy==2.4.1\"]");
    speaks(rule, "info[", &[("pyproject.toml", &pinned)]);
    for fields in [
        "dependencies = [\"numpy==2.*\", \"rich!=13.0\", \"demo-runtime==1.0\"]",
        "dependencies = [\"numpy==2.4.1\"]\nclassifiers = [\"Private :: Do Not Upload\"]",
        "dependencies = [\"numpy==2.4.1\"]\n[tool.maturin]\nbindings = \"bin\"",
        "optional-dependencies.test = [\"pytest==9.2.0\"]",
    ] {
        silent(rule, &[("pyproject.toml", &project(fields))]);
    }
    let sibling = ("crates/core/pyproject.toml", "[project]\nname = \"Numpy\"\n");
    silent(rule, &[("pyproject.toml", &pinned), sibling]);
}

#[test]
fn any_lower_bound_will_do() {
    let rule = "metadata/dependency-no-lower-bound";
    for bound in [
        "numpy>=2",
        "numpy~=2.0",
        "numpy==2.*",
        "numpy>1",
        "numpy @ https://example.org/n.whl",
    ] {
        silent(
            rule,
            &[(
                "pyproject.toml",
                &project(&format!("dependencies = [\"{bound}\"]")),
            )],
        );
    }
    silent(
        rule,
        &[(
            "pyproject.toml",
            &project("optional-dependencies.test = [\"pytest\"]"),
        )],
    );
    silent(
        rule,
        &[(
            "pyproject.toml",
            &pyproject("[dependency-groups]\ntest = [\"pytest\"]\n"),
        )],
    );
}

#[test]
fn modules_that_some_promised_python_lacks() {
    let rule = "metadata/dependency-is-stdlib";
    let needs = |python: &str, dependency: &str| {
        project(&format!(
            "requires-python = \"{python}\"\ndependencies = [\"{dependency}\"]"
        ))
    };
    speaks(
        rule,
        "warning[",
        &[("pyproject.toml", &needs(">=3.11", "tomllib"))],
    );
    for (python, dependency) in [
        (">=3.10", "tomllib"),
        (">=3.11", "telnetlib"),
        (">=3.6", "dataclasses; python_version < '3.7'"),
        (">=3.9", "tomli; python_version < '3.11'"),
        (">=3.9", "importlib-metadata"),
        (">=3.99", "dataclasses"),
    ] {
        silent(rule, &[("pyproject.toml", &needs(python, dependency))]);
    }
    silent(
        rule,
        &[("pyproject.toml", &project("dependencies = [\"tomllib\"]"))],
    );
}

#[test]
fn addresses_in_what_is_not_uploaded() {
    let rule = "metadata/direct-url-dependency";
    let address = "a @ git+https://example.org/a";
    speaks(
        rule,
        "`a` is",
        &[(
            "pyproject.toml",
            &project(&format!("optional-dependencies.b = [\"{address}\"]")),
        )],
    );
    let private = format!("dependencies = [\"{address}\"]\nclassifiers = [\"Private :: Do Not Upload\"]");
    silent(rule, &[("pyproject.toml", &project(&private))]);
    let group = pyproject(&format!("[dependency-groups]\ntest = [\"{address}\"]\n"));
    silent(rule, &[("pyproject.toml", &group)]);
    silent(
        rule,
        &[(
            "pyproject.toml",
            &requiring("maturin @ git+https://example.org/maturin", ""),
        )],
    );
}

#[test]
fn extras_with_a_meaning_of_their_own() {
    let rule = "metadata/extra-without-effect";
    let cargo = format!("{CRATE}[features]\nfast = []\n");
    for extras in ["fast = [\"numpy>=2\"]", "old = []"] {
        let manifest = project(&format!("optional-dependencies.{extras}"));
        silent(rule, &[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)]);
    }
    let manifest = project("optional-dependencies.Fast = []");
    speaks(
        rule,
        "`Fast`",
        &[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)],
    );
}
