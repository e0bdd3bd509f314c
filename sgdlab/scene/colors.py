"""The colors of all pictures: one meaning for each in the whole course [COLORS], and the shades of losses [LOSSES].

`colors.json` holds the hexadecimal values for light and dark pages; the front end reads the same file.  Lines have a
contrast of at least 3 to 1 with their page, texts at least 4.5 to 1; the shades of losses, from the lowest loss to the
highest, fall evenly in lightness, so that they can be told apart without seeing colors.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_STORED = json.loads(Path(__file__).with_name("colors.json").read_text("utf-8"))
LIGHT: Final[Mapping[str, str]] = _STORED["light"]
LOSSES: Final[list[str]] = _STORED["losses"]

# What each color stands for; docs/pictures.md shows the same table to readers.
COLORS: Final[Mapping[str, str]] = {
    "blue": "full batch",
    "orange": "SGD: gradients of a few examples",
    "purple": "yours: what the learner wrote or chose",
    "green": "a gradient",
    "crimson": "a step: what the optimizer makes of it",
    "indigo": "data, or the first of two classes",
    "gold": "the second of two classes",
    "gray": "what a formula predicts, and everything to compare with",
}


def shade(share: float) -> tuple[float, float, float]:
    """Return the color of a loss, for a share from 0 (lowest) to 1 (highest), as (red, green, blue) from 0 to 1."""
    place = min(max(share, 0.0), 1.0) * (len(LOSSES) - 1)
    k = min(int(place), len(LOSSES) - 2)
    low, high = (_parts(LOSSES[j]) for j in (k, k + 1))
    red, green, blue = (a + (place - k) * (b - a) for a, b in zip(low, high, strict=True))
    return red, green, blue


def mixed(color: str, share: float) -> tuple[float, float, float]:
    """Return a color mixed with the white page, as (red, green, blue) from 0 to 1.

    >>> mixed("#000000", 0.25)
    (0.75, 0.75, 0.75)
    """
    red, green, blue = (round(1 - share * (1 - part), 6) for part in _parts(color))
    return red, green, blue


def _parts(color: str) -> list[float]:
    return [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
