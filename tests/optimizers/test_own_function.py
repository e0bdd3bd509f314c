"""A function of one's own in an optimizer's place, and what is no optimizer."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.optimizers.own_function import as_optimizer
from tests.update_paths import follow


def test_a_plain_function_is_an_optimizer():
    def sign_descent(gradient, params):
        return -0.5 * np.sign(gradient)

    rule = as_optimizer(sign_descent)
    assert follow(rule, np.array([[3.0], [-2.0], [1.0]]), np.zeros(1))[:, 0].tolist() == [-0.5, 0.0, -0.5]
    assert rule.words == "your sign_descent"
    assert as_optimizer(lambda gradient, params: gradient).words == "your lambda"


class WithoutUpdate:
    def init(self, params):
        return None


def test_what_is_no_optimizer_is_refused():
    for rule in ("adam", None, sl.minibatch(8), WithoutUpdate()):
        with pytest.raises(
            TypeError, match=r"an optimizer is made by gradient_descent\(0.1\), or is a function .* got"
        ):
            as_optimizer(rule)
    with pytest.raises(TypeError, match=r"a schedule is the learning rate of an optimizer: gradient_descent\("):
        as_optimizer(sl.schedules.cosine(0.1, 100))


def test_an_update_with_arguments_in_another_order_is_refused():
    class Momentum:
        def init(self, params):
            return np.zeros_like(params)

        def update(self, params, gradient, state):
            return -0.1 * gradient, state

    with pytest.raises(TypeError, match=r"update of optimizer is called with \(gradient, state, params\), and"):
        sl.train(sl.beale(), optimizer=Momentum())
    Momentum.init = lambda self: None
    with pytest.raises(TypeError, match=r"init of optimizer is called with \(params\), and yours takes \(\)"):
        sl.train(sl.beale(), optimizer=Momentum())
