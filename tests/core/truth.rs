//! What `scaffold show` says of projects, and that it says so where it cannot know.

use crate::said::{BUILD, CRATE, project, pyproject, read};
use ironwheel::questions::{fact::Fact, facts::facts};
use ironwheel::text::place::Lines;

/// The facts of one name, as `value (note) path:line …`.
fn truth(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let project = read(files);
    let show =
        |fact: Fact| {
            let mut parts = vec![fact.value.unwrap_or_else(|| "-".to_owned())];
            if !fact.note.is_empty() {
                parts.push(format!("({})", fact.note));
            }
            parts.extend(fact.places.iter().map(|place| {
                match (place.span, project.tree.read(&place.path)) {
                    (Some(span), Some(Ok(text))) => {
                        let position = Lines::of(text).position(span.start);
                        format!("{}:{}", place.path, position.line)
                    }
                    _ => place.path.to_string(),
                }
            }));
            parts.join(" ")
        };
    facts(&project)
        .into_iter()
        .filter(|fact| fact.name == name)
        .map(show)
        .collect()
}

fn with_pyo3(dependency: &str) -> String {
    format!("{CRATE}[dependencies]\npyo3 = {dependency}\n")
}

#[test]
fn a_version_is_the_same_in_cargo_only_where_it_is() {
    for (python, cargo, shown) in [
        ("1.0.3", "1.0.3", "1.0.3 (same spelling in Cargo.toml)"),
        ("1.0.3rc1", "1.0.3-rc.1", "1.0.3rc1 (`1.0.3-rc.1` in Cargo.toml)"),
        ("1.0.3", "1.1.1-dev", "1.0.3 (but `1.1.1-dev` in Cargo.toml)"),
    ] {
        let manifest = project(&format!("version = \"{python}\""));
        let cargo = format!("[package]\nname = \"demo\"\nversion = \"{cargo}\"\n");
        let said = truth(
            "version",
            &[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)],
        );
        assert!(said[0].starts_with(shown), "{said:?}");
    }
}

#[test]
fn a_module_that_no_feature_switches_on_is_not_there() {
    let cargo = format!("{CRATE}[features]\npython = []\n[dependencies]\npyo3 = \"0.30\"\n");
    let source = [
        ("src/lib.rs", "#[cfg(feature = \"python\")]\nmod py;\n"),
        ("src/py.rs", "#[pymodule]\nmod demo {}\n"),
    ];
    let off = "- (only with the feature `python`, which the manifests do not switch on) src/py.rs:2";
    let on = "demo (with the feature `python`) src/py.rs:2";
    for (features, shown) in [("[]", off), ("[\"python\"]", on)] {
        let manifest = project(&format!("[tool.maturin]\nfeatures = {features}"));
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", cargo.as_str()),
        ];
        assert_eq!(truth("pymodule", &[&files[..], &source].concat()), [shown]);
    }
}

#[test]
fn a_version_is_found_where_it_is_inherited() {
    let member = "[package]\nname = \"demo\"\nversion.workspace = true\n";
    let root = "[workspace]\nmembers = [\"py\"]\n[workspace.package]\nversion = \"1.2.0-rc.1\"\n";
    let manifest = project("dynamic = [\"version\"]\n[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("py/Cargo.toml", member),
        ("Cargo.toml", root),
    ];
    assert_eq!(
        truth("version", &files),
        ["1.2.0rc1 (`1.2.0-rc.1` in Cargo.toml) Cargo.toml:4 pyproject.toml:5"]
    );
    assert_eq!(truth("workspace", &files), ["the crate is a member Cargo.toml:1"]);
}

#[test]
fn a_version_without_a_form_is_none() {
    let manifest = project("dynamic = [\"version\"]");
    let cargo = CRATE.replace("0.1.0", "0.1.0-nightly.3");
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", &cargo)];
    assert_eq!(
        truth("version", &files),
        ["- (`0.1.0-nightly.3` is not a valid PEP 440 version) Cargo.toml:3"]
    );
    let files = [("pyproject.toml", BUILD)];
    assert_eq!(truth("version", &files), ["- (no manifest has one)"]);
}

