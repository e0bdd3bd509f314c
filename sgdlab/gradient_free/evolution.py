"""Mutation and selection [evolution_strategy]: one parent and one mutant, or a mirrored population."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from sgdlab.gradient_free.search import normal
from sgdlab.part import Count, Flag, Part, Positive
from sgdlab.quantities import Array, State


class Parent(NamedTuple):
    """The state of the (1+1) strategy; the parent's loss is NaN until it is known."""

    params: Array
    loss: float
    sigma: float
    mutant: Array
    rng: np.random.Generator


class Cloud(NamedTuple):
    """The state of the mirrored strategy: its center, and the moves (K/2, P) of its current mutants."""

    center: Array
    moves: Array
    rng: np.random.Generator


@dataclass(frozen=True, repr=False)
class evolution_strategy(Part):
    """Mutate, compare, and continue from what did better: no gradient at all.

    Formula, population=1, the (1+1) strategy with the 1/5 success rule; v ~ N(0, I):

        m = w + sigma * v;  where L(m) <= L(w):  w = m and sigma *= exp(4/5 / sqrt(P + 1));
        else:  sigma *= exp(-1/5 / sqrt(P + 1)),

    so sigma settles where one mutation in five is better if P is large, which is about the fastest on a sphere: the
    logarithm of the distance falls linearly, by about 0.18 / P for each mutant.  If P is small, sigma lags behind the
    distance; for P = 2 only one mutation in ten is better, and the rate is 0.11 / P.  The parent's loss is computed
    again at every step, because another batch means another loss; reevaluate=False remembers it, for full batches.

    Formula, population=K, an even number; v_j ~ N(0, I), j = 1 … K/2, and their mirror images -v_j (antithetic):

        w -= learning_rate * mean_j (L(w + sigma v_j) - L(w - sigma v_j)) / 2 sigma * v_j,

    which is the same as `evolution_gradient` with gradient descent, seen as a search.  learning_rate: 0.1 by default.

    Errors: settings that are not positive; an odd population above 1; a setting that belongs to the other form.

    Source: Rechenberg, "Evolutionsstrategie", 1973; the rule as in Hansen, Arnold, Auger, "Evolution strategies", 2015;
    Salimans, Ho, Chen, Sidor, Sutskever, "Evolution strategies as a scalable alternative to reinforcement learning",
    2017.

    >>> from sgdlab import quadratic, train
    >>> run = train(quadratic([1.0, 1.0]), optimizer=evolution_strategy(), steps=200)
    >>> bool(run.losses[-1] < 1e-9), run.gradients is None
    (True, True)
    """

    sigma: Positive = 0.1
    population: Count = 1
    learning_rate: Positive | None = None
    reevaluate: Flag | None = None
    family: ClassVar[str] = "an evolution strategy"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.population == 1:
            if self.learning_rate is not None:
                raise ValueError(
                    "learning_rate is for a population only, because the (1+1) strategy moves to the mutant or stays: "
                    "evolution_strategy(population=20, learning_rate=0.1)"
                )
            return
        if self.population % 2:
            raise ValueError(f"population is 1, or an even number of mutants in mirrored pairs; got {self.population}")
        if self.reevaluate is not None:
            raise ValueError("reevaluate is for the (1+1) strategy only: the center of a population is never evaluated")
        if self.learning_rate is None:
            object.__setattr__(self, "learning_rate", 0.1)

    @property
    def words(self) -> str:
        if self.population == 1:
            return "a (1+1) evolution strategy with the 1/5 rule"
        return f"an evolution strategy with {self.population} mirrored mutants"

    def init(self, params: Array, rng: np.random.Generator) -> Parent | Cloud:
        """Return the state with params as the parent, or as the center."""
        if self.population == 1:
            return self._parent(params, np.nan, self.sigma, rng)
        return Cloud(params, normal(rng, self.population // 2, params), rng)

    def propose(self, state: State) -> Array:
        """Return the mutants, with mirror images last; beside a single one, the parent first if its loss is needed."""
        if isinstance(state, Cloud):
            away = self.sigma * state.moves
            return np.concatenate([state.center + away, state.center - away])
        known = self.reevaluate is False and not np.isnan(state.loss)
        return state.mutant[None] if known else np.stack([state.params, state.mutant])

    def tell(self, values: Array, state: State) -> tuple[Array, Parent | Cloud]:
        """Return the parameters to continue from, and the next mutants."""
        return self._moved(values, state) if isinstance(state, Cloud) else self._selected(values, state)

    def _moved(self, values: Array, state: Cloud) -> tuple[Array, Parent | Cloud]:
        """The center, moved away from the mutants that did worse than their mirror images."""
        assert self.learning_rate is not None  # a population has one
        worse = (values[: len(state.moves)] - values[len(state.moves) :]) / (2 * self.sigma)
        step = -self.learning_rate * np.mean(worse[:, None] * state.moves, axis=0)
        center = state.center + step.astype(state.center.dtype)
        return center, self.init(center, state.rng)

    def _selected(self, values: Array, state: Parent) -> tuple[Array, Parent]:
        """The better of the two; a success lengthens the next mutation, a failure shortens it."""
        loss = state.loss if len(values) == 1 else float(values[0])
        better = bool(values[-1] <= loss)
        sigma = state.sigma * float(np.exp((better - 1 / 5) / np.sqrt(len(state.params) + 1)))
        params, loss = (state.mutant, float(values[-1])) if better else (state.params, loss)
        return params, self._parent(params, loss, sigma, state.rng)

    def _parent(self, params: Array, loss: float, sigma: float, rng: np.random.Generator) -> Parent:
        return Parent(params, loss, sigma, params + sigma * normal(rng, 1, params)[0], rng)
