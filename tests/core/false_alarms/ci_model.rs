//! How the workflows of a repository are read: which builds of the project run, and which of them are published.

use crate::said::{CI, CRATE, project, read, says};
use ironwheel::project::Project;
use ironwheel::project::ci::build::Build;
use ironwheel::project::ci::build::Ground;
use ironwheel::project::ci::platform::System;
use ironwheel::tree::Tree;

/// The project with these workflows and actions.
fn with(files: &[(&str, &str)]) -> Project {
    let manifest = project("version = \"0.1.0\"\n");
    let own = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", CRATE)];
    read(&[own.as_slice(), files].concat())
}

/// One job of a workflow that a push starts.
fn steps(steps: &str) -> String {
    format!("on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n{steps}")
}

fn builds(workflow: &str) -> Vec<Build> {
    with(&[(".github/workflows/a.yml", workflow)]).ci.builds
}

fn only(workflow: &str) -> Build {
    let mut found = builds(workflow);
    assert_eq!(found.len(), 1, "{workflow}");
    found.remove(0)
}

#[test]
fn the_arguments_of_maturin() {
    let command = |line: &str| only(&steps(&format!("      - run: {line}\n")));
    assert_eq!(command("maturin build").profile.as_deref(), Some("dev"));
    assert_eq!(command("maturin build $ARGS").profile, None);
    assert_eq!(
        command("uvx maturin build -r --out ${{ inputs.out }}")
            .profile
            .as_deref(),
        Some("release")
    );
    assert_eq!(command("maturin publish").profile.as_deref(), Some("release"));
    assert_eq!(
        command("maturin build --profile dist").profile.as_deref(),
        Some("dist")
    );
    assert_eq!(command("python -m build").profile.as_deref(), Some("release"));
    let build = command(
        "maturin build --zig -i python3.9 3.10 --target aarch64-unknown-linux-gnu -F a,b --sdist -i=pypy3.11",
    );
    assert_eq!(build.ground, Ground::Chosen);
    let names: Vec<&str> = build.interpreters.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["python3.9", "3.10", "pypy3.11"]);
    assert!(build.platforms[0].may_be(System::Manylinux, "aarch64") && build.sdist);
    assert_eq!(build.features.expect("known").listed, ["a", "b"]);
    assert!(
        builds(&steps(
            "      # - run: maturin build\n      - run: echo maturin build\n"
        ))
        .is_empty()
    );
}

#[test]
fn the_action_takes_a_container_where_it_is_told_to_or_crosses() {
    for (inputs, ground) in [
        ("args: --release", Ground::Runner),
        ("manylinux: auto", Ground::Container),
        ("manylinux: off", Ground::Unknown),
        ("target: aarch64", Ground::Container),
        ("target: x86_64", Ground::Runner),
        (
            "args: --release --zig\n          manylinux: 2_28\n          container: off",
            Ground::Chosen,
        ),
        ("args: --compatibility manylinux2014", Ground::Chosen),
        ("args: --compatibility pypi", Ground::Runner),
        ("manylinux: ${{ inputs.manylinux }}", Ground::Unknown),
        ("args: ${{ inputs.args }}", Ground::Unknown),
    ] {
        let build = only(&steps(&format!(
            "      - uses: PyO3/maturin-action@v1\n        with:\n          {inputs}\n"
        )));
        assert_eq!(build.ground, ground, "{inputs}");
    }
}

#[test]
fn a_runner_of_another_system_has_no_glibc_for_wheels() {
    let target = "--target arm-unknown-linux-gnueabihf";
    for step in [
        format!("      - run: maturin build {target}\n"),
        format!("      - uses: PyO3/maturin-action@v1\n        with: {{ args: {target} }}\n"),
    ] {
        let on = |runner: &str| only(&steps(&step).replace("ubuntu-latest", runner)).ground;
        assert_eq!(on("macos-15"), Ground::Unknown, "{step}");
    }
    let native = steps("      - run: maturin build\n");
    assert_eq!(only(&native).ground, Ground::Runner);
    assert_eq!(
        only(&native.replace("ubuntu-latest", "my-runner")).ground,
        Ground::Runner
    );
}

#[test]
fn builds_of_other_projects_do_not_count() {
    for step in [
        "      - run: maturin build -m other/Cargo.toml\n",
        "      - run: maturin build\n        working-directory: other\n",
        "      - run: cd other && maturin build\n",
        "      - uses: PyO3/maturin-action@v1\n        with:\n          working-directory: other\n",
        "      - run: maturin build\n        if: false\n",
        "      - run: pip wheel ./other\n",
    ] {
        assert!(builds(&steps(step)).is_empty(), "{step}");
    }
    let elsewhere = "      - uses: actions/checkout@v7\n        with: { path: sub }\n      - run: maturin build\n        working-directory: sub\n";
    assert!(only(&steps(elsewhere)).is_sure);
    let foreign =
        "      - uses: actions/checkout@v7\n        with: { repository: a/b }\n      - run: maturin build\n";
    assert!(!only(&steps(foreign)).is_sure);
    let unknown = "      - run: maturin build\n        working-directory: ${{ inputs.folder }}\n";
    assert!(!only(&steps(unknown)).is_sure);
}

