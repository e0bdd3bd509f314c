"""Many runs: each is the run that `train` makes, in whatever company and on whatever backend."""

import inspect
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.optimizers.optimizer import EnsemblePart
from sgdlab.sweep import work
from sgdlab.sweep.result import span
from tests.update_paths import MAKERS, SCHEDULES, schedule_settings

RNG = np.random.default_rng(0)
X = RNG.normal(size=(30, 2))
LOGISTIC = sl.logistic_regression(X, (X[:, 0] + RNG.normal(size=30) > 0) * 1.0)
LINE = sl.linear_regression(X, RNG.normal(size=30))
CALM = sl.quadratic([1.0, 2.0])


def absolute(params, batch):
    """A loss that takes no work."""
    return np.mean(abs(batch[0] * params[0] - batch[1]))


OWN = sl.Problem(absolute, data=(np.arange(1.0, 7), np.arange(2.0, 8)), start=[0.3], title="a loss of mine")


def own_step(rate):
    return lambda gradient, params: -rate * gradient


def check_every_cell(sweep, rtol=1e-10):
    """Each cell is what `train` gives, called here with the cell's settings; divergence at the same step."""
    for index in np.ndindex(sweep.losses.shape):
        run = sweep.run(*index)
        np.testing.assert_allclose(sweep.params[index], run.final, rtol=rtol, atol=1e-12)
        np.testing.assert_allclose(sweep.losses[index], run.losses[-1], rtol=rtol, atol=1e-12)
        assert sweep.diverged_at[index] == (-1 if run.diverged_at is None else run.diverged_at)
        assert sweep.stopped_by[index] == run.stopped_by


def test_a_grid_is_what_nested_loops_give():
    rates, momenta = [0.01, 0.1, 1.0], np.array([0.0, 0.9])
    sweep = sl.train_many(LOGISTIC, sl.gradient_descent, momentum=momenta, learning_rate=rates, steps=30)
    assert sweep.axes == {"learning_rate": rates, "momentum": [0.0, 0.9]}
    assert sweep.losses.shape == (3, 2)
    assert sweep.params.shape == (3, 2, 3)
    for i, rate in enumerate(rates):
        for j, momentum in enumerate(momenta):
            run = sl.train(LOGISTIC, optimizer=sl.gradient_descent(rate, momentum), steps=30)
            np.testing.assert_allclose(sweep.params[i, j], run.final, rtol=1e-12)
            np.testing.assert_allclose(sweep.losses[i, j], run.losses[-1], rtol=1e-12)
    assert len(work.split(LOGISTIC, sweep.cells)) == 1


def test_seeds_are_the_last_axis_and_batches_are_drawn_by_them():
    sweep = sl.train_many(LOGISTIC, sl.sgd, learning_rate=[0.1, 1.0], batch_size=[1, 8], seed=[4, 0, 4], steps=12)
    assert list(sweep.axes) == ["learning_rate", "batch_size", "seed"]
    check_every_cell(sweep)
    np.testing.assert_array_equal(sweep.losses[..., 0], sweep.losses[..., 2])
    assert np.all(sweep.losses[..., 0] != sweep.losses[..., 1])


def test_diverged_runs_are_marked_and_the_others_kept():
    """Gradient descent on a bowl of curvature 2 diverges from a learning rate of 1 on (a factor of 1 - 2 r a step)."""
    sweep = sl.train_many(CALM, sl.gradient_descent, learning_rate=[0.4, 0.9, 1.1, 1e5, 1e200], steps=80)
    assert sweep.diverged.tolist() == [False, False, True, True, True]
    assert sweep.best == (0,)
    assert np.isfinite(sweep.losses).all()
    check_every_cell(sweep)
    assert "3 diverged" in repr(sweep)
    lost = sl.train_many(CALM, sl.gradient_descent, learning_rate=[1e3, 1e4])
    assert "2 runs, learning_rate 1000, 1e+04; all diverged, for 4 example-gradients, " in repr(lost)
    with pytest.raises(ValueError, match="all 2 runs diverged, so none is best: try smaller"):
        _ = lost.best
    with pytest.raises(ValueError, match="read-only"):
        sweep.losses[0] = 7


