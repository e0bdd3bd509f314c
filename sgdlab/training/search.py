"""A step of a method that uses values and no gradients [Search]."""

from copy import copy

import numpy as np

from sgdlab.checks import function, real_array
from sgdlab.part import Part, made, part_name
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Batch, Given, LossValue, Params
from sgdlab.training.bill import UsageCounter
from sgdlab.training.checks import like, pair
from sgdlab.training.drawing import generators
from sgdlab.training.losses import losses_at
from sgdlab.training.so_far import RunSoFar
from sgdlab.training.stepper import each_member


def is_search(rule: Given) -> bool:
    """Return whether an optimizer is a search, which proposes candidates and gets their losses."""
    methods = [callable(getattr(made(rule, "optimizer"), name, None)) for name in ("propose", "tell")]
    if any(methods) and not (all(methods) and callable(getattr(rule, "init", None))):
        raise TypeError(
            "a search is an object with init(params, rng), propose(state) and tell(values, state), such as "
            f"evolution_strategy(); got {rule!r:.80}"
        )
    if all(methods) and not isinstance(rule, Part):
        function(rule.tell, "tell of optimizer", takes=("values", "state"))
    return all(methods)


class Search:
    """Asks a search for candidates and tells it their losses; each member of an ensemble searches on its own."""

    def __init__(self, problem: Problem, rule: Given, params: Params, seed: Given) -> None:
        self.problem, self.meter = problem, UsageCounter(problem)
        self.counted = self.meter.counted()
        starts = np.array(np.atleast_2d(params))
        rngs = generators(seed, len(starts), "search")
        self.own = [rule] if params.ndim == 1 else [copy(rule) for _ in rngs]  # yours may remember in attributes
        self.states = [one.init(w, rng) for one, w, rng in zip(self.own, starts, rngs, strict=True)]
        self.losses: list[Array] = []  # of the candidates in this step

    def evaluate(self, now: RunSoFar, batch: Batch) -> tuple[LossValue, None]:
        """Return the lowest loss of the candidates, and no gradient; a loss that is not a number counts as infinite."""
        self.losses = []
        for k, params, own_batch in each_member(self.problem, now.params, batch or None):
            name = f"what propose(state) of {part_name(self.own[k])} returned"
            candidates = real_array(self.own[k].propose(self.states[k]), name, ("K", len(params)), finite=False)
            losses = losses_at(self.problem if k else self.counted, candidates, own_batch)  # the bill is of one member
            self.losses.append(np.where(np.isnan(losses), np.inf, losses))
        lowest = np.array([losses.min() for losses in self.losses])
        return lowest.reshape(now.params.shape[:-1])[()], None

    def move(self, now: RunSoFar, batch: Batch) -> None:
        """Tell each search the losses of its candidates, and continue from where it goes; ended members stay."""
        params = now.params.copy()
        rows = np.atleast_2d(params)
        for k in now.left():
            answer = self.own[k].tell(self.losses[k], self.states[k])
            answer, self.states[k] = pair(answer, self.own[k], "(params, state) from tell(values, state)")
            rows[k] = like(answer, rows[k], self.own[k], "parameters")
        now.arrive(params)
