"""A release goes to an index of one's own: the step of the workflow, run against a real index on this machine."""

import os
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from render import rendered

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
BIN = Path(sys.executable).parent


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """The address of an index that takes uploads from everybody."""
    (tmp_path / "packages").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [
        BIN / "pypi-server",
        "run",
        "--interface=127.0.0.1",
        f"--port={port}",
        "--passwords=.",
        "--authenticate=.",
    ]
    with subprocess.Popen([*serve, tmp_path / "packages"], stderr=subprocess.DEVNULL) as server:
        for _ in range(300):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def wheel(folder: Path, summary: str) -> None:
    """Make the smallest wheel."""
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / "my_package-1.2.0-py3-none-any.whl", "w") as archive:
        metadata = f"Metadata-Version: 2.1\nName: my-package\nVersion: 1.2.0\nSummary: {summary}\n"
        archive.writestr("my_package-1.2.0.dist-info/METADATA", metadata)
        archive.writestr("my_package-1.2.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("my_package-1.2.0.dist-info/RECORD", "")


@pytest.mark.parametrize("license", ["MIT", "none"])
def test_a_release_is_published_once_goes_on_when_run_again_and_is_installed(
    tmp_path: Path, index: str, license: str
) -> None:
    files = rendered(publish="index", index_name="inhouse", license=license)
    job = yaml.safe_load(files[".github/workflows/release.yml"])["jobs"]["publish"]
    assert (job["environment"], job["permissions"]) == ("inhouse", {})
    step = job["steps"][-1]
    pipx = tmp_path / "bin" / "pipx"
    pipx.parent.mkdir()
    pipx.write_text(f'#!/bin/sh\nshift 2\nexec "{BIN}/uv" "$@"\n', "utf-8")
    pipx.chmod(0o755)
    settings = {
        "UV_PUBLISH_URL": index,
        "UV_PUBLISH_CHECK_URL": f"{index}simple/",
        "UV_PUBLISH_USERNAME": "ada",
        "UV_PUBLISH_PASSWORD": "secret",
    }
    assert step["env"].keys() == settings.keys()

    def publish() -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(pipx.parent), os.environ["PATH"]])
        env = os.environ | settings | {"PATH": path, "UV_VERSION": "0", "UV_NO_CACHE": "1"}
        shell = ["bash", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(shell, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    wheel(tmp_path / "dist", "the first")
    first, again = publish(), publish()
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "skipping" in again.stderr
    install = [
        "install",
        "--quiet",
        "--no-deps",
        f"--index-url={index}simple/",
        f"--target={tmp_path / 'site'}",
    ]
    subprocess.run([sys.executable, "-m", "pip", *install, "my-package==1.2.0"], check=True)
    assert (tmp_path / "site" / "my_package-1.2.0.dist-info").is_dir()

    wheel(tmp_path / "dist", "another of the same name")
    assert publish().returncode != 0
