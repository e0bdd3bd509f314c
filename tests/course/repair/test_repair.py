"""sgdlab.course.repair: the one wrong place of a program is found, and none is invented."""

import ast
import copy
import sys
from itertools import islice
from weakref import WeakKeyDictionary

import numpy as np
import pytest

from sgdlab.course.notebook_01 import central
from sgdlab.course.notebook_09 import heavy_ball
from sgdlab.course.repair import repair as module
from sgdlab.course.repair.changes import changes
from sgdlab.course.repair.repair import repair

RNG = np.random.default_rng(5)
POINTS = [(RNG.normal(size=n), RNG.uniform(0.5, 2)) for n in (3, 4, 6, 5, 4)]


def spread_of(values, scale):
    return np.sqrt(np.mean((values - scale) ** 2))


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 10.0)  # on a machine that does much else


def run(program, point):
    return program(*copy.deepcopy(point))  # a changed program may change what it is given


def found(answer, right=spread_of, points=POINTS, mistakes=None):
    wanted = {"": [right(*point) for point in points]} | {
        reason: [one(*point) for point in points] for reason, one in (mistakes or {}).items()
    }
    return repair(
        answer, [right], wanted, run, points, lambda made: all(map(np.isfinite, (run(made, one) for one in points)))
    )


def plus(values, scale):
    total = 0.0
    for value in values:
        away = value + scale
        total += away**2
    return np.sqrt(total / len(values))


def last_alone(values, scale):
    total = 0.0
    for value in values:
        away = value - scale
    total += away**2
    return np.sqrt(total / len(values))


def overwritten(values, scale):
    total = 0.0
    for value in values:
        total = (value - scale) ** 2
    return np.sqrt(total / len(values))


def overwritten_from_the_start(values, scale):
    for value in values:
        total = (value - scale) ** 2
    return np.sqrt(total / len(values))


def returned_early(values, scale):
    total = 0.0
    for value in values:
        total += (value - scale) ** 2
        return np.sqrt(total / len(values))
    return None


def without_square(values, scale):
    away = values - scale
    return np.sqrt(np.mean(np.abs(away)))


def twice_the_same(values, scale):
    low, high = values[: len(values) - 1] + scale, values[len(values) - 1 :] + scale
    return np.sqrt((np.sum(low**2) + np.sum(high**2)) / len(values))


@pytest.mark.parametrize(
    ("wrong", "at", "to_do"),
    [
        (plus, "`value + scale` in line 4 of your function", "Write `value - scale` there."),
        (last_alone, "`total += away**2` in line 5 of your function", "Put it into the loop, as its last line."),
        (overwritten, "`total = (value - scale) ** 2` in line 4", "Write `total += (value - scale) ** 2` there."),
        (overwritten_from_the_start, "`total = (value - scale) ** 2` in line 3", "write `total = 0` before the loop"),
        (returned_early, "`return np.sqrt(total / len(values))` in line 5", "Put it after the loop."),
        (without_square, "`np.abs(away)` in line 3 of your function", "Write `np.square(away)` there."),
        (lambda v, s: np.sqrt(np.mean((v - s) ** 2) * len(v)), "`np.mean((v - s) ** 2) * len(v)`", "Write `np.mean"),
        (
            lambda v, s: np.mean((v - s) ** 2),
            "`np.mean((v - s) ** 2)`",
            "Write `np.sqrt(np.mean((v - s) ** 2))` there.",
        ),
        (lambda v, s: np.sqrt(np.mean((s - v * 2) ** 2)), "`v * 2`", "Write `v` there."),
    ],
)
def test_the_place_is_told_first_and_later_what_to_do_there(wrong, at, to_do):
    place = found(wrong)
    assert place is not None
    assert at in place.told(plainly=False)
    assert "Write" not in place.told(plainly=False)
    assert to_do in place.told(plainly=True)


def test_two_equal_changes_are_not_one_place():
    assert found(twice_the_same) is None  # low and high are different expressions


def test_one_thing_in_two_places_is_not_told_as_one_place():
    def shifted(values, scale):
        return np.sqrt(np.mean((values - 2 * scale) * (values - 2 * scale)))

    there = found(shifted)
    assert there.times == 2
    assert there.told(True).startswith("Your program is right except for one thing, which is in 2 places: look at ")
    assert there.told(True).endswith(" in each of them.")


def test_random_answers_have_no_place():
    for seed in range(5):
        numbers = dict(
            zip((values.tobytes() for values, _ in POINTS), np.random.default_rng(seed).uniform(size=5), strict=True)
        )
        assert found(lambda values, scale, numbers=numbers: numbers[values.tobytes()] + 0 * scale) is None


def test_what_fits_four_of_five_inputs_is_not_right():
    def nearly(values, scale):
        return plus(values, scale) if len(values) < 6 else 0.0

    assert found(lambda values, scale: nearly(values, scale)) is None


def test_a_change_that_leaves_a_known_mistake():
    place = found(lambda v, s: np.log(np.mean((v - s) ** 2)), mistakes={"No root.": lambda v, s: np.mean((v - s) ** 2)})
    assert place.told(plainly=False) == (
        "There may be two slips. With `np.mean((v - s) ** 2)` in place of `np.log(np.mean((v - s) ** 2))`, only this "
        "one would be left: No root."
    )


