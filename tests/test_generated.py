"""What is generated is fresh."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import generate

ROOT = Path(__file__).parent.parent


def formatted(path: Path, text: str) -> str:
    if path.suffix != ".rs":
        return text
    command = ["rustfmt", "--edition=2024", "--config-path", str(ROOT)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def test_catalogue_and_pages_are_fresh() -> None:
    stale = [
        str(path.relative_to(ROOT))
        for path, text in generate.generated().items()
        if not path.exists() or path.read_text(encoding="utf-8") != formatted(path, text)
    ]
    assert not stale, f"stale: {', '.join(stale)}; run `make gen`"


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    pages = set((ROOT / "docs" / "rules").rglob("*.md"))
    assert pages == {path for path in generate.generated() if path.suffix == ".md"}


def test_commands_page_is_what_help_says() -> None:
    page = ROOT / "docs" / "commands.md"
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1"}
    scaffold = Path(sys.executable).with_name("scaffold")
    parts = ["# Commands\n\n`ferriswheel` is the same program under another name.\n"]
    for command in ("", "new", "check", "rule"):
        arguments = [scaffold, *command.split(), "--help"]
        shown = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=True).stdout
        title = f"scaffold {command}".strip()
        parts.append(f"## {title}\n\n```text\n{shown}```\n")
    text = "\n".join(parts)
    if os.environ.get("FERRISWHEEL_REWRITE"):
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text, "stale: run `make gen`"


def test_the_readme_shows_what_check_says(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "rendered" / "standard", project)
    manifest = project / "Cargo.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("abi3-py311", "abi3-py312"), encoding="utf-8")
    scaffold = Path(sys.executable).with_name("scaffold")
    environment = os.environ | {"COLUMNS": "110"}
    shown = subprocess.run([scaffold, "check"], cwd=project, env=environment, capture_output=True, text=True)
    assert shown.returncode == 1
    assert f"$ scaffold check\n{shown.stdout}```" in (ROOT / "README.md").read_text("utf-8")
