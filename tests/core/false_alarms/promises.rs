//! What good projects promise about Pythons and must not hear about; and what must be seen.

use crate::said::{BUILD, CRATE, project, repaired, says, silent, speaks};

/// What `rule` says of a project with these lines below `[project]` and a crate with those.
fn with(rule: &str, lines: &str, cargo: &str) -> String {
    says(
        rule,
        &[
            ("pyproject.toml", &project(lines)),
            ("Cargo.toml", &format!("{CRATE}{cargo}")),
        ],
    )
}

/// A lock that holds this PyO3.
fn lock(pyo3: &str) -> String {
    format!("version = 4\n[[package]]\nname = \"pyo3\"\nversion = \"{pyo3}\"\nsource = \"registry+x\"\n")
}

#[test]
fn a_promise_that_pyo3_keeps() {
    let rule = "python/pyo3-floor";
    let pyo3 = |version: &str| format!("[dependencies]\npyo3 = \"{version}\"\n");
    for (requires, version) in [
        (">=3.9", "0.30"),
        (">=3.8", "0.29"),
        (">=3.7", "0.28"),
        (">=3.7", ">=0.20, <0.31"),
        (">=3.6", "0.15"),
        (">=3.8,!=3.8.*", "0.30"),
        (">3.8.99,<4", "0.30"),
        ("==3.12.*", "0.30"),
        (">=3.8", "0.31"),
        (">=3.8", "1.0"),
        ("", "0.30"),
    ] {
        let requires = format!("requires-python = \"{requires}\"");
        assert_eq!(with(rule, &requires, &pyo3(version)), "", "{requires} {version}");
    }
    for (requires, version, told) in [
        (">=3.8", "0.30", "allows Python 3.8, but PyO3 0.30 needs 3.9"),
        (">=3.6", "0.30.1", "allows Python 3.6, but PyO3 0.30 needs 3.9"),
        ("~=3.7", "=0.29.0", "allows Python 3.7, but PyO3 0.29 needs 3.8"),
        (">=3.6", "0.16", "allows Python 3.6, but PyO3 0.16 needs 3.7"),
    ] {
        let requires = format!("requires-python = \"{requires}\"");
        assert!(
            with(rule, &requires, &pyo3(version)).contains(told),
            "{requires} {version}"
        );
    }
}

#[test]
fn only_an_extension_module_needs_what_pyo3_needs() {
    let rule = "python/pyo3-floor";
    let old = "requires-python = \">=3.7\"\n";
    let stable = "[dependencies]\npyo3 = { version = \"0.30\", features = [\"abi3-py310\"] }\n";
    assert_eq!(
        with(rule, old, stable),
        "",
        "`python/abi3-above-requires` says it"
    );
    let optional = "[dependencies]\npyo3 = { version = \"0.30\", optional = true }\n";
    assert_eq!(with(rule, old, optional), "");
    let pyo3 = "[dependencies]\npyo3 = \"0.30\"\n";
    let program = format!("{old}[tool.maturin]\nbindings = \"bin\"");
    assert_eq!(with(rule, &program, pyo3), "");
    let (manifest, cargo) = (project(old), format!("{CRATE}{pyo3}"));
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", &cargo)];
    let main = ("src/main.rs", "fn main() {}");
    silent(rule, &[files[0], files[1], main]);
    silent(rule, &[files[0], files[1], ("Cargo.lock", &lock("0.28.3"))]);
    speaks(rule, "PyO3 0.30", &[files[0], files[1], main, ("src/lib.rs", "")]);
    let wide = format!("{CRATE}[dependencies]\npyo3 = \">=0.20\"\n");
    speaks(
        rule,
        "PyO3 0.30",
        &[files[0], ("Cargo.toml", &wide), ("Cargo.lock", &lock("0.30.1"))],
    );
    assert!(repaired(rule, &files).contains("requires-python = \">=3.9\"\n"));
}

#[test]
fn pythons_are_required_or_not_asked_for() {
    let rule = "python/requires-missing";
    let pyo3 = "[dependencies]\npyo3 = \"0.30\"\n";
    for (lines, cargo) in [
        ("requires-python = \">=3.9\"", pyo3),
        ("requires-python = \"not a specifier\"", pyo3),
        ("dynamic = [\"requires-python\"]", pyo3),
        ("[tool.maturin]\nbindings = \"bin\"", pyo3),
        ("", "[dependencies]\nserde = \"1\"\n"),
        ("", "[dependencies]\npyo3 = \"0.31\"\n"),
    ] {
        assert_eq!(with(rule, lines, cargo), "", "{lines} {cargo}");
    }
    let cargo = format!("{CRATE}{pyo3}");
    silent(rule, &[("pyproject.toml", BUILD), ("Cargo.toml", &cargo)]);
    let fixed = |lines: &str| {
        repaired(
            rule,
            &[("pyproject.toml", &project(lines)), ("Cargo.toml", &cargo)],
        )
    };
    assert!(fixed("").contains("requires-python = \">=3.9\""));
    let classifiers = |minor| format!("classifiers = [\"Programming Language :: Python :: 3.{minor}\"]");
    assert!(fixed(&classifiers(11)).contains("requires-python = \">=3.11\""));
    assert!(fixed(&classifiers(8)).contains("requires-python = \">=3.9\""));
}

#[test]
fn a_lower_bound_alone_or_one_python_is_no_cap() {
    let rule = "python/requires-cap";
    for good in [">=3.11", "==3.12.*", "~=3.11", ">=3.11,!=3.13.1", "<4", ""] {
        assert_eq!(
            with(rule, &format!("requires-python = \"{good}\""), ""),
            "",
            "{good}"
        );
    }
    for (capped, free) in [
        (">=3.11, <4.0", ">=3.11"),
        ("<3.15,>=3.11", ">=3.11"),
        (">=3.10,<=3.14,!=3.12.0", ">=3.10,!=3.12.0"),
    ] {
        let manifest = project(&format!("requires-python = \"{capped}\""));
        let files = [("pyproject.toml", manifest.as_str())];
        speaks(rule, "info[python/requires-cap]", &files);
        assert_eq!(repaired(rule, &files), manifest.replace(capped, free));
    }
}
