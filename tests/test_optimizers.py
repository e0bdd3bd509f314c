"""Update rules against PyTorch and against the equations of their docstrings, on lists of made-up gradients."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.optimizers import as_optimizer, rate_at

GRADIENTS = np.random.default_rng(0).normal(size=(100, 5))
START = np.linspace(-2, 2, 5)
KINDS = [(0.0, False), (0.9, False), (0.5, False), (0.9, True), (0.3, True)]


def follow(rule, gradients=GRADIENTS, start=START):
    """Return the parameters after each of the gradients."""
    params, state, path = start, rule.init(start), []
    for gradient in gradients:
        step, state = rule.update(gradient, state, params)
        params = params + step
        path.append(params)
    return np.array(path)


@pytest.mark.parametrize("learning_rate", [0.1, 1e4])
@pytest.mark.parametrize(("momentum", "nesterov"), KINDS)
def test_equal_to_pytorch_after_1_10_and_100_steps(momentum, nesterov, learning_rate):
    torch = pytest.importorskip("torch", reason="PyTorch, the oracle of the update rules, is not installed")
    theirs = torch.tensor(START, requires_grad=True)
    optimizer = torch.optim.SGD([theirs], lr=learning_rate, momentum=momentum, nesterov=nesterov)
    path = follow(sl.gradient_descent(learning_rate, momentum, nesterov))
    for k, gradient in enumerate(GRADIENTS, start=1):
        theirs.grad = torch.tensor(gradient)
        optimizer.step()
        if k in (1, 10, 100):
            np.testing.assert_allclose(path[k - 1], theirs.detach().numpy(), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(("momentum", "nesterov"), KINDS)
def test_the_equation_of_the_docstring(momentum, nesterov):
    w, v, hand = START.copy(), np.zeros(5), []
    for g in GRADIENTS:
        v = momentum * v + g
        w = w - 0.1 * ((g + momentum * v) if nesterov else v)
        hand.append(w)
    np.testing.assert_allclose(follow(sl.gradient_descent(0.1, momentum, nesterov)), hand, rtol=0, atol=1e-13)
    assert "v    = momentum * v + g" in sl.gradient_descent.__doc__


def test_the_convention_of_momentum_on_a_constant_gradient():
    """With v = m v + g, 100 steps of gradient 1 at 0.1 and 0.9 go 91.0 far; with (1 - m) g they would go 9.1."""
    end = follow(sl.gradient_descent(0.1, 0.9), np.ones((100, 1)), np.zeros(1))[-1]
    velocity_sum = sum((1 - 0.9**k) / 0.1 for k in range(1, 101))
    assert end[0] == pytest.approx(-0.1 * velocity_sum, rel=1e-12)
    assert round(-end[0], 1) == 91.0


def test_a_schedule_is_asked_for_each_step_from_0():
    asked = []

    def schedule(step):
        asked.append(step)
        return 1 / (step + 1)

    path = follow(sl.gradient_descent(schedule), np.ones((4, 1)), np.zeros(1))
    assert asked == [0, 1, 2, 3]
    np.testing.assert_allclose(path[:, 0], -np.cumsum([1, 1 / 2, 1 / 3, 1 / 4]))


def test_with_rate_one_over_t_the_path_is_the_running_mean():
    """Robbins and Monro's special case: SGD on 1/2 (w - x)^2 with learning rate 1/t averages the data."""
    x = np.random.default_rng(3).normal(size=300)
    rule = sl.gradient_descent(lambda step: 1 / (step + 1))
    w, state, path = np.zeros(1), rule.init(np.zeros(1)), []
    for value in x:
        step, state = rule.update(w - value, state, w)
        w = w + step
        path.append(w[0])
    np.testing.assert_allclose(path, np.cumsum(x) / np.arange(1, 301), rtol=0, atol=1e-14)


