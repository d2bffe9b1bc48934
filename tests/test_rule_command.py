"""`scaffold rule`: the table of all rules, for eyes and for programs."""

from collections.abc import Callable

from conftest import Run, Terminal
from ironwheel import _core


def test_in_a_pipe_it_is_plain_columns(scaffold: Run) -> None:
    lines = [line.split(maxsplit=3) for line in scaffold("rule", "--all").stdout.splitlines()]
    assert lines == [
        [rule["id"], rule["severity"], rule["fix"] or "-", rule["summary"]] for rule in _core.rules()
    ]
    assert {fix for _, _, fix, _ in lines} == {"safe", "unsafe", "-"}


def test_on_a_terminal_it_is_a_table(terminal: Callable[..., Terminal]) -> None:
    shown = terminal("rule", "version", size=(60, 100))
    screen = shown.until("version/unmappable")
    assert shown.end() == 0
    head, *lines = screen.splitlines()
    assert head.split() == ["rule", "severity", "fix", "summary"]
    assert all(len(line) <= 100 for line in lines)
    assert any(line.startswith("version/two-sources") and " unsafe " in line for line in lines)


def test_one_and_all_are_not_asked_for_at_once(scaffold: Run) -> None:
    done = scaffold("rule", "--all", "version")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: NAME and `--all` cannot be combined\n  leave out one of them\n"


def test_a_part_of_a_name_searches(scaffold: Run) -> None:
    found = [line.split()[0] for line in scaffold("rule", "abi3").stdout.splitlines()]
    assert found == [rule["id"] for rule in _core.rules() if "abi3" in rule["id"]]
    assert len(found) > 1
    # One rule is its page; what is in no name may be in a summary.
    assert scaffold("rule", "ABI3-above").stdout == scaffold("rule", "python/abi3-above-requires").stdout
    assert "python/abi3-above-requires" in scaffold("rule", "stable abi").stdout
    assert scaffold("rule", "nothing like it").returncode == 2
