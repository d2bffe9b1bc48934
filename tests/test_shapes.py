"""Every pair of choices gives a project that is whole and silent, and each shape builds, installs and passes its tests."""

import json
import os
import re
import subprocess
import sys
import tomllib
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
import yaml

from built import install, run
from ironwheel import _core
from render import ANSWERS, ROOT, render_repository, rendered

QUESTIONS = yaml.safe_load((ROOT / "copier.yml").read_text("utf-8"))
Answers = dict[str, Any]


def choices() -> dict[str, list[Any]]:
    """The answers to every question that offers some, and a repository and none."""
    offered: dict[str, list[Any]] = {}
    for key, question in QUESTIONS.items():
        if key.startswith("_") or question.get("when") is False:
            continue
        if question["type"] == "bool":
            offered[key] = [False, True]
        elif "choices" in question:
            labels = question["choices"]
            offered[key] = [*(labels.values() if isinstance(labels, dict) else labels)]
    return offered | {
        "repository_url": ["", "https://github.com/ada/it"],
        "package_name": ["my_package", "acme.fast"],
    }


# Answers that the template does not take together, and what it says would do.
REFUSED: list[tuple[Answers, str]] = [
    ({"license": "none", "publish": "trusted"}, '"index" or "none" would do'),
    ({"license": "none", "publish": "token"}, '"index" or "none" would do'),
    ({"ci": "none", "publish": "trusted"}, '"token" would do'),
    ({"ci": "none", "version_source": "git"}, '"cargo" or "pyproject" would do'),
    ({"layout": "workspace", "version_source": "pyproject"}, '"cargo" would do'),
    ({"layout": "workspace", "version_source": "git"}, '"cargo" would do'),
    ({"layout": "dual", "version_source": "pyproject"}, '"cargo" would do'),
    ({"layout": "dual", "version_source": "git"}, '"cargo" would do'),
    ({"layout": "rust-only", "package_name": "acme.fast"}, '"mixed", "workspace" or "dual" would do'),
]


def is_possible(answers: Answers) -> bool:
    """Whether the template takes these answers together."""
    return not any(pair.items() <= answers.items() for pair, _ in REFUSED)


@pytest.mark.parametrize(("answers", "hint"), REFUSED)
def test_answers_that_contradict_each_other_are_refused_with_what_would_do(
    answers: Answers, hint: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(hint)):
        rendered(**answers)


@pytest.mark.parametrize("name", ["", "In House", "1st", "in_house", "a\n"])
def test_an_index_has_a_name_that_an_environment_can_have(name: str) -> None:
    with pytest.raises(ValueError, match="would do, as in private-index"):
        rendered(publish="index", index_name=name)


def all_pairs(offered: dict[str, list[Any]]) -> list[Answers]:
    """Sets of answers that hold every pair of answers to two questions; always the same ones.

    Greedy, after AETG (Cohen, Dalal, Fredman and Patton, 1997): a set starts with a pair that is still missing, and each
    further question gets the answer that makes most of the missing pairs.
    """
    missing = {
        frozenset([(one, this), (other, that)])
        for one, other in combinations(offered, 2)
        for this, that in product(offered[one], offered[other])
    }
    missing = {pair for pair in missing if is_possible(dict(pair))}
    sets: list[Answers] = []
    while missing:
        answers = dict(sorted(min(missing, key=sorted)))
        for key, values in offered.items():
            if key not in answers:
                answers[key] = max(
                    (value for value in values if is_possible(answers | {key: value})),
                    key=lambda value: sum(
                        frozenset([(key, value), known]) in missing for known in answers.items()
                    ),
                )
        missing -= {frozenset(pair) for pair in combinations(answers.items(), 2)}
        sets.append(answers)
    return sets


EVERY_PAIR = all_pairs(choices())
every_pair = pytest.mark.parametrize(
    "answers",
    EVERY_PAIR,
    ids=lambda answers: "-".join(re.sub(r"\W+", "", str(value)) for value in answers.values()),
)


