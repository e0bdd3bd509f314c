"""Losses without data, for looking at: a bowl with chosen curvatures [quadratic]."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.problems.problem import Batch, Problem, finite_array


def quadratic(eigenvalues: ArrayLike, rotation: ArrayLike | None = None) -> Problem:
    """A bowl with the curvatures of your choice and its minimum 0 at the origin.

    Formula: L(w) = 1/2 sum_i l_i (q_i . w)^2, with q_i the columns of the rotation Q; the Hessian is Q diag(l) Q^T.

    `eigenvalues` (P,) may be negative (a saddle).  `rotation` is an orthogonal matrix (P, P), or with two
    eigenvalues an angle in radians.  The start is Q (1, …, 1).

    >>> bowl = quadratic([1, 9])
    >>> float(bowl([1.0, 1.0])), bowl.curvature
    (5.0, (1.0, 9.0))
    """
    curvatures = finite_array(eigenvalues, "eigenvalues")
    if curvatures.ndim != 1:
        raise ValueError(f"eigenvalues is a list of numbers (P,), got shape {curvatures.shape}")
    size = len(curvatures)
    Q = np.asarray(np.eye(size) if rotation is None else rotation, dtype=curvatures.dtype)
    if Q.ndim == 0 and size == 2:
        Q = np.array([[np.cos(Q), -np.sin(Q)], [np.sin(Q), np.cos(Q)]])
    if Q.shape != (size, size) or not np.allclose(Q.T @ Q, np.eye(size), atol=100 * np.finfo(Q.dtype).eps):
        raise ValueError(
            f"rotation is an orthogonal matrix of shape ({size}, {size})"
            f"{', or an angle in radians' if size == 2 else ''}; got {rotation!r:.80}"
        )

    def loss(params: Any, batch: Batch) -> Any:
        return 0.5 * np.sum(curvatures * np.square(params @ Q), axis=-1)

    def gradient(params: Any, batch: Batch) -> Any:
        return (curvatures * (params @ Q)) @ Q.T

    return Problem(
        loss,
        start=Q.sum(axis=1),
        gradient=gradient,
        vectorized=True,
        pure=True,
        names=tuple(f"w{i + 1}" for i in range(size)),
        title=f"a quadratic with eigenvalues {', '.join(f'{v:g}' for v in curvatures)}",
        hessian=(Q * curvatures) @ Q.T,
        solve=lambda: np.zeros(size) if curvatures.min() > 0 else None,
    )
