//! What good projects do and the rules about releases must not complain about; and what they must see.

use crate::said::{BUILD, CRATE, project, says};

/// A release: the job that builds, what it stores, and what is fetched and uploaded.
struct Release {
    job: &'static str,
    upload: &'static str,
    publish: &'static str,
}

const USUAL: Release = Release {
    job: "uses: PyO3/maturin-action@v1\n        with: { manylinux: auto, args: --release --out dist }",
    upload: "dist",
    publish: "uses: pypa/gh-action-pypi-publish@v1",
};

impl Release {
    fn workflow(&self) -> String {
        let Self { job, upload, publish } = self;
        format!(
            "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v7\n      - {job}\n      \
             - uses: actions/upload-artifact@v7\n        with:\n          path: {upload}\n  publish:\n    runs-on: ubuntu-latest\n    \
             steps:\n      - uses: actions/download-artifact@v8\n        with: {{ path: dist, merge-multiple: true }}\n      - {publish}\n"
        )
    }

    fn says(&self, rule: &str) -> String {
        self.says_in(
            rule,
            &project("version = \"0.1.0\"\nrequires-python = \">=3.11\""),
            CRATE,
        )
    }

    fn says_in(&self, rule: &str, manifest: &str, cargo: &str) -> String {
        let workflow = self.workflow();
        says(
            rule,
            &[
                ("pyproject.toml", manifest),
                ("Cargo.toml", cargo),
                (".github/workflows/a.yml", &workflow),
            ],
        )
    }
}

fn job(job: &'static str) -> Release {
    Release { job, ..USUAL }
}

#[test]
fn only_what_is_surely_not_optimised_and_published() {
    let rule = "ci/dev-profile-published";
    for job in [
        "run: maturin build --out dist",
        "run: uvx maturin@1.16 build -o dist --strip",
        "run: cd . && python -m maturin build --out=dist",
        "uses: messense/maturin-action@v1\n        with: { args: --out dist }",
        "uses: PyO3/maturin-action@v1\n        with: { args: --profile dev --out dist }",
        "run: maturin build --out dist\n        if: always()",
    ] {
        assert!(self::job(job).says(rule).contains("`dev`"), "{job}");
    }
    for job in [
        USUAL.job,
        "run: maturin build -r --out dist",
        "run: maturin build --profile release-lto --out dist",
        "run: maturin build $FLAGS --out dist",
        "run: maturin build --out dist $FLAGS",
        "run: maturin build ${{ inputs.flags }} --out dist",
        "run: maturin build --out dist\n        if: github.event_name == 'pull_request'",
        "run: maturin sdist --out dist",
        "run: maturin build --out wheels",
        "run: maturin build --out dist && rm -r dist && maturin build -r --out dist",
        "run: maturin develop",
        "run: |\n          # maturin build --out dist\n          true",
        "run: python -m build",
        "uses: pypa/cibuildwheel@v4\n        with: { output-dir: dist }",
    ] {
        assert_eq!(self::job(job).says(rule), "", "{job}");
    }
    let dev = job("run: maturin build --out dist");
    let optimised = format!("{CRATE}[profile.dev]\nopt-level = 3\n");
    assert_eq!(dev.says_in(rule, BUILD, &optimised), "");
    assert_eq!(
        dev.says_in(
            rule,
            &format!("{BUILD}[tool.maturin]\nprofile = \"dist\"\n"),
            CRATE
        ),
        ""
    );
    let by_config = format!("{BUILD}[tool.maturin]\nprofile = \"dev\"\n");
    assert!(
        job("run: maturin build --out dist")
            .says_in(rule, &by_config, CRATE)
            .contains("`dev`")
    );
    for publish in [
        "uses: pypa/gh-action-pypi-publish@v1\n        with: { repository-url: https://test.example.org/legacy/ }",
        "run: twine upload --repository testpypi dist/*",
        "run: uv publish --index company",
        "run: gh release create v1 dist/*",
        "uses: pypa/gh-action-pypi-publish@v1\n        if: false",
    ] {
        let trial = Release {
            publish,
            ..job("run: maturin build --out dist")
        };
        assert_eq!(trial.says(rule), "", "{publish}");
    }
}

