"""sgdlab.course.repair.changes: which change of a program is told, if there are several."""

import numpy as np
import pytest

from sgdlab.course.notebook_09 import ahead_slip
from sgdlab.course.notebook_12 import normalized
from sgdlab.course.repair import repair as module
from sgdlab.course.repair.repair import repair


def smaller(n, m):
    return 2 * min(n, m)


def larger(n, m):
    return 2 * max(n, m)


def larger_turned(n, m):
    return 2 * max(m, n)


@pytest.mark.parametrize("slip", [smaller, larger, larger_turned])
def test_where_one_argument_is_enough_nobody_is_sent_to_the_smaller_of_two_equal_numbers(slip, monkeypatch):
    """`min(m, m)` would be right, too."""
    monkeypatch.setattr(module, "SECONDS", 10.0)  # on a machine that does much else
    points = [(3, 7), (9, 4), (6, 8), (2, 1)]
    wanted = {"": [2 * m for _, m in points]}
    told = repair(slip, [lambda n, m: m + m], wanted, lambda made, point: made(*point), points, lambda made: True)
    assert told.then == "m"


def wrong_axis(x, y):
    return np.array([x * y, x]).mean(axis=0)


def wrong_sign(x, y):
    return np.array([1 / (1 + np.exp(x[0])), y[0]])


@pytest.mark.parametrize(
    ("slip", "right", "then"),
    [
        (wrong_axis, lambda x, y: np.array([np.mean(x * y), np.mean(x)]), "axis=1"),
        (wrong_sign, lambda x, y: np.array([np.exp(x[0]) / (1 + np.exp(x[0])), y[0]]), "np.exp(-x[0])"),
    ],
)
def test_what_is_proposed_is_what_somebody_would_write(slip, right, then, monkeypatch):
    """`axis=-1`, and 1 minus the whole quotient, would be right, too."""
    monkeypatch.setattr(module, "SECONDS", 10.0)
    points = list(np.random.default_rng(0).normal(size=(5, 2, 3)))
    wanted = {"": [right(*point) for point in points]}
    assert repair(slip, [], wanted, lambda made, point: made(*point), points, lambda made: True).then == then


def doubled(u, v):
    return (u - 1) / v * 2


def doubled_below(u, v):
    return (u - 1) / (v * 2)


def at_the_first_other(u, v):
    for k in range(9):
        if k < u:
            v += k
        else:
            v += 1
            return v
    return None


@pytest.mark.parametrize(
    ("slip", "right", "told"),
    [
        (doubled, lambda u, v: (u - 1) / v**2, "Write `(u - 1) / v ** 2` there."),
        (doubled_below, lambda u, v: (u - 1) / v**2, "Write `v ** 2` there."),
        (
            at_the_first_other,
            lambda u, v: v + u * (u - 1) / 2 + 9 - u,
            "look at `return v` in line 7 of your function. Put",
        ),
    ],
)
def test_a_square_written_as_a_product_and_a_return_in_a_branch_are_found(slip, right, told, monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 10.0)
    points = [(3, 7), (4, 1.5), (6, 8), (2, 3)]
    wanted = {"": [right(*point) for point in points]}
    found = repair(slip, [], wanted, lambda made, point: made(*point), points, lambda made: True)
    assert told in found.told(plainly=True)


def in_lines(W, D):
    long = np.linalg.norm(W, axis=0)
    short = np.linalg.norm(D, axis=0)
    return D / long * short


def test_what_is_to_be_swapped_is_shown_with_what_is_around_it():
    parts = "`np.linalg.norm(D, axis=0)` and `np.linalg.norm(W, axis=0)`. Swap `D` and `W` there."
    for wrong, told in (
        (lambda W, D: D / np.linalg.norm(W, axis=0) * np.linalg.norm(D, axis=0), parts),
        (
            in_lines,
            "look at `D / long * short` in line 4 of your function. Write `D / short * long` there.",
        ),
    ):
        normalized.check(wrong)
        assert told in normalized.check(wrong).reason


def test_a_whole_quotient_is_no_way_to_write_zero():
    """-0.1 // g is 0 for a gradient g below -0.1, and a velocity begins at 0."""

    def run_nesterov(gradient, w, learning_rate, momentum, steps):
        velocity = -learning_rate * gradient(w)
        for _ in range(steps):
            ahead = w + momentum * velocity
            velocity = momentum * velocity - learning_rate * gradient(ahead)
            w = w + velocity
        return w

    reasons = [ahead_slip.check(run_nesterov).reason for _ in range(3)]
    assert all("-learning_rate * gradient(w)" in reason and "//" not in reason for reason in reasons), reasons
