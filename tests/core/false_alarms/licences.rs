//! Licences, classifiers and files that good projects name and no rule must complain about; and what they must see.

use crate::said::{self, CRATE, project, repaired, requiring, silent, speaks};

#[test]
fn classifiers_that_the_index_takes_or_may_take() {
    let rule = "metadata/classifier-unknown";
    let list = |classifier: &str| project(&format!("classifiers = [\"Typing :: Typed\", \"{classifier}\"]"));
    for classifier in [
        "Programming Language :: Python :: Free Threading :: 2 - Beta",
        "Programming Language :: Python :: 3.99",
        "Framework :: Django :: 99.1",
        "Private :: Do Not Upload",
    ] {
        silent(rule, &[("pyproject.toml", &list(classifier))]);
    }
    speaks(
        rule,
        "info[",
        &[("pyproject.toml", &list("Framework :: Not Yet Known"))],
    );
    speaks(
        rule,
        "error[",
        &[("pyproject.toml", &list("License :: OSI Approved :: Own"))],
    );
    let twice = list("Typing::Typed");
    assert_eq!(
        repaired(rule, &[("pyproject.toml", &twice)]),
        project("classifiers = [\"Typing :: Typed\"]")
    );
}

#[test]
fn a_table_becomes_an_expression_where_maturin_understands_it() {
    let rule = "metadata/license-table";
    let table = project("license = {text = 'Apache 2.0'} # ours");
    let expression = project("license = \"Apache-2.0\" # ours");
    assert_eq!(repaired(rule, &[("pyproject.toml", &table)]), expression);
    for kept in [
        "license = { file = \"LICENSE\" }",
        "license = { text = \"Proprietary\" }",
    ] {
        let text = project(kept);
        speaks(rule, "`license-files`", &[("pyproject.toml", &text)]);
        assert_eq!(repaired(rule, &[("pyproject.toml", &text)]), text);
    }
    let table = "[project]\nname = \"demo\"\nlicense = { text = \"MIT\" }\n";
    let older = requiring("maturin>=1.4,<2", table);
    speaks(rule, "`MIT`", &[("pyproject.toml", &older)]);
    assert_eq!(repaired(rule, &[("pyproject.toml", &older)]), older);
    silent(
        rule,
        &[("pyproject.toml", &requiring("maturin>=1.4,<1.9", table))],
    );
    silent(rule, &[("pyproject.toml", &project("license = \"MIT\""))]);
}

#[test]
fn names_that_the_index_takes() {
    let rule = "metadata/name-invalid";
    let named = |name: &str| said::pyproject(&format!("[project]\n{name}\n"));
    for name in [
        "name = \"a\"",
        "name = \"De.mo__2-x\"",
        "name = \"{{ name }}\"",
        "dynamic = [\"name\"]",
    ] {
        silent(rule, &[("pyproject.toml", &named(name))]);
    }
    silent(rule, &[("pyproject.toml", &said::pyproject("[tool.maturin]\n"))]);
    for name in [
        "name = \"\"",
        "name = \"my demo\"",
        "name = \"demö\"",
        "name = \"demo-\"",
        "version = \"1\"",
    ] {
        speaks(rule, "error[", &[("pyproject.toml", &named(name))]);
    }
}

#[test]
fn licences_of_crate_and_wheel() {
    let rule = "metadata/disagrees";
    for (wheel, krate, said) in [
        ("\"MIT\"", "MIT", ""),
        ("\"Apache-2.0 OR MIT\"", "MIT/Apache-2.0", ""),
        ("\"MIT AND BSD-3-Clause\"", "MIT", ""),
        ("{ text = \"MIT License\" }", "MIT", ""),
        ("{ file = \"LICENSE\" }", "MIT", ""),
        ("\"GPL-3.0-only\"", "GPL-3.0", ""),
        ("\"Proprietary\"", "MIT", ""),
        ("\"MIT\"", "MIT OR Apache-2.0", "info["),
        ("{ text = \"MIT\" }", "Apache-2.0", "warning["),
    ] {
        let manifest = project(&format!("license = {wheel}"));
        let cargo = format!("{CRATE}license = \"{krate}\"\n");
        let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", &cargo)];
        match said {
            "" => silent(rule, &files),
            said => speaks(rule, said, &files),
        }
    }
}

#[test]
fn files_that_are_there_or_may_be_made() {
    let (readme, license) = ("files/readme-missing", "metadata/license-file-missing");
    let named = project("readme = { file = \"docs/README.md\", content-type = \"text/markdown\" }");
    let files = [("pyproject.toml", named.as_str()), ("Cargo.toml", CRATE)];
    speaks(readme, "`docs/README.md`", &files);
    silent(readme, &[files[0], files[1], ("docs/README.md", "")]);
    silent(readme, &[files[0], files[1], (".gitignore", "/docs/README.md\n")]);
    let step = "jobs:\n  a:\n    steps:\n      - run: cp README.md docs\n";
    silent(readme, &[files[0], files[1], (".github/workflows/ci.yml", step)]);
    let outside = project("readme = \"../README.md\"\nlicense = { file = \"../LICENSE\" }");
    let files = [("pyproject.toml", outside.as_str()), ("Cargo.toml", CRATE)];
    silent(readme, &[files[0], files[1], ("../README.md", "")]);
    silent(license, &[files[0], files[1], ("../LICENSE", "")]);
    let krate = format!("{CRATE}readme = \"NO.md\"\nlicense-file = \"NO\"\n");
    let files = [("pyproject.toml", said::BUILD), ("Cargo.toml", &krate)];
    speaks(readme, "Cargo.toml:4:10: error[", &files);
    speaks(license, "Cargo.toml:5:16: error[", &files);
    let none = format!("{CRATE}readme = false\n");
    silent(readme, &[("pyproject.toml", said::BUILD), ("Cargo.toml", &none)]);
}

#[test]
fn patterns_of_licence_files() {
    let rule = "metadata/license-file-missing";
    let patterns = |patterns: &str| project(&format!("license-files = [{patterns}]"));
    let texts = [
        ("LICENSES/MIT.txt", ""),
        ("LICENSE-MIT", ""),
        ("vendor/a/b/NOTICE", ""),
    ];
    for pattern in [
        "LICEN[CS]E*",
        "LICENSES/*",
        "LICENSES/MIT.txt",
        "vendor/**/NOTICE",
        "**/NOTICE",
        "vendor/*/b/NOTICE",
    ] {
        let manifest = patterns(&format!("\"{pattern}\""));
        let mut files = vec![("pyproject.toml", manifest.as_str()), ("Cargo.toml", CRATE)];
        files.extend(texts);
        silent(rule, &files);
    }
    for pattern in ["*.txt", "LICENSES/*/*", "LICENCE"] {
        let manifest = patterns(&format!("\"{pattern}\""));
        let mut files = vec![("pyproject.toml", manifest.as_str()), ("Cargo.toml", CRATE)];
        files.extend(texts);
        speaks(rule, pattern, &files);
    }
}
