"""Exact derivatives of functions that are written in plain NumPy.

    Value        a scalar that remembers how it was computed           [scalar]
    Tensor       the same for arrays: reverse mode                     [tensor]
    Dual         a value together with its derivative: forward mode    [dual]
    Complex      a step off the real axis: checks all the others       [complex_step]
    grad, jvp, … operators on functions                                [functional]
    check_grads  compares derivatives with differences of values       [check]
    sigmoid, …   functions that NumPy lacks, for all of these types    [functions, composites]

All these types share one dispatch [dispatch] and one table of derivative rules, with one line for each function
[rules]; many more NumPy functions are composed of those.  A graph can be drawn as a picture [drawing].
"""

from . import rules  # noqa: F401  (it fills the table)
from .check import check_grads
from .composites import affine, binary_cross_entropy, dense, mean_squared_error, softmax_cross_entropy
from .dual import Dual
from .functional import grad, hessian, hvp, jacobian, jvp, value_and_grad, vjp
from .functions import logsumexp, relu, sigmoid, softmax, softplus
from .scalar import Value
from .tensor import Tensor

__all__ = ["Dual", "Tensor", "Value"]
__all__ += ["grad", "hessian", "hvp", "jacobian", "jvp", "value_and_grad", "vjp"]
__all__ += ["check_grads"]
__all__ += ["logsumexp", "relu", "sigmoid", "softmax", "softplus"]
__all__ += ["affine", "binary_cross_entropy", "dense", "mean_squared_error", "softmax_cross_entropy"]
