"""What each runner has learned, on data of one or two features: its line, or the border between its classes.

- the panel of the picture                                             [panel_of]
- what the page needs to draw it for every moment of a run             [facts_of]
- where a grid of numbers changes its sign                             [zero_lines]

`front_end/src/labs/race/learned.js` computes the same for the moment at which the clock stands.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from sgdlab.labs.race.drawn import BOX, Drawn
from sgdlab.labs.stage.live import program_of
from sgdlab.problems import Model, Problem
from sgdlab.quantities import Array
from sgdlab.run import Run
from sgdlab.scene import Axis, Handle, Json, Path, Plane, Points, Series
from sgdlab.scene.limits import with_room

ACROSS = 61  # numbers at which a line is drawn
SIDE = 41  # of the grid on which a border is sought
MARGIN = 0.08  # of the width, left free around the examples
PEN = "pen"  # the key of the point that a click adds
LEARNED = "_learned"  # added to the key of a runner
CLASSES = ["first class", "second class"]
FIRST, SECOND = "indigo", "gold"  # the colors of the two classes


def shown(problem: Problem) -> Model | None:
    """Return the problem if a picture can show what it learns: numbers of one feature, two classes of one or two."""
    if not isinstance(problem, Model) or problem.inputs not in (1, 2):
        return None
    two = problem.classes is not None and len(problem.classes) == 2
    numbers = problem.classes is None and problem.inputs == 1 and problem.data[1].ndim == 1
    return problem if two or numbers else None


def panel_of(
    problem: Problem, runs: Mapping[str, Run], looks: Mapping[str, Series], axes: tuple[str, str] | None
) -> Plane | None:
    """Return the examples with what each run ends with, on axes of these names; None where it can't be shown."""
    model = shown(problem)
    if model is None:
        return None
    x, y = ends_of(model)
    one = model.inputs == 1
    lines = [
        Path(replace(looks[key], key=key + LEARNED, spent=None), learned(model, run.final)) for key, run in runs.items()
    ]
    across, up = axes or (("x", "y") if one else ("x1", "x2"))
    if one and model.classes is not None:
        up = f"probability of class {model.classes[1]}"
    title = "What each has learned" if one else "Where each draws the border"
    pen = [Handle(PEN, None, "a new point", click=True)] if isinstance(model, Drawn) else []
    return Plane(Axis(across, x, key="x"), Axis(up, y, key="y"), _points(model), lines, handles=pen, title=title)


def learned(model: Model, params: Array) -> Array:
    """Return the line (ACROSS, 2) of one feature, or the border between two classes as short lines (S, 2, 2)."""
    (left, right), up = ends_of(model)
    if model.inputs == 1:
        x = np.linspace(left, right, ACROSS)
        scores = _scores(model, params, x[:, None])
        return np.stack([x, scores if model.classes is None else 0.5 + 0.5 * np.tanh(0.5 * scores)], axis=-1)
    x, y = np.linspace(left, right, SIDE), np.linspace(*up, SIDE)
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return zero_lines(_scores(model, params, grid).reshape(SIDE, SIDE), x, y)


def zero_lines(z: Array, x: Array, y: Array) -> Array:
    """Return where numbers on a grid change their sign, as short lines (S, 2, 2), straight within each cell.

    z[j, i] belongs to (x[i], y[j]).  On each side of a cell with numbers above and not above 0 at its ends there is a
    point, by linear interpolation; two points make a line, and four make two.

    >>> zero_lines(np.array([[-1.0, 3.0], [-1.0, 3.0]]), np.array([0.0, 1.0]), np.array([0.0, 1.0])).tolist()
    [[[0.25, 0.0], [0.25, 1.0]]]
    """
    above = z > 0
    cells = np.lib.stride_tricks.sliding_window_view(above, (2, 2))
    found: list[Array] = []
    for j, i in np.argwhere(cells.any(axis=(2, 3)) & ~cells.all(axis=(2, 3))):
        corners = [(j, i), (j, i + 1), (j + 1, i + 1), (j + 1, i)]
        points = []
        for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
            if above[a] != above[b]:
                share = z[a] / (z[a] - z[b])
                points.append([x[a[1]] + share * (x[b[1]] - x[a[1]]), y[a[0]] + share * (y[b[0]] - y[a[0]])])
        found += [np.array(points[k : k + 2]) for k in range(0, len(points), 2)]
    return np.array(found).reshape(-1, 2, 2)


def facts_of(problem: Problem) -> Json | None:
    """Return what the page needs to draw the panel: the program of the outputs, and the ends of both axes."""
    model = shown(problem)
    if model is None:
        return None
    outputs = _outputs(model)
    x, y = ends_of(model)
    kind = "border" if model.inputs == 2 else "line" if model.classes is None else "probability"
    side = SIDE if model.inputs == 2 else ACROSS
    return None if outputs is None else {"outputs": outputs, "kind": kind, "x": x, "y": y, "side": side, "key": LEARNED}


@lru_cache(maxsize=8)  # since it is sent anew with every kind of runner
def _outputs(model: Model) -> str | None:
    return program_of(model.formula, model.start, features_of(model))


def ends_of(model: Model) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of both axes: of the examples, with a margin; of a probability from 0 to 1."""
    X = features_of(model)
    if isinstance(model, Drawn):
        return BOX
    up = X[:, 1] if model.inputs == 2 else model.data[1] if model.classes is None else [0.0, 1.0]
    return with_room(X[:, 0], MARGIN), with_room(up, MARGIN)


def features_of(model: Model) -> Array:
    """Return the features (N, d), without the column of ones."""
    rows: Array = model.data[0][:, : model.inputs]
    return rows


def _scores(model: Model, params: Array, rows: Array) -> Array:
    """Above 0 where the second class is the likelier one, or the predicted number."""
    outputs: Array = model.formula(params, rows).reshape(len(rows), -1)
    return outputs[:, 0] if outputs.shape[1] == 1 else outputs[:, 1] - outputs[:, 0]


def _points(model: Model) -> list[Points]:
    X, y = features_of(model), model.data[1]
    if model.classes is None:
        return [Points(Series("examples", "examples", FIRST), np.stack([X[:, 0], y], axis=-1))]
    places = X if model.inputs == 2 else np.stack([X[:, 0], y], axis=-1)
    names = CLASSES if isinstance(model, Drawn) else [f"class {name}" for name in model.classes]
    looks = Series("first", names[0], FIRST), Series("second", names[1], SECOND, marker="square")
    return [Points(look, places[y == k]) for k, look in enumerate(looks)]
