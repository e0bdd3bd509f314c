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

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed
from sgdlab.quantities import Array, Given, Loss

SIZE, MANY = 40, 2000


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


def behavior(answer: Given, middle: object, start: Given, generations: int, seed: int) -> dict[str, object]:
    """What a genetic algorithm does on a bowl: the properties that all right ones share."""
    seen, found = _generations(answer, middle, start, generations, seed)
    if found is None:
        return None  # type: ignore[return-value]  # the exercise says what a missing `return` means
    told = {
        "generations": len(seen),
        "members of each": sorted({len(one) for one in seen}),
        "the shape of what it returns": np.shape(found),
    }
    if len(seen) < 2 or any(one.shape != (SIZE, len(start)) for one in seen) or np.shape(found) != start.shape:
        return told
    ranks = [np.sum((one - middle) ** 2, axis=-1) for one in seen]
    kept = [_is_in(one[rank.argmin()], other) for (one, other), rank in zip(pairwise(seen), ranks, strict=False)]
    lowest = min(float(rank.min()) for rank in ranks)
    again, other = (_generations(answer, middle, start, generations, one)[1] for one in (seed, seed + 1))
    return {
        **told,
        "all chance comes from `rng`": bool(np.array_equal(found, again) and not np.array_equal(found, other)),
        "the first holds the start": _is_in(start, seen[0]),
        "the best lives on": bool(np.all(kept)),
        "returns the best of the last": _is_in(found, seen[-1][ranks[-1].argmin()]),
        "gets near the minimum": bool(lowest < 0.05 * np.sum((start - middle) ** 2)),
        **_family(answer, seed),
    }


def _is_in(one: Given, many: Array) -> bool:
    return bool(np.isclose(many, one).all(axis=-1).any())


def _generations(answer: Given, middle: object, start: Given, generations: int, seed: int) -> tuple[list[Given], Given]:
    """All populations that an answer asks about on a bowl, and what it returns."""
    seen: list[Given] = []

    def losses_of(population: object) -> Answer:
        seen.append(np.array(population, dtype=float))
        return np.sum((seen[-1] - middle) ** 2, axis=-1)

    return seen, answer(losses_of, start, generations, np.random.default_rng(seed))


