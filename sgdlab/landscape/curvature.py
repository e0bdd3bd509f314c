"""The curvature of the loss: eigenvalues of the Hessian from its products with vectors [lanczos, sharpness]."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.autodiff import grad, hvp
from sgdlab.checks import flag, number, real_array, whole
from sgdlab.compiler.compiled import Compiled
from sgdlab.problems import Problem
from sgdlab.quantities import Array, LossValue, Params
from sgdlab.training.checks import as_problem

Product: TypeAlias = Callable[[Array], Array]

_COMPILED: WeakKeyDictionary[Problem, Compiled] = WeakKeyDictionary()
NOTHING = 1e-13  # of the largest eigenvalue: a remainder below it is rounding


def lanczos(
    problem: Problem, params: ArrayLike, k: int = 1, *, tolerance: float = 1e-8, largest: bool = True, seed: int = 0
) -> Array:
    """Return the k largest (falling) or smallest (rising) eigenvalues of the Hessian of the loss on all examples.

    Formula: q_0 random; b_j q_{j+1} = H q_j - a_j q_j - b_{j-1} q_{j-1} with a_j = q_j . H q_j.  The eigenvalues of
    the tridiagonal matrix of a and b approach those of H from the ends inward.  Every new q is made orthogonal to
    all earlier ones, twice.  It stops when k eigenvalues are exact to `tolerance` times the largest in magnitude, by
    the bound b_m |last entry of the eigenvector|: each is so near to an eigenvalue of H, but not always to the largest
    of several that lie close together.

    params (P,), 1 <= k <= P.  The Hessian itself is never computed: each step costs about two gradients.  A multiple
    eigenvalue may be found only once.  Errors: params of another shape, a k beyond P, a Hessian that is not finite.

    Source: Lanczos, "An iteration method for the solution of the eigenvalue problem", 1950; Pearlmutter, "Fast exact
    multiplication by the Hessian", 1994.

    >>> from sgdlab.problems import quadratic
    >>> lanczos(quadratic([1.0, 4.0, 9.0, -2.0]), [1.0, 1.0, 1.0, 1.0], k=2).round(6).tolist()
    [9.0, 4.0]
    """
    checked = as_problem(problem)
    at = real_array(params, "params", (checked.size or "P",)).astype(float)
    k, tolerance = whole(k, "k", 1, len(at)), number(tolerance, "tolerance", above=0)
    flag(largest, "largest")
    product = _product(checked, at)
    seed = whole(seed, "seed", 0)
    found = ritz_values(lambda v: checked_curvatures(product(v), checked, at), len(at), k, tolerance, largest, seed)
    return found if largest else found[::-1]


def sharpness(problem: Problem, params: ArrayLike, *, tolerance: float = 1e-8, seed: int = 0) -> float:
    """Return the largest eigenvalue of the Hessian; on a bowl, learning rates below 2 / sharpness are stable.

    Formula: max_v v^T H v / v^T v, computed by `lanczos`, whose params, tolerance, seed and errors it has.

    Source: Cohen, Kaur, Li, Kolter, Talwalkar, "Gradient descent on neural networks typically occurs at the edge of
    stability", 2021.

    >>> from sgdlab.problems import quadratic
    >>> round(sharpness(quadratic([1.0, 4.0]), [1.0, 1.0]), 6)
    4.0
    """
    return float(lanczos(problem, params, 1, tolerance=tolerance, seed=seed)[0])


def checked_curvatures(found: Array, problem: Problem, params: Array) -> Array:
    """Return second derivatives of a loss, or raise an error if they are not finite."""
    if not np.all(np.isfinite(found)):
        here = ", ".join(f"{value:.3g}" for value in params[:20])
        raise ValueError(f"{problem.title} has no finite curvatures at ({here:.80}): choose another place")
    return found


def ritz_values(product: Product, size: int, k: int, tolerance: float, largest: bool, seed: int) -> Array:
    """Return the k largest (or smallest) eigenvalues, falling, of the symmetric matrix H in a product v -> H v."""
    unit = 0.0  # a power of 2 of the size of H: squares of huge or tiny numbers would be infinite or 0
    q = np.random.default_rng(seed).standard_normal(size)
    basis = (q / np.linalg.norm(q))[None]
    diagonal: list[float] = []
    beside: list[float] = []
    look = k  # size of the basis at which to compute the eigenvalues; that costs its cube
    while True:
        r = product(basis[-1])
        unit = unit or float(np.ldexp(1.0, np.frexp(np.abs(r).max())[1] - 1))
        r = r / unit
        diagonal.append(float(basis[-1] @ r))
        for _ in range(2):  # after one pass, rounding would grow; "twice is enough" (Kahan, Parlett)
            r = r - (basis @ r) @ basis
        rest = float(np.linalg.norm(r))
        flat = rest <= NOTHING * max(map(abs, diagonal + beside))
        if len(basis) >= look or flat or len(basis) == size:
            look = len(basis) + 1 + len(basis) // 10
            values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
            chosen = slice(-k, None) if largest else slice(0, k)
            close = rest * np.abs(vectors[-1, chosen]) <= tolerance * np.abs(values).max()
            if len(basis) == size or (len(basis) >= k and np.all(close)):
                return values[chosen][::-1] * unit
        if flat:  # H maps the span of the vectors so far to itself: continue outside of it
            r, rest = np.random.default_rng(seed + len(basis)).standard_normal(size), 0.0
            r = r - (basis @ r) @ basis  # once is enough, because much of the vector is left
        basis = np.vstack([basis, r / np.linalg.norm(r)])
        beside.append(rest)


def _product(problem: Problem, params: Array) -> Product:
    """Return v -> H v of the loss on all examples: compiled for a pure loss, otherwise forward over reverse."""
    if not problem.pure:
        return lambda v: np.asarray(hvp(problem, params, v))
    if problem not in _COMPILED:
        written = problem.loss

        def slope(w: Params, v: object, *data: object) -> LossValue:
            return np.sum(grad(lambda u: written(u, data))(w) * v)

        _COMPILED[problem] = Compiled(slope, ["w", "v", *(f"data{i}" for i in range(len(problem.data)))], wraps=written)
    replay = _COMPILED[problem].value_and_grad  # the gradient of v . gradient is H v
    return lambda v: np.asarray(replay(params, v, *problem.data)[1])
