"""How high noisy steps keep a quadratic loss in the long run [noise_floor]; the page computes the same.

A step of SGD multiplies the distance w to the minimum and the velocity u by a matrix, and adds the noise ξ of a batch.
So the means of their squares change from step to step by a matrix, too, along each direction of curvature:

    w², w u, u², w ξ', u ξ', 1, and the sum of w² so far

ξ' is the noise of a later batch of the same epoch.  Without replacement it is known in part: what earlier batches had
too much of, later ones have too little of.  The matrix of a whole epoch, to a high power, forgets where a run started.
"""

from typing import NamedTuple

import numpy as np

from sgdlab.quantities import Array

DOUBLINGS = 40  # of the number of epochs
ROUNDS, CLOSE = 200, 1e-9  # in which the directions agree about how much they disturb each other
TRUSTED = 1.5  # times the floor of examples with equal curvatures; above it, what the formula leaves out may be most
_AGAIN = np.diag([1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0])  # an epoch begins: its batches are drawn anew


class Noise(NamedTuple):
    """What examples add to a step around the minimum of a quadratic, along the axes of its curvature.

    curved (P,): the curvatures;  variances (P,): of one example's gradient at the minimum;  uneven (P, P): how an
    example's curvature differs from that of all, squared: the noise grows by as much times the squared distance.
    """

    curved: Array
    variances: Array
    uneven: Array


class Steps(NamedTuple):
    """How steps are taken: with which learning rate and momentum, on which batches of how many examples."""

    learning_rate: float
    momentum: float
    nesterov: bool
    examples: int
    size: int
    replace: bool

    @property
    def each(self) -> int:
        """How many steps an epoch has."""
        return -(-self.examples // self.size)

    @property
    def shares(self) -> tuple[float, float]:
        """What a batch, and the last one of an epoch, leaves of an example's variance."""
        last = self.size if self.replace else self.examples - self.size * (self.each - 1)
        return share(self.examples, self.size, self.replace), share(self.examples, last, self.replace)


def share(n: int, size: int, replace: bool) -> float:
    """Return what a mini-batch leaves of an example's variance: 1 / B, times (n - B) / (n - 1) if none is put back.

    >>> share(10, 1, False), share(10, 10, False), share(10, 4, True)
    (1.0, 0.0, 0.25)
    """
    return 1 / size if replace or n == 1 else (n - size) / (n - 1) / size


def noise_floor(noise: Noise, steps: Steps) -> float:
    """Return the mean excess loss of SGD in the long run; infinite if it isn't known to stay near the minimum.

    Formula: 1/2 sum λ mean(w²).  It is exact for one parameter and draws with replacement.  Otherwise it leaves out how
    a batch's curvature depends on earlier batches of its epoch, and how w goes together in two directions: a few
    percent for the penguins, a quarter for a handful of examples that differ a lot, half of the floor near divergence,
    and any factor beyond.  So where different curvatures raise the floor by more than half, it counts as unknown.
    """
    curved, variances, uneven = noise
    apart = 0.0 if steps.replace or steps.examples == 1 else -1 / (steps.examples - 1)
    zeros = np.zeros_like(curved)
    own = _mean_squares(steps, curved, np.diag(uneven), variances, apart * variances)
    added = _mean_squares(steps, curved, np.diag(uneven), np.ones_like(curved), zeros)
    even = _mean_squares(steps, curved, zeros, variances, apart * variances)
    others, found = uneven - np.diag(np.diag(uneven)), own
    with np.errstate(all="ignore"):
        for _ in range(ROUNDS):
            before, found = found, own + added * (others @ found)
            if np.all(np.abs(found - before) <= CLOSE * np.abs(found)):
                return float(0.5 * curved @ found) if curved @ found <= TRUSTED * curved @ even else np.inf
    return np.inf


def _mean_squares(steps: Steps, curved: Array, uneven: Array, variances: Array, apart: Array) -> Array:
    """The mean of w² along each direction (P,), for this noise; infinite where it grows."""
    usual, last = (_matrices(steps, curved, one * uneven, one * variances, apart) for one in steps.shares)
    with np.errstate(all="ignore"):
        epoch = last @ np.linalg.matrix_power(usual, steps.each - 1)
        far = _AGAIN @ epoch
        for _ in range(DOUBLINGS):
            far = far @ far
        found: Array = (epoch @ far)[:, 6, 5] / steps.each
    return np.where(np.isfinite(found), found, np.inf)


def _matrices(steps: Steps, curved: Array, uneven: Array, variances: Array, apart: Array) -> Array:
    """What a step does to the seven means (P, 7, 7); apart: of ξ and the noise of a later batch."""
    alpha, b = steps.learning_rate, steps.momentum
    found = np.zeros((len(curved), 7, 7))
    for made, h, grows, variance, later in zip(found, curved, uneven, variances, apart, strict=True):
        # u becomes b u + h w + ξ; w loses α u then, or with Nesterov's α (h w + ξ + b u)
        p, q = (1 - alpha * (1 + b) * h, -alpha * b * b) if steps.nesterov else (1 - alpha * h, -alpha * b)
        x = -alpha * (1 + b) if steps.nesterov else -alpha
        made[0] = p * p + x * x * grows, 2 * p * q, q * q, 2 * x * p, 2 * x * q, x * x * variance, 0
        made[1] = p * h + x * grows, p * b + q * h, q * b, x * h + p, x * b + q, x * variance, 0
        made[2] = h * h + grows, 2 * h * b, b * b, 2 * h, 2 * b, variance, 0
        made[3] = 0, 0, 0, p, q, x * later, 0
        made[4] = 0, 0, 0, h, b, later, 0
        made[5, 5] = made[6, 6] = made[6, 0] = 1
    return found
