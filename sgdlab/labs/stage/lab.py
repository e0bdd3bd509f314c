"""What every lab is: controls and a view over a pure function of the settings [Lab]."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import ipywidgets as widgets

from sgdlab.labs.stage import export, state
from sgdlab.labs.stage.control import Control
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.refusal import SettingsError, saying
from sgdlab.labs.stage.star import Star, place, rays

_ROW = {"flex_flow": "row wrap", "grid_gap": "2px 24px", "overflow": "visible"}
PATIENCE = 0.1  # seconds that a ray of the star may take, since the next request waits for it
SLOW = 1.0  # seconds for one result, beyond which there is no star: the next move would wait for it
_STATE = "All settings in one line: copy it to keep them, paste another to get its settings"


class Lab(widgets.VBox):  # type: ignore[misc]
    """Controls above a picture of what they make; a lab says which, and defines `compute`, `frame` and `figure`.

    A lab sets `name`, the word at the head of its state text; `question`, shown above the picture; `goal`, or None;
    and `Settings`, a frozen dataclass.  Its `__init__` makes `self.controls`, named as the fields of the settings,
    and ends with `self.show(spec)`.  A `Handle` or a `Pick` among the controls is moved in the picture by its name.

    `lab.result` is what the picture shows, and has a `description`.  An error in the computation is shown as a
    sentence over the last good picture, and the controls stay alive.  Where no kernel is, the stored output shows the
    same state as a described picture.
    """

    name: ClassVar[str]
    question: ClassVar[str] = ""
    goal: Goal | None = None
    Settings: type
    controls: dict[str, Control]
    _rested = False
    took = 0.0  # seconds for the last result
    _next: Mapping[str, Any] | None = None  # a description that is to be shown with the next result
    depends = ""  # what results hang on besides the settings, in words: rays of the star hold while it stays the same

    def __init_subclass__(cls, **options: Any) -> None:
        """Let a lab say in a sentence why there is no picture; what it refuses to be given it still raises."""
        super().__init_subclass__(**options)
        cls.__init__ = saying(cls.__init__)  # type: ignore[method-assign]

    # What a lab defines

    def compute(self, settings: Any) -> Any:
        """Return the result for the settings: no widget, no display."""
        raise NotImplementedError

    def frame(self, result: Any) -> Mapping[str, Any]:
        """Return what the view draws of a result."""
        raise NotImplementedError

    def figure(self) -> Any:
        """Return the described figure of the present result."""
        raise NotImplementedError

    # What it may define

    def rest(self, result: Any) -> Any:
        """Return the result with what takes longer, such as the band of many seeds; or None where there is no more.

        The browser asks for it when the hand rests.
        """
        return None

    def ray(self, settings: Any, name: str, values: Sequence[Any]) -> Sequence[Any]:
        """Return the results at all values of one setting, the others held; None where there is none.

        Unless a lab computes many at once here, as many as a tenth of a second allows, the nearest first.
        """
        until, results = time.perf_counter() + PATIENCE, [None] * len(values)
        for k in sorted(range(len(values)), key=lambda k: abs(k - self.controls[name].position)):
            if time.perf_counter() < until:
                results[k] = self._tried(replace(settings, **{name: values[k]}))
        return results

    def moved(self, key: str, where: Any) -> None:
        """Take a point that was dragged, or what was picked, in the picture: the control of that name does."""
        if key not in self.controls:
            raise KeyError(f"{type(self).__name__} has no control {key!r} for what was moved in its picture")
        self.controls[key].value = where

    # What it has from here

    def settings(self) -> Any:
        """Return what the controls say."""
        return self.Settings(**{name: control.value for name, control in self.controls.items()})

    def show(self, spec: Mapping[str, Any]) -> None:
        """Compute the first result and put controls and view on the page."""
        self._quiet = False
        self.result, frame = self._computed()
        self.view = Star(self._full(spec), frame, self.moved, self.moved, self._asked)
        self.view.watch(self.controls)
        self.field = widgets.Text(self.state, description="state", continuous_update=False, tooltip=_STATE)
        self.field.layout = widgets.Layout(width="auto")
        self.field.observe(self._pasted, names=["value"])
        for control in self.controls.values():
            control.on_change = self.refresh
        on_page = [control.widget for control in self.controls.values() if control.widget is not None]
        rows = widgets.Box(on_page, layout=widgets.Layout(**_ROW))
        super().__init__([rows, self.view, self.field], layout=widgets.Layout(overflow="visible"))

    def refresh(self) -> None:
        """Compute and show what the controls say now."""
        if self._quiet:
            return
        try:
            result, frame = self._computed()
        except Exception as error:
            self.view.fail(str(error) or type(error).__name__)
            if isinstance(error, SettingsError):
                return
            raise
        self.result = result
        self.view.watch(self.controls)
        if self._next is None:
            self.view.frame = frame
        else:
            self.view.describe(self._full(self._next), frame)
            self._next = None
        with self._silent():
            self.field.value = self.state

    def respec(self, spec: Mapping[str, Any]) -> None:
        """Compute and show what the controls say by another description, as soon as that can be done."""
        self._next = spec
        self.refresh()

    def only_say(self, sentence: str) -> None:
        """Show a sentence and nothing else, in the place of `show`: what the lab was given can't be computed."""
        self.controls, self._rested, self._next = {}, True, None
        self.result = SimpleNamespace(description=sentence)
        self.view = Star({"name": self.name}, {"error": sentence}, self.moved, self.moved, self._asked)
        super().__init__([self.view])

    def settle(self) -> None:
        """Show with the result what `rest` adds to it."""
        richer = None if self._rested else self.rest(self.result)
        self._rested = True
        if richer is not None:
            self.result = richer
            self.view.frame = {**self._whole(richer), "said": self.view.frame["said"]}

    def apply(self, settings: Any) -> None:
        """Show other settings: an object like `settings()` returns, or a dictionary of some of them.

        Errors: what a control refuses; then all controls stay as they are.
        """
        self._set(dict(settings) if isinstance(settings, Mapping) else vars(settings))
        self.refresh()

    def _set(self, wanted: Mapping[str, Any]) -> None:
        """Set some of the controls, or none of them if one refuses."""
        before = {name: control.value for name, control in self.controls.items()}
        with self._silent():
            try:
                for name, value in wanted.items():
                    self.controls[name].value = value
            except Exception:
                for name, value in before.items():
                    self.controls[name].value = value
                raise

    @property
    def state(self) -> str:
        """All settings in one line of text, which `restore` reads."""
        return state.write(self.name, self.controls)

    def restore(self, text: str) -> None:
        """Show the settings that a state text names; what it leaves out stays as it is.

        Errors: a text that is not of this lab, or names what the lab has not or can't take.
        """
        self.apply(state.read(text, self.name, self.controls))

    @classmethod
    def from_state(cls, text: str, *args: Any, **options: Any) -> Any:
        """Return a new lab with the settings that a state text names; the rest goes to the lab as it is made."""
        lab = cls(*args, **options)
        lab.restore(text)
        return lab

    def save(self, path: str | Path) -> None:
        """Write the present state: .html is a page that needs nothing else; .png, .svg, .pdf the figure; .csv numbers.

        Errors: any other ending.
        """
        export.save(self, path)

    def framed(self, result: Any) -> dict[str, Any]:
        """Return the frame of a result with what every lab says."""
        frame = {"description": result.description, "said": [], **self.frame(result)}
        return frame if self.goal is None else {**frame, **self.goal.shown(result)}

    def _computed(self) -> tuple[Any, dict[str, Any]]:
        """The result and the frame of what the controls say."""
        settings = self.settings()
        began = time.perf_counter()
        result = self.compute(settings)
        self.took = time.perf_counter() - began
        self._rested = type(self).rest is Lab.rest
        frame = self._whole(result)
        self._good = settings
        return result, {**frame, "said": self._take_notices()}

    def _whole(self, result: Any) -> dict[str, Any]:
        """The frame of a result, and where the controls stand that it belongs to."""
        where = place(self.name, self.controls, self.depends)
        return {**self.framed(result), **where, "rested": self._rested}

    def _full(self, spec: Mapping[str, Any]) -> dict[str, Any]:
        """The spec with what every lab shows."""
        goal = {"goal": "goal"} if self.goal else {}
        return {"question": self.question, "said": "said", **goal, **spec}

    def _tried(self, settings: Any) -> Any:
        """A result for the star; an error is told when the hand comes there and the kernel computes the place."""
        try:
            return self.compute(settings)
        except Exception:
            return None

    def _asked(self, has: Mapping[str, int]) -> None:
        """The hand rests: send what takes longer, and a ray that the browser lacks; for the next it asks again."""
        if self.settings() == self._good:
            self.settle()
            most = 1 if self.took < SLOW else 0  # no more, as a hand that moves on is not to wait for them
            for ray in islice(rays(self, has), most):
                self.view.send_ray(*ray)

    def _take_notices(self) -> list[str]:
        """The sentences of controls that could not take what they were given, each said once."""
        said = [control.notice for control in self.controls.values() if control.notice]
        for control in self.controls.values():
            control.notice = ""
        return said

    @contextmanager
    def _silent(self) -> Iterator[None]:
        """Set controls without an answer to each."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def _pasted(self, change: Any) -> None:
        """Take a state text from the field; one that can't be read is answered by a sentence."""
        if self._quiet:
            return
        try:
            self._set(state.read(change["new"], self.name, self.controls))
        except ValueError as error:
            self.view.fail(str(error))
        else:
            self.refresh()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        self.settle()
        live = super()._repr_mimebundle_(**options)
        if not self.controls:
            return {**live, "text/plain": self.result.description}
        return {**live, **self.figure()._repr_mimebundle_()}

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.result.description}"
