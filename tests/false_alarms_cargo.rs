//! What good projects do in Cargo.toml and Cargo.lock and must not hear about; and what must be seen.

mod said;

use said::{BUILD, CRATE, project, pyproject, repaired_at, says, silent, speaks};

#[test]
fn tables_for_targets_may_hold_dependencies() {
    let rule = "cargo/target-rustflags";
    let cargo = |rest: &str| format!("{CRATE}{rest}");
    silent(
        rule,
        &[
            ("pyproject.toml", BUILD),
            (
                "Cargo.toml",
                &cargo(
                    "[target.'cfg(unix)'.dependencies]\nrustflags = \"0.1\"\n[dependencies]\nrunner = \"1\"\n",
                ),
            ),
            (".cargo/config.toml", "[target.x]\nrustflags = [\"-C\", \"a\"]\n"),
        ],
    );
    for rest in [
        "[target.'cfg(unix)']\nlinker = \"lld\"\n",
        "[build]\nrustflags = []\n",
    ] {
        speaks(
            rule,
            "Cargo.toml:5:1: warning",
            &[("pyproject.toml", BUILD), ("Cargo.toml", &cargo(rest))],
        );
    }
    let path = pyproject("[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    let root = "[workspace]\nmembers = [\"py\"]\n[target.x]\nrustflags = []\n";
    let files = [
        ("pyproject.toml", path.as_str()),
        ("Cargo.toml", root),
        ("py/Cargo.toml", CRATE),
    ];
    speaks(rule, "Cargo.toml:4:1: warning", &files);
}

#[test]
fn what_maturin_read_of_old_or_what_changes_nothing() {
    let rule = "cargo/package-metadata-maturin";
    let table = |rest: &str| format!("{CRATE}[package.metadata.maturin]\n{rest}");
    let old = BUILD.replace(">=1.16,<2", ">=0.13,<0.15");
    silent(
        rule,
        &[
            ("pyproject.toml", &old),
            ("Cargo.toml", &table("name = \"a._b\"\n")),
        ],
    );
    let other = format!("{CRATE}[package.metadata.docs]\nname = \"a\"\n");
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &other)]);
    let named = pyproject("[tool.maturin]\nmodule-name = \"a._b\"\npython-source = \"python\"\n");
    for same in [
        "name = \"a._b\"\n",
        "module-name = \"a._b\"\n",
        "python-source = \"./python\"\n",
        "strip = true\n",
        "",
    ] {
        let files = [("pyproject.toml", named.as_str()), ("Cargo.toml", &table(same))];
        speaks(rule, "Cargo.toml:4:19: info", &files);
        assert_eq!(repaired_at("Cargo.toml", rule, &files), CRATE);
    }
    for (rest, told) in [
        (
            "name = \"a._c\"\n",
            "warning[cargo/package-metadata-maturin] nobody reads `name` here: the module is `a._b`",
        ),
        (
            "python-source = \"src\"\n",
            "does not look for the package in `src`",
        ),
        (
            "requires-python = \">=3.9\"\n",
            "maturin stops at `requires-python` here",
        ),
    ] {
        speaks(
            rule,
            told,
            &[("pyproject.toml", &named), ("Cargo.toml", &table(rest))],
        );
    }
}

#[test]
fn libraries_may_share_a_name_that_no_folder_has_to_hold_twice() {
    let rule = "cargo/lib-name-shared";
    let path = pyproject("[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"\n");
    let krate = |name: &str, lib: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\n[lib]\n{lib}\n[dependencies]\n")
    };
    let said = |members: &str, own: &str, other: &str| {
        let root = format!("[workspace]\n{members}\n");
        says(
            rule,
            &[
                ("pyproject.toml", &path),
                ("Cargo.toml", &root),
                ("py/Cargo.toml", own),
                ("other/Cargo.toml", other),
            ],
        )
    };
    let members = "members = [\"py\", \"o*\"]";
    let own = krate("demo-py", "name = \"demo\"\ncrate-type = [\"cdylib\"]");
    let shared = "name = \"demo\"\ncrate-type = [\"cdylib\", \"rlib\"]";
    for (members, other) in [
        (members, krate("demo", "")),
        (members, krate("demo", "crate-type = [\"rlib\"]")),
        (members, krate("other", "crate-type = [\"cdylib\"]")),
        (members, krate("web", shared) + "wasm-bindgen = \"0.2\"\n"),
        ("members = [\"py\"]", krate("other", shared) + "pyo3 = \"0.30\"\n"),
        (
            "members = [\"py\", \"o*\"]\nexclude = [\"other\"]",
            krate("other", shared) + "pyo3 = \"0.30\"\n",
        ),
    ] {
        assert_eq!(said(members, &own, &other), "", "{members} {other}");
    }
    assert!(said(members, &own, &krate("node", shared)).contains("py/Cargo.toml:5:8: info"));
    let python = krate("other", shared) + "pyo3 = \"0.30\"\n";
    assert!(said(members, &own, &python).contains("`other/Cargo.toml` makes a library called `demo` too"));
    assert!(said(members, &krate("demo", ""), &python).contains("py/Cargo.toml:2:8: warning"));
}

