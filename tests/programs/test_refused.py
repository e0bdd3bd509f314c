"""Which runs can't be written down, and states that look like a count of the steps but are none."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.programs.optimizer import settings_of
from tests.looping import looped

BOWL = sl.quadratic([1.0, 4.0])
MANY = np.random.default_rng(0).normal(size=2_000)


def far(w, batch):
    return np.mean(np.square(w[0] - MANY))


def long(w, batch):
    for _ in range(600):
        w = w * np.sin(w)
    return w[0]


@looped(
    ("loss", "why"),
    [
        (far, "because an array of its own is too large to write down: give it as data"),
        (long, r"because a step of it takes \d{4} lines, which is too long to write down"),
    ],
)
def test_a_step_that_nobody_could_read_is_not_written(loss, why):
    with pytest.raises(ValueError, match=why):
        _ = sl.program(sl.Problem(loss, start=[0.5])).source


def test_a_method_that_returns_no_gradient_is_refused():
    with pytest.raises(ValueError, match="does not return a number and a gradient of the parameters' shape"):
        _ = sl.program(BOWL, gradient=lambda loss, params, batch: loss(params, batch)).source


class Growing:
    """Its state has one part before a step and two after it."""

    def init(self, params):
        return (0.0,)

    def update(self, gradient, state, params):
        return -0.1 * gradient, (*state, 0.0)


def test_a_state_that_grows_can_not_be_sent_to_a_page():
    with pytest.raises(ValueError, match="its state has other parts after a step than before"):
        sl.program(BOWL, optimizer=Growing()).recipe()


class From0:
    """Its state begins as 0, like a count of the steps, and becomes something else."""

    def __init__(self, becomes):
        self.becomes = becomes

    def init(self, params):
        return 0

    def update(self, gradient, state, params):
        state = self.becomes(state, gradient)
        return -0.1 * state, state


@looped("becomes", [lambda state, gradient: 0.9 * state + gradient, lambda state, gradient: state + 2 + 0 * gradient])
def test_a_state_that_begins_as_0_need_not_count_the_steps(becomes):
    written = sl.program(BOWL, optimizer=From0(becomes))
    assert ".update(" not in written.source
    run = sl.train(BOWL, optimizer=From0(becomes), steps=6)
    np.testing.assert_allclose(written(steps=6), run.params, rtol=1e-12)


def test_two_settings_with_the_same_owner_and_name_stay_apart():
    twice = sl.clip_norm(sl.clip_norm(sl.gradient_descent(0.1), 2.0), 3.0)
    assert settings_of(twice).values == {"learning_rate": 0.1, "clip_norm_limit": 2.0, "clip_norm_limit_": 3.0}
    run = sl.train(BOWL, optimizer=twice, steps=6)
    np.testing.assert_allclose(sl.program(BOWL, optimizer=twice)(steps=6), run.params, rtol=1e-12)