RULES = [
    *((rule, {"learning_rate": [0.01, 0.02]}) for rule in MAKERS),
    (sl.gradient_descent, {"learning_rate": [0.1, 0.2], "momentum": [0.5, 0.9], "nesterov": True}),
    (sl.adam, {"learning_rate": [0.1, 0.2], "beta1": [0.5, 0.9], "beta2": [0.9, 0.999]}),
    (sl.adamw, {"learning_rate": [0.1, 0.2], "weight_decay": [0.0, 0.1]}),
    (sl.newton, {"damping": [0.1, 1.0]}),
    (lambda a: sl.clip_norm(sl.gradient_descent(a), 0.1 * a), {"a": [0.1, 0.2]}),
    (lambda a: sl.clip_value(sl.adam(a), a), {"a": [0.1, 0.2]}),
    (lambda a: sl.weight_decay(sl.gradient_descent(0.1), a), {"a": [0.1, 0.2]}),
    (lambda a: sl.gradient_descent(sl.schedules.warm_up(sl.schedules.cosine(a, 12), 3)), {"a": [0.1, 0.2]}),
    *(
        (lambda a, kind=kind: sl.gradient_descent(kind(**schedule_settings(kind, a))), {"a": [0.1, 0.2]})
        for kind in SCHEDULES
    ),
]


@pytest.mark.parametrize(("recipe", "axes"), RULES)
def test_every_rule_of_sgdlab_is_trained_together_and_as_alone(recipe, axes):
    sweep = sl.train_many(LOGISTIC, recipe, **axes, batches=sl.minibatch(8), steps=12)
    assert [lot.together for lot in work.split(LOGISTIC, sweep.cells)] == [True]
    check_every_cell(sweep)


def _descendants(kind):
    return {kind}.union(*map(_descendants, kind.__subclasses__()))


def test_every_rule_of_sgdlab_is_tried():
    """Optimizers and schedules are in RULES by themselves; a new wrapper belongs there."""
    tried = inspect.getsource(inspect.getmodule(own_step))
    ours = {
        kind.__name__
        for kind in _descendants(EnsemblePart)
        if kind.__module__.startswith("sgdlab.") and is_dataclass(kind)
    }
    assert len(ours) > 10
    by_themselves = {"Averages", "Wrapper", *(one.__name__ for one in [*MAKERS, *SCHEDULES])}
    missing = {name for name in ours - by_themselves if f".{name}" not in tried}
    assert missing == set(), "add a line for each to RULES above"


def test_every_gradient_method():
    for gradient in [getattr(sl, n) for n in sl.gradients.__all__ if n in sl.__all__]:
        sweep = sl.train_many(
            LOGISTIC, sl.gradient_descent, learning_rate=[0.1, 0.2], seed=[0, 1], gradient=gradient, steps=5
        )
        check_every_cell(sweep, rtol=1e-6 if gradient is sl.finite_difference else 1e-10)


LONELY = {
    "a loss that takes no ensembles": (OWN, own_step, {"rate": [0.01, 0.1]}, {}),
    "your own batches": (
        LOGISTIC,
        sl.gradient_descent,
        {"learning_rate": [0.1, 1.0]},
        {"batches": lambda n, rng: iter([rng.permutation(n)[: rng.integers(1, 9)]]), "steps": 9},
    ),
    "your own schedule": (LOGISTIC, lambda a: sl.gradient_descent(lambda k: a / (k + 1)), {"a": [0.1, 1.0]}, {}),
    "a search": (LOGISTIC, sl.evolution_strategy, {"sigma": [0.1, 0.2]}, {"steps": 9}),
}


@pytest.mark.parametrize("name", LONELY)
def test_what_can_not_be_joined_is_trained_alone(name):
    problem, recipe, axes, settings = LONELY[name]
    sweep = sl.train_many(problem, recipe, **axes, **settings, seed=[0, 1], n_jobs=1)
    assert not any(lot.together for lot in work.split(problem, sweep.cells))
    check_every_cell(sweep, rtol=0)


@pytest.mark.parametrize("stop", [sl.target_loss(0.67), sl.loss_change(1e-3, over=2) | sl.budget(epochs=5)], ids=repr)
def test_a_stop_rule_ends_each_run_of_an_ensemble_for_itself(stop):
    sweep = sl.train_many(
        LOGISTIC, sl.gradient_descent, learning_rate=[0.01, 0.3, 3.0], steps=40, stop=stop, seed=[0, 1]
    )
    assert all(lot.together for lot in work.split(LOGISTIC, sweep.cells))
    assert len(set(sweep.steps.ravel().tolist())) > 1
    check_every_cell(sweep, rtol=1e-9)


