"""The colours of everything that is shown, each with a contrast of 4.5 at least, on white as on black."""

ACCENT = 63
DONE = 29
FAINT = 243
WARNING = 163
WRONG = 131

_STEPS = (0, 95, 135, 175, 215, 255)
_CUBE, _GREYS = 16, 232


def ansi(color: int) -> str:
    """Return what turns a terminal to `color`, one of the 256 that do not depend on its theme."""
    return f"38;5;{color}"


def rgb(color: int) -> tuple[int, int, int]:
    """Return the red, green and blue of `color`, as every terminal of 256 colours has them."""
    if color >= _GREYS:
        grey = 8 + 10 * (color - _GREYS)
        return grey, grey, grey
    red, rest = divmod(color - _CUBE, 36)
    green, blue = divmod(rest, 6)
    return _STEPS[red], _STEPS[green], _STEPS[blue]


def named(color: int) -> str:
    """Return `color` as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*rgb(color))


# Rich would know these too, but takes longer to import than most commands run.
STYLES = {
    "bold": "1",
    "accent": ansi(ACCENT),
    "added": ansi(DONE),
    "removed": ansi(WRONG),
    "done": f"1;{ansi(DONE)}",
    "error": f"1;{ansi(WRONG)}",
    "warning": f"1;{ansi(WARNING)}",
}
"""The styles of lines, by name, as a terminal takes them."""

PATCH = {"diff ": "bold", "---": "bold", "+++": "bold", "@@ ": "accent", "+": "added", "-": "removed"}
"""The style of a line of a patch, by its beginning."""


def questions() -> list[tuple[str, str]]:
    """Return the styles of the parts of a question, as prompt_toolkit names them."""
    accent, faint, wrong = map(named, (ACCENT, FAINT, WRONG))
    return [
        ("qmark", f"fg:{accent} bold"),
        ("question", "bold"),
        ("answer", f"noinherit fg:{accent}"),
        ("pointer", f"fg:{accent} bold"),
        ("highlighted", f"fg:{accent} bold"),
        ("selected", ""),
        ("instruction", f"fg:{faint}"),
        ("placeholder", f"fg:{faint}"),
        ("hint", f"fg:{faint}"),
        ("wrong", f"fg:{wrong} bold"),
    ]
