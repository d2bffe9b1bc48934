"""What `scaffold check` writes for programs: JSON, SARIF and annotations, for the examples of all rules."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import shapes
from conftest import Run

ROOT = Path(__file__).parent.parent
ANNOTATION = re.compile(r"::(error|warning|notice) ([^:]+)::(.+)")
# Names that mean something in a URI, in a workflow command and to a terminal.
NAME = "50%, a::b \x1b[31m\u202e\x85"


@pytest.fixture
def strange(machine: Path) -> str:
    """A project in a folder with a strange name, with a finding in a file with one."""
    workflows = machine / NAME / ".github" / "workflows"
    workflows.mkdir(parents=True)
    (machine / NAME / "pyproject.toml").write_text('[build-system]\nrequires = ["maturin"]\n')
    (workflows / f"{NAME}.yml").write_text("a: [\n")
    return NAME


def _checked(scaffold: Run, form: str, *examples: str) -> subprocess.CompletedProcess[str]:
    done = scaffold("check", "--extend-select", "info", "--output-format", form, *examples)
    assert done.returncode in (0, 1), done.stderr
    assert form == "github" or done.stdout.isascii()
    return done


def test_json_is_what_its_schema_says(scaffold: Run, examples: list[str], strange: str) -> None:
    report = json.loads(_checked(scaffold, "json", *examples, strange).stdout)
    shapes.validate(report, ROOT / "docs" / "check.schema.json")
    found = {finding["rule"] for project in report["projects"] for finding in project["findings"]}
    assert found == set(examples)


def test_sarif_is_what_its_schema_says(scaffold: Run, examples: list[str], strange: str) -> None:
    log = json.loads(_checked(scaffold, "sarif", *examples, strange).stdout)
    shapes.validate(log, ROOT / "tests" / "schemas" / "sarif-2.1.0.json")
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    fingerprints = [result["partialFingerprints"]["findingHash/v1"] for result in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"[\w./%~-]+", uri)
            assert not uri.startswith("/")
    assert any("fixes" in result for result in run["results"])
    assert any("relatedLocations" in result for result in run["results"])
    assert any(unquote(uri) == f"{NAME}/.github/workflows/{NAME}.yml" for uri in _uris(run))


def _uris(run: dict[str, Any]) -> Iterator[str]:
    for result in run["results"]:
        yield result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_a_fix_in_sarif_is_that_in_json(scaffold: Run, examples: list[str]) -> None:
    assert "version/static-and-dynamic" in examples
    report = json.loads(_checked(scaffold, "json", "version/static-and-dynamic").stdout)
    log = json.loads(_checked(scaffold, "sarif", "version/static-and-dynamic").stdout)
    findings = [finding for finding in report["projects"][0]["findings"] if "fix" in finding]
    results = [result for result in log["runs"][0]["results"] if "fixes" in result]
    assert len(findings) == len(results) > 0
    for finding, result in zip(findings, results, strict=True):
        [fix] = result["fixes"]
        [change] = fix["artifactChanges"]
        assert [item["insertedContent"]["text"] for item in change["replacements"]] == [
            edit["text"] for edit in finding["fix"]["edits"]
        ]
        assert [item["deletedRegion"]["startColumn"] for item in change["replacements"]] == [
            edit["span"]["start"]["column"] for edit in finding["fix"]["edits"]
        ]


def test_a_fingerprint_does_not_move_with_the_line(scaffold: Run, examples: list[str], machine: Path) -> None:
    def fingerprints() -> list[str]:
        log = json.loads(_checked(scaffold, "sarif", "version/static-and-dynamic").stdout)
        return [result["partialFingerprints"]["findingHash/v1"] for result in log["runs"][0]["results"]]

    before = fingerprints()
    manifest = machine / "version/static-and-dynamic" / "pyproject.toml"
    manifest.write_text(f"# one line more\n{manifest.read_text('utf-8')}", encoding="utf-8")
    assert before
    assert fingerprints() == before


def test_annotations_are_one_command_a_finding(scaffold: Run, examples: list[str], strange: str) -> None:
    report = json.loads(_checked(scaffold, "json", *examples, strange).stdout)
    findings = [finding for project in report["projects"] for finding in project["findings"]]
    lines = _checked(scaffold, "github", *examples, strange).stdout.splitlines()
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings, strict=True):
        annotation = ANNOTATION.fullmatch(line)
        assert annotation, line
        level, properties, message = annotation.groups()
        assert level == {"info": "notice"}.get(finding["severity"], finding["severity"])
        given = dict(each.split("=", 1) for each in properties.split(","))
        assert given["title"] == f"ironwheel ({finding['rule']})"
        if "span" in finding:
            assert given["line"] == str(finding["span"]["start"]["line"])
        assert message.split("%0A")[0].replace("%25", "%") == finding["message"]
    assert any("file=50%25%2C a%3A%3Ab \\x1b[31m\\u202e\\x85/.github" in line for line in lines)


def test_annotations_name_files_as_the_runner_sees_them(
    scaffold: Run, strange: str, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(machine.parent))
    assert "file=work/50%25" in _checked(scaffold, "github", strange).stdout


def test_nothing_found_is_no_annotation_and_an_empty_run(scaffold: Run, strange: str) -> None:
    select = ("--select", "version/missing", "--ignore", "version/missing", strange)
    assert scaffold("check", "--output-format", "github", *select).stdout == ""
    log = json.loads(scaffold("check", "--output-format", "sarif", *select).stdout)
    assert log["runs"][0]["results"] == []
