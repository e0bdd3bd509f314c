"""An exercise whose right answer is k² x, to try replies on."""

from sgdlab.course import Exercise


def power(right=lambda k, x: k**2 * x):
    return Exercise(
        "power",
        right,
        lambda rng: (int(rng.integers(3, 9)), rng.normal(size=3)),
        praise="Right.",
        mistakes=[],
        hints=["-"],
    )
