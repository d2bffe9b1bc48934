"""Write reports as JSON, in the shape that outside programs rely on."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ferriswheel import about
from ferriswheel._core import __version__

if TYPE_CHECKING:
    from ferriswheel._core import Report


def as_json(reports: "Sequence[tuple[str, Report]]") -> str:
    """Return the reports, each with the root as the person gave it, as JSON of version 1."""
    summary = dict.fromkeys(("error", "warning", "info", "fixable"), 0)
    projects = []
    pages = about.rule_pages()
    for root, report in reports:
        findings = [{**finding, "url": f"{pages}{finding['rule']}.md"} for finding in report.findings]
        projects.append({"root": root, "findings": findings, "suppressed": 0})
        for name in summary:
            summary[name] += report.counts[name]
    document = {"version": 1, "tool": f"ferriswheel {__version__}", "projects": projects, "summary": summary}
    # ASCII: what a name or a message holds cannot steer a terminal.
    return json.dumps(document, indent=2)
