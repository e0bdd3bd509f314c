"""Write: an array that remembers

A pullback is a function that turns the gradient of a result into that of one parent; each method gives an edge (parent,
pullback) for every parent. `+`, `*` and indexing are done. Complete `@` (a matrix times a matrix, or times a vector),
`tanh` and `mean` (the mean of all entries).
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from sgdlab.course.exercises import changed
from sgdlab.course.spine.part import Part, trying, variant_of
from sgdlab.small import Array, unbroadcast


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


def _edges(listed: bool, *names: str) -> type[Tensor]:
    """A class in which `tanh` or `mean` has its edge in a list, or any method has none at all."""

    def alone(new: Any, name: str, *given: Any) -> Any:
        right = getattr(Tensor, name)(*(Tensor(one.data if isinstance(one, new) else one) for one in given))
        return new(right.data, [(given[0], None)]) if listed else new(right.data)

    return variant_of(Tensor, **{name: lambda new, *given, name=name: alone(new, name, *given) for name in names})


_TO_A, _TO_B = "np.outer(g, b) if b.ndim == 1 else g @ b.T", "a.T @ g"  # the pullbacks of a @ b

tensor = Part(
    "tensor",
    Tensor,
    lambda rng: (rng.normal(size=(2, 3)), rng.normal(size=(3, 2)), rng.normal(size=3)),
    notebook="06",
    replaces="Tensor",
    observe=_observe,
    praise="These few lines are the array version of backprop. It differentiates any network of sums and tanh.",
    mistakes=[
        changed(Tensor, {_TO_A: "g @ b.T"}),
        "Your `@` is right for two matrices. With a vector b, a gets the table of all products: np.outer(g, b).",
        changed(Tensor, {"g @ b.T": "g @ b", _TO_B: "a @ g"}),
        "You forgot to transpose: going back, a gets g @ b.T, and b gets a.T @ g.",
        changed(Tensor, {_TO_A: "…", _TO_B: _TO_A, "…": _TO_B}),
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
        changed(Tensor, {"1 - y * y": "1 - self.data**2"}),
        "The slope of tanh is 1 − y², with y the *value* of tanh, not what went in.",
        changed(Tensor, {"g * (1 - y * y)": "1 - y * y"}),
        "Your tanh forgets what comes back: multiply its slope by g.",
        changed(Tensor, {"g / self.data.size": "g"}),
        "That is the pullback of a sum. Each entry moves the mean by its share: divide by the number of entries.",
        changed(Tensor, {"np.full(self.data.shape, g / self.data.size)": "g / self.data.size"}),
        "A gradient has the shape of its parent: the mean hands the same number to every entry, so fill an array.",
        changed(
            Tensor, {"mean(),": "mean(axis=0),", "np.full(self.data.shape, g / self.data.size)": "g / len(self.data)"}
        ),
        "Take the mean of all entries, not of each column: no `axis`.",
    ],
    hints=[
        "The notebook has checked both lines of `@`: inputs.grad is slope @ W.T, and W.grad is inputs.T @ slope.",
        "A vector has no transpose that helps. np.outer(g, b) is the table of all products of g and b.",
        "`mean` hands g / self.data.size to every entry: np.full(self.data.shape, …).",
    ],
)
