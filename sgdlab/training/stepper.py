"""What takes the steps of a run, each in two halves: the gradient, and the move [Stepper].

- the gradient, of one run or of all members             [Gradients]
- each half done by its part                             [PartByPart]
- by an optimizer of your own, for each member           [OneByOne]

The other steppers are `fused`, which computes both halves with one function, and `search`, which needs no gradient.
"""

from collections.abc import Iterator
from copy import copy
from functools import partial
from typing import Protocol

import numpy as np

from sgdlab.optimizers.optimizer import of_member
from sgdlab.problems import Problem
from sgdlab.quantities import Batch, Flags, Given, Gradient, LossValue, Params, State, Traced
from sgdlab.training.bill import UsageCounter
from sgdlab.training.checks import checked, like, pair, takes_rng
from sgdlab.training.drawing import generators
from sgdlab.training.so_far import RunSoFar


class Stepper(Protocol):
    """Takes the steps of a run, and counts on its meter what they cost."""

    meter: UsageCounter

    def evaluate(self, now: RunSoFar, batch: Batch) -> tuple[LossValue, Gradient]:
        """Return the value and the gradient of the batch at the parameters of now."""

    def move(self, now: RunSoFar, batch: Batch) -> None:
        """Take the step from there."""


class Gradients:
    """Calls a method (loss, params, batch) -> (value, gradient): once for all members if it can, or for each one."""

    def __init__(self, problem: Problem, method: Given, params: Params, seed: Given) -> None:
        self.method, ensemble, draws = method, params.ndim == 2, takes_rng(method)
        members = len(params) if ensemble else 1
        rngs = generators(seed, members, "gradients") if draws else []
        self.of_members = [partial(method, rng=rng) for rng in rngs] or [method] * members
        self.of_all = partial(method, rng=rngs) if draws and ensemble else self.of_members[0]
        self.all_members = not ensemble or (problem.vectorized and getattr(method, "vectorized", False))
        self.problem, self.meter = problem, UsageCounter(problem, members_axes=int(ensemble and self.all_members))
        self.counted = self.meter.counted()

    def at(self, params: Params, batch: Batch | None) -> tuple[LossValue, Gradient]:
        """Return the value (or values) and the gradient, of the shape of params."""
        if self.all_members:
            return checked(self.of_all(self.counted, params, batch or None), self.method, params)
        found = []
        for k, own_params, own_batch in each_member(self.problem, params, batch or None):
            loss = self.problem if k else self.counted  # the bill is for one member
            value, gradient = checked(self.of_members[k](loss, own_params, own_batch), self.method, own_params)
            found.append((value, gradient.copy()))  # a copy, because methods may reuse arrays
        return np.array([value for value, _ in found]), np.stack([gradient for _, gradient in found])

    def hessian(self, params: Params, batch: Batch | None, running: Flags | None) -> Traced:
        """Return the Hessian of the batch's loss, (P, P), or (S, P, P): the identity for members that have ended."""
        left = np.ones(len(params), dtype=bool) if running is None else running
        first, parts = left.argmax(), each_member(self.problem, params, batch or None)
        found = [self.meter.hessian(w, own, charge=k == first) if left[k] else np.eye(len(w)) for k, w, own in parts]
        return np.reshape(found, (*params.shape, -1))


def each_member(problem: Problem, params: Params, batch: Batch | None) -> Iterator[tuple[int, Params, Batch | None]]:
    """Yield the index, the parameters and the batch of every member of an ensemble, or of a single run."""
    if params.ndim == 1:
        yield 0, params, batch
        return
    for k, own in enumerate(params):
        shared = batch is None or batch[0].ndim == problem.data[0].ndim
        yield k, own, batch if batch is None or shared else tuple(array[k] for array in batch)


class PartByPart:
    """Asks the gradient method for the gradient, and the optimizer for the step."""

    def __init__(self, gradients: Gradients, optimizer: Given, params: Params) -> None:
        all_members = params.ndim == 1 or getattr(optimizer, "vectorized", False)
        self.gradients, self.optimizer = gradients, optimizer if all_members else OneByOne(optimizer, len(params))
        self.meter = gradients.meter
        self.needs_hessian = getattr(optimizer, "needs", None) == "hessian"
        self.memory = self.optimizer.init(params)

    def evaluate(self, now: RunSoFar, batch: Batch) -> tuple[LossValue, Gradient]:
        return self.gradients.at(now.params, batch)

    def move(self, now: RunSoFar, batch: Batch) -> None:
        needed = {"hessian": self.gradients.hessian(now.params, batch, now.running)} if self.needs_hessian else {}
        answer = self.optimizer.update(now.gradient, self.memory, now.params, **needed)
        step, self.memory = pair(answer, self.optimizer, "(step, state) from update")
        now.move(like(step, now.params, self.optimizer, "step"))


class OneByOne:
    """Your own optimizer for an ensemble: it is called for each member, because in one array it could mix them."""

    def __init__(self, optimizer: Given, members: int) -> None:
        self.of_members = [copy(of_member(optimizer, k)) for k in range(members)]

    def init(self, params: Params) -> list[State]:
        return [one.init(w) for one, w in zip(self.of_members, params, strict=True)]

    def update(self, gradient: Gradient, state: State, params: Params, **needed: Traced) -> tuple[Params, State]:
        steps, states = [], []
        for k, (one, w) in enumerate(zip(self.of_members, params, strict=True)):
            answer = one.update(gradient[k], state[k], w, **{name: value[k] for name, value in needed.items()})
            step, memory = pair(answer, one, "(step, state) from update")
            steps.append(like(step, w, one, "step").copy())  # because rules may reuse arrays
            states.append(memory)
        return np.stack(steps), states
