"""What every gradient method is [GradientMethod]."""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
Loss: TypeAlias = Callable[..., Any]


class GradientMethod(Protocol):
    """What `train` needs of a way to compute gradients."""

    def __call__(self, loss: Loss, params: Array, batch: Any = None) -> tuple[Any, Array]:
        """Return the loss and its gradient with respect to params, both of the batch."""


def at(loss: Loss, params: Any, batch: Any) -> Any:
    """Return the loss at params, of the batch where there is one."""
    return loss(params) if batch is None else loss(params, batch)


def as_floats(params: Any) -> Any:
    """Return params as floats; integers are promoted."""
    params = np.asarray(params)
    return params if np.issubdtype(params.dtype, np.floating) else params.astype(float)
