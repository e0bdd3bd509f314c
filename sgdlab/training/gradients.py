"""Call the gradient method for one run, or for all members of an ensemble [Gradients]."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from sgdlab.problems import Problem
from sgdlab.quantities import Array, Batch, Given, Gradient, Loss, Params, Traced, Value
from sgdlab.training.bill import UsageCounter
from sgdlab.training.checks import checked, takes_rng
from sgdlab.training.drawing import generators

Rngs: TypeAlias = np.random.Generator | list[np.random.Generator] | None


class Gradients:
    """Calls a method (loss, params, batch) -> (value, gradient): once for all members if it can, or for each one."""

    def __init__(self, problem: Problem, method: Given, params: Params, seed: Given) -> None:
        self.method, ensemble = method, params.ndim == 2
        self.rngs = generators(seed, len(params) if ensemble else 1, "gradients") if takes_rng(method) else None
        serves_all = self.rngs is None or getattr(method, "vectorized", False)
        self.at_once = not ensemble or (problem.vectorized and serves_all)
        self.problem, self.meter = problem, UsageCounter(problem, members_axes=int(ensemble and self.at_once))
        self.counted = self.meter.counted()

    def __call__(self, params: Params, batch: Batch | None) -> tuple[Value, Gradient]:
        """Return the value (or values) and the gradient, of the shape of params."""
        batch = batch or None
        if self.at_once:
            rngs = None if self.rngs is None else self.rngs if params.ndim == 2 else self.rngs[0]
            return checked(self._ask(self.counted, params, batch, rngs), self.method, params)
        found = []
        for k, own_params, own_batch in own_parts(self.problem, params, batch):
            loss = self.problem if k else self.counted  # the bill is for one member
            rng = None if self.rngs is None else self.rngs[k]
            found.append(checked(self._ask(loss, own_params, own_batch, rng), self.method, own_params))
        return np.array([value for value, _ in found]), np.stack([gradient for _, gradient in found])

    def _ask(self, loss: Loss, params: Params, batch: Batch | None, rng: Rngs) -> Given:
        return self.method(loss, params, batch) if rng is None else self.method(loss, params, batch, rng=rng)

    def hessian(self, params: Params, batch: Batch | None, running: Array | None) -> Traced:
        """Return the Hessian of the batch's loss, (P, P), or (S, P, P): the identity for members that have ended."""
        batch = batch or None
        if params.ndim == 1:
            return self.meter.hessian(params, batch)
        left = np.ones(len(params), dtype=bool) if running is None else running
        return np.stack(
            [
                self.meter.hessian(w, own, charge=k == left.argmax()) if left[k] else np.eye(len(w))
                for k, w, own in own_parts(self.problem, params, batch)
            ]
        )


def own_parts(problem: Problem, params: Params, batch: Batch | None) -> Iterator[tuple[int, Params, Batch | None]]:
    """Yield the index, the parameters and the batch of every member of an ensemble, or of a single run."""
    if params.ndim == 1:
        yield 0, params, batch
        return
    for k, own in enumerate(params):
        shared = batch is None or batch[0].ndim == problem.data[0].ndim
        yield k, own, batch if batch is None or shared else tuple(array[k] for array in batch)
