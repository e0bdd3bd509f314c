"""What a lab says in a sentence, with no traceback.

- settings that make no sense together                  [SettingsError]
- why there is no picture of what it was given          [saying, why_no_picture]
"""

import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any


class SettingsError(ValueError):
    """Says which settings do not fit together, and what to choose instead; the lab shows this sentence, no traceback.

    >>> raise SettingsError("a bowl has no examples to choose from: choose the full batch")
    Traceback (most recent call last):
    sgdlab.labs.stage.refusal.SettingsError: a bowl has no examples to choose from: choose the full batch
    """


def why_no_picture(error: Exception) -> str | None:
    """Return the sentence for an error in making a lab; None for a lab's refusal of what it was given.

    A refusal is raised by the module of a lab itself.  What comes from deeper is the learner's code, which is named
    with its line, or something that can't be computed or drawn of it.

    >>> try:
    ...     [][0]
    ... except IndexError as error:
    ...     why_no_picture(error)
    'IndexError: list index out of range'
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


def saying(make: Callable[..., None]) -> Callable[..., None]:
    """Return the `__init__` of a lab that shows `why_no_picture` in the place of an error."""

    @wraps(make)
    def make_or_say(self: Any, *args: Any, **options: Any) -> None:
        try:
            make(self, *args, **options)
        except Exception as error:
            sentence = why_no_picture(error)
            if sentence is None:
                raise
            self.only_say(sentence)

    return make_or_say
