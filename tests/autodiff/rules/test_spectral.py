"""Eigenvalues, singular values and Cholesky factors: closed forms, equal eigenvalues, what is refused."""

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff.complex_step import Complex
from tests.looping import looped

RNG = np.random.default_rng(0)
A = RNG.normal(size=(4, 4))
S = A + A.T


def test_the_gradient_of_the_largest_eigenvalue_is_the_outer_product_of_its_vector():
    _, v = np.linalg.eigh(S)
    by_triangle = np.tril(np.outer(v[:, -1], v[:, -1])) + np.tril(np.outer(v[:, -1], v[:, -1]), -1)
    np.testing.assert_allclose(ad.grad(lambda a: np.linalg.eigvalsh(a)[-1])(S), by_triangle, atol=1e-14)
    symmetric = ad.grad(lambda a: np.linalg.eigvalsh((a + a.T) / 2)[-1])(S)
    np.testing.assert_allclose(symmetric, np.outer(v[:, -1], v[:, -1]), atol=1e-14)


@looped("start", [S, np.eye(3), np.zeros((2, 2))])
def test_functions_that_do_not_tell_equal_eigenvalues_apart_have_their_gradient(start):
    def squares(a):
        return np.sum(np.linalg.eigvalsh((a + a.T) / 2) ** 2)

    np.testing.assert_allclose(ad.grad(squares)(start), 2 * start, atol=1e-13)
    np.testing.assert_allclose(ad.jvp(squares, (start,), (start,))[1], 2 * np.sum(start * start), atol=1e-12)


@looped(
    "asked",
    [
        lambda a: ad.grad(lambda a: np.linalg.eigh(a)[1][0, 0])(a),
        lambda a: ad.jvp(lambda a: np.linalg.eigh(a)[1], (a,), (a,)),
        lambda a: ad.hessian(lambda a: np.linalg.eigvalsh(a)[0])(a),
    ],
)
def test_vectors_of_equal_eigenvalues_have_no_derivative(asked):
    with pytest.raises(ValueError, match=r"two eigenvalues are equal.*eigvalsh"):
        asked(np.diag([1.0, 2.0, 2.0]))


def test_only_one_triangle_is_read():
    for f in (np.linalg.cholesky, np.linalg.eigvalsh):
        gradient = ad.grad(lambda a, f=f: np.sum(f(a) ** 3))(S + 9 * np.eye(4))
        assert np.abs(gradient[np.tril_indices(4)]).min() > 0
        np.testing.assert_array_equal(np.triu(gradient, 1), 0)
    upper = ad.grad(lambda a: np.sum(np.linalg.eigvalsh(a, UPLO="u") ** 3))(S)
    np.testing.assert_array_equal(np.tril(upper, -1), 0)


def test_the_log_determinant_by_its_cholesky_factor():
    spd = A @ A.T + np.eye(4)

    def log_det(a):
        return 2 * np.sum(np.log(np.diag(np.linalg.cholesky((a + a.T) / 2))))

    np.testing.assert_allclose(ad.grad(log_det)(spd), np.linalg.inv(spd), rtol=1e-9)


def test_singular_values_of_an_ill_conditioned_matrix_are_exact():
    u, v = (np.linalg.qr(RNG.normal(size=(3, 3)))[0] for _ in range(2))
    a = (u * [1.0, 1e-5, 1e-10]) @ v
    gradient = ad.grad(lambda a: np.linalg.svd(a, compute_uv=False)[2])(a)
    np.testing.assert_allclose(np.abs(gradient), np.abs(np.outer(u[:, 2], v[2])), atol=1e-5)


def test_the_nuclear_norm_is_the_sum_and_the_spectral_norm_the_largest_of_the_singular_values():
    s = np.linalg.svd(A)[1]
    for kind, expected in (("nuc", s.sum()), (2, s[0])):
        value, gradient = ad.value_and_grad(lambda a, kind=kind: np.linalg.norm(a, kind))(A)
        assert value == pytest.approx(expected, rel=1e-14)
        assert np.sum(gradient * A) == pytest.approx(expected, rel=1e-13)  # both are homogeneous: Euler's theorem


@looped(
    ("name", "f"),
    [
        ("cholesky", lambda a: np.linalg.cholesky(a)[0, 0]),
        ("eigvalsh", lambda a: np.linalg.eigvalsh(a)[0]),
        ("eigvalsh", lambda a: np.linalg.eigh(a)[1][0, 0]),
        ("svd", lambda a: np.linalg.svd(a, compute_uv=False)[0]),
    ],
)
def test_the_complex_step_refuses_what_is_not_analytic(name, f):
    with pytest.raises(TypeError, match=rf"complex step can't follow np\.linalg\.{name}"):
        f(Complex(np.eye(2), 1e-20 * np.eye(2)))
