"""The list of surfaces at the top of a lab [SurfaceList], which changes its problem in place [OnSurfaces]."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any, cast

import ipywidgets as widgets
import numpy as np

from sgdlab.labs.race.controls import PointsText
from sgdlab.labs.race.drawn import FITS
from sgdlab.labs.race.learned import CLASSES, PEN
from sgdlab.labs.race.menu import MENU, problem_of
from sgdlab.labs.race.own_data import YOURS, raced
from sgdlab.labs.race.programs import forms_of
from sgdlab.labs.race.result import RaceResult
from sgdlab.labs.race.runners import fitting, kinds_of
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.fields import Choice
from sgdlab.labs.stage.lab import Lab, widgets_of
from sgdlab.labs.stage.shared_looks import close
from sgdlab.labs.stage.state import pieces_of
from sgdlab.problems import Problem
from sgdlab.scene import Json

MOST_STORED = 5_000  # numbers in the data of a surface that a saved page holds beside its own
LIST = "surface"  # the name of the setting


class SurfaceList(Choice[str]):
    """A list of problems. The lab has prepared one of them, and the others have controls and questions of their own.

    The page that computes one of them asks the kernel for another.  Chance and tests stay with the one that is there.
    """

    def __init__(self, names: Sequence[str], here: str) -> None:
        super().__init__(LIST, names, here, "Which loss is minimized; each has examples that SGD draws from")

    def random(self, rng: np.random.Generator) -> str:
        return self.value

    def described(self) -> Json:
        kept = {name: list(settings) for name in FITS if (settings := along(self.value, name))}
        return {**super().described(), "here": self.value, "along": kept}


def along(name: str, other: str) -> tuple[str, ...]:
    """Return the settings that a surface keeps from the one before it: points are drawn for several models.

    >>> along("your classes: network 2-8-2", "your classes: a border"), along("penguins", "moons")
    (('points', 'adds'), ())
    """
    if name == other or name not in FITS or other not in FITS or FITS[name].points != FITS[other].points:
        return ()
    return ("points", "adds") if FITS[name].points == "classes" else ("points",)


class OnSurfaces(Lab[RaceSettings, RaceResult]):
    """A lab with a list of surfaces.  It prepares one by `_prepare`, which makes everything that depends on it."""

    surfaces: SurfaceList
    _here: str  # the surface that is prepared
    _listed: Problem  # its problem, before points are drawn
    _first: str  # who raced when the lab opened, as text
    _fresh = False  # whether it was prepared since the last picture
    _left: Sequence[widgets.Widget] = ()  # the widgets of the surface before

    def _prepare(self, settings: RaceSettings | None) -> None:
        """Make what depends on the problem: plane, map, goals, presets, controls; those who race stay."""
        raise NotImplementedError

    def _open_on(self, given: object, y: object) -> None:
        """Take the first problem, and make the list."""
        self._here, self._listed, note = raced(given, y)
        self._own = self._listed
        self.surfaces = SurfaceList([*([YOURS] if self._here == YOURS else []), *MENU], self._here)
        self.surfaces.notice = note

    @property
    def problem(self) -> Problem:
        """The problem in the picture, with the points that are drawn."""
        return self.result.problem

    @property
    def drawn(self) -> str:
        """The kind of points that the reader draws on this surface, or nothing."""
        return FITS[self._here].points if self._here in FITS else ""

    def _pens(self, points: str, adds: str) -> Controls:
        if not self.drawn:
            return {}
        pens: Controls = {"points": PointsText(points, self.drawn)}
        if self.drawn == "classes":
            pens["adds"] = Choice("a click adds", CLASSES, adds, "The class of the next point that you draw")
        return pens

    def moved(self, key: str, where: Sequence[float]) -> None:
        """Give a point that the reader dragged to its control; a click into the picture of the data adds an example.

        A click on an example removes it.  A table that was dropped there as text takes the place of all.
        """
        pen, adds = self.controls.get("points"), self.controls.get("adds")
        if key != PEN or not isinstance(pen, PointsText):
            super().moved(key, where)
        elif isinstance(where, str):
            pen.value = where
        else:
            pen.click(where, adds is not None and adds.value == CLASSES[1])

    def answers(self) -> dict[str, Callable[[Json], None]]:
        return {**super().answers(), "drop": lambda message: self.moved(message["key"], message["text"])}

    def others(self) -> Mapping[str, Json]:
        """Return the other surfaces of the list, as they open; a page has no room for those with many numbers."""
        small = [name for name in MENU if sum(array.size for array in problem_of(name).data) <= MOST_STORED]
        racing = frozenset({"SGD", *kinds_of(self.controls["runners"].value)})  # its program serves others, too
        return {name: _stored(cast(Any, type(self)), name, racing, self._first) for name in small if name != self._here}

    def refresh(self) -> None:
        """Compute and show what the controls say now; of another surface, the page gets all that it needs first."""
        if self._fresh:
            self._fresh = self._alive = False
            self.offer()
        super().refresh()
        for widget in self._left:
            close(widget)
        self._left = []

    def _take_chosen(self) -> None:
        """Prepare the surface that the reader chose from the list, if it is another one."""
        if self.surfaces.value != self._here:
            kept = {name: self.controls[name].value for name in along(self._here, self.surfaces.value)}
            self._take(self.surfaces.value)
            self._set(kept)

    def _set(self, wanted: Mapping[str, object]) -> None:
        """Set some of the controls, or none of them if one refuses its value; the surface first."""
        name = str(wanted.get("surface", self._here))
        with self._on(name):
            known = {key: value for key, value in wanted.items() if key in self.controls or key not in vars(self.home)}
            super()._set({**known, "surface": name})  # a surface without points to draw has no control for them

    def restore(self, text: str) -> None:
        """Show the settings that a state text names, on its surface; the others stay as they are, or open as usual.

        Errors: a text of another lab, a setting that this lab doesn't have, a value that it can't take.
        """
        named = [piece.removeprefix(f"{LIST}=") for piece in pieces_of(text) if piece.startswith(f"{LIST}=")]
        with self._on(self.surfaces.parse(named[0]) if named else self._here):
            super().restore(text)

    @contextmanager
    def _on(self, name: str) -> Iterator[None]:
        """Prepare a surface, if it is another one; go back to where all was if the settings for it are refused."""
        before, here = vars(self.settings()), self._here
        if name != here:
            self._take(name)
        try:
            yield
        except Exception:
            if name != here:
                self._take(here)
                self._set(before)
                self.refresh()
            raise

    def _take(self, name: str) -> None:
        """Prepare another surface for those who race now; after a reset, those race with whom the lab opened.

        Controls that are as before stay; nobody listens to the others any more.
        """
        self.surfaces.check(name)
        old = {key: control for key, control in self.controls.items() if key != LIST}
        self._here = name  # first, or the list would say that the reader chose it, and all would be made twice
        with self._silent():
            self.surfaces.value = name
            for control in old.values():
                control.on_change = lambda: None
            self._listed = self._own if name == YOURS else problem_of(name)
            self._prepare(None)
            left = keep(old, self.controls)
        for control in self.controls.values():
            control.on_change = self.refresh
        self.home = replace(self.settings(), runners=fitting(self._first, self._listed.n))
        self._fresh = True
        self.children[0].children = widgets_of(self.controls)
        self._left = [*self._left, *widgets_of(left)]


@cache
def _stored(kind: Any, name: str, racing: frozenset[str], first: str) -> Json:
    """What a saved page needs of a surface in the list; made once, since preparing all of them takes seconds."""
    lab = kind(name)
    lab.home = replace(lab.home, runners=fitting(first, lab.problem.n))
    lab.offer_all(racing)
    stored: Json = {**lab.stored(), "forms": forms_of(lab.problem, racing)}
    close(lab)  # or a browser would keep its thousand parts
    return stored


def keep(old: Controls, new: Controls) -> Controls:
    """Let old controls become the new ones where they can; return those that are left over."""
    left = dict(old)
    for name in old.keys() & new.keys():
        if old[name].become(new[name]):
            left[name], new[name] = new[name], old[name]
    return left
