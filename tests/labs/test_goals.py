"""The goals of every lab: none is reached at first, and each by settings that a learner can find."""

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
import sgdlab.labs
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.lab import Lab
from tests.processes import ROOT

X, LABELS = sl.moons(60, noise=0.2)

EVERY = [getattr(sgdlab.labs, name) for name in sgdlab.labs.__all__]
LABS = [one for one in EVERY if isinstance(one, type) and issubclass(one, Lab)]


@pytest.mark.parametrize("make", LABS)
def test_every_goal_is_open_at_first_and_reached_by_its_answer(make: Callable[[], Lab[Any, Any]]) -> None:
    """The answers to the goals of labs/bowl are ANSWERS in bowl/test_compute.py."""
    lab, folder = make(), make.__module__.split(".")[2]
    assert lab.controls, lab.result.description  # why it could not be made
    written = (ROOT / "tests" / "labs" / folder / "test_compute.py").exists()
    answers = getattr(import_module(f"tests.labs.{folder}.test_compute"), "ANSWERS", None) if written else None
    assert answers, f"write ANSWERS into tests/labs/{folder}/test_compute.py: for each goal, settings that reach it"
    assert not any(lab.reached), f"a goal of {lab.name} is reached at the first settings, so ask for more"
    assert len({goal.text for goal in lab.goals}) == len(lab.goals) == len(answers) >= 2
    assert max(len(goal.text) for goal in lab.goals) <= max(62, len(lab.goals[0].text))  # or the lab becomes higher
    for k, changes in enumerate(answers):
        result = lab.compute(replace(lab.settings(), **changes))
        assert lab.goals[k].reached(lab.measured(result)), lab.goals[k].text


@pytest.mark.parametrize("make", LABS)
def test_every_preset_can_be_chosen_and_changes_the_picture(make: Callable[[], Lab[Any, Any]]) -> None:
    lab = make()
    first = lab.result.description
    for question in lab.presets:
        assert question.endswith("?"), f"a preset is a question, and ends with a question mark: {question}"
        lab.choose(question)
        assert lab.view.frame.get("error") is None, question
        assert lab.view.frame["said"] == [], f"{question} A value lies beyond the end of its slider"
        assert lab.result.description != first, f"{question} What the lab says is the same as at the start"
        lab.reset()


def test_labs_of_your_own_open_with_goals_that_are_open() -> None:
    line = sl.linear_regression([[0.0], [1.0], [2.0], [3.0]], [1.0, 3.0, 2.0, 5.0])
    labs = [
        sl.AnatomyLab(sl.rosenbrock()),
        sl.CircuitLab(lambda x, y: x * y + x.log(), x=2, y=5),
        sl.CostMeterLab(np.sum, inputs=3),
        sl.GradientCloudLab(sl.logistic_regression(X, LABELS)),
        sl.MomentumMapLab(line),
        sl.RaceLab(line),
        sl.RaceLab(X[:20, :1], X[:20, 1]),
        sl.RaceLab(sl.rosenbrock()),
        sl.GradientCloudLab(line),
        sl.HZoomLab(np.square),
        sl.RavineLab(sl.rosenbrock()),
        sl.TwinPanesLab(line),
    ]
    for lab in labs:
        assert lab.goals, type(lab).__name__
        assert not any(lab.reached), type(lab).__name__
        assert [goal["text"] for goal in lab.view.frame["goals"]] == [goal.text for goal in lab.goals]
    assert "goals" not in sl.RavineLab(line).view.spec, "its only one is reached at the start"


def test_a_goal_about_degrees_is_reached_once_the_lab_says_that_many() -> None:
    for make, goal, most, where in [(sl.RavineLab, 2, 3, (-0.75, 1.15)), (sl.AnatomyLab, 1, 1, (2.5, 0.1))]:
        lab, seen = make(), set()
        for y in where[1] + np.linspace(-0.1, 0.1, 51):
            result = lab.compute(replace(lab.settings(), start=(where[0], y)))
            said = int(re.search(r"(\d+)°", result.description)[1])
            assert lab.goals[goal].reached(lab.measured(result)) == (said <= most)
            seen.add(said)
        assert {most, most + 1} <= seen


def test_half_of_a_rounding_error_reaches_no_goal() -> None:
    """Both ends are the minimum up to rounding, so neither is half as high as the other."""
    lab = sl.RaceLab(settings=RaceSettings(0.112, 123, 0.8, epochs=300))
    ends = [run.losses[-1] - lab.problem(lab.problem.minimum) for run in lab.result.runners.values()]
    assert max(map(abs, ends)) < 1e-15
    assert not any(lab.reached)
