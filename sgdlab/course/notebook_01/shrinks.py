"""Predict: how the errors shrink

You make h `k` times smaller, while h stays so large that rounding does not matter yet. How many times smaller does the
error become, for the forward and for the central difference? Return both numbers, the forward one first.
"""

from sgdlab.course.exercises import Exercise


def error_shrinks_by(k: float) -> tuple[float, float]:
    return k, k**2  # forward: in proportion to h; central: in proportion to its square


shrinks = Exercise(
    "shrinks",
    error_shrinks_by,
    lambda rng: (rng.integers(3, 12),),
    praise="On logarithmic axes these are straight lines with the slopes 1 and 2, until rounding takes over.",
    mistakes=[
        lambda k: (k, k),
        "You let both errors shrink alike. The central difference also loses its error of order h, because "
        "the bends on the two sides cancel; what is left is of order h².",
        lambda k: (k, 2 * k),
        "The central error does not shrink twice as much, but k times as much: it is in proportion to h², and "
        "(h/k)² is h²/k².",
        lambda k: (k, k**3),
        "The forward one is right. In the central one the rise is off by a term of order h³, but it is still "
        "divided by 2h, which takes one power away.",
        lambda k: (1 / k, 1 / k**2),
        "These are the new errors as a share of the old ones. The question is how many times smaller they are.",
        lambda k: (k**2, k**3),
        "Those are the terms of f(x + h) itself, of order h² and h³. The rise is still divided by h, which takes "
        "one power away.",
        lambda k: (k**2, k**4),
        "The forward error is about h/2 times the curvature: in proportion to h, not to h². The central one is in "
        "proportion to h².",
    ],
    hints=[
        "Look at the two tables above: what happens to each error when h is made 10 times smaller?",
        "The forward error is about h/2 · f″(x), the central one about h²/6 · f‴(x).",
        "If h becomes h/k, then h/2 becomes k times smaller. And h²/6?",
    ],
)
