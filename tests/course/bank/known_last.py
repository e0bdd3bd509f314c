"""The wrong answers that the exercises of notebooks 10 to 12 know, each written a second time, from what is said of it.

They go another way than the catalogue: closed forms, the right answer turned into the wrong one, NumPy's functions.
Those of the capstone train a network, in test_capstone.py.
"""

import math

import numpy as np

from sgdlab.course import notebook_10, notebook_11, notebook_12

SPSA = notebook_11.direction_slip.right
MEASURE = notebook_12.normalized.right


def adam(one=lambda t: 1 - 0.9**t, two=lambda t: 1 - 0.999**t, keeps=(True, True)):
    """Adam with corrections one(t) and two(t); an average that it does not keep goes on corrected."""

    def answer(w, gradients, rate):
        mean = square = 0 * w
        for t, g in enumerate(gradients, 1):
            mean, square = mean + (g - mean) / 10, square + (g * g - square) / 1000
            corrected = mean / one(t), square / two(t)
            mean, square = (a if kept else b for a, b, kept in zip((mean, square), corrected, keeps, strict=True))
            w = w - rate * corrected[0] / (corrected[1] ** 0.5 + 1e-8)
        return w

    return answer


def first(**changes):
    """The lengths of the first steps by their closed forms, with changes(slope, rate, rho)."""

    def answer(slope, rate, rho):
        right = {"gradient descent": rate * slope, "AdaGrad": rate, "RMSProp": rate * (1 - rho) ** -0.5, "Adam": rate}
        return right | {name.replace("_", " "): change(slope, rate, rho) for name, change in changes.items()}

    return answer


def one_step(step, weights=(0.1, 0.001)):
    """The averages, and a step(mean, square, what they are divided by, the gradient, the old mean)."""

    def answer(g, mean, square, t, rate):
        old = mean
        mean, square = mean + (g - mean) * weights[0], square + (g * g - square) * weights[1]
        shares = 1 - (1 - weights[0]) ** t, 1 - (1 - weights[1]) ** t
        return -rate * step(mean, square, shares, t, old), mean, square

    return answer


def ratio(a, b):
    return a / (b**0.5 + 1e-8)


def square_of_mean(g, mean, square, t, rate):
    new, right = (9 * mean + g) / 10, one_step(lambda m, s, shares, t, old: m)(g, mean, square, t, rate)[2]
    square = right + (new * new - g * g) / 1000
    return -rate * ratio(new / (1 - 0.9**t), square / (1 - 0.999**t)), new, square


def corrected_averages(g, mean, square, t, rate):
    step, mean, square = notebook_10.one_step.right(g, mean, square, t, rate)
    return step, mean / (1 - math.exp(t * math.log(0.9))), square / (1 - math.exp(t * math.log(0.999)))


def one_sided(loss, w, h, rng):
    v = rng.choice([-1.0, 1.0], size=len(w))
    return v * (loss(w + h * v) - loss(w)) / (2 * h)


def search(keeps=True, mutates=0.3, returns=min, sign=1.0):
    """A genetic algorithm with Gaussian steps between the better half, member by member."""

    def answer(losses_of, start, generations, rng):
        people = [start, *(start + rng.normal(size=(39, len(start))))]
        for _ in range(generations):
            losses = dict(enumerate(sign * losses_of(np.array(people))))
            ranked = [people[k] for k in sorted(losses, key=losses.get)]
            pairs = rng.integers(20, size=(40 - keeps, 2))
            at = [(ranked[a], ranked[b], rng.uniform()) for a, b in pairs]
            children = [a + share * (b - a) + mutates * rng.normal(size=len(a)) for a, b, share in at]
            people = ranked[:keeps] + children
        return returns((0, ranked[0]), (1, ranked[-1]), key=lambda one: one[0])[1]

    return answer


def losses_of_a_step(**changes):
    def answer(n, samples, population):
        right = {"central differences": n + n, "complex step": n, "SPSA": samples * 2, "genetic algorithm": population}
        return right | {name.replace("_", " "): rule(n, samples, population) for name, rule in changes.items()}

    return answer


def rescaled(*powers):
    """The four arrays, each times a power of c."""
    return lambda *given: tuple(float(given[-1]) ** k * a for k, a in zip(powers, given[:-1], strict=True))


def gram(point, center, D):
    return D @ (point - center)


def one_after_another(point, center, D):
    a = gram(point, center, D)[0] / (D[0] @ D[0])
    return np.array([a, gram(point, center + a * D[0], D)[1] / (D[1] @ D[1])])


