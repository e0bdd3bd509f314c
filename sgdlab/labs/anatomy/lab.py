"""The anatomy of an update, live: gradient, averages and step of an optimizer as arrows, step by step [AnatomyLab]."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sgdlab.batches import BatchRule, full_batch, minibatch
from sgdlab.labs.anatomy.code import code_of, programs_of
from sgdlab.labs.anatomy.compute import STEPS, WORDS, AnatomyResult, AnatomySettings, compute, with_seeds
from sgdlab.labs.anatomy.pair import MOST, Pair, listed, pair_of
from sgdlab.labs.anatomy.picture import ROOM, SMALLEST, scene_of
from sgdlab.labs.anatomy.rules import RULES, Anatomy
from sgdlab.labs.band import SEEDS, draws
from sgdlab.labs.given import drawable
from sgdlab.labs.stage.code import Code
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.handles import Handle
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.live import Live, recipes_of, structures
from sgdlab.labs.stage.numbers import three_digits
from sgdlab.labs.stage.sliders import GRID, LogSlider, StepSlider, on_grid
from sgdlab.landscape.steepest import largest_curvature
from sgdlab.landscape.surface import Limits, Surface
from sgdlab.optimizers import adam
from sgdlab.problems import Problem, quadratic
from sgdlab.quantities import Array
from sgdlab.scene import Json, Scene
from sgdlab.training import train
from sgdlab.training.loop import uninterrupted

BETA1 = (0.0, 0.5, 0.9, 0.99)
BETA2 = (0.9, 0.99, 0.999)
DECADES = (2.0, 1.5)  # how far the learning rate reaches below and above the one it opens with
WAY = 30  # steps of Adam in which it comes about as far as the minimum is
FIRST: Mapping[str, object] = {"optimizer": "Adam", "step": 1}


class AnatomyLab(Lab[AnatomySettings, AnatomyResult]):
    """Take the steps of an optimizer apart: the gradient, its averages, what they are divided by, and the step.

    Plain gradient descent runs beside it.  Move the step, drag the start, switch the bias correction off.  `problem`
    is one of your own; if it has data, `batches` says which examples a step looks at.  If these are drawn at random,
    the lengths of the steps have the bands of 64 seeds.  A problem can have more than two parameters: all are trained,
    and you choose the two in the picture, which at first are those with the largest gradient at the start.  The surface
    keeps the others at their values at the minimum or, if that isn't known, where Adam leaves them.

    Errors: anything but a Problem; one without a start, or with a single parameter.

    >>> AnatomyLab()  # doctest: +ELLIPSIS
    AnatomyLab: Adam, learning rate 0.1. Step 1: 1 × the learning rate along w1, 1 × along w2; ...
    """

    name = "anatomy"
    question = "The valley is much steeper in one direction. How long is the step along each parameter?"
    goals = (
        Goal(
            "Make Adam's first step longer than three learning rates along each parameter.",
            {"shorter": (3, None)},
            FIRST,
        ),
        Goal("Find a start where Adam's first step is straight downhill, to 1°.", {"turn": (None, 1.5)}, FIRST),
    )
    presets: Mapping[str, Mapping[str, object]] = {
        "What would Adam's first step be without the bias correction?": {"correction": False},
        "How far does plain gradient descent go along each parameter?": {
            "optimizer": "gradient descent",
            "learning_rate": 0.01,
        },
        "Why does AdaGrad slow down?": {"optimizer": "AdaGrad", "step": STEPS},
    }
    Settings = AnatomySettings
    _grounds: dict[tuple[str, str], Surface]  # by the names of two parameters

    def __init__(
        self, problem: Problem | None = None, settings: AnatomySettings | None = None, batches: BatchRule = full_batch
    ) -> None:
        self.given = problem
        if problem is not None:  # which may be no valley
            self.question = self.question.split(". ")[1]
        self.problem = quadratic([1.0, 25.0]) if problem is None else drawable(problem, "AnatomyLab descends")
        self.batches = batches
        chosen = settings or AnatomySettings()
        self.plane = pair_of(self.problem, chosen.across, chosen.up)
        rate = chosen.learning_rate if problem is None else _opening_rate(self.plane)
        if settings is None and problem is not None:
            chosen = replace(chosen, start=_home(self.plane), learning_rate=rate)
        if not self.plane.whole:
            chosen = replace(chosen, across=self.plane.names[0], up=self.plane.names[1])
        self._opened, self._grounds = chosen, {}
        self.controls = _controls(chosen, rate, self._ground(self.plane).limits)
        if not self.plane.whole:
            self.controls |= _of_pair(self.problem, chosen)
        self.show()

    def compute(self, settings: AnatomySettings) -> AnatomyResult:
        return compute(self.problem, settings, self.batches)

    def enriched(self, result: AnatomyResult) -> AnatomyResult | None:
        return with_seeds(result, self.batches) if draws(self.batches) else None

    def coded(self) -> Code:
        return code_of(self.problem, self.given is not None, self.batches)

    def programs(self) -> dict[str, Code]:
        """Return the run in plain NumPy, unless the batches are drawn by a rule of your own."""
        ours = self.batches is full_batch or isinstance(self.batches, minibatch)
        return programs_of(self.problem, self.batches) if ours else {}

    def measured(self, result: AnatomyResult) -> Json:
        numbers = {"step": result.step, "shorter": float(min(result.sizes)), "turn": result.turn}
        return {**vars(result.settings), **numbers}

    def scene(self, result: AnatomyResult) -> Scene:
        return scene_of(result, self._ground(result.plane), draws(self.batches))

    def live(self) -> Live | None:
        """Return the programs of all optimizers; with more than two parameters each pair has a surface of its own."""
        optimizers = {name: rule.make(0.1, 0.5, 0.9) for name, rule in RULES.items()}
        parts = {name: {"optimizer": one, "batches": self.batches} for name, one in optimizers.items()}
        recipes = recipes_of(self.problem, parts) if self.plane.whole else None
        if recipes is None:
            return None
        shortest = self.controls["learning_rate"].places[0]  # so that every first step is finite
        first = replace(self.settings(), learning_rate=shortest)
        scenes = {name: self.scene(self.compute(replace(first, optimizer=name))) for name in RULES}
        facts = {
            "rules": {name: _described(rule) for name, rule in RULES.items()},
            "axes": self.plane.names,
            "steps": STEPS,
            "plain_rate": 1 / largest_curvature(self.problem),
            "seeds": SEEDS if draws(self.batches) else 0,
            "room": ROOM,
            "smallest": SMALLEST,
        }
        return Live(recipes, facts, WORDS, structures(scenes))

    def _set(self, wanted: Mapping[str, object]) -> None:
        """Set some of the controls, or none; the two parameters first, since the start is a point of their surface."""
        before = {name: control.value for name, control in self.controls.items()}
        try:
            self._set_pair_first(wanted)
        except Exception:
            self._set_pair_first(before)
            raise

    def _set_pair_first(self, wanted: Mapping[str, object]) -> None:
        super()._set({name: value for name, value in wanted.items() if name in ("across", "up")})
        self._change_pair()
        super()._set(wanted)

    def refresh(self) -> None:
        """Show what the controls say now; each pair of parameters has a surface of its own."""
        if not self._quiet:
            self._change_pair()
        super().refresh()

    def _change_pair(self) -> None:
        """Take the surface and the start of two other parameters, if the reader chose others."""
        now = self.settings()
        pair = now.across, now.up
        if self.plane.whole or pair == self.plane.names or now.across == now.up:
            return
        self.plane = pair_of(self.problem, *pair)
        if isinstance(start := self.controls["start"], Handle):
            start.ranges = self._ground(self.plane).limits
            start.begin(_home(self.plane))

    def _ground(self, plane: Pair) -> Surface:
        """The loss surface; with more than two parameters, it is wide enough for the first runs of the lab.

        Each pair keeps its own, since the picture before shows that of another pair as long as a new one is refused.
        """
        if plane.names not in self._grounds:
            first, (across, up) = self._opened, plane.names
            if not plane.whole and (across, up) != (first.across, first.up):
                first = replace(first, start=_home(plane), across=across, up=up)
            paths: list[Array] = []
            if not plane.whole:
                result = self.compute(first)
                paths = [plane.of(run.params) for run in (result.run, result.plain) if run.diverged_at is None]
            self._grounds[plane.names] = plane.surface(first.start, *paths)
        return self._grounds[plane.names]


def _described(rule: Anatomy) -> Json:
    """An optimizer, with the places of its averages among the arrays of its state: the count of the steps is none."""
    mean, square = (None if place is None else place - 1 for place in (rule.mean, rule.square))
    averages = {"mean": mean, "square": square, "follows": rule.follows}
    return {**averages, "corrected": rule.corrected, "sums": rule.sums, "takes": rule.takes}


def _home(plane: Pair) -> tuple[float, float]:
    x, y = plane.of(plane.problem.start).tolist()
    return x, y


def _of_pair(problem: Problem, chosen: AnatomySettings) -> Controls:
    names, few = listed(problem), "" if (problem.size or 0) <= MOST else f", of the {MOST} with the largest gradient"
    help_text = f"Which parameter is seen from {{}}{few}; all are trained"
    return {
        "across": Choice("across", names, chosen.across, help_text.format("left to right")),
        "up": Choice("up", names, chosen.up, help_text.format("bottom to top")),
    }


def _opening_rate(plane: Pair) -> float:
    """Return the learning rate with which Adam comes as far as the minimum is, or ten times lower until it descends.

    The usual one if the minimum is unknown.
    """
    problem = plane.problem
    if problem.minimum is None or not np.any(way := plane.of(problem.minimum - problem.start)):
        return AnatomySettings.learning_rate
    for rate in (three_digits(on_grid(np.abs(way).max() / WAY) / 10**k) for k in range(12)):
        run = uninterrupted(train(problem, optimizer=adam(rate), steps=STEPS, progress=False))
        if run.diverged_at is None and run.losses[-1] < run.losses[0]:
            return rate
    return AnatomySettings.learning_rate


def _controls(chosen: AnatomySettings, rate: float, limits: tuple[Limits, Limits]) -> Controls:
    middle, (below, above) = GRID * round(math.log10(rate) / GRID), DECADES
    rates, steps = "What a step is multiplied by; gradient descent beside it has 1/λmax", (1, STEPS)
    return {
        "optimizer": Choice("optimizer", RULES, chosen.optimizer, "The rule that is taken apart"),
        "step": StepSlider("step", chosen.step, steps, "Which step of the run is taken apart"),
        "learning_rate": LogSlider("learning rate", chosen.learning_rate, (middle - below, middle + above), rates),
        "beta1": Choice(
            "β1, momentum",
            BETA1,
            chosen.beta1,
            "How much the average of gradients, or the velocity, keeps at each step",
        ),
        "beta2": Choice("β2, ρ", BETA2, chosen.beta2, "How much the average of squares keeps at each step"),
        "correction": Choice(
            "bias correction", [("on", True), ("off", False)], chosen.correction, "Of Adam, AMSGrad and AdamW"
        ),
        "start": Handle("start", chosen.start, limits),
        "seed": WholeNumber("seed", chosen.seed, "In which order the examples come, if there are any"),
    }
