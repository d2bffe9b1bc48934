"""`scaffold update` in a repository that wants to run programs, and on answers that are not what Copier writes."""

import contextlib
import subprocess
from pathlib import Path

import pytest
import yaml

from conftest import Run, tree
from ironwheel.cli import program
from versions import commit, git, release, start

LINES = "".join(f"line {number}\n" for number in range(1, 31))
ONE = {
    "template/a.txt": LINES,
    "template/docs/b.txt": LINES,
    "template/old.txt": LINES.replace("line", "row"),
}
TWO = {"template/a.txt": LINES + "more\n", "template/docs/b.txt": "b\n", "template/new.txt": ONE["template/old.txt"]}  # fmt: skip
WAYS = [(), ("--preview",), ("--diff",), ("--check",), ("--abort",)]

# Everything in git's configuration that names a program, where an update could come by.
KEYS = [
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.gitProxy",
    "core.askPass",
    "core.alternateRefsCommand",
    "sequence.editor",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "merge.evil.driver",
    "merge.tool",
    "mergetool.evil.cmd",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "credential.helper",
    "gpg.program",
    "gpg.ssh.program",
    "gpg.x509.program",
    "remote.origin.uploadpack",
    "remote.origin.receivepack",
    "interactive.diffFilter",
    "trailer.evil.command",
    "trailer.evil.cmd",
    "uploadpack.packObjectsHook",
    "pager.ls-tree",
    "pager.ls-files",
    "pager.cat-file",
    "pager.config",
    "pager.diff-tree",
    "web.browser",
    "browser.evil.cmd",
    "man.evil.cmd",
    "difftool.evil.cmd",
    "gc.recentObjectsHook",
    "hook.evil.command",
]
COMMANDS = [
    "cat-file",
    "check-attr",
    "config",
    "fast-import",
    "init",
    "ls-files",
    "ls-tree",
    "merge-tree",
    "rev-parse",
    "update-index",
]
HOOKS = [
    "applypatch-msg",
    "commit-msg",
    "fsmonitor-watchman",
    "post-applypatch",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "post-rewrite",
    "pre-applypatch",
    "pre-auto-gc",
    "pre-commit",
    "pre-merge-commit",
    "pre-push",
    "pre-rebase",
    "prepare-commit-msg",
    "reference-transaction",
    "sendemail-validate",
    "update",
]


class Traps:
    """Programs that leave their name in a folder when somebody runs them."""

    def __init__(self, folder: Path) -> None:
        self.caught = folder / "caught"
        self.caught.mkdir(parents=True)
        self._folder = folder

    def lay(self, name: str) -> Path:
        trap = self._folder / name
        trap.write_text(f"#!/bin/sh\n: >'{self.caught}/{name}'\nexit 1\n")
        trap.chmod(0o755)
        return trap

    def names(self) -> set[str]:
        return {path.name for path in self.caught.iterdir()}

    def reset(self) -> None:
        for path in self.caught.iterdir():
            path.unlink()


def arm(project: Path, traps: Traps, attributes: str) -> None:
    """Configure a trap wherever git would run a program."""
    lines = []
    for key in KEYS:
        section, _, name = key.rpartition(".")
        section, _, part = section.partition(".")
        trap = traps.lay(key)
        lines.append(f'[{section} "{part}"]' if part else f"[{section}]")
        lines.append(f"{name} = {trap}")
    for command in COMMANDS:
        lines.append(f'[alias]\n{command} = "!{traps.lay(f"alias.{command}")}"')
    hooks = traps.caught.parent / "hooks"
    hooks.mkdir()
    for place in (hooks, project / ".git" / "hooks"):
        place.mkdir(exist_ok=True)
        for hook in HOOKS:
            (place / hook).unlink(missing_ok=True)
            (place / hook).symlink_to(traps.lay(f"hook.{hook}"))
    lines += [
        f"[core]\nhooksPath = {hooks}\npager = {traps.lay('core.pager')}",
        f"[init]\ntemplateDir = {hooks}",
        f'[remote "origin"]\nurl = "ext::{traps.lay("remote.ext")}"\nvcs = evil\npromisor = true\npartialclonefilter = blob:none',
        '[protocol "ext"]\nallow = always',
        '[commit]\ngpgSign = true\n[diff]\ntool = evil\n[merge]\ndefault = evil\ntool = evil\n[hook "evil"]\nevent = post-index-change',
        '[filter "evil"]\nrequired = true\n[core]\nuntrackedCache = true\nsplitIndex = true',
    ]
    included = traps.caught.parent / "included"
    included.write_text("\n".join(lines) + "\n")
    with (project / ".git" / "config").open("a") as config:
        config.write("\n".join(lines) + f"\n[include]\npath = {included}\n")
    (project / ".git" / "info").mkdir(exist_ok=True)
    (project / ".git" / "info" / "attributes").write_text(attributes)
    (project / ".gitattributes").write_text(attributes)


