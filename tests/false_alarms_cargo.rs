//! What good projects do in Cargo.toml and Cargo.lock and must not hear about; and what must be seen.

mod said;

use said::{BUILD, CRATE, pyproject, silent, speaks};

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
