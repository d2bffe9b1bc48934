"""What the package says about itself: its name and its public addresses."""

import re

from ironwheel._core import __repository__

NAME = __name__.partition(".")[0]
"""What the package is called, and with it the distribution, a command, its table of settings and its plugins."""


REPOSITORY = __repository__
"""The address of the public repository, where our own template comes from as well."""

ISSUES = f"{REPOSITORY}/issues"
"""Where a bug is reported."""

RULE_PAGES = f"{REPOSITORY}/blob/main/docs/rules/"
"""What a rule's id and `.md` complete to the address of its documentation page."""


def is_ours(source: str) -> bool:
    """Return whether `source`, as Copier notes it, is our own public template."""
    plain = re.sub(r"\.git/?$|/$", "", source.removeprefix("git+"))
    return re.sub(r"^(gh:|git@github\.com:)", "https://github.com/", plain) == REPOSITORY
