"""Predict: the rate

A bowl has several `curvatures`. Return the rate of the heavy ball: the factor by which a step multiplies the distance
in the long run.
"""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake


def rate_with_momentum(learning_rate: float, momentum: float, curvatures: list[float]) -> float:
    slowest = 0.0
    for curvature in curvatures:
        trace = 1 + momentum - learning_rate * curvature
        roots = np.roots([1, -trace, momentum])  # of z² - trace z + momentum
        slowest = max(slowest, *np.abs(roots))
    return float(slowest)


def _radii(learning_rate: float, momentum: float, curvatures: list[float]) -> Answer:
    return [rate_with_momentum(learning_rate, momentum, [one]) for one in curvatures]


def _draw(rng: np.random.Generator) -> tuple[float, float, Any]:
    """Two of the directions creep, at different rates, and one swings."""
    momentum = round(float(rng.uniform(0.3, 0.6)), 2)
    creeping = (1 - np.sqrt(momentum)) ** 2  # αλ below which w creeps
    shares = np.array([rng.uniform(0.1, 0.3), rng.uniform(0.5, 0.8), rng.uniform(4, 6)])
    return 0.05, momentum, (shares * creeping / 0.05).round(3)


momentum_rate = Exercise(
    "momentum_rate",
    rate_with_momentum,
    _draw,
    praise="Two roots for each direction, and the largest of all of them sets the pace.",
    mistakes=[
        Mistake(
            lambda learning_rate, momentum, curvatures: float(np.sqrt(momentum)),
            "The root of the momentum is the rate of a direction that swings, the quickest one. A direction that "
            "creeps is slower: its two roots are real, and the larger one counts.",
        ),
        Mistake(
            lambda learning_rate, momentum, curvatures: float(
                np.max(np.abs(1 - learning_rate * np.asarray(curvatures)))
            ),
            "That is the rate without momentum, |1 - αλ|.",
        ),
        Mistake(
            lambda learning_rate, momentum, curvatures: float(np.mean(_radii(learning_rate, momentum, curvatures))),
            "You averaged over the directions. In the long run only the slowest one counts.",
        ),
        Mistake(
            lambda learning_rate, momentum, curvatures: rate_with_momentum(learning_rate, momentum, curvatures) ** 2,
            "That is the factor of the *loss*, which falls with the square of the distance.",
        ),
    ],
    hints=[
        "For each curvature: the roots of z² - (1 + momentum - learning_rate * curvature) z + momentum.",
        "np.roots([1, -trace, momentum]) gives both, complex ones too. np.abs takes their size.",
        "The rate is the largest size of all roots of all directions.",
    ],
)
