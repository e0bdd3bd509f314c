"""The base of all labs: controls and a view over a pure function of the settings [Lab]."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from inspect import signature
from pathlib import Path
from typing import Any, Self, cast

import ipywidgets as widgets

from sgdlab.calls import meant
from sgdlab.checks import path_of
from sgdlab.labs.stage import export
from sgdlab.labs.stage.control import Controls, Listed
from sgdlab.labs.stage.in_page import InPage
from sgdlab.labs.stage.live import in_picture
from sgdlab.labs.stage.refusal import SettingsError, shows_refusals
from sgdlab.labs.stage.settings import ResultT, SettingsT, checked
from sgdlab.labs.stage.shared_looks import close, layout
from sgdlab.labs.stage.view import View
from sgdlab.scene import Json, split

SLOW = 1.0  # seconds for one result, beyond which there is no star: the next move would wait for it
SETS = {"settings": "apply", "state": "restore"}  # what to call instead of setting these
LABEL = "Labs"  # of the site in [project.urls] of pyproject.toml; without it there are no links from a notebook
NAMED = {"surface", "function", "problem", "data"}  # the controls that say what a lab shows, be it the reader's own
_ROW = {"flex_flow": "row wrap", "grid_gap": "2px 24px", "overflow": "visible", "padding": "0 0 0 8px"}


class Lab(InPage[SettingsT, ResultT], widgets.VBox):  # type: ignore[misc]
    """Controls above a picture of their result: `Lab[Settings, Result]`, which defines `compute` and `scene`.

    A lab sets `name`, the first word of its state text; `question`, shown above the picture; `goals`, which the page
    shows one after the other; `presets`, if it has any, of which none are left where its first argument is given; and
    `Settings`, a frozen dataclass.  Its `__init__` makes `self.controls`, named like the fields of the settings, and
    ends with `self.show()`.  When the reader moves a `Handle` or a `Pick` in the picture, the control of that name
    takes the new value.

    `lab.result` is what the picture shows; it has a `description`.  If the computation fails, a sentence over the last
    good picture says why, and the controls still work.  Where there is no kernel, the stored output shows the same
    state as a described picture.
    """

    bare = False  # whether it was given nothing, so that everybody has the same
    made_of = ""  # the name of its first argument, such as "problem", if the reader gave one
    took = 0.0  # seconds for the last result
    _result: ResultT
    _stale = False  # whether the controls have moved since the last result
    _last_good: SettingsT
    _unmade = ""  # why it could not be made
    _complete = False  # whether the result has all that `enriched` would add

    def __init_subclass__(cls, **options: object) -> None:
        """Let a lab say in a sentence why there is no picture; arguments that it refuses still raise an error.

        What its controls would refuse is not computed.
        """
        super().__init_subclass__(**options)
        cls.__init__ = shows_refusals(cls.__init__)  # type: ignore[method-assign]
        if "compute" in vars(cls):
            cls.compute = checked(cls.compute)  # type: ignore[method-assign, assignment]

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{type(self).__name__} has no {name}{self._unmade and f': {self._unmade}'}")

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute; not the settings, nor a control by its name or one that may mean it: nothing would happen.

        A class of your own can have any name but those of its controls.
        """
        if name in SETS and not callable(value):
            raise AttributeError(f"lab.{name} only says what there is: write lab.{SETS[name]}({value!r:.80})")
        controls = vars(self).get("controls", {})
        free = name[0] == "_" or name in vars(self) or hasattr(type(self), name)
        near = [name] if name in controls else []
        if not (near or free) and type(self).__module__.startswith("sgdlab."):
            near = [*controls] if name == "value" else meant(name, controls)
        if near:
            are = "is a control" if len(near) == 1 else "are controls"
            write = f"write lab.controls[{near[0]!r}].value = {value!r:.40}"
            raise AttributeError(f"{', '.join(near)} {are} of the lab: {write}")
        super().__setattr__(name, Listed(cast(Controls, value)) if name == "controls" else value)

    def show(self) -> None:
        """Compute the first result and put controls and view on the page."""
        if self.made_of and not self.controls.keys() & NAMED:
            self.name = f"{self.name}({self.made_of})"  # a text without its problem would silently open the usual one
        self.result, spec, frame = self._computed()
        if self.made_of and any(self.reached):  # what the first picture of your own problem reaches is no goal
            self.goals = [goal for goal, reached in zip(self.goals, self.reached, strict=True) if not reached]
            spec, unsaid = self._pictured(self.result)
            frame = {**unsaid, "said": frame["said"]}
        self.view = View(spec, frame, self.answers())
        self.view.watch(self.controls)
        self.home = self._last_good
        self.offer()
        self.view.observe(self.placed, names=["places"])
        self.view.observe(self.stated, names=["state"])
        for control in self.controls.values():
            control.on_change = self.refresh
        rows = widgets.Box(widgets_of(self.controls), layout=layout(**_ROW))
        super().__init__([rows, self.view], layout=layout(overflow="visible"))

    def refresh(self) -> None:
        """Compute and show what the controls say now; where a page does so by itself, wait until somebody asks."""
        if self._quiet:
            return
        self.view.state = state = self.state
        self.view.places = in_picture(self.controls)
        self._stale = self._alive and not any(control.notice for control in self.controls.values())
        if self._stale:  # the page draws it; only a notice of a control needs the kernel
            self.view.watch(self.controls)
            return
        try:
            result, spec, frame = self._computed()
        except KeyboardInterrupt:
            self._stale = True
            raise
        except Exception as error:
            self.view.fail(str(error) or type(error).__name__)
            if isinstance(error, SettingsError):
                return
            raise
        self.result = result
        self.view.watch(self.controls)
        self.view.draw(spec, frame)
        if self.state != state:  # a cell and the page, which Jupyter hears in another thread, moved controls at once
            self.refresh()

    def _computed(self) -> tuple[ResultT, Json, Json]:
        """The result of what the controls say, with its structure and its frame."""
        settings = self.settings()
        tried = self._tried if self._tried and self._tried[0] == settings else self._timed(settings)
        _, result, self.took = tried
        self._complete = type(self).enriched is Lab.enriched
        spec, frame = self._pictured(result)
        self._last_good = settings
        said = [control.notice for control in self.controls.values() if control.notice]
        for control in self.controls.values():
            control.notice = ""  # each is said once
        return result, spec, {**frame, "said": said}

    def _pictured(self, result: ResultT) -> tuple[Json, Json]:
        """The structure and the frame of a result, with the positions of the controls that it belongs to."""
        spec, frame = split(self.scene(result))
        goals = {"goals": "goals"} if self.goals else {}
        now = {**self.positions(), "rested": self._complete, "state": self.state}
        page = {"page": f"{_site().rstrip('/')}/lab_{self.name}.html"} if self.bare and _site() else {}
        kept = {"question": self.question, "said": "said", "presets": list(self.presets), **goals, **self.tools()}
        return {**kept, **page, **self.described_code(), **spec}, {**frame, **self._beside(result), **now}

    @property
    def result(self) -> ResultT:
        """What the picture shows."""
        if self._stale:
            alive, self._alive = self._alive, False
            try:
                self.refresh()
            finally:
                self._alive = alive
        return self._result

    @result.setter
    def result(self, result: ResultT) -> None:
        self._result, self._stale = result, False

    @property
    def reached(self) -> list[bool]:
        """Whether the present result reaches each of the goals."""
        measured = self.measured(self.result) if self.goals else {}
        return [goal.reached(measured) for goal in self.goals]

    def settle(self) -> None:
        """Show the result with what `enriched` adds to it."""
        richer = None if self._complete else self.enriched(self.result)
        self._complete = True
        if richer is not None:
            self.result = richer
            spec, frame = self._pictured(richer)
            unread = {"refused": self._refused} if self._refused else {}  # which the reader has not read to the end
            self.view.draw(spec, {**frame, "said": self.view.frame["said"], **unread})

    def rest(self, has: Mapping[str, int]) -> None:
        """Send one ray that the browser lacks, because the reader pauses; it asks for the next."""
        if self.settings() == self._last_good:
            self.settle()
            ray = next(self.rays(has), None) if self.took < SLOW else None  # no more: the next move would wait for them
            if ray is not None:
                self.view.send_ray(*ray)

    @classmethod
    def from_state(cls, text: str, *args: object, **options: object) -> Self:
        """Return a new lab with the settings that a state text names; the other arguments are those of the lab."""
        lab = cls(*args, **options)
        try:
            if lab.controls:  # else it only says why it has none
                lab.restore(text)
        except ValueError as error:
            if lab.made_of or not ("(" in text.partition(" ")[0] or "'your" in str(error)):
                raise
            first = next(iter(signature(cls).parameters))
            again = f"give the {first} of that lab again, as in sgdlab.restore(text, {first})"
            raise ValueError(f"a text holds no {first}; {again}: {error}") from None
        return lab

    def save(self, path: str | Path) -> None:
        """Write the present state: .html is a page that works alone; .png, .svg, .pdf the figure; .csv the numbers.

        Errors: any other ending.
        """
        self.settle()
        export.save(self, path_of(path))

    def answers(self) -> dict[str, Callable[[Json], None]]:
        """What the lab does about each kind of message from the page."""
        return {
            "move": lambda message: self.moved(message["key"], message["point"]),
            "pick": lambda message: self.moved(message["key"], message["index"]),
            "set": lambda message: self.apply({message["key"]: message["text"]}),
            "rest": lambda message: self.rest(message.get("has", {})),
            "reset": lambda message: self.reset(),
            "surprise": lambda message: self.surprise(),
            "preset": lambda message: self.choose(message["question"]),
            "state": lambda message: self.restore(message["text"]),
            "programs": lambda message: self.offer_programs(),
            "alive": lambda message: self.came_alive(),
            "alone": lambda message: self.stand_alone(),
            "unable": lambda message: self.left_to_the_kernel(),
        }

    def close(self) -> None:
        """Close the lab with its controls and its picture, which Jupyter would otherwise keep in memory."""
        for part in self.children:
            close(part)
        super().close()

    def _repr_mimebundle_(self, **options: object) -> Json:
        self.settle()
        live = super()._repr_mimebundle_(**options)
        stored = {} if self._refused else self.picture()  # which doesn't show what was refused
        return {**live, "text/plain": self._told(), **stored}

    @property
    def _refused(self) -> str:
        return str(self.view.frame.get("error") or self.view.frame.get("refused", ""))

    def _told(self) -> str:
        refused, text = self._refused, str(self.result.description)
        return text if refused in ("", text) else f"{refused}; the picture before: {text}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self._told()}"


def widgets_of(controls: Controls) -> list[widgets.Widget]:
    """Return what the page shows of controls; some are moved in the picture itself."""
    return [control.widget for control in controls.values() if control.widget is not None]


@cache
def _site() -> str:
    """The address of the site in the metadata of the package, whose pages show the labs; empty without one."""
    try:
        addresses = metadata("sgdlab").get_all("Project-URL") or []
    except PackageNotFoundError:  # it runs from its folder
        return ""
    found: str = dict(one.split(", ", 1) for one in addresses).get(LABEL, "")
    return found
