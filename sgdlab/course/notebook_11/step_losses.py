"""Predict: how many losses does a step take?

A model has `n` parameters. SPSA takes the mean over `samples` directions, and the genetic algorithm has `population`
members in each generation. How many losses on the batch does one step of each method take? Return `{"central
differences": …, "complex step": …, "SPSA": …, "genetic algorithm": …}`.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed


def losses_of_a_step(n: int, samples: int, population: int) -> Answer:
    return {
        "central differences": 2 * n,  # up and down for each parameter
        "complex step": n,
        "SPSA": 2 * samples,  # up and down along each direction, whatever n is
        "genetic algorithm": population,
    }


step_losses = Exercise(
    "step_losses",
    losses_of_a_step,
    lambda rng: tuple(rng.choice(np.arange(5, 60), size=3, replace=False)),
    praise="The first two grow with the parameters. The others do not: they pay in the number of steps.",
    mistakes=[
        changed(losses_of_a_step, {"2 * n": "n + 1"}),
        "You counted differences to one side: n nudges and the middle. Central ones nudge up and down.",
        changed(losses_of_a_step, {"2 * n": "2 * n + 1"}),
        "You computed the middle as well. The slope of a central difference does not use it.",
        changed(losses_of_a_step, {'"complex step": n': '"complex step": 2 * n'}),
        "You gave the complex step two losses for each parameter. It subtracts nothing: one will do.",
        changed(losses_of_a_step, {"2 * samples": "2 * n * samples"}),
        "You let SPSA grow with n. It moves all parameters at once: two losses for each direction.",
        changed(losses_of_a_step, {"2 * samples": "samples"}),
        "You counted one loss for each direction. SPSA looks to both sides along it.",
        changed(losses_of_a_step, {"2 * samples": "2"}),
        "You counted a single direction. SPSA here takes the mean over `samples` of them.",
        changed(losses_of_a_step, {": population": ": population * n"}),
        "You let the genetic algorithm grow with n. Every member of the population is tried once, whatever its length.",
        changed(losses_of_a_step, {": population": ": 2 * population"}),
        "You tried every member twice. One loss for each is enough to rank them.",
    ],
    hints=[
        "Ask of each method: at how many places does it look before it makes its step?",
        "Does it look along one parameter after the other, or change all of them at once? And does it look to one "
        "side, or to both?",
        "2n, n, 2 × samples, and one for each member of the population.",
    ],
)
