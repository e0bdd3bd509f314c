"""NumPy functions written with others: each has a case in derivative_cases; PyTorch agrees to 1e-12."""

from functools import wraps

import numpy as np
import pytest

import sgdlab.autodiff as ad
from sgdlab.autodiff import Tensor
from sgdlab.autodiff.dispatch import DERIVED
from tests.derivative_cases import EVERY


def test_every_derived_function_has_a_case(monkeypatch):
    called = set()
    for key, function in list(DERIVED.items()):

        @wraps(function)
        def noting(*args, key=key, function=function, **options):
            called.add(key)
            return function(*args, **options)

        monkeypatch.setitem(DERIVED, key, noting)
    for _, make in EVERY:
        f, args = make()
        ad.vjp(f, *args)
    assert {f.__name__ for f in set(DERIVED) - called} == set()


TORCH = {
    "logsumexp": (lambda w: ad.logsumexp(w, axis=1), lambda t, w: t.logsumexp(w, 1)),
    "softmax": (lambda w: ad.softmax(w), lambda t, w: t.softmax(w, -1)),
    "std": (lambda w: np.std(w, axis=0), lambda t, w: t.std(w, 0, correction=0)),
    "prod": (lambda w: np.prod(w, axis=1), lambda t, w: t.prod(w, 1)),
    "sort": (lambda w: np.sort(w, axis=0), lambda t, w: t.sort(w, 0)[0]),
    "cumsum": (lambda w: np.cumsum(w, axis=1), lambda t, w: t.cumsum(w, 1)),
    "norm": (lambda w: np.linalg.norm(w, axis=1), lambda t, w: t.linalg.norm(w, dim=1)),
    "inv": (lambda w: np.linalg.inv(w[:, :3] + 4 * np.eye(3)), lambda t, w: t.linalg.inv(w[:, :3] + 4 * t.eye(3))),
    "slogdet": (lambda w: np.linalg.slogdet(w[:, :3])[1], lambda t, w: t.linalg.slogdet(w[:, :3])[1]),
    "solve": (lambda w: np.linalg.solve(w[:, :3], w[:, 3]), lambda t, w: t.linalg.solve(w[:, :3], w[:, 3])),
    "einsum": (lambda w: np.einsum("ij,kj->ik", w, w), lambda t, w: t.einsum("ij,kj->ik", w, w)),
    "softplus": (lambda w: ad.softplus(w), lambda t, w: t.nn.functional.softplus(w)),
    "cross entropy": (
        lambda w: ad.softmax_cross_entropy(w, np.array([0, 3, 1])),
        lambda t, w: t.nn.functional.cross_entropy(w, t.tensor([0, 3, 1])),
    ),
    "binary cross entropy": (
        lambda w: ad.binary_cross_entropy(w[0], np.array([0.0, 1, 1, 0])),
        lambda t, w: t.nn.functional.binary_cross_entropy_with_logits(w[0], t.tensor([0.0, 1, 1, 0]).double()),
    ),
}


