"""`scaffold version`: what it shows, what it writes and refuses, and how it tags."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import shapes
from conftest import PROGRAM, Run, Terminal, tree
from versions import commit, git
from worlds import VERSIONED, write

ROOT = Path(__file__).parent.parent


@pytest.fixture
def project(machine: Path) -> Path:
    """A project in a folder of its workspace; the folder of the workspace."""
    write(machine / "demo", VERSIONED)
    return machine / "demo"


@pytest.fixture
def repository(machine: Path) -> Path:
    """A project whose crate has the version, with a changelog and a first tag, in a repository."""
    texts = {
        "pyproject.toml": VERSIONED["crates/py/pyproject.toml"].replace(
            'version = "0.1.0"', 'dynamic = ["version"]'
        ),
        "Cargo.toml": '[package]\nname = "demo"\nversion = "0.1.0"\n',
        "Cargo.lock": 'version = 4\n\n[[package]]\nname = "demo"\nversion = "0.1.0"\n',
        "demo/__init__.py": "from ._core import *\n",
        "src/lib.rs": "#[pyo3::pymodule]\nmod _core {}\n",
        "CHANGELOG.md": "# Changes\n\n## Unreleased\n\n- All.\n\n## 0.1.0 - 2026-01-02\n",
    }
    folder = machine / "demo"
    write(folder, texts)
    git(folder, "init", "--quiet")
    commit(folder)
    git(folder, "tag", "v0.1.0")
    return folder


class TestShow:
    def test_json_is_what_its_schema_says(self, scaffold: Run, examples: list[str], project: Path) -> None:
        shown = 0
        for folder in [*examples, str(project / "crates" / "py")]:
            done = scaffold("version", "--project", folder, "--output-format", "json")
            assert done.returncode in (0, 2), done.stderr
            if done.returncode == 0:
                shown += 1
                version = json.loads(done.stdout)
                shapes.validate(version, ROOT / "docs" / "version.schema.json")
                assert version["source"]["path"] in [place["path"] for place in version["places"]]
        assert shown > len(examples) / 2

    def test_quietly_it_says_the_version_alone(self, scaffold: Run, repository: Path) -> None:
        assert scaffold("version", "-q", cwd=repository).stdout == "0.1.0\n"

    def test_every_place_is_told(self, scaffold: Run, project: Path) -> None:
        version = json.loads(
            scaffold("version", "--output-format=json", cwd=project / "crates" / "py" / "demo").stdout
        )
        assert (version["pep440"], version["semver"]) == ("0.1.0", "0.1.0")
        assert version["source"] == {"path": "pyproject.toml", "line": 7, "kind": "project"}
        assert [(place["kind"], place["path"], place["line"]) for place in version["places"]] == [
            ("workspace", "../../Cargo.toml", 5),
            ("project", "pyproject.toml", 7),
            ("requirement", "Cargo.toml", 6),
            ("cargo-lock", "../../Cargo.lock", 5),
            ("cargo-lock", "../../Cargo.lock", 12),
            ("constant", "demo/__init__.py", 1),
        ]
        assert all(place["agrees"] and place["written"] for place in version["places"])

    def test_what_differs_comes_first_on_a_terminal(
        self, terminal: Callable[..., Terminal], project: Path
    ) -> None:
        lock = project / "Cargo.lock"
        lock.write_text(lock.read_text().replace("0.1.0", "0.0.9", 1))
        shown = terminal("version", cwd=project / "crates" / "py", size=(24, 80))
        lines = shown.until("A new version").splitlines()
        assert shown.end() == 0
        assert lines[0] == "demo 0.1.0"
        assert lines[3].split() == ["differs", "../../Cargo.lock:5", "0.0.9", "a", "lock", "entry"]
        assert all(line.startswith("  written ") for line in lines[4:9])

    @pytest.mark.parametrize("where", ["..", "deep"])
    def test_the_project_is_found_above_and_below(self, scaffold: Run, project: Path, where: str) -> None:
        (project / "crates" / "py" / "deep").mkdir()
        assert scaffold("version", cwd=project / "crates" / "py" / where).stdout.startswith("demo 0.1.0\n")
        write(project / "other", {"pyproject.toml": VERSIONED["crates/py/pyproject.toml"]})
        done = scaffold("version", cwd=project)
        assert (done.returncode, "several projects" in done.stderr) == (2, True)

    def test_of_many_projects_some_are_named(self, scaffold: Run, machine: Path) -> None:
        for number in range(9):
            pyproject = {"pyproject.toml": VERSIONED["crates/py/pyproject.toml"]}
            write(machine / "many" / f"it-{number}", pyproject)
        done = scaffold("version", cwd=machine / "many")
        assert "it-0, it-1, it-2, it-3, it-4 and 4 more\n" in done.stderr.replace(f"{machine / 'many'}/", "")


class TestWrite:
    @pytest.mark.parametrize("version", ["0.2.0", "1.0.0rc1", "1.0.0-rc.1", "0.1.1"])
    def test_every_place_gets_it_and_gives_it_back(self, scaffold: Run, project: Path, version: str) -> None:
        before = tree(project)
        assert scaffold("version", version, cwd=project / "crates" / "py").returncode == 0
        told = json.loads(scaffold("version", "--output-format=json", cwd=project / "crates" / "py").stdout)
        assert told["pep440"] == version.replace("-rc.", "rc")
        assert all(place["agrees"] for place in told["places"])
        assert scaffold("version", "0.1.0", cwd=project / "crates" / "py").returncode == 0
        back = tree(project)
        # Nothing but a full pre-release is required of one, and it is not known what was.
        assert {path for path in before if before[path] != back[path]} <= (
            {"crates/py/Cargo.toml"} if "rc" in version else set()
        )

    def test_looking_first_writes_nothing_and_the_patch_does_the_same(
        self, scaffold: Run, project: Path
    ) -> None:
        before = tree(project)
        listed = scaffold("version", "--bump", "minor", "--dry-run", cwd=project / "crates" / "py")
        patch = scaffold("version", "--bump", "minor", "--diff", cwd=project / "crates" / "py")
        assert (listed.returncode, patch.returncode) == (0, 0)
        assert listed.stdout.startswith("Would set demo 0.1.0 => 0.2.0\n")
        assert tree(project) == before
        subprocess.run(["git", "apply", "-"], cwd=project, input=patch.stdout, text=True, check=True)
        applied = tree(project)
        subprocess.run(["git", "apply", "-R", "-"], cwd=project, input=patch.stdout, text=True, check=True)
        assert scaffold("version", "--bump", "minor", cwd=project / "crates" / "py").returncode == 0
        assert tree(project) == applied != before

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--bump", "rc"], "version --bump patch --bump rc` makes `0.1.1rc1`"),
            (["--bump", "micro"], "is not a part of a version"),
            (["1.0.0-nightly.3"], "write `1.0.0-dev.3`"),
            (["1!2.0.0"], "epoch"),
            (["1.2.3.4"], "more than three numbers"),
            ([""], "is not a version"),
            (["", "--bump", "minor"], "cannot be combined"),
            (["1.0.0+local"], "local part"),
            (["1.0.0", "--bump", "minor"], "cannot be combined"),
            (["--dry-run"], "no change to preview"),
            (["--tag", "--from-tag"], "cannot be combined"),
            (["0.2.0", "--project", "nowhere"], "does not exist"),
        ],
    )
    def test_what_is_refused_changes_nothing(
        self, scaffold: Run, project: Path, arguments: list[str], said: str
    ) -> None:
        before = tree(project)
        done = scaffold("version", *arguments, cwd=project / "crates" / "py")
        assert done.returncode == 2
        assert said in done.stderr
        assert tree(project) == before

    @pytest.mark.parametrize(
        ("path", "old", "new", "said"),
        [
            (
                "crates/py/Cargo.toml",
                '"0.1" ',
                '">=0.1, <0.2" ',
                "Cargo.toml:6: the requirement `>=0.1, <0.2`",
            ),
            ("Cargo.lock", "version = 4", "version = 5", "newer than we know"),
            ("Cargo.lock", "[[package]]", "<<<<<<< ours\n[[package]]", "Cargo.lock does not parse"),
            ("crates/py/pyproject.toml", '"0.1.0"', '"0.2.0"', "contradict each other"),
            ("crates/py/.bumpversion.toml", "", "", "bump-my-version sets the version"),
            ("Cargo.toml", '"0.1.0"', '"0.0.0"', "is a placeholder"),
        ],
    )
    def test_a_project_in_a_doubtful_state_is_left_alone(
        self, scaffold: Run, project: Path, path: str, old: str, new: str, said: str
    ) -> None:
        file = project / path
        text = file.read_text() if file.exists() else ""
        file.write_text(text.replace(old, new, 1))
        if "placeholder" in said:
            pyproject = project / "crates" / "py" / "pyproject.toml"
            pyproject.write_text(pyproject.read_text().replace('"0.1.0"', '"0.0.0"'))
        before = tree(project)
        done = scaffold("version", "--bump", "minor", cwd=project / "crates" / "py")
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
        assert tree(project) == before

    def test_named_files_are_written_and_others_are_only_named(self, scaffold: Run, project: Path) -> None:
        settings = (
            '[tool.ironwheel.version]\nfiles = ["npm/*/package.json", '
            '{ path = "USE.txt", search = "rev: v{version}" }]\n'
        )
        pyproject = project / "crates" / "py" / "pyproject.toml"
        pyproject.write_text(pyproject.read_text() + settings)
        write(
            project / "crates" / "py",
            {
                "npm/one/package.json": '{ "version": "0.1.0" }\n',
                "USE.txt": "rev: v0.1.0\nother 0.1.0\n",
                "README.md": "demo==0.1.0\nother==0.1.0\n",
            },
        )
        done = scaffold("version", "1.0.0rc1", cwd=project / "crates" / "py")
        assert done.returncode == 0, done.stderr
        assert (project / "crates/py/npm/one/package.json").read_text() == '{ "version": "1.0.0-rc.1" }\n'
        assert (project / "crates/py/USE.txt").read_text() == "rev: v1.0.0rc1\nother 0.1.0\n"
        assert "left     README.md:1" in done.stdout
        assert "README.md:2" not in done.stdout
        (project / "crates" / "py" / "USE.txt").write_text("nothing\n")
        done = scaffold("version", "1.0.0", cwd=project / "crates" / "py")
        assert (done.returncode, "USE.txt does not mention 1.0.0rc1" in done.stderr) == (2, True)

    def test_eight_at_once_lose_no_edit(self, project: Path) -> None:
        def bump(number: int) -> tuple[int, str]:
            command = [*PROGRAM, "version", f"0.{number}.0"]
            done = subprocess.run(
                command,
                cwd=project / "crates" / "py",
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                check=False,
            )
            return done.returncode, done.stdout + done.stderr

        with ThreadPoolExecutor(8) as pool:
            ended = list(pool.map(bump, range(2, 10)))
        done = [f"0.{number}.0" for number, (code, _) in enumerate(ended, 2) if code == 0]
        assert done, ended
        assert all(code == 0 or "changed during this run" in said for code, said in ended), ended
        told = subprocess.run(
            [*PROGRAM, "version", "--output-format=json"],
            cwd=project / "crates" / "py",
            capture_output=True,
            check=True,
        )
        version = json.loads(told.stdout)
        assert version["pep440"] in done
        assert all(place["agrees"] for place in version["places"])


class TestTag:
    def test_a_release_is_one_commit_and_a_tag_like_the_last(self, scaffold: Run, repository: Path) -> None:
        done = scaffold("version", "--bump", "minor", "--tag", cwd=repository)
        assert done.returncode == 0, done.stderr
        assert git(repository, "tag", "--points-at", "HEAD") == "v0.2.0\n"
        assert git(repository, "log", "-1", "--format=%s") == "Release 0.2.0\n"
        assert git(repository, "status", "--short") == ""
        changed = git(repository, "diff", "--name-only", "HEAD~").split()
        assert changed == ["CHANGELOG.md", "Cargo.lock", "Cargo.toml"]
        assert "git push --atomic origin main v0.2.0" in done.stdout
        assert scaffold("version", "--tag", cwd=repository).returncode == 2

    def test_settings_of_the_person_change_no_name(self, scaffold: Run, repository: Path) -> None:
        for name in ("v0.0.1", "v0.0.2"):
            git(repository, "tag", name, "HEAD")
        settings = {"column.ui": "always", "color.ui": "always", "tag.sort": "-refname"}
        for name, value in (settings | {"remote.pushDefault": "house"}).items():
            git(repository, "config", name, value)
        git(repository, "remote", "add", "house", "nowhere")
        done = scaffold("version", "--bump", "minor", "--tag", cwd=repository)
        assert done.returncode == 0, done.stderr
        assert git(repository, "for-each-ref", "--points-at=HEAD", "refs/tags").endswith("refs/tags/v0.2.0\n")
        assert "git push --atomic house main v0.2.0" in done.stdout

    def test_looking_first_tags_nothing(self, scaffold: Run, repository: Path) -> None:
        before = git(repository, "log", "--oneline", "--all")
        done = scaffold("version", "--bump", "minor", "--tag", "--dry-run", cwd=repository)
        assert done.returncode == 0, done.stderr
        assert "Would commit 3 files and tag v0.2.0" in done.stdout
        assert git(repository, "tag") == "v0.1.0\n"
        assert (git(repository, "log", "--oneline", "--all"), git(repository, "status", "--short")) == (
            before,
            "",
        )

    @pytest.mark.parametrize(
        ("steps", "arguments", "said"),
        [
            ([], ["0.0.9"], "is not newer"),
            ([], [], "the tag `v0.1.0` exists"),
            ([("tag", "v0.2.0")], ["0.2.0"], "the tag `v0.2.0` exists"),
            ([("tag", "v0.3.0")], ["0.2.0"], "not newer than `0.3.0`"),
            ([("checkout", "--quiet", "--detach")], ["0.2.0"], "no branch is checked out"),
            ([("rm", "--quiet", "--cached", "CHANGELOG.md")], ["0.2.0"], "not everything is committed"),
        ],
    )
    def test_what_is_no_release_is_refused(
        self,
        scaffold: Run,
        repository: Path,
        steps: list[tuple[str, ...]],
        arguments: list[str],
        said: str,
    ) -> None:
        for step in steps:
            git(repository, *step)
        before = tree(repository)
        done = scaffold("version", *arguments, "--tag", cwd=repository)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
        assert {path: text for path, text in tree(repository).items() if not path.startswith(".git")} == {
            path: text for path, text in before.items() if not path.startswith(".git")
        }

    def test_a_project_with_errors_is_not_released(self, scaffold: Run, repository: Path) -> None:
        manifest = repository / "pyproject.toml"
        manifest.write_text(manifest.read_text() + "strp = true\n")
        commit(repository)
        done = scaffold("version", "--bump", "minor", "--tag", cwd=repository)
        assert (done.returncode, "(maturin/unknown-key)" in done.stderr) == (2, True), done.stderr
        assert scaffold("version", "--bump", "minor", "--tag", "--force", cwd=repository).returncode == 0

    def test_hooks_run_and_what_they_refuse_is_taken_back(self, scaffold: Run, repository: Path) -> None:
        hook = repository / ".git" / "hooks" / "pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho no release on Thursdays >&2\nexit 1\n")
        hook.chmod(0o755)
        done = scaffold("version", "--bump", "minor", "--tag", cwd=repository)
        assert (done.returncode, "no release on Thursdays" in done.stderr) == (2, True), done.stderr
        assert git(repository, "status", "--short") == ""
        assert git(repository, "tag") == "v0.1.0\n"

    @pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the hook looks for us in /proc")
    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("pre-commit", "the interrupted release v0.2.0 was not committed: its changes are taken back"),
            ("post-commit", "finished the interrupted release: tagged v0.2.0"),
        ],
    )
    def test_a_killed_release_is_taken_back_or_finished_by_the_next_run(
        self, scaffold: Run, repository: Path, name: str, said: str
    ) -> None:
        hook = repository / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(
            '#!/bin/sh\nread -r _ _ _ us _ < "/proc/$PPID/stat"\nkill -KILL "$us" "$PPID"\n', "utf-8"
        )
        hook.chmod(0o755)
        again = ["version", "--bump", "minor", "--tag"]
        killed = subprocess.run([*PROGRAM, *again], cwd=repository, check=False, capture_output=True)
        assert (killed.returncode, git(repository, "tag")) == (-9, "v0.1.0\n")
        hook.unlink()
        looked = scaffold(*again, "--dry-run", cwd=repository)
        assert (looked.returncode, "an earlier run was interrupted" in looked.stderr) == (2, True), (
            looked.stderr
        )
        (repository / ".git" / "index.lock").unlink(missing_ok=True)  # of the git that was killed
        done = scaffold(*again, cwd=repository)
        assert (done.returncode, said in done.stdout + done.stderr) == (0, True), done.stderr
        assert git(repository, "tag", "--points-at", "HEAD") == "v0.2.0\n"
        assert git(repository, "log", "--format=%s").splitlines() == ["Release 0.2.0", "work"]
        assert git(repository, "status", "--short") == ""
        assert not list((repository / ".git").glob("scaffold-release*"))

    def test_a_release_that_was_killed_before_it_was_told_is_told_by_the_next_run(
        self, scaffold: Run, repository: Path
    ) -> None:
        again = ["version", "--bump", "minor", "--tag"]
        code = (
            "import os, sys; from ironwheel.terminal import versions; from ironwheel.cli import main\n"
            "versions.tell = lambda *_, **__: os.kill(os.getpid(), 9)\n"
            "main.main(sys.argv[1:])"
        )
        killed = subprocess.run(
            [sys.executable, "-c", code, *again], cwd=repository, check=False, capture_output=True
        )
        assert (killed.returncode, git(repository, "tag").split()) == (-9, ["v0.1.0", "v0.2.0"])
        done = scaffold(*again, cwd=repository)
        said = "finished the interrupted release: tagged v0.2.0"
        assert (done.returncode, said in done.stdout) == (0, True), done.stderr
        assert git(repository, "tag").split() == ["v0.1.0", "v0.2.0"]
        # Whoever was told wants another one.
        assert scaffold(*again, cwd=repository).returncode == 0
        assert git(repository, "tag").split() == ["v0.1.0", "v0.2.0", "v0.3.0"]

    def test_what_a_person_has_changed_since_a_killed_release_stays(
        self, scaffold: Run, repository: Path
    ) -> None:
        hook = repository / ".git" / "hooks" / "pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho mine >> Cargo.toml\nexit 1\n", "utf-8")
        hook.chmod(0o755)
        assert scaffold("version", "0.2.0", "--tag", cwd=repository).returncode == 2
        assert (repository / "Cargo.toml").read_text().endswith("mine\n")
        hook.unlink()
        done = scaffold("version", "0.2.0", "--tag", cwd=repository)
        assert (done.returncode, (repository / "Cargo.toml").read_text().endswith("mine\n")) == (2, True)

    @pytest.mark.parametrize(
        ("tag", "code"),
        [
            ("v0.1.0", 0),
            ("refs/tags/v0.1.0", 0),
            ("py-v0.1.0", 0),
            ("v0.1.1", 1),
            ("v0.1.0rc1", 1),
            ("main", 1),
        ],
    )
    def test_a_tag_is_compared_as_a_version(
        self, scaffold: Run, repository: Path, tag: str, code: int
    ) -> None:
        assert scaffold("version", "--check-tag", tag, cwd=repository).returncode == code

    def test_ci_writes_the_version_of_the_tag_that_it_builds(
        self, scaffold: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("Cargo.toml", "Cargo.lock"):
            file = repository / name
            file.write_text(file.read_text().replace('"0.1.0"', '"0.0.0"'))
        for name in ("GITHUB_REF_TYPE", "GITHUB_REF_NAME", "CI_COMMIT_TAG"):
            monkeypatch.delenv(name, raising=False)
        done = scaffold("version", "1.0.0", cwd=repository)
        assert (done.returncode, "tags go up to `0.1.0`" in done.stderr) == (2, True), done.stderr
        assert scaffold("version", "--from-tag", cwd=repository).returncode == 0
        assert '"0.1.0"' in (repository / "Cargo.lock").read_text()
        monkeypatch.setenv("GITHUB_REF_TYPE", "tag")
        monkeypatch.setenv("GITHUB_REF_NAME", "v2.0.0-rc.1")
        assert scaffold("version", "--from-tag", cwd=repository).returncode == 0
        assert 'version = "2.0.0-rc.1"' in (repository / "Cargo.lock").read_text()
        assert "2.0.0" not in (repository / "CHANGELOG.md").read_text()