ANSWERS = {
    notebook_10.correction_slip: [
        adam(lambda t: 1, lambda t: 1),
        adam(keeps=(True, False)),
        adam(keeps=(False, True)),
        adam(lambda t: 0.1, lambda t: 0.001),
        adam(lambda t: 1 - 0.9 ** (t + 1), lambda t: 1 - 0.999 ** (t + 1)),
    ],
    notebook_10.first: [
        lambda slope, rate, rho: dict.fromkeys(first()(slope, rate, rho), slope * rate),
        first(RMSProp=lambda slope, rate, rho: rate),
        first(RMSProp=lambda slope, rate, rho: rate * (1 - rho) ** 0.5),
        first(RMSProp=lambda slope, rate, rho: rate / (1 - rho)),
        first(RMSProp=lambda slope, rate, rho: rate / rho**0.5),
        first(Adam=lambda slope, rate, rho: rate * math.sqrt(10)),
        first(Adam=lambda slope, rate, rho: rate * slope),
        first(gradient_descent=lambda slope, rate, rho: rate),
    ],
    notebook_10.one_step: [
        one_step(lambda m, s, shares, t, old: ratio(m, s)),
        one_step(lambda m, s, shares, t, old: ratio(m / shares[0], s)),
        one_step(lambda m, s, shares, t, old: ratio(10 * m, 1000 * s)),
        one_step(lambda m, s, shares, t, old: ratio(m / (1 - 0.9 ** (t + 1)), s / (1 - 0.999 ** (t + 1)))),
        square_of_mean,
        one_step(lambda m, s, shares, t, old: m / shares[0] / (s / shares[1] + 1e-8)),
        one_step(lambda m, s, shares, t, old: -ratio(m / shares[0], s / shares[1])),
        one_step(lambda m, s, shares, t, old: ratio(old / shares[0], s / shares[1])),
        one_step(lambda m, s, shares, t, old: ratio(m / shares[0], s / shares[1]), weights=(0.9, 0.999)),
        corrected_averages,
    ],
    notebook_11.direction_slip: [
        lambda *given: 2 * SPSA(*given),
        lambda *given: -SPSA(*given),
        lambda *given: np.abs(SPSA(*given)).max(),
        one_sided,
    ],
    notebook_11.genetic: [
        search(keeps=False),
        search(sign=-1.0),
        search(mutates=0.0),
        search(returns=max),
        search(keeps=False, returns=max),
        lambda losses_of, start, generations, rng: search()(losses_of, start, generations + 1, rng),
    ],
    notebook_11.step_losses: [
        losses_of_a_step(central_differences=lambda n, samples, population: n + 1),
        losses_of_a_step(central_differences=lambda n, samples, population: 2 * n + 1),
        losses_of_a_step(complex_step=lambda n, samples, population: 2 * n),
        losses_of_a_step(SPSA=lambda n, samples, population: 2 * n * samples),
        losses_of_a_step(SPSA=lambda n, samples, population: samples),
        losses_of_a_step(SPSA=lambda n, samples, population: 2),
        losses_of_a_step(genetic_algorithm=lambda n, samples, population: n * population),
        losses_of_a_step(genetic_algorithm=lambda n, samples, population: 2 * population),
    ],
    notebook_12.noise_share: [
        lambda k: k**-2.0,
        lambda k: math.pi**2 / 6 / k**2,
        lambda k: 6 / math.pi**2 / k,
        lambda k: 6 / math.pi**2 * sum(1 / j**2 for j in range(1, k + 1)),
        lambda k: 6 / (math.pi * (k + 1)) ** 2,
        lambda k: 1 / 5000,
    ],
    notebook_12.normalized: [
        lambda W, D: MEASURE(W.T, D.T).T,
        lambda W, D: D * math.sqrt(np.sum(W * W) / np.sum(D * D)),
        lambda W, D: MEASURE(np.eye(len(W)), D),
        lambda W, D: D @ np.diag(np.sqrt(np.sum(W * W, axis=0))),
        lambda W, D: D * np.sum(W * W, axis=0) / np.sum(D * D, axis=0),
        lambda W, D: np.copysign(W, D),
    ],
    notebook_12.rescaled: [
        rescaled(1, 0, -1, 0),
        rescaled(1, 1, -1, -1),
        rescaled(1, 1, 1, 1),
        rescaled(1, 1, 0, 0),
        rescaled(-1, -1, 1, 0),
        rescaled(1, 1, -1, 1),
    ],
    notebook_12.shadow_slip: [
        one_after_another,
        gram,
        lambda point, center, D: gram(point, center, D / np.linalg.norm(D, axis=1, keepdims=True)),
        lambda point, center, D: np.linalg.solve(D @ D.T, D @ point),
        lambda point, center, D: np.linalg.solve(D @ D.T, -gram(point, center, D)),
    ],
}  # fmt: skip
