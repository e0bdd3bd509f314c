"""The exercises of notebook 08: a second right answer to each, found in another way, and programs with their slips."""

import math

import numpy as np

import sgdlab as sl


def sgd_epoch(w, X, y, batches, learning_rate):
    for chosen in batches:
        w = w - learning_rate * sl.grad(lambda w, c=chosen: np.mean((X[c] @ w - y[c]) ** 2))(w)
    return w


def losses_at_budget(seen_a, losses_a, seen_b, losses_b, budget):
    def at(seen, losses):
        return losses[np.searchsorted(seen, budget, side="right") - 1]

    return at(seen_a, losses_a), at(seen_b, losses_b)


RIGHT = {
    "updates": lambda n, size, epochs: epochs * math.ceil(n / size),
    "sampler": lambda n, size, rng: np.split(rng.choice(n, n, replace=False), range(size, n, size)),
    "schedule": lambda step: 1 / len(range(-1, step)),
    "epoch_slip": sgd_epoch,
    "fair_slip": losses_at_budget,
}


def _cut(order, size):
    return [order[k : k + size] for k in range(0, len(order), size)]


def _forever(n, size, rng):
    while True:
        yield from _cut(rng.permutation(n), size)


def _epoch(w, X, y, batches, rate, *, by=len, factor=2, sign=-1):
    for c in batches:
        w = w + sign * rate * factor * X[c].T @ (X[c] @ w - y[c]) / by(c)
    return w


def _at(seen, losses, budget):
    return losses[seen <= budget][-1]


def _averaged(w, X, y, batches, rate):
    for some in batches:
        w = w - 2 * rate * (X[some].T @ (X[some] @ w - y[some])).mean()
    return w


def _stepping(w, X, y, batches, rate):
    for row, wanted, share in ((X[k], y[k], 2 / len(batch)) for batch in batches for k in batch):
        w = w + rate * share * (wanted - row @ w) * row
    return w


