"""`scaffold update` wherever a project can be, and however git was told to write it: it works, or refuses with a reason."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run, tree
from ironwheel.vcs import git as door
from versions import commit, fresh, git, release, start

LINES = "".join(f"line {number}\n" for number in range(1, 31))
MINE = LINES.replace("line 3\n", "line 3, which is mine\n")
ONE = {
    "template/a.txt": LINES,
    "template/docs/b.txt": LINES,
    "template/old.txt": LINES.replace("line", "row"),
    "template/run.sh": "#!/bin/sh\n",
}
TWO = {
    "template/a.txt": LINES + "more\n",
    "template/docs/b.txt": LINES + "more\n",
    "template/new.txt": ONE["template/old.txt"],
    "template/run.sh": "#!/bin/sh\necho\n",
}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return release(tmp_path / "template", ONE, TWO)


def plain(template: Path, folder: Path) -> Path:
    return start(template, folder / "project")


def subfolder(template: Path, folder: Path) -> Path:
    """With a neighbour that is not as committed."""
    project = start(template, folder / "top" / "packages" / "it")
    shutil.rmtree(project / ".git")
    (folder / "top" / "README.md").write_text("top\n")
    git(folder / "top", "init", "--quiet")
    commit(folder / "top")
    (folder / "top" / "README.md").write_text("changed\n")
    return project


def worktree(template: Path, folder: Path) -> Path:
    git(plain(template, folder), "worktree", "add", "--quiet", str(folder / "beside"))
    return folder / "beside"


def submodule(template: Path, folder: Path) -> Path:
    project = plain(template, folder)
    (folder / "top").mkdir()
    git(folder / "top", "init", "--quiet")
    git(
        folder / "top", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(project), "sub"
    )
    return folder / "top" / "sub"


def shallow(template: Path, folder: Path) -> Path:
    project = plain(template, folder)
    commit(project)
    git(folder, "clone", "--quiet", "--depth=1", project.as_uri(), "shallow")
    return folder / "shallow"


def sha256(template: Path, folder: Path) -> Path:
    project = plain(template, folder)
    shutil.rmtree(project / ".git")
    git(project, "init", "--quiet", "--object-format=sha256")
    commit(project)
    return project


def with_a_submodule(template: Path, folder: Path) -> Path:
    project = plain(template, folder)
    git(project, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(template), "docs/sub")
    return project


def odd_name(template: Path, folder: Path) -> Path:
    return start(template, folder / "ü $(id) ' name")


@pytest.mark.parametrize("git_version", [(2, 31), (2, 47)], ids=["git 2.31", "git"])
@pytest.mark.parametrize(
    "place",
    [plain, subfolder, worktree, submodule, shallow, sha256, with_a_submodule, odd_name],
    ids=lambda place: place.__name__,
)
def test_it_works(
    template: Path,
    machine: Path,
    scaffold: Run,
    monkeypatch: pytest.MonkeyPatch,
    place: Callable[[Path, Path], Path],
    git_version: tuple[int, int],
) -> None:
    if git_version < (2, 38):
        _grow_old(monkeypatch, machine.parent)
    project = place(template, machine)
    (project / "a.txt").write_text(MINE)
    (project / "old.txt").write_text("row 0\n" + ONE["template/old.txt"])
    (project / "own.txt").write_text("own\n")
    (project / "docs" / "b.txt").write_text(LINES + "mine\n")
    (project / "run.sh").chmod(0o755)
    commit(project)
    before = tree(project)
    done = scaffold("update", "--template", template, cwd=project)
    assert done.returncode == 1, done.stderr
    assert "moved    old.txt → new.txt" in done.stdout
    assert (project / "a.txt").read_text() == MINE + "more\n"
    assert (project / "new.txt").read_text() == "row 0\n" + ONE["template/old.txt"]
    ours, theirs = "<<<<<<< your project\nmine\n", "more\n>>>>>>> template 2.0.0\n"
    assert (project / "docs" / "b.txt").read_text() == f"{LINES}{ours}=======\n{theirs}"
    assert os.access(project / "run.sh", os.X_OK)
    staged = git(project, "status", "--short", "--", ".").splitlines()
    assert sorted(staged) == sorted([
        "M  .copier-answers.yml",
        "M  a.txt",
        "M  run.sh",
        "R  old.txt -> new.txt",
        "UU docs/b.txt",
    ])  # fmt: skip
    assert scaffold("update", "--abort", cwd=project).returncode == 0
    assert git(project, "status", "--short", "--", ".") == ""
    assert tree(project) == before


def _grow_old(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Put a git into PATH that can and says no more than an old one."""
    real = shutil.which("git")
    (folder / "old").mkdir()
    (folder / "old" / "git").write_text(
        f"""#!/bin/sh
for word; do
    case $word in
    version) echo "git version 2.31.8"; exit ;;
    merge-tree) exit 129 ;;
    esac
done
exec {real} "$@"
"""
    )
    (folder / "old" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder / "old"), prepend=os.pathsep)


