"""Notebook 12: another network with the same outputs [rescaled], directions to its measure [normalized]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def same_network(W1: Any, b1: Any, W2: Any, b2: Any, c: Any) -> Any:
    return c * W1, c * b1, W2 / c, b2  # relu(c z) = c relu(z), and W2 / c takes the c back


def _draw_network(rng: np.random.Generator) -> tuple[Any, ...]:
    return rng.normal(size=(3, 4)), rng.normal(size=4), rng.normal(size=(4, 2)), rng.normal(size=2), rng.uniform(2, 5)


rescaled = Exercise(
    "rescaled",
    same_network,
    _draw_network,
    praise="The same function at another place of the parameters. No measurement of its outputs can tell them apart.",
    mistakes=[
        Mistake(
            lambda W1, b1, W2, b2, c: (c * W1, b1, W2 / c, b2),
            "You left b1 as it was. A hidden unit is relu(x W1 + b1): both parts of the sum have to grow by c.",
        ),
        Mistake(
            lambda W1, b1, W2, b2, c: (c * W1, c * b1, W2 / c, b2 / c),
            "You divided b2, too. Nothing before b2 has grown any more: W2 / c has taken the c back already.",
        ),
        Mistake(
            lambda W1, b1, W2, b2, c: (c * W1, c * b1, c * W2, c * b2),
            "You multiplied both layers. Then the outputs grow; the second layer has to take the c back.",
        ),
        Mistake(
            lambda W1, b1, W2, b2, c: (c * W1, c * b1, W2, b2),
            "You left the second layer as it was. The hidden units are c times as large now, and so are their sums.",
        ),
        Mistake(
            lambda W1, b1, W2, b2, c: (W1 / c, b1 / c, c * W2, b2),
            "That leaves the outputs as they are, too, but it is the other way round: layer 1 times c was asked for.",
        ),
        Mistake(
            lambda W1, b1, W2, b2, c: (c * W1, c * b1, W2 / c, c * b2),
            "You multiplied b2. It is added after c has been taken back, so it stays as it is.",
        ),
    ],
    hints=[
        "The outputs are relu(x W1 + b1) W2 + b2. What does relu(c z) become for a positive c?",
        "To make x W1 + b1 grow by c, both W1 and b1 must. Where can the c be taken back before b2 is added?",
        "c * W1, c * b1, W2 / c, and b2 unchanged.",
    ],
)


def to_measure(W: Any, D: Any) -> Any:
    lengths = np.linalg.norm(W, axis=0)  # of each column: the weights into one neuron
    return D / np.linalg.norm(D, axis=0) * lengths


def _draw_layer(rng: np.random.Generator) -> tuple[Any, ...]:
    shape = (4, 4)  # square, so that rows and columns can be mixed up without an error
    return rng.normal(size=shape) * rng.uniform(0.5, 3, size=4), rng.normal(size=shape)


normalized = Exercise(
    "normalized",
    to_measure,
    _draw_layer,
    praise="Now a step of length 1 along D means the same for every neuron, whatever its scale.",
    mistakes=[
        Mistake(
            lambda W, D: D / np.linalg.norm(D, axis=1, keepdims=True) * np.linalg.norm(W, axis=1, keepdims=True),
            "You took the rows. A row holds what goes out of one input; the weights into one neuron are a column.",
        ),
        Mistake(
            lambda W, D: D / np.linalg.norm(D) * np.linalg.norm(W),
            "You took the layer as a whole. Its single neurons can have very different scales: column by column.",
        ),
        Mistake(
            lambda W, D: D / np.linalg.norm(D, axis=0),
            "Every column has length 1 now. Give each the length of the same column of W.",
        ),
        Mistake(
            lambda W, D: D * np.linalg.norm(W, axis=0),
            "You did not divide by the length that the column of D had before.",
        ),
        Mistake(
            lambda W, D: D / np.sum(D**2, axis=0) * np.sum(W**2, axis=0),
            "You took squared lengths. The length is the square root: np.linalg.norm.",
        ),
        Mistake(
            lambda W, D: D / np.abs(D) * np.abs(W),
            "You did it for every single weight. Then the direction is W itself with random signs.",
        ),
    ],
    hints=[
        "Which axis runs over the inputs? The length of a column adds up along that axis.",
        "np.linalg.norm(W, axis=0) holds the length of each column of W.",
        "D divided by its own lengths, times the lengths of W.",
    ],
)
