"""A problem can be sent to another process, and trains there as it does here."""

import copy
import pickle
import subprocess
import sys

import numpy as np
import pytest

import sgdlab as sl

X, Y = sl.moons(20)
CLASSES = Y.astype(int)
SURFACES = [sl.beale, sl.himmelblau, sl.rastrigin, sl.ravine, sl.rosenbrock, sl.saddle]
PROBLEMS = [
    sl.linear_regression(X, Y),
    sl.logistic_regression(X, Y, l2=0.1),
    sl.softmax_regression(X, CLASSES),
    sl.mlp(X, Y, hidden=(3,), seed=5),
    sl.mlp(X, CLASSES, hidden=(3,), loss="cross_entropy", activation="relu"),
    sl.quadratic([1.0, 4.0], 0.3),
    sl.with_examples(sl.rosenbrock(), n=9, seed=4),
    *[make() for make in SURFACES],
]


def squares(w, batch):
    return np.mean((batch[0] @ w - batch[1]) ** 2)


@pytest.mark.parametrize("problem", [*PROBLEMS, sl.Problem(squares, (X, Y), start=[0.0, 0.0])], ids=repr)
def test_a_copy_is_the_same_problem(problem):
    path = sl.train(problem, optimizer=sl.gradient_descent(1e-4), steps=3).params
    for twin in (pickle.loads(pickle.dumps(problem)), copy.deepcopy(problem), copy.copy(problem)):
        assert (type(twin), repr(twin)) == (type(problem), repr(problem))
        np.testing.assert_array_equal(sl.train(twin, optimizer=sl.gradient_descent(1e-4), steps=3).params, path)


def test_another_process_trains_what_was_sent(tmp_path):
    parts = {
        "problem": PROBLEMS[0],
        **sl.sgd(0.1, batch_size=4),
        "stop": sl.patience(PROBLEMS[0]) | sl.budget(epochs=3),
    }
    (tmp_path / "parts").write_bytes(pickle.dumps(parts))
    code = (
        "import pathlib, pickle\n"
        "parts = pickle.loads(pathlib.Path('parts').read_bytes())\n"
        "import sgdlab as sl\n"
        "pathlib.Path('run').write_bytes(pickle.dumps(sl.train(**parts)))\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    run = pickle.loads((tmp_path / "run").read_bytes())
    assert repr(run) == repr(sl.train(**parts))
    np.testing.assert_array_equal(run.params, sl.train(**parts).params)


def test_arrays_that_have_changed_since_are_not_sent():
    mine = X.copy()
    problem = sl.linear_regression(mine, Y)
    mine[0, 0] += 1
    with pytest.raises(ValueError, match="linear regression on 20 examples can't be copied, because the arrays it was"):
        pickle.dumps(problem)
    np.testing.assert_array_equal(sl.train(problem, steps=2).params, sl.train(PROBLEMS[0], steps=2).params)


def test_what_is_made_of_a_problem_is_sent_with_it():
    sweep = sl.train_many(PROBLEMS[0], sl.sgd, learning_rate=[0.1, 0.2], batch_size=4, steps=4)
    twin = pickle.loads(pickle.dumps(sweep))
    np.testing.assert_array_equal(twin.run(1).params, sweep.run(1).params)
    program = sl.program(PROBLEMS[0], optimizer=sl.adam(0.1))
    assert pickle.loads(pickle.dumps(program)).source == program.source
