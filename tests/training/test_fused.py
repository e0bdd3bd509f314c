"""A fused step takes the path of its parts one by one: the same record, the same bill, the same end."""

from dataclasses import fields

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.optimizers import schedules
from sgdlab.training import fused as module
from sgdlab.training.fused import FusedStep

RNG = np.random.default_rng(0)
X, Y, CLASSES = RNG.normal(size=(22, 3)), RNG.normal(size=22), RNG.integers(3, size=22)
PROBLEMS = {
    "line": lambda: sl.linear_regression(X, Y),
    "logistic": lambda: sl.logistic_regression(X, Y > 0, l2=0.1),
    "network": lambda: sl.mlp(X, CLASSES, hidden=(4,), loss="cross_entropy", l2=0.1),
    "bowl": lambda: sl.quadratic([1, 9]),
    "banana": sl.rosenbrock,
}
OPTIMIZERS = {
    "plain": lambda: sl.gradient_descent(0.003),
    "fast": lambda: sl.gradient_descent(0.5),  # diverges on most
    "momentum": lambda: sl.gradient_descent(0.003, momentum=0.9),
    "adam": lambda: sl.adam(0.05),
    "cosine": lambda: sl.clip_norm(sl.rmsprop(schedules.cosine(0.01, steps=20)), 1.0),
    "warm-up": lambda: sl.gradient_descent(schedules.warm_up(schedules.exponential(0.003, 0.99), steps=9)),
    "own schedule": lambda: sl.weight_decay(sl.gradient_descent(lambda k: 0.003 if k < 9 else 0.001), 0.1),
}
RUNS = {
    "plain": {},
    "thin": {"record_every": 7},
    "stopped": {"stop": lambda run: run.step == 30},
    "budget": {"stop": sl.budget(example_gradients=200)},
    "loss": {"stop": sl.loss_change(below=1e-9, over=3), "steps": 60},
}


def both(monkeypatch, problem, **parts):
    """The run by fused steps, and the run part by part."""
    used = []
    monkeypatch.setattr(module, "count_steps", lambda *_: used.append(1) or np.inf)
    fused = sl.train(problem, **parts)
    assert used
    monkeypatch.setattr(module, "count_steps", lambda *_: 0)
    return fused, sl.train(problem, **parts)


CELLS = [
    *((problem, "momentum", "plain") for problem in PROBLEMS),
    *(("line", optimizer, "plain") for optimizer in OPTIMIZERS if optimizer != "momentum"),
    *(("network", optimizer, how) for optimizer in ("fast", "adam") for how in RUNS),
]


@pytest.mark.parametrize(("problem", "optimizer", "how"), CELLS)
def test_the_record_is_the_same(monkeypatch, problem, optimizer, how):
    made = PROBLEMS[problem]()
    batches = sl.minibatch(8) if made.data else sl.full_batch
    parts = {"steps": 100, "seed": 3, **RUNS[how], "batches": batches, "optimizer": OPTIMIZERS[optimizer]()}
    one, other = both(monkeypatch, made, **parts)
    assert (one.stopped_by, one.bill, one.recipe, one.diverged_at) == (
        other.stopped_by, other.bill, other.recipe, other.diverged_at
    )  # fmt: skip
    for name in (field.name for field in fields(one)):
        a, b = getattr(one, name), getattr(other, name)
        if isinstance(a, np.ndarray):
            np.testing.assert_array_equal(a, b, err_msg=name)  # else the same seed would give another run later on
    for a, b in zip(one.batch_indices, other.batch_indices, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("size", [1, 32, 33])  # the last two leave a short batch; small arrays end at 32
@pytest.mark.parametrize("make", [sl.logistic_regression, sl.mlp])
def test_batches_of_every_size_give_the_same_path_to_the_last_bit(monkeypatch, make, size):
    X = np.random.default_rng(1).normal(size=(90, 3))
    options = {"hidden": (4,), "loss": "cross_entropy"} if make is sl.mlp else {}
    rule = sl.clip_norm(sl.gradient_descent(2.0, momentum=0.5), 0.5)
    one, other = both(
        monkeypatch, make(X, X[:, 0] > 0, **options), optimizer=rule, batches=sl.minibatch(size), steps=60, seed=2
    )
    np.testing.assert_array_equal(one.params, other.params)


@pytest.mark.parametrize(
    ("loss", "start", "rule", "step"),
    [
        (lambda w, batch: np.tanh(w[0]), 0.0, sl.gradient_descent(1e308, momentum=0.9), 2),  # the loss stays at -1
        (lambda w, batch: np.log(w[0]), 1.0, sl.gradient_descent(1.0), 1),  # the parameter stays finite, 0
    ],
)
def test_parameters_or_a_loss_of_minus_infinity_have_diverged(monkeypatch, loss, start, rule, step):
    problem = sl.Problem(loss, start=[start], pure=True)
    for run in both(monkeypatch, problem, optimizer=rule, steps=9):
        assert run.stopped_by == f"diverged at step {step}"


def test_steps_are_fused_only_in_a_single_run_of_our_own_parts(monkeypatch):
    made = []
    usual = FusedStep.__init__

    def noted(self, *args):
        made.append(1)
        usual(self, *args)

    monkeypatch.setattr(FusedStep, "__init__", noted)
    line = PROBLEMS["line"]()
    sl.train(line, steps=1_000)
    assert made == [1]
    sl.train(line, steps=2)  # the function is there
    assert made == [1, 1]
    for parts in (
        {"optimizer": lambda g, w: -0.01 * g},
        {"gradient": sl.by_hand},
        {"seeds": 3},
        {"batches": lambda n, rng: [np.arange(n)]},
        {"optimizer": sl.newton()},
        {"problem": sl.Problem(line.loss, line.data, start=line.start)},  # not known to be pure
    ):
        sl.train(**{"problem": line, "steps": 1_000, "record_every": 500, **parts})
    assert made == [1, 1]


def test_a_pure_loss_that_cannot_be_traced_is_trained_part_by_part():
    branch = sl.Problem(lambda w, batch: w[0] ** 2 if w[0] > 0 else -w[0], start=[1.0], pure=True)
    assert sl.train(branch, steps=1_000).steps[-1] == 1_000


def test_without_a_start_of_its_own_a_problem_is_trained_with_any_number_of_parameters():
    """Neither the function of an earlier run nor the length of its tape is that of this one."""

    def loss(w, batch):
        return sum((one - 1.0) ** 2 for one in w)

    own = sl.Problem(loss, pure=True)
    for size in (2, 3):
        run, alone = (sl.train(p, np.zeros(size), steps=1_000) for p in (own, sl.Problem(loss, pure=True)))
        assert np.array_equal(run.params, alone.params)
        assert run.bill == alone.bill
