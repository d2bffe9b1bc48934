//! What keeps jobs from building or publishing the project, and what does not.

use crate::said::{BUILD, CRATE, silent, speaks};

/// A workflow that builds and publishes, with parts of it exchanged.
fn workflow(parts: &[(&str, &str)]) -> String {
    let whole = "\
on:
  push:
    tags: [\"v*\"]
permissions: {}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - uses: actions/setup-python@v6
        with: { python-version: \"3.12\" }
      - uses: PyO3/maturin-action@v1
        with: { args: --release --out dist }
      - uses: actions/upload-artifact@v7
        with: { name: wheels, path: dist }
  publish:
    needs: build
    runs-on: ubuntu-24.04
    permissions: { id-token: write }
    steps:
      - uses: actions/download-artifact@v8
        with: { name: wheels, path: dist }
      - uses: pypa/gh-action-pypi-publish@v1.14.2
";
    parts.iter().fold(whole.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

fn check(rule: &str, part: Option<&str>, parts: &[(&str, &str)]) {
    let text = workflow(parts);
    let files = [
        ("pyproject.toml", BUILD),
        ("Cargo.toml", CRATE),
        (".github/workflows/release.yml", text.as_str()),
    ];
    match part {
        Some(part) => speaks(rule, part, &files),
        None => silent(rule, &files),
    }
}

#[test]
fn machines_that_are_gone() {
    let rule = "ci/runner-retired";
    let label = "runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout";
    for (gone, part) in [
        ("macos-13", Some("macos-13")),
        ("[windows-2019]", None),
        ("windows-2019", Some("never starts")),
        ("macos-15-intel", None),
        ("ubuntu-latest", None),
        ("my-ubuntu-20.04", None),
        ("${{ inputs.runner }}", None),
    ] {
        let new = format!("runs-on: {gone}\n    steps:\n      - uses: actions/checkout");
        check(rule, part, &[(label, &new)]);
    }
    let matrix = "strategy: { matrix: { os: [ubuntu-24.04, macos-12] } }\n    runs-on: ${{ matrix.os }}\n    \
        steps:\n      - uses: actions/checkout";
    check(rule, Some(":7:46"), &[(label, matrix)]);
}

#[test]
fn rights_that_are_missing() {
    let rule = "ci/permission-missing";
    let upload = "      - uses: pypa/gh-action-pypi-publish@v1.14.2\n";
    let release = |with: &str| format!("      - uses: softprops/action-gh-release@v3\n{with}{upload}");
    let plain = release("");
    check(rule, Some("contents: write"), &[(upload, &plain)]);
    let own = release("        with: { token: \"${{ secrets.RELEASE }}\" }\n");
    check(rule, None, &[(upload, &own)]);
    let env = release("        env: { GITHUB_TOKEN: \"${{ secrets.GITHUB_TOKEN }}\" }\n");
    check(rule, Some("contents: write"), &[(upload, &env)]);
    let rights = "permissions: { id-token: write }";
    for granted in [
        "permissions: { id-token: write, contents: write }",
        "permissions: write-all",
        "permissions: ${{ x }}",
    ] {
        check(rule, None, &[(upload, &plain), (rights, granted)]);
    }
    check(
        rule,
        None,
        &[
            (upload, &plain),
            ("permissions: {}\n", ""),
            ("    permissions: { id-token: write }\n", ""),
        ],
    );
    let attest = format!("      - uses: actions/attest@v4\n{upload}");
    check(rule, Some("attestations: write"), &[(upload, &attest)]);
}

#[test]
fn a_python_whose_zero_is_lost() {
    let rule = "ci/python-version-cut";
    let version = "python-version: \"3.12\"";
    for (new, part) in [
        ("python-version: 3.10", Some("3.10")),
        ("python-version: \"3.10\"", None),
        ("python-version: 3.1", None),
        ("python-version: 3.11", None),
    ] {
        check(rule, part, &[(version, new)]);
    }
}

#[test]
fn tags_and_systems() {
    let rule = "ci/tag-never-matches";
    for (tags, part) in [
        ("['v\\d+']", Some("v\\d+")),
        ("['^v*']", Some("^v*")),
        ("['v\\d+', 'v*']", None),
        ("['v[0-9]+.[0-9]+']", None),
        ("['v1\\.*']", None),
        ("['!v0*']", None),
    ] {
        check(rule, part, &[("[\"v*\"]", tags)]);
    }
    let rule = "ci/publish-off-linux";
    check(rule, None, &[]);
    check(
        rule,
        Some("Linux alone"),
        &[(
            "needs: build\n    runs-on: ubuntu-24.04",
            "needs: build\n    runs-on: macos-latest",
        )],
    );
}
