"""What extras give to keep a project: the changelog from commits, the weekly test, the recipe, the container."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from files import run
from render import render_repository, rendered
from steps import Runner, rendered_github

not_windows = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

CHANGELOG = """\
# Changelog

Mine.

## [Unreleased]
{unreleased}
## [1.0.0] - 2026-01-01

### Added

- All of it.

[Unreleased]: https://x.org/compare/v1.0.0...HEAD
"""


def commit(project: Path, message: str) -> None:
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    run(*git, "commit", "--quiet", "--allow-empty", "--no-gpg-sign", "-m", message, cwd=project)


@pytest.mark.slow
def test_the_changelog_gets_what_commits_say_and_keeps_what_is_there(tmp_path: Path) -> None:
    project = render_repository(tmp_path / "project", {"extras": ["git-cliff"]})
    commit(project, "feat: before the release")
    run("git", "tag", "v1.0.0", cwd=project)
    for message in (
        "feat: count faster\n\nA body that is not told.",
        "fix(core): no more panics",
        "feat!: another order",
        "chore: tidy",
        "Not of the kind",
        "fix: told by hand",
    ):
        commit(project, message)
    changelog = project / "CHANGELOG.md"
    by_hand = "\n### Fixed\n\n- Told by hand.\n- Mine.\n"
    changelog.write_text(CHANGELOG.format(unreleased=by_hand), "utf-8")
    run(sys.executable, "scripts/changelog.py", cwd=project)
    more = (
        "- No more panics.\n\n### Added\n\n- Count faster.\n\n### Changed\n\n- **Breaking:** Another order.\n"
    )
    assert changelog.read_text("utf-8") == CHANGELOG.format(unreleased=by_hand + more)
    run(sys.executable, "scripts/changelog.py", cwd=project)
    assert changelog.read_text("utf-8") == CHANGELOG.format(unreleased=by_hand + more), "once is enough"
    # The release takes it as it is.
    scaffold = Path(sys.executable).with_name("scaffold")
    run(scaffold, "version", "1.1.0", "--force", cwd=project)
    text = changelog.read_text("utf-8")
    assert "## [Unreleased]\n\n## [1.1.0] - " in text
    assert "[1.1.0]: https://x.org/compare/v1.0.0...v1.1.0" in text
    changelog.write_text("# Changelog\n", "utf-8")
    lost = subprocess.run(
        [sys.executable, "scripts/changelog.py"], cwd=project, capture_output=True, text=True, check=False
    )
    assert (lost.returncode, lost.stderr) == (
        1,
        "CHANGELOG.md has no heading `## [Unreleased]`: add it above the last release\n",
    )


@not_windows
@pytest.mark.parametrize(
    ("number", "call"), [("", "issue create --title T --body "), ("7", "issue comment 7 --body ")]
)
def test_one_issue_tells_of_what_is_coming(tmp_path: Path, number: str, call: str) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, extras="[nightly]"))
    runner.stand_in("gh", f'echo "$@" >> "$CALLED"; if [ "$2" = list ]; then echo {number}; fi')
    env = {"GH_TOKEN": "", "GH_REPO": "a/b", "RUN": "https://x.org/1", "TITLE": "T"}
    name = "Open an issue, or add to the one that is open"
    assert runner.run("workflows/nightly.yml", "tell", name, **env).returncode == 0
    first, second = runner.calls()
    assert first.startswith('issue list --search in:title "T" ')
    assert second.startswith(call)
    assert second.endswith("https://x.org/1")


@not_windows
def test_what_is_coming_is_after_the_newest_python(tmp_path: Path) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, extras="[nightly]"))
    done = runner.run("workflows/nightly.yml", "project", "Choose what to test", EDGES='["3.11", "3.15"]')
    assert done.returncode == 0, done.stderr
    tests = json.loads(runner.outputs()["tests"])
    assert [(test["rust"], test["python"]) for test in tests] == [
        *(("nightly", "3.15"), ("stable", "3.16-dev"), ("stable", "3.15")),
    ]
    jobs = yaml.safe_load((runner.github / "workflows/nightly.yml").read_text("utf-8"))["jobs"]
    (step,) = (step for step in jobs["try"]["steps"] if step.get("run") == "cargo update")
    assert tests[-1]["what"] in step["if"]
    assert jobs["tell"]["permissions"] == {"issues": "write"}
    assert all(job["permissions"] == {"contents": "read"} for name, job in jobs.items() if name != "tell")


@not_windows
@pytest.mark.parametrize(
    ("layout", "core", "ours"), [("mixed", "", ""), ("dual", " --manifest-path core/Cargo.toml", "-core")]
)
def test_ci_looks_into_all_that_would_be_published_and_asks_about_nothing_of_ours(
    tmp_path: Path, layout: str, core: str, ours: str
) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, extras="[care]", layout=layout))
    for name in ("python", "pip-audit", "maturin", "hatchling"):
        runner.stand_in(name, f'echo {name} "$@" | tee -a "$CALLED"')
    care = "workflows/care.yml"
    assert runner.run(care, "packages", "Known vulnerabilities", NAME="my-lib").returncode == 0
    assert runner.run(care, "distributions", "Build what would be published").returncode == 0
    build = "--release --locked --sdist --compatibility pypi --out dist --interpreter python"
    assert runner.calls() == [
        f"python -m pip freeze --exclude my-lib{f' --exclude my-lib{ours}' if ours else ''}",
        "pip-audit --strict --disable-pip --no-deps --requirement installed.txt",
        "python -m pip install --group dev --group check",
        f"maturin build {build}{core}",
        *(["hatchling build --directory dist"] if ours else []),
    ]


@not_windows
@pytest.mark.parametrize("layout", ["mixed", "dual"])
@pytest.mark.parametrize("is_same", [True, False])
def test_ci_compares_what_two_builds_with_the_time_of_the_commit_give(
    tmp_path: Path, is_same: bool, layout: str
) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, extras="[reproducible]", layout=layout))
    runner.stand_in("hatchling", 'echo same > "$3/package.whl"')
    run("git", "init", "--quiet", cwd=runner.project)
    commit(runner.project, "Start")
    time = run("git", "log", "-1", "--format=%ct", cwd=runner.project).strip()
    content = '"$SOURCE_DATE_EPOCH"' if is_same else '"$5"'
    runner.stand_in("maturin", f'case $1 in build) mkdir -p "$5"; echo {content} > "$5/my.whl"; esac')
    name = "Build twice with the time of the commit, and compare"
    done = runner.run("workflows/ci.yml", "reproducible", name)
    assert (done.returncode == 0) is is_same, done.stderr
    if is_same:
        assert {path.read_text() for path in runner.project.glob("dist/*/my.whl")} == {f"{time}\n"}
        assert len([*runner.project.glob("dist/*/package.whl")]) == (2 if layout == "dual" else 0)
        release = runner.run("workflows/release.yml", "source", "Take the time of the commit for all builds")
        assert release.returncode == 0
        assert runner.outputs() == {"epoch": time}


@pytest.mark.parametrize("answers", [{}, {"builder": "cibuildwheel"}, {"abi": "abi3t"}, {"layout": "dual"}])
def test_every_build_of_a_release_has_the_time_of_the_commit(answers: dict[str, str]) -> None:
    text = rendered(extras="[reproducible]", **answers)[".github/workflows/release.yml"].decode()
    jobs = yaml.safe_load(text)["jobs"]
    sources = [step for step in jobs["source"]["steps"] if step["name"].startswith("Build the ")]
    assert len(sources) == (2 if "layout" in answers else 1)
    assert {step["env"]["SOURCE_DATE_EPOCH"] for step in sources} == {"${{ steps.epoch.outputs.epoch }}"}
    build = jobs["build"]
    assert build["env"]["SOURCE_DATE_EPOCH"] == "${{ needs.source.outputs.epoch }}"
    # What runs in a container has only the variables that are named.
    actions = [step["with"] for step in build["steps"] if "maturin-action" in step.get("uses", "")]
    passed = [build["env"].get("CIBW_ENVIRONMENT_PASS_LINUX")] if not actions else []
    passed += [action["docker-options"].removeprefix("--env ") for action in actions]
    assert {*passed} == {"SOURCE_DATE_EPOCH"}
    assert "SOURCE_DATE_EPOCH" not in rendered(**answers)[".github/workflows/release.yml"].decode()


# What the specification of development containers knows of those that are used here.
CONTAINER = {"customizations", "features", "image", "name", "postCreateCommand", "remoteEnv", "remoteUser"}


@pytest.mark.parametrize(
    ("answers", "command"),
    [
        ({}, "pip install --user rust-just==1.59.0 && just setup"),
        ({"task_runner": "make"}, "make setup"),
        ({"preset": "minimal"}, "python -m venv .venv && "),
        ({"layout": "dual"}, "pip install --user rust-just==1.59.0 && just setup"),
        ({"preset": "minimal", "layout": "dual"}, "python -m venv .venv && "),
    ],
)
def test_the_container_sets_the_project_up(answers: dict[str, str], command: str) -> None:
    files = rendered(extras="[devcontainer, docker]", python_min="3.12", **answers)
    container: dict[str, Any] = json.loads(files[".devcontainer/devcontainer.json"])
    assert container.keys() == CONTAINER
    assert container["postCreateCommand"].startswith(command)
    assert ("--editable ." in container["postCreateCommand"]) == (answers.keys() == {"preset", "layout"})
    assert f"FROM {container['image']} AS build".encode() in files["Dockerfile"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"extras": "[conda, numpy]", "license": "MIT", "python_min": "3.14"},
        {"layout": "dual", "python_min": "3.14"},
    ],
)
@pytest.mark.parametrize("platform", ["linux-64", "linux-aarch64", "osx-arm64", "win-64"])
def test_the_recipe_is_read_and_rendered_for_each_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: dict[str, str], platform: str
) -> None:
    build = pytest.importorskip("rattler_build", reason="it is in the dependency group `tools`")
    files = rendered(**({"extras": "[conda]", "description": 'a "quoted": one'} | answers))
    project = tomllib.loads(files["pyproject.toml"].decode())["project"]
    for path in ("conda/recipe.yaml", "conda/variants.yaml"):
        (tmp_path / Path(path).name).write_bytes(files[path])
    monkeypatch.setenv("VERSION", "1.2.0")
    recipe = build.Stage0Recipe.from_file(tmp_path / "recipe.yaml")
    variants = build.VariantConfig.from_file(tmp_path / "variants.yaml")
    config = build.RenderConfig(platform=build.PlatformConfig(target_platform=platform))
    packages = [variant.recipe.to_dict() for variant in recipe.render(variants, config)]
    minors = [claim[-2:] for claim in project["classifiers"] if ":: Python :: 3.1" in claim]
    assert len(packages) == len(minors)
    for package, minor in zip(packages, minors, strict=True):
        assert package["package"] == {"name": project["name"], "version": "1.2.0"}
        assert package["build"]["string"].startswith(("py3" + minor, "np"))
        assert any(need.startswith(f"rust_{platform}") for need in package["requirements"]["build"])
        assert package["about"]["summary"] == project["description"]
        assert ("numpy >=2.1" in package["requirements"]["run"]) is ("numpy" in str(answers))
        backends = {need.split()[0] for need in package["requirements"]["host"]} & {"hatchling", "maturin"}
        assert backends == ({"hatchling", "maturin"} if "layout" in answers else {"maturin"})
    monkeypatch.delenv("VERSION")
    with pytest.raises(build.RattlerBuildError, match="VERSION not found"):
        recipe.render(variants, config)
