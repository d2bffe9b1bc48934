"""The scripts of the workflows, taken out of them and run against small projects and stand-ins."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from render import rendered
from steps import GITHUB, Runner, rendered_github

ROOT = Path(__file__).parent.parent
OWN = ROOT / ".github"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def pyproject(*minors: int, is_free_threaded: bool = True) -> str:
    names = ["3 :: Only", *(f"3.{minor}" for minor in minors)]
    names += ["Free Threading :: 2 - Beta"] if is_free_threaded else []
    classifiers = json.dumps([f"Programming Language :: Python :: {name}" for name in names])
    return f"""[project]\nname = "my-lib"\nclassifiers = {classifiers}
[tool.maturin]\nmodule-name = "my_lib._core"\n"""


def read_project(runner: Runner) -> subprocess.CompletedProcess[str]:
    return runner.run("actions/project/action.yml", None, "Read pyproject.toml")


@pytest.mark.parametrize(
    ("minors", "pythons", "edges", "free_threaded"),
    [
        (
            (11, 12, 13, 14, 15),
            ["3.11", "3.12", "3.13", "3.14", "3.15"],
            ["3.11", "3.15"],
            ["3.14t", "3.15t"],
        ),
        ((15, 9, 10), ["3.9", "3.10", "3.15"], ["3.9", "3.15"], ["3.15t"]),
        ((14, 15), ["3.14", "3.15"], ["3.14", "3.15"], ["3.14t", "3.15t"]),
        ((15,), ["3.15"], ["3.15"], ["3.15t"]),
        ((12, 13), ["3.12", "3.13"], ["3.12", "3.13"], []),
    ],
)
def test_the_pythons_come_from_the_classifiers(
    runner: Runner, minors: tuple[int, ...], pythons: list[str], edges: list[str], free_threaded: list[str]
) -> None:
    runner.write("pyproject.toml", pyproject(*minors))
    result = read_project(runner)
    assert result.returncode == 0, result.stderr
    assert runner.outputs() == {
        "name": "my-lib",
        "module": "my_lib._core",
        "lowest": edges[0],
        "free-threaded": json.dumps(free_threaded),
        "interpreters": " ".join(f"python{version}" for version in [edges[0], *free_threaded]),
        "pythons": json.dumps(pythons + free_threaded),
        "edges": json.dumps(edges),
        "wheel-pythons": json.dumps(edges + free_threaded),
    }
    declared = yaml.safe_load((GITHUB / "actions/project/action.yml").read_text("utf-8"))["outputs"]
    assert declared.keys() == runner.outputs().keys()


def test_who_claims_no_free_threading_gets_no_wheels_for_it(runner: Runner) -> None:
    runner.write("pyproject.toml", pyproject(13, 14, is_free_threaded=False))
    assert read_project(runner).returncode == 0
    assert runner.outputs()["interpreters"] == "python3.13"
    assert runner.outputs()["wheel-pythons"] == '["3.13", "3.14"]'


def test_a_project_that_claims_no_python_is_told_so(runner: Runner) -> None:
    runner.write("pyproject.toml", pyproject())
    result = read_project(runner)
    assert result.returncode == 1
    assert result.stderr.startswith("::error file=pyproject.toml::no classifier")


def test_linux_tests_every_python_and_the_others_the_edges(runner: Runner) -> None:
    pythons, edges = ["3.11", "3.12", "3.13", "3.14t"], ["3.11", "3.13"]
    env = {"PYTHONS": json.dumps(pythons), "EDGES": json.dumps(edges)}
    assert runner.run("workflows/ci.yml", "project", "Choose what to test where", **env).returncode == 0
    tests = [(row["runner"], row["python"]) for row in json.loads(runner.outputs()["tests"])]
    assert tests == [
        *(("ubuntu-24.04", python) for python in pythons),
        *((runner, python) for runner in ("macos-15", "windows-2025") for python in edges),
    ]


@pytest.mark.parametrize(
    ("results", "code"),
    [("success success", 0), ("success failure", 1), ("skipped success", 1), ("cancelled", 1)],
)
def test_the_gate_opens_only_when_every_job_succeeded(runner: Runner, results: str, code: int) -> None:
    result = runner.run("workflows/ci.yml", "green", "Look at every result", RESULTS=results)
    assert result.returncode == code
    assert ("::error::" in result.stdout) == bool(code)


@pytest.mark.parametrize("code", [0, 1])
@pytest.mark.parametrize(
    ("source", "name", "words"),
    [
        ("cargo", "Compare the tag with the version", "--check-tag v1.2.0rc1"),
        ("git", "Write the version of the tag", "--from-tag"),
    ],
)
def test_the_first_command_of_a_release_is_about_its_version(
    tmp_path: Path, source: str, name: str, words: str, code: int
) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, version_source=source))
    jobs = yaml.safe_load((runner.github / "workflows/release.yml").read_text("utf-8"))["jobs"]
    first = next(step for step in jobs["source"]["steps"] if "run" in step)
    assert (first["name"], first["if"]) == (name, "github.ref_type == 'tag'")
    runner.stand_in("python", 'echo python "$@" >> "$CALLED"')
    runner.stand_in("ironwheel", f'echo ironwheel "$@" >> "$CALLED"; exit {code}')
    done = runner.run("workflows/release.yml", "source", name, GITHUB_REF_NAME="v1.2.0rc1")
    assert done.returncode == code
    assert runner.calls() == ["python -m pip install --group check", f"ironwheel version {words}"]


def test_wheels_of_a_version_from_the_tag_are_built_from_the_sdist(tmp_path: Path) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, version_source="git"))
    runner.write("my_lib-1.2.0/src/lib.rs", "stamped")
    pack = ["tar", "--create", "--gzip", "--file", "my_lib-1.2.0.tar.gz", "my_lib-1.2.0"]
    subprocess.run(pack, cwd=runner.project, check=True)
    assert runner.run("workflows/release.yml", "build", "Unpack it").returncode == 0
    assert (runner.project / "src/lib.rs").read_text("utf-8") == "stamped"


def test_a_tag_that_is_not_on_the_main_branch_stops_the_release(runner: Runner) -> None:
    def git(*arguments: str, cwd: Path = runner.project) -> None:
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=cwd, check=True, capture_output=True)

    def released(tag: str) -> subprocess.CompletedProcess[str]:
        git("checkout", "--detach", tag)
        env = {"BRANCH": "main", "GITHUB_REF_NAME": tag}
        name = "Look for the tagged commit on the main branch"
        return runner.run("workflows/release.yml", "source", name, **env)

    upstream = runner.project.with_name("upstream")
    git("init", "--initial-branch=main", str(upstream))
    for tag in ("v1.0.0", "v1.1.0", "v1.2.0"):
        git("commit", "--allow-empty", "--message", tag, cwd=upstream)
        git("tag", tag, cwd=upstream)
    git("checkout", "-b", "topic", "v1.1.0", cwd=upstream)
    git("commit", "--allow-empty", "--message", "Not merged", cwd=upstream)
    git("tag", "--annotate", "--message", "v1.1.1", "v1.1.1", cwd=upstream)
    git("clone", str(upstream), ".")
    assert [released(tag).returncode for tag in ("v1.0.0", "v1.2.0")] == [0, 0]
    refused = released("v1.1.1")
    assert refused.returncode == 1
    assert "::error::the commit of v1.1.1 is not on main" in refused.stdout


@pytest.mark.skipif(not shutil.which("git"), reason="it compares two commits")
def test_a_new_version_on_main_is_tagged_once_and_released(tmp_path: Path) -> None:
    runner = Runner(tmp_path, tmp_path / "project" / ".github")
    for path, content in rendered(auto_tag=True, repository_url="https://github.com/ada/it").items():
        runner.write(path, content.decode())

    def git(*arguments: str, cwd: Path = runner.project) -> str:
        who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        done = subprocess.run(["git", *who, *arguments], cwd=cwd, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def pushed(before: str) -> dict[str, str]:
        shutil.rmtree(tmp_path / "temporary", ignore_errors=True)
        env = {"BEFORE": before, "RUNNER_TEMP": str(tmp_path / "temporary")}
        done = runner.run("workflows/tag.yml", "tag", "Compare the version with the one before", **env)
        assert done.returncode == 0, done.stderr
        git("worktree", "prune")
        return runner.outputs()

    runner.stand_in("python", "exit 0")
    runner.stand_in("ironwheel", f'exec "{sys.executable}" -m ironwheel "$@"')
    runner.stand_in("gh", 'echo gh "$@" >> "$CALLED"')
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message=first")
    first = git("rev-parse", "HEAD")
    assert pushed("0" * 40) == {}
    assert pushed(first) == {}
    manifest = (runner.project / "Cargo.toml").read_text("utf-8")
    runner.write("Cargo.toml", manifest.replace('version = "0.1.0"', 'version = "0.2.0"', 1))
    git("commit", "--quiet", "--all", "--message=second")
    assert pushed(first) == {"is-new": "true"}

    git("init", "--quiet", "--bare", str(tmp_path / "origin"))
    git("remote", "add", "origin", str(tmp_path / "origin"))
    name = "Tag the commit, unless an earlier run has, and start the release"
    for _ in range(2):
        done = runner.run("workflows/tag.yml", "tag", name, GH_TOKEN="")
        assert done.returncode == 0, done.stdout + done.stderr
    assert git("tag", "--points-at", "HEAD") == "v0.2.0"
    assert git("tag", cwd=tmp_path / "origin") == "v0.2.0"
    started = "gh workflow run release.yml --ref v0.2.0"
    assert runner.calls() == ["gh auth setup-git", started, started]


def versions(runner: Runner, version: str = "1.2.0a3") -> subprocess.CompletedProcess[str]:
    runner.write("Cargo.toml", '[package]\nname = "my-lib"\nversion = "1.2.0-alpha.3"\nedition = "2024"\n')
    runner.write("src/lib.rs")
    runner.write(f"dist/my_lib-{version}.tar.gz")
    if not (runner.project / "Cargo.lock").exists():
        subprocess.run(["cargo", "generate-lockfile", "--offline", "--quiet"], cwd=runner.project, check=True)
    return runner.run("workflows/release.yml", "source", "Read the version")


def test_a_release_knows_its_version(runner: Runner) -> None:
    result = versions(runner)
    assert result.returncode == 0, result.stdout + result.stderr
    assert runner.outputs() == {"version": "1.2.0a3", "pre": "true"}


@pytest.mark.parametrize(
    ("version", "pre"),
    [
        ("1.2.0", "false"),
        ("1.2.0.post1", "false"),
        ("1!2.0rc1", "true"),
        ("1.2b1", "true"),
        ("1.dev0", "true"),
    ],
)
def test_a_release_knows_whether_it_is_a_pre_release(runner: Runner, version: str, pre: str) -> None:
    assert versions(runner, version).returncode == 0
    assert runner.outputs() == {"version": version, "pre": pre}


def test_a_stale_lock_stops_the_release(runner: Runner) -> None:
    assert versions(runner).returncode == 0
    lock = (runner.project / "Cargo.lock").read_text("utf-8")
    runner.write("Cargo.lock", lock.replace("1.2.0-alpha.3", "1.1.0"))
    result = versions(runner)
    assert result.returncode != 0
    assert "--locked" in result.stderr


@pytest.mark.parametrize("code", [0, 1])
def test_all_that_will_be_published_is_audited(runner: Runner, code: int) -> None:
    runner.stand_in("python", 'echo python "$@" >> "$CALLED"')
    runner.stand_in("ironwheel", f'echo ironwheel "$@" >> "$CALLED"; exit {code}')
    done = runner.run("workflows/release.yml", "audit", "Look into all that will be published")
    assert done.returncode == code
    assert runner.calls() == ["python -m pip install --group check", "ironwheel audit dist/"]


CHANGELOG = """# Changelog

