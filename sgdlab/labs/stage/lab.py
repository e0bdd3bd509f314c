"""The base of all labs: controls and a view over a pure function of the settings [Lab]."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

import ipywidgets as widgets

from sgdlab.labs.stage import export
from sgdlab.labs.stage.goal import Described, Goal
from sgdlab.labs.stage.refusal import SettingsError, shows_refusals
from sgdlab.labs.stage.settings import SettingsT, WithSettings
from sgdlab.labs.stage.star import Star, part, positions_of, rays
from sgdlab.scene import Scene, figure_of, split
from sgdlab.scene.wire import Json

if TYPE_CHECKING:
    from sgdlab.scene import Figure

_ROW = {"flex_flow": "row wrap", "grid_gap": "2px 24px", "overflow": "visible"}
PATIENCE = 0.1  # seconds that a ray of the star can take, since the next request waits for it
SLOW = 1.0  # seconds for one result, beyond which there is no star: the next move would wait for it

ResultT = TypeVar("ResultT", bound=Described)
LabT = TypeVar("LabT", bound="Lab[Any, Any]")


class Lab(WithSettings[SettingsT], widgets.VBox, Generic[SettingsT, ResultT]):  # type: ignore[misc]
    """Controls above a picture of their result: `Lab[Settings, Result]`, which defines `compute` and `scene`.

    A lab sets `name`, the first word of its state text; `question`, shown above the picture; `goal`, or None;
    `presets`, if it has any; and `Settings`, a frozen dataclass.  Its `__init__` makes `self.controls`, named like the
    fields of the settings, and ends with `self.show()`.  When the reader moves a `Handle` or a `Pick` in the picture,
    the control of that name takes the new value.

    `lab.result` is what the picture shows; it has a `description`.  If the computation fails, a sentence over the last
    good picture says why, and the controls still work.  Where there is no kernel, the stored output shows the same
    state as a described picture.
    """

    question: ClassVar[str] = ""
    goal: Goal | None = None
    result: ResultT
    took = 0.0  # seconds for the last result
    depends = ""  # what else results depend on besides the settings, as text: while it is the same, rays stay valid
    _complete = False  # whether the result has all that `enriched` would add

    def __init_subclass__(cls, **options: Any) -> None:
        """Let a lab say in a sentence why there is no picture; arguments that it refuses still raise an error."""
        super().__init_subclass__(**options)
        cls.__init__ = shows_refusals(cls.__init__)  # type: ignore[method-assign]

    # What a lab defines

    def compute(self, settings: SettingsT) -> ResultT:
        """Return the result for the settings: no widget, no display."""
        raise NotImplementedError

    def scene(self, result: ResultT) -> Scene:
        """Return the picture of a result, which the page and the stored figure show."""
        raise NotImplementedError

    # What it can define

    def enriched(self, result: ResultT) -> ResultT | None:
        """Return the result with a part that takes longer, such as the band of many seeds; None without such a part.

        The browser asks for it once the reader pauses.
        """
        return None

    def ray(self, settings: SettingsT, name: str, places: Sequence[float]) -> Sequence[ResultT | None]:
        """Return the results at all places of one slider while the other settings stay; None where there is no result.

        A lab that computes many at once does so here.  The others compute as many as a tenth of a second allows, the
        nearest first.
        """
        here = self.controls[name].position
        return self.along(name, places, sorted(range(len(places)), key=lambda k: abs(k - here)), settings)

    def moved(self, key: str, where: Sequence[float]) -> None:
        """Give a point that the reader dragged, or an index that the reader picked, to the control of that name."""
        if key not in self.controls:
            raise KeyError(f"{type(self).__name__} has no control {key!r}, but its picture moved one of that name")
        self.controls[key].value = where

    # What it inherits

    def figure(self) -> "Figure":
        """Return the described figure of the present result."""
        return figure_of(self.scene(self.result))

    def show(self) -> None:
        """Compute the first result and put controls and view on the page."""
        self.result, spec, frame = self._computed()
        self.view = Star(spec, frame, self._answers())
        self.view.watch(self.controls)
        self.home = self._last_good
        for control in self.controls.values():
            control.on_change = self.refresh
        on_page = [control.widget for control in self.controls.values() if control.widget is not None]
        rows = widgets.Box(on_page, layout=widgets.Layout(**_ROW))
        super().__init__([rows, self.view], layout=widgets.Layout(overflow="visible"))

    def refresh(self) -> None:
        """Compute and show what the controls say now."""
        if self._quiet:
            return
        try:
            result, spec, frame = self._computed()
        except Exception as error:
            self.view.fail(str(error) or type(error).__name__)
            if isinstance(error, SettingsError):
                return
            raise
        self.result = result
        self.view.watch(self.controls)
        self.view.draw(spec, frame)

    def only_say(self, sentence: str) -> None:
        """Show a sentence and nothing else, instead of `show`, because the lab can't compute what it was given."""
        self.controls, self._complete = {}, True
        self.result = cast(ResultT, SimpleNamespace(description=sentence))
        self.view = Star(split(Scene(self.name, sentence, []))[0], {"error": sentence})
        super().__init__([self.view])

    def settle(self) -> None:
        """Show the result with what `enriched` adds to it."""
        richer = None if self._complete else self.enriched(self.result)
        self._complete = True
        if richer is not None:
            self.result = richer
            spec, frame = self._pictured(richer)
            self.view.draw(spec, {**frame, "said": self.view.frame["said"]})

    @classmethod
    def from_state(cls: type[LabT], text: str, *args: Any, **options: Any) -> LabT:
        """Return a new lab with the settings that a state text names; the other arguments are those of the lab."""
        lab = cls(*args, **options)
        lab.restore(text)
        return lab

    def save(self, path: str | Path) -> None:
        """Write the present state: .html is a page that works alone; .png, .svg, .pdf the figure; .csv the numbers.

        Errors: any other ending.
        """
        export.save(self, path)

    def along(
        self, name: str, places: Sequence[float], order: Iterable[int], settings: SettingsT | None = None
    ) -> list[ResultT | None]:
        """Return the results at some places of one slider, as many as a tenth of a second allows, in this order."""
        given = settings or self.settings()
        until, results = time.perf_counter() + PATIENCE, cast(list[ResultT | None], [None] * len(places))
        for k in order:
            if time.perf_counter() < until:
                results[k] = self._tried(replace(given, **{name: places[k]}))
        return results

    def framed(self, result: ResultT) -> Json:
        """Return the frame of a result with the keys that every lab has."""
        return {**split(self.scene(result))[1], **self._beside(result)}

    def _answers(self) -> dict[str, Callable[[Json], None]]:
        """What the lab does about each kind of message from the page."""
        return {
            "move": lambda message: self.moved(message["key"], message["point"]),
            "pick": lambda message: self.moved(message["key"], message["index"]),
            "rest": lambda message: self._asked(message.get("has", {})),
            "ahead": lambda message: self._hurry(message.get("name", ""), message.get("first", 0)),
            "reset": lambda message: self.reset(),
            "surprise": lambda message: self.surprise(),
            "preset": lambda message: self.choose(message["question"]),
            "state": lambda message: self.restore(message["text"]),
        }

    def _beside(self, result: ResultT) -> Json:
        """What every frame has besides the values of the scene."""
        return {"said": [], **(self.goal.shown(result) if self.goal else {})}

    def _computed(self) -> tuple[ResultT, Json, Json]:
        """The result of what the controls say, with its structure and its frame."""
        settings = self.settings()
        began = time.perf_counter()
        result = self.compute(settings)
        self.took = time.perf_counter() - began
        self._complete = type(self).enriched is Lab.enriched
        spec, frame = self._pictured(result)
        self._last_good = settings
        return result, spec, {**frame, "said": self._take_notices()}

    def _pictured(self, result: ResultT) -> tuple[Json, Json]:
        """The structure and the frame of a result, with the positions of the controls that it belongs to."""
        spec, frame = split(self.scene(result))
        goal = {"goal": "goal"} if self.goal else {}
        positions = positions_of(self.name, self.controls, self.depends)
        frame = {**frame, **self._beside(result), **positions, "rested": self._complete, "state": self.state}
        return {"question": self.question, "said": "said", "presets": list(self.presets), **goal, **spec}, frame

    def _tried(self, settings: SettingsT) -> ResultT | None:
        """A result for the star; None for an error, which is shown once the slider comes there and asks the kernel."""
        try:
            return self.compute(settings)
        except Exception:
            return None

    def _asked(self, has: Mapping[str, int]) -> None:
        """The reader pauses: send the slower part and one ray that the browser lacks; it asks again for the next."""
        if self.settings() == self._last_good:
            self.settle()
            most = 1 if self.took < SLOW else 0  # no more, so that the next move doesn't wait for them
            for ray in islice(rays(self, has), most):
                self.view.send_ray(*ray)

    def _hurry(self, name: str, first: int) -> None:
        """The clock plays: send what comes next, before it is there."""
        if name not in self.controls or not self.controls[name].places:
            raise ValueError(f"{name!r} is no slider of this lab")
        self.view.send_part(*part(self, name, first))

    def _take_notices(self) -> list[str]:
        """The sentences of controls that could not take a value as it was given, each of them once."""
        notices = [control.notice for control in self.controls.values() if control.notice]
        for control in self.controls.values():
            control.notice = ""
        return notices

    def _repr_mimebundle_(self, **options: object) -> Json:
        self.settle()
        live = super()._repr_mimebundle_(**options)
        if not self.controls:
            return {**live, "text/plain": self.result.description}
        return {**live, **self.figure()._repr_mimebundle_()}

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.result.description}"
