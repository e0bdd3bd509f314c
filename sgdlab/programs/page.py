"""What the page takes, as JavaScript.

- a run: a step and the loss, with settings, state and data      [page_recipe]
- any function of parameters and arrays, such as a network       [page_function]
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from sgdlab.batches import FullBatch, full_batch, minibatch
from sgdlab.compiler.javascript import NotWrittenError, write_javascript
from sgdlab.compiler.lowering import lower
from sgdlab.compiler.recording import Recording, UntraceableError
from sgdlab.compiler.sizes import at_sizes, merged
from sgdlab.compiler.steps import TracedProgram
from sgdlab.programs.optimizer import settings_of
from sgdlab.programs.parts import Parts
from sgdlab.programs.step import check_loss, trace_step
from sgdlab.quantities import Array, Batch


def page_recipe(parts: Parts) -> dict[str, Any]:
    """Return what a page needs to train: texts, numbers and arrays; UntraceableError says why it can't."""
    settings = settings_of(parts.optimizer, {"params", "k", *parts.names}, zeros=True)
    trace = partial(trace_step, replace(parts, batches=full_batch), settings)  # its arrays have the names of the data
    steps, at = at_sizes(trace, parts.problem.data, parts.start)
    losses = [one.loss for one in steps]
    check_loss(losses, at, parts)
    traced = steps[0]
    return {
        "step": _written([one.whole for one in steps], at),
        "loss": _written(losses, at),
        "parameters": len(parts.start),
        "examples": parts.problem.n,
        "settings": {name: settings.values[name] for name in traced.settings},
        "state": [_array(name, value) for name, value in traced.state.items()],
        "data": [_array(name, array) for name, array in zip(parts.names, parts.problem.data, strict=True)],
        "batches": _batches(parts.batches),
    }


def page_function(function: Callable[..., Any], params: Array, *arrays: Array) -> str:
    """Return the factory of a function of parameters and of arrays with the same number of rows, if it has one."""

    def trace(batch: Batch) -> TracedProgram:
        recording = Recording([params, *batch], ["params", *(f"x{k + 1}" for k in range(len(batch)))])
        return lower(recording, [recording.run(function, *recording.inputs)])

    return _written(*at_sizes(trace, arrays, params))


def _batches(rule: object) -> dict[str, Any]:
    if not isinstance(rule, minibatch | FullBatch):
        raise UntraceableError("its batch rule is a function of your own, which a page can't call")
    return {"size": None, "replace": False, "drop_last": False, **vars(rule)}


def _written(programs: Sequence[TracedProgram], at: Sequence[int]) -> str:
    """Return the factory of a program for any number of examples; the only place that knows the JavaScript writer."""
    try:
        return write_javascript(merged(programs, at))
    except NotWrittenError as reason:
        raise UntraceableError(str(reason)) from None


def _array(name: str, values: object) -> dict[str, Any]:
    array = np.asarray(values, dtype=float)
    return {"name": name, "shape": list(array.shape), "values": np.atleast_1d(array)}
