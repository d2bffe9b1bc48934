"""Links and executable files in a template: a patch shows them, an update writes them, and its undo puts them back."""

import stat
from pathlib import Path

import pytest

from conftest import Run
from versions import QUESTIONS, git, release, start

SETTINGS = {"copier.yml": QUESTIONS + "_preserve_symlinks: true\n"}
LINES = "".join(f"line {number}\n" for number in range(1, 31))
ONE = SETTINGS | {
    "template/a.txt": LINES,
    "template/run": "#!/bin/sh\n",
    "template/task.sh": "#!/bin/sh\n",
    "template/shown": Path("a.txt"),
    "template/gone": Path("a.txt"),
    "template/{{ package }}/module.txt": LINES,
    "template/{{ package }}/near": Path("module.txt"),
    "template/{{ package }}/folder": Path("../docs"),
    "template/docs/index.txt": "index\n",
}
TWO = {path: text for path, text in ONE.items() if not path.endswith("gone")} | {
    "template/shown": Path("docs/index.txt"),
    "template/new": Path("docs"),
    "template/dangling": Path("nowhere"),
    "template/late.sh": "#!/bin/sh\n",
    "template/empty.sh": "",
}

# What is done, and what it makes of the project.
DEEDS = {
    "newer": [],
    "renamed": ["--to=1.0.0", "--data=package=other"],
    "both": ["--data=package=other"],
}


def seen(folder: Path) -> dict[str, tuple[str, object]]:
    """Each file with its kind and content."""
    found: dict[str, tuple[str, object]] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if name.parts[0] != ".git" and (path.is_symlink() or path.is_file()):
            mode = stat.filemode(path.lstat().st_mode)
            content = path.readlink() if path.is_symlink() else path.read_bytes()
            found[name.as_posix()] = (mode[0] + mode[3], content)
    return found


@pytest.mark.parametrize("deed", DEEDS)
def test_a_patch_shows_what_is_written_and_all_of_it_can_be_undone(
    tmp_path: Path, machine: Path, scaffold: Run, deed: str
) -> None:
    template = release(tmp_path / "template", ONE, TWO)
    (template / "template/run").chmod(0o755)
    git(template, "commit", "--quiet", "-am", "executable")
    git(template, "tag", "--force", "v2.0.0")
    project = start(template, machine / "project")
    given = ["--defaults", "--template", template, *DEEDS[deed]]
    before, status = seen(project), git(project, "status", "--porcelain")
    patch = scaffold("update", "--diff", *given, cwd=project)
    assert patch.stderr == ""
    assert seen(project) == before
    (machine / "patch").write_text(patch.stdout)
    git(project, "apply", "--index", "../patch")
    patched, patched_status = seen(project), git(project, "status", "--porcelain")
    git(project, "reset", "--hard", "--quiet")

    done = scaffold("update", *given, cwd=project)
    assert done.returncode == 0, done.stderr
    assert (seen(project), git(project, "status", "--porcelain")) == (patched, patched_status)
    assert patched != before
    if deed != "renamed":
        assert patched["new"] == ("l" + "x", Path("docs"))
        assert patched["run"][0] == patched["late.sh"][0] == "-x"
    if deed != "newer":
        assert patched["other/near"] == ("lx", Path("module.txt"))
    taken = scaffold("update", "--abort", cwd=project)
    assert taken.returncode == 0, taken.stderr
    assert (seen(project), git(project, "status", "--porcelain")) == (before, status)
