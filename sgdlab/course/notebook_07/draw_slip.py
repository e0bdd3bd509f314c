"""Find the slip: a draw

This draws the numbers of a mini-batch, with replacement, out of `n` examples numbered from 0. It never fails, and yet
its gradients are biased. Fix it.
"""

import copy
from itertools import permutations

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed
from sgdlab.quantities import Array, Given, Loss

DRAWS = 600  # a fair draw is then within four tenths of its mean, which are six standard deviations or more
MORE = 5400  # are drawn if it is, and then within 0.13


def draw_batch(n: int, size: int, rng: np.random.Generator) -> Answer:
    return rng.integers(n, size=size)  # 0 to n - 1: the upper end itself is never drawn


def _observe(answer: Loss, n: int, size: int, rng: np.random.Generator) -> dict[str, object]:
    """What can be said of any right draw, from many of them."""
    again = copy.deepcopy(rng)
    first = np.asarray(answer(n, size, copy.deepcopy(rng)))
    if first.size > n:
        return {"how many numbers are drawn": [first.size]}
    every = [np.asarray(answer(n, size, rng)) for _ in range(DRAWS)]
    if all(np.array_equal(one, first) for one in every):
        return {"each batch is drawn anew": False}
    flat = np.concatenate(every)
    more = [np.asarray(answer(n, size, rng)) for _ in range(MORE)] if _even(flat, n, 0.4) else []
    return {
        "how many numbers are drawn": sorted({one.size for one in every}),
        "the lowest and the highest number of all": [int(flat.min()), int(flat.max())],
        "each example comes about equally often": bool(more) and _even(np.concatenate(more), n, 0.13),
        "they are whole numbers": all(one.dtype.kind in "iu" for one in every),
        "all chance comes from `rng`": all(np.array_equal(one, answer(n, size, again)) for one in every[:10]),
        "an example may come twice in a batch": any(len(set(one.tolist())) < one.size for one in every),
        "each number of a batch is drawn by itself": not more or _apart(more, n),
    }


def _even(numbers: Array, n: int, most: float) -> bool:
    """Whether every example is drawn as often as the others, up to a share of the mean."""
    often = np.bincount(np.clip(numbers, 0, n).astype(int), minlength=n)[:n] / len(numbers)
    return bool(np.all(np.abs(often * n - 1) < most))


def _apart(batches: list[Array], n: int) -> bool:
    """Whether every two examples come together equally often, in whatever order a batch has them."""
    if len({*map(len, batches)}) > 1:
        return False
    places = permutations(np.stack(batches).astype(int).T, 2)
    return _even(np.concatenate([one * n + other for one, other in places]), n * n, 0.5)


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    size = int(rng.integers(3, 5))
    return size + int(rng.integers(4, 7)), size, rng.spawn(1)[0]


draw_slip = Exercise(
    "draw_slip",
    draw_batch,
    _draw,
    observe=_observe,
    points=2,
    given=changed(draw_batch, {"integers(n": "integers(0, n - 1"}),
    praise="Every example has the same chance now. With one example left out, the mean of all mini-batches was the "
    "gradient of another loss.",
    mistakes=[
        lambda n, size, rng: rng.integers(1, n, size=size),
        "Now example 0 is never drawn. Examples are numbered from 0 to n - 1.",
        lambda n, size, rng: rng.integers(0, n + 1, size=size),
        "Now n itself can be drawn, and there is no such example: the last one is n - 1.",
        lambda n, size, rng: rng.integers(1, n + 1, size=size),
        "You count from 1 to n. Examples are numbered from 0 to n - 1.",
        lambda n, size, rng: rng.permutation(n)[:size],
        "That is a fair draw, but without replacement: no example comes twice. The question asks for one with "
        "replacement.",
        lambda n, size, rng: rng.integers(n - size + 1) + np.arange(size),
        "You took neighbors. The examples in the middle then come more often than those at the ends, and they "
        "always come together.",
        lambda n, size, rng: np.repeat(rng.integers(n, size=size), 2)[:size],
        "Every example has the same chance, but two numbers of a batch depend on each other. Draw each by itself.",
        lambda n, size, rng: rng.integers(n, size=n),
        "You drew n numbers. A mini-batch has `size` of them.",
        lambda n, size, rng: np.random.default_rng().integers(n, size=size),
        "The draw is right, but it doesn't come from the `rng` that you are given, so nobody can repeat it with "
        "the same seed. Write rng.integers(…).",
        lambda n, size, rng: np.random.default_rng(0).integers(n, size=size),
        "Your function returns the same batch every time, as with a generator of its own, which begins at its seed "
        "in each call. Draw from the `rng` that you are given.",
        lambda n, size, rng: rng.uniform(0, n, size=size),
        "These are numbers with a fraction. An example has a whole number: rng.integers draws those.",
    ],
    hints=[
        "Draw a thousand batches of a small n, and look at the largest number that ever comes.",
        "rng.integers(low, high) draws low, but never high.",
        "So rng.integers(0, n) has every number from 0 to n - 1.",
    ],
)
