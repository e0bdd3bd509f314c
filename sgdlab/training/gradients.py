"""Call the gradient method for one run, or for all members of an ensemble [Gradients]."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from sgdlab.problems import Problem
from sgdlab.quantities import Batch, Flags, Given, Gradient, Params, Traced, Value
from sgdlab.training.bill import UsageCounter
from sgdlab.training.checks import checked, takes_rng
from sgdlab.training.drawing import generators


class Gradients:
    """Calls a method (loss, params, batch) -> (value, gradient): once for all members if it can, or for each one."""

    def __init__(self, problem: Problem, method: Given, params: Params, seed: Given) -> None:
        self.method, ensemble, draws = method, params.ndim == 2, takes_rng(method)
        members = len(params) if ensemble else 1
        rngs = generators(seed, members, "gradients") if draws else []
        self.of_members = [partial(method, rng=rng) for rng in rngs] or [method] * members
        self.of_all = partial(method, rng=rngs) if draws and ensemble else self.of_members[0]
        self.at_once = not ensemble or (problem.vectorized and getattr(method, "vectorized", False))
        self.problem, self.meter = problem, UsageCounter(problem, members_axes=int(ensemble and self.at_once))
        self.counted = self.meter.counted()

    def at(self, params: Params, batch: Batch | None) -> tuple[Value, Gradient]:
        """Return the value (or values) and the gradient, of the shape of params."""
        if self.at_once:
            return checked(self.of_all(self.counted, params, batch or None), self.method, params)
        found = []
        for k, own_params, own_batch in own_parts(self.problem, params, batch or None):
            loss = self.problem if k else self.counted  # the bill is for one member
            value, gradient = checked(self.of_members[k](loss, own_params, own_batch), self.method, own_params)
            found.append((value, gradient.copy()))  # a copy, because methods may reuse arrays
        return np.array([value for value, _ in found]), np.stack([gradient for _, gradient in found])

    def hessian(self, params: Params, batch: Batch | None, running: Flags | None) -> Traced:
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
