"""What notebook 13 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Question, nearest
from sgdlab.quantities import Array

TIMES = (4, 60, 4000)
LOSSES = (2.1, 1.2, 0.2)
LEARNED = ("hardly more than which letters are common", "which letter follows which", "as much as with backprop")


def _times(work: float) -> str:
    return nearest(work, TIMES, "about {:,g} times")


def _loss(reached: float) -> str:
    return nearest(reached, LOSSES, "about {:g}", within=1.2)


def _learned(spsa: float, common: float, follows: float, backprop: float) -> str:
    """Which of the other three losses that of SPSA is nearest to."""
    return LEARNED[int(np.argmin(np.abs(np.array([common, follows, backprop]) - spsa)))]


def _same(arrays: Array, numbers: Array) -> str:
    gap = float(np.max(np.abs(arrays - numbers)))
    return "the same" if gap < 1e-9 else "nearly the same" if gap < 0.01 else "another one"


PREDICTIONS = (
    Question(
        "A language model has 4,096 parameters. Backprop computes all 4,096 slopes of its loss. How many times the "
        "work of computing the loss alone does that take?",
        tuple(f"about {one:,} times" for one in TIMES),
        "The way back costs a few times the way there, whatever the number of parameters.",
        reads=_times,
    ),
    Question(
        "The table of pairs has the loss 2.36, because it knows only the last letter. Our model can look back over all "
        "letters of a name. What loss does it reach in 1,000 steps?",
        tuple(f"about {one}" for one in LOSSES),
        "After “mar”, an i, a k or a y may come next, and no model can know which.",
        reads=_loss,
    ),
    Question(
        "Replace backprop with SPSA, which compares two losses along a random direction, and take 1,000 steps. What "
        "does the model learn?",
        LEARNED,
        "A step knows one slope of 4,096, so a thousand steps are few.",
        reads=_learned,
    ),
    Question(
        "One run takes 1,000 steps on 8 names each. Another takes 8 steps on all 1,000 names. Which one ends with the "
        "lower loss?",
        ("1,000 steps on 8 names", "8 steps on 1,000 names"),
        "Eight steps are too few, however good each of them is.",
        reads=lambda many, few: "1,000 steps on 8 names" if many < few else "8 steps on 1,000 names",
    ),
    Question(
        "The same model is written once more, on single numbers instead of arrays. Is its gradient the same, apart "
        "from rounding?",
        ("the same", "nearly the same", "another one"),
        "The same operations follow the same chain rule. Only the last digits may differ, by rounding.",
        reads=_same,
    ),
)
