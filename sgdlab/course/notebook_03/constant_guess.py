"""Predict: the loss of a guess

A lazy model gives every example the same probability `p` of class 1. There are `ones` examples of class 1 and `zeros`
of class 0. Return its cross-entropy, the mean over all of them.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise


def loss_of_guess(p: float, ones: int, zeros: int) -> Answer:
    return -(ones * np.log(p) + zeros * np.log(1 - p)) / (ones + zeros)


def _draw(rng: np.random.Generator) -> tuple[float, int, int]:
    ones, zeros = rng.choice(np.arange(5, 60), size=2, replace=False)
    return rng.uniform(0.55, 0.95), int(ones), int(zeros)


constant_guess = Exercise(
    "constant_guess",
    loss_of_guess,
    _draw,
    praise="Every example pays minus the logarithm of what its own class was given. For p = 1/2 that is ln 2, always.",
    mistakes=[
        lambda p, ones, zeros: loss_of_guess(ones / (ones + zeros), ones, zeros),
        "You took the share of class 1 for the guess. The model guesses `p`, whatever the shares are.",
        lambda p, ones, zeros: -(ones * p * np.log(p) + zeros * (1 - p) * np.log(1 - p)) / (ones + zeros),
        "You weighted each logarithm with its probability as well. The examples are the weights: an example of "
        "class 1 has the loss −ln p.",
        lambda p, ones, zeros: -(p * np.log(p) + (1 - p) * np.log(1 - p)),
        "You weighted the logarithms with p and 1 − p, which the model says. But what happened counts: `ones` "
        "examples pay −ln p, and `zeros` of them pay −ln(1 − p).",
        lambda p, ones, zeros: -np.log((ones * p + zeros * (1 - p)) / (ones + zeros)),
        lambda p, ones, zeros: -np.log(ones * p + zeros * (1 - p)),
        "You added up the probabilities, and took the logarithm then. Take it for each example, and average last.",
        lambda p, ones, zeros: loss_of_guess(ones / (ones + zeros), p, 1 - p),
        "You swapped p and the share of class 1. The logarithms are those of p and 1 − p; what happened, `ones` "
        "and `zeros`, says how much each of them counts.",
        lambda p, ones, zeros: -ones * np.log(p) / (ones + zeros),
        "The examples of class 0 are missing. They were given the probability 1 − p, and pay for it as well.",
        lambda p, ones, zeros: -np.log(p),
        "You let every example pay −ln p. Those of class 0 were given 1 − p, so they pay −ln(1 − p).",
        lambda p, ones, zeros: -(ones * np.log(p) + zeros * np.log(1 - p)),
        "That is the sum. The loss is the mean over all examples of both classes.",
        lambda p, ones, zeros: (ones * np.log(p) + zeros * np.log(1 - p)) / (ones + zeros),
        "Your sign is wrong. The logarithm of a probability is negative; the loss is minus that.",
        lambda p, ones, zeros: (ones * (1 - p) + zeros * p) / (ones + zeros),
        "That is the mean distance between p and the truth. Cross-entropy takes minus the logarithm of the "
        "probability that was given to what happened.",
        lambda p, ones, zeros: p**ones * (1 - p) ** zeros,
        "That is the probability of everything that happened, all at once. The loss is minus its logarithm, "
        "divided by the number of examples.",
        lambda p, ones, zeros: zeros / (ones + zeros),
        "That is the share of wrong decisions. Cross-entropy also asks how sure the model was.",
        lambda p, ones, zeros: np.log(2),
        "ln 2 is the loss of a model that says 1/2 to everything. This one says p.",
        lambda p, ones, zeros: -(np.log(p) + np.log(1 - p)) / (ones + zeros),
        lambda p, ones, zeros: -(np.log(p) + np.log(1 - p)) / 2,
        "You took the logarithm of each class once. The mean is over the examples, so a class counts by how "
        "many it has.",
        lambda p, ones, zeros: (ones * (1 - p) ** 2 + zeros * p**2) / (ones + zeros),
        "That is the mean squared error of the probabilities. Cross-entropy takes minus the logarithm.",
        lambda p, ones, zeros: (-ones * np.log(p) + zeros * np.log(1 - p)) / (ones + zeros),
        "One of your two signs is wrong. Both logarithms are negative, and both are paid: minus the sum of the two.",
        lambda p, ones, zeros: -np.log(p) / ones - np.log(1 - p) / zeros,
        "You divided each logarithm by the number of its class. Multiply each by its number, and divide the sum "
        "by the number of all.",
    ],
    hints=[
        "Take one example of class 1. The model gave its class the probability p. What does it pay?",
        "It pays −ln p. An example of class 0 pays −ln(1 − p).",
        "There are `ones` of the first and `zeros` of the second kind. Take the mean.",
    ],
)
