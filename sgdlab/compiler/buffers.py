"""The memory that a replayed program keeps and reuses [Buffers]."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sgdlab.autodiff.dispatch import Array

from .steps import VIEWS, Step

LARGE = 2048  # numbers: from this size, allocating memory takes longer than the computation


class Buffers:
    """Chooses where each large result goes: into an input that is no longer needed, a free buffer, or a new one."""

    def __init__(self, reads: Sequence[Sequence[Step]], kept: Sequence[Array]) -> None:
        """`reads[i]` are the steps that statement i reads; `kept` leave the function, so they never share memory."""
        self.buffers: dict[str, tuple[tuple[int, ...], np.dtype[Any]]] = {}
        self.owner: dict[int, str] = {}  # id of a step -> the buffer that holds its value
        self.free: list[str] = []
        self.reads = [[storage(step) for step in steps] for steps in reads]
        self.last = {id(origin): i for i, origins in enumerate(self.reads) for origin in origins}
        self.kept = {id(storage(step)) for step in kept}

    def choose(self, i: int, step: Step) -> str | None:
        """Return the buffer for the result of statement i, or None if the result is small or kept."""
        dying = [o for o in self.reads[i] if self.last[id(o)] == i and id(o) in self.owner]
        name = self._buffer(step, dying) if is_large(step) and id(step) not in self.kept else None
        for origin in dying:
            buffer = self.owner.pop(id(origin), None)
            if buffer is not None and buffer != name:
                self.free.append(buffer)
        if name is not None:
            self.owner[id(step)] = name
        return name

    def _buffer(self, step: Step, dying: Sequence[Array]) -> str:
        kind = (step.shape, step.dtype)
        in_place = [self.owner[id(origin)] for origin in dying] if step.elementwise else []
        for name in [*in_place, *self.free]:
            if self.buffers[name] == kind:
                self.free = [other for other in self.free if other != name]
                return name
        name = f"buffer{len(self.buffers) + 1}"
        self.buffers[name] = kind
        return name


def is_large(step: Step) -> bool:
    """Whether a step is worth a buffer, and can write into one."""
    return step.size >= LARGE and (step.elementwise or step.op in ("dot", "matmul"))


def storage(step: Array) -> Array:
    """Return the step whose memory a view shows: slices and what single integers pick are views."""
    while isinstance(step, Step) and step.op in VIEWS and not any(map(np.ndim, step.inputs[1:])):
        step = step.inputs[0]
    return step


def kind_code(dtype: np.dtype[Any]) -> str:
    """Return the type as the last argument of a function that makes an array; "" for float64."""
    return "" if dtype == np.float64 else f", {dtype.name!r}"
