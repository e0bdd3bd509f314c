"""Derivatives of functions written in plain NumPy, exactly.

    Value       a scalar that remembers how it was made           [scalar]
    Tensor      the same for arrays (reverse mode)                [tensor]
    grad, …     operators on functions                            [functional]
    sigmoid, …  functions that NumPy lacks, for every number type [functions, composites]

A derivative rule is one line in a table [rules_elementwise, rules_array, rules_linalg].
"""

from . import rules_array, rules_elementwise, rules_linalg, rules_plain  # noqa: F401  (they fill the table)
from .composites import affine, binary_cross_entropy, mean_squared_error, one_hot, softmax_cross_entropy
from .functional import grad, value_and_grad
from .functions import logsumexp, relu, sigmoid, softmax, softplus
from .scalar import Value
from .tensor import Tensor

__all__ = [
    "Tensor",
    "Value",
    "affine",
    "binary_cross_entropy",
    "grad",
    "logsumexp",
    "mean_squared_error",
    "one_hot",
    "relu",
    "sigmoid",
    "softmax",
    "softmax_cross_entropy",
    "softplus",
    "value_and_grad",
]
