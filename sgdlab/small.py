"""All of training on one page: backpropagation, stochastic gradient descent, and the loop in which they meet.

Training is three jobs.  Each is a function that knows nothing about the other two, so each can be swapped alone:

    which examples?      a few at a time, in a new random order every epoch     [minibatch]
    which way is up?     the gradient, by the chain rule                        [backprop], on a [Tensor]
    how far to move?     a step against the gradient, perhaps with momentum     [gradient_descent]

They meet in a loop [train].  The rest of sgdlab has the same names and takes the same paths, and a test compares them.
`python -m sgdlab.small` fits a line to 123 penguins, with backprop and without.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Batch = Sequence[Array]  # the chosen rows of each array of the data
Loss = Callable[["Tensor", Batch], "Tensor"]
Recipe = tuple[Callable[..., Iterator[Array]], Callable[..., tuple[float, Array]], Callable[..., tuple[Array, Array]]]
ages = count()


class Tensor:
    """An array that remembers how it was computed: a pair (parent, pullback) for each Tensor that went into it.

    A pullback is the chain rule for one operation: from the gradient of the result to that of the parent.
    """

    __array_ufunc__ = None  # so that NumPy leaves `array * tensor` to the methods below

    def __init__(self, data: Array | float, *edges: tuple[object, Callable[[Array], Array]]) -> None:
        self.data, self.grad = np.asarray(data, dtype=float), np.zeros(())
        self.edges = [(parent, pullback) for parent, pullback in edges if isinstance(parent, Tensor)]
        self.age = next(ages)

    def __add__(self, other: "Tensor | Array | float") -> "Tensor":
        a, b = self.data, data_of(other)
        return Tensor(a + b, (self, lambda g: unbroadcast(g, a)), (other, lambda g: unbroadcast(g, b)))

    def __mul__(self, other: "Tensor | Array | float") -> "Tensor":
        a, b = self.data, data_of(other)
        return Tensor(a * b, (self, lambda g: unbroadcast(g * b, a)), (other, lambda g: unbroadcast(g * a, b)))

    def __sub__(self, other: "Tensor | Array | float") -> "Tensor":
        return self.__add__(-1.0 * other)

    def __matmul__(self, other: "Tensor | Array | float") -> "Tensor":
        a, b = self.data, data_of(other)  # a matrix, and a matrix or a vector
        return Tensor(a @ b, (self, lambda g: np.outer(g, b) if b.ndim == 1 else g @ b.T), (other, lambda g: a.T @ g))

    def __rmatmul__(self, other: Array) -> "Tensor":
        return Tensor(other) @ self

    def __getitem__(self, index: Any) -> "Tensor":
        def pullback(g: Array) -> Array:
            spread = np.zeros(self.data.shape)
            np.add.at(spread, index, g)
            return spread

        return Tensor(self.data[index], (self, pullback))

    def tanh(self) -> "Tensor":
        y = np.tanh(self.data)
        return Tensor(y, (self, lambda g: g * (1 - y * y)))

    def mean(self) -> "Tensor":
        return Tensor(self.data.mean(), (self, lambda g: np.full(self.data.shape, g / self.data.size)))

    __radd__, __rmul__ = __add__, __mul__


def data_of(x: object) -> Array:
    return x.data if isinstance(x, Tensor) else np.asarray(x, dtype=float)


def unbroadcast(g: Array, array: Array) -> Array:
    """Sum a gradient over the axes along which broadcasting repeated the array."""
    g = g.sum(axis=tuple(range(g.ndim - array.ndim)))
    total: Array = g.sum(axis=tuple(i for i, n in enumerate(array.shape) if n == 1), keepdims=True)
    return total


def backprop(loss: Loss, params: Array, batch: Batch) -> tuple[float, Array]:
    """Return (L, dL/dw): from the loss back to the parameters, parent.grad += pullback(node.grad)."""
    w = Tensor(params)
    output = loss(w, batch)
    output.grad = np.ones(())
    nodes, new = {output}, {output}
    while new:
        new = {parent for node in new for parent, _ in node.edges} - nodes
        nodes |= new
    for node in sorted(nodes, key=lambda node: -node.age):  # newest first, so a gradient is complete when it is used
        for parent, pullback in node.edges:
            parent.grad = parent.grad + pullback(node.grad)
    return float(output.data), w.grad


def finite_difference(loss: Loss, params: Array, batch: Batch, h: float = 1e-6) -> tuple[float, Array]:
    """Return (L, dL/dw) without the chain rule: dL/dw_i = (L(w + h e_i) - L(w - h e_i)) / 2h."""
    places = np.concatenate([[params], params + h * np.eye(len(params)), params - h * np.eye(len(params))])
    value, *ends = [float(loss(Tensor(w), batch).data) for w in places]
    return value, np.subtract(*np.split(np.array(ends), 2)) / (2 * h)


def minibatch(size: int) -> Callable[[int, np.random.Generator], Iterator[Array]]:
    """Return the rule that draws `size` of n examples at a time and shuffles them again in every epoch."""

    def batches(n: int, rng: np.random.Generator) -> Iterator[Array]:
        while True:
            order = rng.permutation(n)
            yield from (order[k : k + size] for k in range(0, n, size))

    return batches


def gradient_descent(learning_rate: float, momentum: float = 0.0) -> Callable[[Array, Array], tuple[Array, Array]]:
    """Return the rule (g, v) -> (step, new v):  v = momentum * v + g,  step = -learning_rate * v."""
    return lambda g, v: (-learning_rate * (momentum * v + g), momentum * v + g)


def train(loss: Loss, data: Batch, start: Array, recipe: Recipe, steps: int, rng: np.random.Generator) -> Array:
    """Return the path of the parameters, (steps + 1, P): the loop in which the three jobs meet."""
    batches, gradient, optimizer = recipe
    path, memory = [np.array(start, dtype=float)], np.zeros(())
    for chosen in islice(batches(len(data[0]), rng), steps):  # which examples?
        _, g = gradient(loss, path[-1], [array[chosen] for array in data])  # which way is up?
        step, memory = optimizer(g, memory)  # how far to move?
        path.append(path[-1] + step)
    return np.array(path)


def squared_error(w: Tensor, batch: Batch) -> Tensor:
    """Return the mean of (X w - y)^2 over a batch of X (B, P) and y (B,)."""
    errors: Tensor = batch[0] @ w - batch[1]
    return (errors * errors).mean()


if __name__ == "__main__":
    lines = Path(__file__).with_name("data").joinpath("penguins.csv").read_text(encoding="utf-8").splitlines()
    gentoo = [line.split(",")[4:6] for line in lines if line.startswith("Gentoo") and ",NA,NA,NA,NA," not in line]
    mm, grams = np.array(gentoo, dtype=float).T
    data = np.column_stack([(mm - 200) / 10, np.ones(len(mm))]), grams / 1000
    for method in (backprop, finite_difference):
        recipe = minibatch(8), method, gradient_descent(0.05)
        w = train(squared_error, data, np.zeros(2), recipe, steps=160, rng=np.random.default_rng(0))[-1]
        print(f"160 steps of SGD with {method.__name__}: kg = {w[0]:.6f} x (flipper in cm - 20) + {w[1]:.6f}")
