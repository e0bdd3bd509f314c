"""Predict: how steep at most?

A chain of `depth` layers with one unit each: every layer is sigmoid(`weight` × what comes in). What is the steepest
slope that the exit can have with respect to the entrance, at most? Give the bound that the text uses, now with the
weight. (`weight` is positive.)
"""

import numpy as np

from sgdlab.course.exercises import Exercise, Over


def steepest_slope(depth: int, weight: float) -> float:
    return (weight / 4) ** depth  # each layer multiplies by its weight, and by a slope of at most 1/4


def _draw(rng: np.random.Generator) -> tuple[int, float]:
    return int(rng.integers(3, 9)), rng.uniform(0.5, 3.5)


def _large(rng: np.random.Generator) -> tuple[int, float]:
    """A weight that makes up for the 1/4."""
    depth, weight = _draw(rng)
    return depth, weight + 4


shrinking = Exercise(
    "shrinking",
    steepest_slope,
    [_draw, _large],
    runs=Over("depth", range(1, 13), "depth"),
    praise="With weights below 4 it is a product of numbers below 1. So deep chains of sigmoids were hard to train.",
    mistakes=[
        lambda depth, weight: 0.25**depth,
        "You left out the weights. On the way back each layer multiplies by its weight as well.",
        lambda depth, weight: depth * weight / 4,
        "You added the layers up. Through a chain, slopes are multiplied.",
        lambda depth, weight: weight**depth / 4,
        "You took the slope of one sigmoid only. Each of the layers has one.",
        lambda depth, weight: weight * 0.25**depth,
        "You took one weight only. Each of the layers has one.",
        lambda depth, weight: weight**depth,
        "You took 1 for the steepest slope of a sigmoid. 1 is its largest value; its steepest slope is 1/4.",
        lambda depth, weight: (weight / 4) ** (depth - 1),
        "One layer is missing: `depth` layers have `depth` sigmoids, and each of them counts.",
        lambda depth, weight: (weight / 4) ** (depth + 1),
        "You counted one layer too many: `depth` layers have `depth` sigmoids.",
        lambda depth, weight: min(1.0, (weight / 4) ** depth),
        "You cut the bound off at 1. A sigmoid stays below 1, but its slope by the entrance needn't: weights above "
        "4 can make up for the 1/4.",
        lambda depth, weight: (1 / (1 + np.exp(-weight))) ** depth,
        "You took the value of the sigmoid at `weight`. The bound needs its slope, at most 1/4, times the weight.",
        lambda depth, weight: (weight / 2) ** depth,
        "You took 1/2 for the steepest slope of a sigmoid. 1/2 is its value at 0; its slope there is 1/4.",
    ],
    hints=[
        "The chain rule multiplies the slopes of all the layers.",
        "One layer is sigmoid(weight × x). Its slope is weight × the slope of the sigmoid.",
        "The slope of the sigmoid is at most 1/4, so a layer gives at most weight / 4. There are `depth` of them.",
    ],
)
