"""Every function of the table of rules with operands of every pattern of ranks, 0-d to 3-d and a few of 4-d.

A case is (a text, the function, its arguments).  What plain NumPy refuses, such as the largest of no numbers, is none.
"""

import numpy as np

from tests.derivative_cases import AXIS, ELEMENTWISE
from tests.derivative_cases_several import OF_ARRAYS, PAIRS, SHAPES, arrays, numpy_takes


def _elementwise(function):
    domains = ELEMENTWISE[function]
    for shapes in PAIRS if len(domains) == 2 else [(s,) for s in SHAPES]:
        yield str(shapes), function, arrays(shapes, domains=domains)


def _one_array(name):
    """Every shape with every axis, or with all of them, if the function has an axis."""
    for shape in SHAPES:
        n = len(shape)
        used = AXIS[name](shape or (1,), 0 if n else None, False).__code__.co_freevars
        for axis in (None, *range(n), *([(0, n - 1)] if n > 1 else [])) if "a" in used else (None,):
            keepdims = axis == 1 or axis == (0, 1)
            if name == "std" and (axis is not None or np.prod(shape) < 2):
                continue  # of one number it is 0, a kink
            yield f"{shape}, axis {axis}", AXIS[name](shape, axis, keepdims), arrays([shape])


CASES = {
    **{f.__name__: _elementwise(f) for f in ELEMENTWISE},
    **{f"{name} (one array)": _one_array(name) for name in AXIS},
    **OF_ARRAYS,
}
CASES = {name: [case for case in cases if numpy_takes(case)] for name, cases in CASES.items()}
