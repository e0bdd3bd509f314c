"""What an optimizer makes of the gradients, step by step, one panel below the other [update_anatomy]."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import mapping, real_array, text
from sgdlab.figures.figure import WIDTH, Figure
from sgdlab.figures.panel import INK, gridded, look_of
from sgdlab.figures.sentences import rough, sentence
from sgdlab.figures.series import legend, sample_of

MARKS = 12
PANEL = 1.75  # inches


def update_anatomy(
    panels: Mapping[str, ArrayLike | Mapping[str, ArrayLike]], x: ArrayLike | None = None, xlabel: str = "step"
) -> Figure:
    """Draw series over the same steps, a panel for each: the gradient, its averages, the step that is taken.

    `panels` is {title: series (T,)}, or {title: {name: series}} where a panel holds several; x (T,) are the steps,
    0, 1, … unless given.  What is not finite is left out.  Errors: no panel, series of different lengths.

    >>> update_anatomy({"gradient": [1.0, 3.0, 2.0], "step": [-0.1, -0.1, -0.1]})
    Step by step, 0 to 2: gradient from 1 to 2, between 1 and 3; step at -0.1 throughout.
    """
    several = mapping(panels, "panels", "{title: series (T,)}, or {title: {name: series}}")
    rows = {str(title): _series(str(title), one) for title, one in several.items()}
    text(xlabel, "xlabel")
    lengths = {len(y) for row in rows.values() for y in row.values()}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError(f"all series have the same length, at least 1; got {sorted(lengths) or 'no panel'}")
    steps = np.arange(lengths.pop()) if x is None else real_array(x, "x", ("T",))
    if any(steps.shape != y.shape for row in rows.values() for y in row.values()):
        raise ValueError(f"x and every series are lists of the same length; x has shape {steps.shape}")
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    styles = {name: look_of(k, len(names), "series") for k, name in enumerate(names)}
    said = [_words(title, name, y) for title, row in rows.items() for name, y in row.items()]

    def draw(figure: Any) -> None:
        stacked = figure.subplots(len(rows), 1, sharex=True, squeeze=False)[:, 0]
        for axes, (title, row) in zip(stacked, rows.items(), strict=True):
            for name, y in row.items():
                look, filled = styles[name]
                mark = {"marker": look.marker, "ms": 4, "markevery": max(1, len(steps) // MARKS)}
                line = {"color": look.color, "linestyle": look.dash, "linewidth": look.width, "zorder": 3}
                axes.plot(steps, y, label=name, mfc=look.color if filled else "white", **mark, **line)
            axes.axhline(0, color=INK, linewidth=0.8, zorder=2)
            axes.set_title(title, fontsize=11)
            gridded(axes)
        axes.set_xlabel(xlabel)
        legend(figure, [sample_of(look, name, filled) for name, (look, filled) in styles.items()])

    words = f"{xlabel} by {xlabel}, {steps[0]:g} to {steps[-1]:g}: {'; '.join(said)}"
    return Figure(draw, sentence(words), width=WIDTH, height=0.9 + PANEL * len(rows))


def _series(title: str, one: Any) -> dict[str, Any]:
    several = one if isinstance(one, Mapping) else {title: one}
    found = {str(name): real_array(y, repr(str(name)), ("T",), finite=False) for name, y in several.items()}
    wrong = next((name for name, y in found.items() if not np.isfinite(y).any()), None)
    if wrong is not None:
        raise ValueError(f"{wrong!r} has no finite number to draw")
    return found


def _words(title: str, name: str, y: Any) -> str:
    kept = y[np.isfinite(y)]
    who = title if name == title else f"{title}, {name}"
    low, high = rough(kept.min()), rough(kept.max())
    if low == high:
        return f"{who} at {low} throughout"
    ends = f"{who} from {rough(kept[0])} to {rough(kept[-1])}"
    return ends if {low, high} == {rough(kept[0]), rough(kept[-1])} else f"{ends}, between {low} and {high}"
