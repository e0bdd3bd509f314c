"""Predict: what happens?

A valley with curvatures 1 and 10, fifty steps. What does the walk do at each learning rate? Answer `"crawls"` (hardly
gets anywhere along the valley), `"converges"` (comes near, without changing sides), `"zigzags"` (changes sides, and
comes nearer) or `"diverges"`.

- **A** 0.22
- **B** 0.18
- **C** 0.09
- **D** 0.001
"""

from sgdlab.course.exercises import Choice

what_happens = Choice(
    "what_happens",
    ["crawls", "converges", "zigzags", "diverges"],
    {"A": "diverges", "B": "zigzags", "C": "converges", "D": "crawls"},
    because={
        "A": "Across, each step multiplies by 1 - 0.22 × 10 = -1.2.",
        "B": "Across, each step multiplies by 1 - 0.18 × 10 = -0.8: to the other side each time, a little less far.",
        "C": "Across, 1 - 0.09 × 10 = 0.1 is done at once; along, 0.91 per step leaves less than 1 % after 50.",
        "D": "Along, 1 - 0.001 × 1 = 0.999 per step leaves 95 % after 50.",
    },
    praise="Two factors, one for each direction, and you know the whole picture before it is drawn.",
    mistakes={
        ("A", "zigzags"): "You let A converge. Its factor across is 1 - 0.22 × 10 = -1.2: it changes sides like a "
        "zigzag, but each time it is farther out.",
        ("B", "diverges"): "You let B diverge. It swings to the other side at every step, since 1 - 0.18 × 10 is "
        "negative; but -0.8 is a shrinking swing.",
        ("D", "converges"): "You let D converge. It will in the end, but after 50 steps it has gone only 5 % of the "
        "way along the valley.",
        ("B", "converges"): "B gets there, but how? Its factor across is negative, so it is on the other side after "
        "every step.",
        ("C", "zigzags"): "You let C zigzag. Both its factors are positive, 0.91 along and 0.1 across: it never "
        "changes sides.",
    },
    hints=[
        "Work out 1 - rate × λ for both curvatures, 1 and 10.",
        "Below 0 it changes sides; beyond -1 it grows; just below 1 it hardly moves.",
        "Each word is used once.",
    ],
)
