"""What several exercises of notebook 09 run on: a bowl [draw_run], and where a run on it ends [end_of]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer
from sgdlab.quantities import Array, Loss, Params


def draw_run(rng: np.random.Generator) -> tuple[Any, Any, float, float, int]:
    Q = np.linalg.qr(rng.normal(size=(2, 2)))[0]
    H = (Q * np.array([1.0, rng.uniform(3, 6)])) @ Q.T
    return H, -1 - rng.uniform(size=2), 0.1, round(float(rng.uniform(0.4, 0.8)), 2), int(rng.integers(4, 8))


def end_of(answer: Loss, H: Array, w: Params, learning_rate: float, momentum: float, steps: int) -> Answer:
    """Where an answer ends on the bowl 1/2 w'Hw."""
    return answer(lambda at: H @ at, w, learning_rate, momentum, steps)
