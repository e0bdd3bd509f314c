"""The cost meter on the page: its bars, its questions, and a function of one's own."""

from dataclasses import replace

import numpy as np
import pytest

from sgdlab.labs.cost_meter import METHODS
from sgdlab.labs.cost_meter.compute import CostMeterSettings
from sgdlab.labs.cost_meter.lab import CostMeterLab
from sgdlab.scene.limits import for_bars

DIFFERENCES, _, FORWARD, REVERSE = METHODS


def test_bars_begin_at_zero_and_are_the_evaluations():
    """On a logarithmic axis the base jumped from 1 to 100."""
    for settings in ((2, 1), (256, 1), (1, 64)):
        lab = CostMeterLab(settings=CostMeterSettings(*settings))
        here, curves = lab.scene(lab.result).panels
        low, high = for_bars(here)
        assert (here.y.scale, low) == ("linear", 0)
        heights = [float(bar.data[0]) for bar in here.bars]
        assert heights == [lab.result.costs.evaluations(method) for method in METHODS]
        assert max(heights) < high
        for curve, operations in zip(curves.curves, lab.result.operations, strict=True):
            np.testing.assert_array_equal(curve.y, operations)
            np.testing.assert_array_equal(curve.x["inputs"], lab.result.sizes)
        assert curves.marks[0].x == settings[0]


def test_the_questions_of_the_lab_show_their_answers():
    lab = CostMeterLab()
    wide, single, square = (lab.compute(replace(lab.home, **some)).costs for some in lab.presets.values())
    assert wide.cheapest == [REVERSE]
    assert wide.evaluations(FORWARD) > 100 * wide.evaluations(REVERSE)
    assert single.evaluations(DIFFERENCES) == pytest.approx(2, abs=0.5)
    assert single[DIFFERENCES].operations < single[REVERSE].operations
    assert square.cheapest == [DIFFERENCES]
    assert square[REVERSE].operations < square[FORWARD].operations


def test_a_function_of_at_least_two_inputs_is_counted_where_it_can_be_and_one_of_three_asks_for_its_number():
    assert CostMeterLab(lambda x: x[0] * x[1]).result.sizes.tolist() == [2, 4, 8, 16, 64]
    weights = np.ones((2, 3))
    refused = repr(CostMeterLab(lambda x: weights @ x))
    assert "with 2 inputs your function raised ValueError" in refused
    assert refused.endswith("write sgdlab.CostMeterLab(function, 3)")
    assert CostMeterLab(lambda x: weights @ x, 3).result.costs.inputs == 3
