"""Whether a lock is ignored, and then is no concern of ours, is what git says of it."""

import subprocess
from pathlib import Path

import pytest

from files import write
from ironwheel import _core

RULE = "version/lock-stale"
PROJECT = {
    "pyproject.toml": '[build-system]\nrequires = ["maturin>=1.16,<2"]\nbuild-backend = "maturin"\n',
    "Cargo.toml": '[package]\nname = "demo"\nversion = "0.2.0"\n',
    "Cargo.lock": 'version = 4\n[[package]]\nname = "demo"\nversion = "0.1.0"\n',
}
TOP, MIDDLE, OWN = "top/.gitignore", "top/crates/.gitignore", "top/crates/py/.gitignore"
PATTERNS = [
    *("Cargo.lock", "*.lock", "Cargo*", "*", "Cargo.loc?", "[Cc]argo.lock", "[!C]argo.lock", "cargo.lock"),
    *(
        "{Cargo,uv}.lock",
        "*.{lock,toml}",
        "\\Cargo.lock",
        "Cargo.lock   ",
        "#Cargo.lock",
        "\\#Cargo.lock",
        "[",
        "!",
    ),
    *(
        "/Cargo.lock",
        "fuzz/Cargo.lock",
        "py/Cargo.lock",
        "/py/Cargo.lock",
        "crates/py/Cargo.lock",
        "Cargo.lock/",
    ),
    *(
        "**/Cargo.lock",
        "/**/Cargo.lock",
        "crates/**/Cargo.lock",
        "crates/*/Cargo.lock",
        "**/py",
        "**/py/**",
        "**",
    ),
    *("crates", "/crates", "crates/", "/crates/py/", "py/", "/py", "crates/**", "crates/py/*", "crates/*"),
    *("Cargo.lock\n!Cargo.lock", "!Cargo.lock\nCargo.lock", "*.lock\n!/crates/py/Cargo.lock", "*\n!*.lock"),
    *(
        "*\n!*/\n!*.lock",
        "/crates/*\n!/crates/py/",
        "crates/**\n!crates/py/Cargo.lock",
        "crates/\n!Cargo.lock",
    ),
    *("Cargo.lock\r\n", "\ufeffCargo.lock\n", "x\r\nCargo.lock\r\n!y", "\\!Cargo.lock", "!Cargo.lock"),
]
LISTS = [
    *({TOP: pattern} for pattern in PATTERNS),
    *({OWN: pattern} for pattern in ("", "/Cargo.lock", "*.lock", "py/Cargo.lock")),
    *({MIDDLE: pattern} for pattern in ("py/Cargo.lock", "/py", "crates/py", "/Cargo.lock")),
    {TOP: "Cargo.lock", OWN: "!Cargo.lock"},
    {TOP: "!Cargo.lock", OWN: "Cargo.lock"},
    {TOP: "Cargo.lock", MIDDLE: "!Cargo.lock", OWN: "*.tmp"},
    {TOP: "/crates/", OWN: "!Cargo.lock"},
    {TOP: "py\n!crates/py", OWN: "!Cargo.lock"},
    {"top/crates/other/.gitignore": "Cargo.lock"},
    {".gitignore": "Cargo.lock"},
]


@pytest.mark.parametrize("lists", LISTS, ids=lambda lists: "; ".join(map(repr, lists.items())))
def test_a_lock_is_ignored_where_git_ignores_it(tmp_path: Path, lists: dict[str, str]) -> None:
    project = tmp_path / "top" / "crates" / "py"
    files = lists | {f"top/crates/py/{name}": text for name, text in PROJECT.items()}
    write(tmp_path, files)
    subprocess.run(["git", "init", "--quiet", "top"], cwd=tmp_path, check=True)
    asked = ["git", "-c", "core.excludesFile=", "check-ignore", "--quiet", "--no-index", "Cargo.lock"]
    is_ignored = subprocess.run(asked, cwd=project, check=False).returncode == 0
    assert (not _core.check(project, select=[RULE]).findings) is is_ignored


def test_without_a_repository_the_lists_of_the_project_count(tmp_path: Path) -> None:
    manifest = PROJECT["pyproject.toml"] + '[tool.maturin]\nmanifest-path = "rust/Cargo.toml"\n'
    (tmp_path / "py" / "rust").mkdir(parents=True)
    for path, text in (PROJECT | {"pyproject.toml": manifest}).items():
        (tmp_path / "py" / ("" if path == "pyproject.toml" else "rust") / path).write_text(text)
    for folder, is_ignored in ((".", False), ("py", True), ("py/rust", True)):
        list_ = tmp_path / folder / ".gitignore"
        list_.write_text("Cargo.lock\n")
        assert (not _core.check(tmp_path / "py", select=[RULE]).findings) is is_ignored
        list_.unlink()
