"""What every lab is made of: settings and a result [IsDataclass, Described], and what to reach in it [Goal]."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from typing import Any, ClassVar, Protocol, TypeAlias, TypeVar

Bounds: TypeAlias = tuple[float | None, float | None]


class IsDataclass(Protocol):
    """An object of a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


class Described(Protocol):
    """A result that says in words what its picture shows."""

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""


ResultT = TypeVar("ResultT", bound=Described)


@dataclass(frozen=True)
class Goal:
    """A goal in words, and what a result has to be: numbers within bounds, and other values equal to these.

    within: (low, high) by name, the ends included, None where there is no bound.  A page has the same rule
    (`front_end/src/live/goals.js`); what is not a number is within no bounds.
    """

    text: str
    within: Mapping[str, Bounds] = field(default_factory=dict)
    equal: Mapping[str, object] = field(default_factory=dict)

    def reached(self, measured: Mapping[str, object]) -> bool:
        """Whether what was measured is within the bounds, and equal to what it has to be."""
        inside = (_inside(measured[name], bounds) for name, bounds in self.within.items())
        return all(inside) and all(measured[name] == value for name, value in self.equal.items())


def _inside(value: Any, bounds: Bounds) -> bool:
    low, high = bounds
    if value is None or value != value:
        return False
    return (low is None or value >= low) and (high is None or value <= high)
