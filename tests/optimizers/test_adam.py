"""Adam, AMSGrad and AdamW against the equations of their docstrings, closed forms and published numbers."""

import numpy as np
import pytest

import sgdlab as sl
from tests.update_paths import GRADIENTS, START, follow


@pytest.mark.parametrize("amsgrad", [False, True])
@pytest.mark.parametrize(("beta1", "beta2", "eps"), [(0.9, 0.999, 1e-8), (0.0, 0.5, 0.1), (0.5, 0.0, 1e-8)])
def test_the_equation_of_the_docstring(beta1, beta2, eps, amsgrad):
    options = {"beta1": beta1, "beta2": beta2, "eps": eps, "amsgrad": amsgrad}
    for decay in (0.0, 0.3):
        w, hand = START.copy(), []
        m = v = u = np.zeros(6)
        for t, g in enumerate(GRADIENTS, start=1):
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g**2
            u = np.maximum(u, v) if amsgrad else v
            step = -0.1 * m / (1 - beta1**t) / ((u / (1 - beta2**t)) ** 0.5 + eps)
            w = w + step - 0.1 * decay * w
            hand.append(w)
        rule = sl.adamw(0.1, weight_decay=decay, **options) if decay else sl.adam(0.1, **options)
        np.testing.assert_allclose(follow(rule), hand, rtol=1e-11, atol=1e-11)
    assert "step = -learning_rate * m / (1 - beta1^t) / (sqrt(u / (1 - beta2^t)) + eps)" in sl.adam.__doc__
    assert "step = (the step of `adam`) - learning_rate * weight_decay * w" in sl.adamw.__doc__


def test_the_example_on_which_adam_goes_to_the_worst_point():
    """Reddi, Kale, Kumar 2018, theorem 1: losses C x, -x, -x in turn on [-1, 1], best at -1.

    With beta1 = 0, beta2 = 1 / (1 + C^2) Adam goes to +1, AMSGrad to -1.
    """
    C = 3

    def end(amsgrad):
        rule = sl.adam(lambda step: 0.5 / np.sqrt(step + 1), 0.0, 1 / (1 + C**2), amsgrad=amsgrad)
        x, state = np.zeros(1), rule.init(np.zeros(1))
        for t in range(20_000):
            step, state = rule.update(np.array([C if t % 3 == 0 else -1.0]), state, x)
            x = np.clip(x + step, -1, 1)
        return float(x[0])

    assert end(amsgrad=False) == pytest.approx(1.0, abs=1e-2)
    assert end(amsgrad=True) == pytest.approx(-1.0, abs=1e-2)


def test_words():
    assert sl.adam(0.1).words == "Adam"
    assert sl.adam(0.1, amsgrad=True).words == "AMSGrad"
    assert sl.adamw(0.1).words == "AdamW with weight decay 0.01"
    assert sl.adamw(0.1, amsgrad=True).words == "AdamW with weight decay 0.01 and AMSGrad's maximum"
    assert sl.adam(sl.schedules.constant(0.1)).words == "Adam with a constant learning rate"
