"""Right answers found in another way, as in course/test_exercises_answers.py: those of the last exercises."""

import numpy as np

import sgdlab as sl


def model_size(letters, places, width, hidden):
    tables = [
        (letters, width),
        (places, width),
        *[(width, width)] * 4,
        (width, hidden),
        (hidden, width),
        (width, letters),
    ]
    return sum(np.empty(shape).size for shape in tables)


def place_by_place(scores):
    """The softmax of what each place may see, and zeros behind it."""
    return [[*sl.softmax(row[: t + 1]), *np.zeros(len(scores) - t - 1)] for t, row in enumerate(scores)]


LATER = {
    "12 shadow_slip": lambda point, center, D: np.linalg.pinv(D.T) @ (point - center),
    "12 normalized": lambda W, D: np.array([np.sqrt(w @ w / (d @ d)) * d for w, d in zip(W.T, D.T, strict=True)]).T,
    "12 rescaled": lambda W1, b1, W2, b2, c: (W1 * c, b1 * c, W2 * (1 / c), b2),
    "13 size": model_size,
    "13 chances": lambda scores, temperature: sl.softmax(scores / temperature, axis=-1),
    "13 ahead_slip": place_by_place,
}
