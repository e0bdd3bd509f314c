"""Data of the reader's own: the problem for X and y [problem_from], and for points that are drawn [drawn]."""

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import as_array
from sgdlab.data import standardize
from sgdlab.labs.race.points import read
from sgdlab.landscape.surface import Limits
from sgdlab.problems import Model, linear_regression, logistic_regression, softmax_regression
from sgdlab.problems.model import features
from sgdlab.quantities import Labels

MOST_CLASSES = 10
BOX: tuple[Limits, Limits] = ((-1.1, 1.1), (-1.1, 1.1))  # in which points are drawn
MAPS: dict[str, tuple[Limits, Limits]] = {"line": ((-2.5, 2.5), (-2.5, 2.5)), "classes": ((-8.0, 8.0), (-8.0, 8.0))}
EXAMPLES = {  # points to begin with
    "line": "-0.8,-0.4\n-0.5,-0.35\n-0.2,0.1\n0.1,-0.05\n0.4,0.45\n0.7,0.35",
    "classes": "-0.7,0.4,0\n-0.4,0.7,0\n-0.2,0.2,0\n0.2,0.5,0\n-0.3,-0.4,1\n0.1,-0.6,1\n0.5,-0.1,1\n0.7,-0.5,1",
}


@dataclass(frozen=True, eq=False, repr=False)
class Drawn(Model):
    """A model on points that the reader draws, with what was taken and left out; the axes of its picture stay."""

    note: str = ""
    box: tuple[Limits, Limits] = BOX

    @property
    def before(self) -> "Drawn":
        """The problem of its kind before the reader draws."""
        kind = "line" if self.classes is None else "classes"
        return drawn(kind, EXAMPLES[kind])


@lru_cache(maxsize=16)
def drawn(kind: str, text: str) -> Drawn:
    """Return the problem for the points in a text: a line through them, or a border between two classes.

    Formula: "line": mean (w x + b - y)^2;  "classes": logistic regression with l2 = 0.01 and without an intercept, so
    that its border goes through (0, 0) and the map shows all of its parameters.

    Errors: as in `read`.

    >>> (drawn("line", "0 0\\n1 1").minimum.round(6) + 0.0).tolist()
    [1.0, 0.0]
    """
    points = read(text, kind)
    if points.labels is None:
        model = linear_regression(points.places[:, :1], points.places[:, 1])
    else:
        model = logistic_regression(points.places, points.labels, l2=0.01, intercept=False)
        model = replace(model, solve=lambda: None)  # the page doesn't know where it is
    known = {one.name: getattr(model, one.name) for one in fields(model)}
    title = f"{model.title.partition(' on ')[0]} on points of yours"  # however many there are
    return Drawn(**{**known, "title": title}, note=points.note)


def problem_from(X: ArrayLike, y: ArrayLike) -> tuple[Model, str]:
    """Return the problem for features X (N, d), or (N,), and targets y (N,), with a sentence that says which it is.

    Two classes (0 and 1, True and False, or two words) make a logistic regression, more words a softmax regression, and
    numbers a linear regression.  The features are standardized: mean 0 and standard deviation 1.

    Errors: a feature that is constant; other shapes.

    >>> problem_from([1.0, 2.0, 4.0, 8.0], [0, 1, 0, 1])[1]
    'Yours: logistic regression on 4 examples of 1 feature, for the classes 0 and 1. The feature is standardized.'
    """
    given = as_array(X, "X")
    rows = standardize(features(given.reshape(-1, 1) if given.ndim == 1 else given))
    target = as_array(y, "y").ravel()
    classes = _classes(target)
    problem: Model
    if not classes:
        problem, about = linear_regression(rows, target), "for numbers"
    elif len(classes) == 2:
        problem = logistic_regression(rows, target == classes[1])
        about = f"for the classes {classes[0]} and {classes[1]}"
    else:
        problem, about = softmax_regression(rows, target), f"for the classes {', '.join(map(str, classes))}"
    several = rows.shape[1] > 1
    count = f"{rows.shape[1]} feature{'s' * several}"
    scaled = f"The feature{'s are' if several else ' is'} standardized."
    return problem, f"Yours: {problem.title} of {count}, {about}. {scaled}"


def _classes(target: Labels) -> list[Any]:
    """Return the classes among targets: 0 and 1, or words; none for numbers."""
    found: list[Any] = np.unique(target).tolist()
    if target.dtype.kind in "iuf":
        return found if found == [0, 1] else []
    if not 2 <= len(found) <= MOST_CLASSES:
        some = ", ".join(map(str, found[:3]))
        raise ValueError(
            f"y has words, which are classes: the race takes 2 to {MOST_CLASSES}; got {len(found)}: {some}"
        )
    return found