def _family(answer: Given, seed: int) -> dict[str, bool]:
    """Whose children the second generation are, of MANY parameters: so many that no member is made of others by chance.

    Two parents may show in a later generation only, if all children lie near one of theirs in the second.
    """
    rng = np.random.default_rng(seed)
    start = 20 * rng.normal(size=MANY)
    middle = start + 50 * rng.normal(size=MANY)
    seen = _generations(answer, middle, start, 6, seed)[0]
    families = (_parents(*pair, middle) for pair in pairwise(seen))
    ranked, weights, rest = next(families)
    spread, noise = np.sqrt(np.mean((ranked - start) ** 2)), np.sqrt(np.mean(rest**2))
    parent = weights > 0.25
    return {
        "the first members are near the start": bool(0.08 < spread < 5),
        "several members have children": int(parent.any(axis=0).sum()) > 4,
        "no member is a parent of most children": bool(parent.mean(axis=0).max() < 0.5),
        "the parents are of the better half": bool(parent[:, : SIZE // 2].sum() > 0.7 * parent.sum()),
        "children have two parents": _two(weights) or any(_two(theirs) for _, theirs, _ in families),
        "children are near their parents": bool(np.all(np.abs(weights.sum(axis=1) - 1) < 0.5)),
        "children are between their parents": bool(np.abs(weights)[abs(weights) > 0.25].sum() < 1.4 * len(weights)),
        "the noise is about 0.3": bool(0.15 < noise < np.sqrt(0.2 + 0.6 * spread**2)),
        "the noise is 0 on average": bool(abs(rest.mean()) < 0.03),
    }


def _parents(members: Array, children: Array, middle: Array) -> tuple[Array, Array, Array]:
    """Members, the best first, and what each child is: a sum of them, each with a weight, and a rest, the noise."""
    losses, theirs = (np.sum((one - middle) ** 2, axis=-1) for one in (members, children))
    ranked, fresh = members[np.argsort(losses)], ~np.isin(theirs, losses)  # those that live on are no children
    children = children[fresh] if fresh.any() else children
    weights = children @ ranked.T @ np.linalg.pinv(ranked @ ranked.T, rcond=1e-12)
    return ranked, weights, children - weights @ ranked


def _two(weights: Array) -> bool:
    return bool(np.all(np.sort(np.abs(weights))[:, -2:].mean(axis=0) > (0.18, 0.4)))


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    middle = 50 + rng.normal(size=3)
    away = rng.normal(size=3)
    start = middle + 8 * away / np.linalg.norm(away)
    return middle, start, int(rng.integers(35, 40)), int(rng.integers(1000))


genetic = Exercise(
    "genetic",
    evolve,
    _draw,
    by_hand=True,
    points=1,
    observe=behavior,
    praise="Selection, crossover, mutation, elitism, and not a single slope.",
    mistakes=[
        changed(evolve, {"population[0] = ranked[0]": "pass"}),
        "Your best is lost from one generation to the next: put it into the new population unchanged.",
        changed(evolve, {" + share * (fathers - mothers)": ""}),
        "You have no crossover: each child is one parent with noise. Draw two parents, and put the child somewhere "
        "between them.",
        changed(evolve, {"mothers + share": "share"}),
        "A part of the way from one parent to the other, `share * (fathers - mothers)`, is no place yet: add it to "
        "the mothers.",
        changed(evolve, {"mothers + share * (fathers - mothers)": "mothers + share * (mothers - fathers)"}),
        "Your children do not lie between two parents: a mother + share * (a father - the same mother) does, and "
        "mothers - fathers leads away.",
        changed(evolve, {"start + rng": "rng"}),
        "Your first members lie around 0, because the noise is not added to `start`.",
        changed(evolve, {"mothers = better[rng.integers(20, size=40)]": "mothers = better[rng.integers(20)]"}),
        "All children of a generation have one parent in common. Draw two parents for each child: "
        "rng.integers(20, size=40).",
        changed(evolve, {"0.3 * rng": "rng"}),
        "What your mutation adds is not 0.3 × normal: print its mean and its standard deviation, which should be "
        "near 0 and near 0.3.",
        changed(evolve, {"0.3 * rng.normal(size=population.shape)": "0.3"}),
        "What you add to the children is not 0 on average, so it shifts all of them. Noise is a number drawn for "
        "each of their numbers, as often below 0 as above it: 0.3 * rng.normal(size=population.shape).",
        changed(evolve, {"[:20]": "[:1]", "integers(20": "integers(1"}),
        "All children come from the best one alone. That is a local search, and it finds the next valley, not the "
        "best: let the whole better half have children.",
        changed(evolve, {"[:20]": "[:40]", "integers(20": "integers(40"}),
        "Members of the worse half have children. Selection keeps them out: draw the parents from the better half.",
        changed(evolve, {"[:20]": "[:40]", "integers(20": "integers(40", "population[0] = ranked[0]": "pass"}),
        "Members of the worse half have children, and the best one is lost from one generation to the next. Draw the "
        "parents from the better half, and put the best into the new population unchanged.",
        changed(evolve, {"argsort(losses)": "argsort(-losses)"}),
        "You breed from those with the *largest* losses, and keep the worst. `np.argsort` has the smallest first.",
        changed(evolve, {"0.3": "0.0"}),
        "Nothing new comes into your population: children lie between their parents, so it shrinks to a point. "
        "Add a little noise to the children.",
        changed(evolve, {"return ranked[0]": "return ranked[-1]"}),
        "The search works, but what you return is not the best. Return the member with the lowest loss, as it is.",
        changed(evolve, {"population[0] = ranked[0]": "pass", "return ranked[0]": "return ranked[-1]"}),
        "Your best is lost from one generation to the next, and what you return is not the best of the last one.",
        lambda losses_of, start, generations, rng: evolve(losses_of, start, generations + 1, rng),
        "You look at one generation too many: `generations` counts the calls of `losses_of`.",
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
