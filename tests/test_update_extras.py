"""An extra is added by an update to a project of every released version that a person has edited in a hundred places."""

import shutil
from itertools import count
from pathlib import Path

import pytest

from answers import EXTRAS, usually
from conftest import tree
from ironwheel.cli import program
from test_update_bundle import NEXT, VERSIONS, made, ours, project
from versions import commit, next_bundle

pytestmark = pytest.mark.slow

# Where people write: before a text (the end of the file where it is none), so many lines that look like this.
EDITS = [
    ("pyproject.toml", '  "Programming Language :: Python :: 3 :: Only"', 4, '  "Topic :: {}",\n'),
    ("pyproject.toml", "lint = [", 5, 'a{} = ["rich"]\n'),
    ("pyproject.toml", "editable-profile", 2, "# {}\n"),
    ("pyproject.toml", "[tool.pytest", 3, '[tool.mine-{}]\nkey = "value"\n\n'),
    ("pyproject.toml", "", 6, "\n[tool.yours-{}]\n"),
    ("Cargo.toml", "[dependencies]", 3, "a{} = []\n"),
    ("Cargo.toml", "", 3, '\n[profile.{}]\ninherits = "release"\n'),
    (".github/workflows/ci.yml", "  green:\n", 3, "  {}:\n    runs-on: ubuntu-24.04\n    steps: []\n\n"),
    (".github/workflows/ci.yml", "      - name: Format\n        run: cargo", 2, "      - run: echo {}\n"),
    (".github/workflows/release.yml", "\njobs:", 2, "  # {}\n"),
    (".gitignore", "", 6, "{}/\n"),
    (".editorconfig", "", 4, "# {}\n"),
    ("justfile", "", 10, "\n{}:\n    echo mine\n"),
    ("README.md", "## Develop", 8, "{}\n\n"),
    ("CONTRIBUTING.md", "## Set up", 4, "{}\n\n"),
    ("CONTRIBUTING.md", "## Where things are", 6, "## {}\n\nMine.\n\n"),
    ("CHANGELOG.md", "", 4, "- {}\n"),
    ("src/lib.rs", "", 7, "\n/// {}\npub const _: () = ();\n"),
    ("src/py.rs", "", 4, "\n// {}\n"),
    ("python/my_package/__init__.py", "", 6, '\nprint("{}")\n'),
    ("python/my_package/_core.pyi", "", 4, "# {}\n"),
    ("tests/test_hamming.py", "", 4, "# {}\n"),
]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle with the template of the work tree as one more version."""
    return next_bundle(tmp_path_factory.mktemp("next"), NEXT, lambda _: None)


@pytest.fixture(scope="module", params=VERSIONS)
def edited(request: pytest.FixtureRequest, bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a released version, with a hundred edits."""
    folder = project(bundle, tmp_path_factory.mktemp("edited") / "project", request.param, source=ours())
    numbers = count()
    for path, before, how_many, line in EDITS:
        text = (folder / path).read_text("utf-8")
        at = text.index(before) if before else len(text)
        words = "".join(line.format(f"word{next(numbers)}") for _ in range(how_many))
        (folder / path).write_text(text[:at] + words + text[at:], "utf-8")
    assert next(numbers) == 100
    commit(folder)
    return folder


@pytest.fixture
def machine_with_next(bundle: Path, monkeypatch: pytest.MonkeyPatch, machine: Path) -> Path:
    """A machine whose ironwheel has one more version of the template."""
    monkeypatch.setattr("ironwheel.template.bundle.BUNDLE", bundle)
    return machine


@pytest.mark.parametrize("extra", usually(EXTRAS, "care", "docs", "numpy"))
def test_an_extra_comes_without_a_conflict_and_without_a_loss(
    edited: Path, bundle: Path, machine_with_next: Path, extra: str, capfd: pytest.CaptureFixture[str]
) -> None:
    updated = machine_with_next / "updated"
    shutil.copytree(edited, updated)
    needed = {"stubs": "generated"} if extra == "docs" else {}
    data = [f"--data={key}={value}" for key, value in ({"extras": extra} | needed).items()]
    code = program.run(["update", str(updated), "--defaults", *data])
    said = "".join(capfd.readouterr())
    assert code == 0, said
    found = tree(updated)
    texts = [text.decode() for text in found.values() if isinstance(text, bytes)]
    written = "\n".join(texts)
    assert [number for number in range(100) if f"word{number}" not in written] == []
    assert "<<<<<<<" not in written
    fresh = tree(
        made(bundle, machine_with_next / "fresh", NEXT, source=ours(), extras=f"[{extra}]", **needed)
    )
    plain = tree(made(bundle, machine_with_next / "plain", NEXT, source=ours(), **needed))
    brought = fresh.keys() - plain.keys()
    assert {path: found.get(path) for path in brought} == {path: fresh[path] for path in brought}
    # What the extra adds to files that were there is in them.
    for path in fresh.keys() & plain.keys():
        here, after, before = (side.get(path) for side in (found, fresh, plain))
        if after != before and isinstance(after, bytes) and isinstance(before, bytes):
            assert isinstance(here, bytes)
            lines = {*after.splitlines()} - {*before.splitlines()}
            assert lines <= {*here.splitlines()}, path


def test_every_extra_comes_to_two_distributions_as_into_a_fresh_project(
    bundle: Path, machine_with_next: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    extras = [extra for extra in EXTRAS if extra != "docs"]
    updated = project(bundle, machine_with_next / "updated", NEXT, source=ours(), layout="dual")
    code = program.run(["update", str(updated), "--defaults", f"--data=extras={','.join(extras)}"])
    assert code == 0, "".join(capfd.readouterr())
    fresh = made(
        bundle,
        machine_with_next / "fresh",
        NEXT,
        source=ours(),
        layout="dual",
        extras=f"[{', '.join(extras)}]",
    )
    assert {"core/src/native.rs", "core/third-party/zlib.txt", "src/my_package/files.py"} <= tree(
        fresh
    ).keys()
    assert tree(updated) == tree(fresh)
