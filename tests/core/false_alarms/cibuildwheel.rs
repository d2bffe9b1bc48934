//! What cibuildwheel builds, and what the rules about it and about images must see and leave alone.

use ironwheel::questions::facts::facts;

use crate::said::{BOUND, CI, CRATE, project, pyproject, read, silent, speaks};

/// The wheels that are shown for a workflow on one runner.
fn wheels(settings: &str, runner: &str, steps: &str) -> Vec<String> {
    let manifest = project(&format!("requires-python = \">=3.11\"\n{settings}"));
    let workflow = format!(
        "on: push\njobs:\n  wheels:\n    runs-on: {runner}\n    steps:\n      - uses: actions/checkout@v7\n{steps}"
    );
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", BOUND),
        (CI, &workflow),
    ];
    let facts = facts(&read(&files))
        .into_iter()
        .filter(|fact| fact.name == "wheel");
    facts
        .map(|fact| {
            let note = fact.note.trim_end_matches("; no publishing found");
            format!("{}: {note}", fact.value.unwrap_or_default())
        })
        .collect()
}

const COMMAND: &str =
    "      - run: |\n          pip install cibuildwheel==4.3.5\n          python -m cibuildwheel\n";

#[test]
fn the_wheels_of_cibuildwheel_are_those_that_it_selects() {
    let build = "[tool.cibuildwheel]\nbuild = ['cp31{1,3}-*', 'cp314t-*', 'cp310-*', 'pp312-*']\n";
    assert_eq!(
        wheels(build, "ubuntu-24.04", COMMAND),
        [
            "manylinux x86_64: CPython 3.11, 3.13, 3.14t",
            "musllinux x86_64: CPython 3.11, 3.13, 3.14t"
        ]
    );
    let more = format!(
        "{build}enable = ['pypy']\nskip = '*-musllinux_* cp313-*'\n[tool.cibuildwheel.linux]\narchs = 'auto i686'\n"
    );
    assert_eq!(
        wheels(&more, "ubuntu-24.04-arm", COMMAND),
        ["manylinux aarch64, i686: CPython 3.11, 3.14t, pypy3.12"]
    );
    assert_eq!(
        wheels(&more, "windows-2025", COMMAND),
        [
            "Windows i686: CPython 3.11, 3.14t",
            "Windows x86_64: CPython 3.11, 3.14t, pypy3.12"
        ]
    );
    let variables = "      - uses: pypa/cibuildwheel@v4.3.5\n        env: {CIBW_BUILD: cp312-*, CIBW_ARCHS_MACOS: universal2}\n";
    assert_eq!(
        wheels(&more, "macos-15", variables),
        ["macOS universal2: CPython 3.12"]
    );
}

#[test]
fn what_cibuildwheel_selects_is_not_known_of_other_versions_and_settings() {
    let unknown = [
        "manylinux ?: every Python that cibuildwheel selects",
        "musllinux ?: every Python that cibuildwheel selects",
    ];
    let build = "[tool.cibuildwheel]\nbuild = 'cp311-*'\n";
    for steps in [
        "      - uses: pypa/cibuildwheel@v2.22\n",
        "      - uses: pypa/cibuildwheel@v5.0.0\n",
        "      - uses: pypa/cibuildwheel@1828c10ab37f080699c7b81cea34097c684a7074\n",
        "      - run: pipx run cibuildwheel\n",
        "      - run: pipx run cibuildwheel==4.3.5 --archs all\n",
        "      - uses: pypa/cibuildwheel@v4.3.5\n        with: {config-file: other.toml}\n",
        "      - uses: pypa/cibuildwheel@v4.3.5\n        env: {CIBW_BUILD: \"${{ inputs.build }}\"}\n",
    ] {
        assert_eq!(wheels(build, "ubuntu-24.04", steps), unknown, "{steps}");
    }
    let groups = format!("{build}enable = ['graalpy']\n");
    assert_eq!(wheels(&groups, "ubuntu-24.04", COMMAND), unknown);
}

