"""sgdlab.course.judging.typos: slips of the hand that Python runs without an error."""

import numpy as np
import pytest

from sgdlab.course import notebook_02, notebook_07
from sgdlab.course.judging.typos import typo
from tests.course.judging.power import power


def test_a_caret_between_whole_numbers_which_raises_nothing_is_told():
    def deep(k, x):
        return [(lambda one: (k ^ 2) * one)(one) for one in x]

    for answer in (lambda k, x: (k ^ 2) * x, deep):
        outcome = power().check(answer)
        assert (outcome.status, outcome.reason[:29]) == ("not yet", "In Python `^` is no power: it")
    assert power(lambda k, x: (k ^ 2) * x).check(lambda k, x: (k ^ 2) * x).passed  # where it is right
    assert typo(np.square) == ""


# fmt: off
def _turned(gradient, w, learning_rate):
    w =- learning_rate * gradient(w)
    return w  # noqa: RET504
# fmt: on


def _lost(gradient, w, learning_rate):
    w - learning_rate * gradient(w)
    return w


def _compared(gradient, w, learning_rate):
    w == w - learning_rate * gradient(w)  # noqa: B015
    return w


def _unfinished(gradient, w, learning_rate):
    slopes = gradient(w)
    for _ in slopes:
        ...
    return w


def _there_and_back(gradient, w, learning_rate):
    h = learning_rate + 1
    return w - gradient(w) / (h + 1) * (h + 1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_turned, "`=-` and `=+` only set: `x =- 1` is `x = -1`."),
        (_lost, "The line `w - learning_rate * gradient(w)` computes something that is kept nowhere. Give it a name"),
        (_compared, "is kept nowhere. `==` compares. To set something, write one `=`."),
        (_there_and_back, "`gradient(w) / (h + 1) * (h + 1)` divides and multiplies again by the same."),
        (_there_and_back, "To divide by its square, write `/ (h + 1) ** 2`, with all"),
        (_unfinished, "There is still a `...` in your function."),
    ],
)
def test_a_line_that_does_not_do_what_was_meant_is_told(answer, words):
    assert words in notebook_02.step_slip.check(answer).reason


def test_a_line_that_is_lost_beside_a_right_one_does_no_harm():
    def step(gradient, w, learning_rate):
        w == 0  # noqa: B015
        return w - learning_rate * gradient(w)

    assert notebook_02.step_slip.check(step).passed


outer = 0.5


def test_a_value_from_outside_in_place_of_an_argument_is_told():
    told = power().check(lambda k, at: k**2 * outer).reason
    assert told.startswith("Your function never reads its argument `at`. It reads `outer`, which is set outside of it")
    assert power(lambda k, x: k * outer).check(lambda k, at: k * outer).passed
    assert "outside" not in power().check(lambda k, x: k * x * outer).reason


def test_calls_and_negative_numbers_are_no_slips():
    def shuffled(gradients, batches):
        total = []
        total.append(-1)
        total[0] = -2
        """Not done: x =-1."""
        return gradients[0]

    assert typo(shuffled) == ""
    assert "kept nowhere" not in notebook_07.last_batch_slip.check(shuffled).reason
