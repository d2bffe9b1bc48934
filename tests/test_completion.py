"""`scaffold completion`: what a shell makes of a tab, by the one line that docs/completion.md gives for it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run, Terminal
from ironwheel.template.bundle import versions

PAGE = (Path(__file__).parent.parent / "docs" / "completion.md").read_text("utf-8")
SHELLS = ("bash", "zsh", "fish", "powershell", "tcsh")
# What is typed before a tab, and what stands there after it.
TYPED = [
    ("scaffold ch", "scaffold check"),
    ("scaffold rule pyt", "scaffold rule python"),
    ("scaffold rule version/unm", "scaffold rule version/unmappable"),
    ("scaffold new --preset min", "scaffold new --preset minimal"),
    ("scaffold new --data licen", "scaffold new --data license="),
    ("scaffold update --to 0.2", f"scaffold update --to {versions()[-1]}"),
    ("scaffold help com", "scaffold help completion"),
    ("scaffold check --min", "scaffold check --min-severity"),
    ("scaffold check --select metadata/unk", "scaffold check --select metadata/unknown-project-key"),
]


def _shell(name: str, machine: Path) -> str:
    """The path of a shell, on a machine on which `scaffold` can be found."""
    path = shutil.which(name)
    if not path:
        pytest.skip(f"there is no {name} here")
    program = Path(sys.executable).with_name("scaffold")
    if not (machine.parent / "programs" / "scaffold").exists():
        (machine.parent / "programs" / "scaffold").symlink_to(program)
    return path


def _line(shell: str) -> str:
    """The line for a shell that the page gives."""
    found = re.search(rf"^\| {shell} \| [^|]+ \| `(.+)` \|$", PAGE, re.MULTILINE)
    assert found, f"docs/completion.md has no line for {shell}"
    return found[1].replace("\\|", "|")


@pytest.mark.parametrize(("shell", "options"), [("bash", "--norc --noprofile -i"), ("zsh", "-f -i")])
def test_a_tab_completes(machine: Path, shell: str, options: str) -> None:
    pytest.importorskip("pexpect", reason="there are no pseudo-terminals").spawn  # noqa: B018
    program = _shell(shell, machine)
    terminal = Terminal([program, *options.split()], machine, (40, 120))
    if shell == "zsh":
        terminal.type("autoload -Uz compinit; compinit -u\n")
    terminal.type(f"PS1='at: '; {_line(shell)}; clear\n")
    terminal.until("at:")
    for typed, stands in TYPED:
        terminal.type(f"{typed}\t")
        terminal.until(f"at: {stands}")
        terminal.type("\x15")  # nothing of it stays
    terminal.close()


@pytest.mark.parametrize(("typed", "stands"), TYPED)
def test_fish_completes(machine: Path, typed: str, stands: str) -> None:
    program = _shell("fish", machine)
    command = f"{_line('fish')}; complete -C '{typed}'"
    done = subprocess.run(
        [program, "--no-config", "-c", command], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    offered = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    assert any(word.startswith(stands.rpartition(" ")[2]) for word in offered)


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_line_and_its_script(scaffold: Run, shell: str, machine: Path) -> None:
    assert f"scaffold completion {shell}" in _line(shell)
    done = subprocess.run(
        [Path(sys.executable).with_name("scaffold"), "completion", shell],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "python/abi3-above-requires" in done.stdout
    assert not re.search(r"[^\n\t -~]", done.stdout)


def test_a_module_is_nothing_to_complete(scaffold: Run) -> None:
    done = scaffold("completion", "bash")
    assert done.returncode == 2
    assert "run `scaffold completion`" in done.stderr
    assert "`bish` is not a valid choice" in scaffold("completion", "bish").stderr