@pytest.mark.parametrize("name", TORCH)
def test_functions_agree_with_pytorch(name):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no oracle")
    torch.set_default_dtype(torch.float64)
    ours, theirs = TORCH[name]
    w = np.random.default_rng(3).normal(size=(3, 4))
    t = torch.tensor(w, requires_grad=True)
    expected = theirs(torch, t)
    u = np.random.default_rng(4).normal(size=tuple(expected.shape))
    expected.backward(torch.tensor(u))
    value, pull = ad.vjp(ours, w)
    np.testing.assert_allclose(value, expected.detach().numpy(), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(pull(u)[0], t.grad.numpy(), rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("ddof", [0, 1, 2])
@pytest.mark.parametrize("axis", [None, 0, 1])
def test_variance_and_deviation_divide_by_the_number_less_ddof(axis, ddof):
    """By hand: v = sum of (w - mean)^2 / (n - ddof), so dv/dw = 2 (w - mean) / (n - ddof), d sqrt v = dv / 2 sqrt v."""
    w = np.random.default_rng(5).normal(size=(4, 5))
    r = w - w.mean(axis=axis, keepdims=True)
    n = w.size if axis is None else w.shape[axis]
    variance = (r * r).sum(axis=axis, keepdims=True) / (n - ddof)
    for function, value, slope in (
        (np.var, variance, 2 * r / (n - ddof)),
        (np.std, np.sqrt(variance), r / (n - ddof) / np.sqrt(variance)),
    ):
        found, gradient = ad.value_and_grad(lambda w, f=function: np.sum(f(w, axis=axis, ddof=ddof)))(w)
        assert found == pytest.approx(value.sum(), rel=1e-14)
        np.testing.assert_allclose(gradient, slope, rtol=1e-12, atol=1e-15)


def test_what_does_not_fit_says_so():
    t = Tensor(np.ones((2, 3)))
    with pytest.raises(ValueError, match="length 1 can be squeezed"):
        np.squeeze(t, axis=0)
    with pytest.raises(ValueError, match="3 is not a multiple of 2"):
        np.split(t, 2, axis=1)


def test_a_product_of_nothing_is_1():
    assert float(np.prod(Tensor(np.ones((0,))))) == 1.0


SMALL = np.array([[1.0, 2.0, 4.0], [0.5, 3.0, -1.0]], np.float32)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.dot(x, 0.5),
        lambda x: np.dot(np.float64(0.5), x),
        lambda x: np.inner(x, 0.5),
        lambda x: np.quantile(x, [0.3, 0.8], axis=1),
        lambda x: np.quantile(x, 0.3, axis=1),
        lambda x: np.percentile(x, [30, 80]),
        lambda x: np.select([SMALL > 1, SMALL > 0], [x, -0.5], 1.5),
        lambda x: np.amax(x, 1),
        lambda x: np.amin(x, None),
        lambda x: np.full_like(x, x[0, 0]),
        lambda x: np.full_like(x, x[0, 0], dtype=float),
        lambda x: np.arctan2(1.0, x),
        lambda x: np.angle(x, deg=True),
    ],
)
def test_types_and_positional_axes_are_those_of_numpy(f):
    expected, (value, tangent) = f(SMALL), ad.jvp(f, (SMALL,), (SMALL,))
    assert value.dtype == expected.dtype
    np.testing.assert_allclose(value, expected, rtol=1e-6)
    assert tangent.shape == expected.shape
    assert ad.vjp(f, SMALL)[1](np.ones(expected.shape))[0].dtype == np.float32


def test_float32_weights_of_float64_numbers_are_summed_in_float64():
    x, w = SMALL.astype(float), np.array([1.4375483, 0.57423425], np.float32)
    value = ad.jvp(lambda x: np.average(x, axis=0, weights=w), (x,), (x,))[0]
    np.testing.assert_allclose(value, np.average(x, axis=0, weights=w), rtol=1e-15)


INFINITE = np.array([[1.0, -np.inf, np.nan], [np.inf, -0.0, 2.0], [-2.0, np.inf, 3.5]])


@pytest.mark.parametrize(
    "f",
    [
        np.tril,
        np.triu,
        lambda x: np.triu(x[2], 1),
        lambda x: np.linalg.eigvalsh(np.stack([x[2, [2, 0]], x[[0, 1], 2]]), UPLO="U"),
        lambda x: np.linalg.cholesky(np.stack([x[2, [2, 1]], x[1:, 2]])),
        lambda x: np.modf(x[2])[0],
        lambda x: np.modf(x[2])[1],
        np.angle,
    ],
)
def test_what_is_infinite_or_left_out_gives_what_it_gives_in_numpy(f):
    with np.errstate(all="ignore"):
        found, expected = ad.jvp(f, (INFINITE,), (np.ones((3, 3)),))[0], f(INFINITE)
    np.testing.assert_allclose(found, expected, rtol=1e-15)


def test_a_quantile_that_is_an_entry_is_that_entry_next_to_an_infinite_one():
    x = np.array([3.5, np.inf, -np.inf, -2.0, np.inf])
    found = ad.jvp(lambda x: np.quantile(x, np.linspace(0, 1, 5)), (x,), (np.ones(5),))
    np.testing.assert_array_equal(found, [np.sort(x), np.ones(5)])
