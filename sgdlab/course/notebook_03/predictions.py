"""What notebook 03 asks before it computes."""

import numpy as np

from sgdlab.course.asking import Number, Question, alike
from sgdlab.quantities import Array


def _surface(one: Array, other: Array) -> str:
    """What became of a surface, from its heights at the same places before and after."""
    if alike(one, other):
        return "nothing"
    same = alike(np.sort(one), np.sort(other), rtol=1e-3)
    return "the same shape lies elsewhere" if same else "it has another shape"


def _changed(line: Array, other: Array, rate: float, other_rate: float) -> str:
    same = alike(line, other)
    if same:
        return "the learning rate that you need"
    return "the best line" if rate == other_rate else "the best line and the learning rate"


PREDICTIONS = (
    Number(
        "A plot shows 123 penguins, a dot for each, and a straight line through them. Now somebody draws a map of the "
        "loss of all possible straight lines. How many numbers say where on this map you are?",
        2,
        "A place on the map is a whole line: its slope w and its height b.",
        within=0.0,
    ),
    Question(
        "We mirror every penguin at the best line: a bird that was 300 g above it is now 300 g below, and the other "
        "way around. What happens to the map of the loss?",
        ("nothing", "the same shape lies elsewhere", "it has another shape"),
        "The map knows the data only through five means, and these stay.",
        reads=_surface,
    ),
    Question(
        "Somebody adds up the squared errors instead of averaging them. What changes?",
        ("the learning rate that you need", "the best line", "the best line and the learning rate"),
        "All slopes are 123 times as large, and the lowest point stays where it is.",
        reads=_changed,
    ),
)
