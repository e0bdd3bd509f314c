"""Derivative rules of products of arrays."""

import math
from string import ascii_lowercase
from typing import Any

import numpy as np

from ..dispatch import DERIVED, RULES, Array, Box, Every, Primitive, apply
from .array import axes_of
from .elementwise import unbroadcast


def matmul(a: Array, b: Array) -> Array:
    """Compute a @ b; for plain arrays of up to two axes with np.dot, which is faster on small ones."""
    if type(a) is np.ndarray and type(b) is np.ndarray and 0 < a.ndim <= 2 and 0 < b.ndim <= 2:
        return np.dot(a, b)
    return np.matmul(a, b)


def left_vjp(g: Array, y: Array, a: Array, b: Array, *_: Array) -> Array:
    """The gradient of a in a @ b; *_ is what is added to it, such as a bias."""
    if b.ndim == 1:
        return g * b if a.ndim == 1 else unbroadcast(g[..., None] * b, a.shape)
    if a.ndim == 1:
        return unbroadcast(matmul(b, g[..., None])[..., 0], a.shape)
    return unbroadcast(matmul(g, b.mT), a.shape)


def right_vjp(g: Array, y: Array, a: Array, b: Array, *_: Array) -> Array:
    """The gradient of b in a @ b."""
    if a.ndim == 1:
        return a * g if b.ndim == 1 else unbroadcast(a[:, None] * g[..., None, :], b.shape)
    if b.ndim == 1:
        return matmul(g, a) if a.ndim == 2 else unbroadcast(matmul(a.mT, g[..., None])[..., 0], b.shape)
    return unbroadcast(matmul(a.mT, g), b.shape)


def left_jvp(t: Array, y: Array, a: Array, b: Array, *_: Array) -> Array:
    """Apply a tangent of a in a @ b, or K of them (K, *a.shape) at once."""
    return matmul(t, b) if t.ndim == a.ndim or b.ndim <= 2 or a.ndim >= b.ndim else NotImplemented


def right_jvp(t: Array, y: Array, a: Array, b: Array, *_: Array) -> Array:
    """Apply a tangent of b in a @ b, or K of them (K, *b.shape) at once."""
    if b.ndim == 1 < t.ndim:
        return matmul(t, a.T) if a.ndim <= 2 else NotImplemented
    return matmul(a, t) if t.ndim == b.ndim or a.ndim <= b.ndim else NotImplemented


RULES[np.matmul] = Primitive("matmul", matmul, (left_vjp, right_vjp), (left_jvp, right_jvp), arrays=2, batches=True)


# Einstein notation: the gradient of an operand is a sum of products too, of the result's gradient and the others.


def _einsum_vjp(i: int, g: Array, y: Array, *operands: Array, subscripts: str) -> Array:
    inputs, output = subscripts.split("->")
    terms = inputs.split(",")
    mine, x = terms[i], operands[i]
    others = [(t, o) for j, (t, o) in enumerate(zip(terms, operands, strict=True)) if j != i]
    seen = set(output).union(*(t for t, _ in others))
    summed = [c for c in mine if c not in seen]  # summed over only in this operand, so the gradient repeats along it
    others += [(c, np.ones(x.shape[mine.index(c)], x.dtype)) for c in summed]
    part = np.einsum(",".join([output, *(t for t, _ in others)]) + "->" + mine, g, *(o for _, o in others))
    if part.shape == x.shape:
        return part
    full = np.broadcast_shapes(part.shape, x.shape)  # if an axis of length 1 was repeated, here or in another operand
    return unbroadcast(np.broadcast_to(part, full), x.shape)


EINSUM = Primitive(
    "einsum",
    lambda *operands, subscripts: np.einsum(subscripts, *operands),
    Every(_einsum_vjp),
    Every(lambda i, t, y, *operands, subscripts: np.einsum(subscripts, *operands[:i], t, *operands[i + 1 :])),
    arrays=None,
)


def einsum(subscripts: Any, *operands: Array, optimize: object = False) -> Array:
    """np.einsum with a string of subscripts, or with lists of numbers; an axis named twice is a diagonal."""
    if not isinstance(subscripts, str):
        subscripts, operands = _lettered([subscripts, *operands])
    subscripts = _spelled_out(subscripts.replace(" ", ""), [np.ndim(o) for o in operands])
    inputs, output = subscripts.split("->")
    once = [_diagonals(t, o) for t, o in zip(inputs.split(","), operands, strict=True)]
    return apply(EINSUM, *(o for _, o in once), subscripts=",".join(t for t, _ in once) + "->" + output)


def _diagonals(term: str, operand: Array) -> tuple[str, Array]:
    """Take diagonals over axes with the same letter until each letter appears only once."""
    for c in term:
        while term.count(c) > 1:
            first, second = term.index(c), term.rindex(c)
            if operand.shape[first] != operand.shape[second]:
                raise ValueError(f"np.einsum: axes named {c} are of one length; an operand has shape {operand.shape}")
            operand = np.diagonal(operand, axis1=first, axis2=second)
            term = term[:first] + term[first + 1 : second] + term[second + 1 :] + c
    return term, operand


