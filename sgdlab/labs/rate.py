"""What theory says about momentum on a quadratic, one direction at a time, without a run.

- by which factor a step shrinks the distance, in the long run      [rate]
- the learning rate above which the distance grows instead          [edge]
- how large the loss stays when every gradient is noisy             [floor]
- the settings with the smallest rate                               [best]

Each direction of curvature λ has two numbers to follow, w and the velocity, and a step multiplies the pair by a 2 x 2
matrix of trace t and determinant d.  Its eigenvalues solve z^2 - t z + d = 0.
"""

from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.quantities import Array

Number: TypeAlias = float | Array  # everything here broadcasts
N = TypeVar("N", float, Array)

ROUNDING = 1e-12  # how far from 1 a rate may be that is 1


def trace_and_determinant(
    learning_rate: Number, momentum: Number, curvature: Number, nesterov: bool
) -> tuple[Number, Number]:
    """Return t and d of the matrix that a step multiplies (w, velocity) by.

    Formula: t = 1 + b - αλ, d = b (heavy ball); t = (1 + b)(1 - αλ), d = b (1 - αλ) (Nesterov).
    """
    shrink = 1 - learning_rate * curvature
    if nesterov:
        return (1 + momentum) * shrink, momentum * shrink
    return shrink + momentum, momentum + 0 * shrink


def rate(learning_rate: Number, momentum: Number, curvatures: ArrayLike, nesterov: bool = False) -> Array:
    """Return the factor by which a step multiplies the distance to the minimum in the long run.

    Formula: the largest absolute eigenvalue of the matrix of a step, over all directions; sqrt(d) where the two are
    complex, so that w swings back and forth, and (|t| + sqrt(t^2 - 4d)) / 2 where they are real.  Below 1 it
    converges.  learning_rate, momentum (...,), curvatures (P,) -> (...,).

    Source: Goh, "Why momentum really works", 2017.
    """
    alpha, b = (np.asarray(one, dtype=float)[..., None] for one in (learning_rate, momentum))
    t, d = trace_and_determinant(alpha, b, np.asarray(curvatures, dtype=float), nesterov)
    with np.errstate(over="ignore"):  # far beyond the edge the rate is infinite
        square = t**2 - 4 * d
    real = (np.abs(t) + np.sqrt(np.maximum(square, 0))) / 2
    largest: Array = np.max(np.where(square < 0, np.sqrt(np.abs(d)), real), axis=-1)
    return np.where(np.abs(largest - 1) < ROUNDING, 1.0, largest)  # on the edge it is 1, and does not converge


def edge(momentum: N, largest: float, nesterov: bool = False) -> N:
    """Return the learning rate above which a step makes the distance larger.

    Formula: αλ = 2 + 2b (heavy ball); αλ = (2 + 2b) / (1 + 2b) (Nesterov); λ the largest curvature.
    """
    wide = (2 + 2 * momentum) / largest
    return wide / (1 + 2 * momentum) if nesterov else wide


def floor(
    learning_rate: Number, momentum: Number, curvatures: ArrayLike, noise: ArrayLike, nesterov: bool = False
) -> Array:
    """Return the expected loss above the minimum, in the long run, when noise is added to every slope of a gradient.

    Formula: 1/2 sum λ Var(w), and for the heavy ball Var(w) = α s^2 (1 + b) / (λ (1 - b) (2 (1 + b) - αλ)): w is an
    autoregression of order two with the coefficients t and -d.  So is u_{k+1} = w_k - α g_k of Nesterov's, and
    w_k = (1 + b) u_k - b u_{k-1}.  noise: s, the standard deviation, or (P,) one for each direction.
    Infinite beyond the edge of stability.

    Source: Mandt, Hoffman, Blei, "Stochastic gradient descent as approximate Bayesian inference", 2017, in discrete
    time.
    """
    alpha, b = (np.asarray(one, dtype=float)[..., None] for one in (learning_rate, momentum))
    curved = np.asarray(curvatures, dtype=float)
    t, d = trace_and_determinant(alpha, b, curved, nesterov)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        # The variance of w, or of u.
        own = (1 + d) * (alpha * np.asarray(noise, dtype=float)) ** 2 / ((1 - d) * ((1 + d) ** 2 - t**2))
        variance = ((1 + b) ** 2 + b**2 - 2 * b * (1 + b) * t / (1 + d)) * own if nesterov else own
        found = 0.5 * np.sum(curved * variance, axis=-1)
    return np.where(rate(learning_rate, momentum, curved, nesterov) < 1, found, np.inf)


def best(smallest: float, largest: float, nesterov: bool = False) -> tuple[float, float]:
    """Return the learning rate and the momentum with the smallest rate.

    Formula: α = (2 / (sqrt λmin + sqrt λmax))^2, b = ((sqrt κ - 1) / (sqrt κ + 1))^2 with the rate
    (sqrt κ - 1) / (sqrt κ + 1), κ = λmax / λmin (heavy ball); α = 4 / (3 λmax + λmin),
    b = (sqrt(3κ + 1) - 2) / (sqrt(3κ + 1) + 2) with the rate 1 - 2 / sqrt(3κ + 1) (Nesterov).

    Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Lessard, Recht, Packard,
    "Analysis and design of optimization algorithms via integral quadratic constraints", 2016, proposition 1.
    """
    if nesterov:
        root = np.sqrt(3 * largest / smallest + 1)
        return float(4 / (3 * largest + smallest)), float((root - 2) / (root + 2))
    low, high = np.sqrt([smallest, largest])
    return float((2 / (low + high)) ** 2), float(((high - low) / (high + low)) ** 2)
