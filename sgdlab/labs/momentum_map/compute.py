"""The momentum map without a widget: settings in; a path, its rate and its noise floor out [compute].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/momentum_map`).
"""

from dataclasses import dataclass, replace

import numpy as np

from sgdlab.bill import BILL, Bill
from sgdlab.figures.sentences import beside, capital
from sgdlab.gradients import by_hand
from sgdlab.labs.rate import edge, floor, rate
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem, quadratic
from sgdlab.quantities import Array, Flags, count

STEPS = 300
SEEDS = 64  # runs with different noise
LATE = 100  # the last steps, whose mean loss is the measured floor
DIVERGED = 1e6  # times (1 + the loss at the start)
NOISE = 0.01  # the noise of a slope, in lengths of the gradient at the start

WORDS = {
    "heavy ball": "heavy ball",
    "Nesterov": "Nesterov momentum",
    "pair": "{kind}, learning rate {rate}, momentum {momentum}\n{pace}",
    "pace": "rate {rate}: at this pace {steps} to a thousandth of the distance",
    "no pace": "rate {rate}: it does not converge{ended}",
    "ended": ", diverged at step {step}",
    "rates": "along the valley {along}, across it {across}\n{slower}",
    "alike": "both alike",
    "along": "along sets the rate",
    "across": "across sets the rate",
    "edge": "without momentum the edge is 2/λmax = {plain}, and yours is {side} it\n"
    "with this momentum the edge is {edge}",
    "above": "above",
    "below": "not above",
    "bill": "the bill\n{bill}; stopped by: {reason}",
    "steps": "steps",
    "diverged": "diverged at step {step}",
    "no floor": "noisy gradients\nno floor, since it does not converge",
    "floor": "noisy gradients leave a loss\n{floor} predicted{seen}{early}",
    "seen": f", {{loss}} in the last {LATE} steps of {SEEDS} runs",
    "early": ", where the start is not yet forgotten",
    **BILL,
}


@dataclass(frozen=True)
class MomentumMapSettings:
    """What the controls of the momentum map say; `noisy`: whether noise is added to every gradient."""

    learning_rate: float = 0.03
    momentum: float = 0.6
    nesterov: bool = False
    noisy: bool = False
    seed: int = 0


@dataclass(frozen=True)
class MomentumMapResult:
    """A path in the valley, and what theory predicts for it.

    curved (2,): λmin and λmax;  path (T+1, 2), losses (T+1,);  diverged_at: the step, or None;  rate: the factor by
    which a step shrinks the distance in the long run, rates (2,) along and across;  edge: of stability;  noise: the
    standard deviation of a noisy slope, floor: the loss that it leaves, as predicted;  many (STEPS+1, SEEDS): the
    losses of many noisy runs, or None.
    """

    settings: MomentumMapSettings
    curved: Array
    path: Array
    losses: Array
    diverged_at: int | None
    rate: float
    rates: Array
    edge: float
    noise: float
    floor: float | None
    many: Array | None = None

    @property
    def measured(self) -> float | None:
        """The mean loss of the last 100 steps of all noisy runs; None without them."""
        return None if self.many is None or self.diverged_at is not None else float(self.many[-LATE:].mean())

    @property
    def steps_to_a_thousandth(self) -> float:
        """The number of steps to a thousandth of the distance, at the rate of the long run."""
        return float(np.log(1e-3) / np.log(self.rate)) if self.rate < 1 else np.inf

    @property
    def lines(self) -> list[str]:
        """The rate; which direction sets it; the edge; the bill; the floor."""
        chosen, (along, across) = self.settings, self.rates
        alpha = chosen.learning_rate
        plain = beside(2 / self.curved[1], alpha)
        kind = WORDS["Nesterov" if chosen.nesterov else "heavy ball"]
        pair = {"kind": kind, "rate": f"{alpha:.3g}", "momentum": f"{chosen.momentum:.3g}"}
        slower = "alike" if abs(along - across) < 1e-6 else "along" if along > across else "across"
        pairs = (along, across), (across, along)
        rates = [
            f"{one:.3g}" if slower == "alike" else max(beside(one, other), beside(one, 1.0), key=len)
            for one, other in pairs
        ]
        side = WORDS["above" if alpha > float(plain) else "below"]
        steps, ended = len(self.losses) - 1, self.diverged_at
        reason = WORDS["steps"] if ended is None else WORDS["diverged"].format(step=ended)
        return [
            WORDS["pair"].format(**pair, pace=_pace(self)),
            WORDS["rates"].format(along=rates[0], across=rates[1], slower=WORDS[slower]),
            WORDS["edge"].format(plain=plain, side=side, edge=beside(self.edge, alpha)),
            WORDS["bill"].format(bill=Bill(example_gradients=steps, updates=steps), reason=reason),
            *_noise(self),
        ]

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        sentences = [line.replace("\n", ": ", 1) for line in self.lines]
        return f"{'. '.join(map(capital, sentences))}."


def _pace(result: MomentumMapResult) -> str:
    rate = beside(result.rate, 1.0, digits=4)
    if result.rate >= 1:
        ended = "" if result.diverged_at is None else WORDS["ended"].format(step=result.diverged_at)
        return WORDS["no pace"].format(rate=rate, ended=ended)
    return WORDS["pace"].format(rate=rate, steps=count(max(1, round(result.steps_to_a_thousandth)), "step"))


def _noise(result: MomentumMapResult) -> list[str]:
    if not result.settings.noisy:
        return []
    if result.floor is None:
        return [WORDS["no floor"]]
    seen = "" if result.measured is None else WORDS["seen"].format(loss=f"{result.measured:.3g}")
    late = result.losses[0] * result.rate ** (2 * (STEPS - LATE)) > 0.2 * result.floor
    early = WORDS["early"] if seen and late else ""
    return [WORDS["floor"].format(floor=f"{result.floor:.3g}", seen=seen, early=early)]


def valley(curved: Array) -> Problem:
    """Return the quadratic with these two curvatures, along and across, and a start high up on the slope."""
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
