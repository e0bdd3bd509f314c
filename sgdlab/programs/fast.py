"""A step as one fast function, kept for a problem and every optimizer of one structure [step_function]."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from sgdlab.batches import full_batch
from sgdlab.compiler.numpy_source import Writer
from sgdlab.compiler.python_names import outside_arrays
from sgdlab.gradients import backprop
from sgdlab.problems import Problem
from sgdlab.programs.optimizer import is_ours, leaves, settings_of, structure
from sgdlab.programs.parts import Parts
from sgdlab.programs.step import trace_step
from sgdlab.quantities import Batch, Given, Params, Traced

WORTH_TRACING = 1_000  # steps: from here on tracing saves more time than it takes, for a network too


class _Cache(threading.local):
    """What is kept for each problem, as long as it lives; each thread has its own functions, with their memory."""

    def __init__(self) -> None:
        self.functions: WeakKeyDictionary[Problem, dict[object, StepFunction]] = WeakKeyDictionary()
        self.counts: WeakKeyDictionary[Problem, dict[object, int]] = WeakKeyDictionary()  # of steps, by structure


_CACHE = _Cache()


@dataclass(frozen=True)
class StepFunction:
    """`run(params, k, *settings, *state, *batch)` returns value, gradient, the next parameters and *the next state."""

    run: Callable[..., Any]
    settings: list[str]  # the names of those that matter
    leaf_indices: list[int]  # the leaves of an optimizer's state that it takes

    def state(self, optimizer: Given, params: Params) -> list[Traced]:
        """Return the state before the first step."""
        own = leaves(optimizer.init(params))
        return [own[i] for i in self.leaf_indices]


def can_be_traced(problem: Problem, method: Given, optimizer: Given, params: Params) -> bool:
    """Whether a step is made of sgdlab's own parts, so that it computes the same whenever it is taken."""
    doubles = all(a.dtype in (np.float64, np.int64, np.bool_) for a in (params, *problem.data))
    return doubles and problem.pure and method is backprop and params.ndim == 1 and _is_plain(optimizer)


def _is_plain(part: Given) -> bool:
    """Whether all parts of an optimizer are sgdlab's; a schedule of your own may be its learning rate."""
    if not is_ours(part) or getattr(part, "needs", None) is not None:
        return False
    return all(
        _is_plain(value)
        for name, value in vars(part).items()
        if is_ours(value) or name == "optimizer" or (callable(value) and name != "learning_rate")
    )


def count_steps(problem: Problem, optimizer: Given, steps: int) -> int:
    """Count the steps of a new run, and return how many the problem's runs with such an optimizer have in all."""
    key, counts = structure(optimizer), _CACHE.counts.setdefault(problem, {})
    counts[key] = counts.get(key, 0) + steps
    return counts[key]


def step_function(problem: Problem, optimizer: Given, params: Params, batch: Batch) -> StepFunction:
    """Return the function for batches of this size; UntraceableError says why there is none."""
    of_all = _CACHE.functions.setdefault(problem, {})
    key = structure(optimizer), params.shape, tuple(a.shape for a in batch)
    if key not in of_all:
        settings = settings_of(optimizer, called=True)
        parts = Parts(problem, backprop, optimizer, full_batch, params)  # how the batch was chosen makes no difference
        traced = trace_step(parts, settings, batch, few_calls=True)
        run = Writer(traced.whole, outside_arrays(problem.loss)).source("step").function()
        of_all[key] = StepFunction(run, traced.settings, traced.leaf_indices)
    return of_all[key]
