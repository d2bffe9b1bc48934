"""The schema of `[tool.ironwheel]` for validate-pyproject, made from the catalogue of rules."""

from typing import Any

from ironwheel import _core, about


def schema(tool: str = about.NAME) -> dict[str, Any]:
    """Settings of ironwheel (`[tool.$tool]`)."""
    rules = _core.rules()
    names = sorted({rule["id"] for rule in rules} | {rule["family"] for rule in rules})
    rule = {"enum": names}
    selected = {"type": "array", "items": {"enum": [*names, "info"]}}
    reasons = {"type": "object", "propertyNames": rule, "additionalProperties": {"type": "string"}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{about.address('Repository')}/blob/main/docs/run/validate-pyproject.md",
        "title": f"Settings of {tool}",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "select": {**selected, "description": "run only these rules or families"},
            "extend-select": {
                **selected,
                "description": "run these rules or families as well; `info` also shows infos",
            },
            "ignore": {
                "description": "rules or families to skip; as a table, each with its reason",
                "oneOf": [{"type": "array", "items": rule}, reasons],
            },
            "severity": {
                "description": "the severity of the findings of rules or families",
                "type": "object",
                "propertyNames": rule,
                "additionalProperties": {"enum": ["error", "warning", "info"]},
            },
            "exclude": {
                "description": "files and folders to skip; patterns as in .gitignore",
                "type": "array",
                "items": {"type": "string"},
            },
            "require-reasons": {
                "description": "whether each ignored rule needs a reason",
                "type": "boolean",
            },
            "version": {
                "description": "where the version is written, and how a tag spells it",
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "files": {"type": "array", "items": {"type": "string"}},
                    "tag": {"type": "string", "pattern": "\\{version\\}"},
                },
            },
        },
    }
