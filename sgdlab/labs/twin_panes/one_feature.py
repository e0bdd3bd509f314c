"""A model of one feature: the curve of given parameters, and the parameters of a given curve [OneFeature]."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.autodiff import sigmoid
from sgdlab.problems import Model
from sgdlab.quantities import Array, count
from sgdlab.scene.limits import with_room

MARGIN = 0.06  # of the width, free on each side of the data
ROOM = 0.6  # of the height of the data, free above and below them
NEAREST = 0.002  # how near a dragged probability can come to 0 and to 1, which need infinite parameters


@dataclass(frozen=True, eq=False)
class OneFeature:
    """A line or a probability over one feature x, with parameters (w, b).

    Formula: z = w x + b; the curve is z itself for a linear regression, sigmoid(z) for a logistic one.

    Errors: anything but a model of one feature with an intercept.
    """

    model: Model

    def __post_init__(self) -> None:
        wanted = "twin panes show a line over one feature, with parameters w and b: give linear_regression(X, y) or "
        wanted += "logistic_regression(X, y) with X of one column"
        if not isinstance(self.model, Model):
            raise TypeError(f"{wanted}; got {self.model!r:.80}")
        if self.model.inputs != 1 or self.model.size != 2:
            counts = f"{self.model.inputs} in X, {count(self.model.size or 0, 'parameter')}"
            raise ValueError(f"{wanted}; columns of {self.model.title}: {counts}")

    @property
    def probability(self) -> bool:
        """Whether the curve is the probability of class 1."""
        return self.model.classes is not None

    @property
    def shape(self) -> str:
        """What the parameters draw over the feature."""
        return "curve" if self.probability else "line"

    @property
    def near_best(self) -> Array | None:
        """The best parameters (2,); of two classes that are apart, those of a curve between them, hardly ever wrong.

        Formula: at the edges of the gap between the classes z = -6 and 6, where the loss is log(1 + exp(-6)) = 0.0025.
        """
        x, y = self.x, self.y
        if self.model.minimum is not None or not (self.probability and 0 < y.mean() < 1):
            return self.model.minimum
        side = float(np.sign(x[y == 1].mean() - x[y == 0].mean()))
        below, above = float((side * x[y == 0]).max()), float((side * x[y == 1]).min())
        steep = 12 / (above - below) if above > below else 0.0
        return np.array([side * steep, -steep * (below + above) / 2]) if steep else None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the two parameters."""
        return self.model.names or ("w", "b")

    @property
    def x(self) -> Array:
        """The feature of every example (N,)."""
        return np.asarray(self.model.data[0][:, 0], dtype=float)

    @property
    def y(self) -> Array:
        """The target of every example (N,)."""
        return np.asarray(self.model.data[1], dtype=float)

    @cached_property
    def unit(self) -> float:
        """What a target of ordinary size is: 1, or less if the largest one is."""
        return min(1.0, float(np.abs(self.y).max())) or 1.0

    @cached_property
    def ends(self) -> Array:
        """The places of the two handles along x (2,): the first and the last example, or one unit around a single x."""
        low, high = float(self.x.min()), float(self.x.max())
        return np.array([low, high]) if low < high else np.array([low - 1, high + 1])

    @cached_property
    def frame(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The limits of the picture: x, and heights with room for other lines around the data."""
        heights = self.y if np.ptp(self.y) else self.y[0] + np.array([-1, 1])
        up = with_room([0.0, 1.0], MARGIN) if self.probability else with_room(heights, ROOM)
        return with_room(self.ends, MARGIN), up

    @property
    def across(self) -> Array:
        """The places along x at which the curve is drawn (M,)."""
        return np.linspace(*self.frame[0], 121 if self.probability else 2)

    def heights(self, params: Iterable[float], x: ArrayLike | None = None) -> Array:
        """Return the curve of parameters (2,) at every x, or at every example."""
        w, b = (float(one) for one in params)
        z = w * (self.x if x is None else np.asarray(x, dtype=float)) + b
        return np.asarray(sigmoid(z)) if self.probability else z

    def curve(self, params: Iterable[float]) -> Array:
        """Return the curve across the picture: (M, 2)."""
        return np.column_stack([self.across, self.heights(params, self.across)])

    def moved(self, params: Sequence[float], end: int, height: float) -> tuple[float, float]:
        """Return the parameters when one end (0 left, 1 right) of the curve is dragged to a height.

        Formula: w = (z_right - z_left) / (x_right - x_left), b = z_left - w x_left, where the z of the other end stays.
        """
        z = params[0] * self.ends + params[1]
        share = min(max(height, NEAREST), 1 - NEAREST)
        z[end] = np.log(share / (1 - share)) if self.probability else height
        w = (z[1] - z[0]) / (self.ends[1] - self.ends[0])
        return float(w), float(z[0] - w * self.ends[0])