#[test]
fn settings_of_cibuildwheel() {
    let rule = "ci/cibuildwheel-key-unknown";
    let with = |settings: &str| pyproject(&format!("[tool.cibuildwheel{settings}\n"));
    for settings in [
        "]\nbuild = '*'\nmanylinux-loongarch64-image = 'x'\ntest-groups = ['test']",
        "]\nfree-threaded-support = true", // of an older one
        "]\nfrobnicate = true",            // of a newer one, perhaps
        ".linux]\narchs = 'auto'\ninherit.environment = 'append'",
        ".linux.environment]\nbulid = '1'",
        "]\noverrides = [{ select = '*', before-all = 'true' }]",
    ] {
        silent(
            rule,
            &[("pyproject.toml", &with(settings)), ("Cargo.toml", CRATE)],
        );
    }
    for (settings, part) in [
        ("]\nbulid = '*'", "did you mean `build`?"),
        (
            ".macos]\ntest-comand = 'x'",
            "in `tool.cibuildwheel.macos`; did you mean `test-command`?",
        ),
        (
            "]\noverrides = [{ select = '*', test-skip = 'x' }]",
            "`test-skip` cannot stand",
        ),
    ] {
        speaks(
            rule,
            part,
            &[("pyproject.toml", &with(settings)), ("Cargo.toml", CRATE)],
        );
    }
}

#[test]
fn a_wheel_with_abi3t_that_is_never_built() {
    let rule = "python/abi3t-not-selected";
    let features = "[tool.maturin]\nfeatures = [{ feature = 'pyo3/abi3-py311', python-version = '<3.15' }, { feature = 'pyo3/abi3t-py315', python-version = '>=3.15' }]\n";
    let with = |build: &str| pyproject(&format!("{features}[tool.cibuildwheel]\n{build}\n"));
    for build in [
        "build = 'cp311-* cp315t-*'",
        "build = ['cp311-*', 'cp315*']",
        "build = 'cp315-*'", // built: no older wheel fits
        "build = '*'",
        "skip = 'pp*'",
        "build = 'cp311-* cp314t-*'",
    ] {
        silent(rule, &[("pyproject.toml", &with(build)), ("Cargo.toml", BOUND)]);
    }
    for build in ["build = 'cp311-* cp315-*'", "build = 'cp3*'\nskip = 'cp3*t-*'"] {
        speaks(
            rule,
            "no `abi3t` wheel is built",
            &[("pyproject.toml", &with(build)), ("Cargo.toml", BOUND)],
        );
    }
    let workflow = "on: push\nenv: {CIBW_BUILD: cp315t-*}\n";
    let text = with("build = 'cp311-* cp315-*'");
    silent(
        rule,
        &[("pyproject.toml", &text), ("Cargo.toml", BOUND), (CI, workflow)],
    );
    let unconditional = pyproject("[tool.cibuildwheel]\nbuild = 'cp311-* cp315-*'\n");
    silent(rule, &[("pyproject.toml", &unconditional), ("Cargo.toml", BOUND)]);
}

