"""Networks against layers written out, complex steps, PyTorch, and what is known of their starts."""

from itertools import pairwise

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.problems.networks import initial, layer_shapes

RNG = np.random.default_rng(0)
X = RNG.normal(size=(12, 3))
Y = RNG.normal(size=12)
LABELS = np.array(["low", "high", "mid"])[np.arange(12) % 3]
BENT = {"tanh": np.tanh, "relu": lambda z: z * (z.real > 0), "sigmoid": lambda z: 1 / (1 + np.exp(-z))}


def by_layers(w, widths, bend, X):
    """The outputs, parameters read off the vector one after the other."""
    a, at = X, 0
    for layer, (fan_in, fan_out) in enumerate(pairwise(widths), 1):
        W = w[at : at + fan_in * fan_out].reshape(fan_in, fan_out)
        b = w[at + fan_in * fan_out : at + (fan_in + 1) * fan_out]
        at += (fan_in + 1) * fan_out
        a = a @ W + b
        a = bend(a) if layer < len(widths) - 1 else a
    assert at == len(w)
    return a


def squares(z, y):
    return np.mean((z - y.reshape(len(y), -1)) ** 2)


def cross_entropy(z, labels):
    names = ["high", "low", "mid"]
    return np.mean(
        [np.log(np.sum(np.exp(row))) - row[names.index(label)] for row, label in zip(z, labels, strict=True)]
    )


CASES = {
    "numbers": (Y, "mse", squares, 1),
    "several numbers": (RNG.normal(size=(12, 2)), "mse", squares, 2),
    "classes": (LABELS, "cross_entropy", cross_entropy, 3),
}
cases = pytest.mark.parametrize(("y", "loss", "compare", "outputs"), CASES.values(), ids=CASES)


@cases
@pytest.mark.parametrize("activation", BENT)
def test_loss_and_gradient_are_those_of_the_layers(y, loss, compare, outputs, activation):
    for hidden, l2 in (((), 0.2), ((5, 4, 3), 0.0), ((4,), 0.2)):
        problem = sl.mlp(X, y, hidden, activation, loss, l2=l2)
        widths = (3, *hidden, outputs)
        w = 0.7 * RNG.normal(size=problem.size)
        weights = np.concatenate([np.full(np.prod(s), float(len(s) == 2)) for s in layer_shapes(widths).values()])

        def expected(w, widths=widths, weights=weights, l2=l2):
            return compare(by_layers(w, widths, BENT[activation], X), y) + l2 / 2 * np.sum(weights * w**2)

        value, gradient = sl.backprop(problem, w)
        steps = [np.imag(expected(w + 1e-30j * e)) / 1e-30 for e in np.eye(len(w))]
        assert problem(w) == pytest.approx(expected(w), rel=1e-12)
        assert value == pytest.approx(expected(w), rel=1e-12)
        np.testing.assert_allclose(gradient, steps, rtol=1e-10, atol=1e-13)
        assert sl.backprop.program(problem).eager_because is None


@cases
def test_a_surface_in_one_call_and_an_ensemble_with_batches_of_its_own(y, loss, compare, outputs):
    problem = sl.mlp(X, y, (4,), loss=loss, l2=0.1)
    grid = RNG.normal(size=(2, 3, problem.size))
    np.testing.assert_allclose(problem(grid), [[problem(w) for w in row] for row in grid], rtol=1e-12)
    together = sl.train(problem, **sl.sgd(0.1, 5), steps=9, seeds=3)
    for seed in range(3):
        alone = sl.train(problem, **sl.sgd(0.1, 5), steps=9, seed=seed)
        np.testing.assert_allclose(together.params[:, seed], alone.params, rtol=1e-10, atol=1e-12)


def test_float32_stays_float32_through_training():
    for y, loss, *_ in CASES.values():
        problem = sl.mlp(X.astype(np.float32), y, (4,), loss=loss, l2=0.1)
        run = sl.train(problem, **sl.sgd(0.1, 5), steps=4)
        assert problem.start.dtype == run.params.dtype == run.losses.dtype == np.float32


