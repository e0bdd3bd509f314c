"""Find the slip: the mean over an epoch

`gradients` holds every example's gradient, and `batches` the row numbers of each batch of one epoch. The function
should return the full gradient, and it doesn't. Many training loops report the mean loss of an epoch in this way. Fix
it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed
from sgdlab.quantities import Array, Batch, Gradient, LossValue


def epoch_gradient(gradients: Array, batches: list[Batch]) -> Answer:
    total, seen = 0, 0
    for chosen in batches:
        total = total + len(chosen) * gradients[chosen].mean(axis=0)  # a batch counts by its size
        seen = seen + len(chosen)
    return total / seen


def _sums(gradients: Array, batches: list[Batch]) -> Answer:
    return sum(gradients[chosen].sum(axis=0) for chosen in batches) / len(batches)


def _draw(rng: np.random.Generator) -> tuple[LossValue, Gradient]:
    size, full = int(rng.integers(3, 5)), int(rng.integers(2, 4))
    n = size * full + int(rng.integers(1, size - 1))
    order = rng.permutation(n)
    return rng.normal(size=(n, 2)), [order[k : k + size] for k in range(0, n, size)]


_SEEN = "        seen = seen + len(chosen)\n"
_given = changed(epoch_gradient, {_SEEN: "", ", seen = 0, 0": " = 0", "len(chosen) * ": "", "seen": "len(batches)"})
last_batch_slip = Exercise(
    "last_batch_slip",
    epoch_gradient,
    _draw,
    given=_given,
    praise="Weighted by their sizes, the batches of an epoch give the full gradient, exactly.",
    mistakes=[
        lambda gradients, batches: _given(gradients, batches[:-1]),
        "You left the short batch out. Now its examples don't count at all; before, they counted too much.",
        lambda gradients, batches: gradients[batches[0]].sum(axis=0) / len(gradients),
        "You return after the first batch. Is the `return` inside the loop?",
        lambda gradients, batches: gradients[batches[-1]].sum(axis=0) / len(gradients),
        "You keep only the last batch. Add each one to what was there: total = total + ….",
        _sums,
        "You add up over the examples now, which is right, but still divide by the number of batches. Divide by "
        "the number of examples.",
        lambda gradients, batches: _sums(gradients, batches) / len(batches[0]),
        "You divided as if every batch were full. The last one is short: divide by the number of all examples.",
        lambda gradients, batches: sum(len(chosen) * gradients[chosen].mean(axis=0) for chosen in batches),
        "A batch counts by its size now, which is right. Divide the sum by the number of all examples.",
        lambda gradients, batches: (
            sum(gradients[chosen].mean(axis=0) / len(chosen) for chosen in batches) / len(batches)
        ),
        "You divided each mean by the size of its batch. Multiply by it: a batch counts by the number of its examples.",
    ],
    hints=[
        "A batch of 50 and a batch of 23: how much does one example count in each of their means, and how much in "
        "this result?",
        "Each batch has to count by the number of its examples.",
        "Add len(chosen) * gradients[chosen].mean(axis=0), and divide by the number of all examples.",
    ],
)
