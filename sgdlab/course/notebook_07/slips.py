"""Notebook 07: find the slip in a draw [draw_slip], and in the mean over an epoch [last_batch_slip]."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake

DRAWS = 2000


def draw_batch(n: int, size: int, rng: np.random.Generator) -> Any:
    return rng.integers(n, size=size)  # 0 to n - 1: the upper end itself is never drawn


def _given_draw(n: int, size: int, rng: np.random.Generator) -> Any:
    return rng.integers(0, n - 1, size=size)


def _observe_draws(answer: Callable[..., Any], n: int, size: int, rng: np.random.Generator) -> dict[str, Any]:
    """What can be said of any right draw, from many of them."""
    every = [np.asarray(answer(n, size, rng)) for _ in range(DRAWS)]
    flat = np.concatenate(every)
    often = np.bincount(np.clip(flat, 0, n).astype(int), minlength=n)[:n] / len(flat)
    return {
        "how many numbers are drawn": sorted({one.size for one in every}),
        "the lowest and the highest number of all": [int(flat.min()), int(flat.max())],
        "each example comes about equally often": bool(np.all(np.abs(often * n - 1) < 0.25)),
        "an example may come twice in a batch": any(len(set(one.tolist())) < one.size for one in every),
        "the numbers of a batch are drawn one by one": any(np.ptp(one) >= size for one in every),
    }


def _neighbors(n: int, size: int, rng: np.random.Generator) -> Any:
    return rng.integers(n - size + 1) + np.arange(size)


def _draw_sizes(rng: np.random.Generator) -> tuple[Any, ...]:
    size = int(rng.integers(3, 5))
    return size + int(rng.integers(4, 7)), size, rng.spawn(1)[0]


draw_slip = Exercise(
    "draw_slip",
    draw_batch,
    _draw_sizes,
    observe=_observe_draws,
    given=_given_draw,
    praise="Every example has the same chance now. With one left out, the mean of all mini-batches was the gradient of "
    "another loss.",
    mistakes=[
        Mistake(
            lambda n, size, rng: rng.integers(1, n, size=size),
            "Now example 0 is never drawn. Examples are numbered from 0 to n - 1.",
        ),
        Mistake(
            lambda n, size, rng: rng.integers(0, n + 1, size=size),
            "Now n itself can be drawn, and there is no such example: the last one is n - 1.",
        ),
        Mistake(
            lambda n, size, rng: rng.integers(1, n + 1, size=size),
            "You count from 1 to n. Examples are numbered from 0 to n - 1.",
        ),
        Mistake(
            lambda n, size, rng: rng.permutation(n)[:size],
            "That is a fair draw, but without replacement: no example comes twice. Asked was one with replacement.",
        ),
        Mistake(
            _neighbors,
            "You took neighbors. The examples in the middle then come more often than those at the ends, and they "
            "always come together.",
        ),
        Mistake(
            lambda n, size, rng: rng.integers(n, size=n),
            "You drew n numbers. A mini-batch has `size` of them.",
        ),
    ],
    hints=[
        "Draw a thousand batches of a small n, and look at the largest number that ever comes.",
        "rng.integers(low, high) draws low, but never high.",
        "So rng.integers(0, n) has every number from 0 to n - 1.",
    ],
)


def epoch_gradient(gradients: Any, batches: Any) -> Any:
    total, seen = 0, 0
    for chosen in batches:
        total = total + len(chosen) * gradients[chosen].mean(axis=0)  # a batch counts by its size
        seen = seen + len(chosen)
    return total / seen


def _given_mean(gradients: Any, batches: Any) -> Any:
    total = 0
    for chosen in batches:
        total = total + gradients[chosen].mean(axis=0)
    return total / len(batches)


def _drop_last(gradients: Any, batches: Any) -> Any:
    return _given_mean(gradients, batches[:-1])


def _sums(gradients: Any, batches: Any) -> Any:
    return sum(gradients[chosen].sum(axis=0) for chosen in batches) / len(batches)


def _as_if_full(gradients: Any, batches: Any) -> Any:
    return _sums(gradients, batches) / len(batches[0])


def _weighted_twice(gradients: Any, batches: Any) -> Any:
    return sum(len(chosen) * gradients[chosen].mean(axis=0) for chosen in batches)


def _draw_epoch(rng: np.random.Generator) -> tuple[Any, Any]:
    size, full = int(rng.integers(4, 7)), int(rng.integers(2, 4))
    n = size * full + int(rng.integers(1, size - 1))
    order = rng.permutation(n)
    return rng.normal(size=(n, 2)), [order[k : k + size] for k in range(0, n, size)]


last_batch_slip = Exercise(
    "last_batch_slip",
    epoch_gradient,
    _draw_epoch,
    given=_given_mean,
    praise="Weighted by their sizes, the batches of an epoch give the full gradient, exactly.",
    mistakes=[
        Mistake(
            _drop_last,
            "You left the short batch out. Then its examples do not count at all, where before they counted too much.",
        ),
        Mistake(
            _sums,
            "You add up over the examples now, which is right, but still divide by the number of batches. Divide by "
            "the number of examples.",
        ),
        Mistake(
            _as_if_full,
            "You divided as if every batch were full. The last one is short: count what is really in it.",
        ),
        Mistake(
            _weighted_twice,
            "You weighed each batch by its size, which is right. Now divide by the sum of these weights.",
        ),
    ],
    hints=[
        "A batch of 50 and a batch of 23: how much does an example count in each of their means, and how much here?",
        "Each batch has to count by the number of its examples.",
        "Add len(chosen) * gradients[chosen].mean(axis=0), and divide by the number of all examples.",
    ],
)
