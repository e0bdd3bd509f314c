"""Draw the examples of every step, for one run or an ensemble [examples], each with its own generators [generators]."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat, zip_longest
from typing import TypeAlias

import numpy as np

from sgdlab.batches import BatchRule, FullBatch, minibatch
from sgdlab.checks import as_array, given
from sgdlab.part import part_name
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Batch, Given, Indices, Traced

Generators = Sequence[np.random.Generator]
Drawn: TypeAlias = tuple[Indices | None, Batch]  # which examples, and their rows
MOST_PICKED = 12_000  # numbers of the data that are picked at once, few enough for the processor's cache
DRAWING = ("batches", "gradients", "search")  # add new parts at the end, so that no other draws change


def generators(seed: Given, members: int, part: str) -> list[np.random.Generator]:
    """Return a generator for one part and each member of an ensemble: a child of the seeds, or of seed, seed + 1, …"""
    child = DRAWING.index(part)
    seeds = seed if np.ndim(seed) else range(seed, seed + members)
    return [np.random.default_rng(np.random.SeedSequence(one).spawn(len(DRAWING))[child]) for one in seeds]


def examples(problem: Problem, rule: BatchRule, seed: Given, members: int | None, share: bool) -> Iterator[Drawn]:
    """Yield (indices, batch) forever: (None, all the data) for the full batch; members=None means a single run.

    indices (B,), or (S, B) for an ensemble whose members draw their own; batch: the tuple of the chosen rows.
    share: whether members with the same seed, and therefore the same batches, may share one batch (B,).
    """
    if isinstance(rule, FullBatch):
        return repeat((None, problem.data))
    shared = share and members is not None and np.ndim(seed) and len(set(seed)) == 1
    seeds = seed[:1] if shared else seed
    places: Given = slice(None)
    if np.ndim(seeds) and isinstance(rule, minibatch):  # members with one seed draw the same order, so once is enough
        known = {one: k for k, one in enumerate(dict.fromkeys(seeds))}
        seeds, places = [*known], [known[one] for one in seeds]
    rngs = generators(seeds, members or 1, "batches")
    return _drawn(problem, rule, rngs, places, ensemble=members is not None and not shared)


def _drawn(problem: Problem, rule: BatchRule, rngs: Generators, places: Given, ensemble: bool) -> Iterator[Drawn]:
    """The batches; places: which of the generators each member of an ensemble draws with."""
    if not problem.data:
        raise ValueError(
            f"{problem.title} has no data, so there is nothing to draw batches from: leave batches out, or give the "
            "data with sgdlab.Problem(loss, data=(X, y), start=…), its loss taking (params, batch)"
        )
    while True:
        if not isinstance(rule, minibatch):  # one of yours
            yield from _epoch(problem, rule, rngs, ensemble)
        elif ensemble:
            orders = np.stack([rule.order(problem.n, rng) for rng in rngs])[places]
            for first in range(0, orders.shape[1], rule.size):
                chosen = orders[:, first : first + rule.size]
                yield chosen, tuple([_rows(array, chosen) for array in problem.data])
        else:
            yield from _cut(problem, rule.order(problem.n, rngs[0]), rule.size)


def _cut(problem: Problem, order: Indices, size: int) -> Iterator[Drawn]:
    """Cut an epoch into batches: the rows of many small ones are picked at once, for a tenth off the time of a step."""
    widest = max(array[:1].size for array in problem.data)
    block = max(1, MOST_PICKED // (widest * size)) * size
    for start in range(0, len(order), block):
        chosen = order[start : start + block]
        batches, *rows = (_pieces(array, size) for array in (chosen, *(_rows(a, chosen) for a in problem.data)))
        yield from zip(batches, zip(*rows, strict=True), strict=True)


def _pieces(array: Array, size: int) -> list[Array]:
    """Cut an array along its first axis; to iterate over a stack takes a third of the time of slicing."""
    whole = len(array) // size * size
    pieces = list(array[:whole].reshape(-1, size, *array.shape[1:]))
    return pieces if whole == len(array) else [*pieces, array[whole:]]


def _epoch(problem: Problem, rule: BatchRule, rngs: Generators, ensemble: bool) -> Iterator[Drawn]:
    epochs: list[Traced] = [rule(problem.n, rng) for rng in rngs]
    if not isinstance(epochs[0], Iterable):
        raise TypeError(
            f"a batch rule (n, rng) gives the index arrays of an epoch, but {part_name(rule)} gave {given(epochs[0])}"
        )
    epochs = [(_indices(batch, rule, problem.n) for batch in epoch) for epoch in epochs]
    empty = True
    for chosen in epochs[0] if not ensemble else _stacked(epochs):
        if not chosen.size:
            raise ValueError(f"{part_name(rule)} gave a batch with no example; leave such a batch out")
        yield chosen, tuple([_rows(array, chosen) for array in problem.data])
        empty = False
    if empty:
        raise ValueError(f"{part_name(rule)} gave no batch at all for {problem.n} examples; an epoch has at least one")


def _indices(batch: Batch, rule: BatchRule, n: int) -> Indices:
    """Return a batch as an array of indices of examples, if it is that or a mask."""
    found = as_array(batch, f"a batch of {part_name(rule)}")
    mask = found.dtype == np.bool_ and found.shape == (n,)
    numbers = found.dtype.kind in "iu" and found.ndim == 1
    if found.size and not mask and not (numbers and found.min() >= 0 and found.max() < n):
        raise ValueError(
            f"{part_name(rule)} gave the batch {given(batch)}; a batch is a list of the numbers of examples, whole "
            f"numbers from 0 to {n - 1}, or a mask of {n} times True or False"
        )
    if mask:
        return np.flatnonzero(found)
    return found.astype(np.intp)  # a copy, because rules may reuse arrays; the size that this machine indexes with


def _stacked(epochs: list[Traced]) -> Iterator[Traced]:
    """The batches (S, B) of all members, one at a time, because the epoch of a user's rule may never end."""
    for drawn in zip_longest(*epochs, fillvalue=np.empty(0)):
        if len({batch.size for batch in drawn}) > 1:
            raise ValueError("the members of an ensemble need batches of the same sizes; train them one by one instead")
        yield np.stack(drawn)


def _rows(array: Array, chosen: Indices) -> Array:
    """Return array[chosen]; for rows of a matrix, `take` needs a third of the time."""
    return array.take(chosen, axis=0) if array.ndim > 1 else array[chosen]
