"""The page draws the normal numbers of NumPy: the same numbers from the same seeds, up to the last digits."""

from typing import Any

import numpy as np
import pytest

from tests.in_node import in_the_page

DRAW = """
import { normals } from "{source}/training/normal.js";
import { Generator } from "{source}/training/random.js";
answer(asked.map(([seed, count]) => {
  const generator = new Generator(seed, []);
  return [generator.integers(100, 3), normals(generator, count), [generator.random()], generator.permutation(7)];
}));
"""


def compare(asked: list[tuple[Any, int]]) -> None:
    for (seed, count), found in zip(asked, in_the_page(DRAW, asked), strict=True):
        rng = np.random.default_rng(seed)
        drawn = rng.integers(100, size=3), rng.standard_normal(count), [rng.random()], rng.permutation(7)
        for page, numpy in zip(found, drawn, strict=True):
            np.testing.assert_allclose(page, numpy, rtol=1e-13, atol=1e-14, err_msg=f"seed {seed}")


def test_normal_numbers_are_those_of_numpy() -> None:
    compare([(seed, 400) for seed in (*range(40), 2**31 - 1, [3, 64], [0, 64], [2**31 - 1, 64])])


@pytest.mark.slow
def test_a_million_normal_numbers_are_those_of_numpy() -> None:
    compare([(seed, 100_000) for seed in range(10)])
