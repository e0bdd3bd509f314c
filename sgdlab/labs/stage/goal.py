"""What a learner can try to reach in a lab [Goal]."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sgdlab.labs.stage.arrays import Json


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
