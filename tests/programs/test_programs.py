"""The pieces of a program: settings by name, flat states, numbers for every batch size, names in a loop."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.optimizers import schedules
from sgdlab.optimizers.own_function import as_optimizer
from sgdlab.problems.examples import penguin_line
from sgdlab.programs import Parts, UntraceableError
from sgdlab.programs.fast import can_be_traced, step_function
from sgdlab.programs.optimizer import leaves, rebuilt, settings_of, structure
from sgdlab.programs.step import trace_step
from tests.compiler.test_sizes import FUNCTIONS
from tests.looping import looped

LINE = penguin_line()


def test_settings_have_names_from_the_inside_out():
    rule = sl.weight_decay(sl.clip_norm(sl.adam(schedules.warm_up(schedules.cosine(0.1, steps=9), steps=3)), 2.0), 0.5)
    assert settings_of(rule).values == {
        "rate": 0.1, "cosine_steps": 9, "warm_up_steps": 3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8,
        "limit": 2.0, "decay": 0.5,
    }  # fmt: skip


def test_names_that_are_taken_get_their_owner_in_front():
    rule = sl.clip_value(sl.clip_norm(sl.gradient_descent(schedules.cosine(0.1, steps=9)), 2.0), 3.0)
    values = settings_of(rule, taken={"steps"}).values
    assert list(values) == ["rate", "cosine_steps", "clip_norm_limit", "clip_value_limit"]


def test_the_structure_is_the_same_for_all_numbers_but_0():
    def of(momentum):
        return structure(sl.clip_norm(sl.gradient_descent(0.1, momentum=momentum), momentum + 1))

    assert of(0.5) == of(0.9)
    assert hash(of(0.5)) == hash(of(0.9))
    assert of(0.0) != of(0.5)
    assert structure(sl.adam(0.1)) != structure(sl.adam(0.1, amsgrad=True))
    assert structure(sl.adam(0.1)) != structure(sl.adam(schedules.cosine(0.1, 5)))


def test_a_state_is_taken_apart_and_put_together():
    state = (0, {"v": np.zeros(2), "more": [1.0, None]})
    assert [np.shape(leaf) for leaf in leaves(state)] == [(), (2,), ()]
    assert rebuilt(state, np.shape) == ((), {"v": (2,), "more": [(), None]})
    with pytest.raises(UntraceableError, match="its state holds a str"):
        leaves(("text",))


def scaled(scale):
    """The squares of some distances, times a number that depends on how many there are."""
    X = np.random.default_rng(0).normal(size=17)
    return sl.Problem(lambda w, batch: scale(len(batch[0])) * np.sum((w[0] - batch[0]) ** 2), (X,), start=[0.5])


@looped(
    ("scale", "expected"),
    [
        (lambda n: 0.5 / n, "1 / n"),
        (lambda n: 1.5 / n, "3 / n"),
        (lambda n: 1 / (3 * n), "2 / (3 * n)"),
        (lambda n: float(n), "2 * n"),
        (lambda n: 0.15 * n / n, "0.3"),
        (lambda n: 1 / np.sqrt(n), "2 / sqrt(n)"),
        (lambda n: 1 / (n - 0.5), "2 / (n - 0.5)"),
    ],
)
def test_a_number_that_depends_on_the_size_becomes_a_formula(scale, expected):
    assert f" ({expected} * (params.reshape(()) - data1)).sum()" in sl.program(scaled(scale)).source


@looped("outputs", [2, 3, 5, 7])
def test_the_program_of_a_network_with_several_outputs_takes_its_path(outputs):
    rng = np.random.default_rng(outputs)
    network = sl.mlp(rng.normal(size=(12, 2)), rng.normal(size=(12, outputs)), hidden=(4,))
    for batches in (sl.full_batch, sl.minibatch(5)):
        run = sl.train(network, optimizer=sl.gradient_descent(0.1), batches=batches, steps=9)
        path = sl.program(network, optimizer=sl.gradient_descent(0.1), batches=batches)(steps=9)
        np.testing.assert_allclose(path, run.params, rtol=1e-12)


@looped(
    "scale",
    [
        lambda n: 1.0 / n**3, lambda n: float(min(n, 6)), lambda n: 1.0 if n < 6 else np.arange(n),
        lambda n: 1.0 / (1 + n // 2), lambda n: 0.1 * n if n < 15 else 3.0,
    ],
)  # fmt: skip
def test_other_differences_are_refused(scale):
    with pytest.raises(ValueError, match="has no program"):
        _ = sl.program(scaled(scale)).source


@looped("name", FUNCTIONS)
def test_the_program_of_a_function_takes_its_path_with_batches_of_two_sizes(name):
    rng = np.random.default_rng(1)
    data = rng.normal(size=(12, 3)), rng.normal(size=12)
    problem = sl.Problem(lambda w, batch: FUNCTIONS[name](w, *batch), data, start=[0.3, -0.2, 0.5])
    recipe = {"optimizer": sl.gradient_descent(1e-3), "batches": sl.minibatch(5)}
    run = sl.train(problem, **recipe, steps=6)
    np.testing.assert_allclose(sl.program(problem, **recipe)(steps=6), run.params, rtol=1e-11)


@looped("name", ["order", "path", "step", "n", "B", "learning_rate"])
def test_an_array_of_the_loss_may_be_called_as_something_in_the_loop(name):
    space = {"np": np, name: np.array([1.0, 2.0, 5.0])}
    exec(f"def loss(w, batch):\n    return np.mean((batch[0] @ (w * {name})) ** 2)", space)
    problem = sl.Problem(space["loss"], (np.random.default_rng(0).normal(size=(17, 3)),), start=[0.5, 0.2, 0.1])
    recipe = {"optimizer": sl.gradient_descent(0.01), "batches": sl.minibatch(5)}
    run = sl.train(problem, **recipe, steps=9)
    np.testing.assert_allclose(sl.program(problem, **recipe)(steps=9), run.params, rtol=1e-12)


def traced(optimizer, problem=LINE, method=sl.backprop):
    rule = as_optimizer(optimizer)
    batch = tuple(array[:8] for array in problem.data)
    parts = Parts(problem, method, rule, sl.full_batch, problem.start)
    return trace_step(parts, settings_of(rule, zeros=True), batch)


@looped(
    ("optimizer", "settings", "state"),
    [
        (sl.gradient_descent(0.1), ["learning_rate", "momentum"], ["velocity"]),
        (sl.adam(0.1), ["learning_rate", "beta1", "beta2", "eps"], ["mean", "square"]),
        (sl.adam(0.1, amsgrad=True), ["learning_rate", "beta1", "beta2", "eps"], ["mean", "square", "largest"]),
        (sl.adagrad(0.1, initial=0.5), ["learning_rate", "eps"], ["total"]),  # it begins there, and is not seen again
        (sl.newton(), ["learning_rate", "damping"], []),
    ],
)
def test_a_step_has_its_inputs_and_results_in_the_order_of_the_contract(optimizer, settings, state):
    step = traced(optimizer)
    assert [one.label for one in step.whole.inputs] == ["params", "k", *settings, *state, "X", "y"]
    assert (step.settings, list(step.state)) == (settings, state)
    assert [np.shape(r) for r in step.whole.results] == [(), (2,), (2,), *[(2,)] * len(state)]
    assert {s.phase for s in step.whole.steps} == {"forward", "backward", "step"}


def test_a_step_number_under_another_name_is_k():
    class Mine:
        def init(self, params):
            return [0, np.zeros(2)]

        def update(self, gradient, state, params):
            taken, trail = state
            return -0.1 * gradient / (taken + 1.0) - trail, [taken + 1, 0.5 * gradient]

    assert list(traced(Mine()).state) == ["trail"]


def test_a_count_that_starts_elsewhere_is_remembered():
    class Mine:
        def init(self, params):
            return 3

        def update(self, gradient, count, params):
            return -gradient / count, count + 1

    assert traced(Mine()).state == {"count": 3}


@looped(
    ("optimizer", "why"),
    [
        (lambda g, w: -g if g[0] > 0 else g, "branches on a traced value"),
        (lambda g, w: -float(g[0]) * g, "turns a traced value into a Python number"),
        (lambda g, w: 0.1, "does not return"),
    ],
)
def test_what_cannot_be_traced_says_why(optimizer, why):
    with pytest.raises(UntraceableError, match=why):
        traced(optimizer)


def test_a_state_that_depends_on_the_start_is_refused():
    class Mine:
        def init(self, params):
            return params.copy()

        def update(self, gradient, slow, params):
            return -0.1 * gradient + 0.1 * (slow - params), 0.9 * slow + 0.1 * params

    with pytest.raises(UntraceableError, match="depends on the start"):
        traced(Mine())


def test_a_step_function_serves_all_settings():
    batch = tuple(array[:8] for array in LINE.data)
    one, other = (step_function(LINE, sl.gradient_descent(rate, 0.5), LINE.start, batch) for rate in (0.1, 0.2))
    assert one is other
    value, gradient, after, velocity = one.run(LINE.start, 0, 0.1, 0.5, np.ones(2), *batch)
    expected, slope = sl.backprop(LINE, LINE.start, batch)
    np.testing.assert_allclose((value, *gradient), (expected, *slope), rtol=1e-14)
    np.testing.assert_allclose(velocity, 0.5 + slope, rtol=1e-14)
    np.testing.assert_allclose(after, -0.1 * velocity, rtol=1e-14)


@looped(
    ("optimizer", "expected"),
    [
        (sl.adam(0.1), True),
        (sl.clip_norm(sl.gradient_descent(schedules.warm_up(schedules.cosine(0.1, 5), 3)), 1.0), True),
        (sl.gradient_descent(lambda step: 0.1), True),  # called in every step
        (sl.gradient_descent(schedules.warm_up(lambda step: 0.1, 3)), False),
        (sl.newton(), False),
        (sl.weight_decay(lambda g, w: -g, 0.1), False),
        (as_optimizer(lambda g, w: -g), False),
    ],
)
def test_train_traces_only_what_is_known_to_compute_the_same_each_time(optimizer, expected):
    assert can_be_traced(LINE, sl.backprop, optimizer, LINE.start) is expected
    assert not can_be_traced(LINE, sl.by_hand, optimizer, LINE.start)


@looped(
    ("first", "after"),
    [
        (np.inf, lambda least, g: np.minimum(least, g @ g)),
        (np.array([np.nan, np.nan]), lambda mean, g: np.where(np.isnan(mean), g, mean + g)),
        (np.zeros(2, int), lambda order, g: np.argsort(g) + order[::-1][order] * 0),
    ],
)
def test_what_an_optimizer_remembers_first_may_be_infinite_unknown_or_whole(first, after):
    class Mine:
        def init(self, params):
            return first

        def update(self, gradient, state, params):
            state = after(state, gradient)
            return -1e-3 * gradient / (1.0 + np.sqrt(np.abs(state))), state

    def loss(w, batch):
        inf = nan = batch[0] @ w - batch[1]  # names that the source needs for what is remembered
        return np.mean(inf * nan)

    line = sl.Problem(loss, LINE.data, start=LINE.start)
    run = sl.train(line, optimizer=Mine(), steps=5)
    np.testing.assert_allclose(sl.program(line, optimizer=Mine())(steps=5), run.params, rtol=1e-12)