#[test]
fn the_stable_abi_is_measured_against_what_is_promised() {
    let manifest = project("requires-python = \">=3.10\"");
    for (dependency, said) in [
        (
            "{ version = \"0.30\", features = [\"abi3-py310\"] }",
            "CPython 3.10 and newer (same as `requires-python`)",
        ),
        (
            "{ version = \"0.30\", features = [\"abi3-py312\"] }",
            "CPython 3.12 and newer (newer than `requires-python`)",
        ),
        (
            "{ version = \"0.30\", features = [\"abi3-py39\"] }",
            "CPython 3.9 and newer (older than `requires-python`)",
        ),
    ] {
        let cargo = with_pyo3(dependency);
        let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", &cargo)];
        assert_eq!(
            truth("abi3", &files),
            [format!("{said} Cargo.toml:5 pyproject.toml:5")]
        );
    }
    let cargo =
        with_pyo3("{ version = \"0.30\", features = [\n\"abi3\",\n\"abi3-py311\",\n\"abi3-py310\"] }");
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", &cargo)];
    assert_eq!(
        truth("abi3", &files),
        ["CPython 3.10 and newer (same as `requires-python`) Cargo.toml:8 pyproject.toml:5"],
        "the feature that names it, and no other"
    );
    let cargo = with_pyo3("{ version = \"0.30\", features = [\"abi3\"] }");
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", &cargo)];
    assert_eq!(
        truth("abi3", &files),
        ["abi3 (no feature names the oldest Python) Cargo.toml:5"]
    );
    let cargo = with_pyo3("\"0.30\"");
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", &cargo)];
    assert_eq!(truth("abi3", &files), ["- (one wheel for each Python)"]);
}

#[test]
fn a_feature_stands_beside_all_that_switches_it_on() {
    let manifest = pyproject("[tool.maturin]\nfeatures = [\"python\"]\n");
    let cargo = format!(
        "{}[features]\ndefault = [\"python\"]\npython = [\"pyo3/abi3-py311\"]\nunused = []\n",
        with_pyo3("{ version = \"0.30\", features = [\"abi3-py311\"] }")
    );
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", &cargo)];
    assert_eq!(
        truth("feature", &files),
        [
            "pyo3/abi3-py311 Cargo.toml:5 Cargo.toml:8",
            "default Cargo.toml:7",
            "python pyproject.toml:4 Cargo.toml:7 Cargo.toml:8",
        ]
    );
    assert_eq!(
        truth("bindings", &files),
        ["pyo3 0.30 (required; not locked) Cargo.toml:5"]
    );
    let package =
        |name: &str, version: &str| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
    let lock = package("demo", "0.1.0") + &package("pyo3", "0.30.1") + &package("pyo3-ffi", "0.29.0");
    assert_eq!(
        truth("bindings", &[&files[..], &[("Cargo.lock", &lock)]].concat()),
        ["pyo3 0.30.1 (locked) Cargo.lock:6 Cargo.toml:5"]
    );
}

#[test]
fn a_module_that_may_be_elsewhere_is_not_denied() {
    let manifest = project("[tool.maturin]\nmodule-name = \"demo._core\"");
    let cargo = with_pyo3("\"0.30\"");
    let found = |source| {
        truth(
            "pymodule",
            &[
                ("pyproject.toml", &manifest),
                ("Cargo.toml", &cargo),
                ("src/lib.rs", source),
            ],
        )
    };
    assert_eq!(found("#[pymodule]\nmod _core {}\n"), ["_core src/lib.rs:2"]);
    assert_eq!(
        found("#[pymodule]\nmod other {}\n"),
        ["- (none has this name; found `other`) src/lib.rs:2"]
    );
    assert_eq!(found("fn nothing() {}\n"), ["- (no source defines one)"]);
    assert_eq!(
        found("wrap! { #[pymodule] mod _core {} }\n"),
        ["- (not known: a macro or a source that could not be parsed may hide it)"]
    );
}

