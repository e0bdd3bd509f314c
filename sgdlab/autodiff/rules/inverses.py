"""Derivative rules of inverses, determinants and solutions of linear systems, for stacks of matrices (..., n, n)."""

from typing import Any

import numpy as np

from ..dispatch import DERIVED, RULES, Array, Primitive, apply
from .elementwise import unbroadcast

FEW = 4  # rows: there are n^2 minors, and the inverse of a larger matrix is cheaper


def _columns(x: Array, b: Array) -> Array:
    """x as a matrix, or several, if the right side b is a vector."""
    return x[..., None] if b.ndim == 1 else x


def _solve_a(g: Array, y: Array, a: Array, b: Array) -> Array:
    part = np.linalg.solve(a.mT, _columns(g, b)) @ _columns(y, b).mT
    return unbroadcast(-part, a.shape)


def _cofactors(a: Array) -> Array:
    """The derivative of det a: the minors with their signs, which a singular matrix has, too."""
    n = a.shape[-1]
    if not 0 < n <= FEW:
        return np.linalg.det(a)[..., None, None] * _inverse(a).mT
    others = np.nonzero(1 - np.eye(n))[1].reshape(n, n - 1)  # the rows without row i
    minors = np.linalg.det(a[..., others[:, None, :, None], others[None, :, None, :]])
    return minors * ((-1.0) ** np.indices((n, n)).sum(axis=0)).astype(a.dtype)


def _inverse(a: Array) -> Array:
    try:
        return np.linalg.inv(a)
    except np.linalg.LinAlgError:
        raise np.linalg.LinAlgError(
            f"the derivative of np.linalg.det at a singular matrix is here for up to {FEW} rows; this one has "
            f"{a.shape[-1]}: add a small multiple of np.eye({a.shape[-1]})"
        ) from None


def slogdet(a: Array) -> Array:
    """np.linalg.slogdet: the sign, which is a constant, and log |det a|."""
    return _SlogdetResult(apply(SIGN_OF_DET, a), apply(LOGDET, a))


_SlogdetResult: Any = type(np.linalg.slogdet(np.eye(1)))
SIGN_OF_DET = Primitive("sign of det", lambda a: np.linalg.slogdet(a)[0])
LOGDET = Primitive(
    "logdet",
    lambda a: np.linalg.slogdet(a)[1],
    (lambda g, y, a: g[..., None, None] * np.linalg.inv(a).mT,),
    (lambda t, y, a: np.trace(np.linalg.solve(a, t), axis1=-2, axis2=-1),),
)
DERIVED[np.linalg.slogdet] = slogdet
RULES[np.linalg.inv] = Primitive(
    "inv", np.linalg.inv, (lambda g, y, a: -(y.mT @ g @ y.mT),), (lambda t, y, a: -(y @ t @ y),)
)
RULES[np.linalg.det] = Primitive(
    "det",
    np.linalg.det,
    (lambda g, y, a: g[..., None, None] * _cofactors(a),),
    (lambda t, y, a: np.sum(_cofactors(a) * t, axis=(-2, -1)),),
)
RULES[np.linalg.solve] = Primitive(
    "solve",
    np.linalg.solve,
    (_solve_a,
     lambda g, y, a, b: unbroadcast(np.linalg.solve(a.mT, _columns(g, b)).reshape(g.shape), b.shape)),
    (lambda t, y, a, b: -np.linalg.solve(a, t @ _columns(y, b)).reshape(y.shape),
     lambda t, y, a, b: np.linalg.solve(a, t)),
    arrays=2,
)  # fmt: skip
