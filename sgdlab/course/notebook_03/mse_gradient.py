"""Write: the gradient of the mean squared error

`x` and `y` are arrays of the same length. Return the two slopes of the mean squared error of the line w x + b, with
respect to `w` and to `b`, as an array of two numbers.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Descend, Exercise, both_signs, changed
from sgdlab.quantities import Given, Traced


def slopes_of_loss(w: float, b: float, x: Traced, y: Given) -> Answer:
    error = w * x + b - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error)])  # by w, by b


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    n = int(rng.integers(3, 7))
    return rng.normal(), rng.normal(), rng.uniform(1, 3, size=n), rng.normal(size=n)


mse_gradient = Exercise(
    "mse_gradient",
    slopes_of_loss,
    both_signs(slopes_of_loss, _draw),
    by_hand=True,
    runs=Descend(("w", "b"), 0.02),
    praise="Two slopes, one for each parameter, by hand and exact.",
    mistakes=[
        lambda w, b, x, y: slopes_of_loss(w, b, x, y) * len(x),
        "You summed over the examples instead of averaging. The loss is the mean, so its slopes are too.",
        lambda w, b, x, y: slopes_of_loss(w, b, x, y) / 2,
        "Both slopes are half of the right ones. The derivative of a square brings a 2.",
        lambda w, b, x, y: -slopes_of_loss(w, b, x, y),
        "Your sign is wrong. With the error as y − prediction, the derivative of the inside is −x and −1; you "
        "lost that minus.",
        lambda w, b, x, y: np.repeat(np.mean(2 * (w * x + b - y)), 2),
        "Your two slopes are equal. The slope with respect to w has one more factor: the inside, w x + b − y, "
        "changes by x when w changes by 1.",
        changed(slopes_of_loss, {"error * x": "error * w", "(2 * error)": "(-2 * error)"}),
        "You differentiated by x and y, the data. But the data are fixed. The slopes of the loss are with "
        "respect to w and b.",
        *(
            lambda w, b, x, y, n=n: slopes_of_loss(w, b, np.mean(x), np.mean(y)) * [len(x) ** k for k in n]
            for n in ((0, 0), (1, 0), (2, 1))
        ),
        "You averaged errors and flippers first, or added them up, and then multiplied. That is not the mean "
        "of the products: multiply for every example, and average at the end.",
        *(lambda w, b, x, y, mean=mean: slopes_of_loss(w, b, x[-1:], y[-1:]) / len(x) ** mean for mean in (1, 0)),
        "Only the last example is left in your slopes. In a loop over the examples, `=` forgets the earlier "
        "ones: add them up with `+=`.",
        lambda w, b, x, y: np.mean((w * x + b - y) ** 2),
        "That is the loss itself. Return its two slopes.",
    ],
    hints=[
        "For one example the loss is error², with error = w x + b − y. Differentiate it with respect to w, and "
        "hold b still.",
        "For one example: 2 × error × x with respect to w, and 2 × error × 1 with respect to b.",
        "Now take the mean over the examples of both: np.mean(2 * error * x), and the other one.",
    ],
)
