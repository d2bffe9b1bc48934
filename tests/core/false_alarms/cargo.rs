//! What good projects do in Cargo.toml and must not hear about; and what must be seen.

use crate::said::{BUILD, CRATE, pyproject, repaired_at, says, silent, speaks};

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
            "warning[cargo/package-metadata-maturin] maturin does not read `name` here: the module is `a._b`",
        ),
        (
            "python-source = \"src\"\n",
            "does not look for the package in `src`",
        ),
        (
            "requires-python = \">=3.9\"\n",
            "maturin fails because of `requires-python` here",
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
    assert!(said(members, &own, &python).contains("crate `other` also builds a library named `demo`"));
    assert!(said(members, &krate("demo", ""), &python).contains("py/Cargo.toml:2:8: warning"));
    let root = format!("[workspace]\n{members}\n");
    let source = "pub use shared::*;\n";
    let files = [
        ("pyproject.toml", path.as_str()),
        ("Cargo.toml", &root),
        ("py/Cargo.toml", &own),
        ("other/Cargo.toml", &python),
        ("py/src/lib.rs", source),
        ("other/src/lib.rs", source),
    ];
    speaks(rule, "py/Cargo.toml:5:8: info", &files);
}

#[test]
fn what_is_inherited_stands_in_the_workspace() {
    let rule = "cargo/inherits-nothing";
    let crate_of = |rest: &str| format!("[package]\nname = \"demo\"\n{rest}");
    let own = crate_of("version.workspace = true\n");
    speaks(
        rule,
        "no workspace",
        &[("pyproject.toml", BUILD), ("Cargo.toml", &own)],
    );
    let root = format!("{own}[workspace.package]\nversion = \"1.0.0\"\n");
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &root)]);
    let lints = crate_of("version = \"1.0.0\"\n[lints]\nworkspace = true\n[workspace]\n");
    speaks(
        rule,
        "`[workspace.lints]`",
        &[("pyproject.toml", BUILD), ("Cargo.toml", &lints)],
    );
    let tests = crate_of(
        "version = \"1.0.0\"\n[target.'cfg(unix)'.dev-dependencies]\nfoo = { workspace = true }\n[workspace]\n",
    );
    speaks(
        rule,
        "no `foo`",
        &[("pyproject.toml", BUILD), ("Cargo.toml", &tests)],
    );
    // The workspace stands where this project does not see it.
    let above = crate_of("version.workspace = true\nworkspace = \"../..\"\n");
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &above)]);
}
