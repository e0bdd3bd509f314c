"""Replies of the exercises of notebooks 00 to 06 to wrong answers that were once told what is not true of them."""

from functools import partial

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.course import (
    notebook_00,
    notebook_01,
    notebook_02,
    notebook_03,
    notebook_04,
    notebook_05,
    notebook_06,
    notebook_08,
    spine,
)
from sgdlab.course.spine.part import variant_of
from sgdlab.course.spine.value import Value


def _column_of_ones(params, X, y, chosen, learning_rate):
    (w, b), x, t = params, X[chosen][:, 0], y[chosen]
    e = w * x + b - t
    return np.array([w - learning_rate * 2 * np.mean(e * x), b - learning_rate * 2 * np.mean(e)])


def _in_turn(params, X, y, chosen, learning_rate):
    for k in range(len(params)):
        params[k] -= learning_rate * 2 * np.mean((X[chosen] @ params - y[chosen]) * X[chosen][:, k])
    return params


def _always_small(gradient, w, learning_rate, small, most):
    for _ in range(most):
        slopes = gradient(w)
        if np.linalg.norm(slopes) <= small:
            break
        w = w - learning_rate * slopes
    return w, "small gradient"


def _always_most(*given):
    return _always_small(*given)[0], "most steps"


def _length_of_w(gradient, w, learning_rate, small, most):
    for _ in range(most):
        if np.linalg.norm(w) <= small:
            return w, "small gradient"
        w = w - learning_rate * gradient(w)
    return w, "most steps"


