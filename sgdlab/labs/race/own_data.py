"""What the reader gives to the race: a name in the list, a problem, or X and y [raced, problem_from]."""

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import as_array, reals
from sgdlab.data import standardize
from sgdlab.labs.given import drawable
from sgdlab.labs.race.menu import MENU, problem_of
from sgdlab.problems import Model, Problem, linear_regression, logistic_regression, softmax_regression, with_examples
from sgdlab.problems.model import features
from sgdlab.quantities import Flags, Given, Labels, count

YOURS = "your problem"
MOST_CLASSES = 10
LARGEST = 1e150  # of y: a loss is its square
OTHERS = "sgdlab.linear_regression(X, y) or sgdlab.rosenbrock(), on X and y, or on a name in its list, such as 'moons'"


def raced(given: Given, y: Given = None) -> tuple[str, Problem, str]:
    """Return a name, the problem, and what the lab says about it, for a name in the list, a problem, or X and y.

    None stands for the penguins.  A surface without examples becomes the mean of tilted copies.

    Errors: a name that is not in the list; a problem that can't be drawn; what is no problem; a y beside a problem.

    >>> from sgdlab.problems import rosenbrock
    >>> raced("moons")[0], raced(rosenbrock())[1].n
    ('moons', 120)
    """
    if y is not None and (given is None or isinstance(given, Problem | str)):
        raise TypeError("y belongs to data, RaceLab(X, y); what is yours has a name: RaceLab(problem, yours=…)")
    if y is not None:
        problem, note = problem_from(given, y)
        return YOURS, problem, note
    if given is None or isinstance(given, str):
        name = given or "penguins"
        return name, problem_of(name), ""
    own = drawable(given, "RaceLab races", example=OTHERS)
    name = next((name for name in MENU if own is problem_of(name)), YOURS)
    return name, own if own.data else with_examples(own), ""


def problem_from(X: ArrayLike, y: ArrayLike) -> tuple[Model, str]:
    """Return the problem for features X (N, d), or (N,), and targets y (N,), with a sentence that says which it is.

    Two classes (0 and 1, -1 and 1, True and False, or two words) make a logistic regression, more words a softmax
    regression, and numbers a linear regression.  Rows with a missing value (None, NaN or "") are left out, then
    features that are the same in every row; the others are standardized: mean 0 and standard deviation 1.

    Errors: no feature that varies; numbers y beyond 1e150; other shapes.

    >>> problem_from([1.0, 2.0, 4.0, 8.0], [0, 1, 0, 1])[1]
    'Yours: logistic regression on 4 examples of 1 feature, for the classes 0 and 1. The feature is standardized.'
    """
    targets = as_array(y, "y")
    if not targets.ndim or targets.dtype.kind in "cmMV":
        targets = reals(y, "y")  # which says what to write instead of dates and the like
    in_a_row = targets.ravel() if targets.size == max(targets.shape, default=1) else targets  # also from a column
    given, target, left_out = _complete(as_array(X, "X"), in_a_row)
    columns = features(given)
    varies = (columns != columns[:1]).any(axis=0)
    if not varies.any():
        raise ValueError(f"no feature of X varies in its {count(len(columns), 'row')}: give rows that differ")
    rows = standardize(columns[:, varies])
    classes = _classes(target)
    problem: Model
    if not classes:
        if LARGEST < (largest := float(np.abs(target).max(initial=0))) < np.inf:
            raise ValueError(f"y goes up to {largest:.3g}, so its square overflows: give y / {largest:.1g}")
        names = target.dtype.kind in "iu" and 2 <= len(np.unique(target)) <= MOST_CLASSES
        problem = linear_regression(rows, target)
        about = "for numbers; if they name classes, give np.asarray(y, str)" if names else "for numbers"
    elif len(classes) == 2:
        problem = logistic_regression(rows, target == classes[1])
        about = f"for the classes {classes[0]} and {classes[1]}"
    else:
        problem, about = softmax_regression(rows, target), f"for the classes {', '.join(map(str, classes))}"
    several, alike = rows.shape[1] > 1, int((~varies).sum())
    scaled = f"The feature{'s are' if several else ' is'} standardized."
    constant = f" {count(alike, 'constant feature')} {'is' if alike == 1 else 'are'} left out." if alike else ""
    said = f"Yours: {problem.title} of {count(rows.shape[1], 'feature')}, {about}. {scaled}{constant}{left_out}"
    return problem, said


def _complete(given: Labels, target: Labels) -> tuple[Labels, Labels, str]:
    """Return features (N, d) and targets (N,) of the rows without a missing value, and how many others there are.

    Numbers among objects, as pandas keeps them, become numbers.
    """
    rows = given.reshape(-1, 1) if given.ndim == 1 else given
    left_out = 0
    if rows.ndim == 2:  # else an error says which shape X has to have
        if target.shape != rows.shape[:1]:
            raise ValueError(f"y has one entry per row of X, so shape ({len(rows)},); got {target.shape}")
        known = ~(_missing(rows).any(axis=1) | _missing(target))
        left_out = len(known) - int(known.sum())
        if left_out and left_out == len(known):
            raise ValueError("every row of X and y has a missing value, so none is left to train on")
        rows, target = rows[known], target[known]
    target = np.array(target.tolist()) if target.dtype.kind == "O" else target
    many = "1 row with a missing value is" if left_out == 1 else f"{left_out:,} rows with a missing value are"
    return rows, target, f" {many} left out." if left_out else ""


def _missing(values: Labels) -> Flags:
    """Where entries are None, empty, or not equal to themselves as NaN is; pandas' NA doesn't say whether it is."""
    if values.dtype.kind != "O":
        empty = values == "" if values.dtype.kind in "UT" else False
        return np.asarray((values != values) | empty)
    flags = [one is None or (one == one) is not True or one == "" for one in values.ravel().tolist()]
    return np.reshape(flags, values.shape)


def _classes(target: Labels) -> list[object]:
    """Return the classes among targets: 0 and 1, -1 and 1, or words; none for numbers."""
    found: list[object] = np.unique(target).tolist()
    if target.dtype.kind in "iuf":
        pairs: list[list[object]] = [[0, 1], [-1, 1]]
        return next((pair for pair in pairs if found == pair), [])  # whole, also where a missing value made them floats
    if not 2 <= len(found) <= MOST_CLASSES:
        some = ", ".join(map(str, found[:3]))
        numbers = "; if they are numbers, give np.asarray(y, float)" if len(found) > MOST_CLASSES else ""
        raise ValueError(f"y names classes, and the race takes 2 to {MOST_CLASSES}; got {len(found)}: {some}{numbers}")
    return found
