"""The stub of the core: the dictionaries that it describes are those of the schemas, and those that the core gives."""

import ast
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any, Literal, NotRequired

import pytest
from pydantic import TypeAdapter, with_config
from typing_extensions import TypedDict

from ironwheel import _core

ROOT = Path(__file__).parent.parent
STANDARD = ROOT / "tests" / "rendered" / "standard"
# Each release may know more of these; the stub calls them texts.
OPEN = {"rule", "topic", "name", "id"}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The dictionaries of the stub by name, as types that refuse every other key."""
    stub = ast.parse((ROOT / "python" / "ironwheel" / "_core.pyi").read_text("utf-8"))
    dictionaries = [
        node
        for node in stub.body
        if isinstance(node, ast.ClassDef) and "TypedDict" in [ast.unparse(base) for base in node.bases]
    ]
    known: dict[str, Any] = {
        "TypedDict": TypedDict,
        "Literal": Literal,
        "NotRequired": NotRequired,
        "type_check_only": with_config(extra="forbid", strict=True),
    }
    exec(compile(ast.Module(dictionaries, []), "_core.pyi", "exec"), known)  # noqa: S102 it is our own
    return {node.name: known[node.name] for node in dictionaries}


def _shape(schema: dict[str, Any], known: dict[str, Any]) -> Any:
    """What a schema says of keys and types, in one form: `?` marks a key that may be absent."""
    if "$ref" in schema:
        return _shape(known[schema["$ref"].rpartition("/")[2]], known)
    if "anyOf" in schema:
        return sorted((_shape(each, known) for each in schema["anyOf"]), key=str)
    if isinstance(schema.get("type"), list):
        return sorted(schema["type"])
    if schema.get("type") == "array":
        return {"*": _shape(schema["items"], known)}
    if schema.get("type") == "object":
        return {
            name + "?" * (name not in schema["required"]): "string" if name in OPEN else _shape(each, known)
            for name, each in schema["properties"].items()
        }
    return sorted(schema.get("enum", [])) or schema.get("const") or schema["type"]


@pytest.mark.parametrize(
    ("page", "schema", "name"),
    [
        ("check", "Linked", "Finding"),
        ("show", "Fact", "Fact"),
        ("version", "Place", "Spot"),
        ("explain", "Cause", "Cause"),
        ("doctor", "Row", "Row"),
    ],
)
def test_a_dictionary_is_what_the_schema_says(
    described: dict[str, Any], page: str, schema: str, name: str
) -> None:
    known = json.loads((ROOT / "docs" / f"{page}.schema.json").read_text("utf-8"))["$defs"]
    said = _shape(known[schema], known)
    if schema == "Linked":
        assert said.pop("url") == "string"  # Python is told the addresses, and does not ask for them
    stub = TypeAdapter(described[name]).json_schema()
    assert _shape(stub, stub.get("$defs", {})) == said


def test_the_core_gives_what_the_stub_describes(
    described: dict[str, Any], examples: list[str], tmp_path: Path
) -> None:
    def find(name: str, given: object) -> None:
        TypeAdapter(list[described[name]]).validate_python(given)
        found.update({name: True} if given else {})

    found: dict[str, bool] = {}
    find("Rule", _core.rules())
    find("Verdict", [_core.explain(b"error: linker `cc` not found")])
    find("Diagnosis", [_core.diagnose(STANDARD, "{}")])
    for example in examples:
        find("Finding", _core.check(example, extend_select=["info"]).findings)
        find("Fact", _core.truth(example))
        find("Change", _core.fix(example, unsafe_fixes=True).changes)
    wheel = tmp_path / "demo-1.0-cp311-abi3-win_amd64.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("demo.py", "")
    _, pictures = _core.audit([(tmp_path, wheel.name)], other=[], done=lambda count: None)
    find("Picture", pictures)
    project = Path(shutil.copytree(STANDARD, tmp_path / "project"))
    manifest = project / "Cargo.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("abi3-py311", "abi3-py312"), "utf-8")
    (project / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["maturin>=1.16,<2"]\n[project]\nname = "my-package"\nversion = "1"\n',
        "utf-8",
    )
    adoption = _core.adopt(
        project,
        STANDARD,
        files=[("justfile", False, b"default:\n", None)],
        committed=["Cargo.toml", "pyproject.toml"],
        links=[],
        words=[],
        is_inside=False,
        asked=[],
        without=[],
        all=False,
        conflicts=False,
    )
    find("Adoption", [adoption])
    find("Offer", adoption["offers"])
    find("Otherwise", adoption["otherwise"])
    find("Fate", adoption["fates"])
    find("Version", [_core.version(STANDARD, tags=[])])
    wish = {"value": None, "bumps": ["minor"], "built": None, "tags": [], "today": "2026-11-26"}
    find("Setting", [_core.set_version(STANDARD, **wish, forced=False, checked=True)])
    parts = {
        "Source",
        "Spot",
        "Position",
        "Span",
        "Related",
        "Replace",
        "Create",
        "Delete",
        "Rename",
        "Fix",
        "Location",
        "Cause",
        "Line",
        "Bearing",
        "Cell",
        "Row",
        "Platform",
        "Large",
        "Section",
        "Sized",
    }
    assert set(found) == set(described) - parts