#[test]
fn a_lock_is_missing_only_where_cargo_may_not_make_it() {
    let rule = "cargo/lock-missing";
    let keys = |keys: &str| pyproject(&format!("[tool.maturin]\n{keys}\n"));
    for free in ["", "locked = false", "frozen = false"] {
        silent(rule, &[("pyproject.toml", &keys(free)), ("Cargo.toml", CRATE)]);
    }
    let locked = keys("locked = true");
    let lock = ("Cargo.lock", "version = 4\n");
    silent(rule, &[("pyproject.toml", &locked), ("Cargo.toml", CRATE), lock]);
    silent(
        rule,
        &[
            ("pyproject.toml", &locked),
            ("Cargo.toml", CRATE),
            ("Makefile", "wheel:\n\tcargo generate-lockfile\n"),
        ],
    );
    let frozen = keys("manifest-path = \"py/Cargo.toml\"\nfrozen = true");
    let root = ("Cargo.toml", "[workspace]\nmembers = [\"py\"]\n");
    silent(
        rule,
        &[("pyproject.toml", &frozen), root, ("py/Cargo.toml", CRATE), lock],
    );
    let misplaced = ("py/Cargo.lock", "version = 4\n");
    let files = [
        ("pyproject.toml", frozen.as_str()),
        root,
        ("py/Cargo.toml", CRATE),
        misplaced,
    ];
    speaks(rule, "with `frozen` cargo may not write `Cargo.lock`", &files);
}

#[test]
fn a_lock_holds_what_is_asked_for_or_is_nobody_elses() {
    let rule = "cargo/lock-unsatisfied";
    let package = |name: &str, version: &str, source: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n{source}\n")
    };
    let registry = "source = \"registry+https://example.org\"";
    let held =
        package("ryu", "1.0.5", registry) + &package("ryu", "0.2.1", registry) + &package("own", "3.0.0", "");
    let said = |cargo: &str, rest: &[(&str, &str)]| {
        let cargo = format!("{CRATE}{cargo}");
        let files = [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", cargo.as_str()),
            ("Cargo.lock", &held),
        ];
        says(rule, &[&files, rest].concat())
    };
    for good in [
        "[dependencies]\nryu = \"1\"\n",
        "[dependencies]\nryu = \"0.2\"\n",
        "[dependencies]\nfast = { package = \"ryu\", version = \"1.0.2\" }\n",
        "[dependencies]\ngone = { path = \"gone\", version = \"2\" }\n",
        "[dependencies]\ngone = { git = \"https://example.org\", version = \"2\" }\n",
        "[dependencies]\nown = \"4\"\n",
        "[dependencies]\nryu = \"{{ version }}\"\n",
        "[dependencies]\nryu = \"2\"\n[patch.crates-io]\nryu = { path = \"ryu\" }\n",
        "[dependencies]\nryu.workspace = true\n[workspace.dependencies]\nryu = \"1\"\n",
        "[dependencies]\nryu.workspace = true\n[workspace.dependencies]\nryu.path = \"ryu\"\n",
    ] {
        assert_eq!(said(good, &[]), "", "{good}");
    }
    let raised = "[dependencies]\nryu = \"1.0.6\"\n";
    assert!(said(raised, &[]).contains("`Cargo.lock` has `ryu` at `1.0.5`, which `1.0.6` excludes"));
    assert_eq!(said(raised, &[(".gitignore", "/target\n/Cargo.lock\n")]), "");
    for table in [
        "dev-dependencies",
        "build-dependencies",
        "target.'cfg(unix)'.dependencies",
    ] {
        let new = format!("[{table}]\nnew = \"1\"\n");
        assert!(
            said(&new, &[]).contains("`Cargo.lock` does not have `new`"),
            "{table}"
        );
    }
    let shared = "[dependencies]\nfast.workspace = true\n[workspace.dependencies]\nfast = { package = \"ryu\", version = \"3\" }\n";
    assert!(said(shared, &[]).contains("Cargo.toml:7:37: warning"));
    let unlocked = project("");
    silent(
        rule,
        &[
            ("pyproject.toml", &unlocked),
            ("Cargo.toml", &format!("{CRATE}{raised}")),
        ],
    );
}
