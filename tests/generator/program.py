"""A program: a few lines of NumPy, the arrays they start from, and how the result becomes one number [Program]."""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

import sgdlab as sl

NAME = re.compile(r"\b[xcv]\d+\b")

WEIGHTS = '''\
def weights(y):
    """Numbers of the shape of y, all of them different."""
    return np.cos(np.arange(np.size(y)) + 1.0).reshape(np.shape(y)).astype(y.dtype)
'''

# How the result y becomes one number; the first two of them have derivatives of every order.
ENDINGS = ("np.sum(weights(y) * np.sin(y))", "np.sum(weights(y) * np.sin(y) + y * y)", "np.sum(y)", "np.sum(y * y)")


@lru_cache(maxsize=16)
def code_of(source: str) -> types.CodeType:
    """The source made ready to run: once, although several checks in a row run it."""
    return compile(source, "<program>", "exec")


class Line(NamedTuple):
    """One operation: `name = code`."""

    name: str
    code: str


@dataclass
class Program:
    """The inputs x0, x1, ...; the constants c0, c1, ...; the lines v0, v1, ...; which of them is returned."""

    inputs: dict[str, Any] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    result: str = "x0"
    ending: str = ENDINGS[0]

    def live(self) -> Program:
        """The same without what the result does not need; the first input stays, so that there is one."""
        wanted = {self.result}
        for line in reversed(self.lines):
            if line.name in wanted:
                wanted.update(NAME.findall(line.code))
        inputs = {name: a for name, a in self.inputs.items() if name in wanted}
        return Program(
            inputs or dict(list(self.inputs.items())[:1]),
            {name: a for name, a in self.constants.items() if name in wanted},
            [line for line in self.lines if line.name in wanted],
            self.result,
            self.ending,
        )

    @property
    def arguments(self) -> tuple[Any, ...]:
        return tuple(self.inputs.values())

    @property
    def is_double(self) -> bool:
        """Whether there is no float32 in it."""
        arrays = [*self.inputs.values(), *self.constants.values()]
        return all(np.asarray(a).dtype != np.float32 for a in arrays) and "float32" not in self.source()

    def source(self) -> str:
        """The functions `program`, which returns an array, and `loss`, which returns a number."""
        names = ", ".join(self.inputs)
        body = [f"    {line.name} = {line.code}" for line in self.lines]
        return "\n".join(
            [
                WEIGHTS,
                f"def program({names}):",
                *body,
                f"    return {self.result}\n",
                f"def loss({names}):",
                f"    y = program({names})",
                f"    return {self.ending}\n",
            ]
        )

    def functions(self) -> Any:
        """`program` and `loss`, in NumPy and sgdlab."""
        return self.run_by(np, sl, lambda a: a, self.source())

    def run_by(self, numpy: Any, sgdlab: Any, convert: Callable[[Any], Any], source: str) -> Any:
        """`program` and `loss` with other libraries in place of NumPy and sgdlab, and their kind of constants."""
        constants = {name: convert(a) for name, a in self.constants.items()}
        space = {**constants, "np": numpy, "sl": sgdlab}
        exec(code_of(source), space)
        return types.SimpleNamespace(program=space["program"], loss=space["loss"])
