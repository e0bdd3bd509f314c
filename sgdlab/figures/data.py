"""Data of one feature, and the lines that are fitted to them [line_on_data]."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sgdlab.figures.described import Figure
from sgdlab.figures.series import legend, looks
from sgdlab.figures.words import number, place, sentence
from sgdlab.problems import Problem
from sgdlab.run import Run


def line_on_data(problem: Problem, params: Any, *, x: str = "x", y: str = "y") -> Figure:
    """Draw the examples of a linear regression on one feature, and the lines that parameters stand for.

    Formula: y = w x + b.  `params` is a Run (its end is drawn), parameters (P,), or {name: either of them}; `x` and
    `y` name the axes.  Errors: a problem that is not a linear regression on one feature; parameters of another shape.

    >>> import sgdlab as sl
    >>> line_on_data(sl.linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]), [2.0, 1.0])
    3 examples of y against x, and the line w = 2, b = 1 (mean squared error 0).
    """
    feature, target = _one_feature(problem)
    names = problem.names or ("w", "b")[: problem.size]
    given = _named(params)
    lines = {name: _coefficients(problem, value) for name, value in given.items()}
    styles = looks([value if isinstance(value, Run) else None for value in given.values()])
    said = [f"{name} {place(w, names)} (mean squared error {number(problem(w))})".strip() for name, w in lines.items()]
    words = (
        f"{len(target):,} examples of {y} against {x}, and the line{'s:' if len(said) > 1 else ''} {'; '.join(said)}"
    )

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        axes.plot(feature, target, "o", color="#59636e", ms=5, alpha=0.55, mec="white", mew=0.4, label="examples")
        ends = np.array([feature.min(), feature.max()])
        ends += 0.04 * np.ptp(ends) * np.array([-1, 1])
        for look, (name, w) in zip(styles, lines.items(), strict=True):
            height = w[0] * ends + (w[1] if len(w) == 2 else 0.0)
            axes.plot(ends, height, color=look.color, linestyle=look.dash, linewidth=2.2, label=name or "the line")
        axes.set(xlabel=x, ylabel=y)
        legend(figure, axes.get_lines())

    return Figure(draw, sentence(words))


def _named(params: Any) -> dict[str, Any]:
    return {str(name): value for name, value in params.items()} if isinstance(params, Mapping) else {"": params}


def _one_feature(problem: Any) -> tuple[Any, Any]:
    """Return feature (N,) and target (N,) of a linear regression, known by what its loss computes."""
    words = "line_on_data draws a linear regression on one feature"
    if not isinstance(problem, Problem) or len(problem.data) != 2 or problem.size is None:
        raise ValueError(f"{words}; got {problem!r:.80}")
    table, target = problem.data
    fits = table.ndim == 2 and table.shape[1] == problem.size and target.shape == (len(table),)
    if not fits or problem.size > 2 or (problem.size == 2 and np.any(table[:, 1] != 1)):
        raise ValueError(f"{words}, with one or two parameters; got {problem!r}")
    probe = np.linspace(0.5, 1.5, problem.size)
    if not np.isclose(problem(probe), np.mean((table @ probe - target) ** 2)):
        raise ValueError(f"{words}, whose loss is the mean squared error; the loss of {problem!r} is another one")
    return table[:, 0], target


def _coefficients(problem: Problem, value: Any) -> Any:
    found = np.asarray(value.final if isinstance(value, Run) else value, dtype=float)
    if found.shape != (problem.size,) or not np.all(np.isfinite(found)):
        raise ValueError(
            f"a line has {problem.size} finite parameters, shape ({problem.size},); got shape {found.shape}"
        )
    return found
