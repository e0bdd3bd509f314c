"""Write: a genetic algorithm in 20 lines

Return the best parameters of the last generation. `losses_of(population)` takes an array `(40, n)`, one member a row,
and returns their 40 losses; call it once in each generation. `rng` is a NumPy generator.

- The first population: `start` itself, and 39 members near it (add `rng.normal(...)`).
- *Selection*: the parents of the next generation come from the better half.
- *Crossover*: a child lies somewhere between two parents.
- *Mutation*: add a little noise to the children, 0.3 × normal.
- *Elitism*: the best one lives on as it is.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Given, Loss

SIZE, GENERATIONS = 40, 60


def evolve(losses_of: Loss, start: Given, generations: int, rng: np.random.Generator) -> Answer:
    population = start + rng.normal(size=(40, len(start)))
    population[0] = start
    for _ in range(generations):
        losses = losses_of(population)
        ranked = population[np.argsort(losses)]  # the smallest loss first
        better = ranked[:20]  # selection
        mothers = better[rng.integers(20, size=40)]
        fathers = better[rng.integers(20, size=40)]
        share = rng.random(size=(40, 1))
        population = mothers + share * (fathers - mothers)  # crossover
        population += 0.3 * rng.normal(size=population.shape)  # mutation
        population[0] = ranked[0]  # elitism
    return ranked[0]


def _variant(**changes: Any) -> Answer:
    """The algorithm with something changed."""

    def evolve(losses_of: Loss, start: Given, generations: int, rng: np.random.Generator) -> Answer:
        population = start + rng.normal(size=(SIZE, len(start)))
        population[0] = start
        for _ in range(generations):
            ranked = population[np.argsort(changes.get("sign", 1) * losses_of(population))]
            better = ranked[: SIZE // 2]
            mothers, fathers = (better[rng.integers(len(better), size=SIZE)] for _ in range(2))
            population = mothers + rng.random(size=(SIZE, 1)) * (fathers - mothers)
            population = population + changes.get("mutation", 0.3) * rng.normal(size=population.shape)
            if changes.get("elite", True):
                population[0] = ranked[0]
        return ranked[changes.get("returns", 0)]

    return evolve


def behavior(answer: Given, middle: Any, start: Given, seed: int) -> dict[str, Any]:
    """What a genetic algorithm does on a bowl: the properties that all right ones share."""
    seen: list[Given] = []

    def losses_of(population: Any) -> Answer:
        seen.append(np.array(population, dtype=float))
        return np.sum((seen[-1] - middle) ** 2, axis=-1)

    found = answer(losses_of, start, GENERATIONS, np.random.default_rng(seed))
    if found is None:
        return None  # type: ignore[return-value]  # the exercise says what a missing `return` means
    pairs = list(pairwise(seen))
    ranks = [np.sum((one - middle) ** 2, axis=-1) for one in seen]
    kept = [
        np.isclose(one[rank.argmin()], other).all(axis=-1).any()
        for (one, other), rank in zip(pairs, ranks, strict=False)
    ]
    lowest = min(float(rank.min()) for rank in ranks)
    reached = float(np.sum((np.asarray(found) - middle) ** 2))
    return {
        "generations": len(seen),
        "members of each": sorted({len(one) for one in seen}),
        "the first holds the start": bool(np.isclose(seen[0], start).all(axis=-1).any()),
        "the best lives on": bool(np.all(kept)),
        "returns the best of the last": bool(np.isclose(reached, ranks[-1].min())),
        "gets near the minimum": bool(lowest < 0.05 * np.sum((start - middle) ** 2)),
    }


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    middle = rng.normal(size=3)
    away = rng.normal(size=3)
    return middle, middle + 8 * away / np.linalg.norm(away), int(rng.integers(1000))


genetic = Exercise(
    "genetic",
    evolve,
    _draw,
    observe=behavior,
    praise="Selection, crossover, mutation, elitism, and not a single slope.",
    mistakes=[
        Mistake(
            _variant(elite=False),
            "Your best is lost from one generation to the next: put it into the new population unchanged.",
        ),
        Mistake(
            _variant(sign=-1),
            "You breed from those with the *largest* losses, and keep the worst. `np.argsort` has the smallest first.",
        ),
        Mistake(
            _variant(mutation=0.0),
            "Nothing new comes into your population: children lie between their parents, so it shrinks to a point. "
            "Add a little noise to the children.",
        ),
        Mistake(
            _variant(returns=-1),
            "The search works, but you return the last of the ranking. Return the member with the lowest loss.",
        ),
        Mistake(
            _variant(elite=False, returns=-1),
            "Your best is lost from one generation to the next, and what you return is not the best of the last one.",
        ),
        Mistake(
            lambda losses_of, start, generations, rng: _variant()(losses_of, start, generations + 1, rng),
            "You look at one generation too many: `generations` counts the calls of `losses_of`.",
        ),
    ],
    hints=[
        "In each generation: losses = losses_of(population), and ranked = population[np.argsort(losses)]. After the "
        "last one return ranked[0].",
        "Draw two parents for every child from better = ranked[:20], with better[rng.integers(20, size=40)]. A child "
        "is a random mixture of both, plus 0.3 × rng.normal(…).",
        "At the end of the generation overwrite one child with the best, ranked[0], and make the children the new "
        "population.",
    ],
)
