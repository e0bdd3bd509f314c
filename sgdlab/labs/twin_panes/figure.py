"""The two panes as a described picture, for pages without a kernel [twin_panes]."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sgdlab.figures import Figure
from sgdlab.figures.paths import handles_of, paint_surface
from sgdlab.figures.series import LOOKS, STOCHASTIC, Series, legend
from sgdlab.labs.twin_panes.compute import STEPS, TwinPanesResult
from sgdlab.labs.twin_panes.one_feature import OneFeature
from sgdlab.landscape import Surface

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

GRAY = "#59636e"


def twin_panes(panes: OneFeature, landscape: Surface, result: TwinPanesResult, axes: Sequence[str]) -> Figure:
    """Draw a point on the loss surface beside the line on the data that it stands for.

    The description is that of the result.
    """
    down = Series(f"{STEPS} steps downhill", result.run, STOCHASTIC)

    def draw(figure: "Canvas") -> None:
        left, right = figure.subplots(1, 2)
        paint_surface(left, landscape, [down])
        left.set_title("The loss surface")
        _paint_data(right, panes, result)
        up = f"probability that {axes[1]} = 1" if panes.probability else axes[1]
        right.set(title="The data", xlabel=axes[0], ylabel=up)
        lines = [line for line in right.get_lines() if not line.get_label().startswith("_")]
        legend(figure, [*handles_of([down], landscape), *lines])

    return Figure(draw, result.description)


def _paint_data(axes: "Axes", panes: OneFeature, result: TwinPanesResult) -> None:
    """Draw the examples, how far the line misses each, the line, and the line after the way down."""
    for (x, y), (_, height) in result.misses:
        axes.plot([x, x], [y, height], color=GRAY, linewidth=0.5, alpha=0.4, zorder=1)
    axes.plot(panes.x, panes.y, "o", color=GRAY, ms=4.5, alpha=0.55, mec="white", mew=0.4, zorder=2)
    axes.plot(*result.after.T, color=STOCHASTIC.color, linestyle=(0, (6, 4)), label="the line after them", zorder=3)
    axes.plot(*result.line.T, color=LOOKS[0].color, linewidth=2.2, label="the line of the start", zorder=4)
    ends = np.clip(result.ends, *panes.frame[1])
    axes.plot(panes.ends, ends, linestyle="none", marker="o", ms=9, mfc="none", mec=LOOKS[0].color, mew=2, zorder=5)
    axes.set(xlim=panes.frame[0], ylim=panes.frame[1])
