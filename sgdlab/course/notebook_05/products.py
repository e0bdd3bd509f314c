"""Predict: what do the two ends cost?

Multiply three Jacobians, C × B × A, as at the beginning: A is (k, n), B is (k, k), C is (m, k). How many products of
numbers does it take if you begin at the input, C (B A), and if you begin at the output, (C B) A? Return both.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise


def products_needed(n: int, k: int, m: int) -> Answer:
    from_input = k * k * n + m * k * n  # C (B A): B A is (k, n)
    from_output = m * k * k + m * k * n  # (C B) A: C B is (m, k)
    return from_input, from_output


products = Exercise(
    "products",
    products_needed,
    lambda rng: tuple(rng.choice(np.arange(2, 30), size=3, replace=False)),
    praise="The product is the same from both ends; the work is not. With m = 1 the output's end wins, with n = 1 the "
    "input's.",
    mistakes=[
        lambda n, k, m: products_needed(n, k, m)[::-1],
        "You swapped the two ends. From the input's end, B A is multiplied first: a matrix (k, n).",
        lambda n, k, m: (k * k * n + m * k * n,) * 2,
        "You gave both ends the same number. The product is the same; which of the two multiplications comes first "
        "decides how large the matrix in the middle is.",
        lambda n, k, m: (k * k * n * m, m * k * k * n),
        lambda n, k, m: (k * k * n * m * k * n, m * k * k * m * k * n),
        "You multiplied the costs of the two multiplications. One comes after the other, so they add up.",
        lambda n, k, m: (k * n + m * n, m * k + m * n),
        "You counted the entries of the results. But each entry is a sum of several products: as many as the first "
        "of the two matrices has columns.",
        lambda n, k, m: (k * k * n + m * n, m * k * k + m * n),
        "Both first multiplications are right. In the second one, too, each entry is a sum of `k` products.",
        lambda n, k, m: (k * k * n, m * k * k),
        "You counted only the first of the two multiplications. The third matrix still has to be multiplied.",
        lambda n, k, m: (m * k * n,) * 2,
        "You counted only the second multiplication. The first one, B A or C B, comes before it.",
    ],
    hints=[
        "An (a, b) matrix times a (b, c) matrix costs a × b × c products of numbers.",
        "From the input's end: first B A, which is (k, k) times (k, n); then C times that.",
        "From the output's end: first C B, which is (m, k) times (k, k); then that times A.",
    ],
)