def test_every_pair_of_answers_is_in_a_set() -> None:
    offered = choices()
    assert {"license", "python_min", "preset", "layout"} <= offered.keys()
    for one, other in combinations(offered, 2):
        found = {(answers[one], answers[other]) for answers in EVERY_PAIR}
        possible = {
            (this, that)
            for this, that in product(offered[one], offered[other])
            if is_possible({one: this, other: that})
        }
        assert found == possible
    assert len(EVERY_PAIR) < 100


@every_pair
def test_every_pair_gives_a_project_that_check_has_nothing_to_say_of(
    answers: Answers, tmp_path: Path
) -> None:
    for path, content in rendered(**answers).items():
        text = content.decode()
        assert text.endswith("\n") or not text
        assert not text.endswith("\n\n"), path
        assert "\n\n\n" not in text or path.endswith((".py", "LICENSE")) or path.startswith("LICENSE"), path
        if path.endswith((".yml", ".yaml")):
            yaml.safe_load(text)
        elif path.endswith(".toml"):
            tomllib.loads(text)
        elif path.endswith((".py", ".pyi")):
            compile(text, path, "exec")
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    report = _core.check(maturin_project(tmp_path), extend_select=["info"])
    told = {line.split("[")[1].split("]")[0] for line in report.concise().splitlines() if "[" in line}
    assert told == asked_for(answers)
    assert report.notes == []
    stored = yaml.safe_load((tmp_path / ANSWERS).read_text("utf-8"))
    assert stored.items() >= answers.items(), "each answer is stored, asked or not"


def maturin_project(folder: Path) -> Path:
    """What maturin builds of a rendered project: all of it, or its core."""
    return folder / "core" if (folder / "core").exists() else folder


@pytest.mark.slow
@every_pair
def test_every_pair_gives_a_project_that_other_tools_have_nothing_to_say_of(
    answers: Answers, tmp_path: Path
) -> None:
    project = render_repository(tmp_path / "project", answers)
    tools = [
        ["cargo", "fmt", "--check"],
        [sys.executable, "-m", "ruff", "check"],
        [sys.executable, "-m", "ruff", "format", "--check"],
        [sys.executable, "-m", "mypy"],
        [sys.executable, "-m", "validate_pyproject", *project.glob("**/pyproject.toml")],
    ]
    for tool in tools:
        run(*tool, cwd=project)
    if (project / ".github").exists():
        bin_folder = Path(sys.executable).parent
        zizmor = [
            bin_folder / "zizmor",
            "--offline",
            "--persona=auditor",
            "--no-config",
            "--format=json",
            ".",
        ]
        audited = subprocess.run(zizmor, cwd=project, capture_output=True, text=True, check=False)
        is_asked_for = "ci/token-publish" in asked_for(answers)
        found = {finding["ident"] for finding in json.loads(audited.stdout)}
        assert found == ({"use-trusted-publishing"} if is_asked_for else set())
        for schema, files in {
            "vendor.github-workflows": project.glob(".github/workflows/*.yml"),
            "vendor.github-actions": project.glob(".github/actions/*/action.yml"),
            "vendor.dependabot": project.glob(".github/dependabot.yml"),
        }.items():
            run(bin_folder / "check-jsonschema", "--builtin-schema", schema, *files, cwd=project)


def asked_for(answers: Answers) -> set[str]:
    """The infos about exactly that which an answer asks for."""
    if answers["preset"] == "minimal" or answers["ci"] == "none" or answers["publish"] == "none":
        return set()
    # Nothing is said of what goes to an index of one's own, nor where features decide what a build gives.
    is_narrow = answers["wheels"] == "must" and answers["publish"] != "index" and answers["abi"] != "abi3t"
    return {
        *(["ci/token-publish"] if answers["publish"] == "token" else []),
        *(["ci/platforms-wide"] if is_narrow else []),
    }


