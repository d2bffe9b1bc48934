"""The extra *care* with its real tools: they pass a new project, and each stops at what it is there for.

What is known of packages comes from a service on this machine, what is known of crates from a repository: the real ones
need the network.
"""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from answers import RUNNERS
from built import ENVIRONMENT, QUICK, run
from ironwheel_here import wheel
from render import render_repository

pytestmark = pytest.mark.slow

ADVISORY = """\
```toml
[advisory]
id = "RUSTSEC-2026-{number:04}"
package = "{crate}"
date = "2026-01-01"

[versions]
patched = []
```

# It is only a test

Nothing is wrong with it.
"""


class Service(ThreadingHTTPServer):
    """Answers as OSV does; `vulnerable` names the package of which it knows something."""

    vulnerable = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []


class Answer(BaseHTTPRequestHandler):
    """The answer to one question."""

    server: Service

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = question["package"]["name"]
        self.server.asked.append(name)
        affected = {"package": {"name": name, "ecosystem": "PyPI"}, "ranges": [], "versions": []}
        known = {"id": "PYSEC-2026-1", "summary": "a test", "affected": [affected]}
        answer = json.dumps({"vulns": [known]} if name == self.server.vulnerable else {}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def tell(database: Path, crate: str, number: int) -> None:
    """Make a database of advisories that knows something of one crate."""
    folder = database / "crates" / crate
    folder.mkdir(parents=True)
    advisory = folder / f"RUSTSEC-2026-{number:04}.md"
    advisory.write_text(ADVISORY.format(crate=crate, number=number), "utf-8")
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for step in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "--no-gpg-sign", "-m", crate]):
        run(*git, *step, cwd=database)


@pytest.mark.parametrize("layout", ["mixed", "dual"])
def test_care_passes_a_new_project_and_stops_at_what_it_is_there_for(
    tmp_path: Path, service: Service, layout: str
) -> None:
    deny = shutil.which("cargo-deny")
    if not deny:
        pytest.skip("cargo-deny is not installed, and takes minutes to compile")
    database = tmp_path / "advisories"
    tell(database, "no-crate-of-ours", 1)
    answers = {
        "project_name": "extras-care",
        "layout": layout,
        "extras": ["care", "numpy"],
        "repository_url": "https://x.org/x",
    }
    project = render_repository(tmp_path / "project", answers)
    policy = project / "deny.toml"
    own = f'[advisories]\ndb-path = "{tmp_path / "known"}"\n'
    policy.write_text(policy.read_text("utf-8").replace("[advisories]\n", own), "utf-8")
    environment = (
        ENVIRONMENT
        | QUICK
        | {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{database.as_uri()}.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://github.com/RustSec/advisory-db",
            "CARGO_INSTALL_ROOT": str(Path(deny).parent.parent),
            "PIP_AUDIT_VULNERABILITY_SERVICE": "osv",
            "PIP_AUDIT_OSV_URL": f"http://127.0.0.1:{service.server_port}/v1/query",
            "PIP_FIND_LINKS": str(wheel(tmp_path / "wheels").parent),
        }
    )

    def care() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [RUNNERS["just"], "care"],
            cwd=project,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    run("cargo", "generate-lockfile", cwd=project)
    run(RUNNERS["just"], "setup", cwd=project)
    good = care()
    said = good.stdout + good.stderr
    assert good.returncode == 0, said
    for word in (
        "advisories ok, bans ok, licenses ok, sources ok",
        "No known vulnerabilities",
        "No findings",
    ):
        assert word in said
    assert f"All good in {4 if layout == 'dual' else 2} artifacts" in said
    assert {"numpy", "pytest", "pip-audit"} <= {*service.asked}
    assert not {"extras-care", "extras-care-core", "pip", "setuptools"} & {*service.asked}, (
        "ours have no release, two come with Python"
    )

    service.vulnerable = "pluggy"
    bad = care()
    assert bad.returncode
    assert "PYSEC-2026-1" in bad.stdout + bad.stderr
    service.vulnerable = ""

    text = policy.read_text("utf-8")
    policy.write_text(text.replace('  "BSD-2-Clause",\n', ""), "utf-8")
    bad = care()
    assert bad.returncode
    assert "rejected: license is not explicitly allowed" in bad.stderr, "numpy's licence is the one"
    policy.write_text(text, "utf-8")

    tell(database, "pyo3", 2)
    bad = care()
    assert bad.returncode
    assert "RUSTSEC-2026-0002" in bad.stderr, "PyO3 is behind a feature, and is looked at all the same"
