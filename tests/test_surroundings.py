"""What the environment and a person's configuration say of other repositories changes nothing that a command does."""

import shutil
from pathlib import Path

import pytest

import worlds
from conftest import Run
from versions import git

CASES = ["new fresh", "update", "adopt"]
SURROUNDINGS = [
    {"GIT_DEFAULT_HASH": "sha256", "GIT_LITERAL_PATHSPECS": "1"},
    {
        "GIT_ATTR_SOURCE": "HEAD",
        "GIT_CONFIG": "/nowhere",
        "GIT_DIR": "/nowhere",
        "GIT_GLOB_PATHSPECS": "1",
        "GIT_ICASE_PATHSPECS": "1",
        "GIT_SHALLOW_FILE": "/nowhere",
    },
]


def run(case: worlds.Case, scaffold: Run, name: str = "other") -> worlds.Seen:
    """What comes of a case in a copy of its world."""
    world = case.world.with_name(name)
    shutil.copytree(case.world, world, symlinks=True)
    done = scaffold(*case.arguments, cwd=world / case.cwd)
    assert done.returncode in case.again - {2}, done.stderr
    return worlds.seen(world)


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=["hash", "places"])
@pytest.mark.parametrize("name", CASES)
def test_variables_change_nothing(
    machine: Path, scaffold: Run, monkeypatch: pytest.MonkeyPatch, name: str, surroundings: dict[str, str]
) -> None:
    case = worlds.make(name, machine, scaffold)
    expected, world = run(case, scaffold), case.world.with_name("around")
    shutil.copytree(case.world, world, symlinks=True)
    with monkeypatch.context() as context:
        for variable, value in surroundings.items():
            context.setenv(variable, value)
        done = scaffold(*case.arguments, cwd=world / case.cwd)
    assert done.returncode in case.again - {2}, done.stderr
    found = worlds.seen(world)
    if "GIT_DEFAULT_HASH" in surroundings:  # A new repository has it.
        expected, found = _without_ids(expected), _without_ids(found)
    assert found == expected


def _without_ids(found: worlds.Seen) -> worlds.Seen:
    return {
        path: text for path, text in found.items() if not path.endswith((": index", ": commits", ": tags"))
    }


@pytest.mark.parametrize("name", CASES)
def test_a_folder_may_have_a_line_feed_in_its_name(machine: Path, scaffold: Run, name: str) -> None:
    case = worlds.make(name, machine, scaffold)
    assert run(case, scaffold, "line\nfeed") == run(case, scaffold)
    if case.back:
        world = case.world.with_name("line\nfeed")
        assert scaffold(*case.back, cwd=world).returncode == 0
        assert worlds.seen(world) == worlds.seen(case.world)


@pytest.mark.parametrize("name", CASES)
def test_a_count_of_settings_that_is_none_is_said_to_be_wrong(
    machine: Path, scaffold: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = worlds.make(name, machine, scaffold)
    before = worlds.seen(case.world)
    with monkeypatch.context() as context:
        context.setenv("GIT_CONFIG_COUNT", "x")
        done = scaffold(*case.arguments, cwd=case.world / case.cwd)
    assert done.returncode == 2
    assert "the variable GIT_CONFIG_COUNT is `x`, which is not a number" in done.stderr
    assert worlds.seen(case.world) == before


def test_whoever_likes_another_hash_gets_a_project_with_it(
    machine: Path, tmp_path: Path, scaffold: Run
) -> None:
    with (tmp_path / "home" / ".gitconfig").open("a") as config:
        config.write("[init]\ndefaultObjectFormat = sha256\n")
    for template in ([], ["--template", str(Path(__file__).parent.parent)]):
        done = scaffold("new", "thing", "--defaults", *template)
        assert done.returncode == 0, done.stderr
        assert git(machine / "thing", "rev-parse", "--show-object-format").strip() == "sha256"
        shutil.rmtree(machine / "thing")
