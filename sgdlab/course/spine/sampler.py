"""Write: your mini-batches

`minibatch(size)` returns a rule: a function of the number of examples `n` and a random generator `rng`. The rule is
a Python generator: it `yield`s index arrays, forever. At the start of every epoch it shuffles all examples with
`rng.permutation(n)`, then it deals them out, `size` at a time. The last batch of an epoch may be short.
"""

import copy
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeAlias

import numpy as np

from sgdlab.course.exercises import changed
from sgdlab.course.spine.part import Part
from sgdlab.quantities import Indices

BatchRule: TypeAlias = Callable[[int, np.random.Generator], Iterator[Indices]]


def minibatch(size: int) -> BatchRule:
    def batches(n: int, rng: np.random.Generator) -> Iterator[Indices]:
        while True:
            order = rng.permutation(n)
            for k in range(0, n, size):
                yield order[k : k + size]

    return batches


def _observe(
    answer: Callable[[int], BatchRule], n: int, size: int, rng: np.random.Generator
) -> dict[str, bool | list[list[int]]]:
    """The batches of three epochs and one more, as lists: of the one way to shuffle that the question names."""
    wanted = 3 * -(-n // size) + 1
    found, again = (
        [np.asarray(batch).tolist() for batch in islice(answer(size)(n, copy.deepcopy(rng)), wanted)] for _ in range(2)
    )
    return {
        "all chance comes from `rng`": found == again,
        "the batches, cut from one rng.permutation(n) in each epoch": found,
    }


def _draw(rng: np.random.Generator) -> tuple[int, int, np.random.Generator]:
    size = int(rng.integers(3, 6))
    return size * int(rng.integers(3, 6)) + int(rng.integers(1, size)), size, rng.spawn(1)[0]


sampler = Part(
    "sampler",
    minibatch,
    _draw,
    notebook="07",
    replaces="minibatch",
    observe=_observe,
    praise="Job 1 is yours. Every example comes once in an epoch, in a new order each time.",
    mistakes=[
        changed(minibatch, {"while": "if"}),
        "Your rule ends after one epoch. Go on forever: `while True`, with a new order in each round.",
        changed(
            minibatch,
            {
                "while": "order = None\n        while",
                "= rng.permutation(n)": "= rng.permutation(n) if order is None else order",
            },
        ),
        "You shuffled once, so all epochs have the same order. Shuffle again at the start of each.",
        changed(
            minibatch,
            {"while": "order = np.arange(n)\n        while", "order = rng.permutation(n)": "rng.shuffle(order)"},
        ),
        "You shuffle the same array again, so what you handed out before changes with it. Make a new order at the "
        "start of each epoch: order = rng.permutation(n).",
        changed(minibatch, {"(0, n, size)": "(0, n - size + 1, size)"}),
        "You dropped the short last batch, so in every epoch some examples are left out.",
        changed(minibatch, {"rng.permutation": "np.arange"}),
        "You never shuffled, so the batches of every epoch are the same.",
        changed(minibatch, {"rng.permutation(n)": "None", "order[k : k + size]": "rng.integers(n, size=size)"}),
        "You drew with replacement: in an epoch some examples come twice and some never. Shuffle, then cut.",
        changed(minibatch, {"rng.permutation(n)": "None", "order[k : k + size]": "rng.permutation(n)[:size]"}),
        "You shuffled for every batch and took its beginning. Shuffle once in an epoch, and deal out all of it.",
        changed(minibatch, {"rng.permutation": "np.random.default_rng(0).permutation"}),
        "You made a generator of your own. Draw from the `rng` that you are given.",
    ],
    hints=[
        "Write a function inside the function: the inner one knows `size`. `yield` hands out a batch and waits.",
        "`while True` is an epoch in each round. Its first line is order = rng.permutation(n).",
        "Then: for k in range(0, n, size), yield order[k : k + size].",
    ],
)
