"""After a package has another name, `scaffold update` names what it could not follow."""

import os
from pathlib import Path

from conftest import Run
from versions import QUESTIONS, commit, release, start

TEMPLATE = {
    "copier.yml": QUESTIONS,
    "template/python/{{ package }}/__init__.py.jinja": '"""The package {{ package }}."""\n',
    "template/settings.toml.jinja": 'package = "{{ package }}"\n',
}
OWN = {
    "tests/test_own.py": "import os\nfrom demo import it\nimport demolition\n\nmock('demo.it')\n",
    "setup.cfg": "[coverage:run]\nsource = demo\nomit = demo-old\n",
    "notes.md": "A demo of what demo does.\n",
    "python/demo/own.py": "import demo.it\n",
}


def test_what_an_update_could_not_follow_is_named(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    template = release(tmp_path / "template", TEMPLATE)
    project = start(template, machine / "project")
    for path, text in OWN.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)
    (project / "way").symlink_to("python/demo/__init__.py")
    (project / "folder").symlink_to("tests")
    commit(project)
    (project / "python/demo/_core.so").write_bytes(b"\0")
    done = scaffold("update", "--defaults", "--template", template, "--data=package=other", cwd=project)
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    places = ["tests/test_own.py:2", "python/other/own.py:1", "tests/test_own.py:5", "setup.cfg:2"]
    mentioned = next(line for line in said.splitlines() if "the old name `demo`" in line)
    assert sorted(mentioned.partition(" is still in ")[2].split(", ")) == sorted(places)
    assert "way is a link to python/demo/__init__.py, which has moved" in said
    assert "folder is a link" not in said
    assert (
        "1 file that git does not track is left in python/demo, which is now python/other: python/demo/_core.so"
        in said
    )


def test_nothing_is_said_where_nothing_is_left(tmp_path: Path, machine: Path, scaffold: Run) -> None:
    project = start(release(tmp_path / "template", TEMPLATE), machine / "project")
    done = scaffold(
        "update", "--defaults", "--template", tmp_path / "template", "--data=package=other", cwd=project
    )
    assert "old name" not in done.stdout + done.stderr
    assert "left in" not in done.stdout + done.stderr
    assert not os.path.lexists(project / "python/demo")
