"""Notebook 03: predict what stands where on a loss surface [surface_axes], and a learning rate [rate_for_the_sum]."""

import numpy as np

from sgdlab.course.exercises import Choice, Exercise, Mistake

surface_axes = Choice(
    "surface_axes",
    ["axis", "height", "fixed"],
    {"A": "axis", "B": "fixed", "C": "height", "D": "fixed", "E": "axis", "F": "fixed"},
    because={
        "A": "The slope w is a parameter, and parameters are what the loss depends on.",
        "B": "A flipper is data. It was measured once, and no step of training changes it.",
        "C": "The mean of the squared errors is the loss: the height over (w, b).",
        "D": "A body mass is data, too. It shapes the surface, and stands on none of its axes.",
        "E": "The intercept b is the other parameter.",
        "F": "The number of examples is a property of the data, and stays as it is.",
    },
    praise="Parameters on the axes, the loss as the height, and the data in neither: they are what is held fixed.",
    mistakes=[
        (
            {"B": "axis", "D": "height"},
            "You described the plot of the data: flippers across, masses up. On the loss surface each point is a whole "
            "line, and no penguin has a place of its own.",
        ),
        (
            {"B": "axis"},
            "You put a flipper on an axis. It is an axis of the plot of the data; the loss surface holds the data "
            "fixed and lets the parameters move.",
        ),
        (
            {"D": "height"},
            "You made a body mass the height. That is the plot of the data; on the surface the height is the loss.",
        ),
        (
            {"C": "axis"},
            "You put the loss on an axis. The loss is the result: a number for every choice of the parameters, drawn "
            "as the height.",
        ),
        (
            {"A": "fixed", "E": "fixed"},
            "You held the parameters fixed. That is what a prediction does: parameters fixed, data in. For the loss it "
            "is the other way round.",
        ),
        (
            {"F": "axis"},
            "You put the number of examples on an axis. It belongs to the data; with other data there is another "
            "surface.",
        ),
    ],
    hints=[
        "Ask of each: does training change it? Does it come out as the result? Or is it simply given?",
        "There are two axes and one height. All the rest is fixed.",
        "The two axes are what you dragged in the left pane of the lab.",
    ],
)


def rate_for_sum(learning_rate: float, n: int) -> float:
    return learning_rate / n  # the slopes of the sum are n times as large


def _draw_rate(rng: np.random.Generator) -> tuple[float, int]:
    return float(rng.uniform(0.02, 0.3)), int(rng.integers(20, 400))


rate_for_the_sum = Exercise(
    "rate_for_the_sum",
    rate_for_sum,
    _draw_rate,
    praise="Slopes n times as large, steps scaled by 1/n: the same path, on the same valley, drawn n times as high.",
    mistakes=[
        Mistake(
            lambda learning_rate, n: learning_rate * n,
            "You multiplied by n. The slopes of the sum are already n times as large, so the learning rate has to make "
            "up for it in the other direction.",
        ),
        Mistake(
            lambda learning_rate, n: learning_rate,
            "You left the learning rate as it is. Both surfaces have their minimum at the same place, but the slopes "
            "of the sum are n times as large, so each step would be n times as long.",
        ),
        Mistake(
            lambda learning_rate, n: learning_rate / np.sqrt(n),
            "You divided by the square root of n. That is how the noise of a mean shrinks. Here nothing is random: "
            "every slope is exactly n times as large.",
        ),
        Mistake(
            lambda learning_rate, n: learning_rate / n**2,
            "You divided by n twice. A step is learning rate × slope, and only the slope has changed.",
        ),
    ],
    hints=[
        "Write the sum as n × the mean. What happens to a derivative when the function is multiplied by n?",
        "A step is −learning rate × slope. The slope has become n times as large, and the step shall stay the same.",
        "learning rate × slope = new learning rate × (n × slope). Solve for the new one.",
    ],
)
