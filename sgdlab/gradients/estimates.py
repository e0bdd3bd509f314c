"""Random gradients: the slope along random directions is enough to go downhill on average.

- two losses, a small step apart along random signs                  [spsa]
- the exact slope along a normal direction, from one forward pass    [forward_gradient]
- losses of a mirrored population around the parameters              [evolution_gradient]

All three use one idea: draw directions v with E[v v^T] = I, find the slope s of the loss along each, and return the
mean of s v, because its expectation is the gradient.  The error of each entry grows with the number of parameters P.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sgdlab.autodiff import Dual
from sgdlab.checks import whole
from sgdlab.gradients.method import Method, as_floats, boxed_loss, loss_at
from sgdlab.part import Count, Positive
from sgdlab.quantities import Array, Batch, Given, Loss, LossValue, Params

AT_ONCE = 20_000  # parameters in one call of a loss that takes several sets; on many examples more take longer


class RandomDirections(Method):
    """A gradient method that draws directions; subclasses may say how, and how to get the slopes along them.

    rng: a generator, a seed, or for an ensemble (S, P) a list of S generators, so that each member draws the same
    numbers as it would alone; None draws unpredictably, as in NumPy.  `train` supplies it.
    """

    samples: Count
    method: ClassVar[str]  # how the recipe of a run names it
    reach: ClassVar[str] = "step"  # the name of the option that says how far from the parameters to look

    @property
    def words(self) -> str:
        return self.method + ("" if self.samples == 1 else f" ({self.samples} samples)")

    def __call__(
        self,
        loss: Loss | None = None,
        params: Params | None = None,
        batch: Batch | None = None,
        rng: np.random.Generator | None = None,
        **options: object,
    ) -> Any:
        """Return the loss and an estimate of its gradient, both of the batch; without a loss, a configured method."""
        if "seed" in options or (loss is None and rng is not None):
            raise TypeError(
                f"{self.name} draws by rng, in a call with a loss: write {self.name}(loss, params, rng=0), or "
                f"train(…, gradient={self.name}, seed=0)"
            )
        method = self.configured(loss, params, options)
        if loss is None:
            return method
        params = as_floats(params)
        if isinstance(rng, list | tuple):
            if params.shape[:-1] != (len(rng),):
                raise ValueError(f"rng has one generator for each row of params {params.shape}; got {len(rng)}")
            size = (method.samples, params.shape[-1])
            directions = np.stack([method.draw(_generator(one), size) for one in rng], axis=1)
        else:
            directions = method.draw(_generator(rng), (method.samples, *params.shape))
        directions = directions.astype(params.dtype, copy=False)
        value, slopes = method.slopes(loss, params, directions, batch)
        return value, np.mean(slopes[..., None] * directions, axis=0)

    def draw(self, rng: np.random.Generator, size: tuple[int, ...]) -> Array:
        """Return directions v (samples, …, P) with E[v v^T] = I: normal ones, unless a subclass draws others."""
        return rng.standard_normal(size)

    def slopes(self, loss: Loss, params: Array, directions: Array, batch: Batch | None) -> tuple[LossValue, Array]:
        """Return the mean of the losses to both sides of params, and the slopes (samples, …) between them."""
        step = getattr(self, self.reach)
        moves = step * directions
        tried = np.concatenate([params + moves, params - moves])
        if params.ndim == 1 and getattr(loss, "vectorized", False) and tried.size <= AT_ONCE:
            losses = loss_at(loss, tried, batch)
        else:
            losses = np.stack([loss_at(loss, row, batch) for row in tried])
        above, below = losses[: len(moves)], losses[len(moves) :]
        return np.mean(losses, axis=0), (above - below) / (2 * step)


def _generator(rng: Given) -> np.random.Generator:
    if rng is not None and not isinstance(rng, np.random.Generator):
        rng = whole(rng, "rng", 0, also=", or a generator, such as np.random.default_rng(0)")
    return np.random.default_rng(rng)


@dataclass(frozen=True, repr=False, kw_only=True)
class SPSA(RandomDirections):
    """Return (L, estimate of dL/dw) from 2 losses for each sample, however many parameters there are.

    Formula: mean over the samples of (L(w + h v) - L(w - h v)) / 2h * v, with h = `step` and each v_i = +1 or -1 with
    probability 1/2 (for such signs 1 / v_i = v_i).  The bias is of order h^2; the variance of each entry is the sum of
    the squares of the other entries, divided by `samples`.  L is the mean of the losses, with an error of order h^2.

    params (..., P).  A call with options alone, `spsa(samples=4, step=1e-2)`, returns the method with these options; by
    default samples is 1 and step 1e-3.  rng: a generator or a seed, from `train`.  Error: an option is not positive.

    Source: Spall, "Multivariate stochastic approximation using a simultaneous perturbation gradient approximation",
    1992.

    >>> drawn = [spsa(lambda w: np.sum(w**2), np.array([1.0, 2.0]), rng=seed)[1] for seed in range(9)]
    >>> sorted({tuple(gradient.round(6).tolist()) for gradient in drawn})  # their mean is the gradient (2, 4)
    [(-2.0, 2.0), (6.0, 6.0)]
    """

    samples: Count = 1
    step: Positive = 1e-3
    name: ClassVar[str] = "spsa"
    method: ClassVar[str] = "simultaneous perturbation"

    def draw(self, rng: np.random.Generator, size: tuple[int, ...]) -> Array:
        return 2.0 * rng.integers(2, size=size) - 1.0


@dataclass(frozen=True, repr=False, kw_only=True)
class ForwardGradient(RandomDirections):
    """Return (L, unbiased estimate of dL/dw) from one forward pass for each sample, without a backward pass or a tape.

    Formula: mean over the samples of (dL/dw . v) v with v ~ N(0, I); the product dL/dw . v is exact, because it is the
    tangent of the loss along v.  Entry i has variance (g_i^2 + |g|^2) / samples, with g the gradient.

    params (..., P).  A call with options alone, `forward_gradient(samples=4)`, returns the method with these options;
    samples is 1 by default.  rng: a generator or a seed; `train` supplies one.  Errors: a number of samples that is not
    whole and positive; a loss that loses its tangents.

    Source: Baydin, Pearlmutter, Syme, Wood, Torr, "Gradients without backpropagation", 2022.

    >>> value, gradient = forward_gradient(lambda w: np.sum(w**2), np.array([3.0]), rng=0)
    >>> v = np.random.default_rng(0).standard_normal()
    >>> float(value), bool(np.isclose(gradient[0], 6 * v * v))
    (9.0, True)
    """

    samples: Count = 1
    name: ClassVar[str] = "forward_gradient"
    method: ClassVar[str] = "forward gradients"

    def slopes(self, loss: Loss, params: Array, directions: Array, batch: Batch | None) -> tuple[LossValue, Array]:
        """Return the loss and the exact slopes, one pass each."""
        lost = "its tangents are lost"
        passes = [boxed_loss(loss, Dual(params, direction[None]), batch, lost) for direction in directions]
        return passes[0].data, np.stack([value.tangent[0] for value in passes])


@dataclass(frozen=True, repr=False, kw_only=True)
class EvolutionGradient(RandomDirections):
    """Return (L, estimate of dL/dw) of the smoothed loss, from `samples` pairs of mirrored mutants.

    Formula: mean over the samples of (L(w + sigma v) - L(w - sigma v)) / 2 sigma * v with v ~ N(0, I).  This is an
    unbiased estimate of the gradient of the smoothed loss E[L(w + sigma v)], which differs from that of L by order
    sigma^2, and not at all on a quadratic.  L is the mean of the computed losses, an estimate of the smoothed loss.

    params (..., P).  A call with options alone, `evolution_gradient(sigma=0.02, samples=50)`, returns the method with
    these options; by default samples is 10 and sigma 0.1.  rng: a generator or a seed; `train` supplies one.  Errors:
    options that are not positive.

    Source: Nesterov, Spokoiny, "Random gradient-free minimization of convex functions", 2017; Salimans, Ho, Chen,
    Sidor, Sutskever, "Evolution strategies as a scalable alternative to reinforcement learning", 2017.

    >>> _, gradient = evolution_gradient(lambda w: np.abs(w[0]), np.array([0.0]), rng=0)
    >>> gradient.tolist()  # a kink is smoothed away
    [0.0]
    """

    samples: Count = 10
    sigma: Positive = 0.1
    name: ClassVar[str] = "evolution_gradient"
    method: ClassVar[str] = "evolution-strategies gradients"
    reach: ClassVar[str] = "sigma"

    @property
    def words(self) -> str:
        return f"{super().words} with sigma {self.sigma:g}"


spsa = SPSA()
forward_gradient = ForwardGradient()
evolution_gradient = EvolutionGradient()
