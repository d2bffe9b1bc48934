"""Nothing that a project holds steers a terminal or forges an annotation, in any format."""

import io
import os
import re
from pathlib import Path

import pytest

from conftest import PROGRAM, Run

# What acts on a terminal, turns a line around, hides or is hidden, by the kind of it; and a forged command.
KINDS = {
    "controls": "\x1b[31m\x9b2J\r\x0c\x7f\x07\x85",
    "directions": "\u061c\u200f\u202e\u2066\u2069",
    "lines": "\u2028\u2029",
    "formats": "\xad\u180e\u200b\u200d\ufeff\ufff9",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "ignorable": "\u034f\u115f\u3164\ufe0f\U000e0100",
    "private": "\ue000\U0010fffd",
    "nothing": "\u0378\ufdd0\U000e0000",
    "commands": "::error::x%0A",
}
EVIL = "".join(KINDS.values())
ESCAPED = "".join(
    character if ord(character) in range(32, 127) else f"\\U{ord(character):08x}" for character in EVIL
)
# A line feed ends a line in a file; in a name or a decoded value it must not.
FORGED = "\\n::error::forged"
NAME = EVIL.replace("/", "")
FORBIDDEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u202a-\u202e"
    + "".join(set(EVIL) - set(map(chr, range(32, 127))))
    + "]"
)
OURS = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\")
FORMATS = ("full", "concise", "json", "github", "sarif")


@pytest.fixture
def evil(machine: Path) -> str:
    """A project that has such characters in its own name, in names of files, keys, values and comments."""
    project = machine / NAME
    (project / ".github" / "workflows").mkdir(parents=True)
    (project / ".github" / "workflows" / f"{NAME}.yml").write_text(f"a: [ # {EVIL}\n")
    (project / "pyproject.toml").write_text(
        f"""\
# \u202e\u2066\u200f\u061c\xad\U000e0041\ufe0f
[build-system]
requires = ["maturin>=1.16,<2"]
[project]
name = "demo{ESCAPED}{FORGED}" #	tab
version = "{ESCAPED}"
license = "{ESCAPED}{FORGED}"
dynamic = ["version", "{ESCAPED}{FORGED}"]
"{ESCAPED}{FORGED}" = 1
[tool.maturin]
"{ESCAPED}{FORGED}" = 1
module-name = "{ESCAPED}{FORGED}"
[tool.ironwheel]
"{ESCAPED}{FORGED}" = "{ESCAPED}{FORGED}"
""",
        newline="",
    )
    (project / "Cargo.toml").write_text(
        f"""\
[package] # \u202e\U000e0001 tab\there
name = "demo"
version = "0.1.0-nightly{"x" * 90_000}"
[profile.dev]
[dependencies]
pyo3 = {{ version = "0.30", features = ["{ESCAPED}{FORGED}"] }}
""",
        newline="",
    )
    (project / "src").mkdir()
    (project / "src" / "lib.rs").write_text(f'#[pymodule]\n#[pyo3(name = "{NAME}")]\nmod x {{}}\n')
    return NAME


def _harmless(text: str) -> None:
    found = FORBIDDEN.search(OURS.sub("", text))
    assert not found, f"{found[0]!r} in {text[max(0, found.start() - 60) : found.end() + 60]!r}"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("color", ["never", "always"])
def test_in_a_pipe(scaffold: Run, evil: str, form: str, color: str) -> None:
    done = scaffold("check", "--extend-select", "info", "--color", color, "--output-format", form, evil)
    assert done.returncode == 1
    assert "files/unparsable" in done.stdout
    _harmless(done.stdout + done.stderr)
    # The longest line of a file is none of a report, except in the text of a fix.
    assert form in ("json", "sarif") or max(map(len, done.stdout.splitlines())) < 2_000
    if form == "github":
        assert all(
            re.match(r"::(error|warning|notice) title=ironwheel", line) for line in done.stdout.splitlines()
        )


def _seen(machine: Path, *arguments: str) -> str:
    """What a terminal receives."""
    pexpect = pytest.importorskip("pexpect", reason="there are no pseudo-terminals")
    received = io.StringIO()
    child = pexpect.spawn(
        PROGRAM[0],
        [*PROGRAM[1:], *arguments],
        cwd=str(machine),
        dimensions=(50, 100),
        encoding="utf-8",
        timeout=30,
    )
    child.logfile_read = received
    child.expect(pexpect.EOF)
    child.close()
    # The terminal itself makes a return and a line feed of a line feed.
    return received.getvalue().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "arguments",
    [
        *(("check", "--extend-select", "info", "--output-format", form) for form in FORMATS),
        ("check", "--diff", "--unsafe-fixes"),
        ("check", "--fix", "--unsafe-fixes"),
        ("show",),
        ("show", "--output-format", "json"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("color", ["never", "always"])
def test_on_a_terminal(machine: Path, evil: str, arguments: tuple[str, ...], color: str) -> None:
    shown = _seen(machine, *arguments, "--color", color, evil)
    assert len(shown) > 100
    _harmless(shown)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", f"{EVIL}-is-not-there"),
        ("show", f"{EVIL}-is-not-there"),
        ("check", "--select", EVIL),
        ("rule", EVIL),
        ("new", "--data", f"{EVIL}=1"),
        (EVIL,),
        (f"--{EVIL}",),
        ("check", f"--{EVIL}=1"),
    ],
    ids=range(8),
)
def test_what_is_given_is_not_repeated_raw(scaffold: Run, arguments: tuple[str, ...]) -> None:
    done = scaffold(*arguments)
    assert done.returncode == 2
    _harmless(done.stdout + done.stderr)


@pytest.mark.parametrize("arguments", [("check",), ("check", "--fix"), ("show",)], ids=" ".join)
def test_a_name_that_is_no_unicode_is_no_trouble(
    scaffold: Run, machine: Path, evil: str, arguments: tuple[str, ...]
) -> None:
    name = os.fsdecode(b"\xff\xfe")
    try:
        (machine / evil).rename(machine / name)
    except OSError:
        pytest.skip("here, a name is Unicode")
    done = scaffold(*arguments, name)
    assert done.returncode in (0, 1)
    _harmless(done.stdout + done.stderr)


def test_every_rule_says_its_names_harmlessly(scaffold: Run, machine: Path, examples: list[str]) -> None:
    """The examples of all rules, with the quoted words of their manifests made evil."""
    for name in examples:
        for path in (machine / name).rglob("*.toml"):
            text = path.read_text("utf-8")
            words = re.sub(r'"([a-z][a-z-]*)"', lambda word: f'"{word[1]}{ESCAPED}{FORGED}"', text)
            path.write_text(
                words.replace(f'"maturin{ESCAPED}{FORGED}"', '"maturin"'), encoding="utf-8", newline=""
            )
    for form in FORMATS:
        done = scaffold("check", "--extend-select", "info", "--output-format", form, *examples)
        assert done.returncode == 1, done.stderr
        _harmless(done.stdout + done.stderr)
        assert not re.search(r"^::error::forged", done.stdout, re.MULTILINE)
