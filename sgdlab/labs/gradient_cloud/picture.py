"""The picture of the gradient cloud: steps on the surface, gradients in a plane, spreads by batch size [scene_of]."""

import numpy as np

from sgdlab.figures.paths import map_of
from sgdlab.labs.given import names_of
from sgdlab.labs.gradient_cloud.compute import DRAWS, WORDS, GradientCloudResult
from sgdlab.landscape.surface import Surface
from sgdlab.quantities import Indices
from sgdlab.scene import Arrows, Axis, Curve, Curves, Handle, Lines, Path, Plane, Points, Rule, Scene, Series, Table
from sgdlab.scene.piece import Range

ARROWS = 300  # of examples that are drawn
STEPS = 60  # mini-batches whose step the surface shows
DOTS = 200  # mini-batches whose gradient the plane shows
PART = 4  # parts of a power of two; the ranges grow by one part, so that they stay still during small moves

EXAMPLE = Series("example", "one example", "indigo", faint=True)
FULL = Series("full", "all examples", "blue")
BATCH = Series("batch", "a mini-batch", "orange", faint=True)
PREDICTED = Series("predicted", "predicted", "gray", dash=(6, 4))
MEASURED = Series("measured", "measured", "orange", marker="square", spent=np.ones(1))


def scene_of(landscape: Surface, rate: float, result: GradientCloudResult) -> Scene:
    """Return the picture: the point on the surface with its steps, the gradients there, the spread of every size."""
    point = np.array(result.settings.point)
    drawn = point - rate * result.cloud[:STEPS]
    steps = np.stack([np.broadcast_to(point, drawn.shape), drawn], axis=1)
    surface = map_of(
        landscape,
        [Path(BATCH, steps), Path(FULL, np.stack([point, point - rate * result.noise.mean]))],
        handles=[Handle("point", point, "the point")],
        title=f"One step, with learning rate {rate:g}",
    )
    bill = WORDS["bill"].format(examples=f"{result.noise.n:,}")
    caption = f"{DRAWS} mini-batches in numbers ({DOTS} are drawn)"
    return Scene(
        f"Gradient cloud of {result.problem.title}",
        result.description,
        [surface, _gradients(result), _spreads(result)],
        [Lines(result.lines), Lines([bill]), Table(caption, ["", "predicted", "measured"], result.rows)],
    )


def _gradients(result: GradientCloudResult) -> Plane:
    """Every example's gradient, their mean, those of mini-batches, and the ellipse predicted for these."""
    examples = result.noise.gradients[arrows_of(result.noise.n)]
    x, y = (Axis(f"along {name}", ends) for name, ends in zip(names_of(result.problem), ranges_of(result), strict=True))
    return Plane(
        x,
        y,
        [Points(BATCH, result.cloud[:DOTS])],
        [Path(PREDICTED, np.vstack([result.ellipse, result.ellipse[:1]]))],
        [
            Arrows(EXAMPLE, np.hstack([np.zeros_like(examples), examples])),
            Arrows(FULL, np.array([[0.0, 0.0, *result.noise.mean]])),
        ],
        title="The gradients at the point",
    )


def _spreads(result: GradientCloudResult) -> Curves:
    """The predicted spread for every batch size, and the measured one for this."""
    noise, chosen = result.noise, result.settings
    drawn = sizes(noise.n if chosen.replace else noise.n - 1)  # without replacement, a batch of n has no spread
    spreads = np.sqrt([np.trace(noise.batch_covariance(int(size), chosen.replace)) for size in drawn])
    here = Curve(MEASURED, np.array([result.spread[1]]), {"size": np.array([float(chosen.batch_size)])})
    return Curves(
        [Axis("batch size", (1, noise.n), "log", key="size")],
        Axis("spread", scale="log"),
        [Curve(PREDICTED, spreads, {"size": drawn.astype(float)}), here],
        rules=[Rule("length of the full gradient", result.length)],
        title="How far mini-batches are from the full gradient",
        wide=True,
    )


def arrows_of(n: int) -> Indices:
    """Return the numbers of the examples whose gradients are drawn as arrows: all of them, or 300 evenly taken."""
    return np.arange(n) if n <= ARROWS else np.linspace(0, n - 1, ARROWS).round().astype(int)


def sizes(n: int) -> Indices:
    """Return the batch sizes from 1 to n, or at most 300 of them, even in the logarithm.

    >>> sizes(5).tolist()
    [1, 2, 3, 4, 5]
    """
    return np.arange(1, n + 1) if n <= ARROWS else np.unique(np.geomspace(1, n, ARROWS).round().astype(int))


def ranges_of(result: GradientCloudResult) -> tuple[Range, Range]:
    """Return the ranges of the picture of the gradients, which contain all of them and zero."""
    examples = result.noise.gradients[arrows_of(result.noise.n)]
    points = np.concatenate([np.zeros((1, 2)), examples, result.cloud, result.ellipse])
    low, high = points.min(axis=0), points.max(axis=0)
    grid = 2.0 ** np.floor(np.log2(np.max(high - low) or 1.0)) / PART
    (left, bottom), (right, top) = np.floor(low / grid - 0.1) * grid, np.ceil(high / grid + 0.1) * grid
    return (float(left), float(right)), (float(bottom), float(top))
