"""Write reports for programs: JSON in the shape that they rely on, SARIF, annotations of GitHub."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ironwheel import _core, about
from ironwheel.errors import printable

if TYPE_CHECKING:
    from ironwheel._core import Edit, Fact, Finding, Fix, Report, Span

    # Each with the root as the person gave it.
    Reports = Sequence[tuple[str, Report]]

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_GITHUB_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_GITHUB_PROPERTY_ESCAPES = _GITHUB_ESCAPES | {":": "%3A", ",": "%2C"}


def as_json(reports: "Reports") -> str:
    """Return the reports as JSON of version 1."""
    summary = dict.fromkeys(("error", "warning", "info", "fixable"), 0)
    projects = []
    pages = about.rule_pages()
    for root, report in reports:
        findings = [{**finding, "url": f"{pages}{finding['rule']}.md"} for finding in report.findings]
        projects.append({"root": root, "findings": findings, "suppressed": report.suppressed})
        for name in summary:
            summary[name] += report.counts[name]
    tool = f"ironwheel {_core.__version__}"
    return _dumped({"version": 1, "tool": tool, "projects": projects, "summary": summary})


def as_sarif(reports: "Reports") -> str:
    """Return the reports as one run of SARIF 2.1.0, with paths relative to the working directory."""
    pages = about.rule_pages()
    rules = _core.rules()
    indices = {rule["id"]: index for index, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = []
    for root, report in reports:
        for finding in report.findings:
            result = _sarif_result(root, finding)
            result["ruleIndex"] = indices[finding["rule"]]
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            # Lines move; what is wrong, and which of its kind it is, stays.
            kind = "\n".join((finding["rule"], uri, finding["message"]))
            seen[kind] += 1
            digest = hashlib.sha256(f"{kind}\n{seen[kind]}".encode()).hexdigest()
            result["partialFingerprints"] = {"findingHash/v1": digest}
            results.append(result)
    driver = {
        "name": "ironwheel",
        "version": _core.__version__,
        "informationUri": about.address("Repository"),
        "rules": [
            {
                "id": rule["id"],
                "shortDescription": {"text": rule["summary"]},
                "help": {"text": rule["documentation"], "markdown": rule["documentation"]},
                "helpUri": f"{pages}{rule['id']}.md",
                "defaultConfiguration": {"level": _SARIF_LEVELS[rule["severity"]]},
                "properties": {"tags": [rule["family"]]},
            }
            for rule in rules
        ],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def as_github(reports: "Reports") -> str:
    """Return the reports as workflow commands, which GitHub shows beside the lines that they are about."""
    # GitHub looks for the files from there, wherever the step runs.
    base = os.environ.get("GITHUB_WORKSPACE") or os.curdir
    pages = about.rule_pages()
    lines = []
    for root, report in reports:
        for finding in report.findings:
            properties = {
                "title": f"ironwheel ({finding['rule']})",
                "file": _path(base, root, finding["path"]),
                **_github_lines(finding.get("span")),
            }
            given = ",".join(
                f"{name}={_replaced(value, _GITHUB_PROPERTY_ESCAPES)}" for name, value in properties.items()
            )
            sentences = [*_sentences(base, root, finding), f"{pages}{finding['rule']}.md"]
            message = _replaced("\n".join(sentences), _GITHUB_ESCAPES)
            lines.append(f"::{_GITHUB_COMMANDS[finding['severity']]} {given}::{message}")
    return "\n".join(lines)


def facts_as_json(root: str, facts: "Sequence[Fact]") -> str:
    """Return what `scaffold show` says of the project at `root` as JSON of version 1."""
    return _dumped({"version": 1, "tool": f"ironwheel {_core.__version__}", "root": root, "facts": facts})


FORMATS = {"json": as_json, "github": as_github, "sarif": as_sarif}
"""What writes each format that is for programs."""


def _dumped(document: dict[str, Any]) -> str:
    # ASCII: what a name or a message holds cannot steer a terminal.
    return json.dumps(document, indent=2)


def _path(base: str, root: str, path: str) -> str:
    """Return the path of a project's file, with `/`, as it is seen from `base`."""
    whole = os.path.join(root, path)
    try:
        seen = os.path.relpath(whole, base)
    except ValueError:  # It is on another drive.
        seen = os.path.abspath(whole)
    return seen.replace(os.sep, "/")


def _sarif_result(root: str, finding: "Finding") -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding["rule"],
        "level": _SARIF_LEVELS[finding["severity"]],
        "message": {"text": finding["message"]},
        "locations": [_sarif_location(root, finding["path"], finding.get("span"))],
    }
    if related := finding.get("related"):
        result["relatedLocations"] = [
            _sarif_location(root, place["path"], place.get("span"))
            | {"id": number, "message": {"text": place["message"]}}
            for number, place in enumerate(related, 1)
        ]
    fix = finding.get("fix")
    # SARIF has no words for a file that appears, goes or gets another name.
    if fix and all(edit["kind"] == "replace" for edit in fix["edits"]):
        result["fixes"] = [_sarif_fix(root, fix)]
    return result


def _sarif_location(root: str, path: str, span: "Span | None") -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _sarif_artifact(root, path)}
    if span:
        physical["region"] = _sarif_region(span)
    return {"physicalLocation": physical}


def _sarif_artifact(root: str, path: str) -> dict[str, str]:
    return {"uri": quote(os.fsencode(_path(os.curdir, root, path)))}


def _sarif_region(span: "Span") -> dict[str, int]:
    start, end = span["start"], span["end"]
    return {
        "startLine": start["line"],
        "startColumn": start["column"],
        "endLine": end["line"],
        "endColumn": end["column"],
    }


def _sarif_fix(root: str, fix: "Fix") -> dict[str, Any]:
    changes: dict[str, list[Edit]] = {}
    for edit in fix["edits"]:
        changes.setdefault(edit["path"], []).append(edit)
    return {
        "description": {"text": fix["title"]},
        "artifactChanges": [
            {
                "artifactLocation": _sarif_artifact(root, path),
                "replacements": [
                    {"deletedRegion": _sarif_region(edit["span"]), "insertedContent": {"text": edit["text"]}}
                    for edit in edits
                ],
            }
            for path, edits in changes.items()
        ],
        "properties": {"applicability": fix["applicability"]},
    }


def _github_lines(span: "Span | None") -> dict[str, int]:
    if not span:
        return {}
    start, end = span["start"], span["end"]
    lines = {"line": start["line"], "endLine": end["line"]}
    # GitHub takes columns for one line only.
    columns = {"col": start["column"], "endColumn": end["column"]} if start["line"] == end["line"] else {}
    return lines | columns


def _sentences(base: str, root: str, finding: "Finding") -> Iterator[str]:
    """Give what is wrong, the other places that are part of it, and the repair, a line each."""
    yield finding["message"]
    for place in finding.get("related", ()):
        line = f":{place['span']['start']['line']}" if "span" in place else ""
        yield f"{_path(base, root, place['path'])}{line}: {place['message']}"
    if fix := finding.get("fix"):
        flags = "--fix" if fix["applicability"] == "safe" else "--fix --unsafe-fixes"
        yield f"{fix['title']} ({flags})"


def _replaced(value: object, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in printable(str(value)))
