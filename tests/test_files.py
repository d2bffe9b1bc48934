"""A Plan is carried out in whole or not at all, and a new folder comes to its place or nothing does."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import tree
from ironwheel.disk import sealed, writer
from ironwheel.disk.plan import LINK, Plan
from ironwheel.errors import FilesError


def change(path: str, before: bytes | None, after: bytes | None) -> dict[str, object]:
    return {"path": path, "before": before, "after": after}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "a").write_bytes(b"a\r\n")
    (folder / "b").write_bytes(b"b")
    (folder / "gone").write_bytes(b"gone")
    return folder


def plan(root: Path) -> Plan:
    """Every kind of change there is."""
    return Plan(
        root,
        [
            change("a", b"a\r\n", b"A\r\n"),
            change("b", b"b", b""),
            change("gone", b"gone", None),
            change("new/deep/file", None, b"new"),
        ],
    )  # fmt: skip


AFTER = {"a": b"A\r\n", "b": b"", "new": "", "new/deep": "", "new/deep/file": b"new"}


def test_every_kind_of_change_is_made(root: Path) -> None:
    writer.carry_out(plan(root))
    assert tree(root) == AFTER


@pytest.mark.parametrize(
    ("disturb", "message"),
    [
        (lambda root: (root / "gone").write_bytes(b"changed"), "gone was changed during this run"),
        (lambda root: (root / "b").unlink(), "b was deleted during this run"),
        (lambda root: os.link(root / "b", root / "twin"), "b has 2 hard links"),
        (lambda root: (root / "gone").chmod(0o444), "gone is read-only"),
        (lambda root: ((root / "b").unlink(), (root / "b").mkdir()), "b is not a file"),
        (lambda root: ((root / "new" / "deep").mkdir(parents=True), (root / "new/deep/file").touch()), "new/deep/file was changed during this run"),
        (lambda root: (root / "new").symlink_to(root.parent), "outside of"),
        (lambda root: ((root / "b").rename(root.parent / "b"), (root / "b").symlink_to("../b")), "is a link to"),
        (lambda root: (root / "new").touch(), "cannot write in"),
    ],
)  # fmt: skip
def test_one_file_that_is_not_as_planned_stops_all(root: Path, disturb, message: str) -> None:
    disturb(root)
    before = tree(root.parent)
    with pytest.raises(FilesError, match=message) as refused:
        writer.carry_out(plan(root))
    assert tree(root.parent) == before
    if message == "cannot write in":
        assert refused.value.hint == "nothing was changed there"


@pytest.mark.parametrize(
    ("disturb", "message"),
    [
        (lambda root: (root / "a").write_bytes(b"mine"), "a was changed during this run"),
        (lambda root: (root / "gone").write_bytes(b"mine"), "gone was changed during this run"),
        (lambda root: (root / "b").unlink(missing_ok=True), "b was deleted during this run"),
        (lambda root: ((root / "new/deep").mkdir(parents=True, exist_ok=True), (root / "new/deep/file").touch()), "new/deep/file was changed during this run"),
    ],
)  # fmt: skip
def test_what_somebody_changes_while_we_write_stays(
    root: Path, monkeypatch: pytest.MonkeyPatch, disturb, message: str
) -> None:
    """Each file was as planned when we began."""
    real = sealed.save

    def save(file: Path, content: bytes) -> None:
        real(file, content)
        if file.suffix == ".new":
            disturb(root)

    expected = root.with_name("expected")
    shutil.copytree(root, expected)
    disturb(expected)
    monkeypatch.setattr(sealed, "save", save)
    with pytest.raises(FilesError, match=message):
        writer.carry_out(plan(root))
    assert tree(root) == tree(expected)


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "new/../../root-twin/x", "new/../x"])
def test_nothing_outside_is_written(root: Path, path: str) -> None:
    before = tree(root.parent)
    with pytest.raises(FilesError, match="outside of"):
        writer.carry_out(Plan(root, [change("b", b"b", b"B"), change(path, None, b"x")]))
    assert tree(root.parent) == before


def test_a_link_is_no_way_out(root: Path) -> None:
    with pytest.raises(FilesError, match="outside of"):
        writer.carry_out(Plan(root, [change("..", b"x", b"y")], {"..": LINK}))


def test_a_link_that_leads_nowhere_is_changed_and_kept_like_any_other(root: Path) -> None:
    (root / "link").symlink_to("nowhere")
    writer.carry_out(Plan(root, [change("link", b"nowhere", b"elsewhere")], {"link": LINK}))
    assert (root / "link").readlink() == Path("elsewhere")


def test_what_cannot_be_undone_either_is_put_in_order_by_the_next_run(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, calls = tree(root), 0
    real = os.replace

    def fails(*arguments: object, **options: object) -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise OSError(5, "Input/output error")
        real(*arguments, **options)

    with monkeypatch.context() as context:
        context.setattr(os, "replace", fails)
        with pytest.raises(FilesError, match="Input/output error") as refused:
            writer.carry_out(plan(root))
    assert refused.value.hint == "run the command again: it first finishes or undoes the interrupted work"
    assert writer.recover(root)
    assert tree(root) in (before, AFTER)


def test_a_run_waits_for_another_one_in_the_same_folder(root: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    before = tree(root)
    folder = os.open(root, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    run = threading.Thread(target=writer.carry_out, args=[plan(root)])
    run.start()
    run.join(0.3)
    assert run.is_alive()
    assert tree(root) == before
    os.close(folder)
    run.join(60)
    assert tree(root) == AFTER


@settings(deadline=None)  # how long a disk takes is not ours to say
@given(parts=st.lists(st.sampled_from(["..", ".", "a", "root", "root-twin", ""]), min_size=1, max_size=6))
def test_no_path_leads_outside(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    above = tmp_path_factory.mktemp("outside")
    (above / "root").mkdir()
    try:
        writer.carry_out(Plan(above / "root", [change("/".join(parts), None, b"x")]))
    except FilesError:
        assert tree(above) == {"root": ""}
    assert [path.name for path in above.iterdir()] == ["root"]


class Trouble(BaseException):
    """Stands for whatever may come between two steps, an interrupt included."""


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Trouble()])
@pytest.mark.parametrize(
    ("operation", "nth"),
    [("unlink", 1), *((name, nth) for name in ("fsync", "replace", "chmod") for nth in range(1, 9))],
)
def test_trouble_at_any_step_leaves_everything_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, operation: str, nth: int, error: BaseException
) -> None:
    before, calls = tree(root), 0
    real = getattr(os, operation)

    def fails(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise error
        return real(*arguments, **options)

    with monkeypatch.context() as context:
        context.setattr(os, operation, fails)
        try:
            writer.carry_out(plan(root))
            raised = False
        except (FilesError, Trouble):
            raised = True
    assert raised is (calls >= nth)
    assert tree(root) in ((before,) if raised else (AFTER,))


def test_a_link_inside_is_followed_and_stays(root: Path) -> None:
    (root / "link").symlink_to("chain")
    (root / "chain").symlink_to("a")
    writer.carry_out(Plan(root, [change("link", b"a\r\n", b"A")]))
    assert (root / "a").read_bytes() == b"A"
    assert (root / "link").is_symlink()
    assert (root / "chain").is_symlink()


def test_mode_and_attributes_stay(root: Path) -> None:
    (root / "a").chmod(0o640)
    os.utime(root / "a", (0, 0))
    try:
        os.setxattr(root / "a", "user.note", b"kept")
    except (AttributeError, OSError):
        noted = False
    else:
        noted = True
    writer.carry_out(plan(root))
    assert stat.S_IMODE((root / "a").stat().st_mode) == 0o640
    assert (root / "a").stat().st_mtime > 0, "what is built from it is stale"
    if noted:
        assert os.getxattr(root / "a", "user.note") == b"kept"


@pytest.mark.skipif(not hasattr(os, "chown"), reason="files have no owner here")
def test_a_group_that_is_not_ours_to_give_is_let_go_and_an_owner_is_not(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = "group"

    def chown(_: object, owner: int, group: int) -> None:
        if (group if refused == "group" else owner) != -1:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", chown)
    writer.carry_out(Plan(root, [change("a", b"a\r\n", b"A")]))
    assert (root / "a").read_bytes() == b"A"
    refused = "owner"
    with pytest.raises(FilesError, match="Operation not permitted"):
        writer.carry_out(Plan(root, [change("b", b"b", b"B")]))
    assert (root / "b").read_bytes() == b"b"


def test_a_new_file_has_the_mode_of_any_new_file(root: Path) -> None:
    writer.carry_out(plan(root))
    (root / "ordinary").touch()
    assert (root / "new/deep/file").stat().st_mode == (root / "ordinary").stat().st_mode


def test_two_runs_at_once_lose_nothing(root: Path) -> None:
    """Eight processes add one line each; whoever comes too late says so and tries again."""
    (root / "list").touch()
    code = """
import sys
from pathlib import Path
from ironwheel import errors
from ironwheel.disk import sealed, writer
from ironwheel.disk.plan import LINK, Plan
root, line = Path(sys.argv[1]), sys.argv[2].encode()
while True:
    before = (root / "list").read_bytes()
    try:
        writer.carry_out(Plan(root, [{"path": "list", "before": before, "after": before + line}]))
        break
    except errors.FilesError:
        pass
"""
    running = [subprocess.Popen([sys.executable, "-c", code, root, f"{number}\n"]) for number in range(8)]
    assert [process.wait(60) for process in running] == [0] * 8
    assert sorted((root / "list").read_text().split()) == [str(number) for number in range(8)]
