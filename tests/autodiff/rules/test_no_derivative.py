"""Functions without a derivative return plain arrays, for boxes at any depth."""

import numpy as np

import sgdlab.autodiff as ad
from tests.looping import looped

A = np.array([[1.0, -2.0], [0.0, 3.0]])


@looped(
    "f",
    [
        lambda x: x > 0, lambda x: x <= 0, lambda x: x == 1, lambda x: x != 1, np.isfinite, np.signbit, np.argmax,
        lambda x: np.argsort(x, axis=0), np.count_nonzero, np.shape, np.ndim, np.size, lambda x: np.all(x > -5),
        lambda x: np.logical_and(x > 0, x < 2), lambda x: np.allclose(x, x), lambda x: np.array_equal(x, x),
        lambda x: np.zeros_like(x), lambda x: np.ones_like(x, dtype=np.float32), lambda x: np.full_like(x, 2.5),
        lambda x: np.nonzero(x)[0], lambda x: np.searchsorted(np.array([0.0, 1.0]), x),
    ],
)  # fmt: skip
def test_plain_at_every_depth(f):
    seen = []

    def noted(x):
        seen.append(f(x))
        return np.sum(x)

    ad.grad(noted)(A)
    ad.grad(lambda x: np.sum(ad.grad(noted)(x)))(A)
    ad.jvp(noted, (A,), (A,))
    for value in seen:
        assert not isinstance(value, (ad.Tensor, ad.Dual))
        np.testing.assert_array_equal(value, f(A))
