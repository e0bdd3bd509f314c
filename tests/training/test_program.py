"""A program takes the path of `train`: with all problems, optimizers, batches and methods that can be traced."""

import subprocess
import sys

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.optimizers import schedules
from sgdlab.problems.examples import penguin_line
from tests.update_paths import SCHEDULES, schedule_settings

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(22, 3)), RNG.normal(size=22)
CLASSES = RNG.integers(3, size=22)


def narrow(w, batch):
    x, y = batch
    return np.mean(np.abs(x @ w[:3] - y)) + 0.1 * np.max(w) + np.sum(np.exp(w - 1.0))


PROBLEMS = {
    "line": lambda: sl.linear_regression(X, Y),
    "logistic": lambda: sl.logistic_regression(X, Y > 0, l2=0.1),
    "softmax": lambda: sl.softmax_regression(X, CLASSES, l2=0.1),
    "network": lambda: sl.mlp(X, Y, hidden=(3, 2)),
    "classifier": lambda: sl.mlp(X, CLASSES, hidden=(4,), activation="relu", loss="cross_entropy", l2=0.1),
    "network of sigmoids": lambda: sl.mlp(X, np.stack([Y, -Y], axis=1), hidden=(4,), activation="sigmoid"),
    "own": lambda: sl.Problem(narrow, (X, Y), start=[0.1, 0.2, 0.3, 0.4]),
    "quadratic": lambda: sl.quadratic([1, 9], 0.3),
    "rosenbrock": sl.rosenbrock,
    "himmelblau": sl.himmelblau,
    "beale": sl.beale,
    "rastrigin": sl.rastrigin,
}
CURVED = ["line", "logistic", "softmax", "quadratic", "rosenbrock"]


def my_rule(gradient, params):
    return -0.01 * gradient / (1e-8 + np.abs(gradient).max())


def my_branch(gradient, params):
    return -0.01 * gradient if gradient[0] > 0 else -0.02 * gradient


class MyMemory:
    """Momentum written by a learner, with a state in a dictionary."""

    def init(self, params):
        return {"v": np.zeros(len(params)), "count": 0}

    def update(self, gradient, state, params):
        v = 0.5 * state["v"] + gradient
        return -0.01 * v / np.sqrt(state["count"] + 1), {"v": v, "count": state["count"] + 1}


OPTIMIZERS = {
    "plain": lambda: sl.gradient_descent(0.003),
    "momentum": lambda: sl.gradient_descent(0.003, momentum=0.9),
    "nesterov": lambda: sl.gradient_descent(0.003, momentum=0.9, nesterov=True),
    "adagrad from 0.1": lambda: sl.adagrad(0.1, initial=0.1),
    "rmsprop with momentum": lambda: sl.rmsprop(0.01, momentum=0.5),
    "adam": lambda: sl.adam(0.05),
    "amsgrad": lambda: sl.adam(0.05, amsgrad=True),
    "adamw": lambda: sl.adamw(0.05),
    "decay": lambda: sl.weight_decay(sl.gradient_descent(0.003, momentum=0.5), 0.1),
    "clipped twice": lambda: sl.clip_norm(sl.clip_value(sl.adam(0.05), 0.5), 1.0),
    "cosine": lambda: sl.gradient_descent(schedules.cosine(0.003, steps=20, lowest=0.001), momentum=0.5),
    "warm up": lambda: sl.adam(schedules.warm_up(schedules.step_decay(0.05, every=7), steps=5)),
    **{
        kind.__name__: lambda kind=kind: sl.gradient_descent(kind(**schedule_settings(kind, 0.003)))
        for kind in SCHEDULES
    },
    "own schedule": lambda: sl.gradient_descent(lambda step: 0.003 / (1 + step)),
    "own schedule with a branch": lambda: sl.gradient_descent(lambda step: 0.003 if step < 9 else 0.001),
    "own": lambda: my_rule,
    "own, decayed": lambda: sl.weight_decay(my_rule, 0.1),
    "own with a branch": lambda: my_branch,
    "own with a memory": MyMemory,
}


def thirds(n, rng):
    yield from np.array_split(rng.permutation(n), 3)


BATCHES = {
    "all": sl.full_batch,
    "8": sl.minibatch(8),
    "8, again": sl.minibatch(8, replace=True),
    "1": sl.one_at_a_time,
    "thirds": thirds,
}
METHODS = {
    "forward_mode": (sl.forward_mode, 1e-12),
    "2-point": (sl.finite_difference(scheme="2-point"), 1e-6),  # they magnify rounding by 1 / h
    "3-point": (sl.finite_difference, 1e-8),
}


def check(problem, tolerance=1e-12, steps=40, seed=3, **parts):
    program = sl.program(problem, **parts)
    run = sl.train(problem, steps=steps, seed=seed, record_every=1, **parts)
    path = program(steps=steps, seed=seed)
    assert path.shape == (steps + 1, problem.size)
    scale = max(1.0, float(np.abs(run.params).max()))
    np.testing.assert_allclose(path[: len(run.params)], run.params, rtol=tolerance, atol=tolerance * scale)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem(problem):
    made = PROBLEMS[problem]()
    batches = sl.minibatch(8) if made.data else sl.full_batch
    check(made, optimizer=OPTIMIZERS["adam"](), batches=batches)
    if made.gradient is not None:
        check(made, gradient=sl.by_hand, optimizer=OPTIMIZERS["momentum"](), batches=batches)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer(optimizer):
    for problem, batches in (("line", sl.minibatch(8)), ("rosenbrock", sl.full_batch)):
        check(PROBLEMS[problem](), optimizer=OPTIMIZERS[optimizer](), batches=batches)


