"""Predict: a share

The variances of a long random walk along its principal directions 1, 2, 3, … are as 1 to 1/4 to 1/9, and so on: as
1/k². All together they add up to 1 + 1/4 + 1/9 + … = π²/6. What share of the whole does direction `k` explain?
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Over
from sgdlab.quantities import Array


def share_explained(k: Array) -> Answer:
    return 6 / (np.pi**2 * k**2)  # 1/k^2, divided by the sum of all of them


noise_share = Exercise(
    "noise_share",
    share_explained,
    lambda rng: (rng.integers(3, 12),),
    runs=Over("k", range(1, 11), "k"),
    praise="Three quarters in two directions, of a path that went nowhere.",
    mistakes=[
        lambda k: 1 / k**2,
        "Those are the variances relative to the first one. Shares add up to 1: divide by the sum of all of them.",
        lambda k: np.pi**2 / (6 * k**2),
        "You multiplied by the sum. A share is a part divided by the sum.",
        lambda k: 6 / (np.pi**2 * k),
        "You let the variances fall as 1/k. The lengths do, but a variance is a squared length, and falls as 1/k².",
        lambda k: sum(6 / (np.pi**2 * j**2) for j in range(1, k + 1)),
        "That is what the first k directions explain together. The question asks for the k-th alone.",
        lambda k: 6 / (np.pi**2 * (k + 1) ** 2),
        "You counted from 0. The first direction is k = 1, and explains 6/π².",
        lambda k: 1 / 5000,
        "You gave all 5,000 directions the same share. That is right for single steps, but not for their sum, "
        "the walk.",
        *(
            lambda k, many=many: 1 / k**2 / np.sum(1 / np.arange(1, many + 1) ** 2)
            for many in (100, 1000, 5000, 10_000)
        ),
        "You divided by a sum that ends, so it is a little too small. The whole is the sum of all, π²/6.",
        lambda k: 1 / k**2 / sum(1 / j**2 for j in range(1, k + 1)),
        "You divided by the sum of the first k. A share is of the whole: all directions, π²/6.",
    ],
    hints=[
        "A share is one part divided by the sum of all parts.",
        "The parts are 1, 1/4, 1/9, …, and their sum is π²/6.",
        "(1/k²) / (π²/6).",
    ],
)