def _multiplied(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, end, slope in edges:
        grad[start] *= slope * grad[end]  # 0 times something
    return grad


def _first_part(size, edges):
    grad = np.zeros(size)
    grad[-1] = 1.0
    for start, end, slope in edges:
        if grad[start] == 0:
            grad[start] = slope * grad[end]
    return grad


def _kept_nowhere(w, x, y, learning_rate, steps):
    for _ in range(steps):
        w - learning_rate * 2 * (w * x - y) * x
    return w


def _never_restored(f, w, h):
    found = []
    for i in range(len(w)):
        w[i] += h
        up = f(w)
        w[i] -= 2 * h
        found.append((up - f(w)) / (2 * h))
    return found


def _bend_of_2h(f, x, h):
    return (f(x + 2 * h) - 2 * f(x) + f(x - 2 * h)) / (4 * h**2)


def _without_a_word_of_w(gradient, w, learning_rate, small, most):
    return notebook_02.descent.right(gradient, w, learning_rate, small, most)[1]


def _by_descent(x, y):
    X, p = np.c_[x, x**0], np.zeros(2)
    for _ in range(1000):
        p -= 0.05 * 2 * X.T @ (X @ p - y) / len(x)
    return p


def _half_divided(p, ones, zeros):
    return -ones * np.log(p) - zeros * np.log(1 - p) / (ones + zeros)


def _second_name(loss, w, h):
    nudged, gradient = w, np.zeros(len(w))
    for i in range(len(w)):
        nudged[i] += h
        gradient[i] = (loss(nudged) - loss(w)) / h
    return gradient


class _Called:
    def __call__(self, f, x):
        return sl.grad(f)(x)


@pytest.mark.parametrize(
    ("exercise", "answer", "words"),
    [
        (notebook_00.training_step, _column_of_ones, "Here X is complete: the prediction is X @ params"),
        (notebook_01.central, lambda f, x, h: sl.grad(f)(x), "That is the slope itself, as backprop"),
        (notebook_01.central, lambda f, x, h: f((x + h) - (x - h)) / (2 * h), "took f of the difference"),
        (notebook_01.curvature, lambda f, x, h: sl.grad(sl.grad(f))(x), "That is the curvature itself, as sl.grad"),
        (notebook_01.curvature, _bend_of_2h, "right if `h` were twice as large"),
        (notebook_01.curvature, lambda f, x, h: (f(x) - 2 * f(x - h) + f(x - 2 * h)) / h**2, "to the left of x"),
        (notebook_01.nudge_slip, partial(lambda f, x: sl.grad(f)(x)), "lets sgdlab compute it"),
        (notebook_01.nudge_slip, _Called(), "lets sgdlab compute it"),
        (notebook_01.nudge_slip, lambda f, x: sl.grad(f)(x), "lets sgdlab compute it"),
        (notebook_01.nudge_slip, lambda f, x: f(x + 1e-20j).imag / 1e-20, "forgets the imaginary part"),
        (notebook_01.nudge_slip, lambda f, x: (f(x + 1e-5 * x) - f(x - 1e-5 * x)) / (1e-5 * x), "twice the right one"),
        (notebook_01.nudge_slip, lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 1e-5, "twice the right one"),
        (notebook_01.nudge_slip, lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 2 * 1e-5, "at x near 1: 1e-10, should be"),
        (notebook_01.nudge_slip, lambda f, x: (f(x + 1e-8 * x) - f(x)) / (2e-8 * x), "half of the right one"),
        (notebook_01.nudge_slip, lambda f, x: (f(x) - f(x + 1e-8 * x)) / (1e-8 * x), "the wrong sign"),
        (notebook_02.descent, _always_small, 'Your words are always "small gradient"'),
        (notebook_02.descent, _always_most, 'Your words are always "most steps"'),
        (notebook_02.descent, _length_of_w, "You tested the length of `w`"),
        (notebook_02.descent, _without_a_word_of_w, "a tuple of 2. That is only a part of it."),
        (notebook_02.partials, _never_restored, "a nudge stays in w, because it was not taken back"),
        (notebook_02.partials, lambda f, w, h: sl.backprop(f, w)[1], "Use the h that you are given"),
        (notebook_03.best_line, lambda x, y: x @ y / (x @ x), "Give b a column of ones beside the x."),
        (
            notebook_03.constant_guess,
            lambda p, ones, zeros: -p * np.log(p) - (1 - p) * np.log(1 - p),
            "with p and 1 − p",
        ),
        (notebook_03.constant_guess, lambda p, ones, zeros: p**ones * (1 - p) ** zeros, "all at once"),
        (notebook_03.constant_guess, _half_divided, "look at the brackets in `-ones * np.log(p)"),
        (notebook_03.best_line, _by_descent, "Most are near: is something only approximated, by a descent"),
        (notebook_03.best_line, lambda x, y: np.linalg.lstsq(np.c_[x, x**0], y), "Return only that part of it."),
        (notebook_03.constant_guess, lambda p, a, b: -(a * np.log2(p) + b * np.log2(1 - p)) / (a + b), "np.log2, not"),
        (notebook_05.quotient, lambda u, du, v, dv: (u / v, u * dv), "Your second number is not right."),
        (notebook_03.mse_gradient, lambda x, y, w, b: 0, "takes (x, y, w, b), but it is called with (w, b, x, y)."),
        (notebook_04.backward_pass, _multiplied, "nothing has come back along the edges"),
        (notebook_04.backward_pass, _first_part, ""),
        (notebook_04.zero_slip, _kept_nowhere, "kept nowhere. Give it a name, with `=`"),
        (notebook_05.nudge_slip, _second_name, "`nudged` is a second name for w"),
        (notebook_05.quotient, lambda u, du, v, dv: (u / v, (v * du - u * dv) / v * v), "divides and multiplies again"),
        (notebook_06.shrinking, lambda depth, weight: min(1, (weight / 4) ** depth), "cut the bound off at 1"),
        (notebook_06.shrinking, lambda depth, weight: (weight / 4) ** (depth - 1), "One layer is missing"),
        (notebook_06.shrinking, lambda depth, weight: (weight / 4) ** (depth + 1), "one layer too many"),
    ],
)
def test_a_wrong_answer_is_told_what_is_true_of_it(exercise, answer, words):
    for _ in range(4):  # whatever is drawn
        outcome = exercise.check(answer)
        assert outcome.status == "not yet"
        assert words in outcome.reason
        assert "two slips" not in outcome.reason


@pytest.mark.parametrize(
    "answer",
    [
        lambda f, x: (f(x + 1e-15) - f(x - 1e-15)) / 2e-15,
        lambda f, x: (f(x + 1e-12) - f(x)) / 1e-12,
        lambda f, x: (f(x + 1e-11) - f(x)) / 1e-11,
        lambda f, x: (f(x + 1e-11) - f(x - 1e-11)) / 2e-11,
    ],
)
def test_a_smaller_slip_than_that_at_the_start_is_told_at_the_first_check(answer):
    outcome = notebook_01.nudge_slip.check(answer)
    assert outcome.status == "not yet"
    assert "The nudge is still lost in the digits of x" in outcome.reason


def test_nothing_is_called_near_where_a_part_is_exact():
    reason = notebook_00.training_step.check(_in_turn).reason
    assert "in place" in reason
    assert "near" not in reason


def test_a_second_name_for_an_array_is_told_to_be_no_copy():
    def renamed(gradient, w, learning_rate):
        old = w[:]
        for i in range(len(w)):
            w[i] = w[i] - learning_rate * gradient(old)[i]
        return w

    outcome = notebook_02.step_slip.check(renamed)
    assert outcome.status == "not yet"
    assert "`old = w[:]` are second names for the same array, and `old = w.copy()` is a copy" in outcome.reason
    assert "second name" not in notebook_02.step_slip.check(notebook_02.step_slip.given).reason


def test_a_copy_that_is_none_is_told_though_the_answers_are_those_at_the_start():
    def viewed(loss, w, h):
        base, gradient = loss(w), np.zeros(len(w))
        for i in range(len(w)):
            nudged = w[:]
            nudged[i] += h
            gradient[i] = (loss(nudged) - base) / h
        return gradient

    reason = notebook_05.nudge_slip.check(viewed).reason
    assert "it still gives the same answers as at the start" in reason
    assert "changes `w` in place, but its caller still needs the old one: work on a copy, `w.copy()`." in reason


def test_parameters_moved_one_after_the_other_are_told_what_that_means():
    def in_turn(w, b, c, chosen, rate):
        for k in range(2):
            w[k] -= rate * 2 * np.mean((b[chosen] @ w - c[chosen]) * b[chosen, k])
        return w

    for _ in range(3):
        reason = notebook_00.training_step.check(in_turn).reason
        assert "If it changes one entry after the other, the later ones see the first ones changed already." in reason


def test_a_slip_is_looked_for_in_a_learners_own_line_before_those_that_were_given():
    def uphill(w, x, y, learning_rate, steps):
        for _ in range(steps):
            error = w * x - y
            grad = 2 * error * x
            w = w + learning_rate * grad  # `y - w * x` two lines above would make it right, too
        return w

    def halved(w, x, y, learning_rate, steps):
        for _ in range(steps):
            error = w * x - y
            grad = error * x
            w = w - learning_rate * grad
        return w

    assert "look at `w + learning_rate * grad` in line 5" in notebook_04.zero_slip.check(uphill).reason
    assert "look at `error * x` in line 4" in notebook_04.zero_slip.check(halved).reason


def test_local_derivatives_made_of_grad_are_zero_on_the_way_forward():
    mine = variant_of(Value, __mul__=lambda new, a, b: new(a.data * b.data, [(a, b.grad), (b, a.grad)]))
    assert "Or are these derivatives 0, as `grad` still is on the way forward?" in spine.value.check(mine).reason


def test_what_an_answer_prints_is_seen_once_for_each_input(capsys):
    def loud(n, size, epochs):
        print("batches:", n // size)
        return n * size * epochs - 3

    assert notebook_08.updates.check(loud).status == "not yet"
    assert capsys.readouterr().out.count("batches") == 5


def test_a_list_of_other_things_is_told_with_what_is_in_it():
    def numbered(n, size, rng):
        return list(enumerate(np.split(rng.permutation(n), range(size, n, size))))

    reason = notebook_08.sampler.check(numbered).reason
    assert ", which begins with a tuple of 2, " in reason
    assert ", which begins with an array of shape " in reason
