"""Our findings as checks of repo-review, one for each family of rules."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from ironwheel import _core, about

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from ironwheel._core import Finding


class Family(TypedDict):
    """How repo-review shows a group of checks."""

    name: str
    order: int
    description: str


class Check:
    """No contradictions about {self.topic}."""

    family = about.NAME

    def __init__(self, topic: str, url: str) -> None:
        """Make the check of one family of rules."""
        self.topic = topic
        self.url = url

    def check(self, ironwheel: "Sequence[Finding] | None") -> str | None:
        """Say what is found; nothing is a pass, and None a skip."""
        if ironwheel is None:
            return None
        rules = {rule["id"] for rule in _core.rules() if rule["family"] == self.topic}
        found = [finding for finding in ironwheel if finding["rule"] in rules]
        return "\n".join(
            "* " + _core.markdown(f"{_place(finding)}: {finding['message']} ({finding['rule']})")
            for finding in found
        )


def fixture(package: "Traversable") -> "Sequence[Finding] | None":
    """Everything that is found in the package; None where it is not on the disk, or not built by maturin."""
    if not isinstance(package, Path):
        return None
    try:
        return _core.check(package).findings
    except _core.ProjectNotFoundError:
        return None


def checks() -> dict[str, Check]:
    """One check for each family of rules, by name."""
    pages = about.RULE_PAGES
    topics = sorted({rule["family"] for rule in _core.rules() if rule["subject"] in ("project", "run")})
    return {f"{about.NAME}-{topic}": Check(topic, f"{pages}index.md") for topic in topics}


def families(ironwheel: "Sequence[Finding] | None") -> dict[str, Family]:
    """How the group of our checks is shown."""
    count = "not a maturin project on disk" if ironwheel is None else f"{len(ironwheel)} findings"
    return {about.NAME: Family(name="Python and Rust", order=20, description=count)}


def _place(finding: "Finding") -> str:
    line = f":{finding['span']['start']['line']}" if "span" in finding else ""
    return f"`{finding['path']}{line}`"
