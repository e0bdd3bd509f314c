"""Write: the schedule that makes SGD a mean

SGD goes through numbers x, one at a time, on ½ (w − x)². Return the learning rate of a step so that w is the mean of
all numbers seen so far, wherever it started. Steps are counted from 0. (You have seen it. Try it without looking.)
"""

import numpy as np

from sgdlab.course.exercises import Exercise, Over


def rate_of(step: int) -> float:
    return 1 / (step + 1)


schedule = Exercise(
    "schedule",
    rate_of,
    [lambda rng: (0,), lambda rng: (1,), *[lambda rng: (rng.integers(2, 40),)] * 3],
    by_hand=True,
    runs=Over("step", range(20)),
    praise="With this schedule SGD is the running mean: its first step forgets the start, and each later one weighs "
    "the new example against all before it.",
    mistakes=[
        lambda step: 1 / step if step else 0.0,
        "Your first step does not move, and the second one forgets the start. Steps are counted from 0.",
        lambda step: 1 / (step + 2),
        "You are one step late: the first rate is 1/2, so the start counts like one more number in the mean. The "
        "first step has to jump onto the first example.",
        lambda step: 1 / max(step, 1),
        "You are one step early: the second step also has rate 1, and forgets the first example.",
        lambda step: 0.1,
        "A constant rate forgets old examples at the same pace as it learns new ones.",
        lambda step: 1 / np.sqrt(step + 1),
        "1 / sqrt(t) falls too slowly: the last examples weigh more than the first.",
        lambda step: 1 / (2 * (step + 1)),
        "Your rates are half of the right ones. The derivative of 1/2 (w - x)^2 is w - x, with no 2.",
    ],
    hints=[
        "The mean of t numbers is the mean of the first t - 1, moved a part of the way to the newest. Which part?",
        "A part 1/t. The first of all steps is t = 1.",
        "Steps are counted from 0 here, so t = step + 1.",
    ],
)
