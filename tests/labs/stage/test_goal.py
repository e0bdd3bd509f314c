"""A goal says in words whether a result has reached it."""

import numpy as np

from sgdlab.labs.stage.goal import Goal


def test_open_and_reached() -> None:
    goal = Goal("Get below 0.1.", lambda result: np.float64(result) < 0.1)
    assert goal.shown(0.2) == {"goal": ["goal, open\nGet below 0.1."], "reached": False}
    assert goal.shown(0.05) == {"goal": ["goal, reached\nGet below 0.1."], "reached": True}
