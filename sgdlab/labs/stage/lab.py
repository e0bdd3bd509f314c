"""What every lab is: controls and a view over a pure function of the settings [Lab]."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

import ipywidgets as widgets

from sgdlab.labs.stage import state
from sgdlab.labs.stage.control import Control
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.stage.view import View

_ROW = {"flex_flow": "row wrap", "grid_gap": "2px 24px", "overflow": "visible"}


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
    Settings: ClassVar[type]
    controls: dict[str, Control]

    def compute(self, settings: Any) -> Any:
        """Return the result for the settings: no widget, no display."""
        raise NotImplementedError

    def frame(self, result: Any) -> Mapping[str, Any]:
        """Return what the view draws of a result."""
        raise NotImplementedError

    def figure(self) -> Any:
        """Return the described figure of the present result."""
        raise NotImplementedError

    def settings(self) -> Any:
        """Return what the controls say."""
        return self.Settings(**{name: control.value for name, control in self.controls.items()})

    def show(self, spec: Mapping[str, Any]) -> None:
        """Compute the first result and put controls and view on the page."""
        self._quiet = False
        self.result = self.compute(self.settings())
        self._notices = self._take_notices()
        self.view = View(self._full(spec), self._framed(self.result), self._moved)
        self.field = widgets.Text(
            self.state,
            description="state",
            continuous_update=False,
            tooltip="All settings in one line: copy it to keep them, paste another to get its settings",
            layout=widgets.Layout(width="100%"),
        )
        self.field.observe(self._pasted, names=["value"])
        for control in self.controls.values():
            control.on_change = self.refresh
        rows = widgets.Box(
            [control.widget for control in self.controls.values() if control.widget is not None],
            layout=widgets.Layout(**_ROW),
        )
        super().__init__([rows, self.view, self.field], layout=widgets.Layout(overflow="visible"))

    def refresh(self) -> None:
        """Compute and show what the controls say now."""
        if self._quiet:
            return
        try:
            result = self.compute(self.settings())
            self._notices = self._take_notices()
            frame = self._framed(result)
        except Exception as error:
            self.view.fail(str(error) or type(error).__name__)
            if isinstance(error, SettingsError):
                return
            raise
        self.result = result
        self.view.frame = frame
        with self._silent():
            self.field.value = self.state

    def apply(self, settings: Any) -> None:
        """Show other settings: an object like `settings()` returns, or a dictionary of some of them."""
        wanted = dict(settings) if isinstance(settings, Mapping) else vars(settings)
        with self._silent():
            for name, value in wanted.items():
                self.controls[name].value = value
        self.refresh()

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

    def _full(self, spec: Mapping[str, Any]) -> dict[str, Any]:
        """The spec with what every lab shows."""
        goal = [{"kind": "goal", "data": "goal"}] if self.goal else []
        words = [*goal, {"kind": "lines", "data": "said"}, *spec.get("words", ())]
        return {"question": self.question, **spec, "words": words}

    def _framed(self, result: Any) -> dict[str, Any]:
        """The frame of a result, with what every lab says."""
        frame = {"description": result.description, "said": self._notices, **self.frame(result)}
        return frame if self.goal is None else {**frame, "goal": self.goal.of(result)}

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

    def _moved(self, *moved: Any) -> None:
        """Take a point that was dragged, or what was picked, in the picture."""
        key, where = moved if len(moved) == 2 else ("start", *moved)
        if key not in self.controls:
            raise KeyError(f"{type(self).__name__} has no control {key!r} for what was moved in its picture")
        self.controls[key].value = where

    def _pasted(self, change: Any) -> None:
        """Take a state text from the field; one that can't be read is answered by a sentence."""
        if self._quiet:
            return
        try:
            found = state.read(change["new"], self.name, self.controls)
        except ValueError as error:
            self.view.fail(str(error))
        else:
            self.apply(found)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        live = super()._repr_mimebundle_(**options)
        stored = self.figure()._repr_mimebundle_()
        return {**live, **stored}

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.result.description}"
