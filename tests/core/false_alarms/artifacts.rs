//! Artifacts on the way from a build to an upload, as real projects pass them on, and beside each what is lost.

use super::chain::{OF_MATRIX, PATTERN, PUBLISH, RELEASE, rules, silent, speaks, with};

#[test]
fn a_name_is_taken_once() {
    let rule = "artifact-name-taken";
    speaks(rule, &[(OF_MATRIX, "name: wheels-macos")]);
    speaks(rule, &[(OF_MATRIX, "name: wheels-${{ matrix.target }}")]);
    speaks(rule, &[(OF_MATRIX, "name: wheels-${{ github.sha }}")]);
    speaks(
        rule,
        &[
            (OF_MATRIX, "name: wheels-linux"),
            ("[macos-15, macos-15-intel]", "[macos-15]"),
        ],
    );
    speaks(rule, &[("name: wheels-linux", "name: wheels-macos-15")]);
    // Only some of the jobs have a name in common.
    let jobs = (
        "{ os: [macos-15, macos-15-intel] }",
        "{ os: [macos-15, macos-15-intel], n: [1, 2] }",
    );
    speaks(rule, &[jobs]);
    let one = (
        "{ os: [macos-15, macos-15-intel] }",
        "{ include: [{ os: a }, { os: b }, { os: b, n: 1 }] }",
    );
    speaks(rule, &[one]);
    speaks(
        rule,
        &[(OF_MATRIX, "name: wheels-macos\n          overwrite: true")],
    );
    for name in [
        "name: wheels-${{ strategy.job-index }}",
        "name: wheels-${{ runner.arch }}",
        "name: wheels-${{ steps.a.outputs.b }}",
        "archive: false",
    ] {
        silent(&[(OF_MATRIX, name)]);
    }
    silent(&[
        (OF_MATRIX, "name: wheels-macos"),
        ("{ os: [macos-15, macos-15-intel] }", "${{ fromJSON(inputs.x) }}"),
    ]);
    // What it includes may belong to the jobs that there are.
    for (jobs, is_taken) in [("[macos-15]", false), ("[macos-15, macos-15-intel]", true)] {
        let workflow = with(&[
            (OF_MATRIX, "name: wheels-macos"),
            (
                "{ os: [macos-15, macos-15-intel] }",
                &format!("{{ os: {jobs}, include: \"${{{{ fromJSON(inputs.x) }}}}\" }}"),
            ),
        ]);
        let said = rules(&workflow, &[]);
        assert_eq!(said.contains(&rule), is_taken, "{jobs}: {said:?}");
    }
    let upload =
        "      - uses: actions/upload-artifact@v7\n        with:\n          name: wheels-${{ matrix.os }}";
    silent(&[(
        upload,
        &upload
            .replace(
                "        with",
                "        if: matrix.os == 'macos-15'\n        with",
            )
            .replace(OF_MATRIX, "name: wheels-macos"),
    )]);
    silent(&[(
        upload,
        &upload
            .replace("        with", "        continue-on-error: true\n        with")
            .replace(OF_MATRIX, "name: wheels-macos"),
    )]);
    // It is nothing to the release if a job fails that it does not wait for.
    let lint = "  lint:\n    strategy:\n      matrix: { n: [1, 2] }\n    runs-on: ubuntu-24.04\n    steps:\n      \
                - uses: actions/upload-artifact@v7\n        with: { name: report, path: report.txt }\n  publish:\n";
    silent(&[("  publish:\n", lint)]);
}