@pytest.mark.oracle
@pytest.mark.parametrize("activation", BENT)
def test_training_is_that_of_pytorch(activation):
    torch = pytest.importorskip("torch", reason="PyTorch, the independent oracle, is not installed")
    problem = sl.mlp(X, LABELS, (6, 5), activation, "cross_entropy")
    bends = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid}
    layers = [torch.nn.Linear(3, 6), bends[activation](), torch.nn.Linear(6, 5), bends[activation]()]
    network = torch.nn.Sequential(*layers, torch.nn.Linear(5, 3)).double()
    pieces = list(problem.pieces(problem.start).values())
    with torch.no_grad():
        for theirs, (W, b) in zip(network[::2], zip(pieces[::2], pieces[1::2], strict=True), strict=True):
            theirs.weight[:], theirs.bias[:] = torch.tensor(W.T.copy()), torch.tensor(b.copy())
    rule = torch.optim.SGD(network.parameters(), lr=0.3)
    for _ in range(50):
        rule.zero_grad()
        torch.nn.functional.cross_entropy(network(torch.tensor(X)), torch.tensor(problem.data[1]).long()).backward()
        rule.step()
    run = sl.train(problem, optimizer=sl.gradient_descent(0.3), steps=50)
    for k, theirs in enumerate(network[::2], 1):
        ours = problem.pieces(run.final)
        np.testing.assert_allclose(ours[f"W{k}"], theirs.weight.detach().numpy().T, atol=1e-10)
        np.testing.assert_allclose(ours[f"b{k}"], theirs.bias.detach().numpy(), atol=1e-10)


@pytest.mark.parametrize(("init", "deviation"), [("xavier", np.sqrt(2 / 700)), ("he", np.sqrt(2 / 400))])
def test_weights_start_with_the_published_spread_and_biases_at_zero(init, deviation):
    """Glorot, Bengio 2010: variance 2 / (in + out), uniform.  He et al. 2015: variance 2 / in, normal."""
    params = initial([400, 300], init, seed=3)
    weights, biases = params[:-300], params[-300:]
    assert not biases.any()
    assert weights.std() == pytest.approx(deviation, rel=0.01)
    assert abs(weights.mean()) < 4 * deviation / np.sqrt(len(weights))
    beyond = np.mean(np.abs(weights) > np.sqrt(3) * deviation)  # of a normal distribution 8.3 % are there
    assert beyond == (0 if init == "xavier" else pytest.approx(0.0833, abs=0.005))


def test_names_pieces_and_words():
    problem = sl.mlp(X, LABELS, 4, loss="cross_entropy")
    shapes = {name: piece.shape for name, piece in problem.pieces(problem.start[None]).items()}
    assert shapes == {"W1": (1, 3, 4), "b1": (1, 4), "W2": (1, 4, 3), "b2": (1, 3)}
    assert (problem.names[0], problem.names[-1], len(problem.names)) == ("W1[0, 0]", "b2[2]", 31)
    assert repr(problem) == "a network 3-4-3 (tanh) on 12 examples, 31 parameters"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"activation": "gelu"}, "activation is one of 'tanh', 'relu', 'sigmoid'; got 'gelu'"),
        ({"loss": "crossentropy"}, "loss is one of 'mse', 'cross_entropy'; got 'crossentropy'"),
        ({"init": "ones"}, "init is one of 'xavier', 'he', 'zeros'; got 'ones'"),
        (
            {"hidden": (4, 0)},
            r"hidden is a whole number .* the width of a layer, or several, such as \(16, 16\); got 0",
        ),
        ({"hidden": "16"}, "got '16'"),
        ({"hidden": 2.5}, "got 2.5"),
        ({"l2": -1}, "l2 is a finite number of at least 0; got -1"),
        ({"loss": "cross_entropy"}, "labels are whole numbers or words"),
        ({"y": Y[:-1]}, r"y has one number per row of X, so shape \(12,\); got \(11,\)"),
        ({"X": X[:, 0]}, r"X is an array of shape \(N, d\); got shape \(12,\)"),
    ],
)
def test_what_does_not_fit_is_refused(options, words):
    with pytest.raises(ValueError, match=words):
        sl.mlp(**{"X": X, "y": Y, **options})
