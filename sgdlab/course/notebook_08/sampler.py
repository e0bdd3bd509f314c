"""Write: a sampler of mini-batches

Return the batches of **one epoch** as a list of index arrays: every number from 0 to `n − 1` once, in random order,
cut into pieces of `size`. The last piece may be short. `rng` is a NumPy generator.
"""

import copy
from collections.abc import Callable, Iterable
from itertools import islice

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.course.functions import changed
from sgdlab.quantities import Given, Indices


def mini_batches(n: int, size: int, rng: np.random.Generator) -> Answer:
    order = rng.permutation(n)  # shuffle examples, anew in every epoch
    return [order[k : k + size] for k in range(0, n, size)]


def _observe(
    answer: Callable[..., Iterable[Indices]], n: int, size: int, rng: np.random.Generator
) -> dict[str, object]:
    """What can be said of any right sampler, from 20 of its epochs."""
    again = copy.deepcopy(rng)
    epochs = [[np.asarray(batch).tolist() for batch in islice(answer(n, size, rng), n + 1)] for _ in range(20)]
    flat = [[example for batch in epoch for example in batch] for epoch in epochs]
    orders = {tuple(one) for one in flat}
    members = {frozenset(batch) for epoch in epochs for batch in epoch}
    return {
        "sizes of the batches, largest first": sorted(map(len, epochs[0]), reverse=True),
        "the lowest and the highest number of all": [min(map(min, flat), default=0), max(map(max, flat), default=0)],
        "every example is there once in every epoch": all(sorted(one) == list(range(n)) for one in flat),
        "the order is shuffled": orders != {tuple(range(n))},
        "the order differs from epoch to epoch": len(orders) > 1,
        "all chance comes from `rng`": epochs[0]
        == [np.asarray(batch).tolist() for batch in islice(answer(n, size, again), n + 1)],
        "batches are made of new examples each time": len(members) > len(epochs[0]),
    }


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    size = int(rng.integers(3, 6))
    return size * int(rng.integers(4, 7)) + int(rng.integers(1, size)), size, rng.spawn(1)[0]


def _no_rest(rng: np.random.Generator) -> tuple[Given, ...]:
    size = int(rng.integers(3, 6))
    return size * int(rng.integers(4, 7)), size, rng.spawn(1)[0]


sampler = Exercise(
    "sampler",
    mini_batches,
    [_draw, _no_rest],
    by_hand=True,
    observe=_observe,
    praise="Every example once in every epoch, in a new order each time, and the short last batch is not forgotten.",
    mistakes=[
        Mistake(
            lambda n, size, rng: (batch for batch in mini_batches(n, size, rng) if len(batch) == size),
            "You dropped the short last batch, so in every epoch some examples are left out.",
        ),
        Mistake(
            changed(mini_batches, {"rng.permutation(n)": "rng.permutation(n) + 1"}),
            "Your numbers go from 1 to n. Examples are counted from 0 to n − 1, like the rows of an array.",
        ),
        Mistake(
            changed(mini_batches, {"rng.permutation": "np.arange"}),
            "You never shuffled. Batches in the stored order come back the same in every epoch.",
        ),
        Mistake(
            changed(
                mini_batches,
                {"rng.permutation": "np.arange", "range(0, n, size)": "rng.permutation(range(0, n, size))"},
            ),
            "You shuffled batches, not examples: the same examples stay together forever, so there are only a few "
            "different gradients. Shuffle the examples first, then cut.",
        ),
        Mistake(
            lambda n, size, rng: mini_batches(n, size, np.random.default_rng(0)),
            "You used the same permutation in every epoch. Draw from the `rng` that you are given, and don't make "
            "a new one.",
        ),
        Mistake(
            lambda n, size, rng: mini_batches(n, size, np.random.default_rng()),
            "The batches are right, but their order doesn't come from the `rng` that you are given, so nobody can "
            "repeat "
            "a run with the same seed. Write rng.permutation(n).",
        ),
        Mistake(
            lambda n, size, rng: [rng.integers(n, size=min(size, n - k)) for k in range(0, n, size)],
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
