"""What a command, and all that it starts, asks the system to change, as strace sees it."""

import shutil
import subprocess
from pathlib import Path

import pytest

NEEDS_STRACE = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed; apt has it")
CALLS = (
    "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat,"
    "chmod,fchmodat,chown,lchown,fchownat,truncate,mknod,mknodat,utimensat,setxattr,connect"
)


def changes(command: list[str], report: Path) -> list[str]:
    """Run a command twice, and return the calls of the second run that change a file or reach for the network."""
    subprocess.run(command, capture_output=True, check=False)  # Python compiles what it has not imported yet
    strace = ["strace", "-f", "-qq", "-o", str(report), "-e", f"trace={CALLS}"]
    done = subprocess.run([*strace, *command], capture_output=True, check=False)
    assert done.returncode in (0, 1)
    calls = report.read_text("utf-8", "replace").splitlines()
    assert any("openat(" in call for call in calls)
    return [call for call in calls if _changes(call)]


def _changes(call: str) -> bool:
    name = call.split("(")[0].split()[-1]
    if name == "connect":
        return "AF_INET" in call
    if " = -1 " in call or "/dev/null" in call or "/dev/tty" in call:
        return False
    if name in ("open", "openat"):
        return any(flag in call for flag in ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"))
    return name in CALLS.split(",")
