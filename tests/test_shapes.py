"""Every pair of choices gives a project that is whole, and of which no tool has anything to say."""

import json
import os
import re
import subprocess
import sys
import tomllib
from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from answers import EXTRAS, QUESTIONS, SHAPES, THIS, Answers, maturin_project
from built import run
from ironwheel import _core
from render import ANSWERS, ROOT, render, render_repository, rendered


def choices() -> dict[str, list[Any]]:
    """The answers to every question that offers some, and a repository and none; an item of a list is there or not."""
    offered: dict[str, list[Any]] = {}
    for key, question in QUESTIONS.items():
        if key.startswith("_") or question.get("when") is False:
            continue
        if question["type"] == "bool":
            offered[key] = [False, True]
        elif question.get("multiselect"):
            offered |= {f"{key}: {item}": [False, True] for item in question["choices"].values()}
        elif "choices" in question:
            labels = question["choices"]
            offered[key] = [*(labels.values() if isinstance(labels, dict) else labels)]
    return offered | {
        "repository_url": ["", "https://github.com/ada/it"],
        "package_name": ["my_package", "acme.fast"],
        "development_status": ["none", "alpha"],  # the others are one word in the same place
    }


def given(answers: Answers) -> Answers:
    """The answers as Copier takes them: items of a list become the list."""
    plain = {key: value for key, value in answers.items() if ": " not in key}
    extras = [item for item in EXTRAS if answers.get(f"extras: {item}")]
    return plain | ({"extras": f"[{', '.join(extras)}]"} if len(plain) < len(answers) else {})


