"""A wrong answer and the right one, run side by side, with the first step at which they differ [side_by_side]."""

import io
import warnings
from collections.abc import Sequence
from contextlib import redirect_stdout

import numpy as np

from sgdlab.course.exercises.runs import Arguments, Runs, Step
from sgdlab.course.telling.answers import code, same
from sgdlab.course.telling.outcomes import Note
from sgdlab.quantities import Array
from sgdlab.scene import (
    Axis,
    Curve,
    Curves,
    Figure,
    Map,
    Mark,
    Panel,
    Path,
    Plane,
    Points,
    Scene,
    Series,
    Spot,
    figure_of,
)

SHORT = 70  # characters of an argument that the description has
SIDE = 41  # points along each side of a map
GRADIENTS, LOSSES = ("gradient", "gradient_of"), ("f", "loss")  # what exercises call these arguments


def followed(runs: Runs, answer: object, arguments: Arguments) -> tuple[list[Step], str]:
    """Return the steps of a learner's run, and the error that ended it, if any; what it prints is dropped."""
    steps: list[Step] = []
    try:
        with redirect_stdout(io.StringIO()), warnings.catch_warnings(action="ignore"):
            for step in runs.follow(answer, arguments):
                steps.append(step)
    except Exception as error:  # of the learner's own function, here with arguments that check did not try
        return steps, f" Yours stops there: {type(error).__name__}: {error}."
    return steps, ""


def first_difference(mine: Sequence[Step], right: Sequence[Step]) -> int | None:
    """Return the number of the first step at which two runs differ; None if there is none.

    >>> first_difference([(0, [1.0]), (1, [2.0])], [(0, [1.0]), (1, [3.0])])
    1
    """
    pairs = zip(mine, right, strict=False)
    differ = (k for k, ((_, one), (_, other)) in enumerate(pairs) if not same(one, other))
    return next(differ, None if len(mine) == len(right) else min(len(mine), len(right)))


def side_by_side(name: str, runs: Runs, answer: object, right: object, every: Sequence[Arguments]) -> Figure | Note:
    """Return the picture of an answer beside the right one, for the first of the arguments at which their runs differ.

    Places of two numbers are paths, over the loss if a gradient is among the arguments; single numbers are curves; of
    more numbers the loss is drawn, or the distance from where the right run ends.
    """
    for arguments in every:
        (mine, stopped), theirs = followed(runs, answer, arguments), list(runs.follow(right, arguments))
        first = first_difference(mine, theirs)
        if first is not None and mine:
            break
    shapes = {np.shape(at) for _, at in mine + theirs}
    if not mine or len(shapes) > 1:
        told = f"The numbers that you return do not fit the right ones, so there is nothing to draw.{stopped}"
        return Note("No picture", told)
    x = [np.array([k for k, _ in steps], dtype=float) for steps in (mine, theirs)]
    at = [np.array([one for _, one in steps]) for steps in (mine, theirs)]
    told = f"{_told(runs.label, first, x, at)}{stopped}"
    draw = _paths if shapes == {(2,)} else _curves
    panel = draw(runs.label, x, at, first, arguments)
    given = {key: code(value) for key, value in arguments.items()}
    words = ", ".join(f"{key} = {value}" for key, value in given.items() if len(value) <= SHORT)
    return figure_of(Scene(name, f"{told} {f'It is for {words}.' if words else ''}".rstrip(), [panel]))


def _told(label: str, first: int | None, x: list[Array], at: list[Array]) -> str:
    if first is None:
        return "Your run goes the right way, step by step: what differs is something else that you return."
    where = f"{label} {x[1][min(first, len(x[1]) - 1)]:g}"
    if first >= min(map(len, at)):
        return f"Your run and the right one are the same as far as {where}, and do not end together."
    mine, right = (", ".join(f"{one:.3g}" for one in where[first]) for where in at)
    return f"Your run and the right one differ from {where} on: yours gives {mine}, the right one {right}."


YOURS, RIGHT = Series("yours", "yours", color="orange", marker="square"), Series("right", "the right one")


