"""The genetic algorithm of notebook 11: a right one passes, whatever its crossover and its first members."""

from functools import partial

import numpy as np
import pytest

from sgdlab.course import notebook_11


def evolve(losses_of, start, generations, rng, *, crossover, parents=None, near=1.0):
    population = start + near * rng.normal(size=(40, len(start)))
    population[0] = start
    for _ in range(generations):
        ranked = population[np.argsort(losses_of(population))]
        pairs = rng.integers(20, size=(2, 40)) if parents is None else parents(rng)
        population = crossover(*ranked[pairs], rng) + 0.3 * rng.normal(size=population.shape)
        population[0] = ranked[0]
    return ranked[0]


def between(one, other, rng):
    return one + rng.random((40, 1)) * (other - one)


RIGHT = {
    "between": {"crossover": between},
    "a share for each parameter": {"crossover": lambda one, other, rng: one + rng.random(one.shape) * (other - one)},
    "each parameter of one of the two": {
        "crossover": lambda one, other, rng: np.where(rng.random(one.shape) < 0.5, one, other)
    },
    "the middle": {"crossover": lambda one, other, rng: (one + other) / 2},
    "the best of two": {"crossover": between, "parents": lambda rng: rng.integers(20, size=(2, 2, 40)).min(axis=0)},
    "the best ten": {"crossover": between, "parents": lambda rng: rng.integers(10, size=(2, 40))},
    "one share for all": {"crossover": lambda one, other, rng: one + rng.random() * (other - one)},
    "near the start": {"crossover": between, "near": 0.2},
    "farther from the start": {"crossover": between, "near": 2.0},
}


@pytest.mark.parametrize("draws", [1, pytest.param(12, marks=pytest.mark.slow)])
def test_a_right_one_is_never_refused_by_chance(draws):
    for name, way in RIGHT.items():
        for _ in range(draws):
            outcome = notebook_11.genetic.check(partial(evolve, **way))
            assert outcome.passed, (name, outcome)


def test_a_generator_of_its_own_is_no_right_answer_though_every_run_is_the_same():
    def seeded(losses_of, start, generations, rng):
        return evolve(losses_of, start, generations, np.random.default_rng(0), crossover=between)

    assert "All chance comes from `rng`: no, should be yes" in notebook_11.genetic.check(seeded).reason
