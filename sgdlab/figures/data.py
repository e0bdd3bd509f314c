"""Draw data with one feature, and the lines or curves fitted to it [line_on_data]."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from sgdlab.checks import given, mapping, real_array, text
from sgdlab.figures.runs import looks
from sgdlab.figures.sentences import number, place, sentence
from sgdlab.landscape.surface import check_runs
from sgdlab.problems import Model, Problem
from sgdlab.quantities import Array, LossValue, Params, count
from sgdlab.run import Run
from sgdlab.scene import Axis, Figure, Path, Plane, Points, Scene, Series, figure_of
from sgdlab.scene.limits import with_room

POINTS = 200  # of a curve
ROOM = 0.04  # of the width and the height, left free around the examples
MANY = {"line": "lines", "curve": "curves", "probability": "probabilities"}
NAMED = 3  # at most this many parameters are written out


class Fit(NamedTuple):
    """What to draw of a problem: its examples, `height(params, x)` of the curve, and the name of the curve."""

    feature: Array
    target: Array
    height: Callable[[Params, Array], LossValue]
    curve: str


def line_on_data(problem: Problem, params: object, *, x: str = "x", y: str = "y") -> Figure:
    """Draw examples with one feature, and what parameters predict: a line, a curve, or the probability of class 1.

    Formula: y = w x + b for a linear regression, p = 1 / (1 + exp(-(w x + b))) for a logistic one, the output of a
    network with one input and one output.  `params` is a Run (its end is drawn), parameters (P,), or {name: either of
    them}; `x` and `y` name the axes.  Errors: another kind of problem or shape; a run on another problem.

    >>> import sgdlab as sl
    >>> line_on_data(sl.linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]), [2.0, 1.0])
    3 examples of y against x, and the line w = 2, b = 1 (mean squared error 0).
    >>> line_on_data(sl.logistic_regression([[0.0], [1.0], [2.0]], [0, 0, 1]), [2.0, -3.0], y="passed")
    3 examples of passed against x, and the probability w = 2, b = -3 (loss 0.225).
    """
    fit = _fit(problem)
    text(x, "x"), text(y, "y")
    several = mapping(params, "params", "{name: (P,)}") if isinstance(params, Mapping) else {"": params}
    ends = {str(name): value.final if isinstance(value, Run) else value for name, value in several.items()}
    drawn = {name: real_array(w, f"params, for a {fit.curve},", (problem.size,)) for name, w in ends.items()}
    runs = [value if isinstance(value, Run) else None for value in several.values()]
    check_runs(problem, filter(None, runs), "to draw its end over these examples, give run.final")
    styles = looks(runs)
    said = [_words(problem, fit, name, w) for name, w in drawn.items()]
    kind = fit.curve if len(said) == 1 else f"{MANY[fit.curve]}:"
    words = f"{count(len(fit.target), 'example')} of {y} against {x}, and the {kind} {'; '.join(said)}"

    across = np.linspace(*with_room(fit.feature, ROOM), 2 if fit.curve == "line" else POINTS)
    lines = [
        Path(look.series(f"line{k}", name or f"the {fit.curve}"), np.column_stack([across, fit.height(w, across)]))
        for k, (look, (name, w)) in enumerate(zip(styles, drawn.items(), strict=True))
    ]
    examples = Points(Series("examples", "examples", "indigo", faint=True), np.column_stack([fit.feature, fit.target]))
    heights = np.concatenate([fit.target, *(line.data[:, 1] for line in lines)])
    label = y if fit.curve != "probability" else f"{y}: class, and probability of 1"
    up = with_room(heights[np.isfinite(heights)], ROOM)
    plane = Plane(Axis(x, (across[0], across[-1])), Axis(label, up), [examples], lines)
    return figure_of(Scene(f"{y} against {x}", sentence(words), [plane]))


def _fit(problem: object) -> Fit:
    """Return what a problem fits to its examples, or raise an error if it is not a curve over one feature."""
    if isinstance(problem, Problem) and len(problem.data) == 2 and problem.size is not None:
        table, target = problem.data
        if _is_line(problem, table, target):
            return Fit(table[:, 0], target, lambda w, x: w[0] * x + sum(w[1:]), "line")
        if isinstance(problem, Model) and problem.inputs == 1 and np.ndim(problem.outputs(problem.start)) == 1:

            def height(w: Params, x: Array) -> LossValue:
                z = problem.outputs(w, x[:, None])
                return z if problem.classes is None else 0.5 * (1 + np.tanh(0.5 * z))  # the logistic function

            return Fit(table[:, 0], target, height, "curve" if problem.classes is None else "probability")
    raise ValueError(
        "line_on_data draws what a problem predicts over one feature: a linear or logistic regression, or a network "
        f"with one output; got {given(problem)}"
    )


def _is_line(problem: Problem, table: Array, target: Array) -> bool:
    """Whether the loss is the mean squared error of w x + b, or w x, judged by what it computes."""
    size = problem.size or 0
    if size > 2 or table.ndim != 2 or table.shape[1] != size or target.shape != (len(table),):
        return False
    probe = np.linspace(0.5, 1.5, size)
    straight = size == 1 or np.all(table[:, 1] == 1)
    return bool(straight and np.isclose(problem(probe), np.mean((table @ probe - target) ** 2)))


def _words(problem: Problem, fit: Fit, name: str, w: Array) -> str:
    names = problem.names or ("w", "b")[: problem.size]
    values = place(w, names) if len(w) <= NAMED else f"of {problem.title.split(' on ')[0]}" if not name else ""
    loss = "mean squared error" if fit.curve == "line" else "loss"
    return " ".join(part for part in (name, values, f"({loss} {number(problem(w))})") if part)
