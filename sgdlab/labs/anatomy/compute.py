"""The anatomy of an update without a widget: settings in, a run and the parts of one of its steps out [compute].

Plain gradient descent runs beside it, from the same start.  The templates, WORDS, are filled in here and, in the same
way, by the page (`front_end/src/labs/anatomy`).
"""

from dataclasses import dataclass, replace

import numpy as np

from sgdlab.batches import BatchRule, full_batch
from sgdlab.bill import BILL
from sgdlab.figures.sentences import BAND, in_full
from sgdlab.labs.anatomy.pair import Pair, pair_of
from sgdlab.labs.anatomy.rules import RULES
from sgdlab.labs.band import SEEDS, TOO_LONG, within
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.landscape.steepest import largest_curvature
from sgdlab.optimizers import gradient_descent
from sgdlab.optimizers.optimizer import Optimizer
from sgdlab.problems import Problem
from sgdlab.quantities import Array, State
from sgdlab.run import Run
from sgdlab.training import train
from sgdlab.training.loop import uninterrupted

STEPS = 60

WORDS = {
    "step": "Step {step}: {one} × the learning rate along {across}, {two} × along {up}{turned}",
    "turned": "; {angle}° away from straight downhill",
    "beside": "gradient descent beside it",
    "gone": "{name}: diverged at step {step}",
    "no step": "{name} leaves the region where the loss is finite with its first step: choose a smaller learning rate, "
    "or another start",
    "end": "{name}: loss {loss} after {steps} steps",
    "bill": "The bill of {name}: {bill}; stopped by: {reason}",
    "no band": f"{SEEDS} seeds: {{why}}",
    "lost": "no band, since {lost} of them diverged",
    "band": f"With {SEEDS} seeds, the middle {BAND[1] - BAND[0]} % of the steps number {{step}}: {{spans}}",
    "span": "{low} to {high} × along {name}",
    "uncorrected": " without bias correction",
    "described": "{name}{correction}, learning rate {rate}. {lines}.",
    "gradient": "gradient",
    "average": "average of gradients",
    "velocity": "velocity",
    "sum": "root of the sum of squares",
    "root": "root mean square",
    "moved": "step",
    "in rates": "step in learning rates",
    **BILL,
}


@dataclass(frozen=True)
class AnatomySettings:
    """What the controls say; `step` counts from 1, the first update.

    `across` and `up` are the names of the two parameters in the picture, of which `start` gives the values; the others
    start where the problem says.  Without names they are those with the largest gradient at the start.
    """

    optimizer: str = "Adam"
    step: int = 1
    learning_rate: float = 0.1
    beta1: float = 0.9
    beta2: float = 0.999
    correction: bool = True
    start: tuple[float, float] = (3.0, 1.0)
    seed: int = 0
    across: str | None = None
    up: str | None = None


@dataclass(frozen=True)
class AnatomyResult:
    """A run of the optimizer, one of gradient descent, and the anatomy of the optimizer's update number `step`.

    gradient (2,): of the step's batch;  mean (2,): the average of gradients, or the velocity, that the step follows, or
    None;  square (2,): the average (AdaGrad: the sum) of squared gradients, whose root the optimizer divides by, or
    None; both after the bias correction, if it is on;  update (2,): the step;  lengths (T, 2): every step of the run
    in learning rates, entry by entry;  many (T, S, 2): the same for S seeds, or None, and then `no_band` says why.
    With more than two parameters these are the two on the `plane`, whereas the runs have all.
    """

    settings: AnatomySettings
    run: Run
    plain: Run
    step: int
    gradient: Array
    mean: Array | None
    square: Array | None
    update: Array
    lengths: Array
    plane: Pair
    many: Array | None = None
    no_band: str = ""

    @property
    def sizes(self) -> Array:
        """The update in learning rates, entry by entry (2,)."""
        return np.abs(self.update) / self.settings.learning_rate

    @property
    def turn(self) -> float | None:
        """The angle between the step and minus the gradient in degrees; None if one of them is 0."""
        lengths = np.linalg.norm(self.update) * np.linalg.norm(self.gradient)
        if not lengths > 0:
            return None
        return float(np.degrees(np.arccos(np.clip(-self.update @ self.gradient / lengths, -1, 1))))

    @property
    def lines(self) -> list[str]:
        """The step in words, where both runs end, the bill, and how long this step is with many seeds."""
        one, two = (f"{size:.3g}" for size in self.sizes)
        (across, up), name, run, turned = self.plane.names, self.settings.optimizer, self.run, ""
        if self.turn is not None:
            turned = WORDS["turned"].format(angle=f"{self.turn:.0f}")
            turned += "" if self.plane.whole else " in these two"
        return [
            WORDS["step"].format(step=self.step, one=one, two=two, across=across, up=up, turned=turned),
            _end(name, run),
            _end(WORDS["beside"], self.plain),
            WORDS["bill"].format(name=name, bill=run.bill, reason=run.stopped_by),
            *filter(None, [self.plane.caption]),
            *self.luck,
        ]

    @property
    def luck(self) -> list[str]:
        """How long this step is with many seeds, in a line; nothing before they are trained."""
        if self.many is None:
            return [WORDS["no band"].format(why=self.no_band)] if self.no_band else []
        ends = zip(self.plane.names, *np.percentile(self.many[self.step - 1], BAND, axis=0), strict=True)
        spans = [WORDS["span"].format(low=f"{low:.3g}", high=f"{high:.3g}", name=name) for name, low, high in ends]
        return [WORDS["band"].format(step=self.step, spans=", ".join(spans))]

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        chosen = self.settings
        correction = "" if chosen.correction or not RULES[chosen.optimizer].corrected else WORDS["uncorrected"]
        return WORDS["described"].format(
            name=chosen.optimizer, correction=correction, rate=f"{chosen.learning_rate:g}", lines=". ".join(self.lines)
        )


