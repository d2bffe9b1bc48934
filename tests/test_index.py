"""Releases go to an index of one's own and to one for trials: the steps of the workflow, run against an index on this machine."""

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
from steps import Runner, rendered_github

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


def wheel(folder: Path, summary: str, name: str = "my_package", needs: str = "") -> None:
    """Make the smallest wheel."""
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-1.2.0-py3-none-any.whl", "w") as archive:
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2.0\nSummary: {summary}\n"
        metadata += f"Requires-Dist: {needs}\n" if needs else ""
        archive.writestr(f"{name}-1.2.0.dist-info/METADATA", metadata)
        archive.writestr(f"{name}-1.2.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{name}-1.2.0.dist-info/RECORD", "")
        archive.writestr(f"{name}/_core.py", "")


def both(folder: Path) -> None:
    """Make the wheels of a package and of its core."""
    wheel(folder, "the core", "my_package_core")
    wheel(folder, "the package", needs="my-package-core==1.2.0")


def to_the_index(runner: Runner, index: str) -> dict[str, str]:
    """Give the workflow the uv that is here, and return what tells it of the index."""
    runner.stand_in("pipx", f'shift 2; exec "{BIN}/uv" "$@"')
    return {
        "UV_PUBLISH_URL": index,
        "UV_PUBLISH_CHECK_URL": f"{index}simple/",
        "UV_PUBLISH_USERNAME": "ada",
        "UV_PUBLISH_PASSWORD": "secret",
        "UV_VERSION": "0",
        "UV_NO_CACHE": "1",
    }


@pytest.mark.parametrize("license", ["MIT", "none"])
def test_a_release_is_published_once_goes_on_when_run_again_and_is_installed(
    tmp_path: Path, index: str, license: str
) -> None:
    runner = Runner(
        tmp_path, rendered_github(tmp_path, publish="index", index_name="inhouse", license=license)
    )
    job = yaml.safe_load((runner.github / "workflows/release.yml").read_text("utf-8"))["jobs"]["publish"]
    assert (job["environment"], job["permissions"]) == ("inhouse", {})
    settings = to_the_index(runner, index)

    def publish() -> subprocess.CompletedProcess[str]:
        name = "Publish what the index does not have yet"
        return runner.run("workflows/release.yml", "publish", name, **settings)

    wheel(runner.project / "dist", "the first")
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

    wheel(runner.project / "dist", "another of the same name")
    assert publish().returncode != 0


@pytest.mark.parametrize(("layout", "module"), [("mixed", "my_package"), ("dual", "my_package_core")])
def test_a_pre_release_is_installed_from_the_index_for_trials_before_it_goes_on(
    tmp_path: Path, index: str, layout: str, module: str
) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, testpypi=True, layout=layout))
    if layout == "dual":
        both(tmp_path / "dist")
    else:
        wheel(tmp_path / "dist", "to try")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    runner.stand_in("python", f'exec "{tmp_path}/venv/bin/python" "$@"')
    # The index shows the files only after a while: here, they are uploaded while the step waits.
    upload = f"-m twine upload --repository-url {index} --username ada --password secret {tmp_path}/dist/*"
    runner.stand_in("sleep", f'echo waited "$@" >> "$CALLED"; exec "{sys.executable}" {upload}')
    name = "Install, as soon as it is there, and what it needs from the package index"
    env = {"NAME": "my-package", "VERSION": "1.2.0", "INDEX_URL": f"{index}simple/"}
    done = runner.run("workflows/release.yml", "rehearsed", name, **env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert runner.calls() == ["waited 30"]
    imported = runner.run(
        "workflows/release.yml", "rehearsed", "Import the extension module", MODULE=f"{module}._core"
    )
    assert str(tmp_path / "venv") in imported.stdout, imported.stderr
    # Run again, it goes on at once.
    assert runner.run("workflows/release.yml", "rehearsed", name, **env).returncode == 0
    assert runner.calls() == ["waited 30"]


@pytest.mark.parametrize("missing", ["", "UPLOAD_URL", "INDEX_URL"])
def test_nothing_is_rehearsed_where_the_addresses_are_not_known(tmp_path: Path, missing: str) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, testpypi=True))
    env = {"UPLOAD_URL": "there", "INDEX_URL": "there"} | ({missing: ""} if missing else {})
    done = runner.run("workflows/release.yml", "rehearse", "Look for the addresses", **env)
    assert done.returncode == bool(missing)
    assert (f"the environment testpypi has no variable {missing}:" in done.stdout) is bool(missing)


def test_a_package_and_its_core_are_published_on_an_index_of_one_s_own_and_installed_together(
    tmp_path: Path, index: str
) -> None:
    runner = Runner(tmp_path, rendered_github(tmp_path, publish="index", layout="dual"))
    settings = to_the_index(runner, index)
    both(tmp_path / "built")
    dist = runner.project / "dist"
    dist.mkdir()
    for job, name in {"publish-core": "my_package_core", "publish": "my_package"}.items():
        (tmp_path / "built" / f"{name}-1.2.0-py3-none-any.whl").rename(
            dist / f"{name}-1.2.0-py3-none-any.whl"
        )
        done = runner.run(
            "workflows/release.yml", job, "Publish what the index does not have yet", **settings
        )
        assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    install = ["install", "--quiet", f"--index-url={index}simple/", f"--target={site}", "my-package==1.2.0"]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True)
    assert {path.name for path in site.glob("*.dist-info")} == {
        "my_package-1.2.0.dist-info",
        "my_package_core-1.2.0.dist-info",
    }


@pytest.mark.parametrize("publish", ["trusted", "token"])
def test_a_rehearsal_lets_final_versions_pass_and_is_waited_for(publish: str) -> None:
    jobs = yaml.safe_load(rendered(testpypi=True, publish=publish)[".github/workflows/release.yml"])["jobs"]
    for name in ("rehearse", "rehearsed"):
        job = jobs[name]
        assert {step["if"] for step in job["steps"]} == {"needs.source.outputs.pre == 'true'"}
        assert job["if"] == jobs["publish"]["if"], "a job that is skipped skips what needs it"
    gates = jobs.keys() - {"rehearse", "rehearsed", "publish", "release", "published"}
    assert {*jobs["rehearse"]["needs"]} == gates
    assert {*jobs["publish"]["needs"]} == gates | {"rehearsed"}
    upload = jobs["rehearse"]["steps"][-1]["with"]
    assert upload["repository-url"] == "${{ vars.UPLOAD_URL }}"
    assert upload["skip-existing"] is True
    assert jobs["rehearse"]["environment"] == "testpypi"
