"""What the package says about itself: its public addresses, and the template versions that it carries."""

import re
from pathlib import Path

BUNDLE = Path(__file__).with_name("template.bundle")


def address(label: str) -> str:
    """Return the URL that the package's metadata has under `label`, such as `Repository`."""
    # Slow to import, and most runs need no address.
    from importlib.metadata import metadata

    urls: list[str] = metadata("ironwheel").get_all("Project-URL") or []
    named = (entry.partition(", ") for entry in urls)
    return {name: url for name, _, url in named}[label]


def is_ours(source: str) -> bool:
    """Return whether `source`, as Copier notes it, is our own public template."""
    plain = re.sub(r"\.git/?$|/$", "", source.removeprefix("git+"))
    return re.sub(r"^(gh:|git@github\.com:)", "https://github.com/", plain) == address("Repository")


def rule_pages() -> str:
    """Return the address that a rule's id and `.md` complete to that of its documentation page."""
    return f"{address('Repository')}/blob/main/docs/rules/"


def template_versions() -> list[str]:
    """Return the released versions of our own template, the newest last."""
    from packaging.version import Version

    # The header of a bundle is lines of text up to an empty one; git is not needed to read it.
    found = []
    with BUNDLE.open("rb") as bundle:
        while line := bundle.readline().strip():
            if tag := re.fullmatch(rb"[0-9a-f]+ refs/tags/v(.+)", line):
                found.append(tag[1].decode())
    return sorted(found, key=Version)
