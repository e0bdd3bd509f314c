"""The picture of the matrix: its surfaces, its colors, the clock, and the questions that it answers."""

import re

import numpy as np
import pytest

from sgdlab.labs.matrix.cell import STEPS
from sgdlab.labs.matrix.compute import MatrixSettings
from sgdlab.labs.matrix.lab import MatrixLab
from sgdlab.labs.matrix.menu import EXACT, PROBLEMS


def panels(lab):
    return lab.scene(lab.result).panels


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem_is_shown_on_its_own_surface(problem):
    lab = MatrixLab()
    lab.controls["problem"].value = problem
    surface, path = panels(lab)[1], panels(lab)[1].paths[1].data
    assert path.shape == (STEPS + 1, 2)
    (left, right), (low, high) = surface.x.range, surface.y.range
    assert lab.view.spec["panels"][1]["x"]["range"] == [left, right]
    x, y = path[0]
    assert left <= x <= right
    assert low <= y <= high


def test_a_pair_that_cannot_be_has_no_line_and_one_that_diverges_leaves_through_the_top():
    lab = MatrixLab()
    lab.controls["cell"].value = (0, 6)
    assert [one.data.shape for one in panels(lab)[1].paths] == [(STEPS + 1, 2), (0, 2)]
    assert panels(lab)[2].curves[1].y.shape == (0,)
    lab.figure().figure.canvas.draw()
    lab.apply({"cell": (0, 0), "factor": 10.0})
    assert lab.result.picked.loss is None
    figure = lab.figure().figure
    figure.canvas.draw()
    losses = figure.axes[-1] if figure.axes[-1].get_title(loc="left") else figure.axes[-2]
    low, high = losses.get_ylim()
    dots = [line for line in losses.lines if line.get_linestyle() == "None"]
    assert all(low <= y <= high for dot in dots for y in dot.get_ydata())


def test_the_clock_goes_over_the_steps_of_both_runs():
    lab = MatrixLab()
    assert lab.view.spec["clock"] == {"total": "total", "unit": "steps", "control": None}
    assert lab.view.frame["total"] == STEPS
    for one in lab.scene(lab.result).series:
        np.testing.assert_allclose(one.spent, np.arange(STEPS + 1) / STEPS)


def test_each_question_is_answered_in_the_picture():
    lab, results = MatrixLab(), []
    for question, settings in lab.presets.items():
        assert question.endswith("?")
        lab.apply({**vars(MatrixSettings()), **settings})
        assert "error" not in lab.view.frame
        results.append(lab.result)
    alike, fast, closed = results
    assert alike.alike == list(EXACT)
    column = alike.settings.cell[1]
    assert len({alike.cells[k][column].cost for k in range(len(EXACT))}) > 2
    assert fast.usual.loss is None
    assert fast.picked.loss < 0.5  # Adam, which divides by the size of the gradient
    assert closed.usual.run is None
    assert closed.picked.loss < 0.01


def test_large_losses_are_powers_of_ten_as_on_an_axis():
    lab = MatrixLab()
    texts = [cell.text for row in lab.scene(lab.result).panels[0].cells for cell in row]
    large = [text for text in texts if "10" in text]
    assert large
    assert all(re.fullmatch(r"\d(\.\d)?×10[⁰¹²³⁴⁵⁶⁷⁸⁹]+", text) for text in large)
    assert not any("e" in text for text in texts if text[:1].isdigit())
