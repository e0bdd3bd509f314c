"""The loop of a method that uses values and no gradients [search]."""

from collections.abc import Iterator
from copy import copy

import numpy as np

from sgdlab.checks import function, real_array
from sgdlab.part import Part, made, part_name
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Batch, Given, Params, State, Traced
from sgdlab.training.checks import like, pair
from sgdlab.training.drawing import generators
from sgdlab.training.losses import losses_at
from sgdlab.training.record import Recorder
from sgdlab.training.so_far import RunSoFar
from sgdlab.training.steps import own_parts


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


def search(now: RunSoFar, recorder: Recorder, batches: Iterator[Traced], rule: Given, seed: Given) -> Iterator[None]:
    """Take the steps of a search, and yield after each one; `now.value` is the lowest loss of a step's candidates.

    In an ensemble every member searches on its own, with its own generator and batch.  A stop rule ends the search only
    after the step, because its losses have been paid for.
    """
    rngs = generators(seed, len(now.ends), "search")
    own = [rule] if now.params.ndim == 1 else [copy(rule) for _ in rngs]  # yours may remember in attributes
    starts = np.array(np.atleast_2d(now.params))
    states = [one.init(w, rng) for one, w, rng in zip(own, starts, rngs, strict=True)]
    counted = now.meter.counted()
    while not now.spent():
        indices, batch = next(batches)  # which examples?
        values = _values(now, counted, own, states, batch or None)  # how low is the loss at the candidates?
        lowest = np.array([losses.min() for losses in values])
        now.value = lowest if now.params.ndim == 2 else lowest[0]
        if now.diverged():
            return
        reasons = now.reasons()
        recorder.keep(now, indices)
        now.arrive(_new_params(now, own, states, values))  # where to go?
        over = now.end(*reasons)
        yield
        if over:
            return


def _values(now: RunSoFar, counted: Problem, own: list[Given], states: list[State], batch: Batch | None) -> list[Array]:
    """The losses (K,) of the candidates of each member; a loss that is not a number counts as infinite."""
    found = []
    for k, _, own_batch in own_parts(now.problem, now.params, batch):
        name = f"what propose(state) of {part_name(own[k])} returned"
        candidates = real_array(own[k].propose(states[k]), name, ("K", now.params.shape[-1]), finite=False)
        losses = losses_at(now.problem if k else counted, candidates, own_batch)  # the bill is that of one member
        found.append(np.where(np.isnan(losses), np.inf, losses))
    return found


def _new_params(now: RunSoFar, own: list[Given], states: list[State], values: list[Array]) -> Params:
    """Tell each search the losses of its candidates, and return the new parameters; ended members stay."""
    params = np.array(np.atleast_2d(now.params))
    for k in now.left():
        answer = own[k].tell(values[k], states[k])
        answer, states[k] = pair(answer, own[k], "(params, state) from tell(values, state)")
        params[k] = like(answer, params[k], own[k], "parameters")
    return params if now.params.ndim == 2 else params[0]
