"""Answers as learners write them, none of them the model in the catalogue: each is told what it is."""

import numpy as np
import pytest

from sgdlab.course import (
    notebook_00,
    notebook_01,
    notebook_02,
    notebook_03,
    notebook_04,
    notebook_05,
    notebook_06,
    notebook_07,
    notebook_08,
    notebook_09,
    notebook_10,
)

DRAWS = 10


def _drop_last(n, size, rng):
    order = rng.permutation(n)
    for k in range(n // size):
        yield order[k * size : (k + 1) * size]


def _cut_first(n, size, rng):
    batches = [list(range(k, min(n, k + size))) for k in range(0, n, size)]
    rng.shuffle(batches)
    return batches


def _loop(n, size, rng):
    left, batches = list(range(n)), []
    rng.shuffle(left)
    while left:
        batches.append(left[:size])
        left = left[size:]
    return batches[::-1]


def _seeded(n, size, rng):
    order = np.random.default_rng(7).permutation(n)
    return np.split(order, range(size, n, size))


def _split(order, size):
    return np.split(order, range(size, len(order), size))


def _choices(n, size, rng):
    return [rng.choice(n, min(size, n - k)) for k in range(0, n, size)]


def _sattolo(n, size, rng):
    order = np.arange(n)
    for k in range(n - 1, 0, -1):
        other = rng.integers(k)  # never k itself
        order[k], order[other] = order[other], order[k]
    return _split(order, size)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_sattolo, "No example ever stays at its place"),
        (_drop_last, "dropped the short last batch"),
        (_cut_first, "same examples stay together forever"),
        (_seeded, "same permutation"),
        (_choices, "with replacement"),
        (lambda n, size, rng: _split(rng.permutation(n) + 1, size), "Your numbers go from 1 to n."),
        (lambda n, size, rng: _split(rng.permutation(n) + 2, size), "The lowest and the highest number of all: [2, "),
        (_loop, "Every example once"),
        (lambda n, size, rng: np.array_split(np.arange(n), range(size, n, size)), "never shuffled"),
        (lambda n, size, rng: [rng.permutation(n)], "Sizes of the batches, largest first"),
    ],
)
def test_samplers_as_learners_write_them(answer, words):
    outcomes = [notebook_08.sampler.check(answer) for _ in range(DRAWS)]
    assert all(words in outcome.reason for outcome in outcomes), outcomes


def _one_by_one(n, size, rng):
    left = list(range(n))
    drawn = [left.pop(rng.integers(len(left))) for _ in range(n)]
    return _split(np.array(drawn), size)


@pytest.mark.parametrize(
    "answer",
    [
        lambda n, size, rng: map(np.sort, _split(rng.permutation(n), size)),
        lambda n, size, rng: _split(np.argsort(rng.random(n)), size)[::-1],
        lambda n, size, rng: sorted(_split(rng.permutation(n), size), key=len),
        _one_by_one,
    ],
)
def test_a_sampler_that_is_right_is_never_refused_by_chance(answer):
    assert all(notebook_08.sampler.check(answer).passed for _ in range(2 * DRAWS))


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda n, rng: int(10 * rng.normal()) % n, "equally often: no"),  # of −9, …, 9, the 0 comes twice as often
        (lambda n, rng: int(n * rng.random()), "Passed"),
    ],
)
def test_a_draw_in_which_one_example_comes_a_third_too_often_is_not_fair(draw, words):
    outcomes = [notebook_07.draw_slip.check(lambda n, size, rng: [draw(n, rng) for _ in range(size)]) for _ in range(3)]
    assert all(words in str(outcome) for outcome in outcomes), outcomes


def test_a_generator_is_named_without_its_address():
    reason = notebook_07.draw_slip.check(lambda n, size, rng: (rng.integers(n) for _ in range(size))).reason
    assert "0x" not in reason
    assert reason.endswith("It holds no values yet: put list(…) around it.")


def _wrong_way_round(gradient, mean, square, t, learning_rate):
    mean, square = 0.1 * mean + 0.9 * gradient, 0.999 * square + 0.001 * gradient**2
    top, bottom = mean / (1 - 0.1**t), square / (1 - 0.999**t)
    return -learning_rate * top / (np.sqrt(bottom) + 1e-8), mean, square