def _paths(label: str, x: list[Array], at: list[Array], first: int | None, arguments: Arguments) -> Panel:
    """Two paths; one that runs away leaves the frame."""
    frames = _frame(*at)
    across, up = (Axis(name, ends) for name, ends in zip(_axes(arguments), frames, strict=True))
    fine = np.logical_and.accumulate((np.abs(at[0]) < 1e9).all(axis=1))  # up to where it is no longer finite
    lines = [Path(RIGHT, at[1]), Path(YOURS, at[0][fine])]
    marks = [Spot("start", at[1][0], ring=True)] if first != 0 else []
    if first is not None and first < min(map(len, at)):
        low, high = np.transpose(frames)
        where = next(one[first] for one in at if np.all((low <= one[first]) & (one[first] <= high)))  # the right one is
        marks.append(Spot(f"first difference: {label} {x[0][first]:g}", where))
    losses = _losses(arguments, frames)
    if losses is None:
        dots = [Points(one.series, one.data) for one in lines]
        return Plane(across, up, dots, lines, marks=marks, equal=True)
    return Map(across, up, losses, paths=lines, marks=marks, equal=True)


def _axes(arguments: Arguments) -> tuple[str, str]:
    """What the two numbers of a place are called."""
    name = next((one for one in ("params", "w", "start") if np.size(arguments.get(one, ())) == 2), None)
    name = "params" if name == "start" else name
    return (f"{name}[0]", f"{name}[1]") if name else ("w", "b") if "b" in arguments else ("first", "second")


def _frame(mine: Array, right: Array) -> list[tuple[float, float]]:
    """The same length along both axes: the right path, and as much again of the other one."""
    low, high = right.min(axis=0), right.max(axis=0)
    reach = max(float(np.max(high - low)), 1e-3)
    shown = mine[np.isfinite(mine).all(axis=1)]
    near = shown[np.all((shown > low - reach) & (shown < high + reach), axis=1)]
    both = np.concatenate([right, near])
    middle, half = (both.min(axis=0) + both.max(axis=0)) / 2, 0.58 * max(float(np.max(np.ptp(both, axis=0))), 1e-3)
    return [(float(one - half), float(one + half)) for one in middle]


def _losses(arguments: Arguments, frames: list[tuple[float, float]]) -> Array | None:
    """The loss over the frame: the gradient, summed up along straight lines from the middle; None without one.

    Formula: L(m + d) - L(m) = ∫ g(m + t d) · d dt from 0 to 1, by three points: exact for polynomials up to degree 6.
    """
    gradient = next((arguments[name] for name in GRADIENTS if name in arguments), None)
    if gradient is None:
        return None
    grid = np.stack(np.meshgrid(*(np.linspace(*ends, SIDE) for ends in frames)), axis=-1)
    middle = np.array([np.mean(ends) for ends in frames])
    where, weight = np.polynomial.legendre.leggauss(3)
    heights = np.zeros((SIDE, SIDE))
    for t, share in zip((where + 1) / 2, weight / 2, strict=True):
        for place in np.ndindex(SIDE, SIDE):
            away = grid[place] - middle
            heights[place] += share * float(np.dot(gradient(middle + t * away), away))
    heights -= heights.min()
    return heights


def _curves(label: str, x: list[Array], at: list[Array], first: int | None, arguments: Arguments) -> Panel:
    """A number at each step: the place itself, the loss there, or the distance from the end of the right run."""
    loss = next((arguments[name] for name in LOSSES if name in arguments), None)
    if at[1].shape[1] == 1:
        title, heights = "the number that you return", [one[:, 0] for one in at]
    elif loss is not None:
        with np.errstate(all="ignore"):  # a run may leave all bounds
            title, heights = "loss", [np.array([float(loss(each)) for each in one]) for one in at]
    else:
        title, heights = "distance from the right end", [np.linalg.norm(one - at[1][-1], axis=1) for one in at]
    finite = heights[1][np.isfinite(heights[1])]
    low, high = float(finite.min()), float(finite.max())
    reach = 2 * max(high - low, 1e-9 * abs(high), 1e-12)
    mine = np.clip(np.nan_to_num(heights[0], nan=high + reach), low - reach, high + reach)
    curves = [Curve(RIGHT, heights[1], {"x": x[1]}), Curve(YOURS, mine, {"x": x[0]})]
    marks = [Mark("first difference", float(x[0][first]))] if first is not None and first < len(x[0]) else []
    return Curves([Axis(label, key="x")], Axis(title), curves, marks)
