"""What there is to reach in a lab [Goal]."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """A goal in words, and the rule by which a result has reached it.

    >>> goal = Goal("Find a number above 3.", lambda result: result > 3)
    >>> goal.of(2), goal.of(4)["reached"]
    ({'text': 'Find a number above 3.', 'reached': False}, True)
    """

    text: str
    reached: Callable[[Any], Any]

    def of(self, result: Any) -> dict[str, Any]:
        """Return the goal as the view shows it, for a result."""
        return {"text": self.text, "reached": bool(self.reached(result))}