def test_in_float32_too_the_settings_keep_all_their_digits():
    start, beta2 = np.ones(2, np.float32), [0.9, 0.99999999]
    sweep = sl.train_many(CALM, sl.adam, learning_rate=0.1, beta2=beta2, start=start, steps=50)
    assert sweep.params.dtype == np.float32
    check_every_cell(sweep, rtol=2e-4)


@pytest.mark.parametrize(("size", "most"), [(20, 1), (100, 3)])
def test_large_ensembles_are_cut(size, most, monkeypatch):
    """30 numbers a run: the lots hold every run once, and none is larger than was asked."""
    monkeypatch.setattr(work, "NUMBERS", size)
    cells = [{"optimizer": sl.gradient_descent(0.01 * k), "seed": 0} for k in range(1, 11)]
    lots = work.split(LOGISTIC, cells)
    assert sorted(k for lot in lots for k in lot.cells) == list(range(10))
    assert max(len(lot.cells) for lot in lots) == most


def test_the_bill_is_that_of_all():
    """2 rates x 3 seeds x 5 steps of 4 examples; and the single runs' bills added."""
    sweep = sl.train_many(LINE, sl.sgd, learning_rate=[0.01, 0.1], batch_size=4, seed=range(3), steps=5)
    assert sweep.bill.example_gradients == 2 * 3 * 5 * 4
    assert sweep.bill.updates == 2 * 3 * 5
    single = [sweep.run(i, j).bill for i in range(2) for j in range(3)]
    for name in ("operations", "loss_evaluations"):
        assert getattr(sweep.bill, name) == sum(getattr(bill, name) for bill in single)
    assert sweep.bill.tape_length == single[0].tape_length
    unknown = work.total([sl.Bill(operations=None), sl.Bill(operations=3)])
    assert unknown.operations is None
    ones = sl.Bill(**{field.name: 1 for field in fields(sl.Bill)})
    assert work.total([ones, ones]) == sl.Bill(**{field.name: 2 for field in fields(sl.Bill)} | {"tape_length": 1})


def test_the_sentence_of_a_sweep():
    """The loss at the start is log 2; a learning rate of 0 leaves it there."""
    sweep = sl.train_many(LOGISTIC, sl.sgd, learning_rate=0.0, batch_size=[1, 2, 4, 8], seed=range(2), steps=3)
    assert repr(sweep) == (
        "logistic regression on 30 examples: 8 runs of 3 steps, batch_size 1 to 8 (4 values), seed 0, 1; lowest loss "
        "0.6931 at batch_size = 1, seed = 0; none diverged; 90 example-gradients, 24 updates."
    )
    stopped = sl.train_many(LOGISTIC, own_step, rate=[0.1, 1.0], stop=sl.target_loss(0.69), n_jobs=1)
    assert f" of {stopped.steps.min()} to {stopped.steps.max()} steps, rate 0.1, 1; " in repr(stopped)
    assert span([sl.full_batch, sl.minibatch(2), own_step, "x"]) == (
        "the full batch, mini-batches of 2, your own_step, … (4 values)"
    )
    assert span([np.int64(2), np.float32(0.1), None]) == "2, 0.1, None"  # numbers of NumPy in a list
    assert span([[1.0, 2.0], np.zeros(2), sl.target_loss(0.5)]) == "[1.0, 2.0], array([0., 0.]), loss at most 0.5"


def test_a_place_that_there_is_not():
    sweep = sl.train_many(CALM, sl.gradient_descent, learning_rate=[0.1, 0.2], momentum=[0.0, 0.5], steps=2)
    assert sweep.settings(1, -1) == {"learning_rate": 0.2, "momentum": 0.5}
    for index in ((0,), (2, 0), (0, 0, 0)):
        with pytest.raises(IndexError, match="2 whole numbers, for learning_rate, momentum of 2 x 2; got"):
            sweep.run(*index)
    alone = sl.train_many(CALM, sl.gradient_descent, learning_rate=[0.1, 0.2], steps=2)
    with pytest.raises(IndexError, match="by 1 whole number, for learning_rate of 2; got"):
        alone.run(5)
