"""Turn a recording into the few steps that run fastest [lower].

Steps that no result needs are left out, and sums of products become dot products.  Gradients that were added into
zeros, slice by slice, are written directly into their places in one array.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np

from sgdlab.autodiff.dispatch import Array, Options
from sgdlab.autodiff.rules.array import axes_of

from .arithmetic import made_by
from .index import Index
from .recording import Recording, Tracer
from .steps import PHASES, Piece, Step, TracedProgram, needed


def lower(recording: Recording, results: Sequence[Array]) -> TracedProgram:
    """Return the program that computes these results of a recording, which is empty afterwards."""
    program = _Lowering(recording, results).run()
    recording.forget()
    return program


class _Lowering:
    def __init__(self, recording: Recording, results: Sequence[Array]) -> None:
        self.recording, self.results = recording, results
        self.nodes = needed(recording.nodes, results)
        self.users = Counter(a.number for node in self.nodes for a in node.inputs if isinstance(a, Tracer))
        self.made: dict[int, Step] = {}  # by the number of the node
        self.scattered: dict[int, list[Piece]] = {}  # zeros with values added at indices, until they are read
        self.steps: list[Step] = []

    def run(self) -> TracedProgram:
        inputs = [self._step(node, "input", ()) for node in self.recording.inputs]
        self.steps.clear()
        for node in self.nodes:
            if node.primitive is not None:
                self._lower(node, node.primitive.name)
        results = [self.step_of(r) for r in self.results]
        for node in self.recording.nodes:
            self._label(node)
        order = list(PHASES)
        self.steps.sort(key=lambda step: order.index(step.phase))  # an assembly is made late, when it is read
        return TracedProgram(inputs, needed(self.steps, results), results)

    def _label(self, node: Tracer) -> None:
        step, label = self.made.get(node.number), node.label
        if step is not None and step.label is None and label is not None:
            step.label = self.made.get(label.number) if isinstance(label, Tracer) else label[1]

    def step_of(self, a: Array) -> Array:
        """Return the step of a tracer, or a constant as it is."""
        if not isinstance(a, Tracer):
            return a
        if a.is_literal or a.is_constant:
            return a.inner
        return self._assembled(a) if a.number in self.scattered else self.made[a.number]

    def _step(self, node: Tracer, op: str, inputs: tuple[Array, ...], options: Options | None = None) -> Step:
        options = node.options if options is None else options
        step = Step(op, inputs, options, node.shape, node.dtype, node.phase)
        self.steps.append(step)
        self.made[node.number] = step
        return step

    def _lower(self, node: Tracer, op: str) -> None:
        if op == "scatter":
            arrays = tuple(map(self.step_of, node.inputs[1:]))
            self.scattered[node.number] = [(node.options["index"], arrays, node.inputs[0])]
        elif op == "add" and all(
            isinstance(a, Tracer) and a.number in self.scattered and _like(a, node) for a in node.inputs
        ):
            self.scattered[node.number] = [piece for a in node.inputs for piece in self.scattered[a.number]]
        elif op == "sum":
            self._sum(node)
        elif op == "matmul":
            self._product(node)
        else:
            self._step(node, op, tuple(map(self.step_of, node.inputs)))

    def _product(self, node: Tracer) -> None:
        inputs = tuple(map(self.step_of, node.inputs))
        left, right = map(np.shape, inputs)
        if max(len(left), len(right)) <= 2:
            self._step(node, "dot", inputs)
        elif left[-1] == 1 and min(len(left), len(right)) >= 2:  # a column times a row has nothing to sum
            self._step(node, "multiply", inputs, {})
        else:
            self._step(node, "matmul", inputs)

    def _sum(self, node: Tracer) -> None:
        """Write a sum of products as a dot product, and a sum of rows as a product with ones: BLAS beats add.reduce."""
        x, axis, keepdims = node.inputs[0], node.options.get("axis"), bool(node.options.get("keepdims"))
        axes = axes_of(axis, x.ndim)
        product = made_by(x, "multiply") and self.users[x.number] == 1
        could_be_dot = node.dtype.kind == "f" and not keepdims
        if could_be_dot and product and len(axes) == x.ndim and all(_like(a, x) for a in x.inputs):
            self._step(node, "dot" if x.ndim == 1 else "vdot", tuple(map(self.step_of, x.inputs)), {})
        elif could_be_dot and x.ndim >= 2 and axes == (x.ndim - 2,) and x.dtype == node.dtype:
            ones = self.recording.unique(np.ones(x.shape[-2], x.dtype))
            self._step(node, "dot" if x.ndim == 2 else "matmul", (ones, self.step_of(x)), {})
        else:
            axis = None if len(axes) == x.ndim and not keepdims else axis
            self._step(node, "sum", (self.step_of(x),), {"axis": axis, "keepdims": keepdims})

    def _assembled(self, node: Tracer) -> Step:
        pieces: dict[object, Piece] = {}
        for index, arrays, value in self.scattered.pop(node.number):
            key = (repr(index), *map(id, arrays))
            step = self.step_of(value)
            if key in pieces:  # two values in one place
                first = pieces[key][2]
                shape = np.broadcast_shapes(first.shape, step.shape)
                step = Step("add", (first, step), {}, shape, node.dtype, node.phase)
                self.steps.append(step)
            pieces[key] = (index, arrays, step)
        indices, slots, values = zip(*pieces.values(), strict=True)
        options = {"indices": indices, "fill": coverage(node.shape, indices)}
        return self._step(node, "assemble", (*values, *chain.from_iterable(slots)), options)


def _like(a: Array, x: Tracer) -> bool:
    return np.shape(a) == x.shape and bool(getattr(a, "dtype", None) == x.dtype)


def coverage(shape: tuple[int, ...], indices: Sequence[Index]) -> str:
    """Whether the pieces fill the array ("whole"), leave gaps ("gaps"), or may meet ("overlap")."""
    if not all(index.is_basic for index in indices):
        return "overlap"
    count = np.zeros(shape, np.int8)
    for index in indices:
        count[index.filled()] += 1
    if (count > 1).any():
        return "overlap"
    return "whole" if count.all() else "gaps"