WRONG = {
    "sampler": {
        "one left over": lambda n, size, rng: _cut(rng.permutation(n), size)[: -(-(n - 1) // size)],
        "the short one is dropped": lambda n, size, rng: _cut(rng.permutation(n)[: n // size * size], size),
        "so many batches": lambda n, size, rng: np.array_split(np.argsort(rng.random(n)), size),
        "all of one size": lambda n, size, rng: np.array_split(np.argsort(rng.random(n)), math.ceil(n / size)),
        "not shuffled": lambda n, size, rng: _cut(np.arange(n), size),
        "batches shuffled": lambda n, size, rng: [_cut(np.arange(n), size)[k] for k in rng.permutation(-(-n // size))],
        "seeded": lambda n, size, rng: _cut(np.random.default_rng(1).permutation(n), size),
        "drawn with replacement": lambda n, size, rng: [rng.integers(n, size=size) for _ in range(n // size)],
        "one array": lambda n, size, rng: rng.permutation(n),
        "one batch": lambda n, size, rng: [rng.permutation(n)],
        "stops too soon": lambda n, size, rng: _cut(rng.permutation(n), size)[:-1],
        "full ones and a rest": lambda n, size, rng: np.split(rng.permutation(n), range(size, n + 1, size)),
        "singles": lambda n, size, rng: [np.array([k]) for k in rng.permutation(n)],
        "equal pieces": lambda n, size, rng: np.array_split(rng.permutation(n), -(-n // size)) if n % size else [0],
        "1 to n": lambda n, size, rng: _cut(rng.permutation(n) + 1, size),
        "one is missing": lambda n, size, rng: _cut(rng.permutation(n - 1), size),
        "the global generator": lambda n, size, rng: _cut(np.random.permutation(n), size),
        "text": lambda n, size, rng: "batches",
        "by sgdlab": lambda n, size, rng: list(sl.minibatch(size)(n, rng)),
        "shifted": lambda n, size, rng: _cut(np.roll(np.arange(n), rng.integers(n)), size),
        "0 is always first": lambda n, size, rng: _cut([0, *(1 + rng.permutation(n - 1))], size),
        "the last batch is fixed": lambda n, size, rng: _cut([*rng.permutation(n - size), *range(n - size, n)], size),
        "floats": lambda n, size, rng: _cut(1.0 * rng.permutation(n), size),
        "forever": _forever,
    },
    "schedule": {
        "a step late": lambda step: 1 / (step + 2),
        "a step early": lambda step: 1 / max(step, 1),
        "constant": lambda step: 0.1,
        "the root": lambda step: 1 / math.sqrt(step + 1),
        "half": lambda step: 0.5 / (step + 1),
        "from 0": lambda step: 1 / step,
        "exponential": lambda step: 0.5**step,
        "the square": lambda step: 1 / (step + 1) ** 2,
        "growing": lambda step: step + 1,
        "the rest": lambda step: step / (step + 1),
        "turned": lambda step: -1 / (step + 1),
        "whole": lambda step: 1 // (step + 1),
        "a sum": lambda step: 1 / step + 1 if step else 2.0,
        "one": lambda step: 1.0,
        "by sgdlab": lambda step: sl.schedules.one_over_t()(step),
    },
    "updates": {
        "full batches of one epoch": lambda n, size, epochs: math.floor(n / size),
        "one short batch at the end of all": lambda n, size, epochs: n // size * epochs + 1,
        "the rest counted as batches": lambda n, size, epochs: (n // size + n % size) * epochs,
        "one more in every epoch": lambda n, size, epochs: (n // size + 1) * epochs,
        "the short one is dropped": lambda n, size, epochs: n // size * epochs,
        "epochs run on": lambda n, size, epochs: math.ceil(n * epochs / size),
        "epochs run on, dropped": lambda n, size, epochs: n * epochs // size,
        "a fraction": lambda n, size, epochs: n / size * epochs,
        "rounded": lambda n, size, epochs: round(n / size) * epochs,
        "counted from 1": lambda n, size, epochs: len(range(1, n, size)) * epochs,
        "epochs": lambda n, size, epochs: epochs,
        "examples": lambda n, size, epochs: n * epochs,
        "one epoch": lambda n, size, epochs: math.ceil(n / size),
        "times size": lambda n, size, epochs: n * size * epochs,
        "one less": lambda n, size, epochs: math.ceil(n / size) * epochs - 1,
        "text": lambda n, size, epochs: str(math.ceil(n / size) * epochs),
        "the root": lambda n, size, epochs: math.ceil(n / size) ** epochs,
        "a list": lambda n, size, epochs: [math.ceil(n / size)] * epochs,
    },
    "epoch_slip": {
        "a step for each example": lambda w, X, y, b, rate: _stepping(w, X, y, b, rate),
        "half of it": lambda w, X, y, b, rate: _epoch(w, X, y, b, rate / 2, by=len),
        "the mean over the parameters": _averaged,
        "by the first": lambda w, X, y, b, rate: _epoch(w, X, y, b, rate, by=lambda c: len(b[0])),
        "on all": lambda w, X, y, b, rate: _epoch(w, X, y, [np.arange(len(y))] * len(b), rate),
        "by all": lambda w, X, y, b, rate: _epoch(w, X, y, b, rate, by=lambda c: len(y)),
        "by batches": lambda w, X, y, b, rate: _epoch(w, X, y, b, rate, by=lambda c: len(b)),
        "by parameters": lambda w, X, y, b, rate: _epoch(w, X, y, b, rate, by=lambda c: len(w)),
        "uphill": lambda *given: _epoch(*given, sign=1),
        "the root": lambda *given: _epoch(*given, by=lambda c: math.sqrt(len(c))),
        "the mean of the errors": lambda w, X, y, b, rate: w - rate * 2 * sum(np.mean(X[c] @ w - y[c]) for c in b),
        "frozen": lambda w, X, y, b, rate: w + sum(_epoch(w, X, y, [c], rate) - w for c in b),
        "the full batch": lambda w, X, y, b, rate: _epoch(w, X, y, [np.concatenate(b)], rate),
        "two epochs": lambda w, X, y, b, rate: _epoch(w, X, y, [*b, *b], rate),
    },
    "fair_slip": {
        "the first that is paid": lambda sa, la, sb, lb, budget: (
            la[np.argmax(sa <= budget)],
            lb[np.argmax(sb <= budget)],
        ),
        "added up": lambda sa, la, sb, lb, budget: (_at(sa.cumsum(), la, budget), _at(sb.cumsum(), lb, budget)),
        "the last rows": lambda sa, la, sb, lb, budget: (la[-1], lb[-1]),
        "at or above the budget": lambda sa, la, sb, lb, budget: (la[sa >= budget][0], lb[sb >= budget][0]),
        "the best": lambda sa, la, sb, lb, budget: (la[sa <= budget].min(), lb[sb <= budget].min()),
        "below, not at": lambda sa, la, sb, lb, budget: (la[sa < budget][-1], lb[sb < budget][-1]),
        "one of them only": lambda sa, la, sb, lb, budget: (_at(sa, la, budget), lb[-1]),
        "swapped": lambda sa, la, sb, lb, budget: (_at(sb, lb, budget), _at(sa, la, budget)),
        "the rows of a": lambda sa, la, sb, lb, budget: (_at(sa, la, budget), lb[: len(la)][sa <= budget][-1]),
        "all of them": lambda sa, la, sb, lb, budget: (la[sa <= budget], lb[sb <= budget]),
        "half the budget": lambda sa, la, sb, lb, budget: (_at(sa, la, budget // 2), _at(sb, lb, budget // 2)),
        "the mean": lambda sa, la, sb, lb, budget: (la[sa <= budget].mean(), lb[sb <= budget].mean()),
        "the spent": lambda sa, la, sb, lb, budget: (_at(sa, sa, budget), _at(sb, sb, budget)),
    },
}
