"""sgdlab.course.repair.changes: which change of a program is told, if there are several."""

import pytest

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