def test_nobody_is_told_to_leave_out_a_factor_so_that_its_lack_is_the_mistake_that_is_left():
    mistakes = {"No factor.": lambda v, s: np.mean(v - s)}
    assert found(lambda v, s: np.mean((v - s) * v[0] ** 3), mistakes=mistakes) is None
    assert found(lambda v, s: np.mean(np.outer(v - s, v)), mistakes=mistakes) is None


def test_every_change_is_taken_back():
    tree = ast.parse(
        "def f(x, n):\n    t = 0\n    for k in range(n):\n        t += x[k] * 2\n    return t / len(x)"
    ).body[0]
    before = ast.dump(tree)
    for change in changes(tree, [tree]):
        change.swap()
        change.swap()
        assert ast.dump(tree) == before


def endless(values, scale):
    size, k = len(values), 0
    while k < size:
        k += 1
    return scale * k


def test_a_loop_that_a_change_makes_endless_is_ended(monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 1.0)
    assert found(endless) is None


def dealing(values, scale):
    """Makes a rule, which never ends once its inner loop is left out."""

    def rule():
        while True:
            moved = values + scale
            for value in moved:  # noqa: UP028
                yield value

    return rule


def test_what_a_program_makes_is_ended_too(monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 1.0)

    def first_five(made, point):
        return np.array(list(islice(run(made, point)(), 5)))

    wanted = {"": [np.arange(5.0) for _ in POINTS]}  # which no change gives
    assert repair(dealing, [], wanted, first_five, POINTS, lambda made: True) is None


@pytest.mark.parametrize("fault", [ZeroDivisionError, TimeoutError])
def test_a_change_that_fails_elsewhere_is_no_repair(fault):
    def confirm(made):
        raise fault

    wanted = {"": [spread_of(*point) for point in POINTS]}
    assert repair(plus, [spread_of], wanted, run, POINTS, confirm) is None


class Key:
    pass


def late(kept):
    table, keys = WeakKeyDictionary(), [Key()]
    table[keys[0]] = kept
    _ = sum(range(20_000_000)), keys.clear()  # in one line, so that Python next asks in the library
    kept.append(len(table))


def test_a_call_is_ended_in_the_program_and_not_in_a_library_that_tidies_up(monkeypatch):
    lost, kept = [], []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)
    with pytest.raises(TimeoutError):
        module._limited(late, 0.02)(kept)
    assert (lost, kept) == ([], [])


def asks(values, scale):
    input("Go on? ")
    return np.sqrt(np.sum((values - scale) ** 2))


def catches(values, scale):
    try:
        return np.sqrt(np.sum((values - scale) ** 2))
    except ValueError:
        return 0.0


def prints(values, scale):
    print(values)
    return np.sqrt(np.mean((values + scale) ** 2))


def test_a_program_that_asks_or_catches_is_left_alone_and_one_that_prints_is_quiet(capsys):
    points = [(np.ones(2), 1.0)]
    assert repair(asks, [], {"": [0.0]}, lambda *_: 1 / 0, points, bool) is None
    assert repair(catches, [], {"": [0.0]}, lambda *_: 1 / 0, points, bool) is None
    assert repair(len, [], {"": [0.0]}, lambda *_: 1 / 0, points, bool) is None
    assert "line 3" in found(prints).at
    assert capsys.readouterr().out.count("[") <= len(POINTS)  # its own one run, and none of the changed ones


def test_a_program_with_a_row_of_numpys_brackets_is_left_alone():
    column = lambda values, scale: np.linalg.lstsq(np.c_[values], values)[0] * scale  # noqa: E731
    assert found(column) is None  # np.c_ without its brackets is a list without end


def test_what_is_to_be_written_means_there_what_it_means_alone():
    times = lambda n, size, epochs: n * size * epochs  # noqa: E731
    place = found(times, lambda n, size, epochs: (n + size) * epochs, [(7, 3, 3), (9, 4, 5), (12, 5, 7), (8, 3, 2)])
    assert (place.at, place.then) == ("`n * size`", "(n + size)")  # n + size * epochs would be another sum


def test_a_check_says_where_at_first_and_what_at_the_second_time():
    def brackets(f, x, h):
        return (f(x + h) - f(x - h)) / (2 + h)

    central._wrongs = central._hinted = 0
    first, second = central.check(brackets).reason, central.check(brackets).reason
    assert first == "Your program is right except in one place: look at `2 + h` in line 2 of your function."
    assert second == f"{first} Write `2 * h` there."


def test_an_argument_with_a_name_is_shown_with_it():
    place = found(lambda values, scale: np.std(values, ddof=1), lambda values, scale: np.std(values, ddof=2))
    assert (place.at, place.then) == ("`ddof=1`", "ddof=2")


def test_the_solution_is_not_printed():
    def average(gradient, w, learning_rate, momentum, steps):
        velocity = np.zeros_like(w)
        for _ in range(steps):
            velocity = np.tanh(velocity) - np.sin(w)
            w = w - learning_rate * velocity
        return w

    reasons = [heavy_ball.check(average).reason for _ in range(2)]
    assert all("line 4" in reason and "Write" not in reason for reason in reasons), reasons
