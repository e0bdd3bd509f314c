"""The anatomy of an update, live: gradient, averages and step of an optimizer as arrows, step by step [AnatomyLab]."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sgdlab.batches import BatchRule, full_batch
from sgdlab.labs.anatomy.compute import STEPS, AnatomyResult, AnatomySettings, PairSettings, compute, with_seeds
from sgdlab.labs.anatomy.pair import MOST, Pair, listed, pair_of
from sgdlab.labs.anatomy.panels import frame_of, spec_of
from sgdlab.labs.anatomy.picture import picture
from sgdlab.labs.anatomy.rules import RULES
from sgdlab.labs.band import draws
from sgdlab.labs.stage.controls import Choice, Control, Handle, LinearSlider, LogSlider, WholeNumber, three_digits
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.landscape import Surface
from sgdlab.problems import Problem, quadratic

BETA1 = (0.0, 0.5, 0.9, 0.99)
BETA2 = (0.9, 0.99, 0.999)
POWERS = (-3.0, 0.5)  # of ten, that the learning rate spans


class AnatomyLab(Lab):
    """Take the steps of an optimizer apart: the gradient, its averages, what they are divided by, and the step.

    Plain gradient descent runs beside it.  Move the step, drag the start, switch the bias correction off.  `problem`
    is one of your own; with data, `batches` says which examples a step looks at.  Where these are drawn at random, the
    lengths of the steps have the bands of 64 seeds.  Of more than two parameters all are trained, and you choose which
    two are seen: first those with the largest gradient at the start.  The surface holds the others where the minimum
    has them, or, where that is not known, where Adam leaves them.

    Errors: a problem that is none, or has no start or a single parameter.

    >>> AnatomyLab()  # doctest: +ELLIPSIS
    AnatomyLab: Adam, learning rate 0.1. Step 1: 1 × the learning rate along w1, 1 × along w2; ...
    """

    name = "anatomy"
    question = "It is much steeper one way than the other. How long is the step, each way?"
    goal = Goal(
        "Make Adam's first step more than three times its learning rate, each way.",
        lambda result: (result.settings.optimizer, result.step) == ("Adam", 1) and bool(min(result.sizes) > 3),
    )
    Settings = AnatomySettings

    def __init__(
        self,
        problem: Problem | None = None,
        settings: AnatomySettings | None = None,
        batches: BatchRule = full_batch,
    ) -> None:
        self.problem = quadratic([1.0, 25.0]) if problem is None else _checked(problem)
        self.batches = batches
        said = settings or AnatomySettings() if problem is None else _first(problem, settings)
        self.plane, self._opened = pair_of(self.problem, *_pair(said)), said
        self.surface = self._ground(said)
        self.controls = _controls(said, self.surface.limits)
        if isinstance(said, PairSettings):
            self.Settings = PairSettings
            self.controls |= _of_pair(self.problem, said)
        self.show(spec_of(self.plane, self.surface))

    def compute(self, settings: AnatomySettings) -> AnatomyResult:
        """Return the result for the settings: no widget, no display."""
        return compute(self.problem, settings, self.batches)

    def rest(self, result: AnatomyResult) -> AnatomyResult | None:
        """Return the result with the lengths of the steps of many seeds, where batches are drawn at random."""
        return with_seeds(self.problem, result, self.batches) if draws(self.batches) else None

    def frame(self, result: AnatomyResult) -> Mapping[str, Any]:
        """Return what the view draws of a result."""
        return frame_of(result)

    def apply(self, settings: Any) -> None:
        """Show other settings: first the two parameters, on whose surface the start then lies."""
        wanted = dict(settings) if isinstance(settings, Mapping) else vars(settings)
        with self._silent():
            for name in wanted.keys() & {"across", "up"}:
                self.controls[name].value = wanted[name]
            self._turn()
        super().apply(wanted)

    def refresh(self) -> None:
        """Compute and show what the controls say now; each pair of parameters has a surface of its own."""
        if not self._quiet:
            with self._silent():
                self._turn()
        super().refresh()

    def _turn(self) -> None:
        """Take the surface of two other parameters, and their own start, where others are chosen."""
        pair = _pair(self.settings())
        if self.plane.whole or pair == self.plane.names or pair[0] == pair[1]:
            return
        self.plane = pair_of(self.problem, *pair)
        opened = self._opened if pair == _pair(self._opened) else replace(self._opened, start=_home(self.plane))
        self.surface = self._ground(PairSettings(**{**vars(opened), "across": pair[0], "up": pair[1]}))
        if isinstance(start := self.controls["start"], Handle):
            start.ranges = self.surface.limits
            start.value = _home(self.plane)
        self._next = spec_of(self.plane, self.surface)

    def _ground(self, said: AnatomySettings) -> Surface:
        """The loss surface; of two among many parameters, wide enough for the runs that open the lab."""
        if self.plane.whole:
            return self.plane.surface(said.start)
        first = self.compute(said)
        runs = [run for run in (first.run, first.plain) if run.diverged_at is None]
        return self.plane.surface(said.start, *(self.plane.of(run.params) for run in runs))

    def figure(self) -> Any:
        """Return the described figure of the present result."""
        return picture(self.result, self.surface)


class StepSlider(LinearSlider):
    """A whole number on an even slider."""

    whole = True

    def _from_slider(self, value: Any) -> int:
        return round(float(value))

    def random(self, rng: np.random.Generator) -> int:
        """Return any of them."""
        return int(rng.integers(int(self.ends[0]), int(self.ends[1]) + 1))


def _checked(problem: Any) -> Problem:
    if not isinstance(problem, Problem):
        raise TypeError(f"AnatomyLab descends on a problem, such as sgdlab.rosenbrock(); got {problem!r:.80}")
    if problem.size is None or problem.size < 2:
        count = "no start, so an unknown number" if problem.size is None else "one"
        raise ValueError(f"AnatomyLab draws arrows of two parameters or more; {problem.title} has {count}")
    return problem


def _first(problem: Problem, settings: AnatomySettings | None) -> AnatomySettings:
    """The settings to open with: without any the problem's own start, and of many parameters the two to see."""
    plane = pair_of(problem, *_pair(settings))
    said = settings or AnatomySettings(start=_home(plane))
    if plane.whole:
        return said
    across, up = plane.names
    return PairSettings(**{**vars(said), "across": across, "up": up})


