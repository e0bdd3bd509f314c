"""The examples of every step, epoch after epoch, for one run or for an ensemble [feed]."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from sgdlab.batches import BatchRule, FullBatch
from sgdlab.problems import Problem

Generators = Sequence[np.random.Generator]


def feed(problem: Problem, rule: BatchRule, rngs: Generators, ensemble: bool) -> Iterator[tuple[Any, Any]]:
    """Yield (indices, batch) for ever: (None, all the data) for the full batch.

    indices (B,), or (S, B) for an ensemble, whose members draw their own; batch: the tuple of the chosen rows.
    Errors: a rule that yields no batch in an epoch, or one without examples, or batches of different size among the
    members of an ensemble.
    """
    if isinstance(rule, FullBatch):
        while True:
            yield None, problem.data
    if not problem.data:
        raise ValueError(
            f"{problem.title} has no data, so there is nothing to draw batches from: leave batches out, or give the "
            "data with sgdlab.Problem(loss, data=(X, y), start=…), its loss taking (params, batch)"
        )
    while True:
        yield from _epoch(problem, rule, rngs, ensemble)


def _epoch(problem: Problem, rule: BatchRule, rngs: Generators, ensemble: bool) -> Iterator[tuple[Any, Any]]:
    drawn = [list(rule(problem.n, rng)) for rng in rngs]
    sizes = {tuple(len(batch) for batch in member) for member in drawn}
    if len(sizes) > 1:
        raise ValueError("the members of an ensemble need batches of the same sizes; train them one by one instead")
    if not sizes or not all(sizes) or 0 in next(iter(sizes)):
        raise ValueError(f"the batch rule {rule!r} gave an empty epoch or an empty batch for {problem.n} examples")
    for indices in zip(*drawn, strict=True):
        chosen = np.stack(indices) if ensemble else indices[0]
        yield chosen, tuple(array[chosen] for array in problem.data)
