"""The page draws the same numbers as NumPy: the seeds, the permutations and the independent draws, bit for bit."""

from typing import Any

import numpy as np
import pytest

from sgdlab.training.drawing import DRAWING, generators
from tests.in_node import in_the_page

DRAW = """
import { Generator } from "{source}/training/random.js";
answer(asked.map(([seed, child, n, size]) => {
  const generator = new Generator(seed, [child]);
  return [generator.integers(n, size), generator.permutation(n), generator.integers(n, 3), generator.permutation(5)];
}));
"""
EDGES = [2**32 - 1, 2**32, 2**53 - 1, 2**53, 2**64 - 1, 2**64, 2**96 + 7, 2**128 - 1, 2**128, 2**160 + 2**32, 10**80]


def cases(count: int) -> list[tuple[int, str, int, int]]:
    """Seeds of every length, sizes around powers of two, where rejection changes, and draws of odd and even number."""
    rng = np.random.default_rng(15)
    seeds = [int(rng.integers(2**40)) ** int(rng.integers(1, 6)) >> int(rng.integers(40)) for _ in range(count)]
    seeds[: len(EDGES) + 100] = [*EDGES, *range(100)]
    sizes = [int(2 ** rng.uniform(0, 11)) + int(rng.integers(-1, 2)) for _ in range(count)]
    parts = rng.choice(["batches", "gradients", "search"], count, p=[0.8, 0.1, 0.1])
    return [
        (seed, str(part), max(1, n), int(size))
        for seed, part, n, size in zip(seeds, parts, sizes, rng.integers(0, 9, count), strict=True)
    ]


def by_numpy(seed: int, part: str, n: int, size: int) -> list[list[int]]:
    (rng,) = generators(seed, 1, part)
    drawn = rng.integers(n, size=size), rng.permutation(n), rng.integers(n, size=3), rng.permutation(5)
    return [numbers.tolist() for numbers in drawn]


def compare(asked: list[tuple[int, str, int, int]]) -> None:
    texts: list[Any] = [
        (str(seed) if seed >= 2**53 else seed, DRAWING.index(part), *sizes) for seed, part, *sizes in asked
    ]
    for case, found in zip(asked, in_the_page(DRAW, texts), strict=True):
        assert [numbers.tolist() for numbers in found] == by_numpy(*case), case


def test_the_draws_are_those_of_numpy() -> None:
    compare(cases(300))


@pytest.mark.slow
def test_the_draws_are_those_of_numpy_for_ten_thousand_seeds_and_sizes() -> None:
    compare(cases(10_000))


def test_large_ranges_use_all_bits() -> None:
    """Independent draws only, because a permutation would need the memory."""
    script = 'import { Generator } from "{source}/training/random.js";'
    script += "answer(asked.map(([seed, n]) => new Generator(seed).integers(n, 40)));"
    asked = [(seed, n) for seed in range(40) for n in (2**31 - 1, 2**31, 2**31 + 1, 3 * 2**30, 2**32 - 5, 2**32)]
    for (seed, n), found in zip(asked, in_the_page(script, asked), strict=True):
        (rng,) = generators(seed, 1, "batches")
        assert found.tolist() == rng.integers(n, size=40).tolist(), (seed, n)