#[test]
fn files_are_where_the_upload_looks() {
    let rule = "files-elsewhere";
    speaks(rule, &[(", merge-multiple: true", "")]);
    speaks(rule, &[(", merge-multiple: true", ", merge-multiple: false")]);
    speaks(
        rule,
        &[(
            "pattern: wheels-*, path: dist, merge-multiple: true",
            "path: dist",
        )],
    );
    speaks(rule, &[("path: dist, merge", "path: wheels, merge")]);
    speaks(rule, &[("path: dist, merge", "merge")]);
    speaks(rule, &[(PATTERN, "{ path: dist }"), (PUBLISH, "run: uv publish")]);
    speaks(
        rule,
        &[(PATTERN, "{ path: dist }"), (PUBLISH, "run: uv publish 'dist/*'")],
    );
    speaks(
        rule,
        &[
            (PATTERN, "{ path: dist }"),
            (PUBLISH, "run: twine upload dist/*.whl"),
        ],
    );
    speaks(
        rule,
        &[
            ("          path: dist\n", "          path: .\n"),
            ("needs: [linux, macos]", "needs: linux"),
            ("pattern: wheels-*", "name: wheels-linux"),
        ],
    );
    speaks(
        rule,
        &[
            (
                PUBLISH,
                "uses: actions/download-artifact@v4\n        with: { name: wheels-linux, path: dist }\n      - uses: pypa/gh-action-pypi-publish@v1",
            ),
            (PATTERN, "{ pattern: wheels-m*, path: dist }"),
        ],
    );
    for publish in [
        "run: uv publish dist/*/*.whl",
        "run: uv publish 'dist/**/*.whl'",
        "run: uv publish 'dist/**'",
        "run: uv publish dist/wheels-linux/* dist/wheels-macos-15/*",
        "run: mv dist/*/* dist\n      - uses: pypa/gh-action-pypi-publish@v1",
        "run: |\n          find dist -name '*.whl' -exec cp {} . ';'\n          uv publish *.whl",
        "uses: company/collect@v1\n      - uses: pypa/gh-action-pypi-publish@v1",
        "uses: pypa/gh-action-pypi-publish@v1\n        with: { packages-dir: 'dist/*' }",
    ] {
        silent(&[(", merge-multiple: true", ""), (PUBLISH, publish)]);
    }
    silent(&[(
        ", merge-multiple: true",
        ", merge-multiple: '${{ inputs.merge }}'",
    )]);
    silent(&[
        ("path: dist, merge", "path: wheels, merge"),
        (
            PUBLISH,
            "uses: pypa/gh-action-pypi-publish@v1\n        with: { packages-dir: wheels/ }",
        ),
    ]);
    silent(&[
        (PATTERN, "{ path: all }"),
        (PUBLISH, "run: twine upload all/wheels-*/*"),
    ]);
}

#[test]
fn one_artifact_alone_comes_into_the_folder_itself() {
    let one = |version: &str| {
        let uses = format!("actions/download-artifact@{version}");
        let macos =
            &RELEASE[RELEASE.find("  macos:\n").expect("a")..RELEASE.find("  publish:\n").expect("b")];
        with(&[
            (macos, ""),
            ("[linux, macos]", "linux"),
            (", merge-multiple: true", ""),
            ("actions/download-artifact@v8", &uses),
        ])
    };
    assert_eq!(rules(&one("v8"), &[]), [""; 0]);
    assert_eq!(
        rules(&one("484a0b528fb4d7bd804637ccb632e47a0e638317"), &[]),
        [""; 0],
        "it may be a newer one"
    );
    assert_eq!(rules(&one("v4"), &[]), ["files-elsewhere"]);
    assert_eq!(
        rules(
            &one("v4.3.0").replace("pattern: wheels-*", "name: wheels-linux"),
            &[]
        ),
        [""; 0]
    );
}