#[test]
fn a_linux_wheel_may_be_built_on_the_runner_where_its_glibc_is_chosen() {
    let rule = "ci/linux-native-glibc";
    assert!(
        job("run: maturin build -r --out dist")
            .says(rule)
            .contains("need its glibc")
    );
    assert!(
        job("uses: PyO3/maturin-action@v1\n        with: { args: -r --out dist --compatibility pypi }")
            .says(rule)
            .contains("need its glibc")
    );
    for job in [
        USUAL.job,
        "run: maturin build -r --out dist --zig",
        "run: maturin build -r --out dist --compatibility manylinux2014",
        "run: maturin build -r --out dist --target x86_64-unknown-linux-musl",
        "run: maturin build -r --out dist --target wasm32-unknown-emscripten",
        "run: maturin sdist --out dist",
        "uses: PyO3/maturin-action@v1\n        with: { args: -r --out dist, target: aarch64 }",
        "uses: PyO3/maturin-action@v1\n        with: { args: -r --out dist, manylinux: off }",
        "uses: PyO3/maturin-action@v1\n        with: { args: -r --out dist, container: quay.io/x }",
        "uses: pypa/cibuildwheel@v4\n        with: { output-dir: dist }",
        "run: uv build --sdist",
    ] {
        assert_eq!(self::job(job).says(rule), "", "{job}");
    }
    let tag = format!("{BUILD}[tool.maturin]\ncompatibility = \"manylinux2014\"\n");
    assert_eq!(
        job("run: maturin build -r --out dist").says_in(rule, &tag, CRATE),
        ""
    );
    let backend = format!("{BUILD}build-backend = \"maturin\"\n");
    let frontend = || job("run: python -m build");
    assert!(
        frontend()
            .says_in(rule, &backend, CRATE)
            .contains("which PyPI rejects")
    );
    assert_eq!(
        frontend().says_in(
            rule,
            &backend.replace("\"maturin\"\n", "\"setuptools.build_meta\"\n"),
            CRATE
        ),
        ""
    );
    let only_sdist = Release {
        publish: "run: twine upload dist/*.tar.gz",
        ..frontend()
    };
    assert_eq!(only_sdist.says_in(rule, &backend, CRATE), "");
    let only_stored = Release {
        upload: "dist/*.tar.gz",
        ..frontend()
    };
    assert_eq!(only_stored.says_in(rule, &backend, CRATE), "");
}

#[test]
fn interpreters_that_cannot_install_their_wheel() {
    let rule = "ci/interpreter-below-requires";
    for (arguments, versions) in [
        ("-i python3.10", "3.10"),
        ("--interpreter '3.9 3.11'", "3.9"),
        ("-i pypy3.10 3.11", "3.10"),
        ("-i /opt/python/cp310-cp310/bin/python", "3.10"),
    ] {
        let text = format!("run: maturin build -r --zig --out dist {arguments}");
        let release = job(text.leak());
        assert!(
            release.says(rule).contains(&format!("Python {versions} cannot")),
            "{arguments}"
        );
    }
    for arguments in [
        "",
        "-i python3.11",
        "-i python",
        "-f",
        "-i 3.14t",
        "-i ${{ matrix.python }}",
        "-i python3",
        "-F abi3 -i 3.10",
        "-F other,$FEATURES -i 3.10",
    ] {
        let text = format!("run: maturin build -r --zig --out dist {arguments}");
        assert_eq!(job(text.leak()).says(rule), "", "{arguments}");
    }
    let stable =
        format!("{CRATE}[dependencies]\npyo3 = {{ version = \"0.30\", features = [\"abi3-py311\"] }}\n");
    let old = job("run: maturin build -r --zig --out dist -i 3.10");
    assert_eq!(
        old.says_in(rule, &project("requires-python = \">=3.11\""), &stable),
        ""
    );
}

