//! What keeps jobs from building or publishing the project, and what does not.

use crate::said::{BUILD, CRATE, repaired_at, silent, speaks};

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
        ("[windows-2019]", Some("windows-2019")),
        ("[self-hosted, windows-2019]", None),
        ("{ group: large, labels: macos-13 }", None),
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

#[test]
fn versions_of_actions() {
    let rule = "ci/action-unusable";
    let build = "      - uses: PyO3/maturin-action@v1\n";
    for (uses, part) in [
        ("actions/cache@v2", Some("actions/cache@v2")),
        ("actions/cache/restore@v4.1.0", Some("no longer runs")),
        ("actions/cache@v3", None),
        ("astral-sh/setup-uv@v9", Some("does not exist")),
        ("astral-sh/setup-uv@v9.0.0", None),
    ] {
        check(rule, part, &[(build, &format!("      - uses: {uses}\n{build}"))]);
    }
    let upload = "gh-action-pypi-publish@v1.14.2";
    let old = "gh-action-pypi-publish@v1.10.0";
    check(rule, Some("refuses the wheels"), &[(upload, old)]);
    // A maturin that is held back writes what the old action knows.
    let held = "with: { maturin-version: v1.7.4, args: --release";
    check(rule, None, &[(upload, old), ("with: { args: --release", held)]);
}

#[test]
fn repositories_that_are_not_checked_out() {
    let rule = "ci/checkout-missing";
    let checkout = "      - uses: actions/checkout@v7\n";
    check(rule, Some(":11:15"), &[(checkout, "")]);
    for other in [
        "      - run: git clone https://example.org/demo .\n",
        "      - uses: somebody/fetch@v1\n",
        "      - uses: actions/download-artifact@v8\n        with: { name: sources }\n",
        "      - uses: somebody/checkout@v1\n",
    ] {
        check(rule, None, &[(checkout, other)]);
    }
    let own = "runs-on: self-hosted\n    steps:\n";
    check(
        rule,
        None,
        &[(checkout, ""), ("runs-on: ubuntu-24.04\n    steps:\n", own)],
    );
}

#[test]
fn tokens_that_are_not_read() {
    let rule = "ci/token-unread";
    let action = "      - uses: pypa/gh-action-pypi-publish@v1.14.2\n";
    let identity = "    permissions: { id-token: write }\n";
    let upload = |command: &str, env: &str| format!("      - run: {command}\n        env: {{ {env} }}\n");
    let secret = |name: &str| format!("{name}: \"${{{{ secrets.TOKEN }}}}\"");
    for (command, env, part) in [
        (
            "uvx maturin upload dist/*",
            secret("TWINE_PASSWORD"),
            Some("`MATURIN_PYPI_TOKEN`"),
        ),
        ("uv publish", secret("PYPI_TOKEN"), Some("`UV_PUBLISH_TOKEN`")),
        (
            "twine upload dist/*",
            secret("MATURIN_PYPI_TOKEN"),
            Some("`TWINE_PASSWORD`"),
        ),
        ("uvx maturin upload dist/*", secret("MATURIN_PYPI_TOKEN"), None),
        ("uv publish --token $PYPI_TOKEN", secret("PYPI_TOKEN"), None),
        (
            "twine upload -u __token__ -p $PYPI_TOKEN dist/*",
            secret("PYPI_TOKEN"),
            None,
        ),
        (
            "UV_PUBLISH_TOKEN=$PYPI_TOKEN uv publish",
            secret("PYPI_TOKEN"),
            None,
        ),
        ("./publish.sh", secret("PYPI_TOKEN"), None),
        ("uv publish", secret("GITHUB_TOKEN"), None),
        ("uv publish", "PYPI_TOKEN: none".to_owned(), None),
    ] {
        check(rule, part, &[(action, &upload(command, &env)), (identity, "")]);
    }
    // The job may prove which workflow runs.
    check(
        rule,
        Some("passes over the token"),
        &[(action, &upload("uv publish", &secret("PYPI_TOKEN")))],
    );
}

#[test]
fn conditions_that_always_hold() {
    let rule = "ci/condition-always-true";
    let job = "    needs: build\n";
    let step = "      - uses: pypa/gh-action-pypi-publish@v1.14.2\n";
    let holds = Some("always holds");
    for (condition, part) in [
        ("${{ github.ref_type }} == 'tag'", holds),
        ("${{ vars.PUBLISH }} && inputs.really", holds),
        ("\"${{ github.ref_type == 'tag' }} \"", holds),
        ("|\n      ${{ github.ref_type == 'tag' }}", holds),
        (">\n      ${{ github.ref_type == 'tag' }}", holds),
        ("|-\n      ${{ github.ref_type == 'tag' }}", None),
        ("|\n      github.ref_type == 'tag'", None),
        ("${{ github.ref_type == 'tag' }}", None),
        ("\"${{ github.ref_type == 'tag' }}\"", None),
        ("github.ref_type == 'tag'", None),
        ("${{ vars.ONE }}${{ vars.OTHER }}", None),
        ("always()", None),
    ] {
        check(rule, part, &[(job, &format!("{job}    if: {condition}\n"))]);
        let inner = condition.replace("\n      ", "\n          ");
        check(rule, part, &[(step, &format!("{step}        if: {inner}\n"))]);
    }
    for (condition, mended) in [
        ("${{ github.ref_type }} == 'tag'", "github.ref_type == 'tag'"),
        ("'${{ vars.A }} && inputs.b'", "'vars.A && inputs.b'"),
        ("'!${{ vars.A || vars.B }}'", "'!(vars.A || vars.B)'"),
    ] {
        let conditional = |condition: &str| workflow(&[(job, &format!("{job}    if: {condition}\n"))]);
        let path = ".github/workflows/release.yml";
        let release = conditional(condition);
        let files = [
            ("pyproject.toml", BUILD),
            ("Cargo.toml", CRATE),
            (path, release.as_str()),
        ];
        assert_eq!(
            repaired_at(path, rule, &files),
            conditional(mended),
            "{condition}"
        );
    }
}

