"""Gradient descent, heavy ball and Nesterov against the equations of their docstrings and published numbers."""

import numpy as np
import pytest

import sgdlab as sl
from tests.update_paths import GRADIENTS, START, follow

KINDS = [(0.0, False), (0.9, False), (0.5, False), (0.9, True), (0.3, True)]


@pytest.mark.parametrize(("momentum", "nesterov"), KINDS)
def test_the_equation_of_the_docstring(momentum, nesterov):
    w, v, hand = START.copy(), np.zeros(6), []
    for g in GRADIENTS:
        v = momentum * v + g
        w = w - 0.1 * ((g + momentum * v) if nesterov else v)
        hand.append(w)
    np.testing.assert_allclose(follow(sl.gradient_descent(0.1, momentum, nesterov)), hand, rtol=1e-12, atol=1e-12)
    assert "v    = momentum * v + g" in sl.gradient_descent.__doc__


def spectral_radius(rate, momentum, eigenvalue):
    """The largest |eigenvalue| of the linear map (w, v) -> (w, v) that the rule is on a quadratic, from the rule."""
    rule, columns = sl.gradient_descent(rate, momentum), []
    for w, v in ((1.0, 0.0), (0.0, 1.0)):
        step, (_, velocity) = rule.update(eigenvalue * w, (0, v), w)
        columns.append([w + step, velocity])
    return np.abs(np.linalg.eigvals(np.transpose(columns))).max()


def test_the_optimal_heavy_ball():
    """Polyak 1964: rate (sqrt k - 1)/(sqrt k + 1) at the optimal pair, .818182 for k = 100; others are slower."""
    condition, root = 100, 10
    rate, momentum = (2 / (1 + root)) ** 2, ((root - 1) / (root + 1)) ** 2

    def slowest(rate, momentum):
        return max(spectral_radius(rate, momentum, e) for e in np.linspace(1, condition, 7))

    assert slowest(rate, momentum) == pytest.approx((root - 1) / (root + 1), abs=1e-6)
    assert round(slowest(rate, momentum), 6) == 0.818182
    for other in ((0.9 * rate, momentum), (1.1 * rate, momentum), (rate, 0.9 * momentum), (rate, 1.1 * momentum)):
        assert slowest(*other) > slowest(rate, momentum) + 1e-3


def test_the_stability_edge_of_the_heavy_ball():
    """Goh 2017: stable where rate * eigenvalue < 2 + 2 momentum."""
    momentum = 0.9
    edge = (2 + 2 * momentum) / 7.0
    assert spectral_radius(edge * (1 - 1e-3), momentum, 7.0) < 1 < spectral_radius(edge * (1 + 1e-3), momentum, 7.0)


def test_words():
    assert sl.gradient_descent(0.1).words == "gradient descent"
    assert sl.gradient_descent(0.1, 0.9).words == "gradient descent with momentum 0.9"
    assert sl.gradient_descent(0.1, 0.9, nesterov=True).words == "gradient descent with Nesterov momentum 0.9"
    assert sl.gradient_descent(0.1, [[0.1], [0.9]]).words == "gradient descent with momentums of an ensemble"
    assert sl.gradient_descent(0.1, [0.1, 0.9]).words == "gradient descent with a momentum for each parameter"
    assert sl.gradient_descent(0.1, [0.9]).words == "gradient descent with momentum 0.9"


def test_nesterov_without_momentum_is_refused():
    with pytest.raises(ValueError, match=r"needs momentum above 0, such as 0.9"):
        sl.gradient_descent(0.1, nesterov=True)


def test_a_member_without_momentum_is_plain_gradient_descent():
    rule = sl.gradient_descent(0.1, [[0.0], [0.9]], nesterov=True)
    together = sl.train(sl.rosenbrock(), optimizer=rule, start=[[0.1, 0.2]] * 2, steps=5, gradient=sl.backprop)
    for k, one in enumerate([sl.gradient_descent(0.1), sl.gradient_descent(0.1, 0.9, nesterov=True)]):
        alone = sl.train(sl.rosenbrock(), optimizer=one, start=[0.1, 0.2], steps=5)
        assert together.member(k).recipe == alone.recipe
        assert f", {one.words}:" in alone.recipe
        np.testing.assert_array_equal(together.member(k).params, alone.params)
