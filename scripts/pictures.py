"""Draws what a real run shows on a terminal: `docs/pictures/*.svg`. Run by `make gen`."""

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SCAFFOLD = Path(sys.executable).with_name("scaffold")
_WIDTH = 92
_IDENTITY = "[user]\nname = Ada Lovelace\nemail = ada@example.org\n"


def drawn() -> dict[Path, str]:
    """Each picture with its text."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        new = _run(work, "new", "my-lib", "--defaults")
        manifest = work / "my-lib" / "Cargo.toml"
        manifest.write_text(manifest.read_text("utf-8").replace("abi3-py311", "abi3-py312"), "utf-8")
        check = _run(work / "my-lib", "check")
    made, checked = {"$ scaffold new my-lib --defaults": new}, {"$ scaffold check": check}
    beginning = {command: re.split(r"\s*(?:\x1b\[1m)?\nNext:", shown)[0] for command, shown in made.items()}
    change = {"# somebody writes abi3-py312 into Cargo.toml": ""}
    return {
        PICTURES / "first.svg": _draw("first", beginning | change | checked),
        PICTURES / "new.svg": _draw("new", made),
        PICTURES / "check.svg": _draw("check", checked),
    }


def _run(folder: Path, *arguments: str) -> str:
    """What a terminal would show, with colours."""
    with tempfile.TemporaryDirectory() as place:
        home, programs = Path(place, "home"), Path(place, "programs")
        home.mkdir()
        programs.mkdir()
        (home / ".gitconfig").write_text(_IDENTITY, "utf-8")
        for program in ("just", "uv"):  # The steps of those who have them come first.
            (programs / program).symlink_to(sys.executable)
        environment = {
            "CARGO_HOME": os.environ.get("CARGO_HOME", str(Path.home() / ".cargo")),
            "COLUMNS": str(_WIDTH),
            "FORCE_COLOR": "1",
            "HOME": str(home),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONUTF8": "1",
            "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(Path.home() / ".rustup")),
        }
        done = subprocess.run(
            [SCAFFOLD, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    if done.stderr:
        sys.exit(done.stderr)
    return done.stdout


def _draw(name: str, runs: Mapping[str, str]) -> str:
    """The picture of a terminal in which each of these lines was typed and has shown its text."""
    console = Console(record=True, width=_WIDTH, file=io.StringIO())
    for number, (command, shown) in enumerate(runs.items()):
        if number:
            console.print()
        console.print(Text(command, "bold"))
        # A picture has no links.
        text = re.sub(r"\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)", "", shown).rstrip()
        if text:
            console.print(Text.from_ansi(text), overflow="fold")
    svg = console.export_svg(title="my-lib", theme=MONOKAI, unique_id=name)
    # The font of whoever looks at it, not one from another host.
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(exist_ok=True)
    for path, text in drawn().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
