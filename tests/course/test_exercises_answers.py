"""The right answer of every exercise, by another way: closed forms, NumPy's own functions, the engine, a loop.

The solutions that a notebook shows are checked against themselves elsewhere; here is what they have to agree with.
"""

import math

import numpy as np
import pytest
from later_answers import LATER

import sgdlab as sl
from sgdlab.course import Exercise
from sgdlab.course.passed import exercises_of

NUMBERS = [f"{k:02}" for k in range(14)]
EXERCISES = {
    f"{number} {one.name}": one
    for number in NUMBERS
    for one in exercises_of(number).values()
    if isinstance(one, Exercise)
}


def one_step(params, X, y, chosen, learning_rate):
    slopes = [differences(lambda w, i=i: (w @ X[i] - y[i]) ** 2, params) for i in chosen]
    return params - learning_rate * np.mean(slopes, axis=0)


def differences(f, w):  # central ones are exact for squares
    return np.array([(f(w + e) - f(w - e)) / 2 for e in np.eye(len(w))])


def second_derivative(f, x, h):
    ahead, behind = (f(x + h) - f(x)) / h, (f(x) - f(x - h)) / h
    return (ahead - behind) / h


def error_shrinks_by(k):
    """The error of a forward difference of x² at 0 is h, that of a central one of x³ is h²."""

    def forward(h):
        return h**2 / h

    def central(h):
        return (h**3 - (-h) ** 3) / (2 * h)

    return forward(1) / forward(1 / k), central(1) / central(1 / k)


def descend(gradient, w, learning_rate, small, most):
    if np.sqrt(np.sum(gradient(w) ** 2)) <= small and most > 0:
        return w, "small gradient"
    return (
        descend(gradient, w - learning_rate * gradient(w), learning_rate, small, most - 1)
        if most
        else (w, "most steps")
    )


def loss_of_guess(p, ones, zeros):
    return np.mean([-math.log(p)] * int(ones) + [-math.log(1 - p)] * int(zeros))


def rate_for_sum(learning_rate, n):
    return learning_rate * np.arange(1.0, n + 1).mean() / np.arange(1.0, n + 1).sum()


def gradients(size, edges):
    """The sum over all paths to the result, of the products of their slopes."""

    def onward(node):
        paths = (slope * onward(end) for start, end, slope in edges if start == node)
        return 1.0 if node == size - 1 else sum(paths, 0.0)

    return np.array([onward(node) for node in range(size)])


def gradients_in_order(size, parents):
    """The gradients solve g = last unit vector + M g."""
    M = np.zeros((size, size))
    for node in range(size):
        for parent, slope in parents[node]:
            M[parent, node] += slope
    return np.linalg.solve(np.eye(size) - M, np.eye(size)[-1])


def silu(x):
    with_i = (x + 1e-20j) / (1 + np.exp(-(x + 1e-20j)))
    return with_i.real, with_i.imag / 1e-20


def on_a_parabola(w, x, y, learning_rate, steps):
    return y / x + (w - y / x) * (1 - 2 * learning_rate * x**2) ** steps


def passes_needed(n, m):
    """Counted, for a function of n inputs and m outputs."""
    calls, w = [], np.ones(n)

    def f(w):
        calls.append(1)
        return np.sum(w) * np.ones(m)

    slopes = [f(w + e) - before for before in [f(w)] for e in np.eye(n)]
    differences = len(calls)
    slopes = [sl.jvp(f, (w,), (e,)) for e in np.eye(n)]
    forward = len(calls) - differences
    _, back = sl.vjp(f, w)
    slopes = [back(e) for e in np.eye(m)]
    return differences, forward, len(calls) - differences - forward + len(slopes)


def multiplied(*shapes):
    return sum(a * b * c for a, b, c in shapes)


def gradients_of_examples(w, X, y):
    return np.array([differences(lambda w, row=row, t=t: (row @ w - t) ** 2, w) for row, t in zip(X, y, strict=True)])


def predicted_spread(gradients, size, replace):
    n = len(gradients)
    if replace:
        return math.sqrt(np.trace(np.cov(gradients.T, ddof=0)) / size)
    return math.sqrt(np.trace(np.cov(gradients.T, ddof=1)) / size * (1 - size / n))


def sgd_epoch(w, X, y, batches, learning_rate):
    for chosen in batches:
        w = w - learning_rate * sl.grad(lambda w, c=chosen: np.mean((X[c] @ w - y[c]) ** 2))(w)
    return w