#[test]
fn called_workflows_and_actions_are_followed() {
    let project = with(&[
        (
            ".github/workflows/release.yml",
            "on: push\njobs:\n  all:\n    uses: ./.github/workflows/build.yml\n    with: { target: aarch64 }\n  publish:\n    \
             needs: all\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/download-artifact@v8\n        with:\n          \
             pattern: wheels-*\n          merge-multiple: true\n          path: dist\n      - uses: pypa/gh-action-pypi-publish@v1\n",
        ),
        (
            ".github/workflows/build.yml",
            "on:\n  workflow_call:\n    inputs:\n      target: { type: string }\n      profile: { default: release }\njobs:\n  \
             build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./.github/actions/wheel\n        with:\n          \
             target: ${{ inputs.target }}\n          flags: --profile ${{ inputs.profile }}\n",
        ),
        (
            ".github/actions/wheel/action.yml",
            "inputs:\n  target: {}\n  flags: {}\nruns:\n  using: composite\n  steps:\n    - uses: PyO3/maturin-action@v1\n      \
             with:\n        target: ${{ inputs.target }}\n        args: ${{ inputs.flags }} --out dist\n    - uses: \
             actions/upload-artifact@v7\n      with:\n        name: wheels-${{ inputs.target }}-${{ github.sha }}\n        path: dist\n",
        ),
    ]);
    let [build] = project.ci.builds.as_slice() else {
        panic!("{:?}", project.ci.builds)
    };
    assert_eq!(build.profile.as_deref(), Some("release"));
    assert!(
        build.platforms[0].may_be(System::Manylinux, "aarch64")
            && !build.platforms[0].may_be(System::Manylinux, "x86_64")
    );
    assert_eq!(build.place.path.as_ref(), ".github/actions/wheel/action.yml");
    assert_eq!(project.ci.published().len(), 1);
}

#[test]
fn a_build_is_seen_unless_its_condition_surely_does_not_hold() {
    let published_if = |condition: &str| {
        let matrix = "    runs-on: ${{ matrix.os }}\n    strategy:\n      matrix: { os: [ubuntu-latest], n: [{ a: [1] }] }\n";
        let workflow = steps(&format!(
            "      - uses: actions/checkout@v7\n      - run: maturin build --out dist\n        if: {condition}\n      \
             - uses: pypa/gh-action-pypi-publish@v1\n"
        ));
        workflow.replace("    runs-on: ubuntu-latest\n", matrix)
    };
    let said_if = |condition: &str| {
        let (manifest, workflow) = (project("version = \"0.1.0\"\n"), published_if(condition));
        let files = [
            ("pyproject.toml", manifest.as_str()),
            ("Cargo.toml", CRATE),
            (CI, &workflow),
        ];
        says("ci/dev-profile-published", &files)
    };
    for holds in [
        "true",
        "matrix.os >= 'a'",
        "matrix.os == 'UBUNTU-latest' && 0x10 == '16'",
        "matrix.n.a[0] == 1 && contains(matrix.n.*, matrix.n.A)",
        "matrix.a.b == null && !matrix.os.x",
        "${{ github.ref }} != 'x'",
    ] {
        assert!(only(&published_if(holds)).is_sure, "{holds}");
        assert!(said_if(holds).contains("`dev`"), "{holds}");
    }
    for not_known in [
        "github.ref == 'x'",
        "github.ref || false",
        "matrix.os >= 'a",
        "matrix.os = 'a'",
        "no.such == 1",
    ] {
        assert!(!only(&published_if(not_known)).is_sure, "{not_known}");
        assert_eq!(said_if(not_known), "", "{not_known}");
    }
    for never in [
        "matrix.os < 'a'",
        "github.ref == 'x' && false",
        "matrix.n.a[1]",
        "false",
    ] {
        assert!(builds(&published_if(never)).is_empty(), "{never}");
    }
}

