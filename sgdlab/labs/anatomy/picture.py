"""The picture of an anatomy: the paths, what goes into one step, what comes out, all lengths [scene_of]."""

from collections.abc import Mapping

import numpy as np

from sgdlab.figures.paths import map_of
from sgdlab.figures.sentences import BAND, in_full
from sgdlab.labs.anatomy.compute import STEPS, WORDS, AnatomyResult
from sgdlab.labs.anatomy.rules import RULES
from sgdlab.landscape.surface import Surface
from sgdlab.quantities import Array
from sgdlab.scene import Clock, Lines, Scene, Table
from sgdlab.scene.piece import Arrows, Axis, Handle, Path, Series, Spot
from sgdlab.scene.plot import Curve, Curves, Map, Mark, Plane, Rule

GRADIENT = Series("gradient", "minus the gradient", "green")
ROOT = Series("root", "± root of the squares", "green", dash=[6, 4])
STEP = Series("step", "step", "crimson")
RATE = Series("rate", "± learning rate", "gray", dash=[6, 4])

ROOM = 1.2  # how far the ranges reach beyond the arrows
SMALLEST = 20.0  # the range is at most this many times the box, which is seen then; a longer arrow leaves the frame


def incoming(result: AnatomyResult) -> Plane:
    """Return what goes in, downhill: minus the gradient, minus the average, and the box of the root of the squares.

    An average, or a velocity, is the place to which its arrow would go.
    """
    average = None if result.mean is None else -result.mean
    root = None if result.square is None else np.sqrt(result.square)
    mark = Spot(RULES[result.settings.optimizer].follows, average)
    return _plane(result, "In: the gradient, its averages", {GRADIENT: -result.gradient}, ROOT, root, mark)


def outgoing(result: AnatomyResult) -> Plane:
    """Return what comes out: the step, straight downhill at the same length, and the box of one learning rate."""
    length = np.linalg.norm(result.gradient)
    downhill = -result.gradient * (np.linalg.norm(result.update) / length if length else 0.0)
    box = np.full(2, result.settings.learning_rate)
    return _plane(result, "Out: the step", {GRADIENT: downhill, STEP: result.update}, RATE, box)


def _plane(
    result: AnatomyResult, title: str, arrows: Mapping[Series, Array], look: Series, half: Array | None, *marks: Spot
) -> Plane:
    """Arrows from 0 to points, in a box of these half sides; the axes never reach so far that the box is lost."""
    box = 0.0 if half is None else float(np.max(half))
    ends = [*arrows.values(), *(one.at for one in marks if one.at is not None)]
    most = max(box, *(float(np.abs(one).max()) for one in ends))
    reach = (min(ROOM * most, SMALLEST * box) if box else ROOM * most) or 1.0
    x, y = (Axis(name, (-reach, reach)) for name in result.plane.names)
    corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1], [1, 1]])
    lines = [Path(look, np.zeros((0, 2)) if half is None else corners * half)]
    drawn = [Arrows(one, np.array([[0.0, 0.0, *to]])) for one, to in arrows.items()]
    return Plane(x, y, lines=lines, arrows=drawn, marks=marks, equal=True, title=title)


def scene_of(result: AnatomyResult, landscape: Surface, random: bool = False) -> Scene:
    """Return the picture; the clock goes through the steps.  random: whether batches are drawn, as in SGD."""
    return Scene(
        "The anatomy of an update",
        result.description,
        [
            incoming(result),
            outgoing(result),
            _map(result, landscape, random),
            _lengths(result),
        ],
        [Lines(result.lines), table_of(result)],
        Clock(STEPS, "steps", control="step"),
    )


def _map(result: AnatomyResult, landscape: Surface, random: bool) -> Map:
    """Both paths, and where the step begins; the color of what the reader chose is that of the optimizer."""
    plane = result.plane
    plain = Series("plain", "SGD", "orange") if random else Series("plain", "gradient descent", "blue")
    name = result.settings.optimizer
    chosen = Series("path", "yours" if name == plain.name else name, "purple", marker="square")
    return map_of(
        landscape,
        [Path(plain, plane.of(result.plain.params)), Path(chosen, plane.of(result.run.params))],
        marks=[Spot("this step", plane.of(result.run.params)[result.step - 1])],
        handles=[Handle("start", result.settings.start)],
        title="The loss surface" + ("" if plane.whole else f", 2 of {plane.problem.size:,} parameters"),
    )


def _lengths(result: AnatomyResult) -> Curves:
    """How long every step of the run is, along each parameter."""
    one, two = result.plane.names
    along = Series("first", f"along {one}", "crimson"), Series("second", f"along {two}", "crimson", dash=[6, 4])
    steps = {"steps": np.arange(1, len(result.lengths) + 1)}
    many = result.many  # lengths (T, S, 2), whose percentiles are, by parameter, the lower edge and the upper one
    bands = [(None, None)] * 2 if many is None else np.percentile(many, BAND, axis=1).transpose(2, 0, 1)
    return Curves(
        [Axis("step", key="steps")],
        Axis("learning rates", _length_range(result.lengths), "log"),
        [Curve(series, result.lengths[:, k], steps, *bands[k]) for k, series in enumerate(along)],
        [Mark("this step", result.step, strong=True)],
        [Rule("one learning rate", 1.0)],
        title="Length of each step",
    )


def _length_range(lengths: Array) -> tuple[float, float]:
    """The limits of the curves: four powers of ten at most, with one learning rate inside."""
    positive = lengths[lengths > 0]
    high = 5 * max(float(positive.max(initial=0.0)), 1.0)
    return 0.6 * min(max(float(positive.min(initial=1.0)), 1e-4 * high), 1.0), high


def table_of(result: AnatomyResult) -> Table:
    """Return the numbers of the optimizer, entry by entry, from the gradient to the step."""
    rows, rule = [(WORDS["gradient"], result.gradient)], RULES[result.settings.optimizer]
    if result.mean is not None:
        rows += [(WORDS[rule.follows], result.mean)]
    if result.square is not None:
        rows += [(WORDS["sum" if rule.sums else "root"], np.sqrt(result.square))]
    rows += [(WORDS["moved"], result.update), (WORDS["in rates"], result.update / result.settings.learning_rate)]
    # Adding 0 makes a 0 of -0, which minus the learning rate times a gradient of 0 is.
    texts = [[name, *(in_full(v + 0.0, 4) for v in row)] for name, row in rows]
    return Table("This step, entry by entry", ["", *result.plane.names], texts)
