"""A curve that a learner draws before it is computed [Sketch], and its picture beside what came out [picture]."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.course.asking.form import Form
from sgdlab.course.telling.answers import show
from sgdlab.quantities import Array
from sgdlab.scene import Axis, Curve, Curves, Figure, Scene, Series, figure_of


@dataclass(frozen=True)
class Sketch:
    """A curve to draw over empty axes, as its heights at a few evenly spaced places, and why it looks as it does.

    x: the name of the axis and its two ends;  y: the same;  log: whether the heights are drawn on a logarithmic axis;
    reads(heights) -> whether a measured curve looks as `because` says, which it need not once a cell has been changed.

    >>> loss = Sketch("Draw the loss.", "It falls.", x=("step", 0, 40), y=("loss", 0.1, 10), log=True, points=5)
    >>> loss.places.tolist(), loss.came_out([0, 20, 40], [4, 2, 1])
    ([0.0, 10.0, 20.0, 30.0, 40.0], [4.0, 3.0, 2.0, 1.5, 1.0])
    """

    text: str
    because: str
    x: tuple[str, float, float]
    y: tuple[str, float, float]
    log: bool = False
    points: int = 13
    reads: Callable[[Array], bool] | None = None

    @property
    def places(self) -> Array:
        """The places (points,) along x at which a height is drawn."""
        return np.linspace(*self.x[1:], self.points)

    def form(self, rng: np.random.Generator) -> Form:
        """Return the question for the browser."""
        return {"text": self.text, "curve": {"x": self.x, "y": self.y, "log": self.log, "points": self.points}}

    def checked(self, said: Any) -> list[float | None]:
        """Return the heights that were drawn, None where there is none yet."""
        axis, low, high = self.y

        def inside(one: Any) -> bool:
            return one is None or (isinstance(one, int | float | np.number) and bool(low <= one <= high))

        said = said.tolist() if isinstance(said, np.ndarray) else said
        if not (isinstance(said, list | tuple) and len(said) == self.points and all(map(inside, said))):
            asked = f"the answer is a list of {self.points} heights, {axis} from {low:g} to {high:g}"
            raise ValueError(f"{asked}; got {said!r:.200}")
        return [None if one is None else float(one) for one in said]

    def came_out(self, x: ArrayLike, y: ArrayLike) -> list[float]:
        """Return the heights of a measured curve at the places of the drawing, NaN where nothing was measured."""
        across, heights = np.asarray(x, float), np.asarray(y, float)
        if across.shape != heights.shape or not across.size:
            raise ValueError(
                f"a curve has one height for each {self.x[0]}, at least one; got {across.size:,} places and "
                f"{heights.size:,} heights: if you changed the length of the run, change the places in `compare`, too"
            )
        return [float(one) for one in np.interp(self.places, across, heights, left=np.nan, right=np.nan)]

    def why(self, came: list[float]) -> str:
        """Return why a curve looks as it does; where a changed cell has made another one, that is said first."""
        heights = np.asarray(came)[~np.isnan(came)]
        as_it_came = self.reads is None or (len(heights) > 2 and self.reads(heights))
        return self.because if as_it_came else f"With the cells as they came, it looks different. {self.because}"

    def away(self, said: list[float | None], came: list[float]) -> Array:
        """Return how far each height that was drawn is from what came out, as a share of the plot's height.

        It is NaN where nothing was drawn, or nothing measured.
        """
        apart: Array = np.abs(self._share(np.array(said, dtype=float)) - self._share(np.asarray(came)))
        return apart

    def apart(self, said: list[float | None] | None, came: list[float]) -> str:
        """Return in a sentence where the drawing is farthest from what came out."""
        if said is None or all(one is None for one in said):
            return "you drew nothing."
        away = self.away(said, came)
        if np.isnan(away).all():
            return "nothing was measured where you drew."
        worst, near = int(np.nanargmax(away)), int(np.sum(away <= 0.1))
        drawn, place = sum(one is not None for one in said), f"{self.x[0]} {show(self.places[worst])}"
        return (
            f"{near} of your {drawn} points lie within a tenth of the plot's height. Farthest off: {place}, where you "
            f"drew {show(said[worst])}, and it was {show(came[worst])}."
        )

    def _share(self, heights: Array) -> Array:
        """Where heights lie in the plot, from 0 at its foot to 1 at its top."""
        low, high = self.y[1:]
        inside = np.clip(heights, low, high)
        return np.log(inside / low) / np.log(high / low) if self.log else (inside - low) / (high - low)

    def show(self, value: list[float | None]) -> str:
        """Return a drawn curve as words."""
        return f"a curve through {sum(one is not None for one in value)} points"


def picture(sketch: Sketch, said: list[float | None] | None, x: ArrayLike, y: ArrayLike) -> Figure:
    """Return what was drawn (dashed) beside what came out, x (K,) and y (K,); what leaves the plot is at its edge.

    >>> loss = Sketch("Draw the loss.", "It falls.", x=("step", 0, 40), y=("loss", 0, 10), points=3)
    >>> picture(loss, None, [0, 10, 20, 40], [9, 6, 4, 1])
    Loss against step. What came out: 9 at 0, 4 at 20, 1 at 40.
    """
    (across, left, right), (up, low, high) = sketch.x, sketch.y
    came = sketch.came_out(x, y)
    there = [(place, height) for place, height in zip(sketch.places, came, strict=True) if not np.isnan(height)]
    reached = ", ".join(f"{height:.2g} at {place:g}" for place, height in there) or "nothing that was measured"
    inside = (np.asarray(x) >= left) & (np.asarray(x) <= right)
    curves = [Curve(Series("came", "what came out"), np.clip(y, low, high)[inside], {"x": np.asarray(x)[inside]})]
    if said is not None:
        look = Series("said", "what you drew", color="orange", dash=(5, 3))
        curves.append(Curve(look, np.clip(np.array(said, dtype=float), low, high), {"x": sketch.places}))
    words = f"{up[:1].upper()}{up[1:]} against {across}. What came out: {reached}."
    panel = Curves([Axis(across, key="x")], Axis(up, scale="log" if sketch.log else "linear"), curves)
    return figure_of(Scene(f"{up} against {across}", words, [panel]))