#[test]
fn inputs_of_actions_are_texts_and_those_of_workflows_what_they_are_declared_to_be() {
    let built_if = |condition: &str| {
        let called = "on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    with: { Wheel: true, name: 3.10 }\n";
        let workflow = format!(
            "on:\n  workflow_call:\n    inputs:\n      wheel: {{ type: boolean }}\n      sdist: {{ type: boolean }}\n      \
             name: {{ type: string }}\njobs:\n  b:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./.github/build\n        \
             with: {{ GIVEN: 1.50 }}\n      - run: maturin build\n        if: {condition}\n"
        );
        let action = format!(
            "inputs:\n  given: {{ default: 2 }}\n  flag: {{ default: true }}\n  none: {{}}\nruns:\n  using: composite\n  steps:\n    \
             - run: maturin build\n      shell: sh\n      if: {condition}\n"
        );
        let files = [
            (".github/workflows/a.yml", called),
            (".github/workflows/b.yml", &workflow),
            (".github/build/action.yml", &action),
        ];
        let builds = with(&files).ci.builds;
        builds
            .iter()
            .map(|build| build.place.path.to_string())
            .collect::<Vec<_>>()
    };
    for condition in [
        "inputs.flag == 'true'",
        "inputs.given == '1.5'",
        "inputs.none == '' && inputs.flag",
    ] {
        assert_eq!(built_if(condition), [".github/build/action.yml"], "{condition}");
    }
    for condition in [
        "inputs.wheel == true",
        "inputs.name == '3.1'",
        "format('{0}', inputs.SDIST) == 'false'",
    ] {
        assert_eq!(built_if(condition), [".github/workflows/b.yml"], "{condition}");
    }
}

#[test]
fn only_what_surely_reaches_the_public_index_is_published() {
    let run = |upload: &str, fetch: &str, publish: &str| {
        format!(
            "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: maturin build --out dist\n      - uses: \
             actions/upload-artifact@v7\n        with: {{ {upload} }}\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: \
             actions/download-artifact@v8\n        with: {{ {fetch} }}\n      - {publish}\n"
        )
    };
    let action = "uses: pypa/gh-action-pypi-publish@v1";
    for (upload, fetch, publish, count) in [
        ("name: wheels, path: dist", "name: wheels, path: dist", action, 1),
        (
            "name: wheels, path: dist/*.whl",
            "path: dist, merge-multiple: true",
            action,
            1,
        ),
        (
            "name: wheels, path: dist",
            "name: wheels",
            "run: twine upload --skip-existing *",
            1,
        ),
        (
            "name: wheels, path: dist",
            "name: wheels, path: dist",
            "run: uv publish",
            1,
        ),
        (
            "name: debug, path: dist",
            "name: ''",
            "run: twine upload wheels-*/*",
            0,
        ),
        (
            "name: wheels-a, path: dist",
            "name: ''",
            "run: twine upload wheels-*/*",
            1,
        ),
        ("name: wheels, path: dist", "name: docs, path: dist", action, 0),
        ("name: wheels, path: docs", "name: wheels, path: dist", action, 0),
        (
            "name: \"${{ inputs.x }}\", path: dist",
            "name: wheels, path: dist",
            action,
            0,
        ),
        (
            "name: wheels, path: dist",
            "name: wheels, path: dist",
            "run: twine upload -r testpypi dist/*",
            0,
        ),
        (
            "name: wheels, path: dist",
            "name: wheels, path: dist",
            "run: echo twine upload dist/*",
            0,
        ),
    ] {
        let project = with(&[(".github/workflows/a.yml", &run(upload, fetch, publish))]);
        assert_eq!(
            project.ci.published().len(),
            count,
            "{upload} / {fetch} / {publish}"
        );
    }
    let same_job = steps("      - run: maturin build --out dist\n      - run: uv publish\n");
    assert_eq!(
        with(&[(".github/workflows/a.yml", &same_job)])
            .ci
            .published()
            .len(),
        1
    );
}

#[test]
fn a_project_in_a_folder_is_seen_from_the_root_of_its_repository() {
    let root = std::env::temp_dir().join(format!("ironwheel-workflows-{}", std::process::id()));
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("can be made");
        std::fs::write(path, text).expect("can be written");
    };
    write(".git/HEAD", "");
    write("crates/py/pyproject.toml", &project("version = \"0.1.0\"\n"));
    write("crates/py/Cargo.toml", CRATE);
    let lines = "      - run: maturin build -m crates/py/Cargo.toml --out dist\n      - run: maturin build\n      - run: maturin \
                 build --release\n        working-directory: crates/py\n";
    write(".github/workflows/a.yml", &steps(lines));
    let project = Project::read(Tree::disk(&root.join("crates/py"))).expect("a maturin project");
    std::fs::remove_dir_all(&root).expect("can be removed");
    assert_eq!(project.workflows.folder(), "crates/py");
    let outs: Vec<Option<&str>> = project
        .ci
        .builds
        .iter()
        .map(|build| build.out.as_deref())
        .collect();
    assert_eq!(outs, [Some("../../dist"), Some("target/wheels")]);
    assert_eq!(
        project.ci.builds[0].place.path.as_ref(),
        "../../.github/workflows/a.yml"
    );
}