#[test]
fn images_that_there_are_not() {
    let rule = "ci/image-missing";
    let with = |reference: &str, runner: &str, inputs: &str| {
        format!(
            "on: push\njobs:\n  linux:\n    strategy: {{matrix: {{include: [{{t: x86_64, l: auto}}, {{t: s390x, l: musllinux_1_2}}]}}}}\n    runs-on: {runner}\n    steps:\n      - uses: PyO3/maturin-action@{reference}\n        with: {{{inputs}}}\n"
        )
    };
    let manifest = project("");
    let check = |workflow: &str, part: Option<&str>| {
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", BOUND),
            (CI, workflow),
        ];
        match part {
            Some(part) => speaks(rule, part, &files),
            None => silent(rule, &files),
        }
    };
    let matrix = "target: \"${{ matrix.t }}\", manylinux: \"${{ matrix.l }}\"";
    check(
        &with("v1", "ubuntu-24.04", matrix),
        Some("no image for `s390x` with `musllinux_1_2`: it builds on the runner itself"),
    );
    let riscv = "target: riscv64gc-unknown-linux-gnu, manylinux: manylinux_2_28";
    check(
        &with("v1.51.0", "ubuntu-24.04-arm", riscv),
        Some("no image for `riscv64` with `2_28`: it takes that for `aarch64`"),
    );
    for (reference, runner, inputs) in [
        ("v1.52.0", "ubuntu-24.04", matrix),
        ("main", "ubuntu-24.04", matrix),
        ("v1", "macos-15", matrix),
        ("v1", "self-hosted", matrix),
        (
            "v1",
            "ubuntu-24.04",
            "target: riscv64, manylinux: 2_28, container: \"my/image\"",
        ),
        (
            "v1",
            "ubuntu-24.04",
            "target: riscv64, manylinux: 2_28, container: off",
        ),
        ("v1", "ubuntu-24.04", "target: riscv64, manylinux: auto"),
        (
            "v1",
            "ubuntu-24.04",
            "target: armv7, manylinux: 2_31, args: --zig --release",
        ),
        (
            "v1",
            "ubuntu-24.04",
            "target: armv7, manylinux: 2_31, before-script-linux: setup",
        ),
        ("v1", "ubuntu-24.04", "target: riscv64, manylinux: \"off\""),
        (
            "v1",
            "ubuntu-24.04",
            "target: riscv64, manylinux: \"${{ inputs.libc }}\"",
        ),
        ("v1", "ubuntu-24.04", "target: i686, manylinux: 2_28"),
    ] {
        check(&with(reference, runner, inputs), None);
    }
}

#[test]
fn stubs_that_are_stripped() {
    let rule = "maturin/stubs-stripped";
    let stripped = pyproject("[tool.maturin]\nstrip = true\n");
    let inspected = BOUND.replace(
        "\"0.30\"",
        "{ version = \"0.30\", features = [\"experimental-inspect\"] }",
    );
    speaks(
        rule,
        "removes what stubs are generated from",
        &[("pyproject.toml", &stripped), ("Cargo.toml", &inspected)],
    );
    silent(rule, &[("pyproject.toml", &stripped), ("Cargo.toml", BOUND)]);
    let kept = pyproject("[tool.maturin]\nstrip = false\n");
    silent(rule, &[("pyproject.toml", &kept), ("Cargo.toml", &inspected)]);
}

#[test]
fn selections_of_nothing() {
    let rule = "ci/cibuildwheel-selects-nothing";
    let action = |env: &str| format!("      - uses: pypa/cibuildwheel@v4.3.5\n        env: {{{env}}}\n");
    let asks = |settings: &str, steps: &str, part: Option<&str>| {
        let manifest = project(&format!("requires-python = \">=3.11\"\n{settings}"));
        let workflow = format!(
            "on: push\njobs:\n  wheels:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v7\n{steps}"
        );
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", BOUND),
            (CI, &workflow),
        ];
        match part {
            Some(part) => speaks(rule, part, &files),
            None => silent(rule, &files),
        }
        let shown = wheels(settings, "ubuntu-24.04", steps);
        let is_none = shown == [": no build found in the workflows"];
        assert_eq!(is_none, part.is_some(), "{shown:?} {settings} {steps}");
    };
    let old = "[tool.cibuildwheel]\nbuild = ['cp310-*', 'cp39-*']\n";
    asks(old, COMMAND, Some("Linux on `x86_64`"));
    asks(
        old,
        &COMMAND.replace("cibuildwheel\n", "cibuildwheel --allow-empty\n"),
        None,
    );
    asks(old, &COMMAND.replace("4.3.5", "3.0.0"), None);
    asks(old, &action("CIBW_BUILD: cp312-*"), None);
    asks("", &action("CIBW_BUILD: cp312-win*"), Some(":8:27"));
    asks(
        "",
        &action("CIBW_BUILD: cp312-*, CIBW_SKIP: '*linux*'"),
        Some("Linux"),
    );
    asks("", &action("CIBW_SKIP: '*'"), Some(":8:26"));
    asks("", &action("CIBW_BUILD: '${{ vars.BUILD }}'"), None);
    let set = "      - run: echo CIBW_BUILD=cp312-* >> $GITHUB_ENV\n";
    asks(old, &format!("{set}{}", action("")), None);
}
