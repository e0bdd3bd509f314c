"""Replies to answers as learners write them, none of which is a known mistake: each is told what is true of it."""

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
    notebook_07,
    notebook_08,
    notebook_09,
    notebook_10,
    spine,
)
from sgdlab.course.spine.part import variant_of
from sgdlab.course.spine.value import Value


def _split(order, size):
    return np.split(order, range(size, len(order), size))


def _loop(n, size, rng):
    left, batches = list(range(n)), []
    rng.shuffle(left)
    while left:
        batches.append(left[:size])
        left = left[size:]
    return batches[::-1]


def _one_by_one(n, size, rng):
    left = list(range(n))
    drawn = [left.pop(rng.integers(len(left))) for _ in range(n)]
    return _split(np.array(drawn), size)


def test_a_sampler_that_is_right_passes_however_it_is_written():
    for answer in (
        _loop,
        _one_by_one,
        lambda n, size, rng: map(np.sort, _split(rng.permutation(n), size)),
        lambda n, size, rng: _split(np.argsort(rng.random(n)), size)[::-1],
        lambda n, size, rng: sorted(_split(rng.permutation(n), size), key=len),
    ):
        outcome = notebook_08.sampler.check(answer)
        assert outcome.passed, (answer, outcome)


def test_a_draw_in_which_one_example_comes_a_third_too_often_is_not_fair():
    def drawn(draw):
        return str(notebook_07.draw_slip.check(lambda n, size, rng: [draw(n, rng) for _ in range(size)]))

    assert "equally often: no" in drawn(lambda n, rng: int(10 * rng.normal()) % n)  # of −9, …, 9, the 0 comes twice
    assert "Passed" in drawn(lambda n, rng: int(n * rng.random()))


def test_a_generator_is_named_without_its_address():
    reason = notebook_07.draw_slip.check(lambda n, size, rng: (rng.integers(n) for _ in range(size))).reason
    assert "0x" not in reason
    assert reason.endswith("It holds no values yet: put list(…) around it.")


def _in_place(params, X, y, chosen, learning_rate):
    params -= learning_rate * 2 * X[chosen].T @ (X[chosen] @ params - y[chosen]) / len(chosen)
    return params


def _differences(params, X, y, chosen, learning_rate):
    """Right without a derivative by hand, but only to rounding: a quadratic has exact central differences."""

    def loss(w):
        return np.mean((X[chosen] @ w - y[chosen]) ** 2)

    h = 0.5
    return params - learning_rate * np.array([(loss(params + e) - loss(params - e)) / (2 * h) for e in h * np.eye(2)])


@pytest.mark.parametrize("answer", [_in_place, _differences])
def test_a_step_that_is_right_passes_however_it_is_written(answer):
    assert notebook_00.training_step.check(answer).passed


def _wrong_way_round(gradient, mean, square, t, learning_rate):
    mean, square = 0.1 * mean + 0.9 * gradient, 0.999 * square + 0.001 * gradient**2
    top, bottom = mean / (1 - 0.1**t), square / (1 - 0.999**t)
    return -learning_rate * top / (np.sqrt(bottom) + 1e-8), mean, square


def _rate_of_descent(learning_rate, momentum, curvatures):
    return max(abs(np.linalg.eigvals(np.diag(1 - learning_rate * np.array(curvatures)))))


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


@pytest.mark.parametrize(
    ("exercise", "answer", "words", "never"),
    [
        (notebook_01.central, lambda f, x, h: 1.00001 * (f(x + h) - f(x - h)) / (2 * h), "times 1.00001.", "times 1 "),
        (
            notebook_02.largest_rate,
            lambda curvatures: 2 / len(curvatures),
            "it should be ",
            "the sum of the curvatures",
        ),
        (notebook_02.largest_rate, lambda curvatures: 2 / curvatures[0], "only its first entry", "alone"),
        (notebook_05.products, lambda n, k, m: (k * n + m * k,) * 2, "it should be ", "from input to input"),
        (notebook_10.one_step, _wrong_way_round, "in the change of `mean`", "change of `gradient`"),
        (notebook_08.updates, lambda n, size, epochs: size * epochs, "You counted epochs.", "not a whole number"),
    ],
)
def test_what_is_told_of_a_wrong_answer_is_true_of_it(exercise, answer, words, never):
    for _ in range(2):
        reason = exercise.check(answer).reason
        assert words in reason
        assert never not in reason


@pytest.mark.parametrize(
    ("exercise", "answer", "words"),
    [
        (notebook_01.curvature, _bend_of_2h, "right if `h` were twice as large"),
        (notebook_01.nudge_slip, lambda f, x: sl.grad(f)(x), "lets sgdlab compute it"),
        (notebook_01.nudge_slip, lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 2 * 1e-5, "at x near 1: 1e-10, should be"),
        (notebook_02.descent, _without_a_word_of_w, "a tuple of 2. That is only a part of it."),
        (notebook_03.constant_guess, _half_divided, "look at the brackets in `-ones * np.log(p)"),
        (notebook_03.best_line, _by_descent, "Most are near: is something only approximated, by a descent"),
        (notebook_03.best_line, lambda x, y: np.linalg.lstsq(np.c_[x, x**0], y), "Return only that part of it."),
        (notebook_03.constant_guess, lambda p, a, b: -(a * np.log2(p) + b * np.log2(1 - p)) / (a + b), "np.log2, not"),
        (notebook_05.quotient, lambda u, du, v, dv: (u / v, u * dv), "Your second number is not right."),
        (notebook_03.mse_gradient, lambda x, y, w, b: 0, "takes (x, y, w, b), but it is called with (w, b, x, y)."),
        (notebook_04.backward_pass, _first_part, ""),
        (notebook_04.zero_slip, _kept_nowhere, "kept nowhere. Give it a name, with `=`"),
        (notebook_05.quotient, lambda u, du, v, dv: (u / v, (v * du - u * dv) / v * v), "divides and multiplies again"),
        (notebook_09.momentum_rate, _rate_of_descent, "if `momentum` were 0"),
    ],
)
def test_a_wrong_answer_is_told_what_is_true_of_it_and_not_of_two_slips(exercise, answer, words):
    for _ in range(2):  # whatever is drawn
        outcome = exercise.check(answer)
        assert outcome.status == "not yet"
        assert words in outcome.reason
        assert "two slips" not in outcome.reason


def test_a_smaller_slip_than_that_at_the_start_is_told_at_the_first_check():
    outcome = notebook_01.nudge_slip.check(lambda f, x: (f(x + 1e-12) - f(x)) / 1e-12)
    assert outcome.status == "not yet"
    assert "The nudge is still lost in the digits of x" in outcome.reason


def test_a_schedule_that_divides_by_zero_is_shown_where():
    outcome = notebook_08.schedule.check(lambda step: 1 / step)
    assert outcome.status == "raised"
    assert "ZeroDivisionError" in outcome.reason
    assert "step = 0" in outcome.reason


def _in_turn(params, X, y, chosen, learning_rate):
    for k in range(len(params)):
        params[k] -= learning_rate * 2 * np.mean((X[chosen] @ params - y[chosen]) * X[chosen][:, k])
    return params


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

    for _ in range(2):
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
