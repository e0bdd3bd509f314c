"""The momentum map without a widget: settings in; a path, its rate and its noise floor out [compute, compute_many]."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sgdlab.gradients import by_hand
from sgdlab.labs.momentum_map.result import SEEDS, STEPS, MomentumMapResult, MomentumMapSettings
from sgdlab.labs.rate import edge, floor, rate
from sgdlab.optimizers import Optimizer, gradient_descent
from sgdlab.problems import Problem, quadratic
from sgdlab.quantities import Array

DIVERGED = 1e6  # times (1 + the loss at the start)
NOISE = 0.01  # the noise of a slope, in lengths of the gradient at the start


def valley(curved: Array) -> Problem:
    """Return the quadratic with these two curvatures, along and across, and a start high up on the slope.

    >>> valley(np.array([1.0, 100.0])).start.tolist()
    [1.0, 0.3]
    """
    across = 3 / float(np.sqrt(curved[1] / curved[0]))
    bowl = quadratic(curved)
    return replace(bowl, start=np.array([1.0, across]), names=("along the valley", "across"))


def noise_of(problem: Problem) -> float:
    """Return the standard deviation of the noise: a hundredth of the length of the gradient at the start."""
    return NOISE * float(np.linalg.norm(by_hand(problem, problem.start)[1]))


def compute(curved: Array, settings: MomentumMapSettings) -> MomentumMapResult:
    """Run gradient descent with momentum for 300 steps, and predict its pace.

    Formula: v <- b v + g, w <- w - α v (heavy ball) or w <- w - α (g + b v) (Nesterov); a noisy gradient g is the
    exact one with a normal random number added to each slope.

    curved (2,): the curvatures λmin and λmax.

    >>> round(compute(np.array([1.0, 100.0]), MomentumMapSettings(0.033, 0.67)).rate, 4)
    0.8185
    """
    return compute_many(curved, [settings])[0]


def compute_many(curved: Array, settings: Sequence[MomentumMapSettings]) -> list[MomentumMapResult]:
    """Return what `compute` returns for many learning rates and momenta, run at once.

    All other settings are the same, and so is the noise.

    >>> both = compute_many(np.array([1.0, 4.0]), [MomentumMapSettings(0.1, 0.0), MomentumMapSettings(0.1, 0.5)])
    >>> [round(one.rate, 3) for one in both]
    [0.9, 0.707]
    """
    first, problem = settings[0], valley(curved)
    size = noise_of(problem)
    noise = size * np.random.default_rng(first.seed).normal(size=(STEPS, 1, 2)) * first.noisy
    rates, momenta = np.array([[one.learning_rate, one.momentum] for one in settings]).T[:, :, None]
    rule = gradient_descent(rates, momenta, nesterov=first.nesterov and bool(np.any(momenta)))
    paths, losses = _descend(problem, rule, noise, len(settings))
    return [_result(size, curved, one, paths[:, k], losses[:, k]) for k, one in enumerate(settings)]


def with_many(result: MomentumMapResult) -> MomentumMapResult:
    """Return a noisy result with the losses of 64 runs that differ only in their noise, unless one of them diverges."""
    problem, one = valley(result.curved), result.settings
    noise = result.noise * np.random.default_rng([one.seed, SEEDS]).normal(size=(STEPS, SEEDS, 2))
    rule = gradient_descent(one.learning_rate, one.momentum, nesterov=one.nesterov and one.momentum > 0)
    losses = _descend(problem, rule, noise, SEEDS)[1]
    return result if not np.all(losses <= _ceiling(losses)) else replace(result, many=losses)


def _descend(problem: Problem, rule: Optimizer, noise: Array, members: int) -> tuple[Array, Array]:
    """Paths (STEPS+1, S, 2) and losses (STEPS+1, S): what `train` does, but without record and bill."""
    w = np.tile(problem.start, (members, 1))
    state, path, curvature = rule.init(w), [w], np.diag(problem.hessian)
    with np.errstate(over="ignore", invalid="ignore"):
        for added in noise:
            step, state = rule.update(curvature * w + added, state, w)
            w = w + step
            path.append(w)
        paths = np.array(path)
        return paths, np.asarray(problem(paths))


def _ceiling(losses: Array) -> Array:
    """The loss above which a run has diverged."""
    ceiling: Array = DIVERGED * (1 + losses[0])
    return ceiling


def _result(noise: float, curved: Array, one: MomentumMapSettings, path: Array, losses: Array) -> MomentumMapResult:
    chosen = one.learning_rate, one.momentum
    rates = np.array([float(rate(*chosen, [curvature], one.nesterov)) for curvature in curved])
    remaining = float(floor(*chosen, curved, noise, one.nesterov))
    diverged = np.flatnonzero(~(losses <= _ceiling(losses)))
    end = int(diverged[0]) if len(diverged) else STEPS
    return MomentumMapResult(
        one,
        curved,
        path[: end + 1],
        losses[: end + 1],
        end if len(diverged) else None,
        rate=float(rates.max()),
        rates=rates,
        edge=float(edge(one.momentum, float(curved[1]), one.nesterov)),
        noise=noise,
        floor=remaining if np.isfinite(remaining) else None,
    )
