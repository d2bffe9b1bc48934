"""The workflows: pinned, least privileged, silent under the auditors, and their scripts do what they say."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from render import ROOT, rendered

OURS, THEIRS = ROOT / ".github", ROOT / "tests/rendered/standard/.github"
ACTION, CI, RELEASE = "actions/project/action.yml", "workflows/ci.yml", "workflows/release.yml"
DEPENDABOT = "dependabot.yml"
FILES = [ACTION, CI, RELEASE, DEPENDABOT]
PIN = re.compile(r"uses: (?P<action>[\w.-]+/[\w./-]+)@(?P<commit>[0-9a-f]{40}) # v(?P<version>\d+\.\d+\.\d+)")

# What our own repository needs beyond the template: its version tags leave `v*` to the template, its slow tests
# run once, in a job of their own, and on musl, where the image lacks what its tests call, it checks itself instead.
# A build of it takes long: CI builds its wheels once for each system, and installs them where the template builds.
NOT_SLOW = '  PYTEST_ADDOPTS: -m "not slow" # what builds projects runs in the CI job `Repository`\n'
OWN_LINES = {
    ACTION: [],
    DEPENDABOT: [],
    CI: [
        ("  MATURIN_PEP517_ARGS:", f"{NOT_SLOW}  MATURIN_PEP517_ARGS:"),
        (
            "needs: [project, rust, python, test]",
            "needs: [project, rust, build, python, test, repository]",
        ),
        *(
            (f"    name: {job}\n    needs: [project]", f"    name: {job}\n    needs: [project, build]")
            for job in ("Python", "Test (${{ matrix.runner }}, Python ${{ matrix.python }})")
        ),
        *(
            (f"      {before}: ", f"      {name}: ${{{{ steps.project.outputs.{name} }}}}\n      {before}: ")
            for name, before in (("name", "lowest"), ("free-threaded", "tests"))
        ),
    ],
    RELEASE: [
        ("  MATURIN_PEP517_ARGS:", f"{NOT_SLOW}  MATURIN_PEP517_ARGS:"),
        ('tags: ["v*"]', 'tags: ["ironwheel-*"] # `v*` are the versions of the template'),
        (
            '              uv pip install --group test "$NAME"\n              python -m pytest\n',
            """              uv pip install "$NAME"
              scaffold check . # its tests need git, cargo and rustfmt, which are not in the image
