"""Wrong programs for notebook 11, a third sample, written before any was checked."""

import numpy as np

from tests.mistakes import wrong


def _losses(differences, step, both, genetic):
    return {
        "central differences": differences,
        "complex step": step,
        "SPSA": both,
        "genetic algorithm": genetic,
    }


@wrong("11 step_losses")
def every_pair(n, samples, population):
    return _losses(n**2, n, 2 * samples, population)


@wrong("11 step_losses")
def one_complex_loss(n, samples, population):
    return _losses(2 * n, 1, 2 * samples, population)


@wrong("11 step_losses")
def middle_of_the_directions(n, samples, population):
    return _losses(2 * n, n, samples + 1, population)


@wrong("11 step_losses")
def samples_for_each_member(n, samples, population):
    return _losses(2 * n, n, 2 * samples, samples * population)


def _generations(losses_of, population, generations, rng, noise=0.3, keep_late=True):
    for _ in range(generations):
        ranked = population[np.argsort(losses_of(population))]
        mothers, fathers = ranked[rng.integers(20, size=40)], ranked[rng.integers(20, size=40)]
        population = mothers + rng.random(size=(40, 1)) * (fathers - mothers)
        if not keep_late:
            population[0] = ranked[0]
        population = population + noise * rng.normal(size=population.shape)
        if keep_late:
            population[0] = ranked[0]
    return ranked[0]


@wrong("11 genetic")
def without_the_start(losses_of, start, generations, rng):
    population = start + rng.normal(size=(40, len(start)))
    return _generations(losses_of, population, generations, rng)


@wrong("11 genetic")
def best_is_mutated(losses_of, start, generations, rng):
    population = start + rng.normal(size=(40, len(start)))
    population[0] = start
    return _generations(losses_of, population, generations, rng, keep_late=False)


@wrong("11 genetic")
def not_ranked(losses_of, start, generations, rng):
    population = start + rng.normal(size=(40, len(start)))
    population[0] = start
    for _ in range(generations):
        losses = losses_of(population)
        best = population[np.argmin(losses)].copy()
        better = population[:20]
        mothers, fathers = better[rng.integers(20, size=40)], better[rng.integers(20, size=40)]
        population = (mothers + fathers) / 2 + 0.3 * rng.normal(size=population.shape)
        population[0] = best
    return best


@wrong("11 direction_slip")
def h_on_one_side(loss, w, h, rng):
    direction = rng.choice([-1.0, 1.0], size=len(w))
    up = loss(w + h * direction)
    down = loss(w - direction)
    return (up - down) / (2 * h) * direction


@wrong("11 direction_slip")
def direction_of_length_h(loss, w, h, rng):
    direction = h * rng.choice([-1.0, 1.0], size=len(w))
    up = loss(w + direction)
    down = loss(w - direction)
    return (up - down) / (2 * h) * direction


@wrong("11 direction_slip")
def added_losses(loss, w, h, rng):
    direction = rng.choice([-1.0, 1.0], size=len(w))
    up = loss(w + h * direction)
    down = loss(w - h * direction)
    return (up + down) / (2 * h) * direction
