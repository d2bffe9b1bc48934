"""A new folder comes to its place, or nothing does."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import tree
from ironwheel.disk import folders, sealed
from ironwheel.errors import FilesError


def left_in(parent: Path, prefix: str = ".scaffold-new-") -> Path:
    """A folder of ours that a killed run has left."""
    with sealed.made(parent, prefix) as folder:
        return folder


@pytest.mark.parametrize("target", ["new", "a/b/new", "empty", "."])
def test_a_folder_comes_to_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    work = tmp_path / "work"
    (work / "empty").mkdir(parents=True)
    monkeypatch.chdir(work / "empty" if target == "." else work)
    with folders.staging(tmp_path) as staging:
        (staging / "made" / "inner").mkdir(parents=True)
        (staging / "made" / "inner" / "file").write_bytes(b"x")
        folders.publish(staging / "made", folders.vacant(Path(target)))
    assert tree(Path(target)) == {"inner": "", "inner/file": b"x"}
    assert sorted(tmp_path.iterdir()) == [work]


def test_a_place_that_is_taken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    target = folders.vacant(tmp_path / "deep" / "target")
    with folders.staging(tmp_path) as staging:
        (staging / "made").mkdir()
        (tmp_path / "deep").touch()
        with pytest.raises(FilesError, match="deep is a file"):
            folders.publish(staging / "made", target)
    assert tree(tmp_path) == {"deep": b""}


def test_what_a_killed_run_left_beside_what_it_made_is_removed(tmp_path: Path) -> None:
    """It was killed after its folder had come to its place, which it has left empty."""
    target = tmp_path / "deep" / "target"
    target.mkdir(parents=True)
    (target / "made").touch()
    left = left_in(tmp_path)
    assert not folders.recover_around(target)
    assert not left.exists()
    assert tree(target) == {"made": b""}


def test_temporary_files_of_a_killed_run_are_removed_by_a_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, young, used = (left_in(tmp_path, "scaffold-") for _ in range(3))
    foreign = tmp_path / "scaffold-notes"
    foreign.mkdir()
    (foreign / "mine").touch()
    (left / "clone").mkdir()
    (left / "clone" / "object").touch()
    for folder in (left, used, foreign):
        os.utime(folder, (0, 0))
    with sealed.held(used), folders.temporary_files():
        now = Path(tempfile.mkdtemp())
        assert now.relative_to(tmp_path).parts[0].startswith("scaffold-")
        assert not left.exists()
    assert not now.exists()
    assert set(tmp_path.iterdir()) == {young, used, foreign}


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owner by number here")
def test_only_what_was_made_here_is_ours(tmp_path: Path) -> None:
    made = left_in(tmp_path)
    assert sealed.is_ours(made)
    (made / "content").touch()
    assert sealed.is_ours(made)
    assert not sealed.is_ours(shutil.copytree(made, tmp_path / "copy"))
    (tmp_path / "link").symlink_to(made)
    assert not sealed.is_ours(tmp_path / "link")
    (made / "mark").unlink()
    assert not sealed.is_ours(made)
    (tmp_path / "file").touch()
    assert not sealed.is_ours(tmp_path / "file")
    # A kill may have left nothing but an empty folder, or an empty seal in it.
    begun = tmp_path / "begun"
    begun.mkdir()
    assert sealed.is_ours(begun)
    (begun / "seal").touch()
    assert sealed.is_ours(begun)


@pytest.mark.parametrize(
    "fill",
    [
        lambda seal: seal.write_bytes(b"mine"),
        lambda seal: (seal.mkdir(), (seal / "mine").touch()),
        lambda seal: seal.symlink_to("mine"),
    ],
)
def test_a_seal_that_holds_something_is_somebody_elses(
    tmp_path: Path, fill: Callable[[Path], object]
) -> None:
    folder = tmp_path / ".scaffold-new-mine"
    folder.mkdir()
    fill(folder / "seal")
    before = tree(tmp_path)
    folders.recover(tmp_path)
    assert tree(tmp_path) == before


def test_a_link_in_a_folder_of_ours_is_not_followed_when_it_goes(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "file").touch()
    made = left_in(tmp_path)
    (made / "link").symlink_to(tmp_path / "theirs")
    sealed.remove(made)
    assert tree(tmp_path) == {"theirs": "", "theirs/file": b""}


def test_whoever_holds_a_folder_is_alone_until_it_is_let_go(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    made = left_in(tmp_path)
    with sealed.held(made) as first, sealed.held(made) as second:
        assert (first, second) == (True, False)
    with sealed.held(made) as again:
        assert again


def test_what_another_user_left_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = left_in(tmp_path)
    (left / "decided").mkdir()
    (left / "decided" / "theirs").touch()
    before = tree(tmp_path)
    with monkeypatch.context() as context:
        context.setattr(os, "geteuid", lambda: 4711)
        assert not folders.recover(tmp_path)
        assert tree(tmp_path) == before
    assert folders.recover(tmp_path)
    assert tree(tmp_path) == {"theirs": b""}


@pytest.mark.skipif(os.name == "nt", reason="on Windows, to rename is all that there is")
@pytest.mark.parametrize(("call", "nth"), [("rename", 1), ("rename", 2), ("link", 1), ("link", 2)])
def test_trouble_while_moving_moves_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    target = tmp_path / "target"
    target.mkdir()
    made = tmp_path / "made"
    (made / "x" / "inner").mkdir(parents=True)
    (made / "link").symlink_to("x")
    for name in "yz":
        (made / name).write_text(name)
    before, calls, real = tree(tmp_path), 0, getattr(os, call)

    def fails(*arguments: object, **options: object) -> None:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise OSError(28, "No space left on device")
        real(*arguments, **options)

    monkeypatch.setattr(os, call, fails)
    with pytest.raises(FilesError, match="No space left on device"):
        folders.publish(made, target)
    assert tree(tmp_path) == before