@pytest.mark.parametrize("batches", BATCHES)
def test_all_kinds_of_batches(batches):
    for problem in ("logistic", "classifier", "own"):
        check(PROBLEMS[problem](), optimizer=sl.adam(0.05), batches=BATCHES[batches])


@pytest.mark.parametrize("method", METHODS)
def test_every_gradient_method(method):
    gradient, tolerance = METHODS[method]
    for problem in ("logistic", "own", "beale"):
        made = PROBLEMS[problem]()
        parts = {"gradient": gradient, "optimizer": sl.gradient_descent(0.001, momentum=0.5)}
        check(made, tolerance, batches=sl.minibatch(8) if made.data else sl.full_batch, **parts)


def test_newton_on_curved_problems():
    for problem in CURVED:
        check(PROBLEMS[problem](), 1e-9, steps=8, optimizer=sl.newton(0.5, damping=100.0))


@pytest.mark.parametrize(
    "parts",
    [
        {"problem": penguin_line(), **sl.sgd(0.05, batch_size=8, momentum=0.9)},
        {
            "problem": PROBLEMS["classifier"](),
            "batches": sl.one_at_a_time,
            "optimizer": my_rule,
        },
    ],
)
def test_the_source_runs_without_sgdlab(parts, tmp_path):
    program = sl.program(**parts)
    np.savez(tmp_path / "data.npz", *parts["problem"].data, start=parts["problem"].start)
    (tmp_path / "copied.py").write_text(
        f"{program.source}\n\nimport sys, numpy\nfile = numpy.load('data.npz')\n"
        "data = [file[name] for name in file.files if name != 'start']\n"
        "numpy.save('path.npy', train(*data, start=file['start'], steps=20, seed=2))\n"
        "assert not any(name.startswith('sgdlab') for name in sys.modules)\n",
        encoding="utf-8",
    )
    subprocess.run([sys.executable, "copied.py"], cwd=tmp_path, check=True)
    np.testing.assert_array_equal(np.load(tmp_path / "path.npy"), program(steps=20, seed=2))


def test_the_program_of_the_penguins_reads_like_the_sentence():
    program = sl.program(penguin_line(), **sl.sgd(0.05, batch_size=8, momentum=0.9))
    source = program.source
    assert source.index("# Which examples?") < source.index("# Which way is up?") < source.index("# How far?")
    for line in (
        "learning_rate = 0.05",
        "def train(X, y, start=(0.0, 0.0), steps=100, seed=0):",
        "    order = rng.permutation(N)",
        "dprediction = 2 / n * r           # n",
        "velocity = momentum * velocity + gradient   # 2",
        "params = params - learning_rate * velocity  # 2",
    ):
        assert line in source
    assert max(map(len, source.splitlines())) < 110


def test_what_cannot_be_traced_is_called_by_its_name():
    made = PROBLEMS["line"]()
    assert "step = my_branch(gradient, params)" in sl.program(made, optimizer=my_branch).source
    assert "epoch = iter(thirds(N, rng))" in sl.program(made, batches=thirds).source

    def falling(step):
        return 0.1 if step < 9 else 0.01

    assert "learning_rate = falling(k)" in sl.program(made, optimizer=sl.gradient_descent(falling)).source
    with pytest.raises(TypeError, match="write a function loss"):
        sl.program(lambda w: w @ w)


@pytest.mark.parametrize("name", ["learning_rate", "prediction", "array", "len", "lambda"])
def test_a_function_of_ones_own_may_have_the_name_of_anything(name):
    """Of a setting, of a line of the loss, of a function that the source calls; two may have the same one."""

    def schedule(k):
        return 0.003 if k < 9 else 0.001

    def batches(n, rng):
        return [rng.permutation(n)[:5]]

    def rule(gradient, params):
        return my_branch(gradient, params)

    schedule.__name__ = batches.__name__ = rule.__name__ = name
    for optimizer in (sl.gradient_descent(schedule, momentum=0.9), rule):
        check(PROBLEMS["line"](), optimizer=optimizer, batches=batches)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"optimizer": sl.evolution_strategy()}, "a search draws its candidates at random"),
        ({"gradient": sl.spsa}, "it draws at random"),
        ({"gradient": sl.complex_step}, "complex numbers, which can't be traced"),
        ({"problem": sl.linear_regression(np.float32(X), np.float32(Y))}, "in float32, .* in float64, such as"),
        ({"problem": sl.mlp(X, Y), "gradient": sl.finite_difference}, "writes the loss down 707 times"),
        ({"problem": sl.Problem(lambda w, batch: abs(w[0] + 1j * w[1]), start=[1.0, 2.0])}, "computes with complex128"),
        ({"problem": sl.Problem(lambda w, batch: w[0] if w[0] > 0 else w[1], start=[1.0, 2.0])}, "branches"),
        ({"optimizer": sl.clip_norm(my_branch)}, "has no program, because it branches on a traced value"),
    ],
)
def test_what_has_no_program_says_why(parts, why):
    with pytest.raises(ValueError, match=why):
        _ = sl.program(**{"problem": PROBLEMS["line"](), **parts}).source


def test_it_starts_where_it_is_told_to():
    program = sl.program(penguin_line(), batches=sl.minibatch(8))
    run = sl.train(penguin_line(), start=[1.0, 2.0], batches=sl.minibatch(8), steps=9, seed=4)
    np.testing.assert_allclose(program([1.0, 2.0], steps=9, seed=4), run.params, rtol=1e-12)
    assert program(steps=0).tolist() == [[0.0, 0.0]]
    for wrong in ({"start": [1.0]}, {"start": np.zeros((2, 2))}, {"steps": -1}, {"seed": -1}):
        with pytest.raises(ValueError, match=r"start|steps|seed"):
            program(**wrong)
