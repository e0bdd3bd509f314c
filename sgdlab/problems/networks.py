"""Networks with hidden layers [mlp], and their initial parameters [initial]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.autodiff import dense, mean_squared_error, relu, sigmoid, softmax_cross_entropy
from sgdlab.checks import generator, is_list, one_of, whole
from sgdlab.problems.model import (
    Model,
    Shapes,
    classes_of,
    cut,
    encode,
    entry_names,
    features,
    numbers,
    penalized,
    weight_penalty,
)
from sgdlab.problems.problem import remembered
from sgdlab.quantities import Array, Batch, Given, Loss, LossValue, Params, Traced

ACTIVATIONS: dict[str, Callable[[Traced], Traced]] = {"tanh": np.tanh, "relu": relu, "sigmoid": sigmoid}
INITS: dict[str, Callable[[np.random.Generator, int, int], Array]] = {
    "xavier": lambda rng, fan_in, fan_out: np.sqrt(6 / (fan_in + fan_out)) * rng.uniform(-1, 1, (fan_in, fan_out)),
    "he": lambda rng, fan_in, fan_out: np.sqrt(2 / fan_in) * rng.standard_normal((fan_in, fan_out)),
    "zeros": lambda rng, fan_in, fan_out: np.zeros((fan_in, fan_out)),
}


@remembered
def mlp(
    X: ArrayLike,
    y: ArrayLike,
    hidden: Sequence[int] | int = (16, 16),
    activation: str = "tanh",
    loss: str = "mse",
    init: str = "xavier",
    l2: float = 0.0,
    seed: int = 0,
) -> Model:
    """Make the problem of fitting a multilayer perceptron: layers of sums with nonlinear functions in between.

    Formula: a_0 = X;  a_k = activation(a_{k-1} W_k + b_k);  outputs z = a_last W + b, without an activation;
    L = mean (z - y)^2 over examples and outputs for "mse", or mean_i (log sum_k exp(z_ik) - z_i,label(i)) for
    "cross_entropy";  + l2/2 sum |W_k|^2  (biases are not penalized).

    X (N, d) finite.  For "mse" y is (N,) or (N, outputs); for "cross_entropy" labels (N,), whole numbers or words,
    with one output for each class.  `hidden` holds the widths of the hidden layers; () means none.  `activation` is
    "tanh", "relu" or "sigmoid".

    Parameters, layer by layer: weights W_k (in, out) row by row, then biases b_k (out,).  Biases start at 0, weights
    by `init`, drawn with `seed`: "xavier" (uniform, up to sqrt(6 / (in + out)) either way; suits tanh and sigmoid),
    "he" (normal, standard deviation sqrt(2 / in); suits relu), or "zeros", which keeps all hidden units alike forever.

    Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", 1986; Glorot, Bengio,
    "Understanding the difficulty of training deep feedforward neural networks", 2010; He, Zhang, Ren, Sun, "Delving
    deep into rectifiers", 2015.

    >>> xor = mlp([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], hidden=(3,), loss="cross_entropy")
    >>> xor
    a network 2-3-2 (tanh) on 4 examples, 17 parameters
    >>> {name: piece.shape for name, piece in xor.pieces(xor.start).items()}
    {'W1': (2, 3), 'b1': (3,), 'W2': (3, 2), 'b2': (2,)}
    """
    bend = ACTIVATIONS[one_of(activation, "activation", ACTIVATIONS)]
    one_of(loss, "loss", ("mse", "cross_entropy"))
    rows = features(X)
    classes = classes_of(y) if loss == "cross_entropy" else None

    def prepare(X: Array, y: Given) -> Batch:
        if classes is not None:
            return X, encode(y, classes, X).astype(rows.dtype)
        return X, numbers(y, X, columns=True)

    data = prepare(rows, y)
    flat = data[1].ndim == 1
    outputs = len(classes) if classes is not None else 1 if flat else data[1].shape[1]
    widths = (rows.shape[1], *_widths(hidden), outputs)
    shapes = layer_shapes(widths)
    formula = _network(shapes, bend, single=classes is None and flat)
    return Model(
        penalized(_compared(formula, classes is not None, flat), weight_penalty(l2, shapes, rows.dtype)),
        data,
        start=initial(widths, init, seed).astype(rows.dtype),
        vectorized=True,
        pure=True,
        names=entry_names(shapes),
        title=f"a network {'-'.join(map(str, widths))} ({activation}) on {len(rows)} example{'s' * (len(rows) != 1)}",
        formula=formula,
        prepare=prepare,
        shapes=shapes,
        classes=classes,
    )


def layer_shapes(widths: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the weights and biases between layers of these widths, by name."""
    shapes: dict[str, tuple[int, ...]] = {}
    for layer, (fan_in, fan_out) in enumerate(pairwise(widths), 1):
        shapes |= {f"W{layer}": (fan_in, fan_out), f"b{layer}": (fan_out,)}
    return shapes


def initial(widths: Sequence[int], init: str = "xavier", seed: int = 0) -> Array:
    """Return the initial parameters of a network of these widths as a flat array: weights by `init`, biases 0."""
    draw, rng = INITS[one_of(init, "init", INITS)], generator(seed)
    layers = [[draw(rng, fan_in, fan_out).ravel(), np.zeros(fan_out)] for fan_in, fan_out in pairwise(widths)]
    return np.concatenate([piece for layer in layers for piece in layer])


def _network(shapes: Shapes, bend: Callable[[Traced], Traced], single: bool) -> Loss:
    """(params, X) -> outputs: (..., N) for a `single` number, else (..., N, outputs)."""

    def formula(params: Params, X: Traced) -> Traced:
        pieces, a = list(cut(params, shapes).values()), X
        for W, b in zip(pieces[:-2:2], pieces[1:-2:2], strict=True):
            z = dense(a, W, b)
            a = bend(z)
        W, b = pieces[-2:]
        z = dense(a, W, b)
        return z[..., 0] if single else z

    return formula


def _compared(formula: Loss, labelled: bool, flat: bool) -> Loss:
    """The loss of outputs beside classes or numbers; the mean of squares is also over several outputs."""

    def fit(params: Params, batch: Batch) -> LossValue:
        z, target = formula(params, batch[0]), batch[1]
        if labelled:
            return softmax_cross_entropy(z, target.astype(np.intp))
        if flat:
            return mean_squared_error(z, target)
        return mean_squared_error(z.reshape((*z.shape[:-2], -1)), target.reshape((*target.shape[:-2], -1)))

    return fit


def _widths(hidden: Given) -> tuple[int, ...]:
    widths = tuple(hidden) if is_list(hidden) else (hidden,)
    return tuple(whole(w, "hidden", also=", the width of a layer, or several, such as (16, 16)") for w in widths)
