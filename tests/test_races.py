"""Nothing that happens in a folder while a run is at work there is lost; of two runs at once, one says why it did nothing."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import worlds
from conftest import Run, tree
from files import write
from ironwheel.change import record
from ironwheel.change.merge import Merge
from ironwheel.disk import folders, journal, locks, placing, sealed, writer
from ironwheel.disk.plan import Plan
from ironwheel.errors import FilesError
from ironwheel.vcs import repository
from ironwheel.vcs.merging import ScratchRepository
from pausing import Paused
from versions import commit, git, release

fcntl = pytest.importorskip("fcntl", reason="the machine of these tests is a POSIX one")

HOUSE = {
    "copier.yml": "_subdirectory: template\nproject_name: {type: str, default: demo}\n",
    "template/README.md": "# Ours\n",
    "template/docs/index.md": "ours\n",
    "template/z.txt": "ours\n",
    "template/Cargo.toml": worlds.CRATE["template/Cargo.toml"],
}
# Where `new` has rendered all, and has not yet looked once more at its place; and where it has begun to fill that.
RENDERED = ("subprocess.Popen", "generate-lockfile")
FILLING = ("os.link", "z.txt")
# Where a run has looked whether there is room, and waits for its turn to look again.
LOCKING = ("fcntl.flock", f", {fcntl.LOCK_EX})")
# Where files have begun to change.
WRITING = ("os.rename", ".new")

Start = Callable[..., Paused]


@pytest.fixture
def start(machine: Path) -> Iterator[Start]:
    """Starts runs, and ends them."""
    started: list[Paused] = []

    def begin(step: tuple[str, str], *arguments: str | Path, cwd: Path = machine) -> Paused:
        started.append(Paused(*step, arguments, cwd))
        assert started[-1].reached, started[-1].end()
        return started[-1]

    yield begin
    for each in started:
        each.close()


class TestNew:
    @pytest.fixture
    def new(self, machine: Path, start: Start) -> Start:
        """Starts `scaffold new`, on a machine whose cargo only fails."""
        cargo = machine.parent / "programs" / "cargo"
        cargo.write_text("#!/bin/sh\nexit 1\n")
        cargo.chmod(0o755)
        house = release(machine.parent / "house", HOUSE)
        return lambda step, dest: start(step, "new", dest, "--defaults", "--vcs=none", "--template", house)

    @pytest.mark.parametrize("is_there", [True, False])
    def test_what_a_person_writes_while_cargo_works_stays(
        self, new: Start, machine: Path, *, is_there: bool
    ) -> None:
        target = machine / "d"
        if is_there:
            target.mkdir()
        run = new(RENDERED, "d")
        target.mkdir(exist_ok=True)
        (target / "README.md").write_text("mine\n")
        code, said = run.end()
        assert code == 2
        assert f"{target} is not empty" in said
        assert tree(machine) == {"d": "", "d/README.md": b"mine\n"}

    def test_what_a_person_writes_while_the_files_move_stays(self, new: Start, machine: Path) -> None:
        target = machine / "d"
        target.mkdir()
        run = new(FILLING, "d")
        (target / "z.txt").write_text("mine\n")
        (target / "docs" / "mine.md").write_text("mine\n")
        (target / "README.md").write_text("mine\n")
        code, said = run.end()
        assert code == 2
        assert f"{target / 'z.txt'} was created during this run" in said
        mine = {"d/z.txt": b"mine\n", "d/docs/mine.md": b"mine\n", "d/README.md": b"mine\n"}
        assert tree(machine) == {"d": "", "d/docs": "", **mine}

    @pytest.mark.parametrize("dest", ["deep/d", "there"])
    def test_of_three_runs_to_one_place_one_makes_it(self, new: Start, machine: Path, dest: str) -> None:
        (machine / "there").mkdir()
        runs = [new(RENDERED, dest) for _ in range(3)]
        for run in runs:
            run.go()
        ended = sorted(run.end() for run in runs)
        assert [code for code, _ in ended] == [0, 2, 2], ended
        assert all("is not empty" in said or "was created" in said for _, said in ended[1:]), ended
        names = {"Cargo.toml", "README.md", "docs", "z.txt"}
        assert {path.name for path in (machine / dest).iterdir()} - {".copier-answers.yml"} == names
        assert {path.name for path in machine.iterdir()} == {"there", dest.partition("/")[0]}

    def test_whoever_comes_while_the_files_move_waits(self, new: Start, machine: Path) -> None:
        (machine / "d").mkdir()
        late = new(LOCKING, "d")
        first = new(FILLING, "d")
        late.go()
        with locks.held(machine / "d") as is_free:
            assert is_free is False
        assert first.end()[0] == 0
        code, said = late.end()
        assert (code, f"{machine / 'd'} is not empty" in said) == (2, True)
        assert (machine / "d" / "z.txt").read_text() == "ours\n"


def test_what_comes_while_a_new_folder_takes_its_place_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the last look, too: nothing is replaced by what is moved there."""
    target, made = tmp_path / "deep" / "target", tmp_path / "made"
    made.mkdir()
    (made / "file").touch()
    real = os.rename

    def rename(*arguments: str) -> None:
        (target).mkdir(exist_ok=True)
        (target / "mine").touch()
        real(*arguments)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(FilesError, match="target was created during this run"):
        folders.publish(made, target)
    assert tree(tmp_path) == {
        "deep": "",
        "deep/target": "",
        "deep/target/mine": b"",
        "made": "",
        "made/file": b"",
    }


