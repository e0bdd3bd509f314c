"""The picture of a slice: how much of the path is in it, the sharpness at any rescaling, the questions."""

from dataclasses import replace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.slicer.compute import FILTER, PLANES
from sgdlab.labs.slicer.lab import SlicerLab
from sgdlab.labs.slicer.picture import levels, scene_of
from tests.labs.slicer.test_compute import TRAINED, cut


@pytest.mark.parametrize("plane", PLANES)
def test_every_line_of_the_sharpness_is_inside_of_its_panel_and_what_is_seen_is_the_length_of_the_shadow(plane):
    """By Pythagoras; the shadow has coordinates along two directions that need not be orthogonal."""
    start, end = TRAINED.losses
    assert levels(TRAINED)[0] == pytest.approx(end + 0.01 * (start - end))  # the same for every plane
    for factor in (0.1, 1.0, 10.0):
        result = cut(plane, factor)
        _, distances, sharpness = scene_of(result).panels
        (low, high), (edge, now) = sharpness.y.range, (rule.y for rule in sharpness.rules)
        assert (edge, now is None) == (4, factor == 1)
        assert all(low < y < high for y in (edge, now or edge, *sharpness.curves[0].y))
        seen, truth = distances.curves
        assert (seen.series.name, truth.series.name) == ("in the picture", "in truth")
        lengths = np.linalg.norm(result.shadow @ result.cut.directions, axis=1)
        np.testing.assert_allclose(seen.y, lengths, atol=1e-6)
        np.testing.assert_array_equal(truth.y, result.way)


def test_each_question_is_answered_in_the_picture():
    lab = SlicerLab()
    along, larger, normalized = (lab.compute(replace(lab.settings(), **some)) for some in lab.presets.values())
    assert along.hidden < 0.2 < 0.9 < lab.result.hidden
    assert larger.change < 1e-12
    assert larger.sharp > 4 * sl.sharpness(TRAINED.problem, TRAINED.path[-1])
    assert np.abs(larger.cut.losses / cut().cut.losses - 1).max() > 1
    np.testing.assert_allclose(normalized.cut.losses, cut(FILTER).cut.losses, rtol=1e-10)
