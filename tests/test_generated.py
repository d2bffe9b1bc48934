"""What is generated is fresh."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import classifiers
import generate
import stable_abi
import template_questions

ROOT = Path(__file__).parent.parent
SCAFFOLD = shutil.which("scaffold", path=Path(sys.executable).parent) or "scaffold is not installed here"


def formatted(path: Path, text: str) -> str:
    if path.suffix != ".rs":
        return text
    command = ["rustfmt", "--edition=2024", "--config-path", str(ROOT)]
    return subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.skipif(not shutil.which("rustfmt"), reason="rustfmt writes the catalogue")
def test_catalogue_and_pages_are_fresh() -> None:
    stale = [
        str(path.relative_to(ROOT))
        for path, text in generate.generated().items()
        if not path.exists() or path.read_text(encoding="utf-8") != formatted(path, text)
    ]
    assert not stale, f"stale: {', '.join(stale)}; run `make gen`"


def test_the_classifiers_are_those_of_the_release() -> None:
    assert classifiers.TABLE.read_text("utf-8") == classifiers.table(), "stale: run `make gen`"


def test_the_stable_abi_is_that_of_the_release() -> None:
    assert stable_abi.TABLE.read_text("utf-8") == stable_abi.table(), "stale: run `make gen`"


def test_the_questions_are_those_of_the_bundle() -> None:
    for path, text in template_questions.generated().items():
        assert path.read_text("utf-8") == text, "stale: run `make gen`"


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    pages = set((ROOT / "docs" / "rules").rglob("*.md"))
    assert pages == {path for path in generate.generated() if path.is_relative_to(ROOT / "docs" / "rules")}


def test_commands_page_is_what_help_says() -> None:
    page = ROOT / "docs" / "commands.md"
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    parts = ["# Commands\n\n`ironwheel` is the same program under another name.\n"]
    for command in (
        "",
        "new",
        "update",
        "adopt",
        "check",
        "audit",
        "show",
        "version",
        "doctor",
        "rule",
        "completion",
    ):
        arguments = [SCAFFOLD, *command.split(), "--help"]
        shown = subprocess.run(
            arguments, env=environment, capture_output=True, encoding="utf-8", check=True
        ).stdout
        title = f"scaffold {command}".strip()
        parts.append(f"## {title}\n\n```text\n{shown}```\n")
    text = "\n".join(parts)
    if os.environ.get("IRONWHEEL_REWRITE"):
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text, "stale: run `make gen`"


def test_the_readme_shows_what_check_says(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "rendered" / "standard", project)
    manifest = project / "Cargo.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("abi3-py311", "abi3-py312"), encoding="utf-8")
    environment = os.environ | {"COLUMNS": "110", "PYTHONUTF8": "1"}
    shown = subprocess.run(
        [SCAFFOLD, "check"], cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert shown.returncode == 1
    assert f"$ scaffold check\n{shown.stdout}```" in (ROOT / "README.md").read_text("utf-8")


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r"\]\(((?!https:)[^)#]+)", page.read_text("utf-8"))
    ]
    broken = [
        f"{page.relative_to(ROOT)}: {link}" for page, link in links if not (page.parent / link).exists()
    ]
    assert links
    assert not broken