#[test]
fn a_licence_of_cargo_toml_alone_is_lost() {
    let cargo = format!("{CRATE}license = \"MIT\"\n");
    let licence = |manifest: &str| truth("license", &[("pyproject.toml", manifest), ("Cargo.toml", &cargo)]);
    assert_eq!(
        licence(&project("")),
        ["- (MIT of Cargo.toml does not reach the wheel) Cargo.toml:4"]
    );
    assert_eq!(licence(&project("dynamic = [\"license\"]")), ["MIT Cargo.toml:4"]);
    assert_eq!(licence(BUILD), ["MIT Cargo.toml:4"]);
}

#[test]
fn settings_are_shown_with_their_keys() {
    let manifest = pyproject(
        "[tool.ironwheel]\nignore = [\n  \"a/b\", # why\n  \"c\",\n]\nseverity.\"a/b\" = \"info\"\n",
    );
    assert_eq!(
        truth("setting", &[("pyproject.toml", &manifest)]),
        [
            "ignore = a/b, c pyproject.toml:4",
            "severity.a/b = info pyproject.toml:8"
        ]
    );
}

#[test]
fn wheels_are_those_that_ci_publishes() {
    let workflow = |build: &str| {
        format!(
            "on: push\njobs:\n  build:\n    runs-on: ${{{{ matrix.os }}}}\n    strategy:\n      matrix:\n        os: \
             [ubuntu-latest, ubuntu-24.04-arm, windows-latest]\n    steps:\n    - uses: actions/checkout@v5\n    \
             - uses: PyO3/maturin-action@v1\n      with:\n        args: --release --out dist {build}\n    \
             - uses: actions/upload-artifact@v4\n      with: {{name: 'wheels-${{{{ matrix.os }}}}', path: dist}}\n  \
             publish:\n    needs: build\n    permissions: {{id-token: write}}\n    runs-on: ubuntu-latest\n    steps:\n    \
             - uses: actions/download-artifact@v5\n      with: {{pattern: wheels-*, merge-multiple: true, path: dist}}\n    \
             - uses: pypa/gh-action-pypi-publish@release/v1\n"
        )
    };
    let manifest = project("");
    let said = |name: &str, cargo: &str, build: &str| {
        let workflow = workflow(build);
        let path = ".github/workflows/release.yml";
        truth(
            name,
            &[
                ("pyproject.toml", manifest.as_str()),
                ("Cargo.toml", cargo),
                (path, &workflow),
            ],
        )
    };
    let wheels = |cargo: &str, build: &str| said("wheel", cargo, build);
    let at = ".github/workflows/release.yml:10";
    let both = |pythons: &str| {
        ["manylinux aarch64, x86_64", "Windows x86_64"]
            .map(|platforms| format!("{platforms} ({pythons}) {at}"))
    };
    let stable = with_pyo3("{ version = \"0.30\", features = [\"abi3-py311\"] }");
    assert_eq!(wheels(&stable, ""), both("CPython 3.11 and newer"));
    assert_eq!(
        wheels(&stable, "-i 3.11 3.14t"),
        both("CPython 3.11 and newer, 3.14t")
    );
    assert_eq!(
        wheels(&stable, "-i 3.11 python${{ needs.a.outputs.free }} 3.14t"),
        both("CPython 3.11 and newer, 3.14t, computed in CI: free")
    );
    let plain = format!(
        "{}[features]\nabi3 = [\"pyo3/abi3-py310\"]\n",
        with_pyo3("\"0.30\"")
    );
    assert_eq!(
        wheels(&plain, "-i 3.11 pypy3.11 3.9"),
        both("CPython 3.9, 3.11, pypy3.11")
    );
    assert_eq!(
        wheels(&plain, "--find-interpreter"),
        both("every Python on the build machine")
    );
    assert_eq!(wheels(&plain, "--features abi3"), both("CPython 3.10 and newer"));
    assert_eq!(wheels(&plain, ""), both("only the Python that runs the build"));
    assert_eq!(
        wheels(&plain, "-i ${{ inputs.python }} $OTHER"),
        both("computed in CI: $OTHER, inputs.python")
    );
    assert_eq!(
        wheels(&plain, "--features ${{ env.MORE }}"),
        both("depends on the features of the build")
    );
    let abi3 = |cargo: &str, build: &str| said("abi3", cargo, build);
    assert_eq!(
        abi3(&plain, "--features abi3"),
        [format!("CPython 3.10 and newer (set by CI) {at}")]
    );
    let floor = "CPython 3.11 and newer";
    let others = "CI may also build wheels with other features";
    assert_eq!(abi3(&stable, ""), [format!("{floor} Cargo.toml:5")]);
    let older = format!("{stable}[features]\nold = [\"pyo3/abi3-py39\"]\n");
    assert_eq!(
        abi3(&older, "--features old"),
        [format!("{floor} ({others}) Cargo.toml:5")]
    );
    let nothing = truth(
        "wheel",
        &[("pyproject.toml", manifest.as_str()), ("Cargo.toml", &plain)],
    );
    assert_eq!(nothing, ["- (no build found in the workflows)"]);
}

