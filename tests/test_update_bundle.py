"""Our own template from every released version to the next: as fresh, as stock Copier has it, with nothing lost."""

import re
import shutil
from pathlib import Path

import copier
import pytest

from conftest import tree
from ironwheel import about
from ironwheel.cli import program
from ironwheel.template import answers_file, questions
from ironwheel.template.bundle import versions
from versions import commit, git, next_bundle, stock

VERSIONS = versions()
ANSWERS = ".copier-answers.yml"
SEEDS = ("CHANGELOG.md", "LICENSE", "README.md", "python/", "src/", "tests/")
NEXT = "99.0.0"
# As many as go together.
EXTRAS = next(
    [extra for extra in question.choices if extra != "numpy"]
    for question in questions.known()
    if question.key == "extras"
)
SYSTEMS = ["MacOS", "Microsoft :: Windows", "POSIX :: Linux"]
JUSTFILE = "{% if task_runner == 'just' %}justfile{% endif %}.jinja"
WORKFLOW = "{% if ci == 'github' %}.github{% endif %}/workflows/ci.yml.jinja"


@pytest.fixture(scope="module")
def following(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle with one more version: the template of the work tree, with changes everywhere."""

    def change(template: Path) -> None:
        for path in (JUSTFILE, "pyproject.toml.jinja", WORKFLOW, "README.md.jinja"):
            with (template / path).open("a") as file:
                file.write("# of the next version\n")
        (template / "new-in-this-version.txt").write_text("new\n")

    return next_bundle(tmp_path_factory.mktemp("next"), NEXT, change)


@pytest.fixture
def offline(following: Path, monkeypatch: pytest.MonkeyPatch, machine: Path) -> Path:
    """A machine whose ironwheel has one more version of the template."""
    monkeypatch.setattr("ironwheel.template.bundle.BUNDLE", following)
    return machine


def made(bundle: Path, folder: Path, version: str, *, source: str = "", **answers: str) -> Path:
    """What stock Copier makes of a version, noted to come from `source`."""
    copier.run_copy(
        str(bundle),
        folder,
        answers,
        vcs_ref=f"v{version}",
        defaults=True,
        quiet=True,
        settings=copier.Settings(),
    )
    text = (folder / ANSWERS).read_text()
    (folder / ANSWERS).write_text(text.replace(str(bundle), source or str(bundle)))
    return folder


def project(bundle: Path, folder: Path, version: str, *, source: str = "", **answers: str) -> Path:
    """The same in git."""
    made(bundle, folder, version, source=source, **answers)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def ours() -> str:
    return about.REPOSITORY


def managed(found: dict[str, bytes | str]) -> dict[str, bytes | str]:
    return {path: text for path, text in found.items() if text and not path.startswith(SEEDS)}


@pytest.mark.parametrize("preset", ["minimal", "standard"])
@pytest.mark.parametrize("version", VERSIONS)
def test_an_update_is_a_fresh_project_with_the_seeds_of_the_old_one(
    following: Path, offline: Path, version: str, preset: str
) -> None:
    updated = project(following, offline / "updated", version, source=ours(), preset=preset)
    seeds = {path: text for path, text in tree(updated).items() if path.startswith(SEEDS)}
    assert program.run(["update", str(updated), "--defaults"]) == 0
    fresh = made(following, offline / "fresh", NEXT, source=ours(), preset=preset)
    assert managed(tree(updated)) == managed(tree(fresh))
    assert {path: text for path, text in tree(updated).items() if path.startswith(SEEDS)} == seeds
    assert "# of the next version" in (updated / "pyproject.toml").read_text()


@pytest.mark.parametrize("preset", ["minimal", "standard"])
@pytest.mark.parametrize("version", VERSIONS)
def test_stock_copier_loses_nothing_and_writes_the_same_answers(
    following: Path, offline: Path, version: str, preset: str
) -> None:
    """Fleets of projects are updated by it."""
    theirs = project(following, offline / "theirs", version, preset=preset)
    words = {}
    for number, path in enumerate(sorted(set(git(theirs, "ls-files").split()) - {ANSWERS})):
        words[path] = f"# word-{number}-of-the-person\n"
        with (theirs / path).open("a") as file:
            file.write(words[path])
    commit(theirs)
    shutil.copytree(theirs, offline / "ours")
    stock(theirs)
    written = "".join(text.decode() for text in tree(theirs).values() if isinstance(text, bytes))
    assert [path for path, word in words.items() if word not in written] == []
    # What both append to the same line is a conflict, unless it is a comment in TOML, as everywhere in the minimal one.
    given = ["--defaults", "--template", str(following)]
    assert program.run(["update", str(offline / "ours"), *given]) == (preset == "standard")
    written = "".join(text.decode() for text in tree(offline / "ours").values() if isinstance(text, bytes))
    assert [path for path, word in words.items() if word not in written] == []
    assert (offline / "ours" / ANSWERS).read_bytes() == (theirs / ANSWERS).read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"preset": "standard"}, {"preset": "minimal"}),
        ({"preset": "minimal"}, {"preset": "standard"}),
        ({"preset": "standard", "wheels": "must"}, {"preset": "full"}),
        ({"preset": "full", "layout": "workspace"}, {"preset": "minimal"}),
        ({}, {"extras": f"[{', '.join(EXTRAS)}]", "stubs": "generated"}),
        (
            {"extras": f"[{', '.join(EXTRAS)}]", "layout": "workspace", "stubs": "generated"},
            {"extras": "[]"},
        ),
        ({}, {"stubs": "generated", "task_runner": "make"}),
        ({}, {"package_name": "another_name"}),
        ({}, {"license": "MIT"}),
        ({"license": "MIT"}, {"license": "none"}),
        ({}, {"project_name": "other-name", "python_min": "3.13"}),
        ({}, {"repository_url": "https://github.com/ada/engine", "description": 'a "quoted" one'}),
    ],
    ids=lambda answers: " ".join(answers.values())[:20] or "defaults",
)
def test_another_answer_is_a_fresh_project_with_it(
    following: Path,
    offline: Path,
    capfd: pytest.CaptureFixture[str],
    before: dict[str, str],
    after: dict[str, str],
) -> None:
    changed = project(following, offline / "changed", NEXT, source=ours(), **before)
    data = [f"--data={name}={answer}" for name, answer in after.items()]
    assert program.run(["update", str(changed), "--defaults", *data]) == 0
    # The package has a name of its own, which stays when that of the project changes.
    kept = {"package_name": "my_package"} if "project_name" in after else {}
    fresh = made(following, offline / "fresh", NEXT, source=ours(), **(before | kept | after))
    assert {path: text for path, text in tree(changed).items() if text} == {
        path: text for path, text in tree(fresh).items() if text
    }
    said = capfd.readouterr().out
    assert all(f"answer   {name}: " in said for name in after)
    assert "checked: no findings" in said


def test_another_preset_drops_what_the_old_one_chose_and_keeps_what_the_person_did(
    following: Path, offline: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    chosen = {"wheels": "must", "task_runner": "make", "extras": "[cli]"}
    changed = project(following, offline / "changed", NEXT, source=ours(), preset="standard", **chosen)
    assert program.run(["update", str(changed), "--defaults", "--preset=full", "--manylinux=2_17"]) == 0
    said = capfd.readouterr().out
    told = dict(re.findall(r"^  (?:answer|kept) +(\w+): (.*)$", said, re.MULTILINE))
    operating_systems = [f"Operating System :: {name}" for name in SYSTEMS]
    assert told == {
        "abi": "abi3 → abi3t",
        "classifiers": f"nothing → {', '.join(operating_systems)}",
        "development_status": "none → alpha",
        "extras": "cli",
        "manylinux": "2_28 → 2_17",
        "preset": "standard → full",
        "testpypi": "false → true",
        "task_runner": "make",
        "wheels": "must",
    }
    commit(changed)
    assert program.run(["update", str(changed), "--defaults", "--preset=standard", "--extras=rayon,cli"]) == 0
    stored = answers_file.answers(changed)
    assert (stored["abi"], stored["classifiers"], stored["manylinux"]) == ("abi3", "", "2_17")
    assert stored["extras"] == ["cli", "rayon"]
    assert "extras: cli → cli,rayon" in capfd.readouterr().out


def test_a_minimal_project_keeps_what_the_person_changed(following: Path, offline: Path) -> None:
    changed = project(following, offline / "changed", NEXT, source=ours())
    with (changed / "justfile").open("a") as file:
        file.write("mine:\n")
    commit(changed)
    assert program.run(["update", str(changed), "--defaults", "--data=preset=minimal"]) == 0
    assert "mine:" in (changed / "justfile").read_text()
    assert not (changed / ".editorconfig").exists()


@pytest.mark.parametrize(
    ("noted", "given", "code", "said"),
    [
        ("v99.0.0", [], 0, "nothing to change: the project is up to date with template 99.0.0"),
        ("v99.0.0", ["--check"], 0, "template 99.0.0 is the newest"),
        (
            "v99.0.0",
            ["--to", VERSIONS[0]],
            2,
            f"template {VERSIONS[0]} is older than the project's template version, 99.0.0",
        ),
        ("v99.0.0", ["--to", "7.0.0"], 2, "there is no template version 7.0.0"),
        ("v99.0.0", ["--data", "licence=MIT"], 2, "did you mean `license`?"),
        ("v99.0.0", ["--data", "license=MTI"], 2, "license: 'MTI' is not one of the choices"),
        ("v100.1", [], 2, "the project uses template 100.1, but the newest in this ironwheel is 99.0.0"),
        ("v100.1", ["--check"], 2, "upgrade ironwheel"),
        ("v98.0.0", [], 2, "the project uses template v98.0.0, which is not a released version"),
        ("v0.1.0-3-g5fc2345", [], 2, "which is not a released version"),
        ("5fc2345", [], 2, "set `_commit` in .copier-answers.yml to the nearest released version"),
        ("main", ["--check"], 2, "the project uses template main, which is not a released version"),
    ],
)
def test_versions_that_are_not_to_be_had(
    following: Path,
    offline: Path,
    capfd: pytest.CaptureFixture[str],
    noted: str,
    given: list[str],
    code: int,
    said: str,
) -> None:
    changed = project(following, offline / "changed", NEXT, source=ours(), preset="minimal")
    text = (changed / ANSWERS).read_text()
    (changed / ANSWERS).write_text(text.replace(f"v{NEXT}", noted))
    commit(changed)
    before = tree(changed)
    assert program.run(["update", str(changed), "--defaults", *given]) == code
    assert said in "".join(capfd.readouterr())
    assert tree(changed) == before


def test_check_says_that_there_is_a_newer_one(
    following: Path, offline: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    old = project(following, offline / "old", VERSIONS[0], source=ours(), preset="minimal")
    before = tree(old)
    assert program.run(["update", str(old), "--check"]) == 1
    assert f"template 99.0.0 is newer than template {VERSIONS[0]}" in capfd.readouterr().out
    assert tree(old) == before


@pytest.mark.parametrize("version", VERSIONS)
def test_an_answer_brings_its_seeds_whether_the_old_version_knows_the_question_or_not(
    following: Path, offline: Path, version: str
) -> None:
    updated = project(following, offline / "updated", version, source=ours())
    mine = "// a line of the person\n"
    with (updated / "src" / "lib.rs").open("a") as file:
        file.write(mine)
    commit(updated)
    assert program.run(["update", str(updated), "--defaults", "--data", "extras=cli,rayon"]) == 0
    fresh = made(following, offline / "fresh", NEXT, source=ours(), extras="[cli, rayon]")
    brought, expected = tree(updated), tree(fresh)
    paths = {path for path, file in expected.items() if file and path.startswith(("src/", "python/"))}
    assert {"src/many.rs", "python/my_package/__main__.py"} <= paths
    (fresh / "src" / "lib.rs").write_text((fresh / "src" / "lib.rs").read_text() + mine)
    assert {path: brought[path] for path in paths} == {path: tree(fresh)[path] for path in paths}
