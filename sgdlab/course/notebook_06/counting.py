"""Notebook 06: predict a number of parameters [parameters], and how small a slope becomes [shrinking]."""

from itertools import pairwise
from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def count_parameters(widths: Any) -> int:
    layers = range(len(widths) - 1)
    return sum(widths[k] * widths[k + 1] + widths[k + 1] for k in layers)  # weights, and a bias for each unit


def _weights(widths: Any) -> int:
    return sum(a * b for a, b in pairwise(widths))


def _draw_network(rng: np.random.Generator) -> tuple[list[int]]:
    return ([int(one) for one in rng.choice(np.arange(2, 20), size=int(rng.integers(3, 6)), replace=False)],)


parameters = Exercise(
    "parameters",
    count_parameters,
    _draw_network,
    praise="Weights between the layers, and a bias for every unit that computes something.",
    mistakes=[
        Mistake(_weights, "You left out the biases: one for every hidden unit and every output."),
        Mistake(
            lambda widths: _weights(widths) + sum(widths),
            "You gave the inputs biases, too. Inputs compute nothing; they are just there.",
        ),
        Mistake(
            lambda widths: _weights(widths) + sum(widths[1:-1]),
            "You left out the biases of the outputs. They are sums, too, each with a bias.",
        ),
        Mistake(
            lambda widths: _weights(widths) + sum(widths[:-1]),
            "You counted a bias for each input of a layer. It is one for each of the units that the layer computes.",
        ),
        Mistake(
            lambda widths: _weights(widths) + len(widths) - 1,
            "You counted one bias for each layer. Each unit in it has its own.",
        ),
        Mistake(
            lambda widths: sum(widths),
            "You counted the units. The parameters stand between them: a weight for every pair of neighbors.",
        ),
        Mistake(
            lambda widths: int(np.prod(widths)),
            "You multiplied all the widths. Weights stand between neighboring layers only, and the layers add up.",
        ),
    ],
    hints=[
        "Do 2-8-2 by hand: how many weights lead to one hidden unit, and what else has it?",
        "A layer with `inputs` numbers coming in and `outputs` units has inputs × outputs weights.",
        "Each of its units has a bias besides: inputs × outputs + outputs. Add up the layers.",
    ],
)


def steepest_slope(depth: int, weight: float) -> float:
    return (weight / 4) ** depth  # each layer multiplies by its weight, and by a slope of at most 1/4


def _draw_chain(rng: np.random.Generator) -> tuple[int, float]:
    return int(rng.integers(3, 9)), float(rng.uniform(0.5, 3.5))


shrinking = Exercise(
    "shrinking",
    steepest_slope,
    _draw_chain,
    praise="A product of many numbers below 1: that is why deep chains of sigmoids were hard to train.",
    mistakes=[
        Mistake(
            lambda depth, weight: 0.25**depth,
            "You left out the weights. On the way back each layer multiplies by its weight as well.",
        ),
        Mistake(
            lambda depth, weight: depth * weight / 4,
            "You added the layers up. On the way through a chain the slopes are multiplied.",
        ),
        Mistake(
            lambda depth, weight: weight**depth / 4,
            "You took the slope of one sigmoid only. Each of the layers has one.",
        ),
        Mistake(
            lambda depth, weight: weight * 0.25**depth,
            "You took one weight only. Each of the layers has one.",
        ),
        Mistake(
            lambda depth, weight: weight**depth,
            "You took 1 for the steepest slope of a sigmoid. 1 is its largest value; its steepest slope is 1/4.",
        ),
        Mistake(
            lambda depth, weight: (weight / 2) ** depth,
            "You took 1/2 for the steepest slope of a sigmoid. 1/2 is its value at 0; its slope there is 1/4.",
        ),
    ],
    hints=[
        "The chain rule multiplies the slopes of all the layers.",
        "One layer is sigmoid(weight × x). Its slope is weight × the slope of the sigmoid.",
        "The slope of the sigmoid is at most 1/4, so a layer gives at most weight / 4. There are `depth` of them.",
    ],
)
