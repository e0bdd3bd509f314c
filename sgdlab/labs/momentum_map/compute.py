"""The momentum map without a widget: settings in; a path, its rate and its noise floor out [compute]."""

from dataclasses import replace

import numpy as np

from sgdlab.gradients import by_hand
from sgdlab.labs.momentum_map.result import SEEDS, STEPS, MomentumMapResult, MomentumMapSettings
from sgdlab.labs.rate import edge, floor, rate
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem, quadratic
from sgdlab.quantities import Array, Flags

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
    problem, chosen = valley(curved), (settings.learning_rate, settings.momentum)
    size = noise_of(problem)
    noise = size * np.random.default_rng(settings.seed).normal(size=(STEPS, 1, 2)) * settings.noisy
    paths, losses = _descend(problem, settings, noise)
    rates = np.array([float(rate(*chosen, [curvature], settings.nesterov)) for curvature in curved])
    remaining = float(floor(*chosen, curved, size, settings.nesterov))
    diverged = np.flatnonzero(~_kept(losses[:, 0]))
    end = int(diverged[0]) if len(diverged) else STEPS
    return MomentumMapResult(
        settings,
        curved,
        paths[: end + 1, 0],
        losses[: end + 1, 0],
        end if len(diverged) else None,
        rate=float(rates.max()),
        rates=rates,
        edge=float(edge(settings.momentum, float(curved[1]), settings.nesterov)),
        noise=size,
        floor=remaining if np.isfinite(remaining) else None,
    )


def with_many(result: MomentumMapResult) -> MomentumMapResult:
    """Return a noisy result with the losses of 64 runs that differ only in their noise, unless one of them diverges."""
    one = result.settings
    noise = result.noise * np.random.default_rng([one.seed, SEEDS]).normal(size=(STEPS, SEEDS, 2))
    losses = _descend(valley(result.curved), one, noise)[1]
    return replace(result, many=losses) if np.all(_kept(losses)) else result


def _descend(problem: Problem, one: MomentumMapSettings, noise: Array) -> tuple[Array, Array]:
    """Paths (STEPS+1, S, 2) and losses (STEPS+1, S): what `train` does, but without record and bill."""
    rule = gradient_descent(one.learning_rate, one.momentum, nesterov=one.nesterov and one.momentum > 0)
    w = np.tile(problem.start, (noise.shape[1], 1))
    state, path, curvature = rule.init(w), [w], np.diag(problem.hessian)
    with np.errstate(over="ignore", invalid="ignore"):
        for added in noise:
            step, state = rule.update(curvature * w + added, state, w)
            w = w + step
            path.append(w)
        paths = np.array(path)
        return paths, np.asarray(problem(paths))


def _kept(losses: Array) -> Flags:
    """At which steps a run has not diverged."""
    kept: Flags = losses <= DIVERGED * (1 + losses[0])
    return kept
