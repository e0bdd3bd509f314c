"""Every rule with operands of every pattern of ranks: both modes, orders one to three, against NumPy's values alone."""

from itertools import product

import numpy as np
import pytest

import sgdlab.autodiff as ad
from tests.rank_cases import CASES

# Counting lines would double its time; without it the tests of this folder reach 99 % of them.
pytestmark = pytest.mark.no_cover

POINTS = np.arange(-4.0, 5.0)
STENCIL = np.diag([1.0, 2.0, 6.0]) @ np.linalg.inv(np.vander(POINTS, increasing=True))[1:4]
STEP = 0.003
PARTS = 8  # so that several processes share them


def along(f, args, directions):
    """The first three derivatives of f along directions, from nine values; the error is of order STEP^6."""
    values = [np.asarray(f(*[a + k * STEP * v for a, v in zip(args, directions, strict=True)])) for k in POINTS]
    return np.tensordot(STENCIL / STEP ** np.arange(1.0, 4.0)[:, None], np.stack(values), 1)


def reverse(f, directions):
    def derivative(*xs):
        gradients = ad.vjp(f, *xs)[1](np.float64(1.0))
        assert [np.shape(g) for g in gradients] == [np.shape(x) for x in xs]
        return sum(np.sum(v * g) for v, g in zip(directions, gradients, strict=True))

    return derivative


def forward(f, directions):
    return lambda *xs: ad.jvp(f, xs, directions)[1]


def forward_many(f, directions):
    """Two directions in one pass; the second one is -2 times the first."""
    two = [np.stack([v, -2 * v]) for v in directions]

    def derivative(*xs):
        tangents = ad.jvp(f, xs, two)[1]
        assert tangents.shape[0] == 2
        return (tangents[0] - tangents[1]) / 3

    return derivative


SECOND, THIRD = [*product((reverse, forward_many), repeat=2)], [*product((reverse, forward), repeat=3)]


def check(f, args, nestings=(*SECOND, *THIRD)):
    rng = np.random.default_rng(1)
    value = np.asarray(f(*args))
    directions = [rng.uniform(0.5, 1.0, np.shape(a)) * rng.choice([-1.0, 1.0], np.shape(a)) for a in args]
    weights = rng.uniform(0.5, 1.5, value.shape)
    close = np.testing.assert_allclose

    expected = along(f, args, directions)[0]
    size = 1.0 + np.max(np.abs(value), initial=0.0) + np.max(np.abs(expected), initial=0.0)
    for mode in (forward, forward_many):
        found = mode(f, directions)(*args)
        assert np.shape(found) == value.shape
        close(found, expected, rtol=0, atol=1e-9 * size, err_msg=mode.__name__)
    for i, v in enumerate(directions):  # one argument at a time, the others are plain

        def of_one(x, i=i):
            return np.sum(weights * f(*args[:i], x, *args[i + 1 :]))

        expected = along(of_one, [args[i]], [v])[0]
        for mode in (reverse, forward):
            found = mode(of_one, [v])(args[i])
            close(found, expected, rtol=0, atol=1e-8 * size * (1 + value.size), err_msg=f"{mode.__name__} of {i}")

    def cubed(*xs):  # so that a linear function, too, has higher derivatives
        return np.sum(weights * f(*xs) ** 3)

    expected = along(cubed, args, directions)
    size = 1.0 + np.sum(np.abs(value) ** 3) + np.max(np.abs(expected))
    for modes in nestings:
        found = cubed
        for mode in modes:
            found = mode(found, directions)
        found = found(*args)
        close(found, expected[len(modes) - 1], rtol=0, atol=1e-6 * size, err_msg=str([m.__name__ for m in modes]))


@pytest.mark.parametrize("part", range(PARTS))
def test_operands_of_every_rank(part):
    """The nestings of the third order are expensive: each case gets two of the eight in turn, one and its opposite."""
    for name in [*CASES][part::PARTS]:
        assert CASES[name]
        for k, (text, f, args) in enumerate(CASES[name]):
            try:
                check(f, args, [*SECOND, THIRD[k % 4], THIRD[7 - k % 4]])
            except Exception as error:
                error.add_note(f"{name} of {text}")
                raise
