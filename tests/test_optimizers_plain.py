"""A function of one's own in an optimizer's place, and what is no optimizer."""

import numpy as np
import pytest
from update_paths import follow

import sgdlab as sl
from sgdlab.optimizers import as_optimizer


def test_a_plain_function_is_an_optimizer():
    def sign_descent(gradient, params):
        return -0.5 * np.sign(gradient)

    rule = as_optimizer(sign_descent)
    assert follow(rule, np.array([[3.0], [-2.0], [1.0]]), np.zeros(1))[:, 0].tolist() == [-0.5, 0.0, -0.5]
    assert rule.words == "your sign_descent"
    assert as_optimizer(lambda gradient, params: gradient).words == "your lambda"


@pytest.mark.parametrize("rule", ["adam", 0.1, None, type(sl.gradient_descent(0.1))], ids=repr)
def test_what_is_no_optimizer_is_refused(rule):
    with pytest.raises(TypeError, match=r"an optimizer is made by gradient_descent\(0.1\), or is a function .* got"):
        as_optimizer(rule)


@pytest.mark.parametrize("make", [sl.gradient_descent, sl.adagrad, sl.rmsprop, sl.adam, sl.adamw])
def test_a_maker_that_was_not_called_is_refused(make):
    name = make.__name__
    with pytest.raises(TypeError, match=rf"^{name} makes an optimizer from a learning rate: {name}\(0.1\)$"):
        as_optimizer(make)


def test_newton_that_was_not_called_is_refused():
    with pytest.raises(TypeError, match=r"newton makes an optimizer once it is called: newton\(\)"):
        as_optimizer(sl.newton)


@pytest.mark.parametrize("wrap", [sl.weight_decay, sl.clip_norm, sl.clip_value])
def test_a_wrapper_around_nothing_is_refused(wrap):
    with pytest.raises(TypeError, match=rf"{wrap.__name__} makes an optimizer from another one"):
        as_optimizer(wrap)


@pytest.mark.parametrize("schedule", [sl.schedules.cosine(0.1, 100), sl.schedules.cosine])
def test_a_schedule_is_no_optimizer(schedule):
    with pytest.raises(TypeError, match=r"a schedule is the learning rate of an optimizer: gradient_descent\("):
        as_optimizer(schedule)
