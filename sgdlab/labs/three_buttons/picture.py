"""The picture of the trainer: what the network says, its loss, its last gradient layer by layer [scene_of]."""

import math

import numpy as np

from sgdlab.figures.sentences import NEGLIGIBLE
from sgdlab.labs.three_buttons.compute import ROUNDS, WORDS, YOURS, ThreeButtonsResult
from sgdlab.quantities import Array
from sgdlab.scene import Axis, Bar, Bars, Clock, Curve, Curves, Lines, Mark, Plane, Points, Rule, Scene, Series, Table


def scene_of(result: ThreeButtonsResult) -> Scene:
    """Return the picture; the clock goes through the rounds."""
    return Scene(
        "The three buttons",
        result.description,
        [_plane(result), _losses(result), _gradient(result)],
        [Lines(list(result.lines)), _table(result)],
        Clock(ROUNDS, "rounds", control="rounds"),
    )


def _plane(result: ThreeButtonsResult) -> Plane:
    (X, truth), scaled = result.problem.data, ", standardized" if result.settings.data == YOURS else ""
    x, y = (Axis(f"x{k + 1}{scaled}", result.limits[k]) for k in (0, 1))
    one, two = _names(result)
    first, second = Series("first", one, "indigo"), Series("second", two, "gold", marker="square")
    points = [Points(first, X[truth == 0]), Points(second, X[truth == 1])]
    return Plane(x, y, points, region=result.region, sides=[first, second], title="What the network says")


def _names(result: ThreeButtonsResult) -> list[str]:
    classes = result.problem.classes
    if result.settings.data != YOURS or classes is None:
        return ["first class", "second class"]
    return [f"class {name}" for name in classes]


def _losses(result: ThreeButtonsResult) -> Curves:
    """The losses after every update beside that at the start; the axis grows by powers of ten."""
    losses, updates = result.losses, len(result.losses) - 1
    start = float(losses[0]) if np.isfinite(losses[0]) else None
    return Curves(
        [Axis("updates", (0, 10 ** math.ceil(math.log10(max(10, updates)))))],
        Axis("loss", _around(losses, start), "log"),
        [Curve(Series("loss", "loss", "blue"), losses, {"updates": np.arange(updates + 1)})],
        [Mark("now", updates, strong=True)],
        [Rule("at the start", start)],
        title="Loss on all points",
    )


def _around(losses: Array, start: float | None) -> tuple[float, float] | None:
    """A range with room below and above the start, so that a loss that stays where it is is seen to stay."""
    if not start:
        return None
    seen = losses[np.isfinite(losses) & (losses > 0)]
    return 0.7 * min(0.1 * start, float(seen.min())), 2 * min(float(seen.max()), 10 * start)


def _gradient(result: ThreeButtonsResult) -> Bars:
    """A typical size of the newest gradient in each layer of weights; no bar before one is computed."""
    sizes = {
        name: _length(piece) / math.sqrt(piece.size)
        for name, piece in _pieces(result, result.moment.last).items()
        if name.startswith("W")
    }
    bar = Bar(Series("gradient", "gradient", "green"), np.array(list(sizes.values())))
    title = "The last gradient: typical size in each layer"
    ends = 0.0, 1.15 * max(sizes.values(), default=0.0) or 1.0
    return Bars(Axis("gradient", ends if math.isfinite(ends[1]) else None), list(sizes), [bar], title=title, wide=True)


def _pieces(result: ThreeButtonsResult, params: Array | None) -> dict[str, Array]:
    return {} if params is None else result.problem.pieces(params)


def _length(piece: Array) -> float:
    """The length of a piece; 0 where only rounding is left."""
    length = float(np.linalg.norm(piece))
    return 0.0 if length < NEGLIGIBLE else length


def _table(result: ThreeButtonsResult) -> Table:
    """Each piece of the parameters: its shape, its gradient, and how far it has moved from the start."""
    gradient = _pieces(result, result.moment.gradient)
    rows = []
    for name, piece in _pieces(result, result.moment.params - result.problem.start).items():
        shape = " × ".join(map(str, piece.shape))
        slope = WORDS["not computed" if result.moment.last is None else "void"]
        if gradient:
            slope = f"{_length(gradient[name]):.2g}"
        rows.append([name, shape, slope, f"{_length(piece):.3g}"])
    return Table("The parameters", ["", "shape", "last gradient", "moved by"], rows)
