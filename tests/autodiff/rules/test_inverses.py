"""Determinants where there is no inverse: their derivatives are minors, and minors of minors, as by hand."""

import numpy as np
import pytest

import sgdlab as sl
import sgdlab.autodiff as ad
from tests.derivative_cases import check
from tests.looping import looped

SINGULAR = {
    "0": np.zeros((1, 1)),
    "rank 1 of 2": np.array([[1.0, 2.0], [2.0, 4.0]]),
    "rank 0 of 2": np.zeros((2, 2)),
    "rank 2 of 3": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [5.0, 7.0, 9.0]]),
    "rank 1 of 3": np.outer([1.0, 2.0, -1.0], [3.0, 0.5, 1.0]),
    "rank 3 of 4": np.vander([1.0, 2.0, 2.0, 3.0]),
    "rank 2 of 4": np.diag([0.0, 2.0, 3.0, 0.0]),
    "a stack": np.array([[[1.0, 2.0], [2.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]]]),
}


def expanded(a):
    """The determinant by its first column, written with products alone."""
    n = a.shape[-1]
    if not n:
        return 1.0
    return sum((-1) ** i * a[..., i, 0] * expanded(a[..., np.arange(n) != i, 1:]) for i in range(n))


def test_the_cofactors_of_a_singular_matrix():
    assert ad.grad(np.linalg.det)(SINGULAR["rank 1 of 2"]).tolist() == [[4.0, -2.0], [-2.0, 1.0]]


@looped("name", SINGULAR)
def test_a_singular_matrix_has_all_derivatives_of_its_determinant(name):
    a = SINGULAR[name]
    check(np.linalg.det, [a], np.random.default_rng(0))

    def ours(a):
        return np.sum(np.sin(np.linalg.det(a)) + np.linalg.det(a) ** 3)

    def by_hand(a):
        return np.sum(np.sin(expanded(a)) + expanded(a) ** 3)

    for operator in (ad.grad, ad.hessian, lambda f: ad.jacobian(ad.hessian(f))):
        np.testing.assert_allclose(operator(ours)(a), operator(by_hand)(a), atol=1e-12)


def test_a_large_singular_matrix_says_how_to_go_on():
    with pytest.raises(np.linalg.LinAlgError, match=r"up to 4 rows; this one has 5: add .* np\.eye\(5\)"):
        ad.grad(np.linalg.det)(np.ones((5, 5)))
    a = np.vander([1.0, 2.0, 0.5, -1.0, 3.0])
    np.testing.assert_allclose(ad.grad(np.linalg.det)(a), np.linalg.det(a) * np.linalg.inv(a).T, rtol=1e-12)
    assert ad.grad(np.linalg.det)(np.ones((0, 0))).shape == (0, 0)


@looped("order", [1, -1])
def test_a_program_takes_singular_matrices_and_others(order):
    """Whichever comes first and is traced, the other one is replayed; x is all the numbers of a 2 by 2 matrix."""
    compiled = sl.compile(lambda x: np.linalg.det(x.reshape(2, 2)) ** 2 + np.linalg.det(x.reshape(2, 2)))
    for x in [[1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 2.0, 4.0]][::order] * 4:
        a, b, c, d = x
        expected = (2 * (a * d - b * c) + 1) * np.array([d, -c, -b, a])
        np.testing.assert_allclose(compiled.value_and_grad(np.array(x))[1], expected, rtol=1e-12)
    assert compiled.eager_because is None