""",
        ),
        (
            "python -m pip install --group check\n          ironwheel version",
            'MATURIN_PEP517_ARGS="--locked --profile dev" python -m pip install .\n          ironwheel version',
        ),
        (
            "python -m pip install --group check\n          ironwheel audit",
            """python -m pip install --no-index --no-deps --only-binary :all: --find-links dist ironwheel
          python -m pip install ironwheel
          ironwheel audit""",
        ),
    ],
}
OWN_JOB = re.compile(r"^  (?:build|repository):\n.*?(?=^  \w)", re.DOTALL | re.MULTILINE)
INSTALLED_JOB = re.compile(r"^  (?:python|test):\n(?:    .*\n)+", re.MULTILINE)
INSTALLING = re.compile(
    r"^      - name: (?:Set up Rust|Cache the build|Install|Download the wheels|Install the wheel)\n(?:        .*\n)+",
    re.MULTILINE,
)


def document(name: str, folder: Path = THEIRS) -> dict[str, Any]:
    # YAML 1.1 reads the key `on` as true.
    loaded = yaml.safe_load((folder / name).read_text("utf-8"))
    return {("on" if key is True else key): value for key, value in loaded.items()}


def steps(name: str, folder: Path = THEIRS) -> Iterator[dict[str, Any]]:
    content = document(name, folder)
    yield from content.get("runs", {}).get("steps", [])
    yield from chain.from_iterable(job["steps"] for job in content.get("jobs", {}).values())


both = pytest.mark.parametrize("folder", [THEIRS, OURS], ids=["template", "ours"])


@pytest.mark.parametrize("name", FILES)
def test_our_own_file_is_the_template_s(name: str) -> None:
    expected = (THEIRS / name).read_text("utf-8")
    for theirs, ours in OWN_LINES[name]:
        assert expected.count(theirs) == 1
        expected = expected.replace(theirs, ours)
    ours = (OURS / name).read_text("utf-8")
    if name == CI:
        expected, ours = (
            INSTALLED_JOB.sub(lambda job: INSTALLING.sub("", job[0]), text)
            for text in (expected, OWN_JOB.sub("", ours))
        )
    assert ours == expected, f".github/{name} is not what the template makes: change both, and run `make gen`"


def test_a_private_project_has_no_release_and_the_minimal_one_no_workflows() -> None:
    private = [name for name in FILES if name != RELEASE]
    for answers, names in [
        ({}, FILES),
        ({"license": "none"}, private),
        ({"preset": "minimal"}, []),
    ]:
        files = rendered(**answers)
        assert sorted(name for name in files if name.startswith(".github/")) == sorted(
            f".github/{name}" for name in names
        )


def test_every_action_is_pinned_by_commit_with_its_version_and_only_once() -> None:
    pins: dict[str, set[tuple[str, str]]] = {}
    for folder in (THEIRS, OURS):
        for name in (ACTION, CI, RELEASE):
            for line in (folder / name).read_text("utf-8").splitlines():
                if "uses:" in line and "uses: $/" not in line:
                    pin = PIN.fullmatch(line.strip().removeprefix("- "))
                    assert pin, line
                    pins.setdefault(pin["action"], set()).add((pin["commit"], pin["version"]))
    assert pins.keys() >= {"actions/checkout", "PyO3/maturin-action", "pypa/gh-action-pypi-publish"}
    twice = [action for action, found in pins.items() if len(found) > 1]
    assert not twice, f"{', '.join(twice)}: copy the pin to the template, then run `make gen`"


@pytest.mark.parametrize("pattern", [PIN, re.compile(r"(?P<action>cargo-deny)@(?P<version>[\d.]+)")])
def test_all_parts_of_the_template_have_the_same_pins(pattern: re.Pattern[str]) -> None:
    pins: dict[str, set[str]] = {}
    for path in (ROOT / "template").rglob("*"):
        if path.is_file():
            for pin in pattern.finditer(path.read_text("utf-8")):
                pins.setdefault(pin["action"], set()).add(pin[0])
    assert pins
    assert not [action for action, found in pins.items() if len(found) > 1]


def test_the_release_builds_with_the_maturin_that_the_template_asks_for() -> None:
    version = document(RELEASE)["env"]["MATURIN_VERSION"].removeprefix("v")
    for manifest in (ROOT / "pyproject.toml", ROOT / "template/pyproject.toml.jinja"):
        requires = re.search(r'requires = \["(maturin[^"]*)"\]', manifest.read_text("utf-8"))
        assert requires
        assert Requirement(requires[1]).specifier.contains(version)


def test_images_are_tagged_and_run_only_in_the_tests_after_the_wheels_are_stored() -> None:
    for name in (CI, RELEASE):
        jobs = document(name)["jobs"]
        assert all("container" not in job and "services" not in job for job in jobs.values())
        runs = {
            job for job, body in jobs.items() for step in body["steps"] if "docker run" in step.get("run", "")
        }
        assert runs == ({"test-musl"} if name == RELEASE else set())
    assert re.fullmatch(r"[\w/]+:\d+\.\d+\.\d+-alpine", document(RELEASE)["env"]["MUSL_IMAGE"])
    assert document(RELEASE)["jobs"]["test-musl"]["needs"] == ["source", "build"]


def test_nothing_is_cached_in_a_release() -> None:
    for step in steps(RELEASE):
        assert "cache" not in step.get("uses", "")
        assert not {"cache", "sccache", "enable-cache"} & step.get("with", {}).keys()
    assert any("rust-cache" in step.get("uses", "") for step in steps(CI))


@both
def test_permissions_are_least(folder: Path) -> None:
    writes = {}
    for name in (CI, RELEASE):
        content = document(name, folder)
        assert content["permissions"] == {}
        for job, body in content["jobs"].items():
            granted = body["permissions"]
            if granted not in ({}, {"contents": "read"}):
                writes[job] = granted
    assert writes == {
        "publish": {"id-token": "write"},
        "release": {"contents": "write", "id-token": "write", "attestations": "write"},
    }
    assert document(RELEASE, folder)["jobs"]["publish"]["environment"] == "pypi"


@both
def test_jobs_are_named_and_limited_and_leave_no_credentials(folder: Path) -> None:
    for name in (CI, RELEASE):
        content = document(name, folder)
        assert content["concurrency"]["group"].endswith("${{ github.ref }}")
        # A commit on `main` keeps its own result.
        cancels = {CI: "${{ github.event_name == 'pull_request' }}", RELEASE: False}
        assert content["concurrency"]["cancel-in-progress"] == cancels[name]
        for job in content["jobs"].values():
            assert job["name"]
            assert job["timeout-minutes"] <= 90
        for step in steps(name, folder):
            assert step["name"]
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


@both
def test_the_one_required_check_needs_every_other_job(folder: Path) -> None:
    jobs = document(CI, folder)["jobs"]
    assert jobs["green"]["if"] == "always()"
    assert set(jobs["green"]["needs"]) == jobs.keys() - {"green"}


def test_nothing_is_published_before_everything_is_built_and_tested() -> None:
    jobs = document(RELEASE)["jobs"]
    after = {"publish", "release", "published"}
    assert set(jobs["publish"]["needs"]) == jobs.keys() - after
    assert jobs["publish"]["if"] == "github.ref_type == 'tag'"
    assert "publish" in jobs["release"]["needs"]
    assert "release" in jobs["published"]["needs"]
    # Only `publish` may skip or outlive a failure: an `if` on another job could let one slip through.
    assert [job for job, body in jobs.items() if "if" in body] == ["publish"]
    uploads = [job for job, body in jobs.items() if "pypi-publish" in json.dumps(body)]
    assert uploads == ["publish"]
    # A run that failed half-way is run again, and some files are on the index.
    assert jobs["publish"]["steps"][-1]["with"] == {"skip-existing": True}


def test_every_platform_is_built_and_every_runner_tests_what_it_can_run() -> None:
    jobs = document(RELEASE)["jobs"]
    rows = jobs["build"]["strategy"]["matrix"]["include"]
    assert [row["platform"] for row in rows] == [
        *("manylinux-x86_64", "manylinux-aarch64", "musllinux-x86_64", "musllinux-aarch64"),
        *("macos-x86_64", "macos-arm64", "windows-x64", "windows-arm64"),
    ]
    runners = {job: set(jobs[job]["strategy"]["matrix"]["runner"]) for job in ("test", "test-musl")}
    assert runners["test"] == {row["runner"] for row in rows}
    assert runners["test-musl"] == {row["runner"] for row in rows if "musl" in row.get("libc", "")}
    build = next(
        step["with"]["args"] for step in jobs["build"]["steps"] if "maturin-action" in step.get("uses", "")
    )
    assert {"--release", "--locked"} <= set(build.split())
    assert build.endswith("--interpreter ${{ needs.source.outputs.interpreters }}")


def test_our_wheels_are_built_once_for_each_system() -> None:
    jobs = document(CI, OURS)["jobs"]
    scripts = {name: "\n".join(step.get("run", "") for step in job["steps"]) for name, job in jobs.items()}
    assert {name for name, script in scripts.items() if re.search(r"pip (install|wheel) \.", script)} == {
        "build"
    }
    for name in ("python", "test"):
        assert "--no-index --no-deps --only-binary :all: --find-links dist" in scripts[name]
        assert set(jobs[name]["needs"]) == {"project", "build"}


def test_dependabot_waits_before_it_proposes() -> None:
    updates = document(DEPENDABOT)["updates"]
    assert [update["package-ecosystem"] for update in updates] == ["github-actions", "cargo", "pip"]
    assert all(update["cooldown"]["default-days"] >= 7 and update["groups"] for update in updates)


@both
@pytest.mark.parametrize("name", [ACTION, CI, RELEASE])
@pytest.mark.skipif(sys.platform == "win32", reason="the first bash there is that of a Linux subsystem")
def test_scripts_parse_and_take_values_from_the_environment_only(name: str, folder: Path) -> None:
    scripts = [(step.get("shell", "bash"), step["run"]) for step in steps(name, folder) if "run" in step]
    assert scripts
    for shell, script in scripts:
        assert "${{" not in script
        if shell == "python":
            compile(script, "run", "exec")
        else:
            subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def tool(name: str) -> str:
    found = shutil.which(name, path=Path(sys.executable).parent)
    assert found, f"{name} is in the dependency group `tools`, and not installed next to {sys.executable}"
    return found


@pytest.mark.slow
@both
def test_the_auditors_are_silent(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / ".github")
    zizmor = [tool("zizmor"), "--offline", "--persona=auditor", "--no-config", "--format=plain", "."]
    audited = subprocess.run(zizmor, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert audited.returncode == 0, audited.stdout
    assert "No findings to report" in audited.stdout
    assert not any("zizmor:" in (folder / name).read_text("utf-8") for name in FILES)
    for schema, names in {
        "vendor.github-workflows": [CI, RELEASE],
        "vendor.github-actions": [ACTION],
        "vendor.dependabot": [DEPENDABOT],
    }.items():
        checked = subprocess.run(
            [tool("check-jsonschema"), "--builtin-schema", schema, *names],
            cwd=tmp_path / ".github", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert checked.returncode == 0, checked.stdout
