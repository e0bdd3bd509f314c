"""Every rule, option, wrapper and schedule against PyTorch, on the same gradients."""

import numpy as np
import pytest

import sgdlab as sl
from tests.update_paths import GRADIENTS, START, follow

torch = pytest.importorskip("torch", reason="PyTorch, the oracle of the update rules, is not installed")
pytestmark = pytest.mark.oracle
optim, nn = torch.optim, torch.nn

# name: (ours, theirs), each a function of the learning rate
PAIRS = {
    "plain": (sl.gradient_descent, lambda w, lr: optim.SGD(w, lr)),
    "momentum": (lambda lr: sl.gradient_descent(lr, 0.9), lambda w, lr: optim.SGD(w, lr, momentum=0.9)),
    "nesterov": (
        lambda lr: sl.gradient_descent(lr, 0.3, nesterov=True),
        lambda w, lr: optim.SGD(w, lr, momentum=0.3, nesterov=True),
    ),
    "adagrad": (sl.adagrad, lambda w, lr: optim.Adagrad(w, lr)),
    "adagrad, options": (
        lambda lr: sl.adagrad(lr, initial=0.1, eps=0.01),
        lambda w, lr: optim.Adagrad(w, lr, initial_accumulator_value=0.1, eps=0.01),
    ),
    "rmsprop": (sl.rmsprop, lambda w, lr: optim.RMSprop(w, lr)),
    "rmsprop, options": (
        lambda lr: sl.rmsprop(lr, rho=0.5, eps=0.01, momentum=0.9),
        lambda w, lr: optim.RMSprop(w, lr, alpha=0.5, eps=0.01, momentum=0.9),
    ),
    "adam": (sl.adam, lambda w, lr: optim.Adam(w, lr)),
    "adam, options": (
        lambda lr: sl.adam(lr, beta1=0.5, beta2=0.9, eps=0.01),
        lambda w, lr: optim.Adam(w, lr, betas=(0.5, 0.9), eps=0.01),
    ),
    "amsgrad": (
        lambda lr: sl.adam(lr, beta2=0.5, amsgrad=True),
        lambda w, lr: optim.Adam(w, lr, betas=(0.9, 0.5), amsgrad=True),
    ),
    "adamw": (sl.adamw, lambda w, lr: optim.AdamW(w, lr)),
    "adamw, options": (
        lambda lr: sl.adamw(lr, 0.5, 0.9, eps=0.01, weight_decay=0.1, amsgrad=True),
        lambda w, lr: optim.AdamW(w, lr, betas=(0.5, 0.9), eps=0.01, weight_decay=0.1, amsgrad=True),
    ),
    "sgd, weight decay": (
        lambda lr: sl.weight_decay(sl.gradient_descent(lr, 0.5, nesterov=True), 1e-5),
        lambda w, lr: optim.SGD(w, lr, momentum=0.5, nesterov=True, weight_decay=1e-5),
    ),
    "adagrad, weight decay": (
        lambda lr: sl.weight_decay(sl.adagrad(lr), 0.1),
        lambda w, lr: optim.Adagrad(w, lr, weight_decay=0.1),
    ),
    "adam, weight decay": (
        lambda lr: sl.weight_decay(sl.adam(lr), 0.1),
        lambda w, lr: optim.Adam(w, lr, weight_decay=0.1),
    ),
}


def their_path(make, learning_rate, prepare=lambda weights: None):
    weights = torch.tensor(START, requires_grad=True)
    optimizer, path = make([weights], learning_rate), []
    for gradient in GRADIENTS:
        weights.grad = torch.tensor(gradient)
        prepare(weights)
        optimizer.step()
        path.append(weights.detach().numpy().copy())
    return np.array(path)


def assert_equal_after_1_10_100(ours, theirs):
    for k in (1, 10, 100):
        size = max(1.0, np.abs(theirs[k - 1]).max())
        np.testing.assert_allclose(ours[k - 1] / size, theirs[k - 1] / size, rtol=0, atol=1e-10)


@pytest.mark.parametrize("learning_rate", [0.01, 1e4])
@pytest.mark.parametrize(("ours", "theirs"), PAIRS.values(), ids=PAIRS)
def test_equal_to_pytorch_after_1_10_and_100_steps(ours, theirs, learning_rate):
    assert_equal_after_1_10_100(follow(ours(learning_rate)), their_path(theirs, learning_rate))


@pytest.mark.parametrize("limit", [1e-3, 0.5, 1e9])
@pytest.mark.parametrize("learning_rate", [0.01, 1e4])
def test_clipping_is_equal_to_pytorch(limit, learning_rate):
    def make(weights, rate):
        return optim.Adam(weights, rate)

    for wrap, theirs in ((sl.clip_norm, nn.utils.clip_grad_norm_), (sl.clip_value, nn.utils.clip_grad_value_)):
        path = follow(wrap(sl.adam(learning_rate), limit))
        assert_equal_after_1_10_100(path, their_path(make, learning_rate, lambda w, f=theirs: f(w, limit)))


SCHEDULES = {
    "step": (sl.schedules.step_decay(0.3, every=7, factor=0.5), lambda o, s: s.StepLR(o, 7, gamma=0.5)),
    "exponential": (sl.schedules.exponential(0.3, 0.9), lambda o, s: s.ExponentialLR(o, 0.9)),
    "cosine": (sl.schedules.cosine(0.3, 50, lowest=0.01), lambda o, s: s.CosineAnnealingLR(o, 50, eta_min=0.01)),
    "1/t": (sl.schedules.one_over_t(0.3), lambda o, s: s.LambdaLR(o, lambda step: 1 / (1 + step))),
    "warm-up": (
        sl.schedules.warm_up(0.3, 10),
        lambda o, s: s.LinearLR(o, start_factor=0.1, total_iters=9),
    ),
}


@pytest.mark.parametrize(("ours", "theirs"), SCHEDULES.values(), ids=SCHEDULES)
def test_schedules_are_equal_to_pytorch(ours, theirs):
    optimizer = optim.SGD([torch.zeros(1, requires_grad=True)], 0.3)
    scheduler = theirs(optimizer, optim.lr_scheduler)
    for step in range(50):
        assert optimizer.param_groups[0]["lr"] == pytest.approx(ours(step), rel=1e-10)
        optimizer.step()
        scheduler.step()