#[test]
fn environments_that_are_not_active() {
    let rule = "ci/develop-outside-environment";
    let build = "      - uses: PyO3/maturin-action@v1\n        with: { args: --release --out dist }\n";
    let missing = Some("no virtual environment is active");
    let make = "python -m venv env";
    for (scripts, part) in [
        (&["maturin develop"][..], missing),
        (&[make, "maturin develop"], missing),
        (
            &[
                "python -m venv env && . env/bin/activate && pip install maturin",
                "maturin develop",
            ],
            missing,
        ),
        (
            &["uv venv env", "source env/bin/activate", "maturin develop"],
            missing,
        ),
        (
            &[
                "virtualenv env",
                "env/Scripts/activate",
                "python -m maturin develop",
            ],
            missing,
        ),
        (&[make, ". env/bin/activate && maturin develop"], None),
        (
            &[
                make,
                "source env/bin/activate; pip install maturin; maturin develop",
            ],
            None,
        ),
        (&["python -m venv .venv", "maturin develop"], None),
        (&["uv venv", "maturin develop"], None),
        (&["python -m venv $FOLDER", "maturin develop"], None),
        (
            &[
                make,
                "echo VIRTUAL_ENV=$PWD/env >> $GITHUB_ENV",
                "maturin develop",
            ],
            None,
        ),
        (&["./prepare", "maturin develop"], None),
    ] {
        let steps: String = scripts
            .iter()
            .map(|script| format!("      - run: {script}\n"))
            .collect();
        check(rule, part, &[(build, &format!("{steps}{build}"))]);
    }
}

#[test]
fn expressions_that_are_refused() {
    let rule = "ci/expression-refused";
    let job = "    needs: build\n";
    let step = "      - uses: pypa/gh-action-pypi-publish@v1.14.2\n";
    for (condition, part) in [
        ("startsWith(github.ref, \"refs/tags/\")", Some("not in `\"`")),
        ("${{ github.ref == \"refs/heads/main\" }}", Some("not in `\"`")),
        ("\"startsWith(github.ref, 'refs/tags/')\"", None),
        ("github.event.head_commit.message != '\"'", None),
        ("secrets.TOKEN != ''", Some("no `secrets`")),
        ("matrix.os == 'linux'", Some("no `matrix`")),
        ("env.PUBLISH", Some("no `env`")),
        ("needs.build.result == 'success' && always()", None),
        ("github.ref = 'x'", Some("no expression")),
        ("contains(github.ref, 'a'", Some("no expression")),
        ("${{ vars.PUBLISH }} && inputs.really", None),
    ] {
        check(rule, part, &[(job, &format!("{job}    if: {condition}\n"))]);
    }
    for (condition, part) in [
        ("secrets.TOKEN != ''", Some("no `secrets`")),
        (
            "env.TOKEN != '' && matrix.os != 'linux' && runner.os == 'Linux'",
            None,
        ),
        ("steps.x.outputs.y && hashFiles('a')", None),
    ] {
        check(rule, part, &[(step, &format!("{step}        if: {condition}\n"))]);
    }
    let shown = "      - run: echo ${{ secrets.A }} ${{ github.ref == \"x\" }}\n";
    check(rule, Some(":23:36"), &[(step, &format!("{shown}{step}"))]);
    let env = "    runs-on: ${{ env.OS }}\n    needs: build\n";
    check(
        rule,
        Some("no `env`"),
        &[(
            "    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout",
            &format!(
                "{}    steps:\n      - uses: actions/checkout",
                env.replace("    needs: build\n", "")
            ),
        )],
    );
}

#[test]
fn matrices_that_are_refused() {
    let rule = "ci/matrix-refused";
    let steps = "runs-on: ubuntu-24.04\n    steps:\n";
    for (matrix, part) in [
        ("os: [a, b]\n        exclude: [{ os: a }]", None),
        ("os: [a, b]\n        exclude: [{ OS: a }]", None),
        (
            "os: [a, b]\n        exclude: [{ runner: a }]",
            Some("no list `runner`"),
        ),
        (
            "os: [a, b]\n        include: [{ os: a, rust: x }]\n        exclude: [{ rust: x }]",
            Some("no list `rust`"),
        ),
        ("os: ${{ fromJSON(vars.OS) }}\n        exclude: [{ os: a }]", None),
        ("os: [a]\n        exclude: [{}]", Some("`exclude` has no values")),
        ("os: [a]\n        include: [{}]", Some("`include` has no values")),
        ("os: [a]\n        include: []", None),
        ("os: [a]\n        exclude: ${{ fromJSON(vars.OS) }}", None),
        (
            "\"${{ insert }}\": ${{ vars.ALL }}\n        exclude: [{ os: a }]",
            None,
        ),
        ("include: [{ os: a }]", None),
        ("os: []", Some("`os` has no values")),
        ("os: []\n        include: [{ os: a }]", Some("`os` has no values")),
        ("{}", Some("neither a list nor `include`")),
        ("exclude: []", Some("neither a list nor `include`")),
        ("include: ${{ fromJSON(vars.OS) }}", None),
    ] {
        let with = format!("strategy:\n      matrix:\n        {matrix}\n    {steps}");
        check(rule, part, &[(steps, &with)]);
    }
}
