"""Derivatives of functions written in plain NumPy, exactly.

    Value        a scalar that remembers how it was made               [scalar]
    Tensor       the same for arrays: reverse mode                     [tensor]
    Dual         a value with its derivative along: forward mode       [dual]
    Complex      a step off the real axis: the judge of the others     [complexes]
    grad, jvp, … operators on functions                                [functional]
    check_grads  derivatives against differences of values             [check]
    sigmoid, …   functions that NumPy lacks, for every number type     [functions, composites]

All number types meet in one dispatch [dispatch] and one table of derivative rules, in which a function is a line
[rules]; other NumPy functions are written with those.  A graph becomes a picture [drawing].
"""

from . import rules  # noqa: F401  (it fills the table)
from .check import GradientError, check_grads
from .complex_step import Complex
from .composites import (
    affine,
    binary_cross_entropy,
    dense,
    mean_squared_error,
    one_hot,
    softmax_cross_entropy,
)
from .dual import Dual
from .functional import grad, hessian, hvp, jacobian, jvp, value_and_grad, vjp
from .functions import logsumexp, relu, sigmoid, softmax, softplus
from .scalar import Value
from .tensor import Tensor

__all__ = [
    "Complex",
    "Dual",
    "GradientError",
    "Tensor",
    "Value",
    "affine",
    "binary_cross_entropy",
    "check_grads",
    "dense",
    "grad",
    "hessian",
    "hvp",
    "jacobian",
    "jvp",
    "logsumexp",
    "mean_squared_error",
    "one_hot",
    "relu",
    "sigmoid",
    "softmax",
    "softmax_cross_entropy",
    "softplus",
    "value_and_grad",
    "vjp",
]
