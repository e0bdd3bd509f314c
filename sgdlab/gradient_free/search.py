"""The interface of every method without gradients [GradientFree]."""

from typing import Protocol, TypeAlias

import numpy as np

from sgdlab.quantities import Array, State

Tried: TypeAlias = tuple[Array, np.random.Generator]  # a state: the candidates (K, P) and the method's generator


class GradientFree(Protocol):
    """What `train` expects of a method that uses values and no gradients; the state may be anything.

    `propose` is called once at every step; the losses of its candidates on the batch of the step go to `tell`, with
    infinity for a loss that is not a number.
    """

    def init(self, params: Array, rng: np.random.Generator) -> State:
        """Return the state before the first step; the generator is the method's own."""

    def propose(self, state: State) -> Array:
        """Return the parameters to try, (K, P)."""

    def tell(self, values: Array, state: State) -> tuple[Array, State]:
        """Return the parameters (P,) to continue from, given the losses (K,) of the candidates, and the new state."""


def normal(rng: np.random.Generator, count: int, params: Array) -> Array:
    """Return standard normal moves (count, P) of the parameters' type."""
    return rng.standard_normal((count, params.shape[-1])).astype(params.dtype, copy=False)
