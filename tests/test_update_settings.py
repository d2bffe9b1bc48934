"""`scaffold update` under a person's own settings of git, with answers files of other names, and from where they work."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run, tree
from ironwheel.vcs import git as door
from versions import commit, git, release, start

LINES = "".join(f"line {number}\n" for number in range(1, 31))
ONE = {"template/a.txt": LINES, "template/ä.txt": LINES}
TWO = {path: text.replace("line 3\n", "line 3, which is theirs\n") for path, text in ONE.items()}
MINE = LINES.replace("line 3\n", "line 3, which is mine\n")
OTHER = ".copier-answers.main.yml"
ANSWERS = ".copier-answers.yml"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return release(tmp_path / "template", ONE, TWO)


@pytest.fixture
def configured(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Gives the person a configuration of git."""

    def configure(text: str) -> None:
        (machine / "config").write_text(text)
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(machine / "config"))

    return configure


def test_no_bare_repository_has_to_be_found_by_git_itself(
    template: Path, machine: Path, scaffold: Run, configured: Callable[[str], None]
) -> None:
    project = start(template, machine / "project")
    configured("[safe]\n\tbareRepository = explicit\n")
    for command in ("update", "adopt"):
        done = scaffold(command, "--defaults", "--template", template, cwd=project)
        assert "bare" not in done.stderr
    assert "which is theirs" in (project / "a.txt").read_text()


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_conflicts_are_shown_as_the_person_likes(
    template: Path, machine: Path, scaffold: Run, configured: Callable[[str], None], style: str
) -> None:
    project = start(template, machine / "project")
    (project / "a.txt").write_text(MINE)
    commit(project)
    configured(f"[merge]\n\tconflictStyle = {style}\n")
    done = scaffold("update", "--defaults", "--template", template, cwd=project)
    assert done.returncode == 1
    shown = (project / "a.txt").read_text()
    before = "||||||| template before\nline 3\n" if "diff3" in style else ""
    expected = f"<<<<<<< your project\nline 3, which is mine\n{before}=======\nline 3, which is theirs\n>>>>>>> template 2.0.0\n"
    assert expected in shown


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (["--to", "2.0.0"], 0, "the project now uses template 2.0.0"),
        (["--to", "v2.0.0"], 0, "the project now uses template 2.0.0"),
        (["--to", "2"], 0, "the project now uses template 2.0.0"),
        (["--to", "3.0.0"], 2, "choose 1.0.0 or 2.0.0"),
        (["--check"], 1, "template 2.0.0 is newer than template 1.0.0"),
        (["--check", "--to", "1.0.0"], 0, "template 1.0.0 is the newest version"),
    ],
)
def test_versions_of_a_house_template(
    template: Path, machine: Path, scaffold: Run, given: list[str], code: int, said: str
) -> None:
    project = start(template, machine / "project")
    done = scaffold("update", "--defaults", "--template", template, *given, cwd=project)
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr


def test_a_house_template_does_not_go_back(template: Path, machine: Path, scaffold: Run) -> None:
    project = start(template, machine / "project", "v2.0.0")
    before = tree(project)
    done = scaffold("update", "--defaults", "--template", template, "--to=1.0.0", cwd=project)
    assert done.returncode == 2
    assert "template 1.0.0 is older than the project's template version, 2.0.0" in done.stderr
    assert tree(project) == before
    done = scaffold("update", "--template", template, "--check", cwd=project)
    assert (done.returncode, "template 2.0.0 is the newest version" in done.stdout) == (0, True)