@pytest.fixture
def traps(tmp_path: Path) -> Traps:
    return Traps(tmp_path / "traps")


def test_the_traps_work(tmp_path: Path, machine: Path, traps: Traps) -> None:
    project = start(release(tmp_path / "template", ONE), machine / "project")
    arm(project, traps, "* filter=evil diff=evil merge=evil\n")
    (project / "a.txt").write_text("other\n")
    for command in (["status"], ["add", "--renormalize", "."], ["fetch"]):
        with contextlib.suppress(subprocess.CalledProcessError):
            git(project, *command)
    assert {"core.fsmonitor", "filter.evil.process", "remote.ext"} <= traps.names()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: " ".join(way) or "update")
@pytest.mark.parametrize("attributes", ["* diff=evil merge=evil\n", "* filter=evil diff=evil merge=evil\n"])
def test_no_program_that_a_repository_names_is_run(
    tmp_path: Path, machine: Path, scaffold: Run, traps: Traps, way: tuple[str, ...], attributes: str
) -> None:
    template = release(tmp_path / "template", ONE, TWO)
    project = start(template, machine / "project")
    (project / "old.txt").write_text(ONE["template/old.txt"] + "mine\n")
    commit(project)
    is_filtered = "filter" in attributes
    if way == ("--abort",):
        assert scaffold("update", "--template", template, cwd=project).returncode == 0
    arm(project, traps, attributes)
    given = way if way == ("--abort",) else ("--template", template, *way)
    done = scaffold("update", *given, cwd=project)
    assert traps.names() == set()
    if way == ("--abort",):
        assert done.returncode == 0, done.stderr
        assert not (project / "new.txt").exists()
    elif is_filtered and way != ("--check",):
        assert done.returncode == 2
        assert "a.txt (filter=evil)" in done.stderr
    else:
        assert done.returncode == (1 if way == ("--check",) else 0), done.stderr
        assert (project / "new.txt").exists() is not bool(way)


def test_what_is_missing_is_not_fetched(tmp_path: Path, machine: Path, scaffold: Run, traps: Traps) -> None:
    template = release(tmp_path / "template", ONE, TWO)
    project = start(template, machine / "project")
    (project / "a.txt").write_text(f"mine\n{LINES}")  # no template has it
    commit(project)
    blob = git(project, "rev-parse", "HEAD:a.txt").strip()
    arm(project, traps, "")
    with (project / ".git" / "config").open("a") as config:
        config.write("[core]\nrepositoryFormatVersion = 1\n[extensions]\npartialClone = origin\n")
    (project / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    before = tree(project)
    done = scaffold("update", "--template", template, cwd=project)
    assert done.returncode == 2
    assert "partial clone" in done.stderr
    assert traps.names() == set()
    assert tree(project) == before


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
ANSWERS = "_commit: v1.0.0\n_src_path: https://example.org/x\n"
FORGED = {
    "an alias bomb": BOMB,
    "an alias": ANSWERS + "a: *x\n",
    "an anchor": ANSWERS + "a: &x y\n",
    "a tag": ANSWERS + "a: !!python/object/apply:os.system [id]\n",
    "a tag of a key": ANSWERS + "!!python/name:os.system : x\n",
    "a tag in a list": ANSWERS + "a:\n- !!python/name:os.system x\n",
    "a declared tag": "%TAG ! tag:yaml.org,2002:python/\n---\n" + ANSWERS,
    "a table in a line": ANSWERS + "a: {b: *c}\n",
    "a list in a line": ANSWERS + "a: [*c]\n",
    "a key that is asked for": "? _commit\n: -x\n",
    "a folded text": ANSWERS + "a: >\n  text\n",
    "two documents": ANSWERS + "--- !x\n",
    "a merge": ANSWERS + "<<: *x\n",
    "another encoding": "\ufeff" + ANSWERS.encode("utf-16-le").decode("utf-16-le"),
    "a commit that is an option": "_src_path: https://example.org/x\n_commit: --upload-pack=touch x\n",
    "a quoted one": "_src_path: https://example.org/x\n_commit: '-x'\n",
    "an escaped one": '_src_path: https://example.org/x\n_commit: "\\x2dx"\n',
    "one on a line of its own": "_src_path: https://example.org/x\n_commit:\n  -x\n",
    "a commit over two lines": "_src_path: https://example.org/x\n_commit: v1.0.0\n  -x\n",
    "a commit over three lines": "_src_path: https://example.org/x\n_commit: v1.0.0\n\n  -x\n",
    "a commit with a space": "_src_path: https://example.org/x\n_commit: v1.0.0 -x\n",
    "a large file": ANSWERS + "a: x\n" * 20_000,
}


@pytest.mark.parametrize("answers", FORGED.values(), ids=FORGED)
def test_what_copier_would_not_write_is_refused_before_any_loader_sees_it(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], answers: str
) -> None:
    encoding = "utf-16-le" if answers.startswith("\ufeff") else "utf-8"
    (machine / ".copier-answers.yml").write_bytes(answers.encode(encoding))
    git(machine, "init", "--quiet")
    commit(machine)
    called = []
    for name in ("load", "load_all", "safe_load", "safe_load_all", "parse", "scan", "compose", "compose_all"):
        monkeypatch.setattr(yaml, name, lambda *_given, name=name, **_more: called.append(name))
    before = tree(machine)
    assert program.run(["update"]) == 2
    assert called == []
    assert ".copier-answers.yml" in capfd.readouterr().err
    assert tree(machine) == before