#[test]
fn a_program_is_no_extension() {
    let manifest = pyproject("[tool.maturin]\nbindings = \"bin\"\n");
    let cargo = with_pyo3("\"0.30\"");
    let files = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", &cargo)];
    assert_eq!(truth("bindings", &files), ["bin pyproject.toml:4"]);
    let files = [("pyproject.toml", BUILD), ("Cargo.toml", CRATE)];
    assert_eq!(truth("bindings", &files), ["- (no dependency on PyO3)"]);
    assert!(truth("pymodule", &files).is_empty() && truth("abi3", &files).is_empty());
}

/// What `show` says of the wheels of a release: the steps of the job that builds, for a runner, and what is fetched.
fn released(manifest: &str, cargo: &str, runner: &str, build: &str, fetch: &str) -> Vec<String> {
    let workflow = format!(
        "on: push\njobs:\n  build:\n    runs-on: {runner}\n    steps:\n      - uses: actions/checkout@v7\n      {build}\n      \
         - uses: actions/upload-artifact@v7\n        with: {{ name: wheels, path: dist }}\n  publish:\n    needs: build\n    \
         permissions: {{ id-token: write }}\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/download-artifact@v8\n        \
         with: {{ {fetch} }}\n      - uses: pypa/gh-action-pypi-publish@v1\n"
    );
    let files = [
        ("pyproject.toml", manifest),
        ("Cargo.toml", cargo),
        (".github/workflows/a.yml", &workflow),
    ];
    truth("wheel", &files)
}

#[test]
fn a_wheel_that_does_not_arrive_is_not_shown() {
    let manifest = project("requires-python = \">=3.11\"");
    let cargo = with_pyo3("{ version = \"0.30\", features = [\"abi3-py39\"] }");
    let build = "- run: maturin build -r --zig --out dist";
    let fetched = |fetch: &str| released(&manifest, &cargo, "ubuntu-latest", build, fetch);
    let at = ".github/workflows/a.yml";
    assert_eq!(
        fetched("name: wheels, path: dist"),
        [format!("manylinux x86_64 (CPython 3.11 and newer) {at}:7")],
        "no older Python may install it"
    );
    assert_eq!(
        fetched("name: wheel, path: dist"),
        [format!("- (none is published: `check` says why) {at}:15")]
    );
}

