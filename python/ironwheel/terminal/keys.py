"""Keys that are pressed while nothing is asked: they are not shown, and answer nothing (door: termios)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ignored() -> Iterator[None]:
    """Show no key that is pressed as long as this lasts; one that interrupts still does."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios

    usual = termios.tcgetattr(sys.stdin)
    silent = [*usual[:3], usual[3] & ~termios.ECHO, *usual[4:]]
    termios.tcsetattr(sys.stdin, termios.TCSANOW, silent)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, usual)


def drop() -> None:
    """Drop the keys that nobody has read yet."""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    elif sys.stdin.isatty():
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)