# Answers that the template does not take together, and what it says would do.
REFUSED: list[tuple[Answers, str]] = [
    ({"license": "none", "publish": "trusted"}, '"index" or "none" would do'),
    ({"license": "none", "publish": "token"}, '"index" or "none" would do'),
    ({"ci": "none", "publish": "trusted"}, '"token" would do'),
    ({"ci": "none", "version_source": "git"}, '"cargo" or "pyproject" would do'),
    ({"builder": "cibuildwheel", "wheels": "all"}, '"maturin-action" would do'),
    ({"ci": "none", "testpypi": True}, '"false" would do'),
    ({"publish": "index", "testpypi": True}, '"false" would do'),
    ({"publish": "none", "testpypi": True}, '"false" would do'),
    ({"license": "none", "testpypi": True}, '"false" would do'),
    ({"layout": "workspace", "version_source": "pyproject"}, '"cargo" would do'),
    ({"layout": "workspace", "version_source": "git"}, '"cargo" would do'),
    ({"layout": "rust-only", "extras: cli": True}, '"mixed" would do'),
    ({"ci": "none", "auto_tag": True}, '"false" would do'),
    ({"version_source": "git", "auto_tag": True}, '"false" would do'),
    ({"publish": "none", "auto_tag": True}, '"false" would do'),
    ({"layout": "rust-only", "extras: async": True}, '"mixed" would do'),
    ({"wheels": "all", "extras: async": True}, '"should" would do'),
    ({"wheels": "all", "extras: mimalloc": True}, '"should" would do'),
    ({"layout": "rust-only", "extras: docs": True}, '"mixed" would do'),
    ({"layout": "rust-only", "extras: numpy": True}, '"mixed" would do'),
    ({"stubs": "written", "extras: docs": True}, '"generated" would do'),
    ({"stubs": "generated", "extras: numpy": True}, '"written" would do'),
    ({"extras: docs": True, "extras: numpy": True}, '"generated" would do'),
    ({"ci": "none", "extras: nightly": True}, 'ci "github" would do'),
    ({"preset": "minimal", "extras: nightly": True}, '"standard" would do'),
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
        rendered(**given(answers))


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
    ids=lambda answers: "-".join(re.sub(r"\W+", "", str(value)) for value in given(answers).values()),
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
    for path, content in rendered(**given(answers)).items():
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
    expected = given(answers)
    expected["extras"] = yaml.safe_load(expected["extras"])
    assert stored.items() >= expected.items(), "each answer is stored, asked or not"


@pytest.mark.slow
@every_pair
def test_every_pair_gives_a_project_that_other_tools_have_nothing_to_say_of(
    answers: Answers, tmp_path: Path
) -> None:
    project = render_repository(tmp_path / "project", given(answers))
    tools = [
        ["cargo", "fmt", "--check"],
        [sys.executable, "-m", "ruff", "check"],
        [sys.executable, "-m", "ruff", "format", "--check"],
        [sys.executable, "-m", "mypy"],
        [sys.executable, "-m", "validate_pyproject", *project.glob("**/pyproject.toml")],
    ]
    for tool in tools:
        run(*tool, cwd=project)
    if (project / "fuzz").exists():
        run("cargo", "fmt", "--check", cwd=project / "fuzz")
    bin_folder = Path(sys.executable).parent
    if (project / "Dockerfile").exists():
        run(bin_folder / "hadolint", "Dockerfile", cwd=project)
    if (project / "renovate.json").exists():
        assert not (project / ".github" / "dependabot.yml").exists(), "two would propose the same"
        run(bin_folder / "check-jsonschema", "--builtin-schema=vendor.renovate", "renovate.json", cwd=project)
    if (project / ".github").exists():
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
        idents = {finding["ident"] for finding in json.loads(audited.stdout)}
        assert idents == ({"use-trusted-publishing"} if is_asked_for else set())
        for schema, files in {
            "vendor.github-workflows": project.glob(".github/workflows/*.yml"),
            "vendor.github-actions": project.glob(".github/actions/*/action.yml"),
            "vendor.dependabot": project.glob(".github/dependabot.yml"),
        }.items():
            if found := [*files]:
                run(bin_folder / "check-jsonschema", "--builtin-schema", schema, *found, cwd=project)


def asked_for(answers: Answers) -> set[str]:
    """The infos about exactly that which an answer asks for."""
    if answers["preset"] == "minimal" or answers["ci"] == "none" or answers["publish"] == "none":
        return set()
    # Nothing is said of what goes to an index of one's own, nor where features decide what a build gives.
    is_known = answers["abi"] != "abi3t" or answers["builder"] == "cibuildwheel"
    is_narrow = answers["wheels"] == "must" and answers["publish"] != "index" and is_known
    return {
        *(["ci/token-publish"] if answers["publish"] == "token" else []),
        *(["ci/platforms-wide"] if is_narrow else []),
    }


@pytest.mark.parametrize("is_universal", [False, True])
@pytest.mark.parametrize("tier", QUESTIONS["wheels"]["choices"].values())
def test_every_platform_of_a_tier_is_built_and_tested_where_it_runs(tier: str, is_universal: bool) -> None:
    files = rendered(wheels=tier, universal2=is_universal, manylinux="2_17")
    jobs = yaml.safe_load(files[".github/workflows/release.yml"])["jobs"]
    rows = jobs["build"]["strategy"]["matrix"]["include"]
    macs = {"macos-universal2"} if is_universal else {"macos-arm64"}
    expected = {"manylinux-x86_64", "windows-x64"} | macs
    if tier != "must":
        expected |= {"manylinux-aarch64", "musllinux-x86_64", "musllinux-aarch64", "windows-arm64"}
        expected |= set() if is_universal else {"macos-x86_64"}
    emulated = {
        *(f"manylinux-{arch}" for arch in ("i686", "armv7", "ppc64le", "riscv64", "s390x")),
        *(f"musllinux-{arch}" for arch in ("i686", "armv7", "ppc64le", "riscv64")),
    }
    if tier == "all":
        expected |= emulated | {"windows-x86"}
    assert {row["platform"] for row in rows} == expected
    tested = {*jobs["test"]["strategy"]["matrix"]["runner"]}
    assert tested == {row["runner"] for row in rows} | ({"macos-15-intel"} if is_universal else set())
    assert ("test-musl" in jobs) == (tier != "must")
    assert set(jobs["publish"]["needs"]) == jobs.keys() - {"publish", "release", "published"}
    glibc = {row["platform"]: row["libc"] for row in rows if row["platform"].startswith("many")}
    assert glibc.pop("manylinux-riscv64", "2_31") == "2_31", "there is no older image"
    assert {*glibc.values()} == {"2_17"}
    if tier == "all":
        tests = jobs["test-emulated"]["strategy"]["matrix"]["include"]
        assert {row["platform"] for row in tests} == emulated
        page = files["CONTRIBUTING.md"].decode()
        for platform in emulated | {"windows-x86", "pyodide"}:
            assert f"| {platform} | " in page, "it says how each is tested that has no machine of its own"
        kept = {step["with"]["name"] for step in jobs["pyodide"]["steps"] if "upload" in step.get("uses", "")}
        assert kept == {"dist-wheels-pyodide"}
        assert {"build", "pyodide"} <= {*jobs["audit"]["needs"]}


def test_pypy_is_built_where_it_exists_and_pyodide_where_it_has_the_lowest_python() -> None:
    def release(python_min: str) -> dict[str, Any]:
        files = rendered(wheels="all", python_min=python_min)
        is_claimed = b"Implementation :: PyPy" in files["pyproject.toml"]
        assert is_claimed == (python_min <= "3.12")
        jobs: dict[str, Any] = yaml.safe_load(files[".github/workflows/release.yml"])["jobs"]
        return jobs

    rows = release("3.12")["build"]["strategy"]["matrix"]["include"]
    pypy = {row["platform"] for row in rows if row.get("pypy")}
    assert pypy == {
        *("manylinux-x86_64", "manylinux-aarch64", "manylinux-i686"),
        *("macos-x86_64", "macos-arm64", "windows-x64"),
    }
    assert "pyodide" in release("3.14")
    assert "pyodide" not in release("3.15")


PAGE = ROOT / "docs" / "shapes.md"
GENERATED = "<!-- What follows is generated by `make gen`. -->\n"


def tables() -> str:
    """The questions with their choices, and the files that come and go with an answer."""
    chosen = {
        preset: yaml.safe_load(rendered(preset=preset)[ANSWERS]) for preset in ("minimal", "standard", "full")
    }
    lines = ["", "| key | choices | " + " | ".join(f"*{preset}*" for preset in chosen) + " |"]
    lines.append("|---|---|" + "---|" * len(chosen))
    asked = [
        key for key, question in QUESTIONS.items() if key[0] != "_" and "custom" in str(question.get("ask"))
    ]
    offered = choices()
    offered["extras"] = EXTRAS
    offered["development_status"] = [*QUESTIONS["development_status"]["choices"].values()]
    for key in asked:
        values = ", ".join(f"`{written(value)}`" for value in offered.get(key, [])) or "any text"
        lines.append(
            f"| `{key}` | {values} | {' | '.join(shown(chosen[preset][key]) for preset in chosen)} |"
        )
    lines += ["", "| `wheels` | `builder` | wheels of the release | for |", "|---|---|---|---|"]
    for tier, builder in TIERS:
        for systems, pythons in wheels(tier, builder):
            lines.append(f"| `{tier}` | `{builder}` | {systems} | {pythons} |")
    lines += ["", "| built, installed and tested | wheel |", "|---|---|"]
    for answers, tag in SHAPES.values():
        given = ", ".join(f"{key} `{written(value)}`" for key, value in answers.items())
        lines.append(f"| {given} | `{tag.replace(f'{THIS}-{THIS}', 'cp3X-cp3X')}` |")
    lines += ["", "| answer | files that it adds | files that it leaves out |", "|---|---|---|"]
    for key in ("preset", "license", *asked):
        for value in offered.get(key, []):
            needed = {"stubs": "generated"} if value == "docs" else {}
            base = rendered(**needed).keys()
            files = rendered(**{key: f"[{value}]" if key == "extras" else value}, **needed).keys()
            more, fewer = sorted(files - base), sorted(base - files)
            if more or fewer:
                row = " | ".join(", ".join(f"`{path}`" for path in paths) for paths in (more, fewer))
                lines.append(f"| {key} `{written(value)}` | {row} |")
    return "\n".join(lines) + "\n"


TIERS = [
    (tier, builder)
    for tier, builder in product(*(QUESTIONS[key]["choices"].values() for key in ("wheels", "builder")))
    if is_possible({"wheels": tier, "builder": builder})
]


def wheels(tier: str, builder: str) -> list[tuple[str, str]]:
    """The wheels of a tier, as `scaffold show` lists them: the platforms, and the Pythons."""
    with TemporaryDirectory() as folder:
        answers = {"wheels": tier, "builder": builder}
        truth = _core.truth(str(render(Path(folder, "project"), answers)))
    return [(str(fact["value"]), str(fact["note"])) for fact in truth if fact["name"] == "wheel"]


def listed(tier: str, builder: str) -> set[tuple[str, str]]:
    """The same, as systems and processors."""
    return {
        (system, arch)
        for systems, _ in wheels(tier, builder)
        for system, _, archs in [systems.lower().partition(" ")]
        for arch in archs.split(", ")
    }


@pytest.mark.parametrize("tier", ["must", "should"])
def test_both_builders_make_wheels_for_the_same_platforms(tier: str) -> None:
    assert listed(tier, "cibuildwheel") == listed(tier, "maturin-action")


@pytest.mark.parametrize("tier", QUESTIONS["wheels"]["choices"].values())
def test_show_lists_exactly_the_wheels_that_the_workflow_builds(tier: str) -> None:
    jobs = yaml.safe_load(rendered(wheels=tier)[".github/workflows/release.yml"])["jobs"]
    names = {"arm64": "aarch64", "x64": "x86_64", "x86": "i686"}
    rows = (row["platform"].split("-") for row in jobs["build"]["strategy"]["matrix"]["include"])
    built = {(system, names.get(arch, arch)) for system, arch in rows}
    assert listed(tier, "maturin-action") == built | ({("pyodide", "wasm32")} if "pyodide" in jobs else set())


def shown(answer: Any) -> str:
    """An answer in a table; nothing for none."""
    items = answer if isinstance(answer, list) else [answer]
    return ", ".join(f"`{written(item)}`" for item in items if item != "")


def written(answer: Any) -> str:
    """An answer as it is given on a command line."""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def test_the_page_shows_every_choice_and_what_it_makes() -> None:
    head = PAGE.read_text("utf-8").partition(GENERATED)[0]
    fresh = head + GENERATED + tables()
    if os.environ.get("IRONWHEEL_REWRITE"):
        PAGE.write_text(fresh, "utf-8")
    assert PAGE.read_text("utf-8") == fresh, "run `make gen`"
