"""AdaGrad and RMSProp against the equations of their docstrings and closed forms."""

import numpy as np
import pytest

import sgdlab as sl
from tests.update_paths import GRADIENTS, START, follow


@pytest.mark.parametrize(("initial", "eps"), [(0.0, 1e-10), (0.1, 0.01)])
def test_the_equation_of_adagrad(initial, eps):
    w, s, hand = START.copy(), np.full(6, initial), []
    for g in GRADIENTS:
        s = s + g**2
        w = w - 0.1 * g / (s**0.5 + eps)
        hand.append(w)
    np.testing.assert_allclose(follow(sl.adagrad(0.1, initial, eps)), hand, rtol=1e-12, atol=1e-12)
    assert "step = -learning_rate * g / (sqrt(s) + eps)" in sl.adagrad.__doc__


@pytest.mark.parametrize(("rho", "momentum"), [(0.99, 0.0), (0.5, 0.9), (0.0, 0.0)])
def test_the_equation_of_rmsprop(rho, momentum):
    w, s, v, hand = START.copy(), np.zeros(6), np.zeros(6), []
    for g in GRADIENTS:
        s = rho * s + (1 - rho) * g**2
        v = momentum * v + g / (s**0.5 + 1e-8)
        w = w - 0.1 * v
        hand.append(w)
    np.testing.assert_allclose(follow(sl.rmsprop(0.1, rho, momentum=momentum)), hand, rtol=1e-12, atol=1e-12)
    assert "s    = rho * s + (1 - rho) * g^2" in sl.rmsprop.__doc__


def test_words():
    assert sl.adagrad(0.1).words == "AdaGrad"
    assert sl.rmsprop(0.1).words == "RMSProp"
    assert sl.rmsprop(sl.schedules.one_over_t(), momentum=0.9).words == (
        "RMSProp with momentum 0.9 and a learning rate that falls as 1/t"
    )
