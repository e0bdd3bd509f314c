"""Write: a sampler of mini-batches

Return the batches of **one epoch** as a list of index arrays: every number from 0 to `n − 1` once, in random order,
cut into pieces of `size`. The last piece may be short. `rng` is a NumPy generator.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Given


def mini_batches(n: int, size: int, rng: np.random.Generator) -> Answer:
    order = rng.permutation(n)  # shuffle examples, anew in every epoch
    return [order[k : k + size] for k in range(0, n, size)]


def _observe(answer: Callable[..., Iterable[Any]], n: int, size: int, rng: np.random.Generator) -> dict[str, Any]:
    """What can be said of any right sampler, from 20 of its epochs."""
    epochs = [[np.asarray(batch).tolist() for batch in answer(n, size, rng)] for _ in range(20)]
    flat = [[example for batch in epoch for example in batch] for epoch in epochs]
    orders = {tuple(one) for one in flat}
    members = {frozenset(batch) for epoch in epochs for batch in epoch}
    return {
        "sizes of the batches, largest first": sorted(map(len, epochs[0]), reverse=True),
        "every example is there once in every epoch": all(sorted(one) == list(range(n)) for one in flat),
        "the order is shuffled": orders != {tuple(range(n))},
        "the order differs from epoch to epoch": len(orders) > 1,
        "batches are made of new examples each time": len(members) > len(epochs[0]),
    }


def _in_order(n: int, size: int, rng: np.random.Generator | None = None) -> list[Given]:
    return [np.arange(n)[k : k + size] for k in range(0, n, size)]


def _drop_last(n: int, size: int, rng: np.random.Generator) -> Iterator[Any]:
    return (batch for batch in mini_batches(n, size, rng) if len(batch) == size)


def _shuffle_batches(n: int, size: int, rng: np.random.Generator) -> list[Given]:
    batches = _in_order(n, size)
    return [batches[k] for k in rng.permutation(len(batches))]


def _same_every_time(n: int, size: int, rng: np.random.Generator) -> Answer:
    return mini_batches(n, size, np.random.default_rng(0))


def _independent_draws(n: int, size: int, rng: np.random.Generator) -> list[Given]:
    return [rng.integers(n, size=min(size, n - k)) for k in range(0, n, size)]


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    size = int(rng.integers(3, 6))
    return size * int(rng.integers(4, 7)) + int(rng.integers(1, size)), size, rng.spawn(1)[0]


sampler = Exercise(
    "sampler",
    mini_batches,
    _draw,
    observe=_observe,
    praise="Every example once in every epoch, in a new order each time, and the short last batch is not forgotten.",
    mistakes=[
        Mistake(_drop_last, "You dropped the short last batch, so in every epoch some examples are left out."),
        Mistake(_in_order, "You never shuffled. Batches in the stored order come back the same in every epoch."),
        Mistake(
            _shuffle_batches,
            "You shuffled batches, not examples: the same examples stay together forever, so there are only a few "
            "different gradients. Shuffle the examples first, then cut.",
        ),
        Mistake(
            _same_every_time,
            "You used the same permutation in every epoch. Draw from the `rng` that you are given, and don't make "
            "a new one.",
        ),
        Mistake(
            _independent_draws,
            "You drew with replacement: some examples come twice in an epoch and some never. One permutation, cut into "
            "pieces, has each of them once.",
        ),
    ],
    hints=[
        "Two lines are enough: one shuffles, one cuts.",
        "rng.permutation(n) is a shuffled list of all the indices.",
        "Slices of it, from k to k + size for k = 0, size, 2 size, …, are the batches. The last may be short.",
    ],
)
