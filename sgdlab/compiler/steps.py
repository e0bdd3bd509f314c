"""A program between tracing and writing: a list of steps in no particular language [TracedProgram, Step].

    TracedProgram(inputs, steps, results)

`inputs` are the parameters of the function to write, x first; `steps` are in order, so each step comes after the steps
that it reads; `results` are what the function returns: steps, inputs, or constants.  A writer goes through `steps` once
and writes a line, or part of one, for each.  It needs nothing else, because all shapes and types are fixed, and there
are no branches and no loops.

A step has a `shape` and a `dtype`, and reads `inputs`, each of them

- a `Step`, one of the program's inputs or an earlier step,
- a NumPy array or a NumPy number: a constant whose type counts when it is combined with another type,
- a Python number: a constant whose type adapts to the other one, so that float32 stays float32.

`op` says what the step computes, `options` says how:

    op                      inputs              options
    input                   none                none; a parameter of the function
    add, tanh, less, …      one to three        none; NumPy's elementwise function (`elementwise` is True), broadcasting
    where                   condition, a, b     none
    sum, max, min           x                   axis (None: all, a number or a tuple), keepdims
    cumsum                  x                   axis
    dot                     a, b                none; of vectors and matrices
    matmul                  a, b                none; of stacks of matrices
    vdot                    a, b                none; the sum of all products of two arrays of one shape
    einsum                  any number          subscripts, spelled out, with ->
    reshape                 x                   none; `shape` says it
    transpose               x                   axes (None: reversed)
    broadcast_to            x                   none; `shape` says it
    getitem                 x, *arrays          index, an `Index` whose slots are these arrays
    assemble                *values, *arrays    indices, fill
    concatenate             any number          axis
    astype                  x                   none; `dtype` says it
    sign of det, logdet     a                   none; the two results of slogdet
    inv, det, solve, …      as NumPy's          as NumPy's; `numpy_function` finds NumPy's function

`assemble` makes an array of zeros and adds values at indices, because that is how slices pass their gradients back.
`pieces` lists each value with its index and the arrays of this index, and `options["fill"]` says whether they fill the
array ("whole"), leave gaps ("gaps"), or may meet in one place ("overlap").

For readers of the source, `phase` is "forward" for what the value needs, "backward" for what only the gradient needs,
and "step" for what an optimizer makes of the gradient.
`label` is the function's own name for the value, or the step whose gradient this is, or None.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from math import prod
from typing import Any, TypeAlias

import numpy as np

from sgdlab.autodiff.dispatch import Array, Function, Options

from .index import Index

VIEWS = {"getitem", "reshape", "transpose", "broadcast_to"}  # what may be a view of its first input
PHASES = {  # in this order, because none reads what a later one computes; with what a reader is told about each
    "forward": "forward: compute the {value}, and keep what the way back needs",
    "backward": "backward: dz is how the {value} changes with z; the chain rule, from the last line to the first",
    "step": "step: what the optimizer makes of the gradient",
}


Piece: TypeAlias = tuple[Index, tuple[Array, ...], Array]  # where, the arrays of the index, and what is added there


@dataclass(eq=False)
class Step:
    """One operation: what it does, what it reads, and the shape and type of its result."""

    op: str
    inputs: tuple[Array, ...]
    options: Options
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    phase: str = "forward"
    label: Any = None
    made_of_sizes: bool = field(init=False)  # it depends on the number of examples alone, as those that `merged` adds

    def __post_init__(self) -> None:
        read = [a.made_of_sizes for a in self.inputs if isinstance(a, Step)]
        self.made_of_sizes = all(read) if read else self.op in ("size", "arange", "broadcast_to")

    @property
    def elementwise(self) -> bool:
        """Whether each entry of the result depends only on the matching entries of the inputs."""
        return is_elementwise(self.op)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def size(self) -> int:
        """How many numbers the step computes."""
        return prod(self.shape)

    @property
    def pieces(self) -> list[Piece]:
        """What an assembly adds, and where."""
        indices = self.options.get("indices", ())
        values, rest = self.inputs[: len(indices)], iter(self.inputs[len(indices) :])
        return [(index, tuple(islice(rest, index.slots)), value) for index, value in zip(indices, values, strict=True)]


@dataclass
class TracedProgram:
    """A program: its parameters, its steps in order, and what it returns."""

    inputs: list[Step]
    steps: list[Step]
    results: list[Array]

    def part(self, inputs: list[Step], results: list[Array]) -> "TracedProgram":
        """Return the program that computes some of the results, from those of the inputs that they need."""
        return TracedProgram(inputs, needed(self.steps, results), results)


def needed(steps: Sequence[Any], results: Sequence[Array]) -> list[Any]:
    """Return those of the steps, or nodes of a recording, that results are computed from."""
    wanted = set(map(id, results))
    for step in reversed(steps):
        if id(step) in wanted:
            wanted.update(map(id, step.inputs))
    return [step for step in steps if id(step) in wanted]


@cache
def numpy_function(op: str) -> Function | None:
    """Return the function that NumPy has under the name of an operation, or None."""
    return getattr(np, op, None) or getattr(np.linalg, op, None)


@cache
def is_elementwise(op: str) -> bool:
    """Whether an operation is one of NumPy's elementwise functions (matmul is a ufunc, too, but has a signature)."""
    function = numpy_function(op)
    return isinstance(function, np.ufunc) and function.signature is None
