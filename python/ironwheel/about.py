"""What the package says about itself: its name and its public addresses."""

import re

NAME = __name__.partition(".")[0]
"""What the package is called, and with it the distribution, a command, its table of settings and its plugins."""


def address(label: str) -> str:
    """Return the URL that the package's metadata has under `label`, such as `Repository`."""
    # Slow to import, and most runs need no address.
    from importlib.metadata import metadata

    urls: list[str] = metadata(NAME).get_all("Project-URL") or []
    named = (entry.partition(", ") for entry in urls)
    return {name: url for name, _, url in named}[label]


def is_ours(source: str) -> bool:
    """Return whether `source`, as Copier notes it, is our own public template."""
    plain = re.sub(r"\.git/?$|/$", "", source.removeprefix("git+"))
    return re.sub(r"^(gh:|git@github\.com:)", "https://github.com/", plain) == address("Repository")


def rule_pages() -> str:
    """Return the address that a rule's id and `.md` complete to that of its documentation page."""
    return f"{address('Repository')}/blob/main/docs/rules/"