#[test]
fn gaps_are_only_seen_where_all_that_is_published_is_known() {
    let both = ["ci/platforms", "ci/no-sdist"];
    for rule in both {
        assert!(USUAL.says(rule).contains("the release has"), "{rule}");
        for job in [
            "run: make wheels",
            "run: maturin build -r --zig --out dist && ./build-others.sh\n      - run: make dist",
            "run: maturin build -r --zig --out dist --target $TARGET --sdist",
        ] {
            let hidden = Release {
                publish: "run: make more && uv publish",
                ..self::job(job)
            };
            assert_eq!(hidden.says(rule), "", "{rule} {job}");
        }
    }
    let foreign = Release {
        publish: "uses: dawidd6/action-download-artifact@v6\n      - run: uv publish",
        ..USUAL
    };
    assert_eq!(foreign.says("ci/platforms"), "");
    let all = job("run: maturin publish");
    assert_eq!(all.says("ci/no-sdist"), "");
}

#[test]
fn a_wheel_that_is_installed_in_any_way_was_tried() {
    let rule = "ci/no-smoke-test";
    assert!(USUAL.says(rule).contains("no wheel is installed"));
    for publish in [
        "run: pip install dist/*.whl\n      - run: uv publish",
        "run: uv pip install --find-links dist demo\n      - run: uv publish",
        "uses: addnab/docker-run-action@v3\n        with: { run: pip install demo --no-index -f dist }\n      - run: uv publish",
    ] {
        assert_eq!(Release { publish, ..USUAL }.says(rule), "", "{publish}");
    }
    let tested = format!("{BUILD}[tool.cibuildwheel]\ntest-command = \"pytest\"\n");
    let cibuildwheel = job("uses: pypa/cibuildwheel@v4\n        with: { output-dir: dist }");
    assert_eq!(cibuildwheel.says_in(rule, &tested, CRATE), "");
}

#[test]
fn only_secrets_for_the_public_index_are_tokens() {
    let rule = "ci/token-publish";
    for publish in [
        "uses: pypa/gh-action-pypi-publish@v1\n        with: { password: '${{ secrets.TOKEN }}' }",
        "run: twine upload dist/*\n        env: { TWINE_PASSWORD: '${{ secrets.TOKEN }}' }",
        "run: UV_PUBLISH_TOKEN=${{ secrets.TOKEN }} uv publish",
        "uses: PyO3/maturin-action@v1\n        env: { MATURIN_PYPI_TOKEN: '${{ secrets.TOKEN }}' }\n        with: { command: upload, args: dist/* }",
    ] {
        assert!(
            Release { publish, ..USUAL }
                .says(rule)
                .contains("trusted publishing"),
            "{publish}"
        );
    }
    let twice = "run: UV_PUBLISH_TOKEN=${{ secrets.ONE }} uv publish a/*\n      - run: UV_PUBLISH_TOKEN=${{ secrets.TWO }} uv publish";
    let said = Release {
        publish: twice,
        ..USUAL
    }
    .says(rule);
    assert_eq!(said.lines().count(), 1, "{said}"); // one line for each workflow
    for publish in [
        USUAL.publish,
        "run: uv publish --token ${{ steps.mint.outputs.token }}",
        "run: twine upload --repository company dist/*\n        env: { TWINE_PASSWORD: '${{ secrets.TOKEN }}' }",
        "run: uv publish --publish-url ${{ vars.INDEX }} --token ${{ secrets.TOKEN }}",
    ] {
        assert_eq!(Release { publish, ..USUAL }.says(rule), "", "{publish}");
    }
}

