"""The page on which all of training fits, held to the rest of the package, which computes the same with other code."""

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import small
from sgdlab.training.drawing import generators

SOURCE = Path(small.__file__)


def network(w, batch):
    """A network 2-8-1 with tanh, and its mean squared error: the parameters as in `sgdlab.mlp`."""
    X, y = batch
    hidden = (X @ w[np.arange(16).reshape(2, 8)] + w[16:24]).tanh()
    errors = hidden @ w[24:32] + w[32] - y
    return (errors * errors).mean()


def penguins():
    gentoo = sl.penguins().where(species="Gentoo")
    x, y = (gentoo["flipper_length_mm",] - 200) / 10, gentoo["body_mass_g"] / 1000
    return sl.linear_regression(x, y), (np.column_stack([x, np.ones(len(y))]), y), small.squared_error


def moons():
    X, labels = sl.moons(100, seed=1)
    return sl.mlp(X, labels, hidden=(8,)), (X, labels), network


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize(("made", "steps", "rate"), [(penguins, 160, 0.02), (moons, 120, 0.1)])
def test_page_takes_the_path_of_train(made, steps, rate, momentum):
    problem, data, loss = made()
    run = sl.train(problem, **sl.sgd(rate, batch_size=8, momentum=momentum), steps=steps, seed=5)
    (rng,) = generators(5, 1, "batches")
    recipe = small.minibatch(8), small.backprop, small.gradient_descent(rate, momentum)
    path = small.train(loss, data, problem.start, recipe, steps, rng)
    assert path.shape == run.params.shape
    assert np.ptp(path, axis=0).min() > 1e-3  # every parameter has moved
    np.testing.assert_allclose(path, run.params, rtol=0, atol=1e-12)


OPERATIONS = {
    "sums that broadcast": lambda w: ((w[0] + w[:3]) * (w[:, None] + w)[2, :3] - 2.0).mean(),
    "a number and an array from the left": lambda w: (3.0 * w * np.arange(6.0) + w).mean(),
    "one entry more than once": lambda w: (w[np.array([0, 0, 1])] * w[0]).mean(),
    "matrices": lambda w: (w[np.arange(6).reshape(2, 3)] @ w[np.arange(6).reshape(3, 2)]).tanh().mean(),
    "a square matrix and a vector": lambda w: (w[np.arange(4).reshape(2, 2)] @ w[:2]).mean(),
    "one value in many places": lambda w: (w.tanh() * w.tanh() - w).mean() * w[5],
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_backprop_agrees_with_differences(name):
    w = np.random.default_rng(3).normal(size=6)

    def loss(w, batch):
        return OPERATIONS[name](w)

    value, gradient = small.backprop(loss, w, ())
    other_value, differences = small.finite_difference(loss, w, ())
    assert value == other_value
    np.testing.assert_allclose(gradient, differences, rtol=1e-7, atol=1e-8)


def test_page_fits_on_one_page_and_needs_numpy_alone():
    source = SOURCE.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 150
    modules = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert modules == {"collections.abc", "itertools", "pathlib", "typing", "numpy"}


def test_page_runs_and_says_what_it_did():
    done = subprocess.run([sys.executable, "-m", "sgdlab.small"], capture_output=True, text=True, check=True)
    _, data, loss = penguins()
    recipe = small.minibatch(8), small.backprop, small.gradient_descent(0.05)
    slope, level = small.train(loss, data, np.zeros(2), recipe, 160, np.random.default_rng(0))[-1]
    line = f"kg = {slope:.6f} x (flipper in cm - 20) + {level:.6f}"
    assert done.stdout.splitlines() == [
        f"160 steps of SGD with backprop: {line}",
        f"160 steps of SGD with finite_difference: {line}",
    ]
