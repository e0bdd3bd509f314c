"""The race between full-batch gradient descent and SGD on one loss surface, live [RaceLab]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.labs.race.code import code_of, runs_of
from sgdlab.labs.race.compute import compute, with_bands
from sgdlab.labs.race.controls import controls_of
from sgdlab.labs.race.drawn import Drawn, drawn, plane_for
from sgdlab.labs.race.goals import enough_for, goals_of, reached_by, target_of
from sgdlab.labs.race.live import live_of, writable
from sgdlab.labs.race.loss_map import landscape_of
from sgdlab.labs.race.menu import MENU, Changes, Entry
from sgdlab.labs.race.own_data import YOURS
from sgdlab.labs.race.picture import scene_of
from sgdlab.labs.race.programs import programs_of, texts_of
from sgdlab.labs.race.result import RaceResult
from sgdlab.labs.race.runners import KINDS, fitting, kinds_of
from sgdlab.labs.race.settings import USUAL, RaceSettings
from sgdlab.labs.race.surface_list import OnSurfaces
from sgdlab.labs.race.tuning import safe_rate, usual_rate
from sgdlab.labs.race.words import steepest_of
from sgdlab.labs.stage.code import Code
from sgdlab.labs.stage.live import Live
from sgdlab.labs.stage.numbers import opening_place, three_digits
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.stage.sliders import on_grid
from sgdlab.labs.yours import YourTurn
from sgdlab.problems import Problem
from sgdlab.scene import Json, Scene

MOST_DRAWN = 64  # examples in a batch of points that are drawn: there can be more of them later
CAUTIOUS = 8  # at all of the safe rate, full batch may be done in one step, and steeper mini-batches diverge
HALVINGS = 3  # of a learning rate that is too high for SGD: the slider goes a little lower than that
TOO_LARGE = "What if the learning rate is twice as large as it may be?"
SINGLE = "What if SGD looks at a single example before each step?"
PRESETS: Mapping[str, Changes] = {
    SINGLE: {"batch_size": 1, "seeds": 64},
    "What if each step keeps 80 % of the one before it?": {"momentum": 0.8},
}


class RaceLab(YourTurn, OnSurfaces):
    """Race full-batch gradient descent against SGD, and yours against both, on a problem of your own.

    All start at the same point and have the same budget of example-gradients.  Move the learning rate, the batch size
    and the momentum; drag the start, or move it with the arrow keys; let up to six runners race, such as Adam or SGD
    with another batch size, each with values of its own if you like.  Without a problem of your own, the race fits a
    line through 123 penguins.  `problem` can be a name in the lab's list of surfaces, such as "rosenbrock" or "moons",
    a problem, or X with `y` beside it, which makes a linear, logistic or softmax regression.  A problem of more than
    two parameters is shown on a plane.  A surface without examples, such as `rosenbrock()`, is raced as the mean of
    tilted copies (`with_examples`).

    `yours` is an optimizer, a function (gradient, params) -> step, a search with propose and tell, a gradient method
    (loss, params, batch) -> (value, gradient), or a dictionary of parts by job: it races too.  If you define it in a
    cell of a notebook, it races anew whenever you run that cell again; you can also set `lab.yours` at any time.

    Errors: a problem without a start, or with a single parameter; a name that is not in the list.

    >>> from sgdlab.problems import linear_regression
    >>> RaceLab(linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]))  # doctest: +ELLIPSIS
    RaceLab: Full batch: the full batch · backprop · gradient descent: loss ...
    """

    name = "race"
    question = "On one budget, who gets lower: a few steps on all examples, or many steps on a few?"
    Settings = RaceSettings

    def __init__(
        self,
        problem: Problem | str | ArrayLike | None = None,
        y: ArrayLike | None = None,
        settings: RaceSettings | None = None,
        yours: object = None,
    ) -> None:
        if isinstance(y, RaceSettings):
            raise TypeError("the settings have a name: RaceLab(problem, settings=…); y belongs to data, RaceLab(X, y)")
        self._open_on(settings.surface if problem is None and settings else problem, y)
        if settings and settings.surface not in (RaceSettings.surface, self._here):
            raise ValueError(
                f"the settings are for {settings.surface!r}, and the problem is {self._here!r}: write "
                "sgdlab.RaceLab(settings=settings), or settings without a surface"
            )
        bare = isinstance(problem, Problem) and not problem.data
        self._kind = "data" if y is not None else "surface" if bare else "problem"
        self.controls = {}
        self._prepare(settings)
        self._first = self.controls["runners"].value
        self.show()
        if yours is not None:
            self.take(yours)

    def _prepare(self, settings: RaceSettings | None) -> None:
        problem, entry = self._listed, MENU.get(self._here, Entry("", usual={}))
        examples = self._here == YOURS and self._kind != "surface"
        rate = safe_rate(problem) if examples else usual_rate(problem)
        first_rate = three_digits(on_grid(rate / CAUTIOUS)) if examples else rate
        usual = replace(self._usual(problem, first_rate), **entry.usual)
        self._opening = opening = _stable(problem, usual) if examples else compute(problem, usual)
        usual = opening.settings
        sizes, racing = MOST_DRAWN if self.drawn else problem.n, self.controls.get("runners")
        first = settings or replace(usual, runners=fitting(racing.value, sizes) if racing else USUAL)
        self._asked = kinds_of(first.runners)
        self.landscape = landscape_of(problem, opening, (usual.start, first.start), entry.frame)
        found = target_of(problem) and not self.drawn
        least = enough_for(problem, usual) if found and examples else 0.0
        self.goals = goals_of(problem, least, self.measured(opening)) if found else []
        self.presets = _presets(problem, usual, entry.presets)
        pens = self._pens(first.points or usual.points, first.adds)
        self.controls = {"surface": self.surfaces, **pens, **controls_of(sizes, first, rate, self.landscape.limits)}

    def _usual(self, problem: Problem, rate: float) -> RaceSettings:
        """Return the settings with which a race opens on any surface."""
        x, y = plane_for(problem).of(problem.start).tolist()
        own = problem.size == 2 and self._here not in MENU
        start = (x, y) if own else opening_place(np.round([x, y], 12))
        large = 1 << (problem.n // 2_000).bit_length()  # so that an epoch has no more than 2,000 steps
        size = min(max(8, large), (problem.n + 1) // 2)  # fewer than all, else SGD would be the full batch
        return RaceSettings(rate, size, start=start, surface=self._here)

    def _beside(self, result: RaceResult) -> Json:
        return {**super()._beside(result), "runners": result.settings.runners, "each": texts_of(result.problem, result)}

    def compute(self, settings: RaceSettings) -> RaceResult:
        if settings.surface != self._here:
            raise SettingsError(
                f"these settings are for {settings.surface!r}, and the lab shows {self._here!r}: write "
                f"sgdlab.RaceLab({settings.surface!r}).compute(settings), or show them here with lab.apply(settings)"
            )
        problem = drawn(self._here, settings.points) if self.drawn else self._listed
        known = replace(settings, batch_size=min(settings.batch_size, problem.n))  # there can be fewer points than that
        if self._parts is None and known == self._opening.settings:
            return self._opening
        return compute(problem, known, self._parts)

    def enriched(self, result: RaceResult) -> RaceResult | None:
        return with_bands(result.problem, result) if result.settings.seeds > 1 else None

    def show_yours(self) -> None:
        with self.view.hold_sync():  # a page that can't compute yours gets the kernel's picture with the news
            self.offer()
            self.refresh()

    def live(self) -> Live | None:
        return live_of(self._listed, self.landscape, self._asked, self._parts)

    def refresh(self) -> None:
        """Show what the controls say now; a new kind of runner has a program of its own, which the page gets first."""
        if self._quiet:
            return
        self._take_chosen()
        with self.view.hold_sync():  # what the page needs to compute it, or the kernel's picture, comes with the news
            self._offer_programs_of(kinds_of(self.controls["runners"].value))
            super().refresh()

    def _offer_programs_of(self, kinds: set[str]) -> None:
        wanted = kinds | writable(self._listed, self._asked)
        if wanted != self._asked:
            self._asked = wanted
            self.offer()

    def offer_all(self, kinds: Iterable[str] = KINDS) -> None:
        """Send the programs of these kinds of runners, as far as they can be written."""
        if self.view.live:
            self._offer_programs_of(writable(self._listed, kinds))

    def tools(self) -> Json:
        return {"roster": {"name": "runners", **self.controls["runners"].described()}}

    def coded(self) -> Code:
        return code_of(self._listed, self._here, self._kind, self._yours)

    def counted(self, result: RaceResult) -> dict[str, str]:
        return runs_of(result.problem, result)

    def programs(self) -> dict[str, Code]:
        return programs_of(self._listed, self._asked, self._parts)

    def stored(self) -> Json:
        """Return what a saved page needs, which also says whose program it lacks: no kernel writes it there."""
        stored = super().stored()
        if live := stored.get("live"):
            roster = stored["spec"]["roster"]
            kinds = [{**one, "lacking": one["program"] not in live["recipes"]} for one in roster["kinds"]]
            stored["spec"] = {**stored["spec"], "roster": {**roster, "kinds": kinds}}
            live["controls"] = [{**one, **({"kinds": kinds} if "kinds" in one else {})} for one in live["controls"]]
        return stored

    def others(self) -> Mapping[str, Json]:
        """Return the other surfaces for a saved page; none beside a runner of yours, which they would lack.

        They have the programs of those who race now: all of them would make the page a third larger.  The page says
        that the others can't race there.
        """
        return {} if self._parts else super().others()

    def measured(self, result: RaceResult) -> Json:
        return {**vars(result.settings), **reached_by(result.problem, result.runners)}

    def scene(self, result: RaceResult) -> Scene:
        problem = result.problem
        return scene_of(problem, problem.map if isinstance(problem, Drawn) else self.landscape, result)


def _stable(problem: Problem, usual: RaceSettings) -> RaceResult:
    """Return a race in which SGD doesn't end above its start, with a lower rate if a few examples are very steep."""
    race = compute(problem, usual)
    for _ in range(HALVINGS):
        losses = race.runners["sgd"].losses
        if losses[-1] <= losses[0]:
            break
        usual = replace(usual, learning_rate=three_digits(on_grid(usual.learning_rate / 2)))
        race = compute(problem, usual)
    return race


def _presets(problem: Problem, usual: RaceSettings, own: Mapping[str, Changes]) -> Mapping[str, Changes]:
    """Return a surface's own questions, then the usual ones that neither these nor its settings answer already."""
    highest = steepest_of(problem)
    too_large = {TOO_LARGE: {"learning_rate": three_digits(4 / highest)}} if highest else {}  # twice 2/λmax
    known = [*own.values(), *([PRESETS[SINGLE]] if usual.batch_size == 1 else [])]
    return {**own, **too_large, **{asks: one for asks, one in PRESETS.items() if one not in known}}
