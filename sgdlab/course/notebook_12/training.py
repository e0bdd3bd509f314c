"""An exercise whose answer is a whole training run, judged by what it spent and what it reached [TrainingExercise]."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Function
from sgdlab.course.exercises.mistakes import Mistake
from sgdlab.course.notebook_12.metered import Meter, task
from sgdlab.course.telling.answers import show
from sgdlab.course.telling.outcomes import Outcome
from sgdlab.quantities import Given, Params

RUNS = 2  # with pixels in units of their own, whose mean counts


@dataclass(frozen=True)
class Trained:
    """The result of a training run: the meter, the share of right test examples, and what else tells slips apart.

    losses: on all training examples, before and after;  moved: whether a parameter changed;  answer: what was returned
    if that is no vector of parameters; otherwise None.
    """

    meter: Meter
    accuracy: float
    losses: tuple[float, float]
    moved: bool
    answer: Given = None

    @property
    def in_order(self) -> bool:
        """Whether most examples were followed by their neighbor in the file."""
        return bool(np.mean(np.diff(self.meter.drawn) == 1) > 0.5) if len(self.meter.drawn) > 1 else False

    @property
    def variety(self) -> float:
        """The share of the examples drawn in batches that were different ones, 1 for a whole epoch or more."""
        drawn, n = self.meter.drawn, self.meter.n
        return len(set(drawn)) / min(len(drawn), n) if drawn else 1.0

    def __str__(self) -> str:
        percent = np.floor(1000 * self.accuracy + 1e-9) / 10  # rounded down: 95.99 % are not 96 %
        return (
            f"{percent:.1f} % of the test digits are right, for {self.meter.spent:,} of "
            f"{self.meter.budget:,} example-gradients in {self.meter.gradients:,} steps"
        )


@dataclass(frozen=True)
class Slip(Mistake):
    """A wrong training run that is recognized by its result."""

    seen: Callable[[Trained], bool]


@dataclass(frozen=True)
class Tier:
    """How well an answer does: the accuracy to reach, whether with pixels in units of their own, and what is said."""

    accuracy: float
    in_units: bool
    asked: str


class TrainingExercise(Exercise):
    """A function (problem, meter, seed) -> parameters that has to reach an accuracy on test examples within a budget.

    tiers: from the first, which has to be reached, to the last;  slips: in the order in which they are looked for.  The
    problem itself counts the gradients, whatever the answer does or says; every check splits the examples differently
    into those to train and those to test on.
    """

    def __init__(
        self,
        name: str,
        right: Function,
        *,
        tiers: Sequence[Tier],
        slips: Sequence[Slip],
        praise: str,
        hints: Sequence[str],
    ) -> None:
        super().__init__(name, right, _seed, observe=_run, praise=praise, mistakes=(), hints=hints)
        self.tiers, self.slips, self.mistakes = tiers, slips, list(slips)

    def _points(self) -> list[tuple[Given, ...]]:
        return super()._points()[:1]  # one training a check

    def reached(self, trained: Trained) -> bool:
        """Whether this is what was asked for."""
        return self._fair(trained) and trained.accuracy >= self.tiers[0].accuracy

    @staticmethod
    def _fair(trained: Trained) -> bool:
        meter = trained.meter
        return not meter.foreign and meter.spent > 0 and meter.left >= 0 and trained.answer is None

    def _next(self, answer: Function, trained: Trained, seed: int) -> tuple[int, Tier | None]:
        """How many tiers are reached, and the next one."""
        for number, tier in enumerate(self.tiers):
            share = self._share_in_units(answer, seed) if tier.in_units else trained.accuracy
            if share < tier.accuracy:
                return number, tier
        return len(self.tiers), None

    def _share_in_units(self, answer: Function, seed: int) -> float:
        try:
            tried = [_run(answer, seed + k, in_units=True) for k in range(RUNS)]
        except Exception:  # it was right on the problem that was asked for: here it only misses the last tier
            return 0.0
        return float(np.mean([one.accuracy for one in tried])) if all(map(self._fair, tried)) else 0.0

    def _judge(self, answer: Function, got: list[Given], points: list[tuple[Given, ...]]) -> Outcome:
        trained: Trained = got[0]
        if trained.answer is not None:
            told = f"Return the parameters, flat as problem.start is (of a run: run.final); you gave {trained.answer}."
            return Outcome("not yet", told)
        if self.reached(trained):
            number, tier = self._next(answer, trained, points[0][0])
            further = f"That is tier {number} of {len(self.tiers)}. {tier.asked if tier else self.praise}"
            return replace(self._pass(), reason=f"{trained}. {further}")
        for slip in self.slips:
            if slip.seen(trained):
                return Outcome("not yet", slip.reason)
        return Outcome(
            "not yet",
            f"{trained}. {100 * self.tiers[0].accuracy:.0f} % are asked for: try another learning rate or batch size.",
        )


def _seed(rng: np.random.Generator) -> tuple[int]:
    return (int(rng.integers(10**6)),)


def _run(answer: Function, seed: int, in_units: bool = False) -> Trained:
    """Let an answer train, and measure what it returns."""
    problem, (images, labels) = task(seed, in_units)
    with np.errstate(all="ignore"):  # what diverges gets a sentence
        params = answer(problem, problem.meter, seed)
        end = _vector(params)
        if end is None or end.shape != problem.start.shape:
            return Trained(problem.meter, 0.0, (0.0, 0.0), False, show(params))
        losses = float(problem(problem.start)), float(problem(end))
    finite = bool(np.isfinite(end).all())
    accuracy = float(problem.accuracy(end, images, labels)) if finite else 0.0
    return Trained(problem.meter, accuracy, losses, bool(np.any(end != problem.start)))


def _vector(params: Params) -> Answer:
    """What was returned, as numbers; None if it is none."""
    try:
        return np.asarray(params, dtype=float)
    except (TypeError, ValueError):
        return None
