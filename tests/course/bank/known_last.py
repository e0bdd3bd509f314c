"""The wrong answers that the exercises of notebooks 08 to 12 know, each written a second time, from what is said of it.

They go another way than the catalogue: closed forms, the right answer turned into the wrong one, NumPy's functions.
Those of the capstone train a network, in test_capstone.py.
"""

import numpy as np

from sgdlab.course import notebook_08, notebook_10, notebook_11, notebook_12


def in_one_cycle(n, size, rng):
    """Each place gets the example of the place before it on a random round trip, as in Sattolo's shuffle."""
    order, trip = np.empty(n, dtype=int), rng.permutation(n)
    order[trip] = np.roll(trip, 1)
    return cut(order, size)


def cut(order, size):
    return np.split(order, range(size, len(order), size))


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


ANSWERS = {
    notebook_08.sampler: [
        in_one_cycle,
        lambda n, size, rng: cut(rng.integers(n, size=n), size),
    ],
    notebook_10.correction_slip: [
        adam(lambda t: 0.1, lambda t: 0.001),
    ],
    notebook_10.first: [
        first(Adam=lambda slope, rate, rho: rate * slope),
        first(gradient_descent=lambda slope, rate, rho: rate),
    ],
    notebook_10.one_step: [
        one_step(lambda m, s, shares, t, old: ratio(10 * m, 1000 * s)),
        square_of_mean,
    ],
    notebook_11.genetic: [
        search(keeps=False, returns=max),
    ],
    notebook_11.step_losses: [
        losses_of_a_step(genetic_algorithm=lambda n, samples, population: 2 * population),
    ],
    notebook_12.noise_share: [
        lambda k: 1 / 5000,
    ],
}  # fmt: skip
