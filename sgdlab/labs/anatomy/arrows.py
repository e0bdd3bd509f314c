"""The arrows and boxes of one update [incoming, outgoing]."""

from dataclasses import dataclass

import numpy as np

from sgdlab.labs.anatomy.compute import AnatomyResult
from sgdlab.quantities import Array

ROOM = 1.2  # how far the ranges reach beyond the arrows
SMALLEST = 20.0  # the range is at most this many times the box, which is seen then; a longer arrow leaves the frame


@dataclass(frozen=True)
class Parts:
    """What one panel shows: arrows as vectors (2,) by name, half the sides of the box (2,), the reach of both axes."""

    arrows: dict[str, Array | None]
    half: Array | None

    @property
    def reach(self) -> float:
        """How far both axes go from 0: to the end of what is shown, but never so far that the box is lost."""
        box = 0.0 if self.half is None else float(np.max(self.half))
        most = max(box, *(0.0 if one is None else float(np.abs(one).max()) for one in self.arrows.values()))
        return (min(ROOM * most, SMALLEST * box) if box else ROOM * most) or 1.0

    def arrow(self, name: str) -> Array:
        """Return an arrow from 0 as x, y, dx, dy (1, 4); (0, 4) if there is none."""
        to = self.arrows[name]
        return np.zeros((0, 4)) if to is None else np.array([[0.0, 0.0, *to]])

    @property
    def box(self) -> Array:
        """The corners of the box (5, 2), closed; (0, 2) if there is none."""
        corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1], [1, 1]])
        return np.zeros((0, 2)) if self.half is None else corners * self.half


def incoming(result: AnatomyResult) -> Parts:
    """Return what goes in, downhill: minus the gradient, minus the average, and the box of the root of the squares."""
    mean, root = result.mean, None if result.square is None else np.sqrt(result.square)
    return Parts({"gradient": -result.gradient, "average": None if mean is None else -mean}, root)


def outgoing(result: AnatomyResult) -> Parts:
    """Return what comes out: the step, straight downhill at the same length, and the box of one learning rate."""
    length = np.linalg.norm(result.gradient)
    downhill = -result.gradient * (np.linalg.norm(result.update) / length if length else 0.0)
    return Parts({"step": result.update, "gradient": downhill}, np.full(2, result.settings.learning_rate))
