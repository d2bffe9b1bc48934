"""Colours are readable: on a white terminal as on a black one, and alike in all that draws."""

import re

import pytest

from ironwheel.terminal import ask, drawings, palette

COLOURS = [palette.ACCENT, palette.DONE, palette.FAINT, palette.WARNING, palette.WRONG]
HEX = {palette.named(colour) for colour in COLOURS}


def luminance(colour: int) -> float:
    """How bright a colour is, as https://www.w3.org/TR/WCAG22/#dfn-relative-luminance computes it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in palette.rgb(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", COLOURS)
def test_a_colour_has_contrast_on_white_and_on_black(colour: int) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5
    assert (luminance(colour) + 0.05) / 0.05 >= 4.5


def test_nothing_is_drawn_in_other_colours() -> None:
    rules = " ".join(style for _, style in ask._style().style_rules)
    drawn = f"{rules} {drawings._SEVERITIES} {drawings._FIXES}"
    assert set(re.findall("#[0-9a-f]{6}", drawn)) == HEX
    codes = {int(code) for style in palette.STYLES.values() for code in re.findall(r"38;5;(\d+)", style)}
    assert codes <= set(COLOURS)
