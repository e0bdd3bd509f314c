"""Notebook 09: predict a rate [momentum_rate], predict the best pair [best_pair]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def rate_with_momentum(learning_rate: float, momentum: float, curvatures: Any) -> float:
    slowest = 0.0
    for curvature in curvatures:
        trace = 1 + momentum - learning_rate * curvature
        roots = np.roots([1, -trace, momentum])  # of z² - trace z + momentum
        slowest = max(slowest, *np.abs(roots))
    return float(slowest)


def _radii(learning_rate: float, momentum: float, curvatures: Any) -> Any:
    return [rate_with_momentum(learning_rate, momentum, [one]) for one in curvatures]


def _draw_pair(rng: np.random.Generator) -> tuple[float, float, Any]:
    """Two of the directions creep, at different rates, and one swings."""
    momentum = round(float(rng.uniform(0.3, 0.6)), 2)
    creeping = (1 - np.sqrt(momentum)) ** 2  # αλ below which w creeps
    shares = np.array([rng.uniform(0.1, 0.3), rng.uniform(0.5, 0.8), rng.uniform(4, 6)])
    return 0.05, momentum, (shares * creeping / 0.05).round(3)


momentum_rate = Exercise(
    "momentum_rate",
    rate_with_momentum,
    _draw_pair,
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
            "You averaged over the directions. In the long run only the slowest is left.",
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


def best_settings(lowest: float, highest: float) -> Any:
    low, high = np.sqrt(lowest), np.sqrt(highest)
    learning_rate = (2 / (low + high)) ** 2
    momentum = ((high - low) / (high + low)) ** 2
    return np.array([learning_rate, momentum])


def _draw_ends(rng: np.random.Generator) -> tuple[float, float]:
    return round(float(rng.uniform(0.5, 2)), 2), round(float(rng.uniform(20, 200)), 1)


def _unsquared_momentum(lowest: float, highest: float) -> Any:
    learning_rate, momentum = best_settings(lowest, highest)
    return np.array([learning_rate, np.sqrt(momentum)])


def _unsquared_rate(lowest: float, highest: float) -> Any:
    learning_rate, momentum = best_settings(lowest, highest)
    return np.array([np.sqrt(learning_rate), momentum])


def _no_roots(lowest: float, highest: float) -> Any:
    return np.array([2 / (lowest + highest), ((highest - lowest) / (highest + lowest)) ** 2])


best_pair = Exercise(
    "best_pair",
    best_settings,
    _draw_ends,
    praise="With this pair the flattest and the steepest direction are equally quick, and so is everything between.",
    mistakes=[
        Mistake(
            _unsquared_momentum,
            "The learning rate is right. Your momentum is the *rate*, (√κ - 1)/(√κ + 1): the best momentum is its "
            "square.",
        ),
        Mistake(
            _unsquared_rate,
            "The momentum is right. The learning rate is a square, too: (2 / (√λmin + √λmax))².",
        ),
        Mistake(
            _no_roots,
            "You took the curvatures themselves, as for gradient descent without momentum. Here their square roots "
            "come in: that is what momentum gains.",
        ),
        Mistake(
            lambda lowest, highest: np.array([2 / (lowest + highest), 0.0]),
            "That is the best learning rate without momentum.",
        ),
        Mistake(
            lambda lowest, highest: best_settings(lowest, highest)[::-1],
            "You have the right numbers in the wrong order: the learning rate first, then the momentum.",
        ),
        Mistake(
            lambda lowest, highest: np.array([best_settings(lowest, highest)[0], 0.9]),
            "0.9 is a habit. The best momentum depends on the condition number.",
        ),
    ],
    hints=[
        "Both ends have to swing: αλmin = (1 - √b)² and αλmax = (1 + √b)².",
        "Take roots: √(α λmin) = 1 - √b and √(α λmax) = 1 + √b. Add them, and you have √α.",
        "α = (2 / (√λmin + √λmax))², and √b = (√λmax - √λmin) / (√λmax + √λmin).",
    ],
)