#[test]
fn the_floor_of_the_stable_abi_is_what_ci_asks_for() {
    let rule = "python/abi3-above-requires";
    let manifest =
        |maturin: &str| project(&format!("requires-python = \">=3.9\"\n[tool.maturin]\n{maturin}"));
    let cargo = format!(
        "{CRATE}[dependencies]\npyo3 = {{ version = \"0.30\" }}\n[features]\nabi3-py312 = [\"pyo3/abi3-py312\"]\nold = \
         [\"pyo3/abi3-py39\"]\nother = []\n"
    );
    let with = |arguments: &str| job(format!("run: maturin build -r --zig --out dist {arguments}").leak());
    for arguments in [
        "--features abi3-py312",
        "-F pyo3/abi3-py312",
        "-F demo/abi3-py312,other",
    ] {
        let said = with(arguments).says_in(rule, &manifest(""), &cargo);
        assert!(
            said.starts_with(".github/workflows/a.yml:7:") && said.contains("allows 3.9"),
            "{arguments}: {said}"
        );
    }
    for arguments in ["", "-F other", "-F old,abi3-py312", "-F $FEATURES"] {
        assert_eq!(
            with(arguments).says_in(rule, &manifest(""), &cargo),
            "",
            "{arguments}"
        );
    }
    let listed = manifest("features = [\"abi3-py312\"]\n");
    assert!(with("").says_in(rule, &listed, &cargo).starts_with("Cargo.toml:"));
    for arguments in ["-F old", "-F other", "$FEATURES"] {
        assert_eq!(
            with(arguments).says_in(rule, &listed, &cargo),
            "",
            "{arguments}: a list takes the place of the other"
        );
    }
    let default = cargo.replace("[features]\n", "[features]\ndefault = [\"abi3-py312\"]\n");
    assert!(
        with("-F other")
            .says_in(rule, &manifest(""), &default)
            .starts_with("Cargo.toml:")
    );
    assert_eq!(
        with("--no-default-features").says_in(rule, &manifest(""), &default),
        ""
    );
    let both = "run: maturin build -r --zig --out dist -F abi3-py312\n      - run: maturin build -r --zig --out dist -i 3.9 3.10 3.11";
    assert_eq!(job(both).says_in(rule, &manifest(""), &cargo), "");
}

#[test]
fn a_floor_that_only_some_wheels_have_is_not_compared() {
    let rule = "python/abi3-above-requires";
    let manifest =
        |maturin: &str| project(&format!("requires-python = \">=3.9\"\n[tool.maturin]\n{maturin}"));
    let said = |commands: &[&str], maturin: &str, cargo: &str| {
        let commands: Vec<String> = commands
            .iter()
            .map(|command| format!("run: maturin {command} --out dist"))
            .collect();
        let job = job(commands.join("\n      - ").leak());
        job.says_in(rule, &manifest(maturin), &format!("{CRATE}{cargo}"))
    };
    let features = "[dependencies]\npyo3 = \"0.30\"\n[features]\nabi3-py312 = [\"pyo3/abi3-py312\"]\nabi3-py311 = \
                    [\"pyo3/abi3-py311\"]\nother = []\n";
    let default = features.replace("[features]\n", "[features]\ndefault = [\"abi3-py312\"]\n");
    let windows = "[target.'cfg(windows)'.dependencies]\npyo3 = { version = \"0.30\", features = [\"abi3-py312\"] }\n\
                   [features]\nother = []\n";
    for (commands, maturin, cargo) in [
        (&["build -r --zig -F other"][..], "", windows),
        (&["build -r --zig -F third/abi3-py312"], "", features),
        (
            &["build -r --zig -F other"],
            "no-default-features = true",
            &default,
        ),
        (
            &["build -r --zig", "build -r --zig --no-default-features"],
            "",
            &default,
        ),
        (
            &[
                "build -r --zig",
                "build -r --zig --no-default-features -F pyo3/abi3-py313",
            ],
            "",
            &default,
        ),
    ] {
        assert_eq!(
            said(commands, maturin, cargo),
            "",
            "{commands:?} {maturin} {cargo}"
        );
    }
    let by_manifest = "Cargo.toml:";
    let by_ci = ".github/workflows/a.yml:";
    let unrelated = "features = [{ feature = \"pyo3/other\", python-version = \">=3.13\" }]";
    for (commands, maturin, cargo, place, minor) in [
        (&["build -r --zig"][..], unrelated, &*default, by_manifest, 12),
        (
            &["build -r --zig"],
            "all-features = true",
            features,
            by_manifest,
            11,
        ),
        (&["build -r --zig --all-features"], "", features, by_ci, 11),
        (
            &["build -r --zig", "sdist --no-default-features"],
            "",
            &default,
            by_manifest,
            12,
        ),
        (
            &["build -r --zig -F abi3-py312", "sdist"],
            "",
            features,
            by_ci,
            12,
        ),
        (
            &["build -r --zig -F abi3-py312", "build -r --zig -F abi3-py311"],
            "",
            features,
            by_ci,
            11,
        ),
    ] {
        let said = said(commands, maturin, cargo);
        assert!(
            said.starts_with(place) && said.contains(&format!("`abi3-py3{minor}`")),
            "{commands:?} {maturin} {cargo}: {said}"
        );
    }
}
