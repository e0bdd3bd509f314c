"""The loss on all examples at many parameters at once [losses_at]."""

import numpy as np

from sgdlab.checks import loss_value
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Batch, Params

PIECE = 40_000  # products in one call: larger results leave the processor's cache and take two to three times as long


def losses_at(problem: Problem, params: Params, batch: Batch | None = None) -> Array:
    """Return the losses on all examples, or on a batch, at every row of params (T, …, P), in cache-sized pieces."""
    if not problem.vectorized:
        flat = [loss_value(problem(row, batch)) for row in params.reshape(-1, params.shape[-1])]
        return np.array(flat, dtype=float).reshape(params.shape[:-1])
    examples = problem.n if batch is None else len(batch[0])
    rows = max(1, PIECE // (examples * max(1, params[:1].size)))
    if rows == 1 and len(params):  # one after the other takes up to a quarter less than in stacks of one
        return np.array([loss_value(problem(row, batch), row.shape[:-1]) for row in params])
    pieces = [params[k : k + rows] for k in range(0, max(1, len(params)), rows)]
    return np.concatenate([loss_value(problem(piece, batch), piece.shape[:-1]) for piece in pieces])
