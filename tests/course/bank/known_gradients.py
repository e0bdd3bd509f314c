"""The wrong answers that the exercises of notebooks 04 to 07 know, each written a second time, from what is said of it.

They go another way than the catalogue: closed forms, the right answer turned into the wrong one, NumPy's functions.
"""

import math
from itertools import pairwise

import numpy as np

from sgdlab.course import notebook_04, notebook_05, notebook_06, notebook_07

BACKWARD = notebook_04.backward_pass.right
PASSES = notebook_05.passes.right
FAR = notebook_06.far_weights.right
SPREAD = notebook_07.spread.right
ROWS = notebook_07.example_gradients.right


def one_kept(size, edges):
    """`edges` in the order in which they come: only the last part that arrives at a node stays."""
    return BACKWARD(size, [edge for k, edge in enumerate(edges) if edge[0] not in [one[0] for one in edges[k + 1 :]]])


def by_order(nodes, size, parents, adds=True):
    """Let the nodes pass on what has arrived, in the given order."""
    grad = dict.fromkeys(range(size), 0.0) | {size - 1: 1.0}
    for node in nodes:
        grad |= {parent: grad[parent] * adds + slope * grad[node] for parent, slope in parents[node]}
    return np.array(list(grad.values()))


def by_levels(size, parents):
    level, order = [size - 1], []
    while level:
        order += [node for k, node in enumerate(level) if node not in order + level[:k]]
        level = [parent for node in level for parent, _ in parents[node] if parent not in order]
    return by_order(order, size, parents)


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


def only_local(size, edges):
    return np.array([sum(slope for start, _, slope in edges if start == k) for k in range(size - 1)] + [1.0])


def forward(size, edges):
    return BACKWARD(size, [(end, start, slope) for start, end, slope in edges])


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


def differences(places):
    """(loss(where one goes) - loss(where one stands)) / h, for the pairs of places(w, nudges)."""

    def answer(loss, w, h):
        return np.array([(loss(to) - loss(at)) / h for at, to in places(w, h * np.eye(len(w)))])

    return answer


def cleared(w, nudges):
    return [(w, np.where(np.arange(len(w)) < k, 0.0, w) + nudge) for k, nudge in enumerate(nudges)]


def weights(widths):
    return sum(a * b for a, b in pairwise(widths))


