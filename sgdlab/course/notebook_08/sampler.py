"""Write: a sampler of mini-batches

Return the batches of **one epoch** as a list of index arrays: every number from 0 to `n − 1` once, in random order,
cut into pieces of `size`. The last piece may be short. `rng` is a NumPy generator.
"""

import copy
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from typing import TypeAlias

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed
from sgdlab.quantities import Given, Indices

Epoch: TypeAlias = list[list[int]]
EPOCHS = 1600  # enough to tell a shuffle that swaps each place with any other from an even one


def mini_batches(n: int, size: int, rng: np.random.Generator) -> Answer:
    order = rng.permutation(n)  # shuffle examples, anew in every epoch
    return [order[k : k + size] for k in range(0, n, size)]


def _observe(
    answer: Callable[..., Iterable[Indices]], n: int, size: int, rng: np.random.Generator
) -> dict[str, object]:
    """What can be said of any right sampler, from 20 of its epochs, and from many more if these look right."""

    def epoch(rng: np.random.Generator) -> Epoch:
        return [np.asarray(batch).tolist() for batch in islice(answer(n, size, rng), n + 1)]

    again = copy.deepcopy(rng)
    epochs = [epoch(rng) for _ in range(20)]
    flat = [[example for batch in one for example in batch] for one in epochs]
    orders = {tuple(one) for one in flat}
    members = {frozenset(batch) for one in epochs for batch in one}
    once, differ, fresh = _once(epochs, n), len(orders) > 1, len(members) > len(epochs[0])
    many = [epoch(rng) for _ in range(EPOCHS)] if once and differ and fresh else []
    once = once and _once(many, n)
    places, pairs = _fair(many, n) if many and once else (True, True)
    stays = any(k == example for one in many for k, example in enumerate(chain.from_iterable(one)))
    return {
        "sizes of the batches, largest first": sorted(map(len, epochs[0]), reverse=True),
        "the lowest and the highest number of all": [min(map(min, flat), default=0), max(map(max, flat), default=0)],
        "all numbers are integers": all(isinstance(example, int) for one in flat for example in one),
        "every example is there once in every epoch": once,
        "the order is shuffled": orders != {tuple(range(n))},
        "the order differs from epoch to epoch": differ,
        "all chance comes from `rng`": epochs[0] == epoch(again),
        "batches are made of new examples each time": fresh,
        "all examples come equally often in the first batch, and in each other one": places,
        "any two examples are equally often in the same batch": pairs,
        "an example may stay where it is in the file": stays or not many,
    }


def _once(epochs: Sequence[Epoch], n: int) -> bool:
    return all(sorted(chain.from_iterable(one)) == list(range(n)) for one in epochs)


def _fair(epochs: Sequence[Epoch], n: int) -> tuple[bool, bool]:
    """Whether all examples come equally often in each batch of an epoch, and any two equally often in the same one."""
    numbers = [[k for k, batch in enumerate(one) for _ in batch] for one in epochs]
    batch_of = np.zeros((len(epochs), n), dtype=int)
    order = np.array([[*chain.from_iterable(one)] for one in epochs], dtype=int)
    np.put_along_axis(batch_of, order, np.array(numbers), axis=1)
    places = np.array([np.sum(batch_of == number, axis=0) for number in range(batch_of.max() + 1)])
    pairs = np.sum(batch_of[:, :, None] == batch_of[:, None, :], axis=0)[np.triu_indices(n, 1)]
    return _even(places, places[1:].size), _even(pairs, pairs.size)


def _even(counts: Indices, free: int) -> bool:
    """Whether the counts of a row differ as by chance: a right sampler fails in one of a billion checks.

    Their squared deviations add up as chi-squared does, whose tail Laurent and Massart (2000) bound: beyond this
    limit lies less than exp(−22).
    """
    mean = counts.mean(axis=-1, keepdims=True)
    return bool(np.sum((counts - mean) ** 2 / np.maximum(mean, 1)) <= free + 2 * np.sqrt(22 * free) + 44)


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    size = int(rng.integers(3, 6))
    return size * int(rng.integers(4, 7)) + int(rng.integers(1, size)), size, rng.spawn(1)[0]


def _no_rest(rng: np.random.Generator) -> tuple[Given, ...]:
    size = int(rng.integers(3, 6))
    return size * int(rng.integers(4, 7)), size, rng.spawn(1)[0]


def _one_left(rng: np.random.Generator) -> tuple[Given, ...]:
    n, size, own = _no_rest(rng)
    return n + 1, size, own


