"""Our findings in repo-review, and the schema of our settings in validate-pyproject: the real tools, run on projects."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ironwheel import _core
from ironwheel.about import NAME
from ironwheel.plugins import repo_review, validate_pyproject

STANDARD = Path(__file__).parent / "rendered" / "standard"
TOPICS = {rule["family"] for rule in _core.rules() if rule["subject"] in ("project", "run")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STANDARD, tmp_path / "project"))


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(tool, path=Path(sys.executable).parent)
    if program is None:
        pytest.skip(f"{tool} is in the dependency group `tools`, and not installed here")
    return subprocess.run([program, *arguments], capture_output=True, encoding="utf-8", check=False)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


class TestRepoReview:
    @staticmethod
    def review(project: Path) -> dict[str, dict[str, Any]]:
        report = json.loads(run("repo-review", "--format", "json", project).stdout)
        ours = {name: check for name, check in report["checks"].items() if check["family"] == NAME}
        assert ours.keys() == {f"ironwheel-{topic}" for topic in TOPICS}
        return ours

    def test_a_good_project_passes_every_check(self, project: Path) -> None:
        assert {check["result"] for check in self.review(project).values()} == {True}

    def test_a_finding_fails_the_check_of_its_family_and_says_where(self, project: Path) -> None:
        change(project / "Cargo.toml", "abi3-py311", "abi3-py312")
        checks = self.review(project)
        failed = {name for name, check in checks.items() if check["result"] is False}
        assert failed == {"ironwheel-python"}
        said = checks["ironwheel-python"]["err_msg"]
        assert "Cargo.toml:" in said
        assert "python/abi3-above-requires" in said
        assert checks["ironwheel-python"]["url"].startswith("https://")

    def test_what_a_file_says_is_no_markup(self, project: Path) -> None:
        pytest.importorskip("markdown_it")
        from markdown_it import MarkdownIt

        text = "a` <img src=x onerror=alert(1)> [a](javascript:b) **c**"
        change(project / "pyproject.toml", "\n[project]\n", f'\n[project]\ndependencies = ["{text}"]\n')
        said = self.review(project)["ironwheel-maturin"]["err_msg"]
        page = MarkdownIt().render(said)
        assert "onerror" in page
        assert not re.search(r"<(?!/?(ul|li|p|code)>)", page)

    def test_what_maturin_does_not_build_is_skipped(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text('[build-system]\nrequires = ["hatchling"]\n')
        assert {check["result"] for check in self.review(tmp_path).values()} == {None}

    def test_what_is_not_on_the_disk_is_skipped(self) -> None:
        assert repo_review.fixture(object()) is None  # type: ignore[arg-type]


class TestValidatePyproject:
    SETTINGS = """
[tool.ironwheel]
select = ["version", "python/abi3-above-requires", "info"]
extend-select = ["info"]
exclude = ["vendor/"]
require-reasons = true
severity = { "files/unparsable" = "warning" }
ignore = { "version" = "made at build time" }
version = { tag = "v{version}", files = ["docs/conf.py"] }
"""
    WRONG = (
        'select = ["versoin"]',
        'ignore = ["info"]',
        "ignore = { version = 1 }",
        'severity = { version = "fatal" }',
        'require-reasons = "yes"',
        'selct = ["version"]',
        'version = { tag = "v" }',
    )

    @staticmethod
    def validate(project: Path, settings: str) -> subprocess.CompletedProcess[str]:
        path = project / "pyproject.toml"
        path.write_text(path.read_text("utf-8") + settings, "utf-8")
        return run("validate-pyproject", path)

    def test_the_settings_that_there_are(self, project: Path) -> None:
        done = self.validate(project, self.SETTINGS)
        assert done.returncode == 0, done.stdout + done.stderr

    @pytest.mark.parametrize("wrong", WRONG)
    def test_what_is_no_setting(self, project: Path, wrong: str) -> None:
        done = self.validate(project, f"\n[tool.ironwheel]\n{wrong}\n")
        assert done.returncode == 1, done.stdout + done.stderr
        assert "tool.ironwheel" in done.stdout + done.stderr

    def test_every_rule_is_in_the_schema(self) -> None:
        selected = validate_pyproject.schema()["properties"]["select"]["items"]["enum"]
        assert {
            *(rule["family"] for rule in _core.rules()),
            *(rule["id"] for rule in _core.rules()),
            "info",
        } == set(selected)
