"""The names that a Python function gives its values: the only module that looks inside functions and running calls.

- the names of its parameters                             [parameter_names]
- the arrays that it reads besides its arguments          [outside_arrays]
- its variables that hold traced arrays, while it runs    [local_variables]

Names make a written program readable, but no result depends on them: without names it would have x, data1, t1, t2, ….
"""

import inspect
import sys
from collections.abc import Iterator
from functools import cache
from types import FrameType

import numpy as np

from sgdlab.autodiff.dispatch import Box, Function, Options

_ENGINE = ("sgdlab.autodiff.", "sgdlab.compiler.")
_WELL_NAMED = {"sgdlab.autodiff.composites", "sgdlab.autodiff.functions"}  # modules of the engine whose names are good


def title(f: Function) -> str:
    """Return the name of a function, or the name of its type if it has none."""
    return getattr(f, "__name__", type(f).__name__)


def parameter_names(f: Function, count: int) -> list[str]:
    """Return the names of the function's first parameters, or x, data1, data2, … if it has no names."""
    names = ["x", *(f"data{i}" for i in range(1, count))]
    try:
        parameters = [p for p in inspect.signature(f).parameters.values() if p.kind <= p.POSITIONAL_OR_KEYWORD]
    except (TypeError, ValueError):  # a function written in C
        return names
    return [p.name for p in parameters[:count]] + names[len(parameters) : count]


def outside_arrays(f: Function) -> Options:
    """Return the arrays that a function reads from enclosing functions and from its module, by name."""
    try:
        seen = inspect.getclosurevars(f)
    except (TypeError, ValueError):  # not written in Python, or an enclosing function has not set one of them yet
        return {}
    return {name: a for name, a in {**seen.nonlocals, **seen.globals}.items() if isinstance(a, np.ndarray)}


def local_variables(outermost: object) -> Iterator[tuple[int, str, Box]]:
    """Yield (depth, name, value) for the variables of all running calls inside the caller, if the value is a box.

    Depth 0 is the function that the caller called.  The engine's own functions are left out.
    """
    frame: FrameType | None = sys._getframe(1)  # not this frame, which would then refer to itself
    frames = []
    while frame is not None and frame.f_code is not outermost:
        frames.append(frame)
        frame = frame.f_back
    # Of the many variables few are boxes: this is called for each operation, and tracing it line by line is slow.
    named = [(i, f.f_locals) for i, f in enumerate(reversed(frames)) if _names_well(f.f_globals.get("__name__", ""))]
    for depth, variables in named:
        for name, value in [(name, value) for name, value in variables.items() if isinstance(value, Box)]:
            if name.strip("_").isidentifier():
                yield depth, name, value


@cache
def _names_well(module: str) -> bool:
    """Whether the variables of a module's functions have names for a program: those of the engine's own have none."""
    return not module.startswith(_ENGINE) or module in _WELL_NAMED
