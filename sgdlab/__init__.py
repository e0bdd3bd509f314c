"""sgdlab: stochastic gradient descent and backpropagation, told apart.

Training is three independent jobs, and each is a part that can be swapped (the module in brackets):

    which examples?      the batches           [batches]
    which way is up?     the gradient method   [gradients], on the engine in [autodiff]
    how far to move?     the optimizer         [optimizers]

They meet in one loop, `train` [training], which minimizes a problem's loss [problems] and leaves a record
with its bill [run].  Names are loaded when first used, so that `import sgdlab` costs little more than NumPy.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0.dev0"

_HOME = {
    "autodiff": [
        "Tensor",
        "Value",
        "grad",
        "logsumexp",
        "relu",
        "sigmoid",
        "softmax",
        "softplus",
        "value_and_grad",
    ],
    "data": ["penguins", "standardize"],
    "batches": ["full_batch", "minibatch", "one_at_a_time"],
    "gradients": ["backprop", "by_hand", "finite_difference"],
    "optimizers": ["gradient_descent"],
    "problems": ["Problem", "linear_regression", "logistic_regression", "quadratic"],
    "training": ["sgd", "train"],
    "run": ["Bill", "Run"],
    "labs": ["RaceLab", "RaceSettings", "SentenceBuilder"],
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"sgdlab has no {name!r}; it has {', '.join(__all__)}")
    value = getattr(import_module(f"sgdlab.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
