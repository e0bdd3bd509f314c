"""Predict: the largest learning rate

A bowl has the given `curvatures`, one for each of its directions. Above which learning rate does gradient descent
diverge?
"""

import numpy as np

from sgdlab.course.exercises import Exercise
from sgdlab.quantities import Array


def largest_safe_rate(curvatures: Array) -> float:
    return float(2 / max(curvatures))  # |1 - rate * curvature| is below 1 for every one of them


largest_rate = Exercise(
    "largest_rate",
    largest_safe_rate,
    lambda rng: (rng.uniform(0.5, 30, size=rng.integers(3, 6)).round(1),),
    praise="The steepest direction alone decides how large the rate may be, and the flattest pays for it.",
    mistakes=[
        lambda curvatures: 2 / min(curvatures),
        "You took the flattest direction. It would allow long steps, but the steepest one diverges long before.",
        lambda curvatures: 1 / max(curvatures),
        "With 1/λmax the steep direction is done in a single step. Beyond it the path zigzags, but it still "
        "converges, up to twice that rate.",
        lambda curvatures: 2 / (min(curvatures) + max(curvatures)),
        "That is the best rate, with which the flattest and the steepest direction shrink equally fast. The "
        "question is above which rate it diverges.",
        *(
            one
            for of in (np.mean, np.sum, np.median)
            for one in (
                lambda curvatures, of=of: 2 / of(curvatures),
                f"You took the {of.__name__} of the curvatures. But each direction goes its own way, and a single one "
                "that diverges is enough.",
            )
        ),
        lambda curvatures: max(curvatures) / 2,
        "You turned it upside down: the larger the curvature, the smaller the rate has to be.",
        lambda curvatures: max(curvatures),
        "That is the largest curvature. The largest rate is smaller where the curvature is larger: when is "
        "1 − rate × curvature below −1?",
        lambda curvatures: max(curvatures) / min(curvatures),
        "That is the condition number. It says how slow the best descent is, not how large its rate may be.",
    ],
    hints=[
        "In a direction of curvature λ, each step multiplies the distance by 1 - rate * λ. When does it shrink?",
        "When that factor is between -1 and 1. So rate * λ has to be below 2.",
        "For every direction at once: the largest curvature sets the limit.",
    ],
)
