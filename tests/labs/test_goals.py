"""The goals of every lab: none is reached at first, and each by settings that a learner can find."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
import sgdlab.labs
from sgdlab.labs.stage.lab import Lab

X, LABELS = sl.moons(60, noise=0.2)

# for each goal in turn, what has to change at the first settings
ANSWERS: dict[Callable[[], Lab[Any, Any]], list[dict[str, Any]]] = {
    sl.AnatomyLab: [{"correction": False}, {"start": (2.5, 0.1)}],
    sl.CircuitLab: [{"guess": (1.0,)}, {"move": 7, "inputs": (1.5, -3.0)}],
    sl.CostMeterLab: [
        {"inputs": 1, "outputs": 64},
        {"inputs": 256},
        {"function": "the product of all inputs", "inputs": 1},
    ],
    sl.GradientCloudLab: [{"batch_size": 32}, {"batch_size": 1, "point": (0.1, 3.2)}],
    sl.HZoomLab: [{"h": 1e-5}, {"function": "3 x"}, {"function": "1000 + sin x", "h": 5e-5}],
    sl.MatrixLab: [{"cell": (8, 7)}, {"problem": "a closed program, 2 inputs", "cell": (5, 0)}],
    sl.MomentumMapLab: [
        {"learning_rate": 0.033, "momentum": 0.67},
        {"learning_rate": 0.0133, "momentum": 0.79, "nesterov": True},
        {"learning_rate": 0.004, "momentum": 0.88, "noisy": True},
    ],
    sl.RaceLab: [
        {"batch_size": 2, "learning_rate": 0.0562},
        {"batch_size": 1, "epochs": 30},
        {"batch_size": 1, "learning_rate": 0.0355},
    ],
    sl.RavineLab: [{"learning_rate": 0.07}, {"learning_rate": 1e-5, "small_change": 0.1}, {"start": (-0.75, 1.3)}],
    sl.SentenceBuilder: [
        {"gradient": "backprop", "optimizer": "with momentum 0.8"},
        {"gradient": "backprop", "optimizer": "with momentum 0.8", "batches": "one example at a time"},
    ],
    sl.SlicerLab: [{"factor": 5.0}, {"plane": "along the path (PCA)"}],
    sl.ThreeButtonsLab: [
        {"presses": "", "rounds": 300},
        {"presses": "", "rounds": 60, "learning_rate": 3.0},
        {"presses": "", "rounds": 500, "data": "exclusive or", "hidden": "4 units"},
    ],
    sl.TwinPanesLab: [{"point": (0.546, 4.13)}, {"add_up": "sum", "learning_rate": 0.000911}],
}


def test_every_lab_has_answers() -> None:
    every = [getattr(sgdlab.labs, name) for name in sgdlab.labs.__all__]
    assert set(ANSWERS) == {one for one in every if isinstance(one, type) and issubclass(one, Lab)}


@pytest.mark.parametrize("make", ANSWERS)
def test_every_goal_is_open_at_first_and_reached_by_its_answer(make: Callable[[], Lab[Any, Any]]) -> None:
    lab = make()
    assert not any(lab.reached)
    assert len({goal.text for goal in lab.goals}) == len(lab.goals) == len(ANSWERS[make]) >= 2
    assert max(len(goal.text) for goal in lab.goals) <= max(62, len(lab.goals[0].text))  # or the lab becomes higher
    for k, changes in enumerate(ANSWERS[make]):
        result = lab.compute(replace(lab.settings(), **changes))
        assert lab.goals[k].reached(lab.measured(result)), lab.goals[k].text


def test_labs_of_your_own_open_with_goals_that_are_open() -> None:
    line = sl.linear_regression([[0.0], [1.0], [2.0], [3.0]], [1.0, 3.0, 2.0, 5.0])
    labs = [
        sl.AnatomyLab(sl.rosenbrock()),
        sl.CircuitLab(lambda x, y: x * y + x.log(), x=2, y=5),
        sl.CostMeterLab(np.sum, inputs=3),
        sl.GradientCloudLab(sl.logistic_regression(X, LABELS)),
        sl.MomentumMapLab(line),
        sl.RaceLab(line),
        sl.RaceLab(sl.rosenbrock()),
        sl.RavineLab(sl.rosenbrock()),
        sl.TwinPanesLab(line),
    ]
    for lab in labs:
        assert lab.goals, type(lab).__name__
        assert not any(lab.reached), type(lab).__name__
