import subprocess
import sys

import pytest

MODULE = "my_package._core"
MEND = "uvx ironwheel check --select stub --fix --unsafe-fixes"


def test_the_stub_tells_the_truth_about_the_built_module() -> None:
    pytest.importorskip("mypy", reason="mypy is in the dependency group `lint`")
    stubtest = [sys.executable, "-m", "mypy.stubtest", MODULE]
    result = subprocess.run(stubtest, check=False, capture_output=True, text=True)
    told = result.stdout + result.stderr
    assert result.returncode == 0, f"{told}\nThis writes into the stub what Rust has: {MEND}"
