"""Predict: how many parameters?

A network is given by its widths, such as `[2, 8, 2]`: inputs, hidden layers, outputs. How many parameters does it
have? Write your prediction as a rule; it is tried on networks that you have not seen.
"""

from itertools import pairwise

import numpy as np

from sgdlab.course.exercises import Exercise
from sgdlab.quantities import Given


def count_parameters(widths: Given) -> int:
    layers = range(len(widths) - 1)
    return sum(widths[k] * widths[k + 1] + widths[k + 1] for k in layers)  # weights, and a bias for each unit


def _weights(widths: Given) -> int:
    return sum(a * b for a, b in pairwise(widths))


parameters = Exercise(
    "parameters",
    count_parameters,
    lambda rng: (rng.choice(np.arange(2, 20), size=rng.integers(3, 6), replace=False).tolist(),),
    praise="Weights between the layers, and a bias for every unit that computes something.",
    mistakes=[
        lambda widths: count_parameters(widths) - sum(widths[1:-1]),
        "You counted the biases of the outputs alone. Every hidden unit has one, too.",
        _weights,
        "You left out the biases: one for every hidden unit and every output.",
        lambda widths: _weights(widths) + sum(widths),
        "You gave the inputs biases too. But inputs compute nothing, so they need none.",
        lambda widths: _weights(widths) + sum(widths[1:-1]),
        "You left out the biases of the outputs. They are sums too, each with a bias.",
        lambda widths: _weights(widths) + sum(widths[:-1]),
        "You counted a bias for each input of a layer. There is one for each unit that the layer computes.",
        lambda widths: _weights(widths) + len(widths) - 1,
        "You counted one bias for each layer. Each unit in it has its own.",
        lambda widths: sum(widths),
        "You counted the units. The parameters are between them: a weight for every pair of neighbors.",
        lambda widths: int(np.prod(widths)),
        "You multiplied all the widths. There are weights only between neighboring layers, and you add up the layers.",
        lambda widths: sum(a + b for a, b in pairwise(widths)),
        "You added neighboring widths. Between two layers there is a weight for every *pair*: multiply.",
        lambda widths: widths[0] * widths[1] + widths[1],
        "You counted the first layer alone. Every later one has weights and biases, too.",
        lambda widths: count_parameters(widths[-2:]),
        "You counted the last layer alone. In a loop, `=` forgets the earlier ones: add them up with `+=`.",
        lambda widths: count_parameters(widths[:3]),
        lambda widths: count_parameters(widths[:2]) + count_parameters(widths[-2:]),
        "Your rule is right for one hidden layer. A network may have more of them: add up over all pairs of "
        "neighboring layers.",
        lambda widths: widths[0] * widths[-1] + widths[-1],
        "You connected the inputs to the outputs directly. The layers between have weights and biases of their own.",
    ],
    hints=[
        "Do 2-8-2 by hand: how many weights lead to one hidden unit, and what else does it have?",
        "A layer with `inputs` numbers coming in and `outputs` units has inputs × outputs weights.",
        "Each of its units also has a bias: inputs × outputs + outputs. Add up the layers.",
    ],
)
