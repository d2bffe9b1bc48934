import subprocess
import sys

import pytest

MODULE = "my_package._core"


def test_the_stub_tells_the_truth_about_the_built_module() -> None:
    pytest.importorskip("mypy", reason="mypy is in the dependency group `lint`")
    stubtest = [sys.executable, "-m", "mypy.stubtest", MODULE]
    result = subprocess.run(stubtest, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
