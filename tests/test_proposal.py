"""What new, update and adopt share: the check of what came of it."""

from pathlib import Path

import pytest

from ironwheel.change import proposal
from ironwheel.terminal.screen import Screen


def test_each_finding_has_a_line_and_a_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "thing"\nversion = "0.1.0"\n')
    manifest = '[build-system]\nrequires = ["maturin>=1.16,<2"]\nbuild-backend = "maturin"\n\n[project]\nname = "thing"\n'
    (tmp_path / "pyproject.toml").write_text(f'{manifest}readme = "none.md"\n')
    proposal.check(Screen(color=False, quiet=False), tmp_path, "thing")
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(" error[")[0] for line in lines] == [
        "! thing/pyproject.toml:5:1:",
        "! thing/pyproject.toml:7:10:",
    ]
    (tmp_path / "pyproject.toml").write_text(f'{manifest}dynamic = ["version"]\n')
    proposal.check(Screen(color=False, quiet=False), tmp_path, "thing")
    assert capsys.readouterr().out == "✓ checked: no findings\n"