@pytest.mark.parametrize(
    ("config", "attributes"),
    [
        ({"core.autocrlf": "true"}, ""),
        ({"core.autocrlf": "true"}, "* text=auto\n"),
        ({"core.eol": "crlf"}, "* text=auto\n"),
        ({}, "* text=auto eol=crlf\n"),
    ],
)
def test_lines_that_git_ends_otherwise_stay_so(
    template: Path, machine: Path, scaffold: Run, config: dict[str, str], attributes: str
) -> None:
    project = plain(template, machine)
    for key, value in config.items():
        git(project, "config", key, value)
    (project / ".gitattributes").write_text(attributes)
    (project / "a.txt").write_text(MINE)
    commit(project)
    git(project, "rm", "-rq", "--cached", ".")
    git(project, "reset", "-q", "--hard")
    assert b"\r\n" in (project / "a.txt").read_bytes()
    done = scaffold("update", "--template", template, cwd=project)
    assert done.returncode == 0, done.stderr
    assert (project / "a.txt").read_bytes() == (MINE + "more\n").replace("\n", "\r\n").encode()
    assert (project / "new.txt").read_bytes().count(b"\r\n") == 30
    assert git(project, "show", ":a.txt") == MINE + "more\n"
    assert git(project, "diff") == ""


def test_lines_that_are_committed_with_crlf_stay_so(template: Path, machine: Path, scaffold: Run) -> None:
    project = plain(template, machine)
    (project / "a.txt").write_bytes(MINE.replace("\n", "\r\n").encode())
    commit(project)
    assert scaffold("update", "--template", template, cwd=project).returncode == 0
    assert (project / "a.txt").read_bytes() == (MINE + "more\n").replace("\n", "\r\n").encode()
    assert git(project, "diff") == ""


def test_a_link_of_the_persons_stays_one(template: Path, machine: Path, scaffold: Run) -> None:
    project = plain(template, machine)
    (project / "link").symlink_to("a.txt")
    (project / "run.sh").unlink()
    (project / "run.sh").symlink_to("elsewhere.sh")
    commit(project)
    done = scaffold("update", "--template", template, cwd=project)
    assert (project / "link").readlink() == Path("a.txt")
    assert (project / "run.sh").readlink() == Path("elsewhere.sh")
    assert "run.sh" in done.stdout + done.stderr


def _no_repository(project: Path) -> None:
    shutil.rmtree(project / ".git")


def _empty_repository(project: Path) -> None:
    shutil.rmtree(project / ".git")
    git(project, "init", "--quiet")


def _broken_repository(project: Path) -> None:
    (project / ".git" / "HEAD").unlink()


def _merge(project: Path) -> None:
    _branch(project)
    with pytest.raises(Exception, match="merge"):
        git(project, "merge", "other")


