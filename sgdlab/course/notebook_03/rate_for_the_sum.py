"""Predict: a learning rate for the sum

With the mean over `n` examples, `learning_rate` works well. Somebody's program takes the sum instead. Return the
learning rate with which it takes the very same path.
"""

import numpy as np

from sgdlab.course.exercises import Exercise


def rate_for_sum(learning_rate: float, n: int) -> float:
    return learning_rate / n  # the slopes of the sum are n times as large


rate_for_the_sum = Exercise(
    "rate_for_the_sum",
    rate_for_sum,
    lambda rng: (rng.uniform(0.02, 0.3), rng.integers(20, 400)),
    praise="Slopes n times as large, steps scaled by 1/n: the same path, on the same valley, drawn n times as high.",
    mistakes=[
        lambda learning_rate, n: learning_rate * n,
        "You multiplied by n. The slopes of the sum are already n times as large, so the learning rate has to make "
        "up for it in the other direction.",
        lambda learning_rate, n: learning_rate,
        "You left the learning rate as it is. Both surfaces have their minimum at the same place, but the slopes "
        "of the sum are n times as large, so each step would be n times as long.",
        lambda learning_rate, n: learning_rate / np.sqrt(n),
        "You divided by the square root of n. That is how the noise of a mean shrinks. Here nothing is random: "
        "every slope is exactly n times as large.",
    ],
    hints=[
        "Write the sum as n × the mean. What happens to a derivative when the function is multiplied by n?",
        "A step is −learning rate × slope. The slope has become n times as large, and the step should stay the same.",
        "learning rate × slope = new learning rate × (n × slope). Solve for the new one.",
    ],
)
