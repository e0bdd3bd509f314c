"""What to reach in a lab [Goal]."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Bounds: TypeAlias = tuple[float | None, float | None]


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
