"""The arrows and boxes of one update, for the live view and for the described figure [incoming, outgoing]."""

import numpy as np

from sgdlab.labs.anatomy.compute import AnatomyResult
from sgdlab.labs.stage.arrays import Json
from sgdlab.quantities import Array

ROOM = 1.2  # how far the ranges reach beyond the arrows


def incoming(result: AnatomyResult) -> Json:
    """Return the parts of the step, as arrows downhill: minus the gradient, minus the average, and the box of the root.

    gradient, mean (1, 4) or (0, 4): x, y, dx, dy;  root (5, 2) or (0, 2): a closed box;  range: of both axes.
    """
    root = _box(None if result.square is None else np.sqrt(result.square))
    arrows = {"gradient": _arrow(-result.gradient), "mean": _arrow(None if result.mean is None else -result.mean)}
    return {**arrows, "root": root, "range": _range(*arrows.values(), root)}


def outgoing(result: AnatomyResult) -> Json:
    """Return the step, straight downhill at the same length, and the box of one learning rate each way."""
    length = np.linalg.norm(result.gradient)
    straight = -result.gradient * (np.linalg.norm(result.update) / length if length else 0.0)
    box = _box(np.full(2, result.settings.learning_rate))
    arrows = {"step": _arrow(result.update), "straight": _arrow(straight)}
    return {**arrows, "box": box, "range": _range(*arrows.values(), box)}


def _arrow(to: Array | None) -> Array:
    return np.zeros((0, 4)) if to is None else np.array([[0.0, 0.0, *to]])


def _box(half: Array | None) -> Array:
    corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1], [1, 1]])
    return np.zeros((0, 2)) if half is None else corners * half


def _range(*arrays: Array) -> list[float]:
    """One range for both axes that contains everything, around 0."""
    reach = max(float(np.abs(one).max(initial=0.0)) for one in arrays)
    return [-ROOM * (reach or 1.0), ROOM * (reach or 1.0)]