# The shapes that are really built: what they answer, and the wheel that this Python makes of them.
THIS = f"cp3{sys.version_info.minor}"
SHAPES: dict[str, tuple[Answers, str]] = {
    "rust-only": ({"layout": "rust-only"}, "cp311-abi3"),
    "abi3t": ({"abi": "abi3t"}, "cp311-abi3"),
    "version-specific": ({"abi": "version-specific", "layout": "rust-only"}, f"{THIS}-{THIS}"),
    "pyproject": ({"version_source": "pyproject", "license": "none"}, "0.1.0-cp311-abi3"),
    "git": ({"version_source": "git"}, "0.0.0.dev0-cp311-abi3"),
    "workspace": ({"layout": "workspace", "repository_url": "https://github.com/ada/it"}, "cp311-abi3"),
    "workspace-abi3t": ({"layout": "workspace", "abi": "abi3t", "license": "none"}, "cp311-abi3"),
    "by-hand": ({"ci": "none", "publish": "index"}, "cp311-abi3"),
    "namespace": ({"package_name": "acme.fast"}, "cp311-abi3"),
    "dual": ({"layout": "dual", "package_name": "acme.joint"}, "cp311-abi3"),
}
# The wheels of a release on each platform.
WHEELS = {
    "abi3": {"cp311-abi3", "cp314-cp314t", "cp315-cp315t"},
    "abi3t": {"cp311-abi3", "cp314-cp314t", "cp315-abi3.abi3t"},
    "version-specific": {
        *(f"cp3{minor}-cp3{minor}" for minor in range(11, 16)),
        *("cp314-cp314t", "cp315-cp315t"),
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_built_and_installed_and_passes_its_tests(shape: str, tmp_path: Path) -> None:
    answers, tag = SHAPES[shape]
    # A name of its own: projects of one name would share the library in the target folder.
    answers = {"project_name": f"shape-{shape}", "preset": "custom"} | answers
    project = render_repository(tmp_path / "project", answers)
    run("cargo", "generate-lockfile", cwd=project)
    (just,) = Path(sys.executable).parent.glob("just*")
    for verb in ("setup", "lint", "test"):
        run(just, verb, cwd=project)
    if answers.get("layout") == "workspace":
        run(
            "cargo", "package", "--locked", "--allow-dirty", "--package", answers["project_name"], cwd=project
        )

    (python,) = [*project.glob(".venv/bin/python"), *project.glob(".venv/Scripts/python.exe")]
    dist = project / "dist"
    # The wheel is made from the sdist: what it needs is in there.
    build = [sys.executable, "-m", "maturin", "build", "--release", "--locked", "--sdist", f"--out={dist}"]
    run(*build, "--interpreter", sys.executable, cwd=maturin_project(project))
    if answers.get("layout") == "dual":
        run(python, "-m", "hatchling", "build", "--directory", dist, cwd=project)
    sdists, wheels = sorted(dist.glob("*.tar.gz")), sorted(dist.glob("*.whl"))
    assert len(sdists) == len(wheels) == (2 if answers.get("layout") == "dual" else 1)
    assert any(tag in wheel.name for wheel in wheels)
    run(sys.executable, "-m", "twine", "check", "--strict", *sdists, *wheels, cwd=project)
    run(sys.executable, "-m", "check_wheel_contents", *wheels, cwd=project)
    audited = run(Path(sys.executable).parent / "scaffold", "audit", "--extend-select=info", cwd=project)
    assert f"All good in {2 * len(wheels)} artifacts" in audited
    install(python, "--no-index", "--no-deps", "--force-reinstall", *wheels)
    tests = sum(
        len(re.findall(r"(?m)^def test_", path.read_text("utf-8"))) for path in project.glob("tests/*.py")
    )
    assert f"= {tests + 2} passed in" in run(python, "-m", "pytest", cwd=project)  # one has three cases
    assert not _core.check(maturin_project(project), extend_select=["info"]).concise()


@pytest.mark.slow
@pytest.mark.parametrize("abi", QUESTIONS["abi"]["choices"].values())
def test_a_release_has_the_wheels_that_its_workflow_asks_maturin_for(abi: str, tmp_path: Path) -> None:
    answers = {"project_name": f"release-{abi}", "preset": "custom", "abi": abi}
    project = render_repository(tmp_path / "project", answers)
    action = yaml.safe_load((project / ".github/actions/project/action.yml").read_text("utf-8"))
    (script,) = (step["run"] for step in action["runs"]["steps"])
    run(sys.executable, "-c", script, cwd=project, GITHUB_OUTPUT=str(tmp_path / "outputs"))
    outputs = dict(line.split("=", 1) for line in (tmp_path / "outputs").read_text("utf-8").splitlines())
    assert outputs.keys() == action["outputs"].keys()
    build = yaml.safe_load((project / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]["build"]
    runs = re.findall(r"--interpreter \$\{\{ needs\.source\.outputs\.(\w+) \}\}", json.dumps(build))
    run("cargo", "generate-lockfile", cwd=project)
    for output in runs:
        maturin = [sys.executable, "-m", "maturin", "build", "--profile=dev", "--locked", "--out=dist"]
        run(*maturin, "--interpreter", *outputs[output].split(), cwd=project)
    built = {"-".join(wheel.stem.split("-")[2:4]) for wheel in (project / "dist").glob("*.whl")}
    assert built == WHEELS[abi]


@pytest.mark.parametrize("is_universal", [False, True])
@pytest.mark.parametrize("tier", QUESTIONS["wheels"]["choices"].values())
def test_every_platform_of_a_tier_is_built_and_tested_where_it_runs(tier: str, is_universal: bool) -> None:
    files = rendered(wheels=tier, universal2=is_universal, manylinux="2_17")
    jobs = yaml.safe_load(files[".github/workflows/release.yml"])["jobs"]
    rows = jobs["build"]["strategy"]["matrix"]["include"]
    macs = {"macos-universal2"} if is_universal else {"macos-arm64"}
    expected = {"manylinux-x86_64", "windows-x64"} | macs
    if tier == "should":
        expected |= {"manylinux-aarch64", "musllinux-x86_64", "musllinux-aarch64", "windows-arm64"}
        expected |= set() if is_universal else {"macos-x86_64"}
    assert {row["platform"] for row in rows} == expected
    tested = {*jobs["test"]["strategy"]["matrix"]["runner"]}
    assert tested == {row["runner"] for row in rows} | ({"macos-15-intel"} if is_universal else set())
    assert ("test-musl" in jobs) == (tier == "should")
    assert set(jobs["publish"]["needs"]) == jobs.keys() - {"publish", "release", "published"}
    assert {row["libc"] for row in rows if row["platform"].startswith("many")} == {"2_17"}


PAGE = ROOT / "docs" / "shapes.md"
GENERATED = "<!-- What follows is generated by `make gen`. -->\n"


def tables() -> str:
    """The questions with their choices, and the files that come and go with an answer."""
    lines = ["", "| key | choices | default |", "|---|---|---|"]
    asked = [
        key for key, question in QUESTIONS.items() if key[0] != "_" and "custom" in str(question.get("ask"))
    ]
    offered = choices()
    defaults = yaml.safe_load(rendered()[ANSWERS])
    for key in asked:
        values = ", ".join(f"`{written(value)}`" for value in offered.get(key, [])) or "any name"
        lines.append(f"| `{key}` | {values} | `{written(defaults[key])}` |")
    lines += ["", "| answer | files that it adds | files that it leaves out |", "|---|---|---|"]
    standard = rendered().keys()
    for key in ("preset", "license", *asked):
        for value in offered.get(key, []):
            files = rendered(**{key: value}).keys()
            more, fewer = sorted(files - standard), sorted(standard - files)
            if more or fewer:
                row = " | ".join(", ".join(f"`{path}`" for path in paths) for paths in (more, fewer))
                lines.append(f"| {key} `{written(value)}` | {row} |")
    return "\n".join(lines) + "\n"


def written(answer: Any) -> str:
    """An answer as it is given on a command line."""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def test_the_page_shows_every_choice_and_what_it_makes() -> None:
    head = PAGE.read_text("utf-8").partition(GENERATED)[0]
    fresh = head + GENERATED + tables()
    if os.environ.get("IRONWHEEL_REWRITE"):
        PAGE.write_text(fresh, "utf-8")
    assert PAGE.read_text("utf-8") == fresh, "run `make gen`"
