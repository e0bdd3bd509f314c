"""The errors that a lab shows as a sentence, without a traceback.

- settings that make no sense together                  [SettingsError]
- why a lab could not be made                           [shows_refusals, why_no_picture]
"""

import traceback
from collections.abc import Callable, Sized
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import signature
from typing import Any, NoReturn, get_args

import ipywidgets as widgets

from sgdlab.calls import wrong_call
from sgdlab.checks import given
from sgdlab.labs.stage.numbers import another_kind, same_kind
from sgdlab.labs.stage.view import View
from sgdlab.scene import Scene, split


class SettingsError(ValueError):
    """Says which settings do not fit together, and what to choose instead; the lab shows it without a traceback."""


def why_no_picture(error: Exception) -> str | None:
    """Return the sentence for an error in making a lab; None for a lab's refusal of what it was given.

    The module of a lab raises a refusal itself.  An error from deeper down comes from the learner's code, and then the
    sentence names its line, or from something that can't be computed or drawn.
    """
    frames, lines = zip(*traceback.walk_tb(error.__traceback__), strict=True)
    names = [str(frame.f_globals.get("__name__", "")) for frame in frames]
    if isinstance(error, SettingsError):
        return str(error)
    if names[-1].startswith("sgdlab.labs.") and not names[-1].startswith("sgdlab.labs.stage."):
        return None
    if names[-1].startswith("sgdlab.") and isinstance(error, ValueError):
        return str(error)
    theirs = [k for k, name in enumerate(names) if name == "__main__"]
    place = f"your {frames[theirs[-1]].f_code.co_name}, line {lines[theirs[-1]]} of its cell, raised " if theirs else ""
    return f"{place}{type(error).__name__}: {error}"


def shows_refusals(make: Callable[..., None]) -> Callable[..., None]:
    """Return an `__init__` of a lab that shows the sentence of `why_no_picture` instead of raising the error."""

    names = [*signature(make).parameters][1:]

    @wraps(make)
    def make_or_say(self: Any, *args: object, **options: object) -> None:
        placed = {**dict(zip(names, args, strict=False)), **options}
        self.bare = not placed
        chosen, kind = placed.get("settings", placed.get("sentence")), self.Settings
        first = names[0] if names else ""
        self.made_of = "" if isinstance(placed.get(first), str | kind | None) else first
        others = (name for name in names[1:] if name in placed and placed[name] is not chosen)
        self.needs = ", ".join(["", *[first][: bool(self.made_of)], *(f"{name}={name}" for name in others)])
        if self.made_of:
            self.presets = {}  # most ask about what the lab shows by itself
        if not isinstance(chosen, kind | None):
            takes = f"{type(self).__name__} takes {', '.join(names)}; settings are {kind.__name__}(…)"
            raise TypeError(f"{takes}, from {kind.__module__}; got {given(chosen)}")
        try:
            make(self, *args, **options)
        except Exception as error:
            wrong = wrong_call(type(self), args, options)
            meant = [name for name in options if wrong and name in getattr(kind, "__dataclass_fields__", ())]
            for name in meant[:1]:
                place = "settings" if "settings" in names else names[0]
                wrong = f"{wrong}: write {place}={kind.__name__}({name}={given(options[name])}), from {kind.__module__}"
            sentence = wrong or _no_setting(chosen, error) or why_no_picture(error)
            if sentence is None:
                raise
            _only_say(self, sentence)

    return make_or_say


def _no_setting(settings: Any, error: Exception) -> str | None:
    """Return the sentence for the first setting that is another kind of value than usual.

    If a control said so, by the label that the page has, it is called by its name.
    """
    *_, (last, _) = traceback.walk_tb(error.__traceback__)
    if isinstance(error, ValueError) and str(last.f_globals.get("__name__")).startswith("sgdlab.labs.stage."):
        told = str(error).partition(": ")[2]
        chosen = vars(settings).items() if is_dataclass(settings) else ()
        names = [name for name, value in chosen if told.startswith(f"{value!r:.80} is not ")]
        return f"{names[0]}: {told}" if len(names) == 1 else None
    for field in fields(settings) if is_dataclass(settings) else ():
        value: Any = getattr(settings, field.name)
        usual: Any = field.default
        if Ellipsis in get_args(field.type) and isinstance(value, Sized):  # as many as the lab's function takes
            usual = tuple(usual[:1]) * len(value)
        if usual is not None and not same_kind(value, usual):
            return another_kind(field.name, value, field.default)
    return None


def _only_say(lab: Any, sentence: str) -> None:
    """Let a lab show a sentence and nothing else, because it can't compute what it was given."""

    class Nothing:
        description = sentence

        def __repr__(self) -> str:
            return sentence

        def __getattr__(self, name: str) -> NoReturn:
            raise AttributeError(f"there is no {name}: {sentence}")

    lab._unmade, lab.controls, lab.goals, lab._complete, lab.result = sentence, {}, (), True, Nothing()
    lab.view = View(split(Scene(lab.name, sentence, []))[0], {"error": sentence})
    widgets.VBox.__init__(lab, [lab.view])

    def refuse(*args: object, **options: object) -> NoReturn:
        raise ValueError(sentence)

    asked = ("apply", "restore", "reset", "choose", "surprise", "settings", "figure", "save")
    for name in (*asked, "compute", "scene", "refresh", "show_yours"):
        setattr(lab, name, refuse)