def _end(name: str, run: Run) -> str:
    if run.diverged_at is not None:
        return WORDS["gone"].format(name=name, step=run.diverged_at)
    return WORDS["end"].format(name=name, loss=in_full(run.losses[-1]), steps=int(run.steps[-1]))


def compute(problem: Problem, settings: AnatomySettings, batches: BatchRule = full_batch) -> AnatomyResult:
    """Run an optimizer for 60 steps and take one of them apart.

    problem: of two parameters or more.  Gradient descent beside it has the learning rate 1/λmax.  Errors: SettingsError
    if the loss is not finite after the first step.
    """
    parts, rule = RULES[settings.optimizer], _rule(settings)
    plane = pair_of(problem, settings.across, settings.up)
    run = _descend(plane, settings, rule, batches)
    if not len(run.gradients):
        raise SettingsError(WORDS["no step"].format(name=settings.optimizer))
    plain = _descend(plane, settings, gradient_descent(1 / largest_curvature(problem)), batches)
    step = min(settings.step, len(run.gradients))
    state: State = rule.init(run.params[0])
    for k in range(step):
        update, state = rule.update(run.gradients[k], state, run.params[k])
    corrected = parts.corrected and settings.correction
    one, two = (1 - np.power([settings.beta1, settings.beta2], step)) if corrected else (1.0, 1.0)
    return AnatomyResult(
        settings,
        run,
        plain,
        step,
        plane.of(run.gradients[step - 1]),
        None if parts.mean is None or not settings.beta1 else plane.of(state[parts.mean] / one),
        None if parts.square is None else plane.of(state[parts.square] / two),
        plane.of(update),
        _lengths(plane, run, settings),
        plane,
    )


def with_seeds(result: AnatomyResult, batches: BatchRule) -> AnatomyResult:
    """Return a result with the lengths of the steps of many seeds, or with the reason why there are none."""
    many = _descend(result.plane, result.settings, _rule(result.settings), batches, SEEDS)
    lost = int(np.sum(many.diverged_at >= 0))
    if many.stopped_by.startswith(TOO_LONG):
        return replace(result, no_band=many.stopped_by)
    if lost or len(result.lengths) < STEPS:
        return replace(result, no_band=WORDS["lost"].format(lost=lost))
    return replace(result, many=_lengths(result.plane, many, result.settings))


def _lengths(plane: Pair, run: Run, settings: AnatomySettings) -> Array:
    lengths: Array = np.abs(np.diff(plane.of(run.params), axis=0)) / settings.learning_rate
    return lengths


def _rule(settings: AnatomySettings) -> Optimizer:
    """The optimizer; without the bias correction Adam has a learning rate that takes it back in step t = 1, 2, …

    Formula: -rate * m / (sqrt(v) + eps) is the step of Adam with rate * (1 - beta1^t) / sqrt(1 - beta2^t) (its eps then
    stands before the correction).  The decay of AdamW is multiplied by this schedule as well.
    """
    parts, rate, one, two = RULES[settings.optimizer], settings.learning_rate, settings.beta1, settings.beta2
    if settings.correction or not parts.corrected:
        return parts.make(rate, one, two)
    return parts.make(lambda step: rate * (1 - one ** (step + 1)) / (1 - two ** (step + 1)) ** 0.5, one, two)


def _descend(
    plane: Pair, settings: AnatomySettings, rule: Optimizer, batches: BatchRule, seeds: int | None = None
) -> Run:
    run = train(
        plane.problem,
        plane.at(settings.start),
        optimizer=rule,
        batches=batches,
        steps=STEPS,
        seed=settings.seed,
        seeds=seeds,
        stop=None if seeds is None else within(),
        record_every=1,
        progress=False,
    )
    return uninterrupted(run)