def test_another_template_is_followed_only_if_the_person_names_it(
    tmp_path: Path, machine: Path, scaffold: Run
) -> None:
    template = release(tmp_path / "template", ONE, TWO)
    other = release(tmp_path / "other", ONE, TWO)
    project = start(template, machine / "project")
    before = tree(project)
    for given in ((), ("--template", other), ("--check",), ("--preview",)):
        done = scaffold("update", *given, cwd=project)
        assert done.returncode == 2
        assert f"the project's template is {template}, not the built-in one" in done.stderr
        assert tree(project) == before
    assert scaffold("update", "--template", template, cwd=project).returncode == 0


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_folder_that_leads_out_of_the_repository_is_not_written_into(
    tmp_path: Path, machine: Path, scaffold: Run, *, is_committed: bool
) -> None:
    template = release(tmp_path / "template", ONE, TWO)
    project = start(template, machine / "project")
    outside = tmp_path / "outside"
    (project / "docs").rename(outside)
    (project / "docs").symlink_to(outside)
    if is_committed:
        commit(project)
    before, known = tree(project), tree(outside)
    done = scaffold("update", "--template", template, cwd=project)
    assert tree(outside) == known
    if is_committed:
        # The person has deleted what the template has there, and made a link of their own.
        assert done.returncode == 0, done.stderr
        assert (project / "docs").is_symlink()
    else:
        assert done.returncode == 2
        assert "docs/b.txt would be changed, but is a folder, or behind a symbolic link" in done.stderr
        assert tree(project) == before


def test_answers_behind_a_link_are_not_read(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    template = release(tmp_path / "template", ONE, TWO)
    project = start(template, machine / "project")
    (project / ".copier-answers.yml").rename(tmp_path / "answers")
    (project / ".copier-answers.yml").symlink_to(tmp_path / "answers")
    commit(project)
    done = scaffold("update", "--template", template, cwd=project)
    assert done.returncode == 2
    assert ".copier-answers.yml is a symbolic link" in done.stderr


def test_a_template_writes_nothing_into_the_repository_itself(
    tmp_path: Path, machine: Path, scaffold: Run
) -> None:
    template = release(tmp_path / "template", ONE, TWO | {"template/{{ '.git' }}/hooks/pre-commit": "evil\n"})
    project = start(template, machine / "project")
    for command in (("update", project), ("new", machine / "other")):
        done = scaffold(*command, "--template", template)
        assert done.returncode == 2
        assert "writes into `.git`" in done.stderr
    assert not (project / ".git" / "hooks" / "pre-commit").exists()
    assert not (machine / "other").exists()
