"""The picture of a slice: the loss on the plane, how much of the path is in it, the sharpness [scene_of]."""

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.labs.slicer.compute import SlicerResult
from sgdlab.labs.slicer.trained import Trained
from sgdlab.quantities import Array
from sgdlab.scene import Axis, Clock, Curve, Curves, Lines, Map, Path, Rule, Scene, Series

LINES = 14  # of equal loss


def scene_of(result: SlicerResult, color: str = "blue") -> Scene:
    """Return the picture; the clock goes along the training.  color: of the run."""
    trained = result.trained
    return Scene(
        f"Slices through {trained.problem.title}",
        result.description,
        [_slice(result, color), _distances(result, color), _sharpness(result, color)],
        [Lines([line.replace(": ", "\n", 1) for line in result.lines])],
        Clock(float(trained.steps[-1]), "steps"),
    )


def levels(trained: Trained) -> Array:
    """Return the contour levels, the same for every plane, so that you can compare two slices.

    Formula: L_end + (L_start - L_end) * 10^e, e from -2 to 1.5.
    """
    start, end = trained.losses
    height = abs(start - end) or abs(end) or 1.0
    rising: Array = end + height * np.logspace(-2, 1.5, LINES)
    return rising


def _slice(result: SlicerResult, color: str) -> Map:
    """The loss on the plane, and the nearest point in it for each point of the path."""
    shadow = Series("shadow", "shadow", color, spent=_spent(result, result.trained.steps))
    return Map(
        Axis("along direction 1", (-1.0, 1.0)),
        Axis("along direction 2", (-1.0, 1.0)),
        result.cut.losses,
        levels(result.trained),
        paths=[Path(shadow, result.shadow)],
        title="The slice",
        changes=True,
        relief=True,
    )


def _distances(result: SlicerResult, color: str) -> Curves:
    """How far the path is from its end, and how much of that is seen: its part in the plane."""
    steps = result.trained.steps
    spent = _spent(result, steps)
    truth = Series("way", "in truth", "gray", marker="triangle", spent=spent)
    seen = Series("seen", "in the picture", color, spent=spent)
    inside = np.sqrt(np.maximum(result.way**2 - result.off**2, 0.0))
    return Curves(
        [Axis("steps")],
        Axis("distance", (0.0, 1.08 * float(result.way.max()))),
        [Curve(seen, inside, {"steps": steps}), Curve(truth, result.way, {"steps": steps})],
        title="How far the path is from its end",
    )


def _sharpness(result: SlicerResult, color: str) -> Curves:
    """The sharpness along the training, and that of the end once it is rescaled."""
    steps, sharp = result.trained.sharpness_on_path
    now = result.sharp if result.settings.factor != 1 else None
    edge = result.trained.edge
    series = Series("sharp", "sharpness", color, spent=_spent(result, steps))
    shown = np.array([*sharp, *(one for one in (edge, now) if one is not None)])
    shown = shown[np.isfinite(shown) & (shown > 0)]
    ends = (0.7 * float(shown.min()), 1.5 * float(shown.max())) if len(shown) else None
    return Curves(
        [Axis("steps")],
        Axis("sharpness", ends, "log"),
        [Curve(series, sharp, {"steps": steps})],
        rules=[Rule("2/α", edge), Rule("the end, rescaled", now)],
        title="Sharpness along the way",
    )


def _spent(result: SlicerResult, steps: ArrayLike) -> Array:
    return np.divide(steps, float(result.trained.steps[-1]))
