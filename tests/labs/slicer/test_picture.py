"""The picture of a slice: levels, how much of the path is in it, the sharpness at any rescaling, the questions."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.slicer.compute import FILTER, PLANES, SlicerSettings
from sgdlab.labs.slicer.lab import SlicerLab
from sgdlab.labs.slicer.picture import levels, scene_of
from tests.labs.slicer.test_compute import TRAINED, cut


def panels(lab):
    return {one.title: one for one in lab.scene(lab.result).panels}


def test_levels_are_the_same_for_every_plane():
    start, end = TRAINED.losses
    assert levels(TRAINED)[0] == pytest.approx(end + 0.01 * (start - end))
    lab = SlicerLab()
    before = panels(lab)["The slice"].levels
    lab.apply({"plane": FILTER, "factor": 3.0, "seed": 4})
    np.testing.assert_array_equal(panels(lab)["The slice"].levels, before)


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("factor", [0.1, 1.0, 1.78, 10.0])
def test_every_line_of_the_sharpness_is_inside_of_its_panel(plane, factor):
    """Also that of the rescaled end, far above the training: it is the point of the lab."""
    panel = scene_of(cut(plane, factor)).panels[2]
    low, high = panel.y.range
    edge, now = (rule.y for rule in panel.rules)
    assert edge == 4
    assert (now is None) == (factor == 1)
    for y in (edge, now, *panel.curves[0].y):
        assert y is None or low < y < high


@pytest.mark.parametrize("plane", PLANES)
def test_what_is_in_the_picture_is_the_length_of_the_shadow(plane):
    """By Pythagoras; the shadow has coordinates along two directions that need not be orthogonal."""
    result = cut(plane, factor=2.0)
    seen, truth = scene_of(result).panels[1].curves
    assert (seen.series.name, truth.series.name) == ("in the picture", "in truth")
    lengths = np.linalg.norm(result.shadow @ result.cut.directions, axis=1)
    np.testing.assert_allclose(seen.y, lengths, atol=1e-6)
    np.testing.assert_array_equal(truth.y, result.way)


def test_each_question_is_answered_in_the_picture():
    lab, results = SlicerLab(), []
    for question, settings in lab.presets.items():
        assert question.endswith("?")
        lab.apply({**vars(SlicerSettings()), **settings})
        results.append(lab.result)
    along, larger, normalized = results
    assert along.hidden < 0.2
    assert larger.change < 1e-12
    assert larger.sharp > 4 * sl.sharpness(TRAINED.problem, TRAINED.path[-1])
    assert np.abs(larger.cut.losses / cut().cut.losses - 1).max() > 1
    np.testing.assert_allclose(normalized.cut.losses, cut(FILTER).cut.losses, rtol=1e-10)
