"""`scaffold adopt` puts a project that has its own ways under the template, and nothing of it is lost."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import Run, Terminal, tree
from files import write
from ironwheel import _core
from versions import QUESTIONS, commit, git, release, start

ROOT = Path(__file__).parent.parent
ANSWERS = ".copier-answers.yml"
CI = ".github/workflows/ci.yml"

PLAIN = {
    "pyproject.toml": """\
[build-system]
requires = ["maturin>=1.16,<2.0"]
build-backend = "maturin"

[project]
name = "plain" # a name
requires-python = ">=3.12"
version = "4.5.6"
license = "MIT/Apache-2.0"
authors = [{ name = "Grace", email = "grace@example.org" }]
""",
    "Cargo.toml": """\
[package]
name = "plain"
version = "4.5.6"
edition = "2024"
description = "Says hello"

[lib]
crate-type = ["cdylib"]

[dependencies]
pyo3 = { version = "0.30", features = ["abi3-py312"] }
""",
    "src/lib.rs": "//! Hello.\n#[pyo3::pymodule]\nmod plain {}\n",
    "README.md": "# Plain\n",
}
# What the workflows, the recipes and the hooks of the template rest on.
GROUNDED = PLAIN | {
    "pyproject.toml": """\
[build-system]
requires = ["maturin>=1.16,<2.0"]
build-backend = "maturin"

[project]
name = "plain"
requires-python = ">=3.12"
dynamic = ["version"]
license = "MIT"
classifiers = ["Programming Language :: Python :: 3.12"]

[tool.maturin]
module-name = "plain._core"
python-source = "python"
features = ["python"]
""",
    "Cargo.toml": """\
[package]
name = "plain"
version = "4.5.6"
edition = "2024"

[lib]
crate-type = ["cdylib", "rlib"]

[features]
python = ["dep:pyo3"]

