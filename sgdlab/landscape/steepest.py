"""The curvature of the loss around its minimum.

- all curvatures, and their directions                      [curvatures]
- the largest of them                                       [largest_curvature]
- the loss over the flattest and the steepest direction     [flattest_and_steepest]
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from sgdlab.autodiff import hessian
from sgdlab.checks import read_only
from sgdlab.landscape.curvature import checked_curvatures, lanczos, sharpness
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Loss

MOST = 400  # parameters: a larger Hessian would take too long
FLAT = 1e-6  # instead of a curvature that is not above 0, whose inverse is no learning rate
LEAST = 1e-100  # below this, steps at the inverse would overflow
ROUNDING = 1e-12  # of the curvature downward, or of the way to the minimum: what is left of a 0


@lru_cache(maxsize=8)  # the same problem serves all positions of all sliders
def curvatures(problem: Problem) -> tuple[Array, Array]:
    """Return the eigenvalues (P,), rising, and the eigenvectors (P, P) of the Hessian at the minimum.

    If the minimum is not known, they are those at the start.  Error: the loss has no finite second derivatives there.
    """
    matrix = problem.hessian if problem.hessian is not None else hessian(problem)(origin(problem))
    values, vectors = np.linalg.eigh(checked_curvatures(matrix, problem, origin(problem)))
    return read_only(values), read_only(vectors)


@lru_cache(maxsize=8)  # likewise
def largest_curvature(problem: Problem) -> float:
    """Return the largest curvature of the loss at its minimum, or at the start if the minimum is unknown.

    Formula: the largest eigenvalue of the Hessian, from its products with vectors; 1e-6 if that is not above 0.
    """
    found = sharpness(problem, origin(problem))
    if found >= FLAT:
        return found
    downward = -lanczos(problem, origin(problem), largest=False)[0]
    return FLAT if found <= max(LEAST, ROUNDING * downward) else found


def origin(problem: Problem) -> Array:
    """Return the minimum if it is known, or else the start."""
    return problem.start if problem.minimum is None else problem.minimum


def flattest_and_steepest(problem: Problem) -> Problem:
    """Return the loss on the plane through its minimum, spanned by the flattest and the steepest direction.

    Formula: L'(a) = L(m + Q a), with Q (P, 2) the eigenvectors of the smallest and of the largest curvature at the
    minimum m; a curvature of 0 is left out, because nothing changes there.  If the curvature is the same everywhere,
    gradient descent that starts in this plane stays in it, so its path there is the path of the whole problem.  A
    problem of two parameters is returned as it is.

    The start is that of the whole problem, projected onto the plane; if the minimum is unknown, the plane goes through
    the start.  Errors: fewer than two parameters, or more than 400.
    """
    if problem.size == 2:
        return problem
    if problem.size is None or not 2 <= problem.size <= MOST:
        raise ValueError(f"two directions are cut from a problem of 2 to {MOST} parameters; got {problem!r}")
    center, (values, vectors) = origin(problem), curvatures(problem)
    bent = np.flatnonzero(np.abs(values) > ROUNDING * np.abs(values).max())  # softmax has zeros
    two = [bent[0] if len(bent) > 1 else 0, -1]
    Q = vectors[:, two]
    away = problem.start - center
    start = away @ Q
    start[np.abs(start) <= ROUNDING * np.linalg.norm(away)] = 0.0
    if problem.minimum is not None and not start.any():
        start = np.ones(2)  # at the minimum there is nothing to see

    def cut(function: Loss) -> Loss:
        return lambda a, batch: function(a @ Q.T + center, batch)

    slopes = problem.gradient
    return replace(
        problem,
        loss=cut(problem.loss),
        gradient=None if slopes is None else lambda a, batch: cut(slopes)(a, batch) @ Q,
        start=start,
        names=("flattest direction", "steepest direction"),
        title=f"{problem.title}, over two directions",
        hessian=None if problem.hessian is None else np.diag(values[two]),
        solve=lambda: None if problem.minimum is None else np.zeros(2),
    )
