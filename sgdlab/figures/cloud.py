"""Draw the gradients of single examples as arrows and those of mini-batches as points [gradient_cloud]."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import real_array, texts
from sgdlab.figures.panel import FAINT, INK, gridded
from sgdlab.figures.sentences import number, place, sentence
from sgdlab.figures.series import FULL, LOOKS, STOCHASTIC, legend
from sgdlab.scene.figure import Figure

WIDE = 6.8  # inches
SLIMMEST = 0.3  # the smallest ratio of the sides for which both scales are equal


def gradient_cloud(
    gradients: ArrayLike,
    minibatches: ArrayLike | None = None,
    ellipse: ArrayLike | None = None,
    *,
    names: Sequence[str] = ("w1", "w2"),
) -> Figure:
    """Draw every example's gradient as an arrow, their mean, the gradients of mini-batches, and a predicted ellipse.

    gradients (N, 2), minibatches (K, 2), ellipse (M, 2): a closed convex line, such as `noise.ellipse(size)` of
    `sgdlab.gradient_noise`; the sentence counts the mini-batches inside it.  Errors: arrays of other shapes.

    >>> gradient_cloud([[1.0, 0.0], [0.0, 1.0]], minibatches=[[0.4, 0.4]], names=("w", "b"))
    The gradients of 2 examples over w and b; their mean is w = 0.5, b = 0.5. 1 mini-batch gradient, 0.141 from it on
    average.
    """
    examples = real_array(gradients, "gradients", ("N", 2))
    batches = None if minibatches is None else real_array(minibatches, "minibatches", ("K", 2))
    outline = None if ellipse is None else real_array(ellipse, "ellipse", ("M", 2))
    names = texts(names, "names", 2)
    mean = examples.mean(axis=0)
    words = sentence(
        f"the gradients of {len(examples):,} examples over {names[0]} and {names[1]}; their mean is "
        f"{place(mean, names)}"
    )
    if batches is not None:
        words += f" {sentence(_batch_words(batches, mean, outline))}"

    low, high = _frame([np.zeros((1, 2)), *(a for a in (examples, batches, outline) if a is not None)])
    sides = high - low
    slim = np.min(sides) / np.max(sides)

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        arrow = {"angles": "xy", "scale_units": "xy", "scale": 1, "pivot": "tail"}
        origin = np.zeros(len(examples))
        axes.quiver(origin, origin, *examples.T, color=FAINT, alpha=0.55, width=0.0025, zorder=3, **arrow)
        if batches is not None:
            dot = {"marker": STOCHASTIC.marker, "ms": 4, "mec": "white", "mew": 0.5, "color": STOCHASTIC.color}
            axes.plot(*batches.T, linestyle="none", zorder=4, label="mini-batches", **dot)
        if outline is not None:
            line = {"color": LOOKS[2].color, "linestyle": (0, (4, 2)), "linewidth": 2}
            axes.plot(*np.vstack([outline, outline[:1]]).T, zorder=5, label="predicted for mini-batches", **line)
        axes.quiver(0, 0, *mean, color=FULL.color, width=0.009, zorder=6, **arrow)
        axes.plot([0], [0], marker="+", ms=12, mew=1.8, color=INK, linestyle="none", zorder=7)
        axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        if slim >= SLIMMEST:  # with equal scales, directions look right
            axes.set_aspect("equal", adjustable="box", anchor="W")
        gridded(axes)
        axes.set(xlabel=f"gradient along {names[0]}", ylabel=f"gradient along {names[1]}")
        legend(figure, [*_arrows(), *axes.get_lines()[:-1]])

    return Figure(draw, words, width=WIDE, height=float(np.clip(1.5 + (WIDE - 0.8) * sides[1] / sides[0], 3.6, 5.6)))


def inside(points: Any, outline: Any) -> Any:
    """Return whether points (K, 2) lie in a convex outline (M, 2), clockwise or counterclockwise: (K,).

    >>> inside(np.array([[0.5, 0.5], [2.0, 0.5]]), np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])).tolist()
    [True, False]
    """
    sides = np.roll(outline, -1, axis=0) - outline
    off = points[:, None] - outline
    turns = sides[:, 0] * off[..., 1] - sides[:, 1] * off[..., 0]
    return np.all(turns >= 0, axis=1) | np.all(turns <= 0, axis=1)


def _batch_words(batches: Any, mean: Any, outline: Any) -> str:
    off = number(np.mean(np.linalg.norm(batches - mean, axis=1)))
    many = len(batches) != 1
    words = f"{len(batches):,} mini-batch gradient{'s' * many}, {off} from it on average"
    if outline is None:
        return words
    return f"{words}; {number(100 * np.mean(inside(batches, outline)))} % of them lie in the predicted ellipse"


def _frame(arrays: Any) -> tuple[Any, Any]:
    """Return the lower and the upper corner of a frame with some space around everything."""
    points = np.concatenate(arrays)
    low, high = points.min(axis=0), points.max(axis=0)
    room = 0.06 * np.maximum(high - low, SLIMMEST * np.max(high - low) or 1.0)
    return low - room, high + room


def _arrows() -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], color=FAINT, linewidth=1, label="one example"),
        Line2D([], [], color=FULL.color, linewidth=4, label="mean of all"),
    ]
