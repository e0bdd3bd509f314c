"""Show which class is predicted where, over two features [decision_boundary]."""

from __future__ import annotations

from collections.abc import Callable
from typing import SupportsFloat

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import function, given, real_array, text
from sgdlab.figures.runs import CLASSES, look_of
from sgdlab.figures.sentences import number, sentence
from sgdlab.problems import Problem
from sgdlab.problems.model import as_labels
from sgdlab.quantities import Array, Labels, count
from sgdlab.scene import Axis, Figure, Plane, Points, Scene, Series, figure_of
from sgdlab.scene.limits import with_room

MARGIN = 0.08  # of the width, left free around the examples
POINTS = 200  # along each side of the grid
WHAT = "what predict(rows) returned"
PREDICT = "a function of rows, such as lambda rows: model.predict(run.final, rows)"


def decision_boundary(
    predict: Callable[[Array], ArrayLike], X: ArrayLike, labels: ArrayLike, *, x: str = "x1", y: str = "x2"
) -> Figure:
    """Draw the regions where each class is predicted, and the examples with the markers of their true classes.

    `predict(rows)` returns the class (M,) of rows (M, 2); X (N, 2) and labels (N,) are the examples; `x` and `y` name
    the features.  An example on the wrong side has a ring.  For a network that predicts a number, use
    `lambda rows: model.outputs(params, rows) > 0.5` and labels that are True and False.
    Errors: a number of features other than two, more than ten classes, predictions of another shape.

    >>> import sgdlab as sl
    >>> X = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    >>> model = sl.logistic_regression(X, [0, 0, 1, 0])
    >>> decision_boundary(lambda rows: model.predict([0.0, 1.0, -0.5], rows), X, [0, 0, 1, 0])
    4 examples of x2 against x1 in 2 classes, and the regions where each is predicted: 0 in 50 % of the frame, 1 in
    50 %. 75 % of the examples lie in the region of their class.
    """
    rows, function_of = real_array(X, "X", ("N", 2)), function(predict, "predict", PREDICT, takes=("rows",))
    if isinstance(getattr(predict, "__self__", predict), Problem):
        raise TypeError(f"predict is {PREDICT}; got {given(predict)}")
    truth = _known(labels, "labels", rows)
    text(x, "x"), text(y, "y")
    ends = [with_room(column, MARGIN) for column in rows.T]
    across, up = (np.linspace(*end, POINTS) for end in ends)
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    where, own = _known(function_of(grid), WHAT, grid), _known(function_of(rows), WHAT, rows)
    if len({found.dtype.kind in "UT" for found in (truth, where, own)}) > 1:
        raise ValueError(f"labels and {WHAT} are both numbers or both words; got {given(truth)} and {given(own)}")
    classes = np.unique(np.concatenate([truth, where, own]))
    sides = [look_of(k, len(classes), "classes", CLASSES).series(f"class{k}", str(c)) for k, c in enumerate(classes)]
    region = np.searchsorted(classes, where).reshape(POINTS, POINTS)
    shares = [f"{c} in {_percent(np.mean(region == k))}" for k, c in enumerate(classes)]
    shares[0] += " of the frame"
    kinds = len(np.unique(truth))
    among = "1 class" if kinds == 1 else f"{kinds} classes"
    words = (
        f"{count(len(rows), 'example')} of {y} against {x} in {among}, and the regions where each is predicted: "
        f"{', '.join(shares)}. {_percent(np.mean(own == truth))} of the examples lie in the region of their class"
    )

    points = [Points(side, rows[truth == c]) for side, c in zip(sides, classes, strict=True) if np.any(truth == c)]
    if np.any(own != truth):
        points.append(Points(Series("wrong", "on the wrong side", "gray", marker="ring"), rows[own != truth]))
    plane = Plane(Axis(x, ends[0]), Axis(y, ends[1]), points, region=region, sides=sides)
    return figure_of(Scene(f"Where each class of {y} against {x} is predicted", sentence(words), [plane]))


def _known(classes: object, name: str, rows: Array) -> Labels:
    found = as_labels(classes, name)
    sound = found.dtype.kind in "biuUT" or (found.dtype.kind == "f" and np.isfinite(found).all())
    if not sound or found.shape != (len(rows),):
        raise ValueError(
            f"{name} holds finite numbers or words, one for each row, here shape ({len(rows)},); got shape "
            f"{found.shape}, {given(classes)}"
        )
    return found


def _percent(share: SupportsFloat) -> str:
    return f"{number(100 * float(share))} %"
