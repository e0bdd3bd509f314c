"""What every lab is made of: settings and a result [IsDataclass, Described], and what to reach in it [Goal]."""

from collections.abc import Callable
from dataclasses import Field, dataclass
from typing import Any, ClassVar, Protocol

from sgdlab.labs.stage.arrays import Json


class IsDataclass(Protocol):
    """An object of a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


class Described(Protocol):
    """A result that says in words what its picture shows."""

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""


@dataclass(frozen=True)
class Goal:
    r"""A goal in words, and the rule by which a result has reached it.

    >>> goal = Goal("Find a number above 3.", lambda result: result > 3)
    >>> goal.shown(2), goal.shown(4)["reached"]
    ({'goal': ['goal, open\nFind a number above 3.'], 'reached': False}, True)
    """

    text: str
    reached: Callable[[Any], Any]

    def shown(self, result: Any) -> Json:
        """Return what a frame says about the goal: whether it is open or reached, and its text."""
        reached = bool(self.reached(result))
        return {"goal": [f"goal, {'reached' if reached else 'open'}\n{self.text}"], "reached": reached}
