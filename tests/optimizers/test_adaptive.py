"""AdaGrad and RMSProp against the equations of their docstrings and closed forms."""

import numpy as np
import pytest

import sgdlab as sl
from tests.update_paths import GRADIENTS, START, first_step, follow

SIZES = [1e-6, -0.3, 1.0, -200.0, 1e12]


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


@pytest.mark.parametrize("rho", [0.0, 0.9, 0.99, 0.999])
def test_the_first_step_of_rmsprop(rho):
    """Without bias correction it is lr / sqrt(1 - rho) long, whatever the gradient: 10 lr at rho = .99."""
    np.testing.assert_allclose(
        first_step(sl.rmsprop(0.01, rho, eps=0.0), SIZES), -0.01 / np.sqrt(1 - rho) * np.sign(SIZES), rtol=1e-12
    )


def test_the_steps_of_adagrad_on_a_constant_gradient_fall_as_one_over_the_root_of_the_step():
    path = follow(sl.adagrad(0.5, eps=0.0), np.full((50, 2), [3.0, -0.02]), np.zeros(2))
    steps = np.diff(path, axis=0, prepend=0.0)
    roots = 0.5 / np.sqrt(np.arange(1, 51))
    np.testing.assert_allclose(steps, np.outer(roots, [-1, 1]), rtol=1e-12)


def test_adagrad_started_above_0_takes_smaller_first_steps():
    assert first_step(sl.adagrad(1.0, initial=3.0, eps=0.0), [1.0]) == pytest.approx(-0.5)


@pytest.mark.parametrize("rule", [sl.adagrad(0.1, eps=0.0), sl.rmsprop(0.1, eps=0.0)], ids=repr)
def test_without_eps_the_scale_of_the_loss_goes_unnoticed(rule):
    some = np.where(GRADIENTS == 0, 1.0, GRADIENTS)
    np.testing.assert_allclose(follow(rule, some * 1000), follow(rule, some), rtol=1e-10, atol=1e-12)


def test_words():
    assert sl.adagrad(0.1).words == "AdaGrad"
    assert sl.rmsprop(0.1).words == "RMSProp"
    assert sl.rmsprop(sl.schedules.one_over_t(), momentum=0.9).words == (
        "RMSProp with momentum 0.9 and a learning rate that falls as 1/t"
    )
