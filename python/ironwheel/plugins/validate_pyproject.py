"""The schema of `[tool.ironwheel]` for validate-pyproject, made of what the core reads."""

from typing import Any

from ironwheel import _core, about

# The core does not read what the table `version` has in it.
_VERSION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "files": {"type": "array", "items": {"type": "string"}},
        "tag": {"type": "string", "pattern": "\\{version\\}"},
    },
}


def schema(tool: str = about.NAME) -> dict[str, Any]:
    """Settings of ironwheel (`[tool.$tool]`)."""
    rules = _core.rules()
    names = sorted({rule["id"] for rule in rules} | {rule["family"] for rule in rules})
    rule = {"enum": names}
    reasons = {"type": "object", "propertyNames": rule, "additionalProperties": {"type": "string"}}
    severities = {"enum": ["error", "warning", "info"]}
    kinds: dict[str, dict[str, Any]] = {
        "names": {"type": "array", "items": {"enum": [*names, "info"]}},
        "reasons": {"oneOf": [{"type": "array", "items": rule}, reasons]},
        "severities": {"type": "object", "propertyNames": rule, "additionalProperties": severities},
        "patterns": {"type": "array", "items": {"type": "string"}},
        "switch": {"type": "boolean"},
        "table": _VERSION,
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{about.REPOSITORY}/blob/main/docs/run/validate-pyproject.md",
        "title": f"Settings of {tool}",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"description": what, **kinds[kind]} for name, kind, what in _core.settings()},
    }
