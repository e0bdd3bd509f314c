"""The small networks of Values: against PyTorch, NumPy and finite differences."""

import math
import random
from itertools import pairwise

import numpy as np
import pytest

from sgdlab.autodiff.nn import MLP, Layer, Neuron
from sgdlab.autodiff.scalar import Value


def forward(flat, sizes, x):
    """The same network in NumPy, on one flat parameter vector: neuron by neuron, weights then bias."""
    at = 0
    for i, (n_in, n_out) in enumerate(pairwise(sizes)):
        block = flat[at : at + (n_in + 1) * n_out].reshape(n_out, n_in + 1)
        at += block.size
        x = x @ block[:, :-1].T + block[:, -1]
        if i < len(sizes) - 2:
            x = np.maximum(x, 0)
    return x


def flat_of(model):
    return np.array([p.data for p in model.parameters()])


def half_moons(n, seed):
    """Two interleaved half circles with labels -1 and 1."""
    rng = np.random.default_rng(seed)
    t = rng.uniform(0, np.pi, n)
    y = np.where(np.arange(n) % 2, 1, -1)
    X = np.where(y[:, None] > 0, np.c_[np.cos(t), np.sin(t)], np.c_[1 - np.cos(t), 0.5 - np.sin(t)])
    return X + 0.1 * rng.normal(size=(n, 2)), y


def hinge(model, X, y):
    """The loss of micrograd's demo: hinge loss plus a small penalty on the squared parameters."""
    scores = [model(row) for row in X]
    losses = [(1 + -yi * score).relu() for yi, score in zip(y, scores, strict=True)]
    return sum(losses) * (1.0 / len(losses)) + 1e-4 * sum(p * p for p in model.parameters())


def test_outputs_are_those_of_numpy():
    model = MLP(3, [5, 4, 2], rng=0)
    for x in np.random.default_rng(1).normal(size=(10, 3)):
        expected = forward(flat_of(model), [3, 5, 4, 2], x)
        np.testing.assert_allclose([v.data for v in model(x)], expected, rtol=1e-12)


def test_gradients_are_those_of_central_differences():
    model = MLP(2, [6, 3, 1], rng=3)
    X, y = half_moons(7, seed=0)

    def loss(flat):
        margins = np.maximum(1 - y * forward(flat, [2, 6, 3, 1], X)[:, 0], 0)
        return margins.mean() + 1e-4 * (flat**2).sum()

    flat, h = flat_of(model), 1e-6
    value = hinge(model, X, y)
    value.backward()
    assert value.data == pytest.approx(loss(flat), rel=1e-12)
    slopes = [(loss(flat + h * e) - loss(flat - h * e)) / (2 * h) for e in np.eye(flat.size)]
    assert np.abs(slopes).max() > 0.1
    np.testing.assert_allclose([p.grad for p in model.parameters()], slopes, atol=1e-8)


def test_gradients_are_those_of_pytorch():
    torch = pytest.importorskip("torch", reason="PyTorch, the independent oracle, is not installed")
    model = MLP(2, [8, 1], rng=5)
    X, y = half_moons(20, seed=2)
    hinge(model, X, y).backward()
    hidden, output = torch.nn.Linear(2, 8).double(), torch.nn.Linear(8, 1).double()
    with torch.no_grad():
        for linear, layer in zip((hidden, output), model.layers, strict=True):
            linear.weight[:] = torch.tensor([[w.data for w in neuron.w] for neuron in layer.neurons])
            linear.bias[:] = torch.tensor([neuron.b.data for neuron in layer.neurons])
    scores = output(torch.relu(hidden(torch.tensor(X))))[:, 0]
    weights = [*hidden.parameters(), *output.parameters()]
    loss = torch.relu(1 - torch.tensor(y) * scores).mean() + 1e-4 * sum((p**2).sum() for p in weights)
    loss.backward()
    for linear, layer in zip((hidden, output), model.layers, strict=True):
        mine = [[w.grad for w in neuron.w] for neuron in layer.neurons]
        np.testing.assert_allclose(mine, linear.weight.grad.numpy(), atol=1e-12)
        np.testing.assert_allclose([n.b.grad for n in layer.neurons], linear.bias.grad.numpy(), atol=1e-12)


def test_training_on_two_moons_separates_them():
    model = MLP(2, [8, 8, 1], rng=2)
    X, y = half_moons(40, seed=0)
    losses = []
    for _ in range(60):
        loss = hinge(model, X, y)
        model.zero_grad()
        loss.backward()
        for p in model.parameters():
            p.data -= 0.5 * p.grad
        losses.append(loss.data)
    right = sum((model(row) > 0) == (yi > 0) for row, yi in zip(X, y, strict=True))
    assert losses[-1] < 0.2 < losses[0]
    assert right >= 38


def test_zero_grad_forgets():
    model = MLP(2, [3, 1], rng=0)
    model([1.0, 2.0]).backward()
    assert any(p.grad for p in model.parameters())
    model.zero_grad()
    assert [p.grad for p in model.parameters()] == [0.0] * 13


def test_inputs_may_be_values_and_then_have_gradients():
    neuron = Neuron(2, nonlin=False, rng=0)
    x = [Value(0.5), Value(-1.0)]
    neuron(x).backward()
    assert [v.grad for v in x] == [w.data for w in neuron.w]
    assert [w.grad for w in neuron.w] == [0.5, -1.0]


def test_sizes_are_counted_in_parameters():
    assert len(MLP(2, [16, 16, 1], rng=0).parameters()) == 337
    assert len(MLP(4, [1, 3], rng=0)([1, 2, 3, 4])) == 3  # a hidden layer of one neuron
    assert "3 ReLU neurons" in repr(Layer(2, 3, rng=0))
    assert repr(Neuron(2, rng=0)) == "ReLUNeuron(2)"
    assert "linear" in repr(MLP(2, [1], rng=0))


def test_a_seed_gives_the_same_weights_again():
    first, again, other = (flat_of(MLP(2, [4, 1], rng=seed)) for seed in (7, 7, 8))
    assert (first == again).all()
    assert (first != other).any()
    draws = np.random.default_rng(7).uniform(-1, 1, 3)
    np.testing.assert_array_equal([w.data for w in Neuron(3, rng=np.random.default_rng(7)).w], draws)


def test_without_a_seed_pythons_own_generator_is_used_as_in_micrograd():
    state = random.getstate()
    try:
        random.seed(1337)
        expected = [random.uniform(-1, 1) for _ in range(6)]
        random.seed(1337)
        model = Layer(3, 2)
    finally:
        random.setstate(state)
    assert [w.data for neuron in model.neurons for w in neuron.w] == expected


def test_a_wrong_number_of_inputs_is_named():
    with pytest.raises(ValueError, match="3 weights for 2 inputs"):
        Neuron(3, rng=0)([1.0, 2.0])


def test_nan_is_not_hidden_by_relu():
    assert math.isnan(Neuron(1, rng=0)([math.nan]).data)
