"""Write: the best line, with no descent

Return `w` and `b` of the line with the smallest mean squared error, as an array of two numbers.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, both_signs
from sgdlab.quantities import Given, Traced


def line_at_once(x: Traced, y: Given) -> Answer:
    X = np.column_stack([x, np.ones(len(x))])
    return np.linalg.solve(X.T @ X, X.T @ y)  # the normal equations


def _by_means(x: Traced, y: Given) -> Answer:
    w = np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum((x - np.mean(x)) ** 2)
    b = np.mean(y) - w * np.mean(x)
    return np.array([w, b])


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    x = rng.uniform(1, 4, size=int(rng.integers(4, 8)))
    return x, rng.choice([-1, 1]) * (2 + 0.5 * x + rng.normal(size=len(x)))


best_line = Exercise(
    "best_line",
    line_at_once,
    both_signs(line_at_once, _draw),
    also=[_by_means],
    praise="The minimum, in one step, with no learning rate to choose.",
    mistakes=[
        *(
            lambda x, y, made=made: made(np.sum(x * y) / np.sum(x * x))
            for made in (float, lambda w: [w], lambda w: [w, 0.0])
        ),
        "That is the best line through the origin: it has no b. Give b a column of ones beside the x.",
        lambda x, y: np.array([np.sum(x * y) / np.sum(x * x), np.mean(y)]),
        "You minimized over w alone and over b alone, each with the other one at zero. Both slopes have to be "
        "zero at the same place: two equations, solved together.",
        lambda x, y: np.array([line_at_once(x, y)[0], np.mean(y)]),
        "w is right. But the mean of y is where the line is at the mean of x, and b is where it is at x = 0: "
        "subtract w times the mean of x.",
        lambda x, y: np.array([np.cov(x, y)[0, 1], np.mean(y)]),
        "Your w is the covariance. Divide it by the variance of x; and b is the mean of y minus w times the mean of x.",
        lambda x, y: np.array([np.corrcoef(x, y)[0, 1], np.mean(y)]),
        "Your w is the correlation. A slope is the covariance divided by the variance of x.",
        lambda x, y: np.array([line_at_once(x, y)[0] * len(x) / (len(x) - 1), np.mean(y)]),
        "You divided one sum by n and the other by n − 1. np.cov and np.var do that: give both the same ddof.",
        lambda x, y: np.array([np.std(y) / np.std(x), np.mean(y) - np.std(y) / np.std(x) * np.mean(x)]),
        "Your w is the spread of y divided by that of x. It is still to be multiplied by their correlation.",
        lambda x, y: np.array([(y[-1] - y[0]) / (x[-1] - x[0]), y[0]]),
        lambda x, y: np.array([(y[-1] - y[0]) / (x[-1] - x[0]), y[0] - (y[-1] - y[0]) / (x[-1] - x[0]) * x[0]]),
        "Your slope is the one between two of the points. The best line looks at all of them.",
    ],
    hints=[
        "Make the table X with two columns: x, and ones. Then the predictions are X @ [w, b].",
        "At the minimum both slopes are zero, and that says: (X.T @ X) @ [w, b] = X.T @ y.",
        "np.linalg.solve(A, c) solves A @ v = c.",
    ],
)
