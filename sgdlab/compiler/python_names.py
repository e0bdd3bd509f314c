"""What a Python function calls its values: the one place that looks inside functions and calls in progress.

- the names of its parameters                               [parameter_names]
- the arrays that it reads besides                          [outside_arrays]
- its variables, while it runs                              [local_variables]

Names make a written program readable.  No result depends on them: without, it would say x, data1 and t1, t2, ….
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from sgdlab.autodiff.dispatch import Function, Options

_ENGINE = ("sgdlab.autodiff.", "sgdlab.compiler.")
_WELL_NAMED = {"sgdlab.autodiff.composites", "sgdlab.autodiff.functions"}  # modules of the engine whose names are good


def title(f: Function) -> str:
    """Return the name of a function, that of its type where it has none."""
    return getattr(f, "__name__", type(f).__name__)


def parameter_names(f: Function, count: int) -> list[str]:
    """Return the names of the function's first parameters, or x and data1, data2, … where it has none."""
    names = ["x", *(f"data{i}" for i in range(1, count))]
    try:
        parameters = [p for p in inspect.signature(f).parameters.values() if p.kind <= p.POSITIONAL_OR_KEYWORD]
    except (TypeError, ValueError):  # a function written in C
        return names
    return [p.name for p in parameters[:count]] + names[len(parameters) : count]


def outside_arrays(f: Function) -> Options:
    """Return the arrays that a function reads besides its arguments, by name: from around it and from its module."""
    code = getattr(f, "__code__", None)
    if code is None:
        return {}
    cells = dict(zip(code.co_freevars, f.__closure__ or (), strict=True))
    seen = {name: cell.cell_contents for name, cell in cells.items()}
    seen |= {name: f.__globals__[name] for name in code.co_names if name in f.__globals__}
    return {name: a for name, a in seen.items() if isinstance(a, np.ndarray)}


def local_variables(outermost: Any) -> Iterator[tuple[int, str, Any]]:
    """Yield (depth, name, value) of the variables of all calls in progress inside the one that runs this code.

    Depth 0 is the function that it calls.  The engine's own functions are left out.
    """
    frame: Any = sys._getframe(1)  # not this one, which would then hold itself
    frames = []
    while frame is not None and frame.f_code is not outermost:
        frames.append(frame)
        frame = frame.f_back
    for depth, inside in enumerate(reversed(frames)):
        module = inside.f_globals.get("__name__", "")
        if not module.startswith(_ENGINE) or module in _WELL_NAMED:
            for name, value in inside.f_locals.items():
                if name.strip("_").isidentifier():
                    yield depth, name, value