[dependencies]
pyo3 = { version = "0.30", features = ["abi3-py312"], optional = true }
""",
    "python/plain/__init__.py": '"""Plain."""\n',
    "tests/test_plain.py": "def test_nothing() -> None: ...\n",
}
SOURCES_IN_RUST = {
    "pyproject.toml": PLAIN["pyproject.toml"] + '\n[tool.maturin]\nmanifest-path = "rust/Cargo.toml"\n',
    "rust/Cargo.toml": PLAIN["Cargo.toml"],
    "rust/src/lib.rs": PLAIN["src/lib.rs"],
}
MEMBER = {
    "pyproject.toml": PLAIN["pyproject.toml"]
    + '\n[tool.maturin]\nmanifest-path = "crates/plain/Cargo.toml"\n',
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "3"\n',
    "crates/plain/Cargo.toml": PLAIN["Cargo.toml"],
    "crates/plain/src/lib.rs": PLAIN["src/lib.rs"],
}
PROJECTS = {"plain": PLAIN, "grounded": GROUNDED, "rust/": SOURCES_IN_RUST, "workspace": MEMBER}


def project(folder: Path, files: Mapping[str, str]) -> Path:
    """A project in git."""
    write(folder, files)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def adopt(scaffold: Run, folder: Path, *given: str) -> subprocess.CompletedProcess[str]:
    """What the command says, which succeeds."""
    done = scaffold("adopt", "--defaults", *given, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.mark.parametrize("kind", PROJECTS)
def test_nothing_is_lost_and_a_second_time_changes_nothing(machine: Path, scaffold: Run, kind: str) -> None:
    folder = project(machine / "plain", PROJECTS[kind])
    adopt(scaffold, folder)
    assert git(folder, "diff") == ""
    manifests = {path for path in PROJECTS[kind] if path.endswith(".toml")}
    assert manifests == {path for path in tree(folder) if path.endswith(".toml")}
    assert (folder / ANSWERS).read_text().startswith("# Changes here will be overwritten by Copier")
    # Whatever differs is a line more.
    numbers = git(folder, "diff", "--staged", "--numstat").split("\n")
    assert {line.split("\t")[1] for line in numbers if line} == {"0"}
    for again in range(2):
        before = tree(folder)
        assert "nothing to change" in adopt(scaffold, folder).stdout
        assert tree(folder) == before
        if not again:
            commit(folder)


def test_a_project_is_adopted_after_a_repair(machine: Path, scaffold: Run) -> None:
    wrong = SOURCES_IN_RUST["pyproject.toml"].replace("manifest-path", "manifest_path")
    folder = project(machine / "plain", SOURCES_IN_RUST | {"pyproject.toml": wrong})
    scaffold("check", "--fix", "--unsafe-fixes", cwd=folder)
    repaired = (folder / "pyproject.toml").read_text()
    assert 'manifest-path = "rust/Cargo.toml"' in repaired
    # It is the person's, and not yet committed.
    done = scaffold("adopt", "--defaults", "--with=groups", cwd=folder)
    assert "pyproject.toml would be changed" in done.stderr
    commit(folder)
    adopt(scaffold, folder, "--with=clippy")
    assert (folder / "pyproject.toml").read_text().startswith(repaired)
    assert "[lints.clippy]" in (folder / "rust/Cargo.toml").read_text()
    assert not (folder / "Cargo.toml").exists()


def test_the_answers_are_what_the_project_says(machine: Path, scaffold: Run) -> None:
    folder = project(machine / "elsewhere", PLAIN)
    git(folder, "remote", "add", "origin", "https://ada:secret@github.com/ada/plain.git")
    adopt(scaffold, folder)
    answers = dict(line.split(": ", 1) for line in (folder / ANSWERS).read_text().splitlines()[1:])
    assert answers["project_name"] == answers["package_name"] == "plain"
    assert answers["description"] == "Says hello"
    assert (answers["author_name"], answers["author_email"]) == ("Grace", "grace@example.org")
    assert answers["license"] == "MIT OR Apache-2.0"
    assert answers["python_min"] == "'3.12'"
    assert answers["repository_url"] == "https://github.com/ada/plain"


def test_the_shape_is_what_the_project_plainly_has(machine: Path, scaffold: Run) -> None:
    texts = {**PLAIN, ".gitlab-ci.yml": "test: {}\n", "plain/__init__.py": ""}
    folder = project(machine / "plain", texts)
    said = adopt(scaffold, folder).stdout
    shown = dict(line.split(maxsplit=1) for line in said.partition("\n\n")[0].splitlines()[1:])
    stored = dict(line.split(": ", 1) for line in (folder / ANSWERS).read_text().splitlines()[1:])
    for key, answer in {"layout": "mixed", "ci": "none", "version_source": "pyproject"}.items():
        assert shown[key] == stored[key] == answer
    assert "publish" not in shown, "it is not plain, and the template's default"


def test_what_the_template_has_no_answer_for_is_said(machine: Path, scaffold: Run) -> None:
    texts = {**PLAIN, "pyproject.toml": PLAIN["pyproject.toml"].replace("MIT/Apache-2.0", "BSD-2-Clause")}
    folder = project(machine / "plain", texts)
    assert "(rejected BSD-2-Clause" in adopt(scaffold, folder).stdout
    assert "license: none" in (folder / ANSWERS).read_text()


def test_a_license_is_read_in_its_text(machine: Path, scaffold: Run) -> None:
    manifest = PLAIN["pyproject.toml"].replace('license = "MIT/Apache-2.0"\n', "")
    text = (ROOT / "template/licenses/MPL-2.0").read_text("utf-8")
    folder = project(machine / "plain", {**PLAIN, "pyproject.toml": manifest, "LICENSE": text})
    adopt(scaffold, folder)
    assert "license: MPL-2.0" in (folder / ANSWERS).read_text()
    other = project(machine / "other", {**PLAIN, "pyproject.toml": manifest, "LICENSE": "ISC License\n"})
    assert "(rejected the text of LICENSE: " in adopt(scaffold, other).stdout


def test_what_is_proposed_repairs_or_protects(machine: Path, scaffold: Run) -> None:
    plain = project(machine / "plain", PLAIN | {".gitignore": "/target/\n"})
    git(plain, "remote", "add", "origin", "https://github.com/ada/plain.git")
    said = adopt(scaffold, plain).stdout
    assert set(git(plain, "diff", "--staged", "--name-only").split()) == {
        ANSWERS,
        ".github/dependabot.yml",
        "pyproject.toml",
    }
    added = {
        line[1:] for line in git(plain, "diff", "--staged", "pyproject.toml").splitlines() if line[:1] == "+"
    }
    assert 'exclude = [{ path = ".copier-answers.yml", format = "sdist" }]' in added
    assert "--without dependabot  nothing tells of new releases of crates and actions" in said
    assert "--with clippy        more lints than Clippy's own; expect warnings" in said
    assert "not said; assumed" not in said.partition("license")[0]


def test_all_parts_come_on_request_where_the_layout_is_that_of_the_template(
    machine: Path, scaffold: Run
) -> None:
    grounded = project(machine / "grounded", GROUNDED)
    adopt(scaffold, grounded, "--all", "--without=security")
    for path in (
        "justfile",
        ".pre-commit-config.yaml",
        ".github/workflows/release.yml",
        ".github/workflows/ci.yml",
        ".editorconfig",
        "CONTRIBUTING.md",
    ):
        assert (grounded / path).exists(), path
    assert not (grounded / "SECURITY.md").exists()
    # What a project is made of at first, this one has already.
    assert not (grounded / "src/py.rs").exists()
    assert not (grounded / "tests/test_stub.py").exists()
    manifest = (grounded / "pyproject.toml").read_text()
    for table in ("dependency-groups", "tool.mypy", "tool.ruff", "tool.uv"):
        assert f"\n[{table}]\n" in manifest
    plain = project(machine / "plain", PLAIN)
    said = adopt(scaffold, plain, "--all").stdout
    assert "PyO3 behind a feature" in said
    assert (plain / "SECURITY.md").exists()
    assert not (plain / "justfile").exists()
    assert not (plain / ".github/workflows").exists()


def test_a_release_is_proposed_where_there_is_no_workflow(machine: Path, scaffold: Run) -> None:
    tested = GROUNDED["pyproject.toml"] + '\n[dependency-groups]\ntest = ["pytest"]\n'
    workflows = [".github/actions/project/action.yml", ".github/workflows/release.yml"]
    folder = project(machine / "plain", GROUNDED | {"pyproject.toml": tested})
    adopt(scaffold, folder)
    assert git(folder, "diff", "--staged", "--name-only", ".github").split() == [
        workflows[0],
        ".github/dependabot.yml",
        workflows[1],
    ]
    other = project(machine / "other", GROUNDED | {"pyproject.toml": tested, CI: "on: push\njobs: {}\n"})
    adopt(scaffold, other)
    assert not any((other / path).exists() for path in workflows)


PARTS = {
    "clippy": "[lints.clippy]",
    "groups": "[dependency-groups]",
    "uv": "cache-keys",
    "ruff": "[tool.ruff]",
    "mypy": "[tool.mypy]",
    "pytest": "[tool.pytest]",
}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_a_switch(machine: Path, scaffold: Run, part: str) -> None:
    folder = project(machine / "plain", GROUNDED)
    manifests = [folder / name for name in ("Cargo.toml", "pyproject.toml")]
    adopt(scaffold, folder)
    assert not any(PARTS[part] in manifest.read_text() for manifest in manifests)
    commit(folder)
    adopt(scaffold, folder, f"--with={part}")
    assert any(PARTS[part] in manifest.read_text() for manifest in manifests)
    numbers = git(folder, "diff", "--staged", "--numstat", "*.toml").split("\n")
    assert {line.split("\t")[1] for line in numbers if line} == {"0"}


def test_a_part_that_is_not_known_is_named(machine: Path, scaffold: Run) -> None:
    done = scaffold("adopt", "--with=mypi", cwd=machine)
    assert done.returncode == 2
    assert "there is no part mypi; did you mean `mypy`?" in done.stderr


STUBBED = GROUNDED | {
    "src/lib.rs": "#[pyo3::pymodule]\nmod _core {\n    #[pyfunction]\n    fn add(a: u64, b: u64) -> u64 { a + b }\n}\n",
}


@pytest.mark.parametrize("text", ["", "import mypy.api\n"])
def test_whoever_checks_types_is_not_told_more_about_the_module(
    machine: Path, scaffold: Run, text: str
) -> None:
    folder = project(machine / "plain", STUBBED | {"tests/test_types.py": text})
    adopt(scaffold, folder)
    assert (folder / "python/plain/_core.pyi").exists() == (text == "")
    assert (folder / "python/plain/py.typed").exists() == (text == "")
    commit(folder)
    adopt(scaffold, folder, "--with=stubs")
    assert "def add(" in (folder / "python/plain/_core.pyi").read_text()


def test_a_cargo_that_knows_no_lints_is_asked_for_none(machine: Path, scaffold: Run) -> None:
    old = GROUNDED["Cargo.toml"].replace('edition = "2024"', 'edition = "2021"\nrust-version = "1.73"')
    folder = project(machine / "plain", GROUNDED | {"Cargo.toml": old})
    adopt(scaffold, folder, "--tools")
    assert (folder / "Cargo.toml").read_text() == old


def test_what_a_project_has_under_another_name_is_not_added(machine: Path, scaffold: Run) -> None:
    own = {
        "Makefile": "all:\n",
        ".github/SECURITY.md": "Tell us.\n",
        ".github/renovate.json": "{}\n",
        ".github/workflows/tests.yml": "on: push\njobs: {}\n",
        "docs/contributing.rst": "Do.\n",
        "ruff.toml": "line-length = 79\n",
        "setup.cfg": "[tool:pytest]\n",
    }
    folder = project(machine / "plain", GROUNDED | own)
    adopt(scaffold, folder, "--all")
    added = git(folder, "diff", "--staged", "--name-only").split()
    expected = {
        ANSWERS,
        ".editorconfig",
        ".gitignore",
        ".pre-commit-config.yaml",
        "Cargo.toml",
        "pyproject.toml",
    }
    assert set(added) == expected
    manifest = (folder / "pyproject.toml").read_text()
    assert "[tool.mypy]" in manifest
    assert "[tool.ruff]" not in manifest
    assert "[tool.pytest]" not in manifest


def test_projects_in_one_repository_are_adopted_one_by_one(machine: Path, scaffold: Run) -> None:
    top, places = machine / "top", ("bindings/one", "bindings/other")
    project(top, {f"{place}/{path}": text for place in places for path, text in GROUNDED.items()})
    for place in places:
        adopt(scaffold, top / place)
        # Tools and whatever is at the top are the repository's.
        assert git(top, "diff", "--staged", "--name-only").split() == [
            f"{place}/{ANSWERS}",
            f"{place}/pyproject.toml",
        ]
        commit(top)
    for place in places:
        assert "nothing to change" in adopt(scaffold, top / place).stdout
        adopt(scaffold, top / place, "--tools")
    both = sorted(f"{place}/{path}" for place in places for path in ("Cargo.toml", "pyproject.toml"))
    assert git(top, "diff", "--staged", "--name-only").split() == both
    # The first is taken back, and the second stays.
    assert scaffold("adopt", "--abort", cwd=top / places[0]).returncode == 0
    assert git(top, "diff", "HEAD", "--name-only").split() == both[2:]


def test_looking_first_writes_nothing(machine: Path, scaffold: Run) -> None:
    folder = project(machine / "plain", GROUNDED)
    before = tree(folder)
    assert scaffold("adopt", "--dry-run", cwd=folder).returncode == 0
    patch = scaffold("adopt", "--diff", cwd=folder)
    assert patch.returncode == 0
    assert tree(folder) == before
    (machine / "patch").write_text(patch.stdout)
    git(folder, "apply", "../patch")
    patched = tree(folder)
    git(folder, "checkout", "--", ".")
    git(folder, "clean", "-fdq")
    adopt(scaffold, folder)
    assert tree(folder) == patched


def test_it_can_be_taken_back(machine: Path, scaffold: Run) -> None:
    folder = project(machine / "plain", GROUNDED)
    before = tree(folder)
    adopt(scaffold, folder)
    assert scaffold("adopt", "--abort", cwd=folder).returncode == 0
    assert tree(folder) == before
    assert git(folder, "status", "--short") == ""


def test_what_is_not_committed_is_refused_by_name(machine: Path, scaffold: Run) -> None:
    folder = project(machine / "plain", PLAIN)
    (folder / "README.md").write_text("# Changed\n")
    (folder / "Cargo.toml").write_text(PLAIN["Cargo.toml"] + "# changed\n")
    before = tree(folder)
    done = scaffold("adopt", "--defaults", "--with=clippy", cwd=folder)
    assert done.returncode == 2
    assert "Cargo.toml would be changed" in done.stderr
    assert "README" not in done.stderr
    assert tree(folder) == before


def test_texts_that_differ_become_conflicts_on_request(machine: Path, scaffold: Run) -> None:
    folder = project(machine / "plain", GROUNDED | {".gitignore": "/mine/\n"})
    done = scaffold("adopt", "--defaults", "--conflicts", cwd=folder)
    assert done.returncode == 1
    assert "conflicts in .gitignore" in done.stderr
    text = (folder / ".gitignore").read_text()
    assert "<<<<<<< your project\n/mine/\n" in text
    assert ">>>>>>> template" in text
    assert "# name" not in (folder / "pyproject.toml").read_text()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_stay(machine: Path, scaffold: Run, newline: str) -> None:
    texts = {path: text.replace("\n", newline) for path, text in GROUNDED.items()}
    folder = project(machine / "plain", texts)
    adopt(scaffold, folder)
    for path in ("pyproject.toml", "Cargo.toml"):
        content = (folder / path).read_bytes()
        assert content.startswith(texts[path].encode()[:200])
        assert content.count(b"\n") == content.count(newline.encode())


def _template(folder: Path) -> Path:
    """Our own template with a second version, in which a tool, a workflow and an ignored folder are others."""
    paths = [
        *(ROOT / "template").rglob("*"),
        *(ROOT / name for name in ("copier.yml", "answers.jinja", "macros.jinja")),
    ]
    one = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths if path.is_file()}
    two = dict(one)
    for path, (old, new) in {
        "template/pyproject.toml.jinja": ("mypy==2.4.1", "mypy==99.0"),
        "template/{% if ci == 'github' %}.github{% endif %}/workflows/ci.yml.jinja": (
            "permissions:",
            "# Newer.\npermissions:",
        ),
        "template/{% if task_runner == 'just' %}justfile{% endif %}.jinja": (
            "cargo clean",
            "cargo clean --quiet",
        ),
        "template/.gitignore.jinja": ("/dist/", "/dist/\n/wheelhouse/"),
        "template/parts/rust/lib.rs": ("//!", "//! Newer.\n//!"),
    }.items():
        assert old in one[path]
        two[path] = one[path].replace(old, new, 1)
    return release(folder, one, two)


def test_an_update_after_it_is_a_normal_one(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    template = _template(tmp_path / "template")
    folder = project(machine / "plain", GROUNDED)
    adopt(scaffold, folder, "--all", f"--template={template}", "--vcs-ref=v1.0.0")
    commit(folder)
    before = tree(folder)
    done = scaffold("update", "--defaults", f"--template={template}", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    after = tree(folder)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {ANSWERS, CI, ".gitignore", "justfile", "pyproject.toml"}
    assert b"mypy==99.0" in (folder / "pyproject.toml").read_bytes()
    # The answers are as Copier would write them for a project that comes from the template.
    answered = dict(line.split(": ", 1) for line in (folder / ANSWERS).read_text().splitlines()[1:])
    data = {name: answer.strip("'") for name, answer in answered.items() if not name.startswith("_")}
    fresh = start(template, machine / "fresh", "v2.0.0", **data)
    assert (folder / ANSWERS).read_bytes() == (fresh / ANSWERS).read_bytes()


def test_what_was_not_taken_stays_away_in_an_update(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    template = _template(tmp_path / "template")
    folder = project(machine / "plain", PLAIN | {".gitignore": "/mine/\n"})
    adopt(scaffold, folder, "--with=groups", f"--template={template}", "--vcs-ref=v1.0.0")
    commit(folder)
    done = scaffold("update", "--defaults", f"--template={template}", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "justfile: you deleted it, so it stays deleted" in done.stdout
    assert not (folder / "justfile").exists()
    assert b"mypy==99.0" in (folder / "pyproject.toml").read_bytes()
    assert (folder / ".gitignore").read_text() == "/mine/\n/wheelhouse/\n"


OWN = {
    CI: "on: push\njobs: {}\n",
    ".gitignore": "/mine/",
    "README.md": "With uv, ruff and mypy.\n",
}


def test_an_update_tells_what_it_changes_in_the_words_of_the_project(
    tmp_path: Path, machine: Path, scaffold: Run
) -> None:
    template = _template(tmp_path / "template")
    folder = project(machine / "plain", GROUNDED | OWN)
    adopt(scaffold, folder, f"--template={template}", "--vcs-ref=v1.0.0")
    commit(folder)
    before = tree(folder)
    done = scaffold("update", "--defaults", f"--template={template}", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ci.yml: you rewrote it" in done.stdout
    assert "pyproject.toml: the template changes dependency-groups" in done.stdout
    after = tree(folder)
    assert {path for path in before if before[path] != after[path]} == {ANSWERS, ".gitignore"}
    assert after[".gitignore"] == b"/mine/\n/wheelhouse/\n"


def test_a_value_that_both_have_changed_is_the_whole_conflict(
    tmp_path: Path, machine: Path, scaffold: Run
) -> None:
    template = _template(tmp_path / "template")
    folder = project(machine / "plain", GROUNDED)
    adopt(scaffold, folder, "--all", f"--template={template}", "--vcs-ref=v1.0.0")
    manifest = folder / "pyproject.toml"
    own = manifest.read_text().replace("mypy==2.4.1", "mypy==3.0")
    manifest.write_text(own.replace("[tool.ruff]\nline-length = 100", "[tool.ruff]\nline-length = 79"))
    commit(folder)
    done = scaffold("update", "--defaults", f"--template={template}", cwd=folder)
    assert done.returncode == 1
    assert "conflicts in pyproject.toml" in done.stderr
    assert "cannot be parsed" not in done.stdout
    head, _, rest = manifest.read_text().partition("<<<<<<< your project\n")
    ours, _, theirs = rest.partition(">>>>>>> template 2.0.0\n")[0].partition("=======\n")
    assert ours == 'lint = ["mypy==3.0", "ruff==0.17.5"]\n'
    assert theirs == 'lint = ["mypy==99.0", "ruff==0.17.5"]\n'
    assert head + ours + rest.partition(">>>>>>> template 2.0.0\n")[2] == git(
        folder, "show", "HEAD:pyproject.toml"
    )
    # It stays a conflict for whoever looks once more.
    again = scaffold("update", "--defaults", f"--template={template}", cwd=folder)
    assert again.returncode == 1
    assert "conflicts in pyproject.toml" in again.stderr
    assert scaffold("update", "--abort", cwd=folder).returncode == 0


def test_what_git_ignores_or_is_no_folder_is_in_nobodys_way(machine: Path, scaffold: Run) -> None:
    folder = project(
        machine / "plain", PLAIN | {".gitignore": "*.yml\n", "ci/x.txt": "", "justfile/x.txt": ""}
    )
    (folder / ".github").symlink_to("ci")
    commit(folder)
    said = adopt(scaffold, folder).stdout
    assert ".github is in the way" in said
    assert "exclude = [{ path" in git(folder, "diff", "--staged", "pyproject.toml")
    assert "nothing to change" in adopt(scaffold, folder).stdout
    commit(folder)
    assert "justfile/x.txt is in the way" in adopt(scaffold, folder, "--all").stdout


def test_two_templates_have_answers_of_their_own(machine: Path, scaffold: Run) -> None:
    other = "_commit: v1.0.0\n_src_path: gh:house/template\nname: x\n"
    folder = project(machine / "plain", PLAIN | {ANSWERS: other})
    done = scaffold("adopt", "--defaults", cwd=folder)
    own = ".copier-answers.ironwheel.yml"
    assert (done.returncode, f"`--answers-file {own}`" in done.stderr) == (2, True), done.stderr
    adopt(scaffold, folder, f"--answers-file={own}")
    assert (folder / ANSWERS).read_text() == other
    assert "nothing to change" in adopt(scaffold, folder, f"--answers-file={own}").stdout


def test_lines_keep_their_ends_where_a_file_has_both(machine: Path, scaffold: Run) -> None:
    text = PLAIN["pyproject.toml"].replace("\n", "\r\n", 3)
    folder = project(machine / "plain", PLAIN)
    (folder / "pyproject.toml").write_bytes(text.encode())
    commit(folder)
    adopt(scaffold, folder, "--tools")
    assert (folder / "pyproject.toml").read_bytes().startswith(text.encode())


def test_a_template_of_something_else_is_refused(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    folder = project(machine / "plain", PLAIN)
    asked = "".join(f"{name}: {{type: str, default: ''}}\n" for name in _core.answers(folder))
    other = release(tmp_path / "template", {"copier.yml": QUESTIONS + asked, "template/a.txt": "a\n"})
    done = scaffold("adopt", "--defaults", f"--template={other}", cwd=folder)
    assert done.returncode == 2
    assert "does not make a maturin project" in done.stderr


def test_a_project_of_an_older_version_is_for_update(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    folder = project(machine / "plain", PLAIN)
    adopt(scaffold, folder)
    answers = folder / ANSWERS
    answers.write_text(answers.read_text().replace("_commit: v", "_commit: v0.0."))
    commit(folder)
    done = scaffold("adopt", "--defaults", cwd=folder)
    assert done.returncode == 2
    assert "update" in done.stderr


def test_a_person_is_asked_only_what_the_project_does_not_say(
    machine: Path, terminal: Callable[..., Terminal]
) -> None:
    folder = project(machine / "plain", PLAIN)
    shown = terminal("adopt", cwd=folder)
    shown.until("Where will the repository be?")
    shown.type("\r")
    asked = shown.until("How much comes with it?")
    assert sum(line.startswith("? ") for line in asked.splitlines()) == len(("Where", "How"))
    shown.type("\r")
    shown.until("What should it take?")
    shown.type("\r")
    shown.until("Adopt it?")
    shown.type("n")
    assert shown.end() == 130
    assert git(folder, "status", "--short") == ""


def test_no_project_of_maturin_is_refused(machine: Path, scaffold: Run) -> None:
    folder = project(machine / "other", {"pyproject.toml": '[project]\nname = "other"\n'})
    done = scaffold("adopt", "--defaults", cwd=folder)
    assert done.returncode == 2
    assert "no maturin project" in done.stderr


def _generated(folder: Path, *layout: str) -> Path:
    """What `maturin new` makes, committed."""
    command = [sys.executable, "-m", "maturin", "new", "--bindings=pyo3", *layout, folder.name]
    subprocess.run(command, cwd=folder.parent, check=True, capture_output=True)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


@pytest.mark.parametrize("layout", [[], ["--mixed"], ["--mixed", "--src"]], ids=" ".join)
def test_a_project_that_was_made_just_now_becomes_what_new_makes(
    machine: Path, scaffold: Run, layout: list[str]
) -> None:
    folder = _generated(machine / "fresh", *layout)
    before = tree(folder)
    adopt(scaffold, folder, "--all", "--data=license=MIT")
    assert scaffold("new", "made/fresh", "--defaults", "--data=license=MIT", cwd=machine).returncode == 0
    adopted, made = (
        {path: text for path, text in tree(each).items() if text != ""}
        for each in (folder, machine / "made/fresh")
    )
    assert adopted == made
    assert scaffold("adopt", "--abort", cwd=folder).returncode == 0
    assert tree(folder) == before


def test_who_is_asked_can_have_what_new_makes(machine: Path, terminal: Callable[..., Terminal]) -> None:
    folder = _generated(machine / "fresh")
    shown = terminal("adopt", cwd=folder)
    shown.until("Make of it what `new` makes?")
    shown.type("y")
    while "Adopt it?" not in (text := shown.until("? ")):
        assert "What should it take?" not in text
        shown.type("\r")
        shown.settle()
    shown.type("y")
    assert shown.end() == 0
    answers = (folder / ANSWERS).read_text()
    assert "\nlicense: MIT OR Apache-2.0\n" in answers
    assert "\npublish: trusted\n" in answers
    assert (folder / "src/py.rs").exists()


def test_who_is_not_asked_hears_of_what_new_makes(machine: Path, scaffold: Run) -> None:
    folder = _generated(machine / "fresh")
    said = adopt(scaffold, folder).stdout
    assert "adopt --all` makes of it what" in said
    assert "adopt --abort`\n" in said


def test_what_nobody_has_said_is_not_answered_for_a_project_with_code(machine: Path, scaffold: Run) -> None:
    folder = project(machine / "grounded", GROUNDED)
    (folder / "pyproject.toml").write_text(GROUNDED["pyproject.toml"].replace('license = "MIT"\n', ""))
    commit(folder)
    said = adopt(scaffold, folder, "--all").stdout
    assert "--all` makes of it" not in said
    answers = (folder / ANSWERS).read_text()
    assert "\nlicense: none\n" in answers
    assert "\ndescription: plain\n" in answers


def test_what_a_person_has_written_is_no_sample(machine: Path, scaffold: Run) -> None:
    folder = _generated(machine / "fresh")
    library = folder / "src/lib.rs"
    library.write_text(library.read_text() + "fn mine() {}\n")
    commit(folder)
    adopt(scaffold, folder, "--all")
    assert "fn mine() {}" in library.read_text()
    assert not (folder / "src/py.rs").exists()