def _pair(said: AnatomySettings | None) -> tuple[str | None, str | None]:
    return (said.across, said.up) if isinstance(said, PairSettings) else (None, None)


def _home(plane: Pair) -> tuple[float, float]:
    x, y = (three_digits(v) for v in plane.of(plane.problem.start).tolist())
    return x, y


def _of_pair(problem: Problem, said: PairSettings) -> dict[str, Control]:
    """The two lists of a problem of more than two parameters."""
    names, few = listed(problem), "" if (problem.size or 0) <= MOST else f", of the {MOST} with the largest gradient"
    words = f"Which parameter is seen from {{}}{few}; all are trained"
    return {
        "across": Choice("across", names, said.across, words.format("left to right")),
        "up": Choice("up", names, said.up, words.format("bottom to top")),
    }


def _controls(said: AnatomySettings, limits: Any) -> dict[str, Control]:
    rates, steps = "What a step is multiplied by; gradient descent beside it has 1/λmax", (1, STEPS, 1)
    shares = [[(f"{one:g}", one) for one in ones] for ones in (BETA1, BETA2)]
    return {
        "optimizer": Choice("optimizer", list(RULES), said.optimizer, "The rule that is taken apart"),
        "step": StepSlider("step", said.step, steps, "Which step of the run is taken apart"),
        "learning_rate": LogSlider("learning rate", said.learning_rate, POWERS, rates),
        "beta1": Choice("β1, momentum", shares[0], said.beta1, "How much the average of gradients keeps at each step"),
        "beta2": Choice("β2, ρ", shares[1], said.beta2, "How much the average of squares keeps at each step"),
        "correction": Choice(
            "bias correction", [("on", True), ("off", False)], said.correction, "Of Adam, AMSGrad and AdamW"
        ),
        "start": Handle("start", said.start, limits),
        "seed": WholeNumber("seed", said.seed, (0, 2**31 - 1), "Which examples come when, where there are any"),
    }
