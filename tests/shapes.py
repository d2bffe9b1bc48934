"""Documents as their JSON Schema says they are, and with no key that it does not name."""

import json
from pathlib import Path
from typing import Any

import pytest


def validate(document: Any, schema: Path) -> None:
    """Find that `document` is what the schema in a file says."""
    jsonschema = pytest.importorskip("jsonschema", reason="it comes with check-jsonschema")
    open_schema = json.loads(schema.read_text("utf-8"))
    kind = jsonschema.validators.validator_for(open_schema)
    kind.check_schema(open_schema)
    kind(_closed(open_schema)).validate(document)


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    has_properties = isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
    return {"additionalProperties": False, **closed} if has_properties else closed
