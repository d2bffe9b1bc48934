//! What good projects do with toolchains, flags and interpreters in CI, which the rules must not complain about.

use crate::said::{self, BUILD, CI, CRATE, action, job, pyproject, script, speaks};

/// The build that is published, with what stands in its job and its step.
fn published(job: &str, step: &str) -> String {
    format!(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n{job}    steps:\n      - uses: actions/checkout@v7\n\
         \x20     - run: maturin build --release --zig --out dist\n{step}      - uses: pypa/gh-action-pypi-publish@v1\n"
    )
}

#[test]
fn processors_are_chosen_for_what_is_not_published() {
    let rule = "cargo/target-cpu-native";
    let says = |config: &str, ci: &str| {
        said::says(
            rule,
            &[
                ("pyproject.toml", BUILD),
                ("Cargo.toml", CRATE),
                (".cargo/config.toml", config),
                (CI, ci),
            ],
        )
    };
    let native = "[build]\nrustflags = \"-Ctarget-cpu=native\"\n";
    let release = published("", "");
    let flags = "env: { RUSTFLAGS: -C target-cpu=native }\n";
    let bench =
        format!("{release}  bench:\n    runs-on: x\n    {flags}    steps:\n      - run: cargo bench\n");
    for (config, ci) in [
        (native, script("cargo bench")),
        (native, published("", "      - run: rm .cargo/config.toml\n")),
        (native, published("    env: { RUSTFLAGS: -Cdebuginfo=1 }\n", "")),
        (
            "[build]\nrustflags = [\"-C\", \"target-cpu=x86-64-v2\"]\n",
            release.clone(),
        ),
        ("[profile.release]\n# target-cpu=native\n", release.clone()),
        ("", bench),
    ] {
        assert_eq!(says(config, &ci), "", "{config} {ci}");
    }
    assert!(says(native, &release).starts_with(".cargo/config.toml:2:13: warning"));
    assert!(says("", &published(&format!("    {flags}"), "")).contains("ci.yml:5:23"));
    let own = pyproject("[tool.maturin]\nrustc-args = [\"-Ctarget-cpu=native\"]\n");
    speaks(
        rule,
        "pyproject.toml:4:15",
        &[("pyproject.toml", &own), ("Cargo.toml", CRATE), (CI, &release)],
    );
}

#[test]
fn runs_that_keep_their_stable_abi_are_right() {
    let rule = "python/abi3t-one-run";
    let features = "features = [{ feature = \"pyo3/abi3-py311\", python-version = \"<3.15\" }, { feature = \"pyo3/abi3t-py315\", python-version = \">=3.15\" }]";
    let both = pyproject(&format!("[tool.maturin]\n{features}\n"));
    let crate_with = |features: &str| {
        format!("{CRATE}[dependencies]\npyo3 = {{ version = \"0.30\", features = [{features}] }}\n")
    };
    let says = |pyproject: &str, features: &str, arguments: &str| {
        let ci = script(&format!("maturin build -r -i {arguments}"));
        said::says(
            rule,
            &[
                ("pyproject.toml", pyproject),
                ("Cargo.toml", &crate_with(features)),
                (CI, &ci),
            ],
        )
    };
    for arguments in [
        "3.11",
        "3.15",
        "3.11 3.14t",
        "3.14t 3.15 3.15t",
        "3.11 3.12 3.13 3.14 3.15",
        "python3.11 pypy3.11 python3.15",
        "3.11 $OTHER",
        "3.11 3.15 --features x",
    ] {
        assert_eq!(says(&both, "", arguments), "", "{arguments}");
    }
    assert_eq!(
        says(BUILD, "\"abi3-py311\"", "3.11 3.14t 3.15 3.15t"),
        "",
        "one stable ABI"
    );
    assert_eq!(says(BUILD, "\"abi3t-py315\"", "3.11 3.15"), "", "one stable ABI");
    assert!(says(&both, "", "3.11 3.14t 3.15").contains("Python 3.12 gets no wheel"));
    assert!(
        says(BUILD, "\"abi3-py312\", \"abi3t-py315\"", "python3.12 python3.15t")
            .contains("Python 3.13 gets no wheel")
    );
}

#[test]
fn toolchains_that_the_crate_allows_or_does_not_meet_are_right() {
    let rule = "cargo/msrv-ci";
    let manifest = format!("{CRATE}rust-version = \"1.85\"\n");
    let says = |toolchain: &str, ci: &str| {
        said::says(
            rule,
            &[
                ("pyproject.toml", BUILD),
                ("Cargo.toml", &manifest),
                ("rust-toolchain.toml", toolchain),
                (CI, ci),
            ],
        )
    };
    let set =
        |version: &str, then: &str| job(&format!("      - uses: dtolnay/rust-toolchain@{version}\n{then}"));
    let test = "      - run: cargo test\n";
    for ci in [
        set("1.85", test),
        set("1.85.0", test),
        set("stable", test),
        set("1.70", "      - run: cargo test -p other\n"),
        set("1.70", "      - run: cd other && cargo test\n"),
        set("1.70", "      - run: cargo fmt --check\n"),
        set(
            "1.70",
            "      - run: rustup default stable\n      - run: cargo test\n",
        ),
        set("1.70", "      - uses: PyO3/maturin-action@v1\n"),
        set(
            "1.70",
            "      - run: cargo test\n        env: { RUSTUP_TOOLCHAIN: stable }\n",
        ),
        action("rust-toolchain: nightly"),
    ] {
        assert_eq!(
            said::says(
                rule,
                &[("pyproject.toml", BUILD), ("Cargo.toml", &manifest), (CI, &ci)]
            ),
            "",
            "{ci}"
        );
    }
    for ci in [
        set("1.84.1", test),
        set("1.70", "      - run: maturin build\n"),
        action("rust-toolchain: \"1.80\""),
        script("rustup default 1.75 && cargo check"),
    ] {
        let said = said::says(
            rule,
            &[("pyproject.toml", BUILD), ("Cargo.toml", &manifest), (CI, &ci)],
        );
        assert!(
            said.contains("warning[cargo/msrv-ci] toolchain 1."),
            "{ci}: {said}"
        );
    }
    assert!(says("[toolchain]\nchannel = \"1.80\"\n", "on: push\n").contains("rust-toolchain.toml:2:11"));
    assert_eq!(
        says("[toolchain]\nchannel = \"1.90\"\n", &set("1.70", test)),
        "",
        "the file counts"
    );
}
