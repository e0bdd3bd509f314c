"""Examples for a surface that has none: tilted copies of it, whose mean is exactly the surface [with_examples]."""

from dataclasses import replace

import numpy as np

from sgdlab.autodiff import grad
from sgdlab.checks import generator, given, number, whole
from sgdlab.problems.problem import Problem, remembered
from sgdlab.quantities import Array, Batch, LossValue, Params, Traced

SHARE = 0.5  # of the gradient's length at the start: how long a tilt is by default, as a root mean square


@remembered
def with_examples(problem: Problem, n: int = 120, noise: float | None = None, seed: int = 0) -> Problem:
    """Give a surface n examples, so that SGD has something to draw from: the surface is the mean of n tilted copies.

    Formula: l_i(w) = L(w) + e_i . w, with sum_i e_i = 0, so the mean over all examples is L(w), and the gradient of
    example i is that of L plus e_i.  The covariance of the n gradients is noise^2 times the identity, 1/n sum_i e_i
    e_i^T = noise^2 I, at every w; a batch of B examples drawn with replacement has noise^2 / B.

    The tilts e_i are normal, drawn with `seed`, then centered and rescaled until mean and covariance are exactly these.
    `noise` is the standard deviation of a gradient along every axis; by default it is half of the gradient's length at
    the start, shared by the P axes.  What is known of the surface stays known: its start, minimum, Hessian, curvature
    and closed form.  The tilts (n, P) are the problem's data.

    Errors: a problem that has examples already, or no start; with noise, fewer than P + 1 copies.

    >>> from sgdlab.problems import rosenbrock
    >>> noisy = with_examples(rosenbrock(), noise=3.0)
    >>> noisy.n, round(float(noisy(noisy.start)), 6), noisy.data[0].std(axis=0).round(9).tolist()
    (120, 24.2, [3.0, 3.0])
    """
    if not isinstance(problem, Problem):
        raise TypeError(f"problem is a sgdlab.Problem without data, such as rosenbrock(); got {given(problem)}")
    if problem.data:
        raise ValueError(f"{problem.title} has {problem.n:,} examples already: train on it as it is")
    if problem.start is None:
        raise ValueError(f"{problem.title} has no start, so its number of parameters is unknown: give it one, start=…")
    start: Array = problem.start
    n = whole(n, "n", also=", the number of copies")
    noise = _usual(problem) if noise is None else number(noise, "noise", ", a standard deviation", least=0)
    tilts = (noise * _even(n, len(start), seed) if noise else np.zeros((n, len(start)))).astype(start.dtype)
    slopes = problem.gradient

    def loss(params: Params, batch: Batch) -> LossValue:
        return problem.loss(params, ()) + np.sum(params * _mean(batch), axis=-1)

    gradient = slopes and (lambda params, batch: slopes(params, ()) + _mean(batch))
    title = f"{problem.title}, the mean of {n:,} tilted copies"
    return replace(problem, loss=loss, data=(tilts,), gradient=gradient, title=title)


def _usual(problem: Problem) -> float:
    """Half of the gradient's length at the start, shared by the axes; 1 where that is zero or not finite."""
    slope = float(np.linalg.norm(grad(lambda params: problem(params))(problem.start)))
    return SHARE * (slope if 0 < slope < np.inf else 1.0) / float(np.sqrt(problem.size or 1))


def _even(n: int, size: int, seed: int) -> Array:
    """Draw n vectors whose mean is zero and whose covariance is the identity, up to rounding."""
    if n <= size:
        raise ValueError(f"n is {n}, and noise in {size} directions needs at least {size + 1} copies; or say noise=0")
    drawn = generator(seed).normal(size=(n, size))
    drawn -= drawn.mean(axis=0)
    even: Array = np.linalg.qr(drawn)[0]
    even -= even.mean(axis=0)
    even *= np.sqrt(n)
    return even


def _mean(batch: Batch) -> Traced:
    return np.mean(batch[0], axis=-2)
