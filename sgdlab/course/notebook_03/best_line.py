"""Write: the best line, with no descent

Return `w` and `b` of the line with the smallest mean squared error, as an array of two numbers.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Given, Traced


def line_at_once(x: Traced, y: Given) -> Answer:
    X = np.column_stack([x, np.ones(len(x))])
    return np.linalg.solve(X.T @ X, X.T @ y)  # the normal equations


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    x = rng.uniform(1, 4, size=int(rng.integers(6, 12)))
    return x, 2 + 0.5 * x + rng.normal(size=len(x))


def _through_zero(x: Traced, y: Given) -> Answer:
    return np.array([np.sum(x * y) / np.sum(x * x), 0.0])


def _turned_around(x: Traced, y: Given) -> Answer:
    return line_at_once(x, y)[::-1]


def _x_from_y(x: Traced, y: Given) -> Answer:
    return line_at_once(y, x)


def _mixed(x: Traced, y: Given) -> Answer:
    return np.array([np.sum(x * y) / np.sum(x * x), np.mean(y)])


best_line = Exercise(
    "best_line",
    line_at_once,
    _draw,
    praise="The minimum, in one step, with no learning rate to choose.",
    mistakes=[
        Mistake(
            _through_zero,
            "That is the best line through the origin: it has no b. Give b a column of ones beside the x.",
        ),
        Mistake(_turned_around, "The numbers are right and the order is not: w first, then b."),
        Mistake(
            _x_from_y,
            "You fitted x as a line over y. We square the errors of y, because y is what the line predicts.",
        ),
        Mistake(
            _mixed,
            "You minimized over w alone and over b alone, each with the other one at zero. Both slopes have to be "
            "zero at the same place: two equations, solved together.",
        ),
    ],
    hints=[
        "Make the table X with two columns: x, and ones. Then the predictions are X @ [w, b].",
        "At the minimum both slopes are zero, and that says: (X.T @ X) @ [w, b] = X.T @ y.",
        "np.linalg.solve(A, c) solves A @ v = c.",
    ],
)
