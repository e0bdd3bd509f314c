"""What all update rules have in common: purity, types, ensembles, words, repr, and the checks of their settings."""

import pickle
import re
from dataclasses import fields

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.optimizers.optimizer import UpdateRule, rate_at
from tests.update_paths import GRADIENTS, MAKERS, RULES, START, follow

every_rule = pytest.mark.parametrize("make", RULES.values(), ids=RULES)


@every_rule
def test_update_is_pure(make):
    rule = make(0.1)
    gradient, params = np.array([1.0, -3.0]), np.array([2.0, 1.0])
    _, state = rule.update(gradient, rule.init(params), params)
    given = repr(state)  # a step may hide that it changed, such as one that takes only signs
    first, after = rule.update(gradient, state, params)
    rule.update(gradient, after, params)
    again, _ = rule.update(gradient, state, params)
    np.testing.assert_array_equal(first, again)
    assert repr(state) == given
    assert (gradient.tolist(), params.tolist()) == ([1, -3], [2, 1])


@every_rule
def test_float32_stays_float32(make):
    path = follow(make(0.1), GRADIENTS.astype(np.float32), START.astype(np.float32))
    assert path.dtype == np.float32
    np.testing.assert_allclose(path[:9], follow(make(0.1))[:9], rtol=1e-3, atol=1e-3)


@every_rule
def test_members_of_an_ensemble_equal_single_runs(make):
    rates = np.array([0.01, 0.1, 1.0])
    gradients = np.random.default_rng(1).normal(size=(20, 3, 5))
    start = np.random.default_rng(2).normal(size=(3, 5))
    together = follow(make(rates[:, None]), gradients, start)
    for k in range(3):
        np.testing.assert_allclose(together[:, k], follow(make(rates[k]), gradients[:, k], start[k]), rtol=1e-13)


# each maker with two values of every one of its settings, 0 among them where it is allowed
SETTINGS = {
    make: {
        "learning_rate": (0.1, 0.2),
        **{one.name: (one.default / 2, 0.9) for one in fields(make) if isinstance(one.default, float)},
    }
    for make in RULES.values()
    if make in MAKERS
}


@pytest.mark.parametrize("make", SETTINGS, ids=lambda make: make.__name__)
def test_every_setting_may_differ_between_the_members_and_each_is_the_part_with_its_own_numbers(make):
    gradients, start, pairs = np.random.default_rng(1).normal(size=(20, 2, 5)), np.ones((2, 5)), SETTINGS[make]
    together = make(**{name: np.array(pair)[:, None] for name, pair in pairs.items()})
    path = follow(together, gradients, start)
    for k in range(2):
        alone = make(**{name: pair[k] for name, pair in pairs.items()})
        np.testing.assert_allclose(path[:, k], follow(alone, gradients[:, k], start[k]), rtol=1e-12)
        assert repr(vars(together.member(k))) == repr(vars(alone))


@every_rule
def test_repr_is_the_call_that_made_it_and_pickles(make):
    rule = make(0.1)
    names = {name: getattr(sl, name) for name in sl.__all__}
    assert repr(eval(repr(rule), names)) == repr(rule) == repr(pickle.loads(pickle.dumps(rule)))
    np.testing.assert_array_equal(follow(eval(repr(rule), names)), follow(rule))


@every_rule
def test_a_schedule_is_asked_once_a_step_acts_at_once_and_is_recorded(make):
    """Whatever a rule remembers is free of the learning rate, so at a rate of 0 nothing moves."""
    asked = []

    def schedule(step):
        asked.append(step)
        return 1.0 if step < 3 else 0.0

    path = follow(make(schedule), GRADIENTS[:9])
    assert asked == [*range(9)]
    np.testing.assert_array_equal(path[3:], np.broadcast_to(path[2], path[3:].shape))
    run = sl.train(sl.quadratic([1.0]), optimizer=make(sl.schedules.one_over_t(0.1)), steps=3)
    np.testing.assert_allclose(run.learning_rates, [0.1, 0.05, 0.1 / 3])


NO_NUMBERS = [np.datetime64("2020-01-01"), np.timedelta64(3, "D"), True, "0.1", b"0.1", 1j, [0.1, None], None]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_learning_rate_that_is_none_is_refused(make):
    words = r"learning_rate is a finite number of at least 0, or a schedule: .*; got "
    for rate in [-0.1, np.nan, np.inf, [0.1, -1.0], *NO_NUMBERS]:
        with pytest.raises(ValueError, match=words + re.escape(repr(rate))):
            make(rate)
    with pytest.raises(TypeError, match=r"^learning_rate: you gave the class cosine itself; write cosine\(0.1, 100\)$"):
        make(sl.schedules.cosine)


FRACTIONS = [
    *((sl.gradient_descent, "momentum"), (sl.rmsprop, "momentum"), (sl.rmsprop, "rho")),
    *((make, name) for make in (sl.adam, sl.adamw) for name in ("beta1", "beta2")),
]


@pytest.mark.parametrize(("make", "name"), FRACTIONS)
def test_what_must_be_a_fraction_and_is_not_is_refused(make, name):
    for value in (1.0, -0.1, np.nan, [[0.5], [1.0]]):
        with pytest.raises(ValueError, match=rf"{name} is a finite number of at least 0 and below 1; got"):
            make(0.1, **{name: value})


NOT_NEGATIVE = [
    *((make, "eps") for make in (sl.adagrad, sl.rmsprop, sl.adam, sl.adamw)),
    *((sl.adagrad, "initial"), (sl.adamw, "weight_decay"), (sl.newton, "damping")),
]


@pytest.mark.parametrize(("make", "name"), NOT_NEGATIVE)
def test_what_must_not_be_negative_and_is_is_refused(make, name):
    for value in (-1e-9, np.inf):
        with pytest.raises(ValueError, match=rf"{name} is a finite number of at least 0; got"):
            make(0.1, **{name: value})


def test_train_refuses_settings_of_another_shape():
    for name in ("beta1", "beta2", "eps"):
        rule = sl.clip_norm(sl.adam(0.1, **{name: np.array([0.1, 0.2, 0.3])}))
        with pytest.raises(
            ValueError, match=rf"{name} has shape \(3,\) for parameters of shape \(3, 2\): use one number"
        ):
            sl.train(sl.quadratic([1.0, 9.0]), seeds=3, optimizer=rule)


def test_what_a_schedule_returns():
    np.testing.assert_array_equal(rate_at(lambda step: [[0.1], [step]], 7), [[0.1], [7.0]])
    with pytest.raises(ValueError, match=r"at least 0 \(the schedule was called with step 7\); got"):
        rate_at(lambda step: -1.0, 7)


def test_the_family_of_an_optimizer_is_its_usual_name():
    class my_rule(UpdateRule):  # with no family of its own
        pass

    rules = sl.gradient_descent(0.1), sl.adagrad(0.1), sl.rmsprop(0.1), sl.adam(0.1), sl.adam(0.1, amsgrad=True)
    names = "gradient descent", "AdaGrad", "RMSProp", "Adam", "AMSGrad"
    for rule, name in [*zip(rules, names, strict=True), (sl.adamw(0.1), "AdamW"), (sl.newton(), "Newton's method")]:
        assert rule.family == sl.clip_norm(rule, 1.0).family == name
        assert f"full-batch {name} with backpropagation" in sl.train(sl.beale(), optimizer=rule, steps=1).recipe
    assert my_rule().family == "my_rule"