sampler = Exercise(
    "sampler",
    mini_batches,
    [_draw, _no_rest, _one_left],
    by_hand=True,
    observe=_observe,
    points=3,
    praise="Every example once in every epoch, in a new order each time, and the short last batch is not forgotten.",
    mistakes=[
        lambda n, size, rng: (batch for batch in mini_batches(n, size, rng) if len(batch) == size),
        "You dropped the short last batch, so in every epoch some examples are left out.",
        changed(mini_batches, {"range(0, n, size)": "range(0, n - size, size)"}),
        "Your last batch is missing, whether it is short or full: you stop cutting too soon.",
        changed(mini_batches, {"range(0, n, size)": "range(0, n + 1, size)"}),
        "Where `size` divides n, you return an empty batch at the end.",
        lambda n, size, rng: np.array_split(rng.permutation(n), size),
        "You cut the examples into `size` batches. `size` is how many examples a batch has, not how many batches there "
        "are.",
        lambda n, size, rng: np.array_split(rng.permutation(n), n // size),
        lambda n, size, rng: np.array_split(rng.permutation(n), -(-n // size)),
        "You cut into batches of nearly the same size, as np.array_split does. Every batch has `size` examples here, "
        "but for the last, which may be short.",
        changed(mini_batches, {"rng.permutation(n)": "rng.permutation(n) + 1"}),
        "Your numbers go from 1 to n. Examples are counted from 0 to n − 1, like the rows of an array.",
        changed(mini_batches, {"rng.permutation": "np.arange"}),
        "You never shuffled. Batches in the stored order come back the same in every epoch.",
        changed(
            mini_batches,
            {"rng.permutation": "np.arange", "range(0, n, size)": "rng.permutation(range(0, n, size))"},
        ),
        "The same examples stay together forever, so there are only a few different gradients. That is so if you "
        "shuffle the batches, or the examples inside of each. Shuffle all the examples first, then cut.",
        changed(mini_batches, {"rng.permutation(n)": "np.roll(np.arange(n), rng.integers(n))"}),
        "Your order changes, but the same examples are together in a batch again and again, as when the stored "
        "order is only shifted. With rng.permutation(n) all orders are equally likely.",
        changed(mini_batches, {"rng.permutation(n)": "np.append(0, 1 + rng.permutation(n - 1))"}),
        "Some examples come too often in one batch, and too rarely in another, as when example 0 always comes first, "
        "or if you swap each place with any of all n. If you swap, draw the other index from all that are left, its "
        "own included. Or take rng.permutation(n).",
        changed(mini_batches, {"rng.permutation(n)": "np.append(rng.permutation(n // 2), np.arange(n // 2, n))"}),
        "You shuffled only in part: some examples keep their place and the others around them far too often. With "
        "rng.permutation(n) all orders are equally likely.",
        changed(mini_batches, {"rng.permutation(n)": "np.roll(order := rng.permutation(n), 1)[np.argsort(order)]"}),
        "No example ever stays at its place in the file, but a shuffle may leave some there. If you swap, draw the "
        "other index from all that are left, its own included. Or take rng.permutation(n).",
        changed(mini_batches, {"rng.permutation(n)": "rng.permutation(n).astype(float)"}),
        "Your batches are right, but their numbers are floats such as 3.0, and an array takes only integers as "
        "indices. rng.permutation(n) has integers.",
        lambda n, size, rng: chain.from_iterable(mini_batches(n, size, rng) for _ in range(n)),
        "You go on after the epoch. Return the batches of one epoch, and end there: leave out `while True`.",
        lambda n, size, rng: mini_batches(n, size, np.random.default_rng(0)),
        "You used the same permutation in every epoch. Draw from the `rng` that you are given, and don't make "
        "a new one.",
        lambda n, size, rng: mini_batches(n, size, np.random.default_rng()),
        "The batches are right, but their order doesn't come from the `rng` that you are given, so nobody can "
        "repeat a run with the same seed. Write rng.permutation(n).",
        lambda n, size, rng: [rng.integers(n, size=min(size, n - k)) for k in range(0, n, size)],
        "Some examples come twice in an epoch and some never, as when you draw with replacement, or shuffle anew "
        "for every batch. One permutation, cut into pieces, has each of them once.",
    ],
    hints=[
        "Two lines are enough: one shuffles, one cuts.",
        "rng.permutation(n) is a shuffled list of all the indices.",
        "Slices of it, from k to k + size for k = 0, size, 2 size, …, are the batches. The last may be short.",
    ],
)
