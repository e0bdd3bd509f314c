"""Derivative rules of Cholesky factors, eigenvalues and singular values, for stacks of matrices.

As in NumPy, only one triangle of a symmetric matrix is read.  `_mirrored` builds the symmetric matrix from it with
functions that can be differentiated, and the rules below are for symmetric matrices.  Sources: Murray, "Differentiation
of the Cholesky decomposition", 2016; Giles, "Collected matrix derivative results", 2008.

If two eigenvalues are equal, their eigenvectors have no derivative, and asking for it is an error.  The eigenvalues
alone can still be differentiated in functions that treat equal ones alike, such as their sum.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..dispatch import DERIVED, Array, Primitive, Rule, apply


def _mirrored(a: Array, UPLO: str) -> Array:
    """The symmetric matrix with this triangle of a, the lower or the upper one."""
    if UPLO not in ("L", "l", "U", "u"):
        raise ValueError(f"UPLO is 'L' or 'U', the triangle that is read; got {UPLO!r}")
    if a.ndim < 2 or a.shape[-1] != a.shape[-2]:
        raise np.linalg.LinAlgError(f"a matrix has as many rows as columns here, also in a stack; got shape {a.shape}")
    a = a if UPLO in "Ll" else a.mT
    return np.tril(a) + np.tril(a, -1).mT


# Cholesky: A = L L^T.


def _halved(x: Array) -> Array:
    """The lower triangle, with half of the diagonal."""
    return np.tril(x) - 0.5 * np.eye(x.shape[-1], dtype=x.dtype) * x


def _cholesky_vjp(g: Array, y: Array, a: Array) -> Array:
    upper = y.mT
    part = np.linalg.solve(upper, _halved(upper @ g).mT)
    part = np.linalg.solve(upper, part.mT)  # L^-T (the half) L^-1
    return 0.5 * (part + part.mT)


def _cholesky_jvp(t: Array, y: Array, a: Array) -> Array:
    return y @ _halved(np.linalg.solve(y, np.linalg.solve(y, t.mT).mT))


CHOLESKY = Primitive("cholesky", np.linalg.cholesky, (_cholesky_vjp,), (_cholesky_jvp,), batches=True)


def cholesky(a: Array, upper: bool = False) -> Array:
    factor = apply(CHOLESKY, _mirrored(a, "U" if upper else "L"))
    return factor.mT if upper else factor


# Eigenvalues and -vectors of symmetric matrices: A V = V diag(w).


def _rules(vectors: Callable[[Array, Array], tuple[Array, Array]]) -> tuple[tuple[Rule], tuple[Rule]]:
    """The rules of the values y in a = U diag(y) V^T, given vectors(y, a), which are U and V^T."""

    def vjp(g: Array, y: Array, a: Array) -> Array:
        u, v = vectors(y, a)
        return (u * g[..., None, :]) @ v

    def jvp(t: Array, y: Array, a: Array) -> Array:
        u, v = vectors(y, a)
        return np.sum(u * (t @ v.mT), axis=-2)

    return (vjp,), (jvp,)


def _eigenvectors(y: Array, a: Array) -> tuple[Array, Array]:
    v = apply(EIGENVECTORS, a)
    return v, v.mT


def _one_over_gaps(a: Array) -> Array:
    """1 / (w_j - w_i) in row i and column j, 0 on the diagonal."""
    w = apply(EIGENVALUES, a)
    gaps = w[..., None, :] - w[..., :, None]
    same = np.eye(a.shape[-1], dtype=bool)
    if (np.abs(gaps) <= np.finfo(a.dtype).eps * np.max(np.abs(w), axis=-1)[..., None, None])[..., ~same].any():
        raise ValueError(
            "two eigenvalues are equal, so their eigenvectors have no derivative (and the eigenvalues no second one): "
            "if you need only the eigenvalues, use np.linalg.eigvalsh with functions that treat equal ones alike, such "
            "as their sum, or use np.trace and np.linalg.det"
        )
    return np.where(same, 0, 1 / np.where(same, 1, gaps))


EIGENVALUES = Primitive("eigvalsh", np.linalg.eigvalsh, *_rules(_eigenvectors), batches=True)
EIGENVECTORS = Primitive(
    "eigenvectors",
    lambda a, triangle="L": np.linalg.eigh(a, triangle)[1],  # the signs depend on which triangle is read
    (lambda g, y, a, triangle="L": y @ (_one_over_gaps(a) * (y.mT @ g)) @ y.mT,),
    (lambda t, y, a, triangle="L": y @ (_one_over_gaps(a) * (y.mT @ t @ y)),),
    batches=True,
)


def eigvalsh(a: Array, UPLO: str = "L") -> Array:
    """np.linalg.eigvalsh: the eigenvalues of a symmetric matrix, assumed to be distinct."""
    return apply(EIGENVALUES, _mirrored(a, UPLO))


def eigh(a: Array, UPLO: str = "L") -> Array:
    """np.linalg.eigh: the eigenvalues and -vectors of a symmetric matrix; the eigenvalues must be distinct."""
    a = _mirrored(a, UPLO)
    return _EighResult(apply(EIGENVALUES, a), apply(EIGENVECTORS, a, triangle=UPLO))


_EighResult: Any = type(np.linalg.eigh(np.eye(1)))


# Singular values: A = U diag(s) V^T.


def _outer_vectors(y: Array, a: Array) -> tuple[Array, Array]:
    """U and V^T; for nested derivatives they come from the eigenvectors of A^T A, which have rules."""
    if type(a) is np.ndarray:
        u, _, v = np.linalg.svd(a, full_matrices=False)
        return u, v
    if a.shape[-2] < a.shape[-1]:
        v, u = _outer_vectors(y, a.mT)
        return u.mT, v.mT
    v = apply(EIGENVECTORS, a.mT @ a)[..., ::-1]
    return a @ v / y[..., None, :], v.mT


SINGULAR_VALUES = Primitive(
    "singular values", lambda a: np.linalg.svd(a, compute_uv=False), *_rules(_outer_vectors), batches=True
)


def svd(a: Array, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False) -> Array:
    """np.linalg.svd with compute_uv=False: the singular values, from the largest to the smallest."""
    if compute_uv:
        raise TypeError(
            "np.linalg.svd has derivative rules only for the singular values, with compute_uv=False; the vectors are "
            "those of np.linalg.eigh(A.T @ A) and np.linalg.eigh(A @ A.T), which have rules"
        )
    if hermitian:
        return np.flip(np.sort(np.abs(np.linalg.eigvalsh(a))), axis=-1)
    return apply(SINGULAR_VALUES, a)


DERIVED.update({
    np.linalg.cholesky: cholesky, np.linalg.eigvalsh: eigvalsh, np.linalg.eigh: eigh, np.linalg.svd: svd,
    np.linalg.svdvals: lambda x: apply(SINGULAR_VALUES, x),
})  # fmt: skip
