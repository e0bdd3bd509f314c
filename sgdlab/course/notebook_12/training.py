"""An exercise whose answer is a whole training run, judged by what it spent and what it reached [TrainingExercise]."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sgdlab.course.answers import show
from sgdlab.course.exercises import Answer, Exercise, Function, Mistake
from sgdlab.course.notebook_12.metered import Meter, task
from sgdlab.course.outcomes import Outcome
from sgdlab.quantities import Given, Params


@dataclass(frozen=True)
class Trained:
    """The result of a training run: the meter, the share of right test examples, and what else tells slips apart.

    losses: on all training examples, before and after;  moved: whether a parameter changed;  answer: what was returned
    if that is no vector of parameters, else None.
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
        return (
            f"{self.accuracy:.1%} of the test digits are right, for {self.meter.spent:,} of "
            f"{self.meter.budget:,} example-gradients in {self.meter.gradients:,} steps"
        )


@dataclass(frozen=True)
class Slip(Mistake):
    """A wrong training run that is recognized by its result."""

    seen: Callable[[Trained], bool]


class TrainingExercise(Exercise):
    """A function (problem, meter, seed) -> parameters that has to reach an accuracy on test examples within a budget.

    slips: in the order in which they are looked for.  The problem itself counts the gradients, whatever the answer
    does or says; every check splits the examples differently into those to train and those to test on.
    """

    def __init__(
        self, name: str, right: Function, *, accuracy: float, slips: Sequence[Slip], praise: str, hints: Sequence[str]
    ) -> None:
        self.accuracy, self.slips = accuracy, slips
        super().__init__(
            name,
            right,
            lambda rng: (int(rng.integers(10**6)),),
            observe=_run,
            praise=praise,
            mistakes=slips,
            hints=hints,
        )

    def _points(self) -> list[tuple[Given, ...]]:
        return super()._points()[:1]  # one training a check

    def reached(self, trained: Trained) -> bool:
        """Whether this is what was asked for."""
        fair = not trained.meter.foreign and trained.meter.left >= 0
        return fair and trained.answer is None and trained.accuracy >= self.accuracy

    def _judge(self, got: list[Given], points: list[tuple[Given, ...]]) -> Outcome:
        trained: Trained = got[0]
        if trained.answer is not None:
            return Outcome("not yet", f"Return the parameters, flat as problem.start is; you gave {trained.answer}.")
        if self.reached(trained):
            return replace(self._pass(), reason=f"{trained}. {self.praise}")
        for slip in self.slips:
            if slip.seen(trained):
                return Outcome("not yet", slip.reason)
        return Outcome(
            "not yet", f"{trained}. {self.accuracy:.0%} are asked for: try another learning rate or batch size."
        )


def _run(answer: Function, seed: int) -> Trained:
    """Let an answer train, and measure what it returns."""
    problem, (images, labels) = task(seed)
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