#[test]
fn what_is_fetched_is_stored_before() {
    speaks("artifact-missing", &[("pattern: wheels-*", "pattern: wheel-*")]);
    speaks("artifact-missing", &[("pattern: wheels-*", "name: wheels")]);
    let fetch = |step: &str| [("      - uses: pypa/", step)].map(|(old, step)| (old, format!("{step}{old}")));
    for step in [
        "      - uses: actions/download-artifact@v8\n        with: { name: other, path: dist, run-id: 7 }\n",
        "      - uses: actions/download-artifact@v8\n        with: { name: '${{ inputs.name }}', path: dist }\n",
        "      - uses: actions/download-artifact@v8\n        with: { artifact-ids: 7, path: dist }\n",
        "      - uses: actions/download-artifact@v8\n        continue-on-error: true\n        with: { name: other, path: dist }\n",
        "      - uses: dawidd6/action-download-artifact@v6\n        with: { name: other }\n",
    ] {
        let [(old, new)] = fetch(step);
        silent(&[(old, &new)]);
    }
    silent(&[("pattern: wheels-*", "pattern: '!docs'")]);
    let skipped = [(
        "      - uses: actions/upload-artifact@v7\n",
        "      - uses: actions/upload-artifact@v7\n        if: github.event_name == 'release'\n",
    )];
    speaks("upload-unreachable", &skipped);
    let of_macos = OF_MATRIX.replace("name: ", "");
    let upload =
        format!("      - uses: actions/upload-artifact@v7\n        with:\n          name: {of_macos}");
    let only_main = upload.replace(
        "        with",
        "        if: github.ref == 'refs/heads/main'\n        with",
    );
    speaks("upload-unreachable", &[(&upload, &only_main)]);
    let only_tags = upload.replace(
        "        with",
        "        if: startsWith(github.ref, 'refs/tags/v')\n        with",
    );
    silent(&[(&upload, &only_tags)]);
    let fetching = format!("      - uses: actions/download-artifact@v8\n        with: {PATTERN}\n");
    speaks("artifact-missing", &[(&fetching, "")]);
    silent(&[(
        &fetching,
        "      - uses: actions/checkout@v7\n      - run: ./fetch.sh\n",
    )]);
    // Another action may store artifacts.
    silent(&[
        ("pattern: wheels-*", "pattern: Packages*"),
        (
            "      - uses: actions/checkout@v7\n",
            "      - uses: hynek/build-and-inspect-python-package@v3\n",
        ),
    ]);
    speaks("needs-missing", &[("    needs: [linux, macos]\n", "")]);
    speaks("needs-missing", &[("needs: [linux, macos]", "needs: macos")]);
    speaks(
        "needs-missing",
        &[("needs: [linux, macos]", "needs: [linux, macos, windows]")],
    );
    let test = "  test:\n    needs: macos\n    runs-on: ubuntu-24.04\n    steps: []\n  publish:\n";
    silent(&[
        ("  publish:\n", test),
        ("needs: [linux, macos]", "needs: [test, linux]"),
    ]);
    silent(&[
        ("    needs: [linux, macos]\n", ""),
        (
            "      - uses: actions/download",
            "      - uses: lewagon/wait-on-check-action@v1\n      - uses: actions/download",
        ),
    ]);
    silent(&[
        ("needs: [linux, macos]", "needs: linux"),
        (PATTERN, "{ name: wheels-linux, path: dist }"),
    ]);
}

#[test]
fn an_artifact_is_made_of_what_is_built() {
    speaks(
        "artifact-empty",
        &[("          path: dist\n", "          path: wheels\n")],
    );
    speaks(
        "artifact-empty",
        &[("          path: dist\n", "          path: dist/*.tar.gz\n")],
    );
    speaks(
        "artifact-empty",
        &[(
            "--out dist -i 3.11 }\n      - uses: actions/upload-artifact@v7\n        with:\n          name: wheels-linux",
            "-i 3.11 }\n      - uses: actions/upload-artifact@v7\n        with:\n          name: wheels-linux",
        )],
    );
    let moved = "      - run: python -m auditwheel repair dist/*.whl\n      - uses: actions/upload-artifact@v7\n        with:\n          name: wheels-linux\n          path: wheelhouse\n";
    let stored = "      - uses: actions/upload-artifact@v7\n        with:\n          name: wheels-linux\n          path: dist\n";
    silent(&[(stored, moved)]);
    silent(&[("          path: dist\n", "          path: ${{ inputs.path }}\n")]);
    silent(&[(
        "--out dist -i 3.11 }\n      - uses: actions/upload-artifact@v7\n        with:\n          name: wheels-linux\n          path: dist\n",
        "-i 3.11 }\n      - uses: actions/upload-artifact@v7\n        with:\n          name: wheels-linux\n          path: target/wheels\n",
    )]);
}

#[test]
fn wheels_that_the_release_waits_for_are_fetched() {
    let rule = "wheels-left";
    speaks(rule, &[("pattern: wheels-*", "name: wheels-linux")]);
    speaks(rule, &[(OF_MATRIX, "name: wheel-${{ matrix.os }}")]);
    silent(&[
        ("pattern: wheels-*", "name: wheels-linux"),
        ("needs: [linux, macos]", "needs: linux"),
    ]);
    silent(&[
        ("pattern: wheels-*", "name: wheels-linux"),
        (
            PUBLISH,
            "run: gh run download\n      - uses: pypa/gh-action-pypi-publish@v1",
        ),
    ]);
    silent(&[
        (OF_MATRIX, "name: debug-${{ matrix.os }}"),
        ("os: [macos-15, macos-15-intel]", "os: [ubuntu-22.04]"),
    ]);
    silent(&[
        ("pattern: wheels-*", "name: wheels-linux"),
        (
            PUBLISH,
            "uses: actions/download-artifact@v8\n        with: { pattern: '*-macos-*', path: apart }\n      - uses: pypa/gh-action-pypi-publish@v1",
        ),
    ]);
}
