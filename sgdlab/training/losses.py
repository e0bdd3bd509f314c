"""The loss on all examples at many parameters, at once [losses_at] or piece by piece [losses_in_pieces]."""

from collections.abc import Iterator

import numpy as np

from sgdlab.checks import loss_value
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Batch, Params

PIECE = 40_000  # products in one call: larger results leave the processor's cache and take two to three times as long


def losses_at(problem: Problem, params: Params, batch: Batch | None = None) -> Array:
    """Return the losses on all examples, or on a batch, at every row of params (T, …, P)."""
    return np.concatenate(list(losses_in_pieces(problem, params, batch)))


def losses_in_pieces(problem: Problem, params: Params, batch: Batch | None = None) -> Iterator[Array]:
    """Return the same losses one after the other, in cache-sized pieces."""
    if not problem.vectorized:
        for row in params:
            flat = [loss_value(problem(one, batch)) for one in row.reshape(-1, params.shape[-1])]
            yield np.array(flat, dtype=float).reshape(1, *row.shape[:-1])
        return
    examples = problem.n if batch is None else len(batch[0])
    rows = max(1, PIECE // (examples * max(1, params[:1].size)))
    for k in range(0, len(params), rows):
        piece = params[k : k + rows]
        yield loss_value(problem(piece, batch), piece.shape[:-1])
