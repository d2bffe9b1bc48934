"""The JSON Schema of what `scaffold check --output-format json` prints, with the rules of the catalogue."""

from collections.abc import Iterable, Mapping
from typing import Any

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def check(rules: list[str]) -> dict[str, Any]:
    """The schema of version 1, in which a finding is of one of `rules`.

    What is missing may be added later: a reader passes over keys that it does not know.
    """
    severities = ["error", "warning", "info"]
    text = {"type": "string"}
    count = {"type": "integer", "minimum": 0}
    place = {"path": {**text, "description": "Relative to the root of the project, with `/`."}}
    spanned = place | {"span": {"$ref": "#/$defs/span"}}
    position = {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1, "description": "In Unicode code points."},
        "offset": {**count, "description": "In bytes from the start of the file."},
    }
    replace = spanned | {
        "start": {**count, "description": "The offset of the first byte that goes."},
        "end": {**count, "description": "The offset after the last byte that goes."},
        "text": text,
        "sha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "Of the file as it was read.",
        },
    }
    edits = [
        _edit("replace", replace, replace),
        _edit("create", place | {"text": text}, ["path", "text"]),
        _edit("delete", place | {"sha256": replace["sha256"]}, ["path"]),
        _edit("rename", place | {"to": text, "sha256": replace["sha256"]}, ["path", "to"]),
    ]
    related = spanned | {"message": text}
    fix = {
        "title": text,
        "applicability": {"enum": ["safe", "unsafe"]},
        "edits": {"type": "array", "items": {"oneOf": edits}},
    }
    finding = spanned | {
        "rule": {"enum": rules},
        "severity": {"enum": severities},
        "message": text,
        "related": {"type": "array", "items": _object(related, ["path", "message"])},
        "fix": _object(fix, fix),
        "url": {**text, "format": "uri", "description": "The page of the rule."},
    }
    project = {
        "root": {**text, "description": "As it was given."},
        "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
        "suppressed": count,
    }
    summary = dict.fromkeys((*severities, "fixable"), count)
    report = {
        "version": {"const": 1},
        "tool": {"type": "string", "pattern": "^ironwheel "},
        "projects": {"type": "array", "items": _object(project, project)},
        "summary": _object(summary, summary),
    }
    return {
        "$schema": SCHEMA,
        "title": "What `scaffold check --output-format json` prints, version 1",
        **_object(report, report),
        "$defs": {
            "finding": _object(finding, ["rule", "severity", "message", "path", "url"]),
            "span": _object(
                {name: {"$ref": "#/$defs/position"} for name in ("start", "end")}, ["start", "end"]
            ),
            "position": _object(position, position),
        },
    }


def _object(properties: Mapping[str, Any], required: Iterable[str]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(required)}


def _edit(kind: str, properties: Mapping[str, Any], required: Iterable[str]) -> dict[str, Any]:
    return _object({"kind": {"const": kind}, **properties}, ["kind", *required])
