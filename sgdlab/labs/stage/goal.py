"""What there is to reach in a lab [Goal]."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    r"""A goal in words, and the rule by which a result has reached it.

    >>> goal = Goal("Find a number above 3.", lambda result: result > 3)
    >>> goal.lines(2), goal.lines(4)
    (['goal, open\nFind a number above 3.'], ['goal, reached\nFind a number above 3.'])
    """

    text: str
    reached: Callable[[Any], Any]

    def lines(self, result: Any) -> list[str]:
        """Say for a result whether the goal is open or reached, and in bold which one it is."""
        return [f"goal, {'reached' if self.reached(result) else 'open'}\n{self.text}"]
