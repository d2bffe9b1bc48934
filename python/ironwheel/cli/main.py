"""The way in and the only exit. It imports next to nothing: an interrupt may come while the rest is loaded."""

import atexit
import gc
import signal
import sys

_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command that `arguments` (default: those of the process) name, and exit with its code."""
    # A run is over before looking for garbage could pay.
    gc.disable()
    # No interrupt changes the code of a run that is over.
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
    try:
        from ironwheel.cli import program

        code = program.run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt as reason:
        sys.stderr.write(f"{str(reason) or 'interrupted; no file was left half-written'}\n")
        code = _INTERRUPTED
    sys.exit(code)
