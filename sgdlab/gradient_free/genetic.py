"""Selection, crossover, mutation and elitism over a population of parameter vectors [genetic_algorithm]."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, TypeAlias

import numpy as np

from sgdlab.checks import number, whole
from sgdlab.gradient_free.search import Tried, normal
from sgdlab.part import Count, Part, Positive
from sgdlab.quantities import Array

Probability: TypeAlias = Annotated[float, partial(number, least=0, most=1)]


@dataclass(frozen=True, repr=False)
class genetic_algorithm(Part):
    """Breed parameters: fitter vectors have children, children mix their parents, and chance adds something new.

    Formula, where a step is a generation of K = `population` vectors with their losses on the batch:
    - elitism: the `elite` best survive unchanged, so the best is never lost (while the batch stays the same);
    - selection: a parent is the best of `tournament` vectors drawn at random;
    - crossover: with probability `crossover` a child's entries are m + u (f - m), u uniform in [-1/2, 3/2], of its
      parents m and f (BLX-1/2); otherwise the child is m;
    - mutation: each entry of a child is moved by spread * N(0, 1) with probability `mutation`.
    The first generation is the start and K - 1 draws from N(start, spread^2).  The run records the best vector of each
    generation.  A generation costs K losses.

    Errors: a population below 2, an elite that leaves no room for children, settings out of range.

    Source: Holland, "Adaptation in Natural and Artificial Systems", 1975; crossover: Eshelman, Schaffer, "Real-coded
    genetic algorithms and interval-schemata", 1993.

    >>> from sgdlab import rastrigin, train
    >>> run = train(rastrigin(), optimizer=genetic_algorithm(), steps=60)
    >>> float(run.losses[0].round(1)), bool(run.losses[-1] < 0.01), run.bill.loss_evaluations
    (27.7, True, 2400)
    """

    population: Annotated[int, partial(whole, least=2)] = 40
    spread: Positive = 1.0
    tournament: Count = 3
    crossover: Probability = 0.9
    mutation: Probability = 0.1
    elite: Annotated[int, partial(whole, least=0)] = 2
    family: ClassVar[str] = "a genetic algorithm"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.elite >= self.population:
            raise ValueError(
                f"elite={self.elite} leaves no room for children in a population of {self.population}: "
                "elite < population"
            )

    @property
    def words(self) -> str:
        return f"a genetic algorithm with a population of {self.population}"

    def init(self, params: Array, rng: np.random.Generator) -> Tried:
        """Return the first generation: params themselves and normal draws around them."""
        others = params + self.spread * normal(rng, self.population - 1, params)
        return np.concatenate([params[None], others]), rng

    def propose(self, state: Tried) -> Array:
        """Return the whole population."""
        return state[0]

    def tell(self, values: Array, state: Tried) -> tuple[Array, Tried]:
        """Return the best of the population, and the next generation."""
        population, rng = state
        ranked = population[np.argsort(values, kind="stable")]
        mothers, fathers = self.select(ranked, rng), self.select(ranked, rng)
        children = self.mutate(self.cross(mothers, fathers, rng), rng)
        return ranked[0], (np.concatenate([ranked[: self.elite], children]), rng)

    def select(self, ranked: Array, rng: np.random.Generator) -> Array:
        """Return a parent for each child: the best of a tournament, drawn with replacement."""
        drawn = rng.integers(len(ranked), size=(self.population - self.elite, self.tournament))
        winners: Array = ranked[drawn.min(axis=1)]
        return winners

    def cross(self, mothers: Array, fathers: Array, rng: np.random.Generator) -> Array:
        """Return children: entries between the parents' and up to half as far beyond (BLX-1/2), or the mother's."""
        weights = rng.uniform(-0.5, 1.5, size=mothers.shape).astype(mothers.dtype)
        crossed = rng.random((len(mothers), 1)) < self.crossover
        return np.where(crossed, mothers + weights * (fathers - mothers), mothers)

    def mutate(self, children: Array, rng: np.random.Generator) -> Array:
        """Return the children with a few entries moved by normal draws."""
        hit = rng.random(children.shape) < self.mutation
        return np.where(hit, children + self.spread * normal(rng, len(children), children), children)
