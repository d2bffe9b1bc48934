"""Killed at any step of writing, a Plan is done or not begun; at worst the next run finishes it."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from breaking import STEPS
from conftest import tree
from ironwheel.disk import writer
from ironwheel.disk.plan import EXECUTABLE, LINK, Plan
from ironwheel.errors import FilesError

MOST = 400

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no processes to fork here")


def killed_at(nth: int, work: Callable[[], object]) -> bool:
    """Do `work` in a process of its own that is killed before its `nth` step; whether it came that far."""
    child = os.fork()
    if child == 0:
        steps = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal steps
            writes = (
                event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            )
            if event in STEPS or writes:
                steps += 1
                if steps == nth:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def project(folder: Path) -> Plan:
    """A folder, and a Plan with every kind of change for it."""
    (folder / "old" / "deep").mkdir(parents=True)
    (folder / "edited").write_bytes(b"one\r\n")
    (folder / "script").write_bytes(b"run")
    (folder / "old" / "deep" / "moved").write_bytes(b"moved")
    (folder / "old" / "link").symlink_to("deep/moved")
    changes = [
        {"path": "edited", "before": b"one\r\n", "after": b"two\r\n"},
        {"path": "script", "before": b"run", "after": b"run!"},
        {"path": "old/deep/moved", "before": b"moved", "after": None},
        {"path": "new/deep/moved", "before": None, "after": b"moved"},
        {"path": "old/link", "before": b"deep/moved", "after": None},
        {"path": "new/link", "before": None, "after": b"deep/moved"},
    ]
    return Plan(folder, changes, {"script": EXECUTABLE, "old/link": LINK, "new/link": LINK})


AFTER = {
    "edited": b"two\r\n",
    "new": "",
    "new/deep": "",
    "new/deep/moved": b"moved",
    "new/link": "deep/moved",
    "script": b"run!",
}


def own(folder: Path) -> dict[str, bytes | str]:
    """What is in the folder, our own stages left out."""
    return {name: content for name, content in tree(folder).items() if not name.startswith(".scaffold-plan-")}


def stopped(folder: Path) -> Path:
    """A project in which a run was killed after it had decided and before it wrote; its stages."""
    for nth in range(1, MOST):
        plan = project(folder / str(nth))
        killed_at(nth, lambda plan=plan: writer.carry_out(plan))
        begun = list(plan.root.glob(".scaffold-plan-*/forth.json"))
        if begun and (plan.root / "script").read_bytes() == b"run":
            return begun[0].parent
    raise AssertionError("it never decided")


def test_every_kind_of_change_is_made(tmp_path: Path) -> None:
    writer.carry_out(project(tmp_path))
    assert tree(tmp_path) == AFTER
    assert (tmp_path / "script").stat().st_mode & 0o111 == 0o111
    assert (tmp_path / "new" / "link").is_symlink()


def test_killed_at_any_step_it_is_done_or_not_begun_or_the_next_run_finishes(tmp_path: Path) -> None:
    outcomes = set()
    for nth in range(1, MOST):
        folder = tmp_path / str(nth)
        plan = project(folder)
        before = tree(folder)
        came_through = not killed_at(nth, lambda plan=plan: writer.carry_out(plan))
        begun = own(folder) != before
        recovered = writer.recover(folder)
        assert tree(folder) == (AFTER if begun or recovered else before), nth
        outcomes.add(
            "through" if came_through else "to finish" if recovered else "done" if begun else "not begun"
        )
        if came_through:
            break
    assert outcomes == {"through", "to finish", "done", "not begun"}


def test_whoever_finishes_may_be_killed_too(tmp_path: Path) -> None:
    finished = 0
    for nth in range(1, MOST):
        folder = tmp_path / str(nth)
        plan = project(folder)
        if not killed_at(nth, lambda plan=plan: writer.carry_out(plan)):
            break
        if not list(folder.glob(".scaffold-plan-*/forth.json")):
            continue
        for step in range(1, MOST):
            if not killed_at(step, lambda folder=folder: writer.recover(folder)):
                break
        assert tree(folder) == AFTER
        finished += 1
    assert finished > 4


def test_undoing_may_be_killed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last file cannot be put in its place; while the others are put back, we are killed."""
    real = os.replace

    def fails(source: str, target: str, **folders: int) -> None:
        if source.endswith(".new") and target.endswith("link"):
            raise OSError(28, "No space left on device")
        real(source, target, **folders)

    monkeypatch.setattr(os, "replace", fails)
    undone = 0
    for nth in range(1, MOST):
        folder = tmp_path / str(nth)
        plan = project(folder)
        before = tree(folder)
        came_through = not killed_at(nth, lambda plan=plan: writer.carry_out(plan))
        undone += bool(list(folder.glob(".scaffold-plan-*/back.json")))
        with monkeypatch.context() as context:
            context.setattr(os, "replace", real)
            writer.recover(folder)
        assert tree(folder) in (before, AFTER)
        if came_through:
            assert tree(folder) == before
            break
    assert undone > 2


def test_what_the_person_changed_after_the_kill_is_not_written_over(tmp_path: Path) -> None:
    folder = stopped(tmp_path).parent
    (folder / "script").write_bytes(b"mine")
    before = tree(folder)
    with pytest.raises(FilesError, match="script has changed since a run was interrupted"):
        writer.recover(folder)
    assert tree(folder) == before


def test_a_journal_that_came_with_a_clone_is_not_believed(tmp_path: Path) -> None:
    """What a run of ours has left is known by where it lies on the disk, which nothing that is copied brings along."""
    stages = stopped(tmp_path)
    clone = tmp_path / "clone"
    shutil.copytree(stages.parent, clone, symlinks=True)
    before = tree(clone)
    with pytest.raises(FilesError, match="was not written by this program"):
        writer.recover(clone)
    (clone / stages.name / "forth.json").unlink()
    del before[f"{stages.name}/forth.json"]
    assert writer.recover(clone) == []
    assert tree(clone) == before


@pytest.mark.parametrize("path", ["../outside", "/outside", "old/../../outside", ".git/hooks/post-commit"])
def test_a_journal_never_leads_out_of_the_project(tmp_path: Path, path: str) -> None:
    stages = stopped(tmp_path)
    entries = json.loads((stages / "forth.json").read_bytes())
    entries[0]["path"] = path
    (stages / "forth.json").write_text(json.dumps(entries))
    before = tree(stages.parent)
    with pytest.raises(FilesError, match="which may not be written"):
        writer.recover(stages.parent)
    assert tree(stages.parent) == before