def test_folders_that_another_run_has_made_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, real = tmp_path / "made", Path.mkdir
    made.mkdir()

    def mkdir(folder: Path, *arguments: object, **options: object) -> None:
        if folder.name == "deep":
            real(folder)
        real(folder, *arguments, **options)  # type: ignore[arg-type]

    def rename(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", mkdir)
    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(FilesError, match="No space left on device"):
        folders.publish(made, tmp_path / "deep" / "target")
    assert tree(tmp_path) == {"deep": "", "made": ""}


def test_what_is_there_and_looks_like_ours_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, made = tmp_path / "target", tmp_path / "made"
    for folder in (target, made):
        folder.mkdir()
    for name in "abc":
        (made / name).symlink_to("elsewhere")
    before, real = tree(tmp_path), placing.put

    def put(source: Path, destination: Path) -> None:
        if source.name == "b":
            for name in "bc":
                (target / name).symlink_to("elsewhere")
        real(source, destination)

    monkeypatch.setattr(placing, "put", put)
    with pytest.raises(FilesError, match="b was created during this run"):
        folders.publish(made, target)
    assert tree(tmp_path) == before | {"target/b": "elsewhere", "target/c": "elsewhere"}


@pytest.mark.parametrize("nth", range(1, 4))
def test_no_run_removes_what_another_has_just_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """Another one tidies up as soon as there is a folder, a seal in it, and a mark."""
    calls = 0

    def then_another_comes(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            nonlocal calls
            done, calls = real(*arguments, **options), calls + 1
            if calls == nth:
                folders.recover(tmp_path)
            return done

        return call

    monkeypatch.setattr(tempfile, "mkdtemp", then_another_comes(tempfile.mkdtemp))
    monkeypatch.setattr(sealed, "save", then_another_comes(sealed.save))
    with folders.staging(tmp_path) as staging:
        (staging / "file").touch()
        assert sealed.is_ours(staging.parent)
        folders.recover(tmp_path)
        assert (staging / "file").exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("goes", [True, False])
def test_a_folder_of_another_run_is_not_in_the_way_while_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, goes: bool
) -> None:
    theirs, real, looks = tmp_path / ".scaffold-new-theirs", sealed.is_ours, 0
    theirs.mkdir()

    def is_ours(folder: Path) -> bool:
        """It has lost its mark and not yet its seal when we first look, or it is somebody's."""
        nonlocal looks
        looks += 1
        if looks == 1 and goes:
            return False
        return goes and real(folder)

    monkeypatch.setattr(sealed, "is_ours", is_ours)
    if goes:
        assert folders.vacant(tmp_path) == tmp_path
    else:
        with pytest.raises(FilesError, match="is not empty"):
            folders.vacant(tmp_path)


def test_a_bump_that_is_killed_is_finished_and_not_repeated(
    start: Start, machine: Path, scaffold: Run
) -> None:
    worlds.write(machine, worlds.VERSIONED)
    run = start(WRITING, "version", "--bump", "minor", cwd=machine / "crates" / "py")
    before = tree(machine)
    for look in ("--dry-run", "--diff"):
        done = scaffold("version", "--bump", "minor", look, cwd=machine / "crates" / "py")
        assert (done.returncode, "an earlier run was interrupted" in done.stderr) == (2, True)
    assert tree(machine) == before
    run.close()
    done = scaffold("version", "--bump", "minor", cwd=machine / "crates" / "py")
    assert (done.returncode, "the version is 0.2.0" in done.stdout) == (0, True), done
    told = scaffold("version", cwd=machine / "crates" / "py").stdout
    assert (told.startswith("demo 0.2.0\n"), "differs" in told) == (True, False)


class TestUpdate:
    @pytest.fixture(params=["update", "adopt"])
    def case(self, request: pytest.FixtureRequest, machine: Path, scaffold: Run) -> worlds.Case:
        return worlds.make(request.param, machine, scaffold)

    def test_of_two_runs_one_says_that_the_other_is_at_work(
        self, case: worlds.Case, start: Start, scaffold: Run
    ) -> None:
        before = worlds.seen(case.world)
        run = start(WRITING, *case.arguments, cwd=case.world)
        for arguments in (case.arguments, case.back, [*case.arguments, "--diff"]):
            done = scaffold(*arguments, cwd=case.world)
            assert done.returncode == 2
            assert f"another run is at work in {case.world}" in done.stderr, done
        code, said = run.end()
        assert code in case.again, said
        assert worlds.seen(case.world) != before
        assert scaffold(*case.back, cwd=case.world).returncode == 0
        assert worlds.seen(case.world) == before

    def test_nobody_takes_back_what_is_being_taken_back(
        self, case: worlds.Case, start: Start, scaffold: Run
    ) -> None:
        before = worlds.seen(case.world)
        assert scaffold(*case.arguments, cwd=case.world).returncode in case.again
        run = start(WRITING, *case.back, cwd=case.world)
        done = scaffold(*case.back, cwd=case.world)
        assert (done.returncode, "another run is at work" in done.stderr) == (2, True)
        assert run.end()[0] == 0
        assert worlds.seen(case.world) == before


def test_who_only_looks_waits_for_files_that_are_being_written(machine: Path, start: Start) -> None:
    write(machine, worlds.CONTRADICTORY)
    git(machine, "init", "--quiet")
    commit(machine)
    run = start(WRITING, "check", "--fix")
    with ThreadPoolExecutor() as pool:
        look = pool.submit(record.is_stopped, repository.around(machine))
        with pytest.raises(TimeoutError):
            look.result(timeout=2)
        run.end()
        assert look.result(timeout=60) is False


class TestRecord:
    @pytest.fixture
    def where(self, machine: Path) -> repository.Repository:
        for name in "ab":
            (machine / name).write_text("old\n")
        git(machine, "init", "--quiet")
        commit(machine)
        return repository.around(machine)

    @pytest.fixture
    def carry_out(self, where: repository.Repository, tmp_path: Path) -> Callable[[str], None]:
        """Carries out a change of a file."""
        (tmp_path / "scratch").mkdir()
        scratch = ScratchRepository(tmp_path / "scratch", where)

        def carry_out(name: str) -> None:
            change = {"path": name, "before": b"old\n", "after": b"new\n"}
            record.carry_out(where, scratch, Merge(Plan(where.project, [change]), {}), "update")

        return carry_out

    def test_a_run_that_fails_leaves_the_last_one_to_be_taken_back(
        self, where: repository.Repository, carry_out: Callable[[str], None], machine: Path
    ) -> None:
        carry_out("a")
        (machine / "b").write_text("mine\n")
        with pytest.raises(FilesError, match="b was changed during this run"):
            carry_out("b")
        assert record.take_back(where, "update") == ["a"]
        assert tree(machine) == {"a": b"old\n", "b": b"mine\n"}

    def test_an_interrupt_that_comes_when_all_is_written_changes_nothing(
        self,
        where: repository.Repository,
        carry_out: Callable[[str], None],
        machine: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        real = journal.carry_out

        def then_interrupt(stages: Path, root: Path, steps: Sequence[journal.Step]) -> None:
            real(stages, root, steps)
            if root == where.project:
                raise KeyboardInterrupt

        carry_out("a")
        with monkeypatch.context() as context:
            context.setattr(journal, "carry_out", then_interrupt)
            with pytest.raises(KeyboardInterrupt):
                carry_out("b")
        assert tree(machine) == dict.fromkeys("ab", b"new\n")
        with monkeypatch.context() as context:
            context.setattr(journal, "carry_out", then_interrupt)
            with pytest.raises(KeyboardInterrupt):
                record.take_back(where, "update")
        assert tree(machine) == {"a": b"new\n", "b": b"old\n"}
        with pytest.raises(FilesError, match="there is no update to undo"):
            record.take_back(where, "update")


@pytest.mark.parametrize("when", ["before the journal", "at the last moment"])
@pytest.mark.parametrize("path", ["inner/file", "inner/new/file", "inner/gone"])
def test_a_link_that_takes_the_place_of_a_folder_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, when: str
) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root / "inner", outside):
        folder.mkdir(parents=True)
        for name in ("file", "gone"):
            (folder / name).write_bytes(b"old")
    changes = {
        "inner/file": {"path": path, "before": b"old", "after": b"new"},
        "inner/new/file": {"path": path, "before": None, "after": b"new"},
        "inner/gone": {"path": path, "before": b"old", "after": None},
    }
    before, is_exchanged = tree(tmp_path), False

    def exchange(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            nonlocal is_exchanged
            if not is_exchanged and (when == "before the journal" or Path(path).name in map(str, arguments)):
                is_exchanged = True
                (root / "inner").rename(root / "moved")
                (root / "inner").symlink_to(outside)
            return real(*arguments, **options)

        return call

    with monkeypatch.context() as context:
        if when == "before the journal":
            context.setattr(journal, "carry_out", exchange(journal.carry_out))
        else:
            context.setattr(os, "replace", exchange(os.replace))
        with pytest.raises(FilesError, match="cannot write in"):
            writer.carry_out(Plan(root, [changes[path]]))
    assert is_exchanged
    assert tree(outside) == dict.fromkeys(["file", "gone"], b"old")
    (root / "inner").unlink()
    (root / "moved").rename(root / "inner")
    writer.recover(root)
    assert tree(tmp_path) == before


def test_a_file_comes_to_its_place_on_a_disk_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    (tmp_path / "made").write_text("ours")
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(FileExistsError):
        placing.put(tmp_path / "made", tmp_path / "mine")
    placing.put(tmp_path / "made", tmp_path / "there")
    assert tree(tmp_path) == {"mine": b"mine", "there": b"ours"}


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_a_kill_left_in_both_places_is_finished(tmp_path: Path, kind: str) -> None:
    source, destination = tmp_path / "source", tmp_path / "destination"
    if kind == "file":
        source.write_text("x")
        destination.hardlink_to(source)
    else:
        source.symlink_to("x")
        destination.symlink_to("x")
    placing.finish(source, destination)
    assert tree(tmp_path) == {"destination": b"x" if kind == "file" else "x"}


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_nothing_takes_the_place_of_what_is_there(tmp_path: Path, kind: str) -> None:
    source, destination = tmp_path / "source", tmp_path / "destination"
    for path in (source, destination):
        if kind == "file":
            path.write_text(path.name)
        elif kind == "link":
            path.symlink_to(path.name)
        else:
            path.mkdir()
    before = tree(tmp_path)
    with pytest.raises(FileExistsError):
        placing.put(source, destination)
    assert tree(tmp_path) == before