def _rebase(project: Path) -> None:
    _branch(project)
    with pytest.raises(Exception, match="rebase"):
        git(project, "rebase", "other")


def _cherry_pick(project: Path) -> None:
    _branch(project)
    with pytest.raises(Exception, match="cherry-pick"):
        git(project, "cherry-pick", "other")


def _branch(project: Path) -> None:
    git(project, "checkout", "-q", "-b", "other")
    (project / "own.txt").write_text("other\n")
    commit(project)
    git(project, "checkout", "-q", "main")
    (project / "own.txt").write_text("main\n")
    commit(project)


def _unmerged(project: Path) -> None:
    (project / "a.txt").write_text(MINE)
    git(project, "stash", "-q")
    (project / "a.txt").write_text(MINE.replace("mine", "main"))
    commit(project)
    with pytest.raises(Exception, match="stash"):
        git(project, "stash", "pop")


def _sparse(project: Path) -> None:
    git(project, "sparse-checkout", "set", "elsewhere")


def _skipped(project: Path) -> None:
    git(project, "update-index", "--skip-worktree", "a.txt")


def _staged(project: Path) -> None:
    (project / "a.txt").write_text(MINE)
    git(project, "add", "a.txt")


def _staged_and_back(project: Path) -> None:
    _staged(project)
    (project / "a.txt").write_text(LINES)


def _changed(project: Path) -> None:
    (project / "a.txt").write_text(MINE)


def _deleted(project: Path) -> None:
    (project / "a.txt").unlink()


def _file_in_the_way(project: Path) -> None:
    (project / "new.txt").write_text("mine\n")


def _ignored_file_in_the_way(project: Path) -> None:
    (project / ".git" / "info").mkdir(exist_ok=True)
    (project / ".git" / "info" / "exclude").write_text("new.txt\n")
    _file_in_the_way(project)


def _folder_in_the_way(project: Path) -> None:
    (project / "new.txt").mkdir()


def _locked(project: Path) -> None:
    (project / ".git" / "index.lock").touch()


def _filtered(project: Path) -> None:
    (project / ".gitattributes").write_text("a.txt filter=lfs\n")
    commit(project)


def _encoded(project: Path) -> None:
    (project / ".gitattributes").write_text("new.txt working-tree-encoding=UTF-16\n")
    commit(project)


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (_no_repository, "is not in a git repository"),
        (_empty_repository, "has no commit yet"),
        (_broken_repository, "`git rev-parse` failed: fatal: not a git repository"),
        (_merge, "a merge is in progress"),
        (_rebase, "a rebase is in progress"),
        (_cherry_pick, "a cherry-pick is in progress"),
        (_unmerged, "a.txt would be changed, but has uncommitted changes"),
        (_sparse, "docs/b.txt would be changed, but is outside the sparse checkout"),
        (_skipped, "or `git update-index --no-skip-worktree FILE`, first"),
        (_staged, "a.txt would be changed, but has uncommitted changes"),
        (_staged_and_back, "a.txt would be changed, but has uncommitted changes"),
        (_changed, "a.txt would be changed, but has uncommitted changes"),
        (_deleted, "a.txt would be changed, but has uncommitted changes"),
        (_file_in_the_way, "new.txt would be changed, but an untracked file is there"),
        (_ignored_file_in_the_way, "new.txt would be changed, but an untracked file is there"),
        (_folder_in_the_way, "new.txt would be changed, but is a folder"),
        (_locked, "another git process seems to run"),
        (_filtered, "a.txt (filter=lfs) would be changed, but git changes its content on checkout"),
        (_encoded, "new.txt (working-tree-encoding=UTF-16) would be changed"),
    ],
    ids=lambda value: getattr(value, "__name__", "")[1:],
)
@pytest.mark.parametrize("how", [[], ["--preview"]], ids=["update", "preview"])
def test_it_refuses_with_a_reason(
    template: Path,
    machine: Path,
    scaffold: Run,
    prepare: Callable[[Path], None],
    message: str,
    how: list[str],
) -> None:
    project = plain(template, machine)
    prepare(project)
    before = tree(project)
    done = scaffold("update", "--template", template, *how, cwd=project)
    assert done.returncode == 2
    assert message in done.stderr
    assert tree(project) == before