def losses_at_budget(seen_a, losses_a, seen_b, losses_b, budget):
    def at(seen, losses):
        return losses[np.searchsorted(seen, budget, side="right") - 1]

    return at(seen_a, losses_a), at(seen_b, losses_b)


def best_settings(lowest, highest):
    momentum = ((math.sqrt(highest / lowest) - 1) / (math.sqrt(highest / lowest) + 1)) ** 2
    return np.array([(1 + momentum) * 2 / (lowest + highest), momentum])


def rate_with_momentum(learning_rate, momentum, curvatures):
    steps = [[[1 + momentum - learning_rate * c, -momentum], [1, 0]] for c in curvatures]
    return float(np.abs(np.linalg.eigvals(np.array(steps))).max())


def heavy_ball(gradient, w, learning_rate, momentum, steps):
    before = w
    for _ in range(steps):
        w, before = w - learning_rate * gradient(w) + momentum * (w - before), w
    return w


def nesterov(gradient, w, learning_rate, momentum, steps):
    before = w
    for _ in range(steps):
        ahead = w + momentum * (w - before)
        w, before = ahead - learning_rate * gradient(ahead), w
    return w


def several_epochs(gradients, w, epochs, learning_rate, momentum):
    before = w
    for gradient in [*gradients] * epochs:
        w, before = w - learning_rate * gradient(w) + momentum * (w - before), w
    return w


def taken(rule, gradients):
    """The steps of an optimizer of the package."""
    state, steps = rule.init(np.zeros_like(gradients[0])), []
    for gradient in gradients:
        step, state = rule.update(gradient, state, np.zeros_like(gradient))
        steps.append(step)
    return np.array(steps)


def first_steps(slope, learning_rate, rho):
    rules = {
        "gradient descent": sl.gradient_descent(learning_rate),
        "AdaGrad": sl.adagrad(learning_rate, eps=0.0),
        "RMSProp": sl.rmsprop(learning_rate, rho, eps=0.0),
        "Adam": sl.adam(learning_rate, eps=0.0),
    }
    return {name: -float(taken(rule, [np.array([slope])])[0, 0]) for name, rule in rules.items()}


def step_of_adam(gradient, mean, square, t, learning_rate):
    mean = np.average([mean, gradient], axis=0, weights=[0.9, 0.1])
    square = np.average([square, gradient * gradient], axis=0, weights=[0.999, 0.001])
    sums = np.sum(0.1 * 0.9 ** np.arange(t)), np.sum(0.001 * 0.999 ** np.arange(t))  # of the weights so far
    return -learning_rate * (mean / sums[0]) / (np.sqrt(square / sums[1]) + 1e-8), mean, square


def random_slope(loss, w, h, rng):
    direction = 2.0 * (rng.random(len(w)) < 0.5) - 1.0
    return direction * (loss(w + h * direction) - loss(w - h * direction)) / h / 2


def evolve(losses_of, start, generations, rng):
    """Of forty, the best twelve have children, whose every parameter is that of one parent or of the other."""
    found = np.vstack([start, start + rng.normal(size=(39, len(start)))])
    for _ in range(generations):
        found = found[np.argsort(losses_of(found))][:12]
        pairs = found[rng.integers(12, size=(39, 2))]
        children = np.where(rng.random((39, len(start))) < 0.5, pairs[:, 0], pairs[:, 1])
        best, found = found[0], np.vstack([found[0], children + 0.2 * rng.normal(size=children.shape)])
    return best


def my_training(problem, meter, seed):
    rule, rng, w = sl.adam(0.02), np.random.default_rng(seed), np.array(problem.start)
    state = rule.init(w)
    while meter.left >= 32:
        chosen = rng.integers(problem.n, size=32)
        _, gradient = sl.backprop(problem, w, tuple(array[chosen] for array in problem.data))
        step, state = rule.update(gradient, state, w)
        w = w + step
    return w


def share_explained(k):
    """The sum of 1/j² added up to 1000, and what is beyond by Euler and Maclaurin."""
    return k**-2.0 / (np.sum(np.arange(1.0, 1001.0) ** -2) + 1e-3 - 1e-6 / 2 + 1e-9 / 6)