## [Unreleased]

Later.

## [1.2.0-alpha.3] - 2026-11-20

### Added

* A thing.

## 1.1.0

Old.

[1.2.0-alpha.3]: https://example.org
"""


@pytest.mark.parametrize(
    ("changelog", "notes"),
    [
        (CHANGELOG, "### Added\n\n* A thing.\n"),
        (CHANGELOG.replace("[1.2.0-alpha.3] -", "v1.2.0a3 -"), "### Added\n\n* A thing.\n"),
        (
            CHANGELOG.replace("[1.2.0-alpha.3] -", "[1.2.0a3](https://example.org) -"),
            "### Added\n\n* A thing.\n",
        ),
        (CHANGELOG.replace("[1.2.0-alpha.3] -", "[1.2.0-alpha.30] -"), None),
        (None, None),
    ],
)
def test_notes_are_the_section_of_the_version(
    runner: Runner, changelog: str | None, notes: str | None
) -> None:
    if changelog:
        runner.write("CHANGELOG.md", changelog)
    name = "Cut the notes from the changelog"
    result = runner.run("workflows/release.yml", "release", name, VERSION="1.2.0a3")
    assert result.returncode == 0, result.stderr
    made = runner.project / "notes.md"
    assert (made.read_text("utf-8") if made.exists() else None) == notes


@pytest.mark.parametrize(
    ("version", "notes", "options"),
    [
        ("1.2.0", "New.", "--notes-file notes.md"),
        ("1.2.0", "", "--generate-notes"),
        ("1.2.0.post1", "New.", "--notes-file notes.md"),
        ("1.2.0a3", "New.", "--notes-file notes.md --prerelease"),
        ("1.2.0.dev1", "", "--generate-notes --prerelease"),
    ],
)
def test_the_release_has_notes_and_says_what_it_is(
    runner: Runner, version: str, notes: str, options: str
) -> None:
    assert make_release(runner, version, notes, draft="", is_pre="--prerelease" in options).returncode == 0
    tag = f"v{version}"
    assert runner.calls() == [
        f"release view {tag} --json isDraft --jq .isDraft",
        f"release create {tag} --draft --verify-tag --title {tag} {options}",
        f"release upload {tag} --clobber dist/my_lib.whl sbom.cyclonedx.json",
        f"release edit {tag} --draft=false",
    ]


@pytest.mark.parametrize(("draft", "calls"), [("true", ["view", "upload", "edit"]), ("false", ["view"])])
def test_a_release_that_is_made_again_goes_on(runner: Runner, draft: str, calls: list[str]) -> None:
    assert make_release(runner, "1.2.0", "New.", draft).returncode == 0
    assert [call.split()[1] for call in runner.calls()] == calls


def make_release(
    runner: Runner, version: str, notes: str, draft: str, is_pre: bool = False
) -> subprocess.CompletedProcess[str]:
    viewed = f"echo {draft}" if draft else "exit 1"
    runner.stand_in("gh", f'echo "$@" >> "$CALLED"; if [ "$2" = view ]; then {viewed}; fi')
    runner.write("dist/my_lib.whl")
    runner.write("notes.md", notes)
    env = {"GH_TOKEN": "", "PRE": str(is_pre).lower(), "GITHUB_REF_NAME": f"v{version}"}
    name = "Make the release, or go on with the draft of an earlier run"
    return runner.run("workflows/release.yml", "release", name, **env)


def take_sbom(runner: Runner, *members: str) -> subprocess.CompletedProcess[str]:
    runner.write("dist/my_lib.tar.gz")
    with zipfile.ZipFile(runner.project / "dist" / "my_lib.whl", "w") as wheel:
        for name in members:
            wheel.writestr(name, name)
    name = "Take the list of what is compiled in out of a wheel, which is that of all"
    return runner.run("workflows/release.yml", "release", name)


def test_the_sbom_of_a_wheel_is_a_file_of_the_release(runner: Runner) -> None:
    sbom = "my_lib-1.0.dist-info/sboms/my-lib.cyclonedx.json"
    done = take_sbom(runner, "my_lib/__init__.py", "my_lib-1.0.dist-info/sboms/auditwheel.cdx.json", sbom)
    assert done.returncode == 0, done.stderr
    assert (runner.project / "sbom.cyclonedx.json").read_text("utf-8") == sbom


def test_a_release_without_an_sbom_stops_and_says_why(runner: Runner) -> None:
    done = take_sbom(runner, "my_lib/__init__.py")
    assert done.returncode == 1
    assert done.stderr.startswith("::error::no wheel has an SBOM")


def test_all_scripts_of_every_kind_of_release_are_run_here(tmp_path: Path) -> None:
    """What no test runs is listed, with the reason."""
    tested = Path(__file__).read_text("utf-8") + Path(__file__).with_name("test_index.py").read_text("utf-8")
    not_run = {
        "Build and install it": "shapes are built from their sdists elsewhere",
        "Set up Rust": "it needs the network",
        "Test": "shapes are tested elsewhere",
    }
    kinds = [
        {"version_source": "git", "builder": "cibuildwheel"},
        {"wheels": "all", "testpypi": True},
        {"publish": "index"},
    ]
    for number, answers in enumerate(kinds):
        github = rendered_github(tmp_path / str(number), **answers)
        jobs = yaml.safe_load((github / "workflows/release.yml").read_text("utf-8"))["jobs"]
        names = {step["name"] for job in jobs.values() for step in job["steps"] if "run" in step}
        assert not {name for name in names if f'"{name}"' not in tested} - not_run.keys()


CONTAINED = [
    ("test-musl", {"PYTHON": "3.14t", "MUSL_IMAGE": "image:tag"}, ["image:tag"]),
    (
        "test-emulated",
        {"PYTHON": "3.11", "PLATFORM": "linux/s390x", "IMAGE": "slim"},
        ["--platform", "linux/s390x", "python:3.11-slim"],
    ),
]


def test_a_wheel_is_never_built_from_source_to_test_it(runner: Runner) -> None:
    runner.write("dist/my_lib-1.2.0.tar.gz")
    env = {"NAME": "my-lib", "PIP_NO_INPUT": "1"}
    name = "Install the wheel made for this platform, never a build from source"
    result = runner.run("workflows/release.yml", "test", name, **env)
    assert result.returncode == 1
    assert "No matching distribution found for my-lib" in result.stderr


@pytest.mark.parametrize(("job", "env", "words"), CONTAINED)
@pytest.mark.parametrize(("layout", "installed"), [("mixed", '"$NAME"'), ("dual", '"$NAME" "$NAME-core"')])
def test_tests_in_a_container_run_the_same_steps(
    tmp_path: Path, job: str, env: dict[str, str], words: list[str], layout: str, installed: str
) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, wheels="all", layout=layout))
    runner.stand_in("docker", 'for last; do :; done; printf "%s\\n" "$@" >> "$CALLED"; echo "$last" | sh -n')
    name = "Install the wheel made for this platform and test"
    result = runner.run("workflows/release.yml", job, name, NAME="my-lib", **env)
    assert result.returncode == 0, result.stderr
    calls = runner.calls()
    assert {"NAME", f"{runner.project}:/project", *words} <= set(calls)
    taken = f"--no-index --no-deps --only-binary :all: --find-links dist {installed}"
    assert any(line.endswith(taken) for line in calls)
    assert calls[-2].strip() == "python -m pytest"


@pytest.mark.parametrize("is_there", [True, False])
def test_pyodide_says_which_tools_it_is_built_with(tmp_path: Path, is_there: bool) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, wheels="all"))
    runner.stand_in("python", 'echo python "$@" >> "$CALLED"')
    says = 'echo "$3" | sed "s/.*_version/3.14.2/"' if is_there else "exit 1"
    runner.stand_in("pyodide", says)
    name = "Ask Pyodide which tools it is built with"
    done = runner.run("workflows/release.yml", "pyodide", name, PYODIDE_BUILD_VERSION="0.39.2")
    assert (done.returncode == 0) is is_there, "what it does not know is not built with nothing"
    assert runner.calls() == ["python -m pip install pyodide-build==0.39.2"]
    if is_there:
        assert runner.outputs() == {
            "emscripten_version": "3.14.2",
            "python_version": "3.14",
            "rust_toolchain": "rust_toolchain",
            "pyemscripten_platform_version": "3.14.2",
        }


@pytest.mark.parametrize(("layout", "package"), [("mixed", ""), ("dual", "core ")])
def test_cibuildwheel_builds_and_tests_into_the_folder_that_is_kept(
    tmp_path: Path, layout: str, package: str
) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, builder="cibuildwheel", layout=layout))
    runner.stand_in("python", 'echo python "$@" >> "$CALLED"')
    name = "Build the wheels and test them"
    done = runner.run("workflows/release.yml", "build", name, CIBUILDWHEEL_VERSION="4.3.5")
    assert done.returncode == 0, done.stderr
    assert runner.calls() == [
        "python -m pip install cibuildwheel==4.3.5",
        f"python -m cibuildwheel {package}--output-dir dist",
    ]


@pytest.mark.parametrize(("layout", "installed"), [("mixed", "my-lib"), ("dual", "my-lib my-lib-core")])
def test_the_wheel_for_pyodide_is_tested_in_it(tmp_path: Path, layout: str, installed: str) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, wheels="all", layout=layout))
    for name in ("python", "pip"):
        runner.stand_in(name, f'echo {name} "$@" >> "$CALLED"')
    runner.stand_in("pyodide", 'mkdir -p "$2/bin"; echo "echo inside >> \\"$CALLED\\"" > "$2/bin/activate"')
    env = {"NAME": "my-lib", "PYODIDE_BUILD_VERSION": "0.39.2", "RUNNER_TEMP": str(tmp_path)}
    done = runner.run("workflows/release.yml", "pyodide", "Install it in Pyodide and test", **env)
    assert done.returncode == 0, done.stderr
    assert runner.calls() == [
        "python -m pip install pyodide-build==0.39.2",
        "inside",
        f"pip install --no-index --no-deps --only-binary :all: --find-links dist {installed}",
        "pip install --group test my-lib",
        "python -m pytest",
    ]


@pytest.mark.parametrize(("failures", "code", "calls"), [(2, 0, 3), (99, 1, 20)])
def test_what_was_published_is_installed_as_soon_as_the_index_shows_it(
    runner: Runner, failures: int, code: int, calls: int
) -> None:
    runner.stand_in("sleep", "exit 0")
    runner.stand_in("python", f'echo "$@" >> "$CALLED"; [ "$(wc -l < "$CALLED")" -gt {failures} ]')
    name = "Install, as soon as the index shows it"
    result = runner.run("workflows/release.yml", "published", name, NAME="my-lib", VERSION="1.2.0")
    assert result.returncode == code
    assert runner.calls() == ["-m pip install --no-cache-dir --only-binary my-lib my-lib==1.2.0"] * calls


@pytest.mark.parametrize(("module", "code"), [("json.decoder", 0), ("json.missing", 1)])
def test_the_extension_module_is_imported(runner: Runner, module: str, code: int) -> None:
    result = runner.run("workflows/release.yml", "published", "Import the extension module", MODULE=module)
    assert result.returncode == code


@pytest.mark.parametrize("is_published", [True, False])
def test_a_template_gets_its_tag_only_where_the_index_has_the_package_that_it_pins(
    tmp_path: Path, is_published: bool
) -> None:
    runner = Runner(tmp_path, OWN)
    pins = (ROOT / "template/pyproject.toml.jinja").read_text("utf-8")
    runner.write("template/pyproject.toml.jinja", pins)
    (pin,) = re.findall(r'^check = \["(.*)"\]$', pins, re.MULTILINE)
    index = tmp_path / "index"
    index.mkdir()
    if is_published:
        name, _, version = pin.partition("==")
        with zipfile.ZipFile(index / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
            metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            wheel.writestr(f"{name}-{version}.dist-info/METADATA", metadata)
            wheel.writestr(f"{name}-{version}.dist-info/WHEEL", "Wheel-Version: 1.0\n")
            wheel.writestr(f"{name}-{version}.dist-info/RECORD", "")
    runner.stand_in("python3", f'exec "{sys.executable}" "$@"')
    done = runner.run(
        "workflows/template-tag.yml",
        "tag",
        "Look for the package on the index",
        RUNNER_TEMP=str(tmp_path),
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS=str(index),
    )
    assert (done.returncode == 0) is is_published, done.stderr
    assert (f"::error::the index has no {pin}" in done.stdout) is not is_published


@pytest.mark.parametrize(("version", "code"), [("0.1.0", 0), ("0.1", 1), ("9.0.0", 1)])
def test_a_tag_is_that_of_a_version_in_the_bundle(tmp_path: Path, version: str, code: int) -> None:
    runner = Runner(tmp_path, OWN)
    runner.project = ROOT
    done = runner.run(
        "workflows/template-tag.yml", "tag", "Look for the version in the bundle", VERSION=version
    )
    assert done.returncode == code, done.stdout
