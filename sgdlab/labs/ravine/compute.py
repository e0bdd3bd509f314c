"""The ravine without a widget: a start, a learning rate and stop rules in; a run, and what ended it, out [compute].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/ravine`).
"""

from dataclasses import dataclass

import numpy as np

from sgdlab.bill import BILL
from sgdlab.figures.sentences import ROUNDING, beside, in_full, size
from sgdlab.gradients import backprop
from sgdlab.landscape.steepest import curvatures
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.quantities import Array, count
from sgdlab.run import Run
from sgdlab.training import train
from sgdlab.training.loop import uninterrupted
from sgdlab.training.stopping import gradient_norm, loss_change

WORDS = {
    "described": "Gradient descent from ({x}, {y}) with learning rate {rate}. {lines}.",
    "ended": "Ended by {by} after {steps}: {where}",
    "gone": "its steps grow without end",
    "left": "the next step leads to where the loss is undefined or too large to compute",
    "low": "the loss there is {loss}",
    "away": "the minimum is {away} away",
    "edge": "Learning rate {rate} is {side} 2/λmax = {edge}: {where}, each step multiplies the distance along "
    "the valley by {along} and across it by {across}",
    "at minimum": "near the minimum",
    "at start": "with the curvatures at the problem's start",
    "above": "above",
    "below": "below",
    "equal": "equal to",
    "miss": "Straight downhill at the start misses the minimum by {miss}°",
    "bill": "The bill: {bill}",
    "off": "off",
    "always": "always on",
    "yes": "yes",
    "also": "also met",
    "no": "no",
    **ROUNDING,
    **BILL,
}
COLUMNS = ("stop rule", "limit", "at the end", "fired?")
REASONS = {"gradient norm": "small gradient", "loss changed": "small change", "diverged": "divergence"}  # by beginning


@dataclass(frozen=True)
class RavineSettings:
    """What the controls of the ravine say; a limit of 0 switches its rule off."""

    learning_rate: float = 0.0794
    start: tuple[float, float] = (2.1, 2.37)
    small_gradient: float = 0.01
    small_change: float = 0.0
    most_steps: int = 100


@dataclass(frozen=True)
class RavineResult:
    """The run, with measures of its beginning and its end.

    slopes (2,): the gradient at the end;  away: its distance from the minimum, None if that isn't known;
    miss: degrees between straight downhill at the start and the direction to the minimum, or None;  curved (2,): the
    curvatures λmin and λmax at the minimum;  changed: by how much the loss moved in the last ten steps, or None.
    """

    settings: RavineSettings
    run: Run
    slopes: Array
    away: float | None
    miss: float | None
    curved: Array
    changed: float | None

    @property
    def edge(self) -> float | None:
        """The learning rate 2/λmax above which a step makes the distance across larger; None without a bowl."""
        return float(2 / self.curved[-1]) if self.curved[0] > 0 else None

    @property
    def ended_by(self) -> str:
        """Which rule fired: "small gradient", "small change", "most steps" or "divergence"."""
        reasons = (name for start, name in REASONS.items() if self.run.stopped_by.startswith(start))
        return next(reasons, "most steps")

    @property
    def lines(self) -> list[str]:
        """What ended the run and where; what the learning rate does; where the first step led; the bill."""
        steps = count(int(self.run.steps[-1]), "step")
        said = [WORDS["ended"].format(by=self.ended_by, steps=steps, where=_where(self))]
        if self.edge is not None:
            said.append(_effect(self, self.edge))
        if self.miss is not None:
            said.append(WORDS["miss"].format(miss=f"{self.miss:.0f}"))
        return [*said, WORDS["bill"].format(bill=self.run.bill)]

    @property
    def rules(self) -> list[list[str]]:
        """The table of the stop rules: the limit, how it stands at the end, whether it fired or was also met there."""
        chosen, gone, taken = self.settings, self.run.diverged_at is not None, int(self.run.steps[-1])
        slope, change = (None, None) if gone else (float(np.linalg.norm(self.slopes)), self.changed)
        rows = [
            ("small gradient", *_stands(slope, chosen.small_gradient)),
            ("small change", *_stands(change, chosen.small_change)),
            ("most steps", f"{chosen.most_steps:g}", f"{taken:,}", taken == chosen.most_steps),
            ("divergence", WORDS["always"], "", gone),
        ]
        ended = self.ended_by
        return [[name, *row, WORDS["yes" if name == ended else "also" if met else "no"]] for name, *row, met in rows]

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        (x, y), rate = self.settings.start, self.settings.learning_rate
        return WORDS["described"].format(x=f"{x:g}", y=f"{y:g}", rate=f"{rate:g}", lines=". ".join(self.lines))


def _where(result: RavineResult) -> str:
    if result.run.diverged_at is not None:  # a step to where there is no loss is undone
        return WORDS["gone" if result.run.diverged_at == result.run.steps[-1] else "left"]
    if result.away is None:
        return WORDS["low"].format(loss=in_full(result.run.losses[-1]))
    return WORDS["away"].format(away=size(result.away))


def _effect(result: RavineResult, edge: float) -> str:
    rate = result.settings.learning_rate
    limit = beside(edge, rate)
    side = WORDS["above" if rate > float(limit) else "below" if rate < float(limit) else "equal"]
    along, across = (beside(abs(1 - rate * one), 1.0) for one in result.curved.tolist())
    where = WORDS["at start" if result.away is None else "at minimum"]  # whose curvatures these are
    fields = {"rate": f"{rate:g}", "side": side, "edge": limit}
    return WORDS["edge"].format(**fields, where=where, along=along, across=across)


def _stands(here: float | None, limit: float) -> tuple[str, str, bool]:
    """The limit of a size, how it stands at the end, and whether it is within its limit."""
    words = f"{limit:g}" if limit else WORDS["off"]
    return (words, "", False) if here is None else (words, size(here, limit), limit > 0 and here <= limit)


SPAN = 10  # steps over which the change of the loss is measured


def compute(problem: Problem, settings: RavineSettings) -> RavineResult:
    """Run gradient descent on all examples until a rule stops it; find where it ended, and where its first step led.

    Formula: w <- w - α grad L(w), until |grad L| is small, the loss barely changes, or the steps are used up.

    problem: of two parameters.
    """
    small = gradient_norm(settings.small_gradient) if settings.small_gradient else None
    still = loss_change(settings.small_change, over=SPAN) if settings.small_change else None
    descent = gradient_descent(settings.learning_rate)
    stop = small | still if small and still else small or still
    run = uninterrupted(
        train(problem, settings.start, optimizer=descent, stop=stop, steps=settings.most_steps, record_every=1)
    )
    low = problem.minimum
    return RavineResult(
        settings,
        run,
        slopes=backprop(problem, run.final)[1],
        away=None if low is None else float(np.linalg.norm(run.final - low)),
        miss=None if low is None else _angle(run.gradients, low - run.params[0]),
        curved=curvatures(problem)[0],
        changed=float(abs(run.losses[-1] - run.losses[-1 - SPAN])) if len(run.losses) > SPAN else None,
    )


def _angle(gradients: Array, to_minimum: Array) -> float | None:
    """The angle in degrees between minus the first gradient and a direction; None if one is missing or zero."""
    if not len(gradients) or not np.linalg.norm(gradients[0]) * np.linalg.norm(to_minimum) > 0:
        return None
    cosine = -gradients[0] @ to_minimum / np.linalg.norm(gradients[0]) / np.linalg.norm(to_minimum)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