ANSWERS = {
    **LATER,
    "00 training_step": one_step,
    "01 central": lambda f, x, h: f(x + h) / (2 * h) - f(x - h) / (2 * h),
    "01 curvature": second_derivative,
    "01 nudge_slip": lambda f, x: (f(x + 2e-5 * max(1, abs(x))) - f(x - 2e-5 * max(1, abs(x)))) / 4e-5 / max(1, abs(x)),
    "01 shrinks": error_shrinks_by,
    "02 descent": descend,
    "02 step_slip": lambda gradient, w, learning_rate: np.subtract(w, np.multiply(gradient(w), learning_rate)),
    "02 partials": lambda f, w, h: np.array([(f(w + e) - f(w - e)) / 2 / h for e in h * np.eye(len(w))]),
    "02 largest_rate": lambda curvatures: min(2 / c for c in curvatures),
    "03 constant_guess": loss_of_guess,
    "03 logistic_slip": lambda w, X, y: sl.grad(lambda w: np.mean(np.logaddexp(0, X @ w) - y * (X @ w)))(w),
    "03 best_line": lambda x, y: np.polyfit(x, y, 1),
    "03 mse_gradient": lambda w, b, x, y: differences(lambda p: np.mean((p[0] * x + p[1] - y) ** 2), np.array([w, b])),
    "03 rate_for_the_sum": rate_for_sum,
    "04 backward_pass": gradients,
    "04 order_slip": gradients_in_order,
    "04 fork_slopes": lambda x, y, z: sl.grad(lambda x, y, z: (x + y) * (y + z), argnums=(0, 1, 2))(x, y, z),
    "04 silu_rule": silu,
    "04 zero_slip": on_a_parabola,
    "05 passes": passes_needed,
    "05 products": lambda n, k, m: (multiplied((k, k, n), (m, k, n)), multiplied((m, k, k), (m, k, n))),
    "05 nudge_slip": lambda loss, w, h: np.array([(loss(w + e) - loss(w)) / h for e in h * np.eye(len(w))]),
    "05 quotient": lambda u, du, v, dv: (u / v, ((u + 1e-20j * du) / (v + 1e-20j * dv)).imag / 1e-20),
    "06 parameters": lambda w: sl.mlp(np.zeros((2, w[0])), np.zeros((2, w[-1])), hidden=tuple(w[1:-1])).size,
    "06 shrinking": lambda depth, weight: math.prod([weight * 0.5 * (1 - 0.5)] * depth),
    "06 far_weights": lambda X, a, W2, error: np.einsum("ni,nk,hk,nh->ih", X, error, W2, 1 - a * a),
    "06 leftover_slip": lambda w, slope, rate, steps: sl.train(
        lambda v: np.sum(v), start=w, gradient=lambda loss, v, batch=None: (0.0, slope(v)), steps=steps,
        optimizer=sl.gradient_descent(rate),
    ).final,
    "07 example_gradients": gradients_of_examples,
    "07 draw_slip": lambda n, size, rng: rng.choice(n, size),
    "07 last_batch_slip": lambda gradients, batches: gradients[np.concatenate(list(batches))].mean(axis=0),
    "07 spread": predicted_spread,
    "08 updates": lambda n, size, epochs: epochs * math.ceil(n / size),
    "08 sampler": lambda n, size, rng: np.split(rng.choice(n, n, replace=False), range(size, n, size)),
    "08 schedule": lambda step: 1 / len(range(-1, step)),
    "08 epoch_slip": sgd_epoch,
    "08 fair_slip": losses_at_budget,
    "09 best_pair": best_settings,
    "09 momentum_rate": rate_with_momentum,
    "09 ahead_slip": nesterov,
    "09 fresh_slip": several_epochs,
    "09 heavy_ball": heavy_ball,
    "10 first": first_steps,
    "10 correction_slip": lambda w, gradients, rate: w + taken(sl.adam(rate), gradients).sum(axis=0),
    "10 one_step": step_of_adam,
    "11 step_losses": lambda n, samples, population: {
        "central differences": n + n, "complex step": n, "SPSA": samples + samples, "genetic algorithm": population,
    },
    "11 direction_slip": random_slope,
    "11 genetic": evolve,
    "12 capstone": my_training,
    "12 noise_share": share_explained,
}  # fmt: skip


def test_every_exercise_has_a_second_answer():
    assert ANSWERS.keys() == EXERCISES.keys(), "write an answer found in another way into ANSWERS, in this file"


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_by_another_way_passes(name):
    for _ in range(5):
        outcome = EXERCISES[name].check(ANSWERS[name])
        assert outcome.passed, outcome