def test_a_git_that_is_too_old_is_refused(
    template: Path, machine: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from ironwheel.cli import program

    project = plain(template, machine)
    monkeypatch.setattr(door, "version", lambda: (2, 25))
    assert program.run(["update", str(project), "--template", str(template)]) == 2
    assert "install git 2.31 or newer" in capfd.readouterr().err


@pytest.mark.parametrize("old_git", [True, False])
@pytest.mark.parametrize(
    ("mine", "one", "two", "said"),
    [
        ("notes", {}, "notes/x.txt", "notes/x.txt would be changed, but notes is in the way"),
        ("notes/x.txt", {}, "notes", "notes would be changed, but notes is in the way"),
        ("run/x.txt", {"run": "1\n"}, "run", "deleted  run: you deleted it"),
        ("docs", {"docs/b.txt": "1\n"}, "docs/b.txt", "deleted  docs/b.txt: you deleted it"),
        ("run", {"run": "1\n"}, "run/x.txt", "run is a file on one side and a folder on the other"),
    ],
)
def test_a_file_for_one_and_a_folder_for_the_other(
    tmp_path: Path,
    machine: Path,
    scaffold: Run,
    monkeypatch: pytest.MonkeyPatch,
    mine: str,
    one: dict[str, str],
    two: str,
    said: str,
    *,
    old_git: bool,
) -> None:
    if old_git:
        _grow_old(monkeypatch, machine.parent)
    first = {f"template/{path}": text for path, text in one.items()}
    template = release(tmp_path / "template", first, {f"template/{two}": "theirs\n"})
    project = plain(template, machine)
    for path in one:
        (project / path).unlink()
        if "/" in path:
            (project / path).parent.rmdir()
    (project / mine).parent.mkdir(exist_ok=True)
    (project / mine).write_text("mine\n")
    commit(project)
    before = tree(project)
    done = scaffold("update", "--template", template, cwd=project)
    assert said in done.stdout + done.stderr
    after = tree(project)
    assert done.returncode == (0 if "you deleted it" in said else 2), done.stderr
    assert after == before | {".copier-answers.yml": after[".copier-answers.yml"]}


def test_two_files_of_mine_do_not_fall_together(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    template = release(tmp_path / "template", {"template/{{ package }}/a.txt": LINES})
    project = plain(template, machine)
    for folder in ("demo", "other"):
        (project / folder).mkdir(exist_ok=True)
        (project / folder / "own.txt").write_text(f"own of {folder}\n")
    commit(project)
    before = tree(project)
    done = scaffold("update", "--template", template, "--data=package=other", cwd=project)
    assert done.returncode == 2
    assert "both demo/own.txt and other/own.txt would get this name" in done.stderr
    assert tree(project) == before


def test_an_update_that_is_not_committed_yet_is_not_covered_by_the_next(
    template: Path, machine: Path, scaffold: Run
) -> None:
    project = plain(template, machine)
    assert scaffold("update", "--template", template, cwd=project).returncode == 0
    before = tree(project)
    assert scaffold("update", "--template", template, cwd=project).returncode == 0
    assert tree(project) == before
    done = scaffold("update", "--template", template, "--data=package=other", cwd=project)
    assert done.returncode == 2
    assert ".copier-answers.yml would be changed, but has uncommitted changes" in done.stderr
    assert tree(project) == before


def test_it_equals_a_fresh_project(template: Path, machine: Path, scaffold: Run) -> None:
    project = plain(template, machine)
    assert scaffold("update", "--template", template, cwd=project).returncode == 0
    assert tree(project) == tree(fresh(template, machine / "fresh", "v2.0.0"))
