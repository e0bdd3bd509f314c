"""What editors and type checkers know of the public names: all of them, and the same that they are when they run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sgdlab
from tools.stub import STUBS

RIGHT = """
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

import sgdlab as sl
from sgdlab.course import notebook_02 as exercises
from sgdlab.course import spine

Vector = NDArray[np.float64]
problem = sl.linear_regression(np.ones((9, 2)), np.ones(9))
run: sl.Run = sl.train(problem, gradient=sl.backprop, **sl.sgd(0.05, batch_size=8), steps=160)
final: Vector = run.final


def my_rule(gradient: Vector, params: Vector) -> Vector:
    return -0.05 * gradient


class MyOptimizer:
    def init(self, params: Vector) -> int:
        return 0

    def update(self, gradient: Vector, state: int, params: Vector) -> tuple[Vector, int]:
        return -0.1 * gradient, state + 1


def my_gradient(loss: sl.Problem, params: Vector, batch: tuple[Vector, ...]) -> tuple[float, Vector]:
    return sl.backprop(loss, params, batch)


def my_estimate(
    loss: sl.Problem, params: Vector, batch: tuple[Vector, ...], rng: np.random.Generator
) -> tuple[float, Vector]:
    return 0.0, rng.normal(size=params.shape)


def my_batches(n: int, rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    yield rng.permutation(n)[:3]


sl.train(problem, gradient=my_gradient, optimizer=my_rule, batches=my_batches, stop=lambda run: run.params[0] > 3)
sl.train(problem, gradient=my_estimate, optimizer=MyOptimizer(), stop=sl.budget(epochs=3) | sl.target_loss(0.1))
sl.train(lambda w: np.sum(w**2), start=[1.0, 2.0], optimizer=sl.adam(lambda step: 0.1 / (step + 1)))
value, gradient = sl.compile(lambda w: np.sum(w * w)).value_and_grad(np.ones(2))
value, gradient = sl.value_and_grad(sl.grad(lambda w: w**3))(2.0)
sl.jvp(sl.grad(lambda w: np.sum(w**3)), (np.ones(2),), (np.ones(2),))
lab: sl.RaceLab = sl.RaceLab(problem, yours=my_rule)
for rule in [sl.adam(0.1), sl.newton(), sl.clip_norm(sl.gradient_descent(0.1), limit=1.0)]:  # of different classes
    sl.train(problem, optimizer=rule)
for name, method in {"backprop": sl.backprop, "by hand": sl.by_hand, "SPSA": sl.spsa}.items():
    value, gradient = method(problem, final)
    sl.train(problem, gradient=method)
exercises.descent.check(my_rule)
spine.loop.or_given(my_rule)(np.ones(2), np.zeros(2))
"""

WRONG = """
import sgdlab as sl

problem = sl.quadratic([1.0, 9.0])
sl.nothing
sl.adam(lr=0.1)
sl.train(problem).finl
sl.train(problem, epochs=3)
sl.train(problem, optimizer=sl.adam)
sl.train(problem, batches=8)
sl.train(problem, gradient="backprop")
sl.train(problem, stop=3)
sl.train(problem, **sl.sgd(0.1, batch_size=2), optimizer=sl.adam(0.1))
sl.schedules.cosin(0.1)
sl.RaceLab(foo=3)
sl.labs.RaceLab(foo=3)
sl.compile(3)
sl.relu(1.0, axis=0)
sl.affine(bias=0.0)
"""


@pytest.mark.parametrize("file", STUBS, ids=lambda file: file.parent.name)
def test_the_stub_has_the_public_names(file):
    assert file.read_text(encoding="utf-8") == STUBS[file], "run python -m tools.stub"


@pytest.mark.slow
def test_right_code_of_a_user_passes_and_wrong_code_is_refused(tmp_path):
    pytest.importorskip("mypy", reason="mypy is not installed")
    files = {"right.py": RIGHT.lstrip(), "wrong.py": WRONG.lstrip()}
    for name, code in files.items():
        (tmp_path / name).write_text(code)
    root = Path(sgdlab.__file__).parents[1]
    options = (
        "--strict",
        "--config-file=",
        "--no-error-summary",
        "--hide-error-context",
        f"--cache-dir={root / '.cache/mypy_of_users'}",
    )
    found = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *files],
        cwd=tmp_path, env={**os.environ, "MYPYPATH": str(root)}, capture_output=True, text=True,
    )  # fmt: skip
    assert not found.stderr
    errors = [line for line in found.stdout.splitlines() if ": error: " in line]
    assert [line for line in errors if line.startswith("right.py")] == []
    refused = {int(line.split(":")[1]) for line in errors if line.startswith("wrong.py")}
    assert refused == {n for n, line in enumerate(files["wrong.py"].splitlines(), 1) if n > 3}
