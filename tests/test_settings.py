"""The settings that validate-pyproject is told of are those that the core reads."""

import re
from pathlib import Path

from ironwheel import _core
from ironwheel.plugins import validate_pyproject

BUILD = '[build-system]\nrequires = ["maturin>=1.16,<2"]\nbuild-backend = "maturin"\n'
RULE = "files/setting-invalid"


def _messages(folder: Path, settings: str) -> list[str]:
    (folder / "pyproject.toml").write_text(f"{BUILD}[tool.ironwheel]\n{settings}")
    return [finding["message"] for finding in _core.check(folder, select=[RULE]).findings]


def test_the_schema_has_the_settings_that_are_read(tmp_path: Path) -> None:
    known = sorted(validate_pyproject.schema()["properties"])
    # A wrong value is said of each: none is unknown.
    wrong = _messages(tmp_path, "".join(f"{name} = 1\n" for name in known))
    assert [message.partition(" must be ")[0] for message in wrong] == [f"`{name}`" for name in known]
    page = next(rule["documentation"] for rule in _core.rules() if rule["id"] == RULE)
    listed = re.search(r"The settings\s+are (.*?);", page, re.DOTALL)
    assert listed
    assert sorted(re.findall(r"`([\w-]+)`", listed[1])) == known


def test_what_the_schema_allows_is_understood(tmp_path: Path) -> None:
    names = validate_pyproject.schema()["properties"]["select"]["items"]["enum"]
    assert (
        _messages(tmp_path, f"select = {names}\nexclude = ['/docs', '*.tmp']\nrequire-reasons = true\n") == []
    )
    for severity in ("error", "warning", "info"):
        assert _messages(tmp_path, f'severity = {{ "{RULE}" = "{severity}" }}\n') == []
