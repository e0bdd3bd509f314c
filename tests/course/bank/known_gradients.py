"""The wrong answers that the exercises of notebooks 04 to 07 know, each written a second time, from what is said of it.

They go another way than the catalogue: closed forms, the right answer turned into the wrong one, NumPy's functions.
"""

import math

import numpy as np

from sgdlab.course import notebook_04, notebook_05, notebook_06, notebook_07


def at_every_arrival(size, parents):
    grad = np.zeros(size)
    grad[-1] = 1.0

    def send(node):
        for parent, slope in parents[node]:
            grad[parent] += slope * grad[node]
        for parent, _ in reversed(parents[node]):
            send(parent)

    send(size - 1)
    return grad


def multiplied(size, edges):
    grad = np.ones(size)
    for start, end, slope in edges:
        grad[start] *= slope * grad[end]
    return grad


def logistic(x):
    s = 0.5 + 0.5 * math.tanh(x / 2)
    return s, s - s * s


def silu(derivative):
    """The right value, and a derivative(x, s, slope of s)."""
    return lambda x: (x * logistic(x)[0], derivative(x, *logistic(x)))


def slope(w, x, y):
    return 2 * (w * x - y) * x


def averaged(w, slope_at, rate, steps):
    found = []
    for _ in range(steps):
        found.append(slope_at(w))
        w = w - rate * np.mean(found, axis=0)
    return w


def collected(w, slope_at, rate, steps):
    found = []
    for _ in range(steps):
        found.append(slope_at(w))
        w = w - rate * np.sum(found, axis=0)
    return w


def every_other(w, x, y, rate, steps):
    if steps == 0:
        return w
    second = w - rate * slope(w, x, y)
    if steps == 1:
        return second
    return every_other(second - rate * (slope(w, x, y) + slope(second, x, y)), x, y, rate, steps - 2)


def neighbors(n, size, rng):
    first = rng.integers(0, n - size, endpoint=True)
    return np.arange(first, first + size)


def sum_of(gradients, batches):
    return gradients[np.concatenate(batches)].sum(axis=0)


def share(gradients, size, replace):
    n = len(gradients)
    return 1.0 if replace else (n - size) / (n - 1)


ANSWERS = {
    notebook_04.backward_pass: [
        multiplied,
    ],
    notebook_04.fork_slopes: [
        lambda x, y, z: (y + z, x + z + 2 * y, y + z),
    ],
    notebook_04.order_slip: [
        at_every_arrival,
    ],
    notebook_04.silu_rule: [
        silu(lambda x, s, ds: s * x * ds),
        silu(lambda x, s, ds: s * (1 + x)),
    ],
    notebook_04.zero_slip: [
        lambda w, x, y, rate, steps: averaged(w, lambda at: slope(at, x, y), rate, steps),
        lambda w, x, y, rate, steps: collected(w, lambda at: slope(at, x, y), rate / 2, steps),
        every_other,
    ],
    notebook_05.passes: [
        lambda n, m: (n + 1, m, n + 1),
        lambda n, m: (n + 1, 1, m + 1),
        lambda n, m: (n + 1, n, n + 1),
    ],
    notebook_05.products: [
        lambda n, k, m: (math.prod((k, k, n, m)),) * 2,
    ],
    notebook_06.leftover_slip: [
        averaged,
    ],
    notebook_06.parameters: [
        lambda widths: (widths[-2] + 1) * widths[-1],
    ],
    notebook_06.shrinking: [
        lambda depth, weight: math.prod([min(weight / 4, 1)] * depth),
    ],
    notebook_07.draw_slip: [
        neighbors,
    ],
    notebook_07.last_batch_slip: [
        lambda gradients, batches: sum_of(gradients, batches[:1]) / len(gradients),
        lambda gradients, batches: sum_of(gradients, batches[-1:]) / len(gradients),
    ],
    notebook_07.spread: [
        lambda gradients, size, replace: math.sqrt(
            np.sum(gradients**2) / len(gradients) / size * share(gradients, size, replace)
        ),
    ],
}  # fmt: skip
