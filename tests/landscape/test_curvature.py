"""Eigenvalues by Lanczos against NumPy's of the whole Hessian, and the sharpness of a published experiment."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.landscape.curvature import ritz_values

RNG = np.random.default_rng(5)
X = RNG.normal(size=(30, 3))
CLASSES = np.arange(30) % 3
NETWORK = sl.mlp(X, CLASSES, hidden=(5,), loss="cross_entropy", l2=0.01)
AT = NETWORK.start + 0.3 * RNG.normal(size=NETWORK.size)


def whole_hessian(problem, params):
    """The oracle: central differences of the gradient."""
    h = 1e-5
    rows = [
        (sl.backprop(problem, params + h * e)[1] - sl.backprop(problem, params - h * e)[1]) / (2 * h)
        for e in np.eye(len(params))
    ]
    return (np.array(rows) + np.array(rows).T) / 2


@pytest.mark.parametrize(
    "model",
    [
        NETWORK,
        sl.mlp(X, X[:, 0] ** 2, hidden=(4, 3)),
        sl.logistic_regression(X, (CLASSES > 0).astype(float)),
    ],
    ids=repr,
)
def test_the_ends_of_the_spectrum_of_every_model(model):
    params = model.start + 0.3 * RNG.normal(size=model.size)
    expected = np.linalg.eigvalsh(whole_hessian(model, params))
    np.testing.assert_allclose(sl.lanczos(model, params, 3), expected[:-4:-1], atol=1e-7)
    np.testing.assert_allclose(sl.lanczos(model, params, 2, largest=False), expected[:2], atol=1e-7)
    assert sl.sharpness(model, params) == pytest.approx(expected[-1], rel=1e-4)


@pytest.mark.parametrize("scale", [1e-15, 1e15])
def test_all_eigenvalues_from_any_beginning(scale):
    """After four products nothing is left but rounding, whatever the smallest entries are: it goes on elsewhere."""
    values = scale * np.array([3.0, 1e-3, -1.0, -2.0, -2.0, -2.0])
    for seed in range(20):
        found = ritz_values(lambda v: values * v, 6, 6, 1e-8, True, seed)
        np.testing.assert_allclose(found, values, rtol=0, atol=1e-13 * scale)


@pytest.mark.parametrize("scale", [1e-310, 1e-160, 1e300])
def test_a_loss_in_other_units_has_its_curvatures_in_these_units(scale):
    """The squares in the length of a vector would be 0 or infinite."""
    found = sl.lanczos(sl.quadratic(scale * np.array([4.0, 1.0, -3.0])), np.ones(3), 3)
    np.testing.assert_allclose(found / scale, [4.0, 1.0, -3.0], rtol=1e-12)
    assert sl.sharpness(sl.quadratic([scale, 4 * scale]), [1.0, 1.0]) == pytest.approx(4 * scale, rel=1e-12)
    assert sl.sharpness(sl.quadratic([scale]), [1.0]) == pytest.approx(scale, rel=1e-12)


def test_the_sharpness_is_the_larger_of_two_curvatures_that_lie_close_together():
    """As in a network of which one layer is scaled up. With a tolerance of 1e-4 the lower one passes for it."""
    bowl = sl.quadratic([1.0, 1 - 2e-4, *np.linspace(0, 1e-2, 100)])
    for seed in range(20):
        assert sl.sharpness(bowl, np.ones(102), seed=seed) == pytest.approx(1.0, rel=1e-7)


def test_eigenvalues_that_lie_close_together():
    """Once they are found to rounding, vectors made orthogonal a single time lose it: the largest comes out as 35."""
    values = np.concatenate([1 + 1e-8 * np.arange(20), np.linspace(0, 0.5, 180)])
    found = ritz_values(lambda v: values * v, 200, 20, 1e-8, True, 0)
    np.testing.assert_allclose(found, np.sort(values)[:-21:-1], rtol=1e-12)


def test_a_matrix_of_a_thousand_needs_few_products():
    values = np.concatenate([np.linspace(0, 1, 996), [4.0, 6.0, 8.0, 10.0]])
    products = []

    def product(v):
        products.append(1)
        return values * v

    np.testing.assert_allclose(ritz_values(product, 1000, 2, 1e-8, True, 0), [10.0, 8.0], rtol=1e-9)
    assert len(products) < 30


def test_a_loss_of_ones_own_is_not_compiled_and_has_the_same_spectrum():
    def loss(params, batch):
        return NETWORK.loss(params, batch)

    own = sl.Problem(loss, NETWORK.data, start=NETWORK.start)
    np.testing.assert_allclose(sl.lanczos(own, AT, 3), sl.lanczos(NETWORK, AT, 3), rtol=1e-7)

    def bare(w):
        return w[0] ** 4 + 3 * w[1] ** 2 + w[0] * w[1]

    expected = np.linalg.eigvalsh([[12.0, 1.0], [1.0, 6.0]])
    np.testing.assert_allclose(sl.lanczos(bare, [1.0, 2.0], 2), expected[::-1], rtol=1e-12)


def test_flat_ground_has_no_curvature():
    assert sl.sharpness(lambda w: np.sum(w), [1.0, 2.0, 3.0]) == 0.0
    assert sl.lanczos(lambda w: np.sum(w), [1.0, 2.0, 3.0], 3).tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: sl.lanczos(NETWORK, AT, 0), "from 1 to 38; got 0"),
        (lambda: sl.lanczos(NETWORK, AT, 39), "from 1 to 38; got 39"),
        (lambda: sl.lanczos(NETWORK, [AT]), r"params is an array of shape \(38,\); got shape \(1, 38\)"),
        (lambda: sl.sharpness(NETWORK, AT * np.nan), "params has NaN"),
        (lambda: sl.sharpness(lambda w: np.sum(w**1.5), np.zeros(100)), r"no finite curvatures at \(0, 0.*\)"),
    ],
)
def test_wrong_use_is_a_clear_error(make, words):
    with np.errstate(all="ignore"), pytest.raises(ValueError, match=words):
        make()
