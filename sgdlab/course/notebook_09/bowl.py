"""What several exercises of notebook 09 run on: the gradient of a bowl [draw_run]."""

import numpy as np

from sgdlab.course.exercises import Written
from sgdlab.quantities import Array


def draw_run(rng: np.random.Generator) -> tuple[Written, Array, float, float, int]:
    Q = np.linalg.qr(rng.normal(size=(2, 2)))[0]
    H, lowest = (Q * np.array([1.0, rng.uniform(3, 6)])) @ Q.T, rng.uniform(0.5, 1.5, size=2)
    gradient = Written("lambda w: {H} @ (w - {lowest})", H=H, lowest=lowest)  # H @ w would be linear in w
    return gradient, -1 - rng.uniform(size=2), 0.1, round(rng.uniform(0.4, 0.8), 2), int(rng.integers(4, 8))
