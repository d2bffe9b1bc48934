"""Audits released artifacts, by us and by the tools of the field, and writes docs/audited-releases.md.

Run with a folder of wheels and source distributions: `python scripts/audited_releases.py FOLDER [BIN]`, where BIN is the
folder of an environment with auditwheel, abi3audit, check-wheel-contents, twine and pydistcheck; without it their columns
stay as they are. A verdict that stands in the table is kept as long as our findings are the same; otherwise a `?` asks a
person for one.
"""

import re
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ironwheel import _core

PAGE = Path(__file__).parent.parent / "docs" / "audited-releases.md"
HEADER = (
    "| project | artifacts | errors and warnings | what the others say | verdict |\n|---|---|---|---|---|\n"
)
ROW = re.compile(
    r"\| (?P<name>\S+) \| [^|]* \| (?P<found>[^|]*) \| (?P<others>[^|]*) \| (?P<verdict>[^|]*) \|"
)
# How a finding ends that stands for those of several artifacts.
SHARED = re.compile(r" \(in all (\d+) \w+\)$")
# The command of each tool, the artifacts that it is for, and what shows that it found something.
TOOLS = {
    "auditwheel": (["auditwheel", "show"], "linux", re.compile(r"^$")),
    "abi3audit": (["abi3audit", "--report"], "abi3", re.compile(r'"is_abi3": false')),
    "check-wheel-contents": (["check-wheel-contents"], ".whl", re.compile(r": W\d+:")),
    "twine": (["twine", "check", "--strict"], "", re.compile(r"FAILED|ERROR")),
    "pydistcheck": (["pydistcheck", "--inspect"], "", re.compile(r"^\d+\. \[", re.MULTILINE)),
}


def verdict(tool: str, binaries: Path, artifact: Path) -> str:
    """What a tool says of an artifact: nothing, that it found something, or that it broke down."""
    (program, *arguments), kind, found = TOOLS[tool]
    if kind not in artifact.name:
        return ""
    command = [str(binaries / program), *arguments, str(artifact)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace", timeout=300)
    said = done.stdout + done.stderr
    if "Traceback (most recent call last)" in said:
        return f"{tool} breaks down"
    return f"{tool} complains" if found.search(said) else ""


def others(binaries: Path, artifacts: list[Path]) -> Counter[tuple[str, str]]:
    """What the tools say, each counted, by project."""
    jobs = [(tool, artifact) for artifact in artifacts for tool in TOOLS]
    with ThreadPoolExecutor(2) as pool:
        said = pool.map(lambda job: (project(job[1]), verdict(job[0], binaries, job[1])), jobs)
        return Counter(each for each in said if each[1])


def project(artifact: Path) -> str:
    """The name of the project in that of a file."""
    stem = artifact.name.removesuffix(".tar.gz")
    return (stem.rpartition("-")[0] if stem != artifact.name else stem.partition("-")[0]).replace("-", "_")


def listed(counts: Counter[str]) -> str:
    """Counted things in one cell."""
    return "<br>".join(
        f"{what}{f' ({count})' if count > 1 else ''}" for what, count in sorted(counts.items())
    )


def main() -> None:
    """Audit every artifact and write the table anew."""
    before, _, table = PAGE.read_text("utf-8").partition(HEADER)
    known = {found["name"]: found for line in table.splitlines() if (found := ROW.fullmatch(line))}
    folder = Path(sys.argv[1])
    artifacts = sorted(path for path in folder.iterdir() if path.name.endswith((".whl", ".tar.gz")))
    said = others(Path(sys.argv[2]), artifacts) if sys.argv[2:] else None
    by_project: defaultdict[str, list[Path]] = defaultdict(list)
    for artifact in artifacts:
        by_project[project(artifact)].append(artifact)
    rows: list[str] = []
    for name, own in sorted(by_project.items()):
        rules: Counter[str] = Counter()
        files = [(str(folder), artifact.name) for artifact in own]
        for file, report in _core.audit(files, other=[], done=lambda _: None)[0]:
            if isinstance(report, str):
                sys.exit(f"{file}: {report}")
            for finding in report.findings:
                shared = SHARED.search(finding["message"])
                rules[f"{finding['severity']} {finding['rule']}"] += int(shared[1]) if shared else 1
        ours, old = listed(rules) or "none", known.get(name)
        judged = old["verdict"] if old and old["found"] == ours else "?" if rules else ""
        told = old["others"] if old else ""
        if said is not None:
            told = listed(Counter({what: count for (whose, what), count in said.items() if whose == name}))
        rows.append(f"| {name} | {len(own)} | {ours} | {told} | {judged} |\n")
    PAGE.write_text(before + HEADER + "".join(rows), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
