"""Which wheels the release workflow of a rendered project builds, for which Pythons."""

import re
import tomllib
from pathlib import Path


def matrix(folder: Path) -> dict[str, list[str]]:
    """Return for each platform the Pythons that its wheels are for; nothing if no release is described."""
    import yaml

    try:
        text = (folder / ".github/workflows/release.yml").read_text("utf-8")
        builds = yaml.safe_load(text)["jobs"]["build"]["strategy"]["matrix"]["include"]
        claims = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
        found = [re.fullmatch(r"Programming Language :: Python :: 3\.(\d+)", claim) for claim in claims]
        minors = [int(claim[1]) for claim in found if claim]
        pythons = [f"3.{minor}" for minor in minors]
        if "free-threaded" in text:
            # The workflow builds for one: the lowest that PyO3 supports and the project claims.
            pythons.append(f"3.{max(min(minors), 14)}t")
        return {build["platform"]: pythons for build in builds}
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError):
        # Another template may release in another way.
        return {}
