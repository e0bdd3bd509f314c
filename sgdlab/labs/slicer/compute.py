"""The landscape slicer without a widget: a trained network and a plane in; the loss on the plane, and how far the path
is from it, out [compute]."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sgdlab.checks import locked
from sgdlab.figures.sentences import NEGLIGIBLE, beside, number, rough
from sgdlab.labs.slicer.trained import Trained, rescaling
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.landscape import filter_normalized, pca_directions, project, random_directions, sharpness, slices
from sgdlab.landscape.slicing import Slice
from sgdlab.problems import Model
from sgdlab.quantities import Array

RANDOM, FILTER, PCA = "random", "filter-normalized", "along the path (PCA)"
PLANES = (RANDOM, FILTER, PCA)
SIDE = 31  # points along each direction
REACH = 1.2  # of a plane along the path, beyond its farthest point


@dataclass(frozen=True)
class SlicerSettings:
    """What the controls of the slicer say; `learning_rate` is that of the training of the built-in network."""

    plane: str = RANDOM
    factor: float = 1.0
    learning_rate: float = 0.5
    seed: int = 0


@dataclass(frozen=True, eq=False)
class SlicerResult:
    """The slice, and how much of the path it shows.

    shadow (T, 2): where the path lies in the plane;  off (T,): its distance from the plane, way (T,) from its end;
    explained (2,): the share of the path's variance along each direction of PCA, else None;  sharp: the sharpness at
    the rescaled end;  change: the largest change of any output by rescaling.
    """

    settings: SlicerSettings
    trained: Trained
    cut: Slice
    shadow: Array
    off: Array
    way: Array
    explained: Array | None
    sharp: float
    change: float

    @property
    def hidden(self) -> float:
        """The share of the way from start to end that leaves the plane."""
        return float(self.off[0] / self.way[0]) if self.way[0] > 0 else 0.0

    @property
    def lines(self) -> list[str]:
        """The plane, the path, the function and the sharpness, each in a line."""
        P = len(self.cut.center)
        factor = self.settings.factor
        before = " before rescaling" if factor != 1 and self.settings.plane == RANDOM else ""
        kind = AT_ZERO if self.trained.at_zero and self.settings.plane == RANDOM else _KINDS[self.settings.plane]
        sentences = [f"The plane: {kind}{before}, 2 of {P:,} directions"]
        if self.explained is not None:
            first, second = map(_percent, self.explained)
            sentences[0] += f"; they hold {first} and {second} of the variance of the path"
        sentences.append(
            f"The path: it starts {number(self.way[0])} from its end, and {rough(self.off[0])} from this plane: "
            f"{_percent(self.hidden)} of that distance is not in the picture"
        )
        if factor != 1:
            sentences.append(
                f"Rescaled: layer 1 times {factor:g}, layer 2 divided by {factor:g}; no output changed by more than "
                f"{rough(self.change)}"
            )
        edge = "" if self.trained.edge is None else f"; 2/α = {number(self.trained.edge)}"
        sentences.append(f"The sharpness: {number(self.sharp)} at the end{edge}")
        return [*sentences, f"The training: {self.trained.spent}"]

    @property
    def description(self) -> str:
        """The slice in a few sentences."""
        finite = self.cut.losses[np.isfinite(self.cut.losses)]
        head = (
            f"The loss of {self.cut.title} on a plane through the end of training: from {number(finite.min())} to "
            f"{number(finite.max())}, {number(self.cut.at_center)} at the center."
        )
        return " ".join([head, *(f"{line}." for line in self.lines)])


def _percent(share: float) -> str:
    """A share in percent, which is 0 or 100 only up to rounding."""
    return f"{beside(100 * share, 100, 2 if share < 0.99 else 3) if share > NEGLIGIBLE else 0} %"


_KINDS = {
    RANDOM: "two random directions, each as long as all weights together",
    FILTER: "two random directions, each as long as the weights, neuron by neuron",
    PCA: "the two directions in which the path spreads most",
}
AT_ZERO = "two random directions, each as long as all weights together at the start, since they end near 0"


@lru_cache(maxsize=64)
def compute(trained: Trained, settings: SlicerSettings) -> SlicerResult:
    """Cut the loss along a plane through the end of the training.

    Formula: L(w + a d_1 + b d_2), a and b in -1 to 1, with w the end of the path, rescaled.  Random: d_k normal, as
    long as w was before rescaling, or at the start, if it ended near 0.  Filter-normalized: the part of d_k into each
    neuron is as long as that of w.  PCA: d_k the leading principal directions of the path, 1.2 times as long as it
    reaches.

    factor: 1 for a network whose outputs it would change (`can_rescale`).
    """
    problem, factor = trained.problem, settings.factor
    path = trained.path * rescaling(problem, factor)
    end, change = path[-1], 0.0
    if factor != 1 and isinstance(problem, Model):
        change = float(np.abs(problem.outputs(end) - problem.outputs(trained.path[-1])).max())
    directions, explained = _directions(trained, settings, path)
    if np.linalg.matrix_rank(directions) < len(directions):
        raise SettingsError("these two directions are parallel, so they span no plane: choose another seed or plane")
    cut = slices(problem, end, directions, points=SIDE)
    shadow, off = project(path, end, directions)
    way = np.linalg.norm(path - end, axis=1)
    return locked(SlicerResult(settings, trained, cut, shadow, off, way, explained, sharpness(problem, end), change))


def _directions(trained: Trained, settings: SlicerSettings, path: Array) -> tuple[Array, Array | None]:
    """The two directions (2, P), and for PCA the shares of the variance."""
    if settings.plane == PCA:
        found = pca_directions(path)
        reach = np.abs((path - path[-1]) @ found.directions.T).max()
        return REACH * float(reach) * found.directions, found.explained
    drawn = random_directions(trained.problem, seed=settings.seed)
    if settings.plane == FILTER:
        return filter_normalized(trained.problem, path[-1], drawn), None
    length = np.linalg.norm(trained.path[0 if trained.at_zero else -1])
    return drawn * (length / np.linalg.norm(drawn, axis=1, keepdims=True)), None