#[test]
fn pythons_are_those_that_can_install_a_wheel() {
    let manifest = project("requires-python = \">=3.11\"");
    let fetch = "name: wheels, path: dist";
    let said = |cargo: &str, runner: &str, build: &str| {
        let facts = released(&manifest, cargo, runner, build, fetch);
        let notes = facts.iter().map(|fact| fact.split_once(" (").expect("a note").1);
        notes
            .map(|note| note.split_once(')').expect("its end").0.to_owned())
            .collect::<Vec<_>>()
            .join("; ")
    };
    let maturin = |arguments: &str| format!("- run: maturin build -r --zig --out dist {arguments}");
    let plain = with_pyo3("\"0.30\"");
    assert_eq!(
        said(&plain, "macos-15", &maturin("-i 3.10 3.12 pypy3.9")),
        "CPython 3.12"
    );
    assert_eq!(
        said(&plain, "macos-15", &maturin("-i 3.9")),
        "none that `requires-python` allows"
    );
    let bare = with_pyo3("{ version = \"0.30\", features = [\"abi3\"] }");
    let set_up = "- uses: actions/setup-python@v7\n        with: { python-version: '3.12' }\n      ";
    let in_container =
        "- uses: PyO3/maturin-action@v1\n        with: { manylinux: auto, args: -r --out dist }";
    for (build, pythons) in [
        (maturin("-i 3.12 3.13"), "CPython 3.12 and newer"),
        (maturin(""), "the Python that runs the build, and newer"),
        (format!("{set_up}{}", maturin("")), "CPython 3.12 and newer"),
        (
            format!("{set_up}{in_container}"),
            "the Python that runs the build, and newer",
        ),
    ] {
        assert_eq!(said(&bare, "ubuntu-latest", &build), pythons, "{build}");
    }
}

#[test]
fn programs_have_no_library_and_serve_every_python() {
    let manifest = pyproject("[project]\nname = \"demo\"\n[tool.maturin]\nbindings = \"bin\"\n");
    let files = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", CRATE),
        ("src/main.rs", "fn main() {}\n"),
    ];
    assert_eq!(truth("library", &files), [""; 0]);
    let library = [("pyproject.toml", BUILD), ("Cargo.toml", CRATE)];
    assert_eq!(truth("library", &library), ["demo Cargo.toml:2"]);
    let built = |inputs: &str| {
        let build = format!(
            "- uses: PyO3/maturin-action@v1\n        with: {{ target: x86_64-unknown-linux-musl, args: -r --out dist {inputs} }}"
        );
        let facts = released(
            &manifest,
            CRATE,
            "ubuntu-latest",
            &build,
            "name: wheels, path: dist",
        );
        facts
            .iter()
            .map(|fact| fact.split_once(" .github").expect("a place").0.to_owned())
            .collect::<Vec<_>>()
    };
    let glibc = "manylinux x86_64 (every Python)";
    let musl = "musllinux x86_64 (every Python)";
    assert_eq!(built(", manylinux: auto"), [glibc]);
    assert_eq!(built(", manylinux: musllinux_1_2"), [musl]);
    assert_eq!(built(", manylinux: 2_28 musllinux_1_2"), [glibc, musl]);
    assert_eq!(
        built("--compatibility manylinux2014 musllinux_1_2"),
        [glibc, musl]
    );
    assert_eq!(built("--zig"), [musl]);
    assert_eq!(built(""), [glibc]);
}

#[test]
fn a_package_in_a_namespace_has_its_whole_name() {
    let said = |files: &[&str]| {
        let manifest =
            project("[tool.maturin]\nmodule-name = \"space.demo._core\"\npython-source = \"python\"");
        let own = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", CRATE)];
        let files: Vec<(&str, &str)> = own
            .into_iter()
            .chain(files.iter().map(|path| (*path, "")))
            .collect();
        truth("package", &files)
    };
    assert_eq!(
        said(&["python/space/demo/__init__.py"]),
        ["space.demo python/space/demo/__init__.py"]
    );
    assert_eq!(
        said(&["python/space/__init__.py", "python/space/demo/__init__.py"]),
        ["space python/space/__init__.py"]
    );
    assert_eq!(
        said(&["python/space/demo/a.py"]),
        ["space.demo python/space/demo/a.py"]
    );
}
