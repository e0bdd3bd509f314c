"""Run a function and its reverse mode once, and return what they compute as a program [trace].

Reverse mode runs *on* tracers, with a Tracer inside each Tensor, so it is recorded like everything else.
"""

from collections.abc import Sequence

import numpy as np

from sgdlab.autodiff.dispatch import Array, Function, fresh_level
from sgdlab.autodiff.tape import graph
from sgdlab.autodiff.tensor import Tensor, backward, leaf

from .lowering import lower
from .recording import Recording, Tracer, UntraceableError, traced
from .steps import TracedProgram


def trace(f: Function, arguments: Sequence[Array], names: Sequence[str], few_calls: bool = False) -> TracedProgram:
    """Return the program of f and its reverse mode; its results are the value and the gradient.

    arguments: first x, for which the gradient is taken, then data; their names are those of the program's inputs.
    """
    recording = Recording(arguments, names, few_calls)
    return lower(recording, reverse(recording, f, *recording.inputs))


def reverse(recording: Recording, f: Function, x: Tracer, *data: Tracer) -> tuple[Tracer, Array]:
    """Return f(x, *data) and its gradient with respect to x, as tracers of the recording."""
    tensor = leaf(x, fresh_level())
    output = recording.run(f, tensor, *data)
    node = traced(output)
    if node is None or node.recording is not recording or not isinstance(output, Tensor):
        raise UntraceableError("its result does not depend on its input")
    if node.shape not in ((), x.shape[:-1]):
        raise UntraceableError(f"it returns shape {node.shape} and not one number")
    recording.phase = "backward"
    backward(output, recording.constant(np.ones(node.shape, node.dtype)[()]))
    gradient = np.zeros(x.shape, x.dtype)[()] if tensor.grad is None else tensor.grad.astype(x.dtype)
    _label(recording, output, node, gradient, f)
    return node, gradient


def _label(recording: Recording, output: Tensor, value: Tracer, gradient: Array, f: object) -> None:
    """Name whatever has no name yet: the results, and gradients after their values."""
    if value.label is None:
        taken = {node.label[1] for node in recording.nodes if isinstance(node.label, tuple)}
        wished = ["loss", "value"] if "loss" in getattr(f, "__name__", "") else ["value"]
        value.label = (0, next((name for name in wished if name not in taken), "result"))
    found = traced(gradient)
    if found is not None and found.phase == "backward":
        found.label = (0, "gradient")
    for tensor in reversed(graph(output)):  # the newest first
        slope, forward = traced(tensor.grad), traced(tensor)
        if slope is not None and slope.phase == "backward" and slope.label is None and tensor is not output:
            slope.label = forward
