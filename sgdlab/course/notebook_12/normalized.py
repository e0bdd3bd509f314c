"""Write: directions to measure

`W` holds the weights of one layer: a row for each input, a column for each neuron, so `W[:, j]` leads into neuron
`j`. `D` is the same part of a random direction. Return `D` with each column as long as the same column of `W`.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise
from sgdlab.quantities import Array


def to_measure(W: Array, D: Array) -> Answer:
    lengths = np.linalg.norm(W, axis=0)  # of each column: the weights into one neuron
    return D / np.linalg.norm(D, axis=0) * lengths


normalized = Exercise(
    "normalized",
    to_measure,
    lambda rng: (rng.normal(size=(4, 4)) * rng.uniform(0.5, 3, size=4), rng.normal(size=(4, 4))),
    praise="Now a step of length 1 along D means the same for every neuron, whatever its scale.",
    mistakes=[
        lambda W, D: D / D.std(axis=0) * W.std(axis=0),
        "You took standard deviations, which measure from the mean of a column. Its length is measured from 0.",
        lambda W, D: D / np.linalg.norm(D, axis=1, keepdims=True) * np.linalg.norm(W, axis=1, keepdims=True),
        "You took the rows. A row holds the weights out of one input; the weights into one neuron are a column.",
        lambda W, D: D / np.linalg.norm(D) * np.linalg.norm(W),
        "You took the layer as a whole. But its neurons can have very different scales, so go column by column.",
        lambda W, D: D / np.linalg.norm(D, axis=0),
        "Every column has length 1 now. Give each the length of the same column of W.",
        lambda W, D: D * np.linalg.norm(W, axis=0),
        "You did not divide by the length that the column of D had before.",
        lambda W, D: D / np.sum(D**2, axis=0) * np.sum(W**2, axis=0),
        "You took squared lengths. The length is the square root: np.linalg.norm.",
        lambda W, D: D / np.abs(D) * np.abs(W),
        "You did it for every single weight. Then the direction is W itself with random signs.",
        lambda W, D: np.linalg.norm(W, axis=0),
        "Those are the lengths of the columns of W. Return D, with its columns of these lengths.",
        lambda W, D: D / np.abs(D).max(axis=0) * np.abs(W).max(axis=0),
        "You compared the largest entries. A length is the root of the sum of the squares, np.linalg.norm.",
        lambda W, D: D / np.abs(D).sum(axis=0) * np.abs(W).sum(axis=0),
        "You added up the sizes of the entries. A length is the root of the sum of their squares, np.linalg.norm.",
        lambda W, D: D / D.sum(axis=0) * W.sum(axis=0),
        "You added up the entries, which have different signs. A length is the root of the sum of their squares, "
        "np.linalg.norm.",
        lambda W, D: D / np.linalg.norm(D, axis=1, keepdims=True) * np.linalg.norm(W, axis=0),
        "You divided by the lengths of the rows of D. Use its columns, as you did for W: axis=0 for both.",
        lambda W, D: to_measure(D, W),
        "You swapped W and D: the direction stays that of D.",
        lambda W, D: D / np.linalg.norm(D, axis=1) * np.linalg.norm(W, axis=1),
        "You took the lengths of the rows, and gave them to the columns. Use axis=0 for both.",
    ],
    hints=[
        "Which axis runs over the inputs? The length of a column adds up along that axis.",
        "np.linalg.norm(W, axis=0) holds the length of each column of W.",
        "D divided by its own lengths, times the lengths of W.",
    ],
)
