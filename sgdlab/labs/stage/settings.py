"""What a lab defines, and its settings: what its controls say, and everything that sets them at once [Defined]."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import Field, replace
from functools import wraps
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import numpy as np
from traitlets import TraitError

from sgdlab.checks import generator
from sgdlab.labs.stage import state
from sgdlab.labs.stage.control import Control, Controls
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.numbers import another_kind
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.scene import Json, Scene

DRAWS = 20  # until settings are found that the lab can take


class IsDataclass(Protocol):
    """Settings: an object of a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


class Described(Protocol):
    """A result that says in words what its picture shows."""

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""


SettingsT = TypeVar("SettingsT", bound=IsDataclass)
ResultT = TypeVar("ResultT", bound=Described)


class Defined(Generic[SettingsT, ResultT]):
    """A lab as its own class says it (`Lab`), with controls that are set one by one, all at once, or by a text."""

    name: str
    question: str = ""
    goals: Sequence[Goal] = ()
    Settings: type[SettingsT]
    controls: Controls
    home: SettingsT  # at the start
    presets: Mapping[str, Mapping[str, object]] = {}  # questions, each with settings in which the answer is seen
    refresh: Callable[[], None]  # computes and shows what the controls say now
    _quiet = 0  # how many are setting several controls, a cell or the page, so that no result is computed yet
    _tried: tuple[SettingsT, ResultT, float] | None = None  # what was drawn, its result, and the seconds it took

    # What a lab defines

    def compute(self, settings: SettingsT) -> ResultT:
        """Return the result for the settings: no widget, no display."""
        raise NotImplementedError

    def scene(self, result: ResultT) -> Scene:
        """Return the picture of a result, which the page and the stored figure show."""
        raise NotImplementedError

    # What it can define

    def measured(self, result: ResultT) -> Json:
        """Return what the goals are about, by name: settings of a result, and numbers in it."""
        return {}

    def enriched(self, result: ResultT) -> ResultT | None:
        """Return the result with a part that takes longer, such as the band of many seeds; None without such a part.

        The browser asks for it once the reader pauses.
        """
        return None

    def tools(self) -> Json:
        """Return what the page offers above the picture, besides what every lab has."""
        return {}

    def moved(self, key: str, where: Sequence[float]) -> None:
        """Give a point that the reader dragged, or an index that the reader picked, to the control of that name."""
        if key not in self.controls:
            raise KeyError(f"{type(self).__name__} has no control {key!r}, but its picture moved one of that name")
        self.controls[key].value = where

    def others(self) -> Mapping[str, Json]:
        """Return other problems that a saved page offers instead of this one, by name, as `stored` returns them."""
        return {}

    def offer_all(self) -> None:
        """Send what a saved page needs for all settings, if the page here has been sent less."""

    # What every lab does with its settings

    def settings(self) -> SettingsT:
        """Return what the controls say."""
        return self.Settings(**{name: control.value for name, control in self.controls.items()})

    def apply(self, settings: SettingsT | Mapping[str, object]) -> None:
        """Show other settings: an object like the one that `settings()` returns, or a dictionary of some of them.

        Errors: a setting that this lab doesn't have, a value that a control refuses; then all stay as they are.
        """
        if not isinstance(settings, Mapping | self.Settings):
            raise TypeError(
                f"apply takes what settings() returns, or a dictionary of some of them; got {settings!r:.80}"
            )
        wanted = settings if isinstance(settings, Mapping) else vars(settings)
        fixed = {name: one for name, one in vars(self.settings()).items() if name not in self.controls}  # on your own
        self._set({name: one for name, one in wanted.items() if name not in fixed or one != fixed[name]})
        self.refresh()

    def reset(self) -> None:
        """Show the settings with which the lab opened."""
        self.apply(self.home)

    def choose(self, question: str) -> None:
        """Show the settings of a preset; what it doesn't name is as it was when the lab opened.

        Errors: a question that is not one of the presets.
        """
        if question not in list(self.presets):  # so that a list is refused, too
            there = ", ".join(map(repr, self.presets)) or "none"
            raise ValueError(f"there is no preset {question!r}; there are {there}")
        self.apply({**vars(self.home), **self.presets[question]})

    def surprise(self, seed: int | None = None) -> None:
        """Show settings that are drawn at random; the same `seed` draws the same ones."""
        rng = np.random.default_rng() if seed is None else generator(seed)
        for _ in range(DRAWS):
            drawn = {name: control.random(rng) for name, control in self.controls.items()}
            if self.suit(drawn):
                break
        try:
            self.apply(drawn)
        finally:
            self._tried = None

    def suit(self, drawn: Mapping[str, object]) -> bool:
        """Whether the lab can show settings that were drawn, or refuses them."""
        try:
            self._tried = self._timed(replace(self.settings(), **drawn))
        except Exception as error:
            return not isinstance(error, SettingsError)  # any other error is said once they are shown
        return True

    def _timed(self, settings: SettingsT) -> tuple[SettingsT, ResultT, float]:
        began = time.perf_counter()
        return settings, self.compute(settings), time.perf_counter() - began

    @property
    def state(self) -> str:
        """All settings in one line of text, which `restore` reads."""
        return state.write(self.name, self.controls)

    def restore(self, text: str) -> None:
        """Show the settings that a state text names; the others stay as they are.

        Errors: a text of another lab, a setting that this lab doesn't have, a value that it can't take.
        """
        self.apply(state.read(text, self.name, self.controls))

    def _set(self, wanted: Mapping[str, object]) -> None:
        """Set some of the controls, or none of them if one refuses its value."""
        before = {name: control.value for name, control in self.controls.items()}
        with self._silent():
            try:
                for name, value in wanted.items():
                    self._set_one(name, value)
            except Exception:
                for name, value in before.items():
                    self.controls[name].value = value
                raise

    def _set_one(self, name: str, value: object) -> None:
        if name not in self.controls:
            raise ValueError(f"there is no setting {name!r}; there are {', '.join(self.controls)}")
        with _in_words(name, value, self.controls[name]):
            self.controls[name].value = value

    def _check(self, settings: object) -> None:
        """Raise an error for what are no settings of this lab, or for one that nothing can be computed from."""
        if not isinstance(settings, self.Settings):
            raise TypeError(f"compute takes what settings() returns; got {settings!r:.80}")
        for name, control in vars(self).get("controls", {}).items():  # none yet while a lab is being made
            value = getattr(settings, name)
            with _in_words(name, value, control):
                control.check(value)

    @contextmanager
    def _silent(self) -> Iterator[None]:
        """Set several controls without computing a result for each."""
        self._quiet += 1  # Jupyter hears the page in a thread of its own: the one who began first may end first
        try:
            yield
        finally:
            self._quiet -= 1


def checked(compute: Callable[[Any, SettingsT], ResultT]) -> Callable[[Any, SettingsT], ResultT]:
    """Return the `compute` of a lab that refuses what its controls would refuse."""

    @wraps(compute)
    def on_checked(self: Any, settings: SettingsT) -> ResultT:
        self._check(settings)
        return compute(self, settings)

    return on_checked


@contextmanager
def _in_words(name: str, value: object, control: Control[Any]) -> Iterator[None]:
    """Say in words that a control takes another kind of value; a setting is called by its name, not by its label."""
    try:
        yield
    except ValueError as error:
        label, colon, told = str(error).partition(": ")
        raise ValueError(f"{name}: {told}" if colon and label == control.name else str(error)) from None
    except (TypeError, TraitError, OverflowError):
        raise ValueError(another_kind(name, value, control.value)) from None
