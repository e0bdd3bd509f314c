"""Predict: how many passes?

A function has `n` inputs and `m` outputs, and you want all its derivatives. How many runs, forward or back, does each
method need: finite differences that nudge each input once, forward mode, and reverse mode? Return the three numbers.
(They are tried on sizes that you have not seen.)
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise


def passes_needed(n: int, m: int) -> Answer:
    return n + 1, n, 1 + m  # the value at the point itself; a direction each; forward once, back once for each output


def _draw(rng: np.random.Generator) -> tuple[int, int]:
    n, m = rng.choice(np.arange(3, 40), size=2, replace=False)
    return int(n), int(m)


passes = Exercise(
    "passes",
    passes_needed,
    _draw,
    praise="Inputs for the first two, outputs for the third: that is the whole difference between the bills.",
    mistakes=[
        lambda n, m: (n, n, 1 + m),
        "You left out one pass of finite differences: the value at the point itself, from which all the others are "
        "subtracted.",
        *(lambda n, m, middle=middle: (2 * n + middle, n, 1 + m) for middle in (0, 1)),
        "You counted central differences, which nudge up and down. Here each input is nudged once, and you "
        "also need the value at the point itself.",
        lambda n, m: (n + 1, n, 2),
        "You gave reverse mode a single pass back. It starts from one output; each of the m outputs needs its own.",
        lambda n, m: (n + 1, n, m),
        "You forgot reverse mode's pass forward: it has to compute the values before it can go back.",
        lambda n, m: (n + 1, m, 1 + n),
        "You swapped forward and reverse mode. Forward mode starts from an input, reverse mode from an output.",
        lambda n, m: (n + 1, 1, 1 + m),
        "You gave forward mode a single pass. One pass follows one direction, so n inputs need n.",
        lambda n, m: (n + 1, n, n + 1),
        "You let reverse mode depend on the inputs. One pass back from an output gives the slopes for all of them.",
    ],
    hints=[
        "Ask each method what it starts from: an input, or an output?",
        "Finite differences and forward mode nudge, or follow, one input at a time. Finite differences also need "
        "something to subtract.",
        "Reverse mode computes the values once, and then goes back from each of the m outputs.",
    ],
)