def _lettered(given: list[Array]) -> tuple[str, tuple[Array, ...]]:
    """Turn arrays that alternate with lists of axes (and perhaps a list for the result) into a string and arrays."""
    lists = given[1::2] + ([given[-1]] if len(given) % 2 else [])
    numbers = sorted({i for axes in lists for i in axes if i is not Ellipsis})
    names = {Ellipsis: "...", **dict(zip(numbers, ascii_lowercase, strict=False))}
    terms = ["".join(names[i] for i in axes) for axes in lists]
    operands = tuple(given[: len(given) // 2 * 2 : 2])
    return ",".join(terms[: len(operands)]) + "".join("->" + t for t in terms[len(operands) :]), operands


def _spelled_out(subscripts: str, ndims: list[int]) -> str:
    """Replace ... in subscripts by letters, and add the subscripts of the result."""
    inputs, arrow, output = subscripts.partition("->")
    free = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in subscripts]
    terms = inputs.split(",")
    widths = [n - len(t.replace("...", "")) for t, n in zip(terms, ndims, strict=True)]
    dots = "".join(free[: max(widths)])
    terms = [t.replace("...", dots[len(dots) - w :]) for t, w in zip(terms, widths, strict=True)]
    letters = "".join(terms)
    if not arrow:
        output = dots + "".join(sorted(c for c in set(letters) - set(dots) if letters.count(c) == 1))
    return ",".join(terms) + "->" + output.replace("...", dots)


def _array(a: Array) -> Array:
    """A number as NumPy's array functions take it: float64, even next to float32."""
    return a if isinstance(a, Box) else np.asarray(a)


def dot(a: Array, b: Array) -> Array:
    """np.dot: of numbers, of matrices, or over the last axis of a and the second-to-last axis of b."""
    if not np.ndim(a) or not np.ndim(b):
        return _array(a) * _array(b)
    if (np.ndim(a) <= 2 and np.ndim(b) <= 2) or np.ndim(b) == 1:
        return a @ b
    return np.tensordot(a, b, axes=((-1,), (-2,)))


def tensordot(a: Array, b: Array, axes: Any = 2) -> Array:
    """np.tensordot: sums over pairs of axes, as one product of matrices."""
    a, b = _array(a), _array(b)
    if np.ndim(axes) == 0:
        axes = (range(a.ndim - axes, a.ndim), range(axes))
    left, right = (axes_of(i, x.ndim) for i, x in zip(axes, (a, b), strict=True))
    summed, others = ([x.shape[i] for i in pairs] for x, pairs in ((a, left), (b, right)))
    if summed != others:
        raise ValueError(f"np.tensordot sums over pairs of axes of the same length; got lengths {summed} and {others}")
    a, b = np.moveaxis(a, left, range(-len(left), 0)), np.moveaxis(b, right, range(len(right)))
    rows, columns = a.shape[: a.ndim - len(left)], b.shape[len(right) :]
    n, m, k = (math.prod(lengths) for lengths in (summed, rows, columns))
    return (a.reshape(m, n) @ b.reshape(n, k)).reshape(rows + columns)


def inner(a: Array, b: Array) -> Array:
    """np.inner: sums over the last axis of both."""
    return _array(a) * _array(b) if not np.ndim(a) or not np.ndim(b) else np.tensordot(a, b, axes=((-1,), (-1,)))


def cross(a: Array, b: Array, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None) -> Array:
    """np.cross of vectors of 3."""
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = np.moveaxis(a, axisa, -1), np.moveaxis(b, axisb, -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise TypeError(f"np.cross takes vectors of length 3 here; got {a.shape[-1]} and {b.shape[-1]}")
    on, back = [1, 2, 0], [2, 0, 1]
    return np.moveaxis(a[..., on] * b[..., back] - a[..., back] * b[..., on], -1, axisc)


def kron(a: Array, b: Array) -> Array:
    """np.kron: every entry of a times all of b."""
    ndim = max(np.ndim(a), np.ndim(b))
    first, second = ((1,) * (ndim - np.ndim(x)) + np.shape(x) for x in (a, b))
    apart_a = np.reshape(a, [n for i in first for n in (i, 1)])
    apart_b = np.reshape(b, [n for i in second for n in (1, i)])
    return (apart_a * apart_b).reshape(tuple(i * k for i, k in zip(first, second, strict=True)))


def vecdot(x1: Array, x2: Array, axis: int = -1) -> Array:
    """np.vecdot: sums over one axis of both."""
    return (np.moveaxis(x1, axis, -1)[..., None, :] @ np.moveaxis(x2, axis, -1)[..., None])[..., 0, 0]


DERIVED.update({
    np.einsum: einsum, np.dot: dot, np.inner: inner, np.kron: kron, np.cross: cross, np.linalg.cross: cross,
    np.tensordot: tensordot, np.linalg.tensordot: tensordot, np.vecdot: vecdot, np.linalg.vecdot: vecdot,
    np.outer: lambda a, b: np.ravel(a)[:, None] * np.ravel(b), np.vdot: lambda a, b: np.ravel(a) @ np.ravel(b),
    np.linalg.outer: lambda x1, x2: np.einsum("i,j->ij", x1, x2),
    np.linalg.matmul: lambda x1, x2: np.matmul(x1, x2),
})  # fmt: skip
