"""Names for what passes between the parts, used in annotations, and how a count is written [count].

To differentiate a loss, a gradient method calls it with boxes (a Tensor, a Dual, …) instead of arrays.  No type can say
what NumPy's functions return for both, so whatever may be either one is called `Traced`.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]  # of real numbers: a function of yours may say float64, or float32
Indices: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]

Labels: TypeAlias = NDArray[Any]  # whole numbers or words: whatever names a class

Traced: TypeAlias = Any  # an array, a number, or a box that stands for one
Params: TypeAlias = Traced  # (P,); (S, P) for the S members of an ensemble
Gradient: TypeAlias = Traced  # of the shape of the parameters
LossValue: TypeAlias = Traced  # of a loss: one number, or one for each set of parameters
Batch: TypeAlias = tuple[Traced, ...]  # the rows of each array of the data
Loss: TypeAlias = Callable[..., LossValue]  # (params, batch), or (params) where there is no data

State: TypeAlias = Any  # what an optimizer or a search remembers from step to step
Given: TypeAlias = Any  # what a user gave, before it is checked


def count(number: float, noun: str) -> str:
    """Write a count with its noun.

    >>> count(1, "step"), count(1230, "step"), count(2.5, "epoch")
    ('1 step', '1,230 steps', '2.5 epochs')
    """
    return f"{number:,.15g} {noun}{'' if number == 1 else 's'}"
