"""What notebook 06 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Number, Question, Sketch


def _arrives(share: float) -> str:
    if share < 1e-9:
        return "less than a billionth"
    if share > 0.5:
        return "about all of it"
    return "about a sixteenth of it" if 1 / 32 < share < 1 / 8 else f"about {share:.2g} of it"


PREDICTIONS = (
    Number(
        "A new network is right for 22.5 % of the points. Somebody runs backprop on it a thousand times, and does "
        "nothing else. For what percentage of them is it right afterwards?",
        22.5,
        "Nothing is learned until somebody acts on a gradient.",
        within=0.0,
    ),
    Sketch(
        "A program trains a network in 1,000 short steps, but one line of its gradient has the wrong sign. Draw the "
        "loss. (It is 0.92 at the start.)",
        "It falls for half of the run, because the other lines are right and outweigh it. Then it rises.",
        x=("step", 0, 1000),
        y=("loss", 0, 1.6),
        points=11,
        reads=lambda heights: bool(0 < np.argmin(heights) < len(heights) - 1),
    ),
    Question(
        "A number goes through sixteen sigmoids, one after the other. You change it by a little at the entrance. How "
        "much of that can arrive at the exit, at most?",
        ("less than a billionth", "about a sixteenth of it", "about all of it"),
        "Each sigmoid passes on at most a quarter.",
        reads=_arrives,
    ),
)
