"""Data of the reader's own: the problem for X and y [problem_from], and for points that are drawn [drawn].

The models for points that are drawn [FITS], and the plane on which a race on them is shown [plane_for].
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import as_array
from sgdlab.data import standardize
from sgdlab.labs.race.points import Points, read, refuse_one_place
from sgdlab.landscape import Surface, surface
from sgdlab.landscape.plane import Plane, plane_from, plane_of
from sgdlab.landscape.surface import POINTS_ACROSS, Limits
from sgdlab.problems import Model, Problem, linear_regression, logistic_regression, mlp, softmax_regression
from sgdlab.problems.model import features
from sgdlab.quantities import Flags, Labels

MOST_CLASSES = 10
BOX: tuple[Limits, Limits] = ((-1.1, 1.1), (-1.1, 1.1))  # in which points are drawn
EXAMPLES = {  # points to begin with
    "line": "-0.8,-0.4\n-0.5,-0.35\n-0.2,0.1\n0.1,-0.05\n0.4,0.45\n0.7,0.35",
    "classes": "-0.7,0.4,0\n-0.4,0.7,0\n-0.2,0.2,0\n0.2,0.5,0\n-0.3,-0.4,1\n0.1,-0.6,1\n0.5,-0.1,1\n0.7,-0.5,1",
}


@dataclass(frozen=True)
class Fit:
    """A model that is fitted to points: to those of a "line" (x, y), or to "classes" (x1, x2, class).

    make: the problem for some points;  code: the same for the reader;  rate, epochs: where its race opens;  start: on
    the map;  frame: the ends of both axes of the map;  across: places of the map along a side.
    """

    points: str
    make: Callable[[Points], Model]
    code: str
    rate: float
    epochs: int
    frame: tuple[Limits, Limits]
    across: int = POINTS_ACROSS
    start: tuple[float, float] = (0.0, 0.0)
    size = 2  # of a batch

    @property
    def usual(self) -> dict[str, object]:
        """The settings with which its race opens."""
        opening = {"epochs": self.epochs, "batch_size": self.size, "learning_rate": self.rate, "start": self.start}
        return {**opening, "points": EXAMPLES[self.points]}


def _labels(points: Points) -> Labels:
    assert points.labels is not None
    return points.labels.astype(int)


FITS: Mapping[str, Fit] = {
    "your points: a line": Fit(
        "line",
        lambda points: linear_regression(points.places[:, :1], points.places[:, 1]),
        "problem = sl.linear_regression({xs}, {ys})",
        rate=0.2,
        epochs=30,
        frame=((-2.5, 2.5), (-2.5, 2.5)),
        start=(-1.5, 1.5),
    ),
    "your points: network 1-8-1": Fit(
        "line",
        lambda points: mlp(points.places[:, :1], points.places[:, 1], hidden=8),
        "problem = sl.mlp({xs}, {ys}, hidden=8)",
        rate=0.1,
        epochs=300,
        frame=((-1.5, 4.5), (-2.5, 3.5)),
        across=41,
    ),
    "your classes: network 2-8-2": Fit(
        "classes",
        lambda points: mlp(points.places, _labels(points), hidden=8, loss="cross_entropy"),
        'problem = sl.mlp({xs}, {ys}, hidden=8, loss="cross_entropy")',
        rate=0.2,
        epochs=300,
        frame=((-3.0, 15.0), (-4.0, 14.0)),
        across=41,
    ),
    "your classes: a border": Fit(
        "classes",
        lambda points: logistic_regression(points.places, _labels(points), l2=0.01),
        "problem = sl.logistic_regression({xs}, {ys}, l2=0.01)",
        rate=1.0,
        epochs=30,
        frame=((-3.0, 7.0), (-5.0, 5.0)),
    ),
}


@dataclass(frozen=True, eq=False, repr=False)
class Drawn(Model):
    """A model on points that the reader draws, with what was taken and left out; the axes of its picture stay."""

    note: str = ""
    name: str = ""

    @property
    def fit(self) -> Fit:
        """The model, and where its race opens."""
        return FITS[self.name]

    @property
    def before(self) -> "Drawn":
        """The problem of its kind before the reader draws."""
        return drawn(self.name, EXAMPLES[self.fit.points])

    @property
    def map(self) -> Surface:
        """The loss on the plane that shows a race."""
        x, y = self.fit.frame
        return surface(plane_for(self).loss, x=x, y=y, points=self.fit.across)


@lru_cache(maxsize=16)
def drawn(name: str, text: str) -> Drawn:
    """Return the problem for the points in a text, by the name of a surface where points are drawn.

    Formula: "a line": mean (w x + b - y)^2;  "a border": logistic regression with l2 = 0.01;  "network": `mlp`.

    Errors: as in `read`; for more than two parameters, points that are all at one place.
    """
    points = read(text, FITS[name].points)
    model = FITS[name].make(points)
    if len(model.start) > 2:
        refuse_one_place(points)
        model = replace(model, solve=lambda: None)  # the page doesn't know where it is
    known = {one.name: getattr(model, one.name) for one in fields(model)}
    title = f"{model.title.partition(' on ')[0]} on points of yours"  # however many there are
    return Drawn(**{**known, "title": title}, note=points.note, name=name)


def plane_for(problem: Problem) -> Plane:
    """Return the plane that shows a race: on points that are drawn the start stays at (0, 0), wherever they are."""
    return plane_from(problem, problem.fit.rate, Fit.size) if isinstance(problem, Drawn) else plane_of(problem)


def problem_from(X: ArrayLike, y: ArrayLike) -> tuple[Model, str]:
    """Return the problem for features X (N, d), or (N,), and targets y (N,), with a sentence that says which it is.

    Two classes (0 and 1, -1 and 1, True and False, or two words) make a logistic regression, more words a softmax
    regression, and numbers a linear regression.  Rows with a missing value (None or NaN) are left out, and the features
    of the others are standardized: mean 0 and standard deviation 1.

    Errors: a feature that is constant; other shapes.

    >>> problem_from([1.0, 2.0, 4.0, 8.0], [0, 1, 0, 1])[1]
    'Yours: logistic regression on 4 examples of 1 feature, for the classes 0 and 1. The feature is standardized.'
    """
    targets = as_array(y, "y")
    in_a_row = targets.ravel() if targets.size == max(targets.shape, default=1) else targets  # also from a column
    given, target, left_out = _complete(as_array(X, "X"), in_a_row)
    rows = standardize(features(given))
    classes = _classes(target)
    problem: Model
    if not classes:
        names = target.dtype.kind in "iu" and len(np.unique(target)) <= MOST_CLASSES
        problem = linear_regression(rows, target)
        about = "for numbers; if they name classes, give y.astype(str)" if names else "for numbers"
    elif len(classes) == 2:
        problem = logistic_regression(rows, target == classes[1])
        about = f"for the classes {classes[0]} and {classes[1]}"
    else:
        problem, about = softmax_regression(rows, target), f"for the classes {', '.join(map(str, classes))}"
    several = rows.shape[1] > 1
    count = f"{rows.shape[1]} feature{'s' * several}"
    scaled = f"The feature{'s are' if several else ' is'} standardized."
    return problem, f"Yours: {problem.title} of {count}, {about}. {scaled}{left_out}"


def _complete(given: Labels, target: Labels) -> tuple[Labels, Labels, str]:
    """Return features (N, d) and targets (N,) of the rows without a missing value, and how many others there are.

    Numbers among objects, as pandas keeps them, become numbers.
    """
    rows = given.reshape(-1, 1) if given.ndim == 1 else given
    left_out = 0
    if rows.ndim == 2 and target.shape == rows.shape[:1]:  # else an error says which shapes they have to have
        known = ~(_missing(rows).any(axis=1) | _missing(target))
        left_out = len(known) - int(known.sum())
        if left_out and left_out == len(known):
            raise ValueError("every row of X and y has a missing value, so none is left to train on")
        rows, target = rows[known], target[known]
    target = np.array(target.tolist()) if target.dtype.kind == "O" else target
    count = "1 row with a missing value is" if left_out == 1 else f"{left_out:,} rows with a missing value are"
    return rows, target, f" {count} left out." if left_out else ""


def _missing(values: Labels) -> Flags:
    """Where entries are None, or not equal to themselves as NaN is; pandas' NA doesn't say whether it is."""
    if values.dtype.kind != "O":
        return np.asarray(values != values)
    return np.reshape([one is None or (one == one) is not True for one in values.ravel().tolist()], values.shape)


def _classes(target: Labels) -> list[object]:
    """Return the classes among targets: 0 and 1, -1 and 1, or words; none for numbers."""
    found: list[object] = np.unique(target).tolist()
    if target.dtype.kind in "iuf":
        pairs: list[list[object]] = [[0, 1], [-1, 1]]
        return next((pair for pair in pairs if found == pair), [])  # whole, also where a missing value made them floats
    if not 2 <= len(found) <= MOST_CLASSES:
        some = ", ".join(map(str, found[:3]))
        raise ValueError(f"y names classes, and the race takes 2 to {MOST_CLASSES}; got {len(found)}: {some}")
    return found
