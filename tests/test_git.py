"""Git starts a repository under no configuration but the person's own, and runs nothing for anybody."""

import subprocess
from pathlib import Path

import pytest

from ironwheel.errors import ToolError
from ironwheel.vcs import git


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def project(machine: Path) -> Path:
    folder = machine / "project"
    folder.mkdir()
    (folder / "README.md").write_text("hello\n")
    return folder


def test_a_repository_with_one_commit(project: Path) -> None:
    assert git.start(project, "Begin")
    assert _git(project, "log", "--format=%an <%ae> %s") == "Ada Lovelace <ada@example.org> Begin"
    assert _git(project, "status", "--porcelain") == ""
    assert _git(project, "branch", "--show-current") == "main"


def test_nobody_known_means_no_commit(project: Path, tmp_path: Path) -> None:
    (tmp_path / "home" / ".gitconfig").unlink()
    assert git.identity(project) is None
    assert not git.start(project, "Begin")
    assert _git(project, "status", "--porcelain") == "A  README.md"


def test_a_name_without_an_address_is_nobody(project: Path, tmp_path: Path) -> None:
    (tmp_path / "home" / ".gitconfig").write_text("[user]\nname = Ada\n")
    assert git.identity(project) is None


def test_the_identity_may_come_from_the_environment(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Grace Hopper")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "grace@example.org")
    assert git.identity(project) == ("Grace Hopper", "grace@example.org")


def test_no_configuration_makes_git_run_ignore_or_sign(project: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\n: >{canary}\nexit 1\n")
    trap.chmod(0o755)
    hooks = tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    for hook in ("pre-commit", "commit-msg", "post-commit", "post-index-change", "prepare-commit-msg"):
        (hooks / hook).symlink_to(trap)
    (tmp_path / "ignored").write_text("*.md\n")
    config = tmp_path / "home" / ".gitconfig"
    hostile = f"""
[init]
templateDir = {hooks.parent}
defaultBranch = elsewhere
[core]
hooksPath = {hooks}
fsmonitor = {trap}
excludesFile = {tmp_path / "ignored"}
autocrlf = true
safecrlf = true
[commit]
gpgSign = true
[gpg]
program = {trap}
"""
    config.write_text(config.read_text() + hostile)
    # The trap works: git without our care falls into it.
    loud = tmp_path / "loud"
    loud.mkdir()
    subprocess.run(
        "git init; git commit --allow-empty -m x", shell=True, cwd=loud, capture_output=True, check=False
    )
    assert canary.exists()
    canary.unlink()

    assert git.start(project, "Begin")
    assert not canary.exists()
    config.unlink()
    assert _git(project, "ls-files") == "README.md"
    assert not list((project / ".git" / "hooks").glob("*")) if (project / ".git" / "hooks").exists() else True


def test_a_repository_above_is_neither_used_nor_seen(project: Path, machine: Path) -> None:
    _git(machine, "init", "--quiet")
    assert git.surrounding(project / "not" / "there") == machine
    assert git.start(project, "Begin")
    assert _git(project, "rev-parse", "--show-toplevel") == str(project)


def test_variables_of_another_repository_do_not_count(
    project: Path, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(machine / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(machine / "index"))
    assert git.start(project, "Begin")
    assert (project / ".git").is_dir()
    assert not (machine / "elsewhere").exists()
    assert not (machine / "index").exists()


def test_configuration_in_the_environment_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Somebody Else")
    assert git.identity(project) == ("Somebody Else", "ada@example.org")


def test_a_failure_says_what_git_says(project: Path) -> None:
    (project / ".git").write_text("no repository\n")
    with pytest.raises(ToolError, match=r"`git init` failed: .*invalid gitfile format"):
        git.start(project, "Begin")


def test_what_git_says_elsewhere_counts_where_it_says_nothing_of_an_error(project: Path) -> None:
    git.run(project, "init", "--quiet")
    with pytest.raises(ToolError, match=r"`git commit` failed: nothing added to commit"):
        git.run_as_configured(project, "commit", "--message", "nothing")


def test_without_git(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    assert not git.available()
    with pytest.raises(ToolError, match="git could not be started"):
        git.identity(project)


@pytest.mark.parametrize("count", ["x", "-1", "1 2", "99999999999999999999"])
def test_a_count_that_is_no_number_is_the_persons_to_unset(
    project: Path, monkeypatch: pytest.MonkeyPatch, count: str
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", count)
    with pytest.raises(ToolError, match=f"GIT_CONFIG_COUNT is `{count}`, which is not a number"):
        git.start(project, "Begin")


@pytest.mark.parametrize("name", ["LITERAL", "GLOB", "NOGLOB", "ICASE"])
def test_how_others_read_paths_does_not_count(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for each in (name, "LITERAL"):  # Two of them do not go together.
        monkeypatch.setenv(f"GIT_{each}_PATHSPECS", "1")
    (project / "[a]").touch()
    assert git.start(project, "Begin")
    monkeypatch.undo()
    assert _git(project, "ls-files").split() == ["README.md", "[a]"]


@pytest.mark.parametrize("theirs", ["sha1", "sha256"])
@pytest.mark.parametrize("ours", ["sha1", "sha256"])
def test_a_repository_is_read_whatever_its_hash_and_the_usual_one(
    project: Path, machine: Path, monkeypatch: pytest.MonkeyPatch, theirs: str, ours: str
) -> None:
    _git(project, "init", "--quiet", f"--object-format={theirs}")
    _git(project, "add", "--all")
    _git(project, "commit", "--quiet", "--message=x")
    (machine / "reading").mkdir()
    monkeypatch.setenv("GIT_DEFAULT_HASH", ours)
    found = git.texts(machine / "reading", str(project), None, ["README.md", "none"], own_config=True)
    assert found == [b"hello\n"]