def test_arrays_of_settings_give_each_member_of_an_ensemble_its_own():
    rates, momenta = np.array([0.01, 0.1, 1.0]), np.array([0.0, 0.5, 0.9])
    gradients = np.random.default_rng(1).normal(size=(20, 3, 5))
    start = np.zeros((3, 5))
    together = follow(sl.gradient_descent(rates[:, None], momenta[:, None]), gradients, start)
    for k in range(3):
        alone = follow(sl.gradient_descent(rates[k], momenta[k]), gradients[:, k], start[k])
        np.testing.assert_array_equal(together[:, k], alone)


def test_float32_stays_float32():
    gradients = GRADIENTS.astype(np.float32)
    assert follow(sl.gradient_descent(0.1, 0.9, nesterov=True), gradients, START.astype(np.float32)).dtype == np.float32


def test_update_is_pure():
    rule = sl.gradient_descent(0.1, 0.9)
    gradient, params = np.ones(2), np.zeros(2)
    _, state = rule.update(gradient, rule.init(params), params)
    first, _ = rule.update(gradient, state, params)
    again, _ = rule.update(gradient, state, params)
    np.testing.assert_array_equal(first, again)
    assert gradient.tolist() == [1, 1]
    assert params.tolist() == [0, 0]


def test_a_plain_function_is_an_optimizer():
    def sign_descent(gradient, params):
        return -0.5 * np.sign(gradient)

    rule = as_optimizer(sign_descent)
    assert follow(rule, np.array([[3.0], [-2.0], [1.0]]), np.zeros(1))[:, 0].tolist() == [-0.5, 0.0, -0.5]
    assert rule.words == "your sign_descent"
    assert as_optimizer(lambda gradient, params: gradient).words == "your lambda"


def test_what_is_an_optimizer_already_stays_itself():
    rule = sl.gradient_descent(0.1)
    assert as_optimizer(rule) is rule


def test_words():
    assert sl.gradient_descent(0.1).words == "gradient descent"
    assert sl.gradient_descent(0.1, 0.9).words == "gradient descent with momentum 0.9"
    assert sl.gradient_descent(0.1, 0.9, nesterov=True).words == "gradient descent with Nesterov momentum 0.9"
    assert sl.gradient_descent(0.1, [[0.1], [0.9]]).words == "gradient descent with momentums of an ensemble"


@pytest.mark.parametrize("rate", [-0.1, np.nan, np.inf, [0.1, -1.0], None])
def test_a_learning_rate_that_is_none_is_refused(rate):
    with pytest.raises(ValueError, match=r"learning_rate is a finite number of at least 0, or a schedule.*; got"):
        sl.gradient_descent(rate)


def test_a_learning_rate_in_words_is_refused():
    with pytest.raises(TypeError, match=r"such as learning_rate=0.1; got 'fast'"):
        sl.gradient_descent("fast")


@pytest.mark.parametrize("momentum", [1.0, -0.1, 1.5, np.nan])
def test_momentum_outside_0_to_1_is_refused(momentum):
    with pytest.raises(ValueError, match=r"momentum is a number in \[0, 1\); got"):
        sl.gradient_descent(0.1, momentum)


@pytest.mark.parametrize("answer", [-1.0, np.nan])
def test_a_schedule_that_leaves_the_allowed_is_refused_at_its_step(answer):
    with pytest.raises(ValueError, match=r"at least 0 \(the schedule was asked for step 7\); got"):
        rate_at(lambda step: answer, 7)


def test_nesterov_without_momentum_is_refused():
    with pytest.raises(ValueError, match=r"needs momentum above 0, such as 0.9"):
        sl.gradient_descent(0.1, nesterov=True)


@pytest.mark.parametrize("rule", ["adam", 0.1, None, type(sl.gradient_descent(0.1))], ids=repr)
def test_what_is_no_optimizer_is_refused(rule):
    with pytest.raises(TypeError, match=r"an optimizer is made by gradient_descent\(0.1\), or is a function .* got"):
        as_optimizer(rule)


def test_gradient_descent_without_a_call_is_refused():
    with pytest.raises(TypeError, match=r"makes an optimizer from a learning rate: gradient_descent\(0.1\)"):
        as_optimizer(sl.gradient_descent)
