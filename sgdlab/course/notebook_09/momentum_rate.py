"""Predict: the rate

A bowl has several `curvatures`. Write your prediction as a rule: return the rate of the heavy ball in this bowl, the
factor by which a step multiplies the distance to the minimum in the long run.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Over
from sgdlab.quantities import Array


def rate_with_momentum(learning_rate: float, momentum: float, curvatures: list[float]) -> float:
    slowest = 0.0
    for curvature in curvatures:
        trace = 1 + momentum - learning_rate * curvature
        roots = np.roots([1, -trace, momentum])  # of z² - trace z + momentum
        slowest = max(slowest, *np.abs(roots))
    return float(slowest)


def _radii(learning_rate: float, momentum: float, curvatures: list[float]) -> Answer:
    return [rate_with_momentum(learning_rate, momentum, [one]) for one in curvatures]


def _with_roots(rng: np.random.Generator, *shares: tuple[float, float]) -> tuple[float, float, Array]:
    """A bowl whose αλ are between such shares of the αλ up to which a direction creeps."""
    momentum = round(rng.uniform(0.3, 0.6), 2)
    creeping = (1 - np.sqrt(momentum)) ** 2
    return 0.05, momentum, (np.array([rng.uniform(*share) for share in shares]) * creeping / 0.05).round(3)


def _draw(rng: np.random.Generator) -> tuple[float, float, Array]:
    """Two of the directions creep, at different rates, and one swings."""
    return _with_roots(rng, (0.1, 0.3), (0.5, 0.8), (4, 6))


def _all_swing(rng: np.random.Generator) -> tuple[float, float, Array]:
    return _with_roots(rng, (1.5, 2), (2, 3), (4, 6))


def _steep_decides(rng: np.random.Generator, share: float = -0.3) -> tuple[float, float, Array]:
    """The steepest direction is just below the edge, αλ = 2 + 2 momentum, or above it."""
    learning_rate, momentum, curvatures = _with_roots(rng, (0.8, 0.95), (1.5, 2), (2, 3))
    curvatures[-1] = round((2 + 2 * momentum + share * (1 - np.sqrt(momentum)) ** 2) / learning_rate, 1)
    return learning_rate, momentum, curvatures


def _diverges(rng: np.random.Generator) -> tuple[float, float, Array]:
    return _steep_decides(rng, rng.uniform(0.5, 2))


momentum_rate = Exercise(
    "momentum_rate",
    rate_with_momentum,
    [_draw, _all_swing, _steep_decides, _diverges, _draw],
    runs=Over("learning_rate", np.linspace(0.002, 0.1, 50).tolist(), "learning rate"),
    praise="Two roots for each direction, and the largest of all of them sets the pace.",
    mistakes=[
        lambda rate, kept, bends: float(np.max(np.abs(1 + kept - rate * np.asarray(bends))) / 2),
        "You took the mean of the two roots, half of the trace. In the long run the larger of them decides.",
        lambda learning_rate, momentum, curvatures: float(1 - 2 / (1 + np.sqrt(max(curvatures) / min(curvatures)))),
        "That is the rate of the best pair. Here a learning rate and a momentum are given, which need not be the best.",
        lambda learning_rate, momentum, curvatures: float(np.sqrt(momentum)),
        "The root of the momentum is the rate of a direction that swings, the quickest one. A direction that "
        "creeps is slower: its two roots are real, and the larger one counts.",
        lambda learning_rate, momentum, curvatures: rate_with_momentum(learning_rate, momentum, [min(curvatures)]),
        "Right wherever the flattest direction is the slowest. But near the edge the steepest one is slower, and "
        "beyond it that one diverges: both its roots are negative, and what counts is their size, np.abs. So look "
        "at all directions, and at both roots of each.",
        lambda learning_rate, momentum, curvatures: rate_with_momentum(learning_rate, momentum, [max(curvatures)]),
        "You took the steepest direction alone. Take the rates of all directions, and the largest of them.",
        lambda learning_rate, momentum, curvatures: float(np.mean(_radii(learning_rate, momentum, curvatures))),
        "You averaged over the directions. In the long run only the slowest one counts.",
        lambda learning_rate, momentum, curvatures: rate_with_momentum(learning_rate, momentum, curvatures) ** 2,
        "That is the factor of the *loss*, which falls with the square of the distance.",
        lambda learning_rate, momentum, curvatures: float(np.prod(_radii(learning_rate, momentum, curvatures))),
        "You multiplied the rates of the directions. Each direction goes its own way, and the slowest decides.",
        lambda learning_rate, momentum, curvatures: min(1.0, rate_with_momentum(learning_rate, momentum, curvatures)),
        "Right, unless it diverges. A rate above 1 says how fast the distance grows: leave it as it is.",
    ],
    hints=[
        "For each curvature: the roots of z² - (1 + momentum - learning_rate * curvature) z + momentum.",
        "np.roots([1, -trace, momentum]) gives both, complex ones too. np.abs takes their size.",
        "The rate is the largest size of all roots of all directions.",
    ],
)