@pytest.mark.parametrize(
    ("exercise", "answer", "words", "never"),
    [
        (notebook_01.central, lambda f, x, h: 1.00001 * (f(x + h) - f(x - h)) / (2 * h), "times 1.00001.", "times 1 "),
        (notebook_01.central, lambda f, x, h: f.deriv()(x), "That is the slope itself", "central difference"),
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
    for _ in range(DRAWS):
        reason = exercise.check(answer).reason
        assert words in reason
        assert never not in reason


def _summed(params, X, y, chosen, learning_rate):
    total = np.zeros(2)
    for i in chosen:
        total += 2 * (X[i] @ params - y[i]) * X[i]
    return params - learning_rate * total


def _in_place(params, X, y, chosen, learning_rate):
    params -= learning_rate * 2 * X[chosen].T @ (X[chosen] @ params - y[chosen]) / len(chosen)
    return params


def _differences(params, X, y, chosen, learning_rate):
    """Right without a derivative by hand, but only to rounding: a quadratic has exact central differences."""

    def loss(w):
        return np.mean((X[chosen] @ w - y[chosen]) ** 2)

    h = 0.5
    return params - learning_rate * np.array([(loss(params + e) - loss(params - e)) / (2 * h) for e in h * np.eye(2)])


@pytest.mark.parametrize(
    ("answer", "words"),
    [(_summed, "summed over the batch"), (_in_place, "three jobs"), (_differences, "three jobs")],
)
def test_steps_as_learners_write_them(answer, words):
    assert words in notebook_00.training_step.check(answer).reason


def _adam(gradient, mean, square, t, rate, squared, corrected=False):
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * (mean if squared == "mean" else gradient) ** 2
    one, two = mean / (1 - 0.9**t), square / (1 - 0.999**t)
    step = -rate * one / (np.sqrt(two) + 1e-8)
    return (step, one, two) if corrected else (step, mean, square)


def _by_x_and_y(w, b, x, y):
    return np.array([np.mean(2 * (w * x + b - y) * w), np.mean(2 * (y - b - w * x))])


def _mean_so_far(w, gradient_of, learning_rate, steps):
    found = []
    for _ in range(steps):
        found.append(gradient_of(w))
        w = w - learning_rate * np.mean(found, axis=0)
    return w


def _no_root(slope, rate, rho):
    return {
        "gradient descent": rate * slope,
        "AdaGrad": rate,
        "RMSProp": rate * slope / ((1 - rho) * slope),
        "Adam": rate,
    }


def _one_sided(f, w, h):
    return [(f(w + h * unit) - f(w)) / h for unit in np.eye(len(w))]


def _rate_of_descent(learning_rate, momentum, curvatures):
    return max(abs(np.linalg.eigvals(np.diag(1 - learning_rate * np.array(curvatures)))))


def _cleared_at_even_steps(w, x, y, learning_rate, steps):
    kept = 0.0
    for step in range(steps):
        slope = 2 * x * (w * x - y)
        kept = slope + kept * (step % 2)
        w -= learning_rate * kept
    return w


@pytest.mark.parametrize(
    ("exercise", "answer", "words"),
    [
        (notebook_02.partials, _one_sided, "That is the forward difference."),
        (notebook_05.passes, lambda n, m: (n + n, n, m + 1), "also need the value at the point itself"),
        (notebook_09.momentum_rate, _rate_of_descent, "if `momentum` were 0"),
        (notebook_04.zero_slip, _cleared_at_even_steps, "only at every other step"),
        (notebook_10.one_step, lambda *given: _adam(*given, "mean"), "square of the *average*"),
        (notebook_10.one_step, lambda *given: _adam(*given, "gradient", True), "returned the corrected averages"),
        (notebook_03.mse_gradient, _by_x_and_y, "differentiated by x and y"),
        (notebook_02.largest_rate, lambda curvatures: 2 * len(curvatures) / sum(curvatures), "mean of the curvatures"),
        (notebook_07.draw_slip, lambda n, size, rng: rng.choice(n + 1, size), "n itself can be drawn"),
        (notebook_10.first, _no_root, "forgot the root"),
        (
            notebook_04.zero_slip,
            lambda w, x, y, *given: _mean_so_far(w, lambda at: 2 * x * (at * x - y), *given),
            "divided by the number of steps",
        ),
        (notebook_06.leftover_slip, _mean_so_far, "averaged over all gradients so far"),
        (notebook_09.best_pair, lambda low, high: (2 / (low + high), 0), "without momentum"),
    ],
)
def test_wrong_answers_as_learners_write_them(exercise, answer, words):
    assert words in exercise.check(answer).reason


def test_a_schedule_that_divides_by_zero_is_shown_where():
    outcome = notebook_08.schedule.check(lambda step: 1 / step)
    assert outcome.status == "raised"
    assert "ZeroDivisionError" in outcome.reason
    assert "step = 0" in outcome.reason
