"""Notebook 02: predict a largest learning rate [largest_rate], predict what a learning rate does [what_happens]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Choice, Exercise, Mistake


def largest_safe_rate(curvatures: Any) -> float:
    return float(2 / max(curvatures))  # |1 - rate * curvature| is below 1 for every one of them


def _draw_curvatures(rng: np.random.Generator) -> tuple[Any]:
    return (rng.uniform(0.5, 30, size=int(rng.integers(3, 6))).round(1),)


largest_rate = Exercise(
    "largest_rate",
    largest_safe_rate,
    _draw_curvatures,
    praise="The steepest direction alone decides how large the rate may be, and the flattest pays for it.",
    mistakes=[
        Mistake(
            lambda curvatures: 2 / min(curvatures),
            "You took the flattest direction. It would allow long steps, but the steepest one diverges long before.",
        ),
        Mistake(
            lambda curvatures: 1 / max(curvatures),
            "With 1/λmax the steep direction is done in a single step. Beyond it the path zigzags, but it still "
            "converges, up to twice that rate.",
        ),
        Mistake(
            lambda curvatures: 2 / (min(curvatures) + max(curvatures)),
            "That is the best rate, for which flattest and steepest shrink alike. Asked is from where on it diverges.",
        ),
        Mistake(
            lambda curvatures: 2 / np.mean(curvatures),
            "You took the mean of the curvatures. Each direction goes its own way, and one that diverges is enough.",
        ),
        Mistake(
            lambda curvatures: 2 / np.sum(curvatures),
            "You took the sum of the curvatures. Each direction goes its own way; the steepest one decides.",
        ),
        Mistake(
            lambda curvatures: max(curvatures) / 2,
            "You have it upside down: the larger the curvature, the smaller the rate has to be.",
        ),
    ],
    hints=[
        "In a direction of curvature λ, each step multiplies the distance by 1 - rate * λ. When does it shrink?",
        "When that factor is between -1 and 1. So rate * λ has to be below 2.",
        "For every direction at once: the largest curvature sets the limit.",
    ],
)

what_happens = Choice(
    "what_happens",
    ["crawls", "converges", "zigzags", "diverges"],
    {"A": "diverges", "B": "zigzags", "C": "converges", "D": "crawls"},
    because={
        "A": "Across, each step multiplies by 1 - 0.22 × 10 = -1.2.",
        "B": "Across, each step multiplies by 1 - 0.18 × 10 = -0.8: to the other side each time, a little less far.",
        "C": "Across, 1 - 0.09 × 10 = 0.1 is done at once; along, 0.91 per step leaves less than 1 % after 50.",
        "D": "Along, 1 - 0.001 × 1 = 0.999 per step leaves 95 % after 50.",
    },
    praise="Two factors, one for each direction, and you know the whole picture before it is drawn.",
    mistakes=[
        (
            {"A": "zigzags"},
            "You let A converge. Its factor across is 1 - 0.22 × 10 = -1.2: it changes sides like a zigzag, but each "
            "time it is farther out.",
        ),
        (
            {"B": "diverges"},
            "You let B diverge. It swings to the other side at every step, since 1 - 0.18 × 10 is negative; but -0.8 "
            "is a shrinking swing.",
        ),
        (
            {"D": "converges"},
            "You let D converge. In the end it will, but after 50 steps it has gone only 5 % of the way along the "
            "valley.",
        ),
        (
            {"B": "converges"},
            "B gets there, but how? Its factor across is negative, so it stands on the other side after every step.",
        ),
        (
            {"C": "zigzags"},
            "You let C zigzag. Both its factors are positive, 0.91 along and 0.1 across: it never changes sides.",
        ),
    ],
    hints=[
        "Work out 1 - rate × λ for both curvatures, 1 and 10.",
        "Below 0 it changes sides; beyond -1 it grows; just below 1 it hardly moves.",
        "Each word is used once.",
    ],
)