def fair(low, high):
    """A draw from low to high, both among them, with replacement."""
    return lambda n, size, rng: rng.integers(low, high(n), size=size, endpoint=True)


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
        one_kept,
        lambda size, edges: np.zeros(size),
        lambda size, edges: BACKWARD(size, edges[::-1]),
        only_local,
        forward,
        multiplied,
    ],
    notebook_04.fork_slopes: [
        lambda x, y, z: (y + z, y + z, x + y),
        lambda x, y, z: (y + z, x + y, x + y),
        lambda x, y, z: (y + z, (x + y) * (y + z), x + y),
        lambda x, y, z: (x + y, x + z + 2 * y, y + z),
        lambda x, y, z: (1, 2, 1),
        lambda x, y, z: (y + z, x + z + 2 * y, y + z),
    ],
    notebook_04.order_slip: [
        by_levels,
        at_every_arrival,
        lambda size, parents: by_order(range(size), size, parents),
        lambda size, parents: by_order(range(size)[::-1], size, parents, adds=False),
    ],
    notebook_04.silu_rule: [
        silu(lambda x, s, ds: s),
        silu(lambda x, s, ds: x * ds),
        silu(lambda x, s, ds: ds),
        silu(lambda x, s, ds: s * x * ds),
        silu(lambda x, s, ds: s * (1 + x)),
    ],
    notebook_04.zero_slip: [
        lambda w, *given: w,
        lambda w, x, y, rate, steps: averaged(w, lambda at: slope(at, x, y), rate, steps),
        lambda w, x, y, rate, steps: w - rate * steps * slope(w, x, y),
        lambda w, x, y, rate, steps: collected(w, lambda at: slope(at, x, y), rate / 2, steps),
        every_other,
        lambda w, x, y, rate, steps: w - rate * slope(w, x, y),
    ],
    notebook_05.nudge_slip: [
        differences(lambda w, nudges: pairwise(w + np.cumsum([0 * w, *nudges], axis=0))),
        differences(cleared),
        differences(lambda w, nudges: [(0 * w, nudge) for nudge in nudges]),
        differences(lambda w, nudges: [(w, w) for _ in nudges]),
        differences(lambda w, nudges: [(w, w - nudges[:k].sum(axis=0) + nudge) for k, nudge in enumerate(nudges)]),
    ],
    notebook_05.passes: [
        lambda n, m: (n, n, m + 1),
        lambda n, m: (n + n, n, m + 1),
        lambda n, m: (n + n + 1, n, m + 1),
        lambda n, m: (n + 1, n, 2),
        lambda n, m: (n + 1, n, m),
        lambda n, m: (n + 1, m, n + 1),
        lambda n, m: (n + 1, 1, m + 1),
        lambda n, m: (n + 1, n, n + 1),
    ],
    notebook_05.products: [
        lambda n, k, m: (n * k * m, n * k * m),
        lambda n, k, m: (m * k * (k + n), k * n * (k + m)),
        lambda n, k, m: (k * n * (k + m),) * 2,
        lambda n, k, m: (math.prod((k, k, n, m)),) * 2,
        lambda n, k, m: (k**3 * n**2 * m, k**3 * m**2 * n),
        lambda n, k, m: (n * (k + m), m * (k + n)),
        lambda n, k, m: (k**2 * n, m * k**2),
    ],
    notebook_05.quotient: [
        lambda u, du, v, dv: (u / v, du / dv),
        lambda u, du, v, dv: (u / v, u / v * (du / u + dv / v)),
        lambda u, du, v, dv: (u / v, u * (du / u - dv / v)),
        lambda u, du, v, dv: (u / v, (v - u) / v**2),
        lambda u, du, v, dv: u / v * (du / u - dv / v),
    ],
    notebook_06.far_weights: [
        lambda X, a, W2, error: np.einsum("ni,no,ho->ih", X, error, W2),
        lambda X, a, W2, error: np.einsum("ni,no,ho,nh->ih", X, error, W2, np.cosh(a) ** -2),
        lambda X, a, W2, error: np.einsum("ni,no,ho,nh->ih", X, error, W2, 1 - a),
        lambda X, a, W2, error: np.einsum("ni,no,ho,nh->ih", X, error, W2, a - a * a),
        lambda X, *given: FAR(X, *given) / len(X),
        lambda X, *given: FAR(np.eye(len(X)), *given),
        lambda X, *given: FAR(np.ones((len(X), 1)), *given)[0],
        lambda *given: FAR(*given).T,
        lambda X, a, W2, error: np.einsum("nh,no->ho", a, error),
    ],
    notebook_06.leftover_slip: [
        lambda w, slope_at, rate, steps: w - rate * steps * slope_at(w),
        averaged,
        lambda w, *given: w,
        lambda w, slope_at, rate, steps: w - rate * slope_at(w),
        lambda w, slope_at, rate, steps: notebook_06.leftover_slip.right(w, slope_at, 2 * rate, steps),
    ],
    notebook_06.parameters: [
        lambda widths: (widths[-2] + 1) * widths[-1],
        weights,
        lambda widths: weights(widths) + sum(widths),
        lambda widths: weights(widths) + sum(widths[1:-1]),
        lambda widths: weights(widths) + sum(widths[:-1]),
        lambda widths: weights(widths) + len(widths[1:]),
        sum,
        math.prod,
    ],
    notebook_06.shrinking: [
        lambda depth, weight: 1 / 2 ** (2 * depth),
        lambda depth, weight: depth * weight / 4,
        lambda depth, weight: weight**depth / 4,
        lambda depth, weight: weight / 2 ** (2 * depth),
        lambda depth, weight: weight**depth,
        lambda depth, weight: (weight / 2) ** depth,
        lambda depth, weight: math.prod([weight / 4] * (depth - 1)),
        lambda depth, weight: math.prod([weight / 4] * (depth + 1)),
        lambda depth, weight: math.prod([min(weight / 4, 1)] * depth),
    ],
    notebook_07.draw_slip: [
        fair(1, lambda n: n - 1),
        fair(0, lambda n: n),
        fair(1, lambda n: n),
        lambda n, size, rng: rng.permutation(n)[:size],
        neighbors,
        lambda n, size, rng: rng.integers(n, size=n),
    ],
    notebook_07.example_gradients: [
        lambda *given: np.mean(ROWS(*given), axis=0),
        lambda *given: np.sum(ROWS(*given), axis=0),
        lambda *given: ROWS(*given) / len(given[-1]),
        lambda w, X, y: np.outer(2 * (X @ w - y), np.ones(len(w))),
        lambda w, X, y: 2 * (X @ w - y),
        lambda *given: ROWS(*given).T,
    ],
    notebook_07.last_batch_slip: [
        lambda gradients, batches: sum_of(gradients, batches[:1]) / len(gradients),
        lambda gradients, batches: sum_of(gradients, batches[-1:]) / len(gradients),
        lambda gradients, batches: sum_of(gradients, batches[:-1]) / sum(map(len, batches[:-1])),
        lambda gradients, batches: sum_of(gradients, batches) / len(batches),
        lambda gradients, batches: sum_of(gradients, batches) / len(batches) / len(batches[0]),
        sum_of,
    ],
    notebook_07.spread: [
        lambda gradients, size, replace: SPREAD(gradients, size, True),
        lambda gradients, size, replace: SPREAD(gradients, size, False),
        lambda *given: SPREAD(*given) ** 2,
        lambda gradients, size, replace: SPREAD(gradients, size, replace) / math.sqrt(size),
        lambda gradients, size, replace: SPREAD(gradients, 1, True),
        lambda *given: SPREAD(*given) * math.sqrt(share(*given)),
        lambda gradients, size, replace: SPREAD(gradients, size, replace)
        * (1 if replace else math.sqrt(1 - 1 / len(gradients))),
        lambda gradients, size, replace: math.sqrt(
            np.sum(gradients**2) / len(gradients) / size * share(gradients, size, replace)
        ),
    ],
}  # fmt: skip
