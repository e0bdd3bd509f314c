"""A goal is reached by numbers within its bounds and by values that are equal to what it asks for."""

import numpy as np

from sgdlab.labs.stage.goal import Goal


def test_bounds_contain_their_ends_and_nothing_that_is_not_a_number() -> None:
    for bounds, value, reached in [
        ((None, 0.1), 0.1, True),
        ((None, 0.1), np.float64(0.2), False),
        ((1, None), 1, True),
        ((1, None), np.inf, True),
        ((1, None), 0.9, False),
        ((1, 2), 1.5, True),
        ((1, 2), 2.5, False),
        ((None, 1), np.nan, False),
        ((None, None), None, False),
    ]:
        assert Goal("Get there.", {"loss": bounds}).reached({"loss": value}) is reached


def test_all_conditions_have_to_hold() -> None:
    goal = Goal("Get there.", {"loss": (None, 1), "steps": (None, 9)}, {"point": (1.0, 2.0), "kind": "plain"})
    right = {"loss": 0.5, "steps": 9, "point": (1.0, 2.0), "kind": "plain"}
    assert goal.reached(right)
    for other in ({"loss": 2.0}, {"steps": 10}, {"point": (1.0, 2.1)}, {"kind": "other"}):
        assert not goal.reached({**right, **other})
