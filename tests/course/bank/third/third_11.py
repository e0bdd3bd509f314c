"""Wrong programs for notebook 11, a third sample, written before any was checked, with what a reply says."""

import numpy as np
from mistakes import says


def _losses(differences, step, both, genetic):
    return {
        "central differences": differences,
        "complex step": step,
        "SPSA": both,
        "genetic algorithm": genetic,
    }


@says("11 step_losses", "right up to a factor")
def every_pair(n, samples, population):
    return _losses(n**2, n, 2 * samples, population)


@says("11 step_losses", "right up to a factor")
def one_complex_loss(n, samples, population):
    return _losses(2 * n, 1, 2 * samples, population)


@says("11 step_losses", "`samples + 1`")
def middle_of_the_directions(n, samples, population):
    return _losses(2 * n, n, samples + 1, population)


@says("11 step_losses", "right up to a factor")
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


@says("11 genetic", "The first holds the start")
def without_the_start(losses_of, start, generations, rng):
    population = start + rng.normal(size=(40, len(start)))
    return _generations(losses_of, population, generations, rng)


@says("11 genetic", "Your best is lost from")
def best_is_mutated(losses_of, start, generations, rng):
    population = start + rng.normal(size=(40, len(start)))
    population[0] = start
    return _generations(losses_of, population, generations, rng, keep_late=False)


@says("11 genetic", "You have no selection: all")
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


@says("11 direction_slip", "`loss(w - direction)`")
def h_on_one_side(loss, w, h, rng):
    direction = rng.choice([-1.0, 1.0], size=len(w))
    up = loss(w + h * direction)
    down = loss(w - direction)
    return (up - down) / (2 * h) * direction


@says("11 direction_slip", "`h * rng.choice([-1.0, 1.0], size=len(w))`")
def direction_of_length_h(loss, w, h, rng):
    direction = h * rng.choice([-1.0, 1.0], size=len(w))
    up = loss(w + direction)
    down = loss(w - direction)
    return (up - down) / (2 * h) * direction


@says("11 direction_slip", "`w - h * direction`")
def added_losses(loss, w, h, rng):
    direction = rng.choice([-1.0, 1.0], size=len(w))
    up = loss(w + h * direction)
    down = loss(w - h * direction)
    return (up + down) / (2 * h) * direction