@pytest.mark.parametrize("given", [[], ["--answers-file", OTHER]])
def test_answers_in_a_file_of_another_name(
    template: Path, machine: Path, scaffold: Run, given: list[str]
) -> None:
    project = start(template, machine / "project")
    git(project, "mv", ANSWERS, OTHER)
    commit(project)
    done = scaffold("update", "--defaults", "--template", template, *given, cwd=project)
    assert done.returncode == 0, done.stderr
    assert "_commit: v2.0.0" in (project / OTHER).read_text()
    assert not (project / ANSWERS).exists()
    commit(project)
    (project / ".copier-answers.docs.yml").write_text("_src_path: elsewhere\n")
    done = scaffold("update", "--defaults", "--template", template, cwd=project)
    assert "several answers files in .: .copier-answers.docs.yml, .copier-answers.main.yml" in done.stderr
    assert "--answers-file" in done.stderr


@pytest.mark.parametrize("name", ["../answers.yml", "/answers.yml"])
def test_answers_stay_in_the_project(template: Path, machine: Path, scaffold: Run, name: str) -> None:
    project = start(template, machine / "project")
    done = scaffold("update", "--template", template, "--answers-file", name, cwd=project)
    assert done.returncode == 2
    assert f"{name} is not a path inside the project" in done.stderr


def test_answers_with_a_byte_order_mark(template: Path, machine: Path, scaffold: Run) -> None:
    project = start(template, machine / "project")
    answers = project / ANSWERS
    answers.write_bytes(b"\xef\xbb\xbf" + answers.read_bytes())
    commit(project)
    done = scaffold("update", "--defaults", "--template", template, cwd=project)
    assert done.returncode == 0, done.stderr
    assert "_commit: v2.0.0" in answers.read_text()


def test_the_project_is_found_from_below_and_named_from_above(
    template: Path, machine: Path, scaffold: Run
) -> None:
    project = start(template, machine / "top" / "project")
    shutil.rmtree(project / ".git")
    git(project.parent, "init", "--quiet")
    commit(project.parent)
    (project / "deep" / "er").mkdir(parents=True)
    done = scaffold("update", "--defaults", "--template", template, cwd=project / "deep" / "er")
    assert done.returncode == 0, done.stderr
    assert "which is theirs" in (project / "a.txt").read_text()
    done = scaffold("update", "--defaults", "--template", template, cwd=project.parent)
    assert done.returncode == 2
    assert "name the project: project" in done.stderr


def test_the_advice_of_git_is_kept(
    template: Path, machine: Path, scaffold: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = start(template, machine / "project")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = scaffold("update", "--defaults", "--template", template, cwd=project)
    assert done.returncode == 2
    assert "detected dubious ownership" in done.stderr
    assert f"run `git config --global --add safe.directory {project}`" in done.stderr


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            (
                "Cloning into '/tmp/x'...\nssh: Could not resolve hostname house: Name or service not known\n"
                "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\n"
                "and the repository exists.\n"
            ),
            "ssh: Could not resolve hostname house: Name or service not known",
        ),
        (
            "git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.\n",
            "git@example.org: Permission denied (publickey).",
        ),
        (
            "warning: redirecting\nfatal: repository 'https://example.org/x/' not found\nhint: try\n",
            "fatal: repository 'https://example.org/x/' not found",
        ),
        ("error: pathspec 'v9' did not match\n", "error: pathspec 'v9' did not match"),
        ("fatal: Could not read from remote repository.\n", "fatal: Could not read from remote repository."),
        ("", ""),
    ],
)
def test_the_line_that_tells_why_git_failed(said: str, reason: str) -> None:
    assert door.reason(said) == reason


@pytest.mark.parametrize("names", [{}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_paths_in_another_alphabet_under_a_locale_without_it(
    tmp_path: Path, machine: Path, scaffold: Run, monkeypatch: pytest.MonkeyPatch, names: dict[str, str]
) -> None:
    template = release(tmp_path / "ťemplate", ONE, TWO)
    project = start(template, machine / "pröject")
    for name, value in {"LC_ALL": "C", **names}.items():
        monkeypatch.setenv(name, value)
    done = scaffold("update", "--defaults", "--template", template, cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "which is theirs" in (project / "ä.txt").read_text("utf-8")
    assert scaffold("update", "--abort", cwd=project).returncode == 0
    assert (project / "ä.txt").read_text("utf-8") == LINES
