"""What every method without gradients is [GradientFree]."""

from typing import Protocol

import numpy as np

from sgdlab.quantities import Array, State


class GradientFree(Protocol):
    """What `train` needs of a method that sees values and no gradients; state may be anything.

    `propose` is asked once a step; the losses of its candidates on the step's batch go to `tell`, infinity where a loss
    is not a number.
    """

    def init(self, params: Array, rng: np.random.Generator) -> State:
        """Return the state before the first step; the generator is the method's own."""

    def propose(self, state: State) -> Array:
        """Return the parameters to try, (K, P)."""

    def tell(self, values: Array, state: State) -> tuple[Array, State]:
        """Return the parameters (P,) to go on from, given the losses (K,) of the candidates, and the new state."""


def normal(rng: np.random.Generator, count: int, params: Array) -> Array:
    """Return standard normal moves (count, P) of the parameters' type."""
    return rng.standard_normal((count, params.shape[-1])).astype(params.dtype, copy=False)
