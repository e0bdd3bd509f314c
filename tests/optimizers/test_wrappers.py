"""Weight decay and clipping around any optimizer."""

import numpy as np
import pytest

import sgdlab as sl
from tests.update_paths import first_step


def test_weight_decay_is_the_gradient_of_a_penalty():
    X = np.random.default_rng(0).normal(size=(40, 2))
    line = sl.linear_regression(X, X @ [1.0, -2.0] + 0.5)
    penalized = sl.Problem(lambda w, b: line.loss(w, b) + 0.15 * np.sum(w**2), line.data, start=line.start)
    for rule in (sl.gradient_descent(0.1, 0.5), sl.adam(0.1)):
        wrapped = sl.train(line, optimizer=sl.weight_decay(rule, 0.3), batches=sl.minibatch(8), steps=30)
        written = sl.train(penalized, optimizer=rule, batches=sl.minibatch(8), steps=30)
        np.testing.assert_allclose(wrapped.params, written.params, rtol=0, atol=1e-12)


def test_a_clipped_gradient_is_shorter_than_the_limit_by_what_keeps_0_from_dividing():
    """PyTorch's formula by hand: limit * |g| / (|g| + 1e-6); the square of 1e200 is too large for a float."""
    for length in (5.0, 1e200):
        step = first_step(sl.clip_norm(sl.gradient_descent(1.0), length / 10), length * np.array([0.6, -0.8]))
        np.testing.assert_allclose(-step, length / 10 * (length / (length + 1e-6)) * np.array([0.6, -0.8]), rtol=1e-13)


@pytest.mark.parametrize(("kind", "most"), [(np.float64, 1.5e308), (np.float32, 3e38)])
def test_a_gradient_whose_length_no_float_holds_is_clipped_too(kind, most):
    """Two equal entries of a vector of length 1 are sqrt(1/2); the length of the gradient is infinite."""
    step = sl.clip_norm(lambda g, w: -g, 1.0).update(np.array([most, -most], kind), None, np.zeros(2, kind))[0]
    assert step.dtype == kind
    np.testing.assert_allclose(step, [-(0.5**0.5), 0.5**0.5], rtol=1e-6)


def test_a_short_gradient_is_left_alone_to_the_last_bit_and_0_is_0():
    short = np.array([0.3, -0.4, 0.0])
    for wrap in (sl.clip_norm, sl.clip_value):
        assert (-first_step(wrap(sl.gradient_descent(1.0), 0.6), short)).tolist() == short.tolist()
        assert first_step(wrap(sl.gradient_descent(1.0), 0.6), np.zeros(3)).tolist() == [0, 0, 0]


def test_every_member_of_an_ensemble_is_clipped_by_itself():
    gradients = np.array([[3.0, 4.0], [0.3, 0.4], [30.0, 40.0]])
    limits = np.array([[1.0], [1.0], [10.0]])
    by_norm = first_step(sl.clip_norm(sl.gradient_descent(1.0), limits), gradients)
    np.testing.assert_allclose(by_norm, [[-0.6, -0.8], [-0.3, -0.4], [-6, -8]], rtol=1e-6)
    by_value = first_step(sl.clip_value(sl.gradient_descent(1.0), limits), gradients)
    np.testing.assert_allclose(by_value, [[-1, -1], [-0.3, -0.4], [-10, -10]])
    decayed = sl.weight_decay(sl.gradient_descent(1.0), limits).update(np.zeros((3, 2)), (0, 0.0), gradients)[0]
    np.testing.assert_allclose(decayed, -limits * gradients)


def test_they_act_in_the_order_in_which_they_are_read():
    w = np.array([10.0])
    clip_first = sl.clip_value(sl.weight_decay(sl.gradient_descent(1.0), 0.1), 0.5)
    decay_first = sl.weight_decay(sl.clip_value(sl.gradient_descent(1.0), 0.5), 0.1)
    assert clip_first.update(np.array([4.0]), clip_first.init(w), w)[0].tolist() == [-1.5]
    assert decay_first.update(np.array([4.0]), decay_first.init(w), w)[0].tolist() == [-0.5]


@pytest.mark.parametrize("wrap", [sl.weight_decay, sl.clip_norm, sl.clip_value])
def test_a_function_of_ones_own_can_be_wrapped(wrap):
    def mine(gradient, params):
        return -0.1 * gradient

    run = sl.train(sl.quadratic([1, 9]), optimizer=wrap(mine, 0.5), steps=3)
    same = sl.train(sl.quadratic([1, 9]), optimizer=wrap(sl.gradient_descent(0.1), 0.5), steps=3)
    np.testing.assert_array_equal(run.params, same.params)
    assert np.isnan(run.learning_rates).all()
    assert run.recipe.startswith("the full batch, backprop, your mine with ")
    assert "full-batch optimization by your mine with" in run.recipe


def test_an_optimizer_that_forgets_its_state_is_told_so_inside_another_one_too():
    class Forgetful:
        def init(self, params):
            return None

        def update(self, gradient, state, params):
            return -0.1 * gradient

    with pytest.raises(ValueError, match=r"your Forgetful with .* has to return \(step, state\) from update"):
        sl.train(sl.quadratic([1, 9]), optimizer=sl.clip_norm(Forgetful()), steps=1)


def test_words_and_family():
    rule = sl.clip_norm(sl.weight_decay(sl.gradient_descent(0.1, 0.9), 1e-4), 5.0)
    assert rule.words == "gradient descent with momentum 0.9 and weight decay 0.0001 and gradients clipped to norm 5"
    assert (rule.family, rule.learning_rate, rule.needs) == ("gradient descent", 0.1, None)
    assert sl.clip_value(sl.adam(0.1), 0.5).words == "Adam with gradient entries clipped to 0.5"
    assert sl.weight_decay(sl.adam(0.1), 0.0).words == "Adam"
    assert repr(rule) == "clip_norm(weight_decay(gradient_descent(0.1, momentum=0.9), decay=0.0001), limit=5.0)"


def test_a_limit_or_a_decay_that_is_none_is_refused():
    for wrap in (sl.clip_norm, sl.clip_value):
        for limit in (0, -1.0, np.inf, None):
            with pytest.raises(ValueError, match=r"limit is a finite number above 0; got"):
                wrap(sl.adam(0.1), limit)
    for decay in (-0.1, np.inf):
        with pytest.raises(ValueError, match=r"decay is a finite number of at least 0; got"):
            sl.weight_decay(sl.adam(0.1), decay)


@pytest.mark.parametrize("wrap", [sl.weight_decay, sl.clip_norm, sl.clip_value])
def test_what_is_no_optimizer_is_not_wrapped(wrap):
    with pytest.raises(TypeError, match=r"an optimizer is made by gradient_descent\(0.1\)"):
        wrap(0.1)
    with pytest.raises(TypeError, match=r"optimizer: you gave the class adam itself; write adam\(0.01\)"):
        wrap(sl.adam)
