"""How much the gradients of single examples, and therefore of mini-batches, differ [gradient_noise]."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import given, number, read_only, real_array, whole
from sgdlab.gradients import backprop
from sgdlab.problems import Problem
from sgdlab.problems.problem import finite_array
from sgdlab.quantities import Array, count

__all__ = ["gradient_noise"]

MOST = 1_000_000  # numbers in the copies of the parameters of one call


@dataclass(frozen=True, eq=False, repr=False)
class GradientNoise:
    """The gradients of all examples at the same parameters, and what they say about the gradient of a mini-batch.

    gradients (N, P): the gradient of each example's loss, one per row.  These are all the examples there are, so their
    mean is the full gradient, and the covariance divides by N instead of N - 1.

    Formula: G = 1/N sum_i g_i;  S = 1/N sum_i (g_i - G)(g_i - G)^T;  noise scale = tr S / |G|^2.

    >>> noise = GradientNoise(np.array([[1.0], [3.0]]), title="two examples")
    >>> noise.mean.tolist(), noise.covariance.tolist(), noise.scale
    ([2.0], [[1.0]], 0.25)
    """

    gradients: Array
    title: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "gradients", finite_array(self.gradients, "gradients", ("N", "P")))

    @property
    def n(self) -> int:
        """How many examples there are, N."""
        return len(self.gradients)

    @cached_property
    def mean(self) -> Array:
        """The gradient of the loss on all examples (P,): G = 1/N sum_i g_i."""
        return read_only(self.gradients.mean(axis=0))

    @cached_property
    def covariance(self) -> Array:
        """The covariance of one example's gradient (P, P): S = 1/N sum_i (g_i - G)(g_i - G)^T."""
        off = self.gradients - self.mean
        return read_only(off.T @ off / self.n)

    @cached_property
    def variance(self) -> float:
        """The mean squared distance of one example's gradient from the full gradient: tr S, without computing S."""
        return float(np.sum(np.square(self.gradients - self.mean)) / self.n)

    @property
    def scale(self) -> float:
        """The noise scale in examples: tr S / |G|^2, the batch size at which noise and gradient are equally large.

        Infinite if the full gradient is zero but those of the examples are not; 0 if all examples have the same
        gradient.

        Source: McCandlish, Kaplan, Amodei, "An empirical model of large-batch training", 2018 (B_simple).
        """
        if not np.ptp(self.gradients, axis=0).any():
            return 0.0
        unit = np.abs(self.gradients).max()  # squares of huge or tiny numbers would be infinite or 0
        mean, off = self.mean / unit, (self.gradients - self.mean) / unit
        size = float(mean @ mean)
        return float(np.sum(np.square(off)) / self.n) / size if size > 0 else np.inf

    def batch_covariance(self, size: int, replace: bool = False) -> Array:
        """Return the covariance (P, P) of the gradient of a mini-batch of the given size.

        Formula: S / B with replacement; S / B * (N - B) / (N - 1) without, which is 0 for B = N.

        Errors: a size that is not a whole number of at least 1; without replacement, one above N.
        """
        size = whole(size, "size", 1, None if replace else self.n, also="" if replace else "; with replacement any")
        left = 1.0 if replace or self.n == 1 else (self.n - size) / (self.n - 1)
        return self.covariance * (left / size)

    def ellipse(self, size: int, level: float = 0.95, replace: bool = False, points: int = 120) -> Array:
        """Return an ellipse (points, 2) that contains a share `level` of the gradients of mini-batches of one size.

        Formula: G + sqrt(-2 ln(1 - level)) C^(1/2) (cos t, sin t), with C the covariance of the mini-batch.  This is
        exact for a normal distribution, and mini-batches come close to one by the central limit theorem.

        Errors: a problem that doesn't have two parameters; a level outside (0, 1); those of `batch_covariance`.
        """
        if self.gradients.shape[1] != 2:
            raise ValueError(f"an ellipse is drawn over two parameters; {self.title} has {self.gradients.shape[1]}")
        number(level, "level", above=0, below=1)
        whole(points, "points", 3)
        variances, axes = np.linalg.eigh(self.batch_covariance(size, replace))
        t = np.linspace(0, 2 * np.pi, points, endpoint=False)
        lengths = np.sqrt(-2 * np.log1p(-level) * np.maximum(variances, 0.0))
        line: Array = self.mean + (np.stack([np.cos(t), np.sin(t)], axis=-1) @ axes * lengths) @ axes.T
        return line

    def __repr__(self) -> str:
        # hypot, because the square of 1e200 is no float
        length, off = np.hypot.reduce(self.mean), np.hypot.reduce(self.gradients - self.mean, axis=None)
        return (
            f"{count(self.n, 'gradient')} of {self.title}: the mean has length {length:.4g}, single ones are "
            f"{off / np.sqrt(self.n):.4g} from it (root mean square); noise scale {self.scale:.3g} examples"
        )


def gradient_noise(problem: Problem, params: ArrayLike) -> GradientNoise:
    """Compute the gradient of every example's loss at params (P,).

    Formula: g_i = dl_i/dw, where L = 1/N sum_i l_i; a penalty is part of every l_i.  For a vectorized problem one
    backward pass covers many examples (each gets its own copy of the parameters); other problems take one at a time.

    The result has .gradients (N, P), their .mean and .covariance and the noise .scale, and predicts mini-batches of any
    size: .batch_covariance(size), and .ellipse(size), which holds 95 % of them.

    Errors: a problem without data, params that are not (P,).

    >>> from sgdlab.problems import linear_regression
    >>> noise = gradient_noise(linear_regression([[1.0], [2.0], [3.0]], [1.0, 3.0, 5.0]), [0.0, 0.0])
    >>> noise.gradients.tolist()
    [[-2.0, -2.0], [-12.0, -6.0], [-30.0, -10.0]]
    >>> noise
    3 gradients of linear regression on 3 examples: the mean has length 15.85, single ones are 12.04 from it (root mean
    square); noise scale 0.577 examples
    """
    if not isinstance(problem, Problem) or not problem.data:
        raise ValueError(f"problem needs data, because noise is the difference between examples; got {given(problem)}")
    at = real_array(params, "params", (problem.size or "P",)).astype(float)
    some = max(1, MOST // len(at)) if problem.vectorized else 1
    parts = [_gradients(problem, at, slice(i, i + some)) for i in range(0, problem.n, some)]
    return GradientNoise(np.concatenate(parts), problem.title)


def _gradients(problem: Problem, params: Array, rows: slice) -> Array:
    chosen = [array[rows] for array in problem.data]
    if not problem.vectorized:
        return np.asarray(backprop(problem, params, tuple(chosen))[1])[None]
    copies = np.tile(params, (len(chosen[0]), 1))
    return np.asarray(backprop(problem, copies, tuple(array[:, None] for array in chosen))[1])
