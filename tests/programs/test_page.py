"""What a page gets besides programs, whose runs are in tests/page; and what it cannot get."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.problems.examples import penguin_line
from sgdlab.programs import Parts, page_function, page_recipe
from tests.in_node import Job, evaluated
from tests.looping import looped

RNG = np.random.default_rng(0)
X, CLASSES = RNG.normal(size=(22, 3)), RNG.integers(3, size=22)


def test_what_is_around_the_step():
    line = penguin_line()
    recipe = sl.program(line, optimizer=sl.gradient_descent(0.1), batches=sl.minibatch(8, replace=True)).recipe()
    assert recipe["settings"] == {"learning_rate": 0.1, "momentum": 0.0}
    assert [(one["name"], one["shape"]) for one in recipe["state"]] == [("velocity", [2])]
    assert [(one["name"], one["shape"]) for one in recipe["data"]] == [("X", [123, 2]), ("y", [123])]
    assert (recipe["parameters"], recipe["examples"]) == (2, 123)
    assert recipe["batches"] == {"size": 8, "replace": True, "drop_last": False}
    assert sl.program(line).recipe()["batches"] == {"size": None, "replace": False, "drop_last": False}


@looped("optimizer", [sl.gradient_descent(0.1), sl.gradient_descent(0.1, 0.9), sl.adam(0.1)])
def test_a_loss_runs_once_at_each_size(optimizer):
    calls = []

    def loss(params, batch):
        calls.append(batch[0].shape[0])
        return np.mean((batch[0] @ params) ** 2)

    problem = sl.Problem(loss, (X,), start=[1.0, 2.0, 3.0])
    page_recipe(Parts(problem, sl.backprop, optimizer, sl.full_batch, problem.start))
    assert sorted(calls) == [5, 7, 12, 22]  # three sizes, and the full batch to compare; the loss is a part of the step


@looped("problem", [penguin_line(), sl.mlp(X, CLASSES, hidden=(4,), loss="cross_entropy"), sl.rosenbrock()])
@looped("method", [sl.backprop, sl.forward_mode])
def test_the_charge_is_what_train_bills(problem, method):
    batches = sl.minibatch(8, drop_last=True) if problem.data else sl.full_batch
    parts = {"gradient": method, "batches": batches, "optimizer": sl.gradient_descent(1e-3)}
    bill = sl.train(problem, steps=5, **parts).bill
    charge, size = sl.program(problem, **parts).recipe()["charge"], 8 if problem.data else 1
    for name in ("loss_evaluations", "example_gradients", "operations"):
        per_gradient, per_example, *taken = charge[name]
        assert (getattr(bill, name), taken) == (5 * (per_gradient + size * per_example), [0, 0])


def test_labels_need_no_table_of_zeros_and_ones() -> None:
    """Which would be too large for a page from 142 classes on."""
    species = sl.softmax_regression(np.arange(150.0)[:, None] / 150, np.arange(150))
    recipe = sl.program(species, optimizer=sl.gradient_descent(0.5), batches=sl.minibatch(4)).recipe()
    w, batch = RNG.normal(size=300), tuple(array[[3, 0, 149, 7]] for array in species.data)
    assert "=== j ? 1 : 0" in recipe["step"]
    [[[_, gradient, *_]]] = evaluated([Job(recipe["step"], 4, [[w, 0, 0.5, 0.0, np.zeros(300), *batch]])])
    z = batch[0] @ w[None, :150] + w[150:]
    error = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True) - np.eye(150)[[3, 0, 149, 7]]
    np.testing.assert_allclose(gradient, np.concatenate([(batch[0].T @ error)[0], error.sum(axis=0)]) / 4, atol=1e-12)


def test_what_a_page_cannot_have_is_refused():
    def mine(n, rng):
        yield np.arange(n)

    with pytest.raises(ValueError, match="has no recipe for a page, because its batch rule is a function of your own"):
        sl.program(penguin_line(), batches=mine).recipe()
    with pytest.raises(ValueError, match="branches on a traced value"):
        sl.program(penguin_line(), optimizer=lambda g, w: -g if g[0] > 0 else g).recipe()


def test_a_network_is_a_function_of_the_page() -> None:
    points, labels = sl.moons(30)
    network = sl.mlp(points, labels, (3,), "sigmoid", loss="cross_entropy")
    factory = page_function(network.formula, network.start, points)
    others = np.random.default_rng(0).normal(size=(7, 2))
    [[[outputs]]] = evaluated([Job(factory, 7, [[network.start, others]])])
    np.testing.assert_allclose(outputs.reshape(7, 2), network.formula(network.start, others), rtol=1e-12)
