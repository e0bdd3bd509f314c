"""Draw the gradients of single examples as arrows and those of mini-batches as points [gradient_cloud]."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import real_array, texts
from sgdlab.figures.sentences import number, place, sentence
from sgdlab.quantities import Array
from sgdlab.scene import Arrows, Axis, Figure, Path, Plane, Points, Scene, Series, Spot, figure_of

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

    plane = _plane(examples, batches, outline, names)
    return figure_of(Scene(f"Gradients over {names[0]} and {names[1]}", words, [plane]))


def _plane(examples: Array, batches: Array | None, outline: Array | None, names: Sequence[str]) -> Plane:
    low, high = _frame([np.zeros((1, 2)), *(a for a in (examples, batches, outline) if a is not None)])
    x, y = (Axis(f"gradient along {name}", ends) for name, ends in zip(names, zip(low, high, strict=True), strict=True))
    every, middle = Series("every", "one example", "gray", faint=True), Series("mean", "mean of all", "blue")
    mean = Arrows(middle, _from_zero(examples.mean(axis=0)[None]))
    plane = Plane(x, y, arrows=[Arrows(every, _from_zero(examples)), mean], marks=[Spot("0", (0.0, 0.0))])
    if batches is not None:
        plane.points = [Points(Series("batches", "mini-batches", "orange", marker="square"), batches)]
    if outline is not None:
        predicted = Series("ellipse", "predicted for mini-batches", "gray", (6, 3))
        plane.lines = [Path(predicted, np.vstack([outline, outline[:1]]))]
    plane.equal = bool(np.min(high - low) >= SLIMMEST * np.max(high - low))  # with equal scales, directions look right
    return plane


def _from_zero(vectors: Array) -> Array:
    """Return vectors (N, 2) as arrows (N, 4) that begin at zero."""
    return np.hstack([np.zeros_like(vectors), vectors])


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
