"""Turn a recording into the few steps that run fastest [lower].

Steps that no result needs are left out, and sums of products become dot products.  Gradients that were added into
zeros, slice by slice, are written directly into their places in one array [Assembly].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np

from sgdlab.autodiff.dispatch import Array, Options

from .index import Index, frozen
from .recording import Recording, Tracer
from .simplify import made_by
from .steps import PHASES, Step, Steps

Piece: TypeAlias = tuple[Index, tuple[Array, ...], Array]  # where, the arrays of the index, and what is added there

StepT = TypeVar("StepT", Step, Tracer)


@dataclass
class Assembly:
    """An array of zeros with values added at indices: triples (Index, arrays of the index, value)."""

    node: Tracer
    pieces: list[Piece]


def lower(recording: Recording, results: Sequence[Array]) -> Steps:
    """Return the program that computes these results of a recording."""
    return _Lowering(recording, results).run()


class _Lowering:
    def __init__(self, recording: Recording, results: Sequence[Array]) -> None:
        self.recording, self.results = recording, results
        self.nodes = needed(recording.nodes, results)
        self.users = Counter(a.number for node in self.nodes for a in node.inputs if isinstance(a, Tracer))
        self.users.update(r.number for r in results if isinstance(r, Tracer))
        self.made: dict[int, Step | Assembly] = {}
        self.steps: list[Step] = []

    def run(self) -> Steps:
        inputs = [self._step(node, "input", ()) for node in self.recording.inputs]
        self.steps.clear()
        for node in self.nodes:
            if node.primitive is not None:
                self.made[node.number] = self._lowered(node)
        results = [self.step_of(r) for r in self.results]
        for node in [*self.nodes, *self.recording.inputs]:
            self._label(node)
        order = list(PHASES)
        self.steps.sort(key=lambda step: order.index(step.phase))  # an assembly is made late, when it is read
        return Steps(inputs, needed(self.steps, results), results)

    def _label(self, node: Tracer) -> None:
        step = self.made.get(node.number)
        if isinstance(step, Step) and node.label is not None and step.label is None:
            if isinstance(node.label, Tracer):
                about = self.made.get(node.label.number)
                step.label = about if isinstance(about, Step) else None
            else:
                step.label = node.label[1]

    def step_of(self, a: Array) -> Array:
        """Return the step of a tracer, or a constant as it is; an assembly becomes a step when it is read."""
        if not isinstance(a, Tracer):
            return a
        if a.number in self.recording.literals:
            return self.recording._input(a.inner)
        made = self.made[a.number]
        return self._assembled(made) if isinstance(made, Assembly) else made

    def _step(self, node: Tracer, op: str, inputs: tuple[Array, ...], options: Options | None = None) -> Step:
        options = node.options if options is None else options
        step = Step(op, inputs, options, node.shape, node.dtype, node.phase)
        self.steps.append(step)
        self.made[node.number] = step
        return step

    def _lowered(self, node: Tracer) -> Step | Assembly:
        assert node.primitive is not None
        op = node.primitive.name
        if op == "scatter":
            index, *arrays = node.options["index"], *map(self.step_of, node.inputs[1:])
            return Assembly(node, [(index, tuple(arrays), node.inputs[0])])
        if op == "add":
            parts = [self.made.get(a.number) if isinstance(a, Tracer) else None for a in node.inputs]
            if all(isinstance(p, Assembly) and _like(p.node, node) for p in parts):
                return Assembly(node, [piece for p in parts for piece in p.pieces])  # type: ignore[union-attr]
        if op == "sum":
            return self._sum(node)
        inputs = tuple(map(self.step_of, node.inputs))
        if op == "matmul":
            left, right = (a.shape if isinstance(a, Step) else np.shape(a) for a in inputs)
            if max(len(left), len(right)) <= 2:
                op = "dot"
            elif left[-1] == 1 and min(len(left), len(right)) >= 2:  # a column times a row has nothing to sum
                return self._step(node, "multiply", inputs, {})
        return self._step(node, op, inputs)

    def _sum(self, node: Tracer) -> Step:
        """Write a sum of products as a dot product and a sum of rows as a product with ones: BLAS beats add.reduce."""
        x, axis, keepdims = node.inputs[0], node.options.get("axis"), node.options.get("keepdims")
        real = np.dtype(node.dtype).kind == "f" and not keepdims
        product = made_by(x, "multiply") and self.users[x.number] == 1
        everything = axis is None or (x.ndim == 1 and _axes(axis, 1) == {0})
        if real and product and everything and all(_like(a, x) for a in x.inputs):
            pair = tuple(map(self.step_of, x.inputs))
            return self._step(node, "dot" if x.ndim == 1 else "vdot", pair, {})
        if real and x.ndim >= 2 and _axes(axis, x.ndim) == {x.ndim - 2} and x.dtype == node.dtype:
            ones = self.recording._input(np.ones(x.shape[-2], x.dtype))
            return self._step(node, "dot" if x.ndim == 2 else "matmul", (ones, self.step_of(x)), {})
        axis = None if _axes(axis, x.ndim) == set(range(x.ndim)) and not keepdims else axis
        return self._step(node, "sum", (self.step_of(x),), {"axis": axis, "keepdims": bool(keepdims)})

    def _assembled(self, assembly: Assembly) -> Step:
        pieces: dict[object, Piece] = {}
        for index, arrays, value in assembly.pieces:
            key = (frozen({"index": index}), tuple(map(id, arrays)))
            step = self.step_of(value)
            if key in pieces:
                step = self._sum_of(pieces[key][2], step, assembly.node)
            pieces[key] = (index, arrays, step)
        node, found = assembly.node, list(pieces.values())
        inputs = tuple(a for _, arrays, value in found for a in (value, *arrays))
        return self._step(node, "assemble", inputs, {"pieces": found, "fill": _coverage(node.shape, found)})

    def _sum_of(self, a: Array, b: Array, node: Tracer) -> Step:
        shape = np.broadcast_shapes(a.shape, b.shape)
        step = Step("add", (a, b), {}, shape, node.dtype, node.phase)
        self.steps.append(step)
        return step


def needed(steps: Sequence[StepT], results: Sequence[Array]) -> list[StepT]:
    """Return those of the steps, or nodes of a recording, that results are computed from."""
    wanted = set(map(id, results))
    for step in reversed(steps):
        if id(step) in wanted:
            wanted.update(map(id, step.inputs))
    return [step for step in steps if id(step) in wanted]


def _axes(axis: int | tuple[int, ...] | None, ndim: int) -> set[int]:
    return set(range(ndim)) if axis is None else {a % max(ndim, 1) for a in np.atleast_1d(axis).tolist()}


def _like(a: Array, x: Tracer) -> bool:
    """Whether a has the same shape and type as x."""
    return np.shape(a) == x.shape and bool(getattr(a, "dtype", None) == x.dtype)


def _coverage(shape: tuple[int, ...], pieces: list[Array]) -> str:
    """Whether the pieces fill the array ("whole"), leave gaps ("gaps"), or may meet ("overlap")."""
    if not all(index.is_basic for index, _, _ in pieces):
        return "overlap"
    count = np.zeros(shape, np.int8)
    for index, _, _ in pieces:
        count[index.filled()] += 1
    if (count > 1).any():
        return "overlap"
    return "whole" if count.all() else "gaps"
