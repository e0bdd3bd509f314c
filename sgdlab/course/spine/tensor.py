"""Write: an array that remembers

A pullback is a function that turns the gradient of a result into that of one parent; each method gives an edge (parent,
pullback) for every parent. `+`, `*` and indexing are done. Complete `@` (a matrix times a matrix, or times a vector),
`tanh` and `mean` (the mean of all entries).
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import numpy as np

from sgdlab.course.spine.part import Part, trying, variant_of
from sgdlab.small import Array, unbroadcast

Pullback: TypeAlias = Callable[[Array, Array, Array], Array]  # of g, a and b


class Tensor:
    __array_ufunc__ = None  # so that NumPy leaves `array @ tensor` to this class

    def __init__(self, data: Array | float, *edges: "tuple[Tensor, Callable[[Array], Array]]") -> None:
        self.data, self.grad, self.edges = np.asarray(data, dtype=float), np.zeros(()), edges
        self.age: int = 1 + max([parent.age for parent, _ in edges], default=0)

    def __add__(self, other: "Tensor | Array | float") -> "Tensor":
        other = other if isinstance(other, Tensor) else Tensor(other)
        a, b = self.data, other.data
        return Tensor(a + b, (self, lambda g: unbroadcast(g, a)), (other, lambda g: unbroadcast(g, b)))

    def __mul__(self, other: "Tensor | Array | float") -> "Tensor":
        other = other if isinstance(other, Tensor) else Tensor(other)
        a, b = self.data, other.data
        return Tensor(a * b, (self, lambda g: unbroadcast(g * b, a)), (other, lambda g: unbroadcast(g * a, b)))

    def __matmul__(self, other: "Tensor | Array | float") -> "Tensor":
        other = other if isinstance(other, Tensor) else Tensor(other)
        a, b = self.data, other.data
        return Tensor(a @ b, (self, lambda g: np.outer(g, b) if b.ndim == 1 else g @ b.T), (other, lambda g: a.T @ g))

    def tanh(self) -> "Tensor":
        y = np.tanh(self.data)
        return Tensor(y, (self, lambda g: g * (1 - y * y)))

    def mean(self) -> "Tensor":
        return Tensor(self.data.mean(), (self, lambda g: np.full(self.data.shape, g / self.data.size)))

    def __getitem__(self, index: Any) -> "Tensor":
        def pullback(g: Array) -> Array:
            spread = np.zeros(self.data.shape)
            np.add.at(spread, index, g)
            return spread

        return Tensor(self.data[index], (self, pullback))

    def __sub__(self, other: "Tensor | Array | float") -> "Tensor":
        return self + -1.0 * other

    def __rmatmul__(self, other: Array) -> "Tensor":
        return Tensor(other) @ self

    __radd__, __rmul__ = __add__, __mul__


def slopes(kind: type[Tensor], expression: Callable[..., Tensor], *arrays: Array) -> list[Array]:
    """Return the value of an expression of Tensors of a kind, and the gradient of each."""
    inputs = [kind(array) for array in arrays]
    output = expression(*inputs)
    output.grad = np.ones(np.shape(output.data))
    nodes, waiting = dict.fromkeys([output]), [output]
    while waiting:
        fresh = dict.fromkeys(parent for parent, _ in waiting.pop().edges if parent not in nodes)
        nodes |= fresh
        waiting += fresh
    for node in sorted(nodes, key=lambda node: -node.age):
        for parent, pullback in node.edges:
            parent.grad = parent.grad + pullback(node.grad)
    return [np.asarray(output.data), *(np.asarray(one.grad) for one in inputs)]


EXPRESSIONS: dict[str, Callable[..., Tensor]] = {
    "`A @ B`": lambda A, B, v: A @ B,
    "`A @ B` of two square matrices": lambda A, B, v: A[:, :2] @ B[:2],
    "`A @ v` with a vector": lambda A, B, v: A @ v,
    "`A.tanh()`": lambda A, B, v: A.tanh(),
    "`A.mean()`": lambda A, B, v: A.mean(),
    "an array @ `v`": lambda A, B, v: np.arange(6.0).reshape(2, 3) @ v,
    "`A` @ an array": lambda A, B, v: A @ np.arange(6.0).reshape(3, 2),
    "a network": lambda A, B, v: (((A @ B).tanh() @ B[0] - v[:2]) * (A @ v)).mean(),
}


def _observe(answer: type[Tensor], A: Array, B: Array, v: Array) -> dict[str, list[Array] | str]:
    found: dict[str, list[Array] | str] = {}
    for name, expression in EXPRESSIONS.items():
        both = f"{name} and its slopes by A, B and v"
        try:
            with trying(name):
                found[both] = slopes(answer, expression, A, B, v)
        except ValueError as error:  # such as shapes that don't fit, which are known mistakes
            found[both] = f"{type(error).__name__}: {error}"
    return found


variant = partial(variant_of, Tensor)


def _product(to_a: Pullback, to_b: Pullback) -> type[Tensor]:
    """A class whose `@` has other pullbacks: functions of g, a and b."""

    def times(new: type[Tensor], one: Tensor, other: Tensor | Array) -> Tensor:
        other = other if isinstance(other, new) else new(np.asarray(other))
        a, b = one.data, other.data
        return new(a @ b, (one, lambda g: to_a(g, a, b)), (other, lambda g: to_b(g, a, b)))

    return variant(__matmul__=times)


def _edges(listed: bool, *names: str) -> type[Tensor]:
    """A class in which `tanh` or `mean` has its edge in a list, or any method has none at all."""

    def alone(new: Any, name: str, *given: Any) -> Any:
        right = getattr(Tensor, name)(*(Tensor(one.data if isinstance(one, new) else one) for one in given))
        return new(right.data, [(given[0], None)]) if listed else new(right.data)

    return variant(**{name: lambda new, *given, name=name: alone(new, name, *given) for name in names})


def _outer(g: Array, a: Array, b: Array) -> Array:
    return np.outer(g, b) if b.ndim == 1 else g @ b.T


tensor = Part(
    "tensor",
    Tensor,
    lambda rng: (rng.normal(size=(2, 3)), rng.normal(size=(3, 2)), rng.normal(size=3)),
    notebook="06",
    replaces="Tensor",
    observe=_observe,
    praise="These few lines are the array version of backprop. It differentiates any network of sums and tanh.",
    mistakes=[
        _product(lambda g, a, b: g @ b.T, lambda g, a, b: a.T @ g),
        "Your `@` is right for two matrices. With a vector b, a gets the table of all products: np.outer(g, b).",
        _product(lambda g, a, b: np.outer(g, b) if b.ndim == 1 else g @ b, lambda g, a, b: a @ g),
        "You forgot to transpose: going back, a gets g @ b.T, and b gets a.T @ g.",
        _product(lambda g, a, b: a.T @ g, _outer),
        "You exchanged the two pullbacks of `@`: a gets what has b in it, and b what has a in it.",
        *(_edges(True, *names) for names in (("tanh",), ("mean",), ("tanh", "mean"))),
        "`Tensor` takes its edges one by one, without a list around them: Tensor(y, (self, …)).",
        *(
            one
            for names in (("__matmul__",), ("tanh",), ("mean",), ("__matmul__", "tanh", "mean"))
            for one in (
                _edges(False, *names),
                f"Without edges no gradient comes back through your {', '.join(f'`{name}`' for name in names)}: give "
                "`Tensor` a pair (parent, pullback) for each parent, too.",
            )
        ),
        variant(tanh=lambda new, one: new(np.tanh(one.data), (one, lambda g: g * (1 - one.data**2)))),
        "The slope of tanh is 1 − y², with y the *value* of tanh, not what went in.",
        variant(tanh=lambda new, one: new(np.tanh(one.data), (one, lambda g: 1 - np.tanh(one.data) ** 2))),
        "Your tanh forgets what comes back: multiply its slope by g.",
        variant(mean=lambda new, one: new(one.data.mean(), (one, lambda g: np.full(one.data.shape, g)))),
        "That is the pullback of a sum. Each entry moves the mean by its share: divide by the number of entries.",
        variant(mean=lambda new, one: new(one.data.mean(), (one, lambda g: g / one.data.size))),
        "A gradient has the shape of its parent: the mean hands the same number to every entry, so fill an array.",
        variant(mean=lambda new, one: new(one.data.mean(axis=0), (one, lambda g: g / len(one.data)))),
        "Take the mean of all entries, not of each column: no `axis`.",
    ],
    hints=[
        "The notebook has checked both lines of `@`: inputs.grad is slope @ W.T, and W.grad is inputs.T @ slope.",
        "A vector has no transpose that helps. np.outer(g, b) is the table of all products of g and b.",
        "`mean` hands g / self.data.size to every entry: np.full(self.data.shape, …).",
    ],
)
