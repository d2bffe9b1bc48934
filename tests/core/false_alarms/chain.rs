//! Releases whose links meet, as real projects write them, and beside each what breaks one.

use crate::said::{BOUND, project, read, says};
use ironwheel::engine::check::{Selection, run};

/// A release of wheels from two jobs, with parts that can be exchanged.
pub const RELEASE: &str = "on:
  push:
    tags: ['v*']
permissions:
  contents: read
jobs:
  linux:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - uses: PyO3/maturin-action@v1
        with: { manylinux: auto, args: --release --out dist -i 3.11 }
      - uses: actions/upload-artifact@v7
        with:
          name: wheels-linux
          path: dist
  macos:
    strategy:
      matrix: { os: [macos-15, macos-15-intel] }
    runs-on: ${{ matrix.os }}
    steps:
      - uses: actions/checkout@v7
      - uses: PyO3/maturin-action@v1
        with: { args: --release --out dist -i 3.11 }
      - uses: actions/upload-artifact@v7
        with:
          name: wheels-${{ matrix.os }}
          path: dist/*.whl
  publish:
    needs: [linux, macos]
    runs-on: ubuntu-24.04
    permissions: { id-token: write }
    steps:
      - uses: actions/download-artifact@v8
        with: { pattern: wheels-*, path: dist, merge-multiple: true }
      - uses: pypa/gh-action-pypi-publish@v1
";

/// The rules about links, without their family.
const RULES: [&str; 10] = [
    "artifact-action-retired",
    "artifact-empty",
    "artifact-missing",
    "artifact-name-taken",
    "files-elsewhere",
    "id-token-missing",
    "needs-missing",
    "python-outside-container",
    "upload-unreachable",
    "wheels-left",
];

/// The release with each text in the place of another.
pub fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(RELEASE.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    })
}

/// The rules that speak of a workflow, each once, in the order of what they say; `other` are more files.
pub fn rules(workflow: &str, other: &[(&str, &str)]) -> Vec<&'static str> {
    let manifest = project("version = \"0.1.0\"\nrequires-python = \">=3.11\"");
    let own = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", BOUND),
        (".github/workflows/release.yml", workflow),
    ];
    let selection = Selection {
        select: Some(RULES.iter().map(|rule| format!("ci/{rule}")).collect()),
        ..Selection::default()
    };
    let findings = run(&read(&[&own, other].concat()), &selection);
    let mut rules: Vec<&str> = findings
        .iter()
        .map(|finding| &finding.rule["ci/".len()..])
        .collect();
    rules.dedup();
    rules
}

pub fn silent(changes: &[(&str, &str)]) {
    assert_eq!(rules(&with(changes), &[]), [""; 0], "{changes:?}");
}

pub fn speaks(rule: &str, changes: &[(&str, &str)]) {
    assert_eq!(rules(&with(changes), &[]), [rule], "{changes:?}");
}

/// What it fetches.
pub const PATTERN: &str = "{ pattern: wheels-*, path: dist, merge-multiple: true }";
/// The name of an artifact of each job in a matrix.
pub const OF_MATRIX: &str = "name: wheels-${{ matrix.os }}";
/// The step that uploads.
pub const PUBLISH: &str = "uses: pypa/gh-action-pypi-publish@v1";

#[test]
fn a_release_that_works_is_left_alone() {
    silent(&[]);
}

#[test]
fn the_right_to_prove_who_one_is_comes_from_the_job_or_its_workflow() {
    let rule = "id-token-missing";
    let own = "    permissions: { id-token: write }\n";
    speaks(rule, &[(own, "")]);
    speaks(
        rule,
        &[
            (own, "    permissions: { contents: write }\n"),
            ("  contents: read\n", "  id-token: write\n"),
        ],
    );
    speaks(
        rule,
        &[
            (own, ""),
            ("permissions:\n  contents: read\n", "permissions: read-all\n"),
        ],
    );
    speaks(rule, &[(own, ""), (PUBLISH, "run: uv publish")]);
    speaks(rule, &[(own, ""), (PUBLISH, "run: uvx twine upload dist/*")]);
    silent(&[
        (own, ""),
        ("  contents: read\n", "  contents: read\n  id-token: write\n"),
    ]);
    silent(&[(own, "    permissions: write-all\n")]);
    for publish in [
        "uses: pypa/gh-action-pypi-publish@v1\n        with: { password: '${{ secrets.PYPI }}' }",
        "uses: pypa/gh-action-pypi-publish@v1\n        with: { repository-url: https://test.example.org/legacy/ }",
        "run: uv publish\n        env: { UV_PUBLISH_TOKEN: '${{ secrets.PYPI }}' }",
        "run: uv publish --keyring-provider subprocess",
        "run: echo \"UV_PUBLISH_TOKEN=$X\" >> $GITHUB_ENV\n      - run: uv publish",
        "uses: company/login@v1\n      - run: uv publish",
        "run: twine upload --repository company dist/*",
    ] {
        silent(&[(own, ""), (PUBLISH, publish)]);
    }
    let by_workflow = "permissions:\n  contents: read\nenv:\n  UV_PUBLISH_TOKEN: ${{ secrets.PYPI }}\n";
    silent(&[
        (own, ""),
        (PUBLISH, "run: uv publish"),
        ("permissions:\n  contents: read\n", by_workflow),
    ]);
}

#[test]
fn a_call_passes_on_no_more_rights_than_it_has() {
    let called = "on:\n  workflow_call:\njobs:\n  go:\n    runs-on: ubuntu-24.04\n    steps:\n      \
                  - uses: actions/download-artifact@v8\n        with: { path: dist, merge-multiple: true }\n      \
                  - uses: pypa/gh-action-pypi-publish@v1\n";
    let start = RELEASE.find("  publish:\n").expect("it is there");
    let granted = |of_call: &str, of_job: &str| {
        let caller = format!(
            "{}  publish:\n    needs: [linux, macos]\n{of_call}    uses: ./.github/workflows/go.yml\n",
            &RELEASE[..start]
        );
        let called = called.replace("    runs-on", &format!("{of_job}    runs-on"));
        let other = [(".github/workflows/go.yml", called.as_str())];
        rules(&caller, &other)
    };
    let grant = "    permissions: { id-token: write }\n";
    assert_eq!(granted(grant, grant), [""; 0]);
    assert_eq!(granted(grant, ""), [""; 0], "what the call has is passed on");
    assert_eq!(granted("", grant), ["id-token-missing"]);
    assert_eq!(granted("", ""), ["id-token-missing"]);
    assert_eq!(granted(grant, "    permissions: {}\n"), ["id-token-missing"]);
}

#[test]
fn some_start_leads_to_the_upload() {
    let rule = "upload-unreachable";
    let on = "on:\n  push:\n    tags: ['v*']\n";
    let condition = |condition: &str| format!("    if: {condition}\n    needs: [linux, macos]\n");
    let needs = "    needs: [linux, macos]\n";
    for (events, never, some) in [
        (
            on,
            "github.event_name == 'release'",
            "github.event_name == 'push'",
        ),
        (
            on,
            "github.ref == 'refs/heads/main'",
            "github.ref == 'refs/tags/v1'",
        ),
        (
            on,
            "startsWith(github.ref, 'refs/tags/py-')",
            "startsWith(github.ref, 'refs/tags/v1')",
        ),
        (
            on,
            "startsWith(github.ref_name, 'release')",
            "contains(github.ref, 'tags')",
        ),
        (on, "github.ref_type == 'branch'", "github.ref_type != 'branch'"),
        (
            on,
            "${{ github.event_name == 'release' && inputs.x }}",
            "${{ github.event_name == 'release' || inputs.x }}",
        ),
        (
            "on:\n  push:\n    tags: ['[0-9]+.*']\n",
            "startsWith(github.ref, 'refs/tags/v')",
            "startsWith(github.ref, 'refs/tags/7')",
        ),
        (
            "on:\n  push: { branches: [main] }\n  pull_request:\n",
            "startsWith(github.ref, 'refs/tags/')",
            "github.ref == 'refs/heads/main'",
        ),
        (
            "on: [push, workflow_dispatch]\n",
            "github.event_name == 'release'",
            "startsWith(github.ref, 'refs/tags/v')",
        ),
        (
            "on:\n  release: { types: [published] }\n",
            "github.event.action == 'created'",
            "github.event.action == 'published'",
        ),
        (
            "on:\n  release: { types: [published] }\n",
            "github.event_name == 'push'",
            "startsWith(github.ref, 'refs/tags/')",
        ),
    ] {
        speaks(rule, &[(on, events), (needs, &condition(never))]);
        silent(&[(on, events), (needs, &condition(some))]);
    }
    silent(&[
        (on, "on:\n  push:\n  workflow_call:\n"),
        (needs, &condition("github.event_name == 'release'")),
    ]);
    silent(&[(needs, &condition("false"))]);
    speaks(
        rule,
        &[(
            PUBLISH,
            "uses: pypa/gh-action-pypi-publish@v1\n        if: github.event_name == 'release'",
        )],
    );
    // A job is skipped with one that it needs, unless it says that it runs all the same.
    let skipped = [(
        "  linux:\n",
        "  linux:\n    if: github.event_name == 'pull_request'\n",
    )];
    speaks(rule, &skipped);
    silent(&[
        skipped[0],
        (needs, &condition("always() && github.event_name == 'push'")),
    ]);
    let joint = [
        ("  linux:\n", "  linux:\n    if: github.event_name == 'push'\n"),
        (on, "on: [push, release]\n"),
    ];
    speaks(
        rule,
        &[
            joint[0],
            joint[1],
            (needs, &condition("github.event_name == 'release'")),
        ],
    );
}

#[test]
fn old_versions_no_longer_run() {
    let rule = "artifact-action-retired";
    let commit = "a8a3f3ad30e3422c9c7b888a15615d19a852ae32 # v3.1.3";
    for old in ["v3", "v2.3.1", "v1", commit] {
        speaks(
            rule,
            &[(
                "actions/upload-artifact@v7",
                &format!("actions/upload-artifact@{old}"),
            )],
        );
        speaks(
            rule,
            &[(
                "actions/download-artifact@v8",
                &format!("actions/download-artifact@{old}"),
            )],
        );
    }
    for other in [
        "company/upload-artifact@v3",
        "actions/upload-artifact@v3-node20",
        "actions/upload-artifact@main",
        "actions/upload-artifact@v4",
        "actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v3",
    ] {
        silent(&[("actions/upload-artifact@v7", other)]);
    }
}

#[test]
fn an_action_that_no_longer_runs_stops_an_upload_that_is_not_understood() {
    let unknown = (
        "      - uses: pypa/gh-action-pypi-publish@v1\n",
        "      - run: ./release.sh\n",
    );
    let retired = ("actions/download-artifact@v8", "actions/download-artifact@v3");
    speaks("artifact-action-retired", &[unknown, retired]);
    silent(&[unknown]);
    // Of a job that waits for no build it is not known whether it is about the project.
    silent(&[unknown, retired, ("    needs: [linux, macos]\n", "")]);
}

#[test]
fn a_python_that_is_set_up_reaches_no_container() {
    let rule = "python-outside-container";
    let build = "      - uses: PyO3/maturin-action@v1\n        with: { manylinux: auto, args: --release --out dist -i 3.11";
    let matrix = |pythons: &str, arguments: &str| {
        let jobs = format!("  linux:\n    strategy:\n      matrix: {{ python: {pythons} }}\n");
        let steps = "      - uses: actions/setup-python@v7\n        with: { python-version: '${{ matrix.python }}' }\n";
        let steps = format!("{steps}{build}").replace(
            "--release --out dist -i 3.11",
            &format!("'--release --out dist {arguments}'"),
        );
        let name = "name: wheels-linux-${{ matrix.python }}";
        with(&[
            ("  linux:\n", &jobs),
            (build, &steps),
            ("name: wheels-linux", name),
        ])
    };
    assert_eq!(rules(&matrix("['3.11', '3.12']", ""), &[]), [rule]);
    // Each Python is named once, on however many machines it is.
    let many = matrix("['3.11', '3.12'], os: [a, b]", "").replace(
        "{ python: ['3.11', '3.12'], os: [a, b] }",
        "{ os: [a, b], python: ['3.11', '3.12'] }",
    );
    let said = says(
        &format!("ci/{rule}"),
        &[
            (
                "pyproject.toml",
                &project("version = \"0.1.0\"\nrequires-python = \">=3.11\""),
            ),
            ("Cargo.toml", BOUND),
            (".github/workflows/release.yml", &many),
        ],
    );
    assert!(said.contains("(3.11 and 3.12)"), "{said}");
    assert_eq!(
        rules(&matrix("['3.11', '3.12']", "-i ${{ matrix.python }}"), &[]),
        [""; 0]
    );
    assert_eq!(
        rules(&matrix("['3.11', '3.12']", "--find-interpreter"), &[]),
        [""; 0]
    );
    assert_eq!(rules(&matrix("['3.11']", ""), &[]), [""; 0]);
    assert_eq!(
        rules(
            &matrix("['3.11', '3.12']", "").replace("manylinux: auto", "manylinux: 'off'"),
            &[]
        ),
        [""; 0]
    );
    let manifest = project("version = \"0.1.0\"\nrequires-python = \">=3.11\"");
    let stable = BOUND.replace("\"0.30\"", "{ version = \"0.30\", features = [\"abi3-py311\"] }");
    let says = |pythons: &str| {
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", &stable),
            (".github/workflows/release.yml", &matrix(pythons, "")),
        ];
        says("ci/python-outside-container", &files)
    };
    assert_eq!(says("['3.11', '3.12']"), "");
    assert!(says("['3.11', '3.14t']").contains("(3.14t)"));
}
