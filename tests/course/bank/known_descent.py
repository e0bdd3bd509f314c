"""The wrong answers that the exercises of notebooks 08 and 09 know, each written again from what is said of it.

They go another way than the catalogue: closed forms, the right answer turned into the wrong one, NumPy's functions.
"""

import math

import numpy as np

from sgdlab.course import notebook_08, notebook_09

EPOCH = notebook_08.epoch_slip.right
BALL = notebook_09.heavy_ball.right
RATE = notebook_09.momentum_rate.right
BEST = notebook_09.best_pair.right


def divided_by(count):
    """An epoch whose gradients are divided by count(examples, batches)."""

    def answer(w, X, y, batches, rate):
        for chosen in batches:
            w = EPOCH(w, X, y, [chosen], rate * len(chosen) / count(y, batches))
        return w

    return answer


def in_one_cycle(n, size, rng):
    """Each place gets the example of the place before it on a random round trip, as in Sattolo's shuffle."""
    order, trip = np.empty(n, dtype=int), rng.permutation(n)
    order[trip] = np.roll(trip, 1)
    return cut(order, size)


def at_the_old_place(w, X, y, batches, rate):
    return w + sum(EPOCH(w, X, y, [chosen], rate) - w for chosen in batches)


def both(row):
    return lambda seen_a, a, seen_b, b, budget: (a[row(seen_a, a, budget)], b[row(seen_b, b, budget)])


def lowest(seen, losses, budget):
    return np.argmin(losses[: np.searchsorted(seen, budget, side="right")])


def cut(order, size):
    return np.split(order, range(size, len(order), size))


def rolled(n, size, rng):
    pieces = cut(np.arange(n), size)
    return [pieces[k] for k in rng.permutation(len(pieces))]


def velocities(change, moves_first=False):
    """Descent with velocity <- change(velocity, w, gradient, rate, momentum), and w <- w - rate * velocity."""

    def answer(gradient, w, rate, momentum, steps):
        velocity = 0 * w
        for _ in range(steps):
            new = change(velocity, w, gradient, rate, momentum)
            w, velocity = w - rate * (velocity if moves_first else new), new
        return w

    return answer


def nothing_carried_on(gradient, w, rate, momentum, steps):
    """Each step is by the new gradient and a share of the last one; velocities of their own there are none."""
    last = 0 * w
    for _ in range(steps):
        ahead = w - rate * momentum * last
        last = gradient(ahead)
        w = ahead - rate * last
    return w


def in_pytorch(gradient, w, rate, momentum, steps):
    """As PyTorch has Nesterov's method; it is in no list, because PyTorch may be missing: a test runs it by its name."""
    import torch

    params = torch.tensor(w, requires_grad=True)
    optimizer = torch.optim.SGD([params], lr=rate, momentum=momentum, nesterov=True)
    for _ in range(steps):
        params.grad = torch.tensor(gradient(params.detach().numpy()))
        optimizer.step()
    return params.detach().numpy()


def summed(gradients, w, epochs, rate, momentum):
    return BALL(lambda at: sum(gradient(at) for gradient in gradients), w, rate, momentum, epochs)


def each_epoch_once(gradients, w, epochs, rate, momentum):
    """The velocity goes through all mini-batches, and w waits."""
    return velocities(_through(gradients))(None, w, rate, momentum, epochs)


def _through(gradients):
    def change(velocity, w, _, rate, momentum):
        for gradient in gradients:
            velocity = momentum * velocity + gradient(w)
        return velocity

    return change


def plain(gradients, w, epochs, rate, momentum):
    for gradient in [*gradients] * epochs:
        w = w - rate * gradient(w)
    return w


ANSWERS = {
    notebook_08.epoch_slip: [
        divided_by(lambda y, batches: max(map(len, batches))),
        divided_by(lambda y, batches: len(y)),
        divided_by(lambda y, batches: len(batches)),
        at_the_old_place,
    ],
    notebook_08.fair_slip: [
        both(lambda seen, losses, budget: -1),
        both(lambda seen, losses, budget: np.searchsorted(seen, budget, side="right")),
        both(lowest),
    ],
    notebook_08.sampler: [
        lambda n, size, rng: cut(rng.permutation(n), size)[:-1],
        lambda n, size, rng: cut(np.arange(n), size),
        rolled,
        in_one_cycle,
        lambda n, size, rng: cut(np.random.default_rng(1).permutation(n), size),
        lambda n, size, rng: cut(rng.integers(n, size=n), size),
    ],
    notebook_08.schedule: [
        lambda step: 1 / (step + 2),
        lambda step: 1 / (step or 1),
        lambda step: 0.1,
        lambda step: (step + 1) ** -0.5,
        lambda step: 0.5 / (step + 1),
    ],
    notebook_08.updates: [
        lambda n, size, epochs: epochs * math.floor(n / size),
        lambda n, size, epochs: math.ceil(epochs * n / size),
        lambda n, size, epochs: math.floor(epochs * n / size),
        lambda n, size, epochs: epochs * n / size,
        lambda n, size, epochs: epochs,
        lambda n, size, epochs: epochs * n,
    ],
    notebook_09.ahead_slip: [
        velocities(lambda v, w, slope, rate, kept: kept * v + slope(w)),
        velocities(lambda v, w, slope, rate, kept: kept * v + slope(w - rate * v)),
        velocities(lambda v, w, slope, rate, kept: kept * v + slope(w + rate * kept * v)),
        nothing_carried_on,
    ],
    notebook_09.best_pair: [
        lambda *given: BEST(*given) ** [1, 0.5],
        lambda *given: BEST(*given) ** [0.5, 1],
        lambda low, high: BEST(low**2, high**2) ** [0.5, 1],
        lambda low, high: ((2 / (high + low)) ** 2, (1 - 2 * low / (high + low)) ** 2),
        lambda low, high: (2 / (low + high), 0),
        lambda *given: np.array([BEST(*given)[0], 0.9]),
    ],
    notebook_09.fresh_slip: [
        plain,
        summed,
        each_epoch_once,
        lambda gradients, w, epochs, rate, momentum: notebook_09.fresh_slip.right(gradients, w, 1, rate, momentum),
    ],
    notebook_09.heavy_ball: [
        lambda gradient, w, rate, momentum, steps: BALL(gradient, w, rate, 0.0, steps),
        lambda gradient, w, rate, momentum, steps: BALL(gradient, w, rate * (1 - momentum), momentum, steps),
        velocities(lambda v, w, slope, rate, kept: kept * v + slope(w), moves_first=True),
        velocities(lambda v, w, slope, rate, kept: kept * v + slope(w - rate * kept * v)),
    ],
    notebook_09.momentum_rate: [
        lambda rate, momentum, bends: momentum**0.5,
        lambda rate, momentum, bends: np.mean([RATE(rate, momentum, [bend]) for bend in bends]),
        lambda *given: RATE(*given) ** 2,
    ],
}  # fmt: skip
