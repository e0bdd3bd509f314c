"""Try places nearby and keep what is better [random_search]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sgdlab.gradient_free.search import Tried, normal
from sgdlab.part import Count, Part, Positive
from sgdlab.quantities import Array, count


@dataclass(frozen=True, repr=False)
class random_search(Part):
    """Try random places nearby, and move to the best of them if it is better: no gradient at all.

    Formula: w_{k+1} = the one of w_k, w_k + scale * v_1, …, w_k + scale * v_samples with the lowest loss on the batch,
    with v_j ~ N(0, I); it costs samples + 1 losses for each step.  (This is localized random search with a fixed
    scale: nearer to a minimum than scale * sqrt(P) few moves help; larger scales find better minima, but less exactly.)

    Errors: a scale that is not positive; a number of samples that is not whole and positive.

    Source: Rastrigin, "The convergence of the random search method in the extremal control of a many-parameter
    system", 1963; Spall, "Introduction to Stochastic Search and Optimization", 2003, algorithm B.

    >>> from sgdlab import quadratic, train
    >>> run = train(quadratic([1.0, 1.0]), optimizer=random_search(), steps=50)
    >>> bool(run.losses[-1] < 0.01), run.gradients is None, run.bill.loss_evaluations
    (True, True, 550)
    """

    scale: Positive = 0.1
    samples: Count = 10
    family: ClassVar[str] = "random search"

    @property
    def words(self) -> str:
        return f"random search with {count(self.samples, 'sample')} at scale {self.scale:g}"

    def init(self, params: Array, rng: np.random.Generator) -> Tried:
        """Return the state at params: these, and `samples` places around them."""
        moved = params + self.scale * normal(rng, self.samples, params)
        return np.concatenate([params[None], moved]), rng

    def propose(self, state: Tried) -> Array:
        """Return the current place, and `samples` places around it."""
        return state[0]

    def tell(self, values: Array, state: Tried) -> tuple[Array, Tried]:
        """Return the best of them."""
        candidates, rng = state
        best = candidates[np.argmin(values)]
        return best, self.init(best, rng)
