"""Adam, AMSGrad and AdamW against the equations of their docstrings, closed forms and published numbers."""

import numpy as np
import pytest

import sgdlab as sl
from tests.update_paths import GRADIENTS, START, first_step, follow

SIZES = np.array([1e-9, -1e-8, 0.3, -200.0, 1e12])


@pytest.mark.parametrize("amsgrad", [False, True])
@pytest.mark.parametrize(("beta1", "beta2", "eps"), [(0.9, 0.999, 1e-8), (0.0, 0.5, 0.1), (0.5, 0.0, 1e-8)])
@pytest.mark.parametrize("decay", [None, 0.0, 0.3])
def test_the_equation_of_the_docstring(beta1, beta2, eps, amsgrad, decay):
    w, hand = START.copy(), []
    m = v = u = np.zeros(6)
    for t, g in enumerate(GRADIENTS, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        u = np.maximum(u, v) if amsgrad else v
        step = -0.1 * m / (1 - beta1**t) / ((u / (1 - beta2**t)) ** 0.5 + eps)
        w = w + step - 0.1 * (decay or 0.0) * w
        hand.append(w)
    options = {"beta1": beta1, "beta2": beta2, "eps": eps, "amsgrad": amsgrad}
    rule = sl.adam(0.1, **options) if decay is None else sl.adamw(0.1, weight_decay=decay, **options)
    np.testing.assert_allclose(follow(rule), hand, rtol=1e-11, atol=1e-11)
    assert "step = -learning_rate * m / (1 - beta1^t) / (sqrt(u / (1 - beta2^t)) + eps)" in sl.adam.__doc__
    assert "step = (the step of `adam`) - learning_rate * weight_decay * w" in sl.adamw.__doc__


@pytest.mark.parametrize("eps", [0.0, 1e-8, 1.0])
@pytest.mark.parametrize("beta2", [0.5, 0.999])
def test_the_first_step_is_about_the_learning_rate(eps, beta2):
    expected = -0.01 * np.sign(SIZES) * np.abs(SIZES) / (np.abs(SIZES) + eps)
    np.testing.assert_allclose(first_step(sl.adam(0.01, beta2=beta2, eps=eps), SIZES), expected, rtol=1e-12)


def test_without_its_bias_correction_the_first_step_would_be_3_times_larger():
    """(1 - beta1) / sqrt(1 - beta2) = 3.162: the averages as they stand in the state, without their corrections."""
    rule = sl.adam(1.0, eps=0.0)
    step, (_, mean, square, _) = rule.update(np.array([7.0]), rule.init(np.zeros(1)), np.zeros(1))
    assert mean / np.sqrt(square) == pytest.approx(0.1 / np.sqrt(0.001))
    assert round(float(mean[0] / np.sqrt(square[0]) / -step[0]), 3) == 3.162


@pytest.mark.parametrize("amsgrad", [False, True])
@pytest.mark.parametrize("scale", [1e-3, 1000.0, 1e6])
def test_without_eps_the_scale_of_the_loss_goes_unnoticed(scale, amsgrad):
    X = np.random.default_rng(0).normal(size=(40, 2))
    line = sl.linear_regression(X, X @ [1.0, -2.0] + 0.5)
    scaled = sl.Problem(lambda w, batch: scale * line.loss(w, batch), line.data, start=line.start)
    paths = [sl.train(p, optimizer=sl.adam(0.1, eps=0.0, amsgrad=amsgrad)).params for p in (line, scaled)]
    np.testing.assert_allclose(paths[0], paths[1], rtol=0, atol=1e-9)
    gaps = [sl.train(p, optimizer=sl.adam(0.1, eps=1.0)).params[1] for p in (line, scaled)]
    assert np.abs(gaps[0] - gaps[1]).max() > 1e-3


@pytest.mark.parametrize("C", [3, 5])
def test_the_example_on_which_adam_goes_to_the_worst_point(C):
    """Reddi, Kale, Kumar 2018, theorem 1: losses C x, -x, -x in turn on [-1, 1], best at -1.

    With beta1 = 0, beta2 = 1 / (1 + C^2) Adam goes to +1, AMSGrad to -1.
    """

    def end(amsgrad):
        rule = sl.adam(lambda step: 0.5 / np.sqrt(step + 1), 0.0, 1 / (1 + C**2), amsgrad=amsgrad)
        x, state = np.zeros(1), rule.init(np.zeros(1))
        for t in range(20_000):
            step, state = rule.update(np.array([C if t % 3 == 0 else -1.0]), state, x)
            x = np.clip(x + step, -1, 1)
        return float(x[0])

    assert end(amsgrad=False) == pytest.approx(1.0, abs=1e-2)
    assert end(amsgrad=True) == pytest.approx(-1.0, abs=1e-2)


def test_decoupled_decay_shrinks_what_the_gradient_leaves_alone():
    """Weights without gradient: AdamW shrinks them by 1 - lr * decay a step, the coupled decay by about lr."""
    quiet, start = np.zeros((10, 2)), np.array([1.0, 100.0])
    np.testing.assert_allclose(
        follow(sl.adamw(0.1, weight_decay=0.2), quiet, start), start * 0.98 ** np.arange(1, 11)[:, None], rtol=1e-12
    )
    coupled = follow(sl.weight_decay(sl.adam(0.1), 0.2), quiet, start)
    np.testing.assert_allclose(coupled[0], start - 0.1, rtol=1e-6)


def test_words():
    assert sl.adam(0.1).words == "Adam"
    assert sl.adam(0.1, amsgrad=True).words == "AMSGrad"
    assert sl.adamw(0.1).words == "AdamW with weight decay 0.01"
    assert sl.adamw(0.1, amsgrad=True).words == "AdamW with weight decay 0.01 and AMSGrad's maximum"
    assert sl.adam(sl.schedules.constant(0.1)).words == "Adam with a constant learning rate"
