"""The picture of the matrix: a pair that can not be, large losses, and the questions that it answers."""

import re
from dataclasses import replace

from sgdlab.labs.matrix.cell import STEPS
from sgdlab.labs.matrix.lab import MatrixLab
from sgdlab.labs.matrix.menu import EXACT


def panels(lab):
    return lab.scene(lab.result).panels


def test_a_pair_that_cannot_be_has_no_line():
    lab = MatrixLab()
    lab.controls["cell"].value = (0, 6)
    assert [one.data.shape for one in panels(lab)[1].paths] == [(STEPS + 1, 2), (0, 2)]
    assert panels(lab)[2].curves[1].y.shape == (0,)
    assert lab.figure()._repr_mimebundle_()["image/png"]


def test_each_question_is_answered_in_the_picture():
    lab = MatrixLab()
    alike, fast, closed = (lab.compute(replace(lab.settings(), **some)) for some in lab.presets.values())
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
