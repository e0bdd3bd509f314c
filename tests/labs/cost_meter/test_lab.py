"""The cost meter on the page: what it shows, its bars, its questions, and a function of one's own."""

from itertools import pairwise

import numpy as np
import pytest

from sgdlab.labs.cost_meter import METHODS
from sgdlab.labs.cost_meter.compute import CostMeterSettings
from sgdlab.labs.cost_meter.lab import CostMeterLab
from sgdlab.scene.limits import for_bars

DIFFERENCES, COMPLEX, FORWARD, REVERSE = METHODS


@pytest.mark.parametrize("settings", [(2, 1), (256, 1), (1, 64)])
def test_bars_begin_at_zero_and_are_the_evaluations(settings):
    """On a logarithmic axis the base jumped from 1 to 100, and eight numbers ran into each other."""
    lab = CostMeterLab(settings=CostMeterSettings(*settings))
    here, curves = lab.scene(lab.result).panels
    low, high = for_bars(here)
    assert (here.y.scale, low) == ("linear", 0)
    assert [float(bar.data[0]) for bar in here.bars] == [lab.result.costs.evaluations(method) for method in METHODS]
    assert max(bar.data[0] for bar in here.bars) < high
    figure = lab.figure()
    figure.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert len(boxes) == len(METHODS)
    assert all(a.x1 < b.x0 for a, b in pairwise(boxes))
    for curve, operations in zip(curves.curves, lab.result.operations, strict=True):
        np.testing.assert_array_equal(curve.y, operations)
        np.testing.assert_array_equal(curve.x["inputs"], lab.result.sizes)
    assert curves.marks[0].x == settings[0]


def test_the_questions_of_the_lab_show_their_answers():
    results = []
    for settings in CostMeterLab().presets.values():
        lab = CostMeterLab()
        lab.apply(settings)
        assert not lab.reached[0]
        results.append(lab.result)
    wide, single, square = results
    assert wide.costs.cheapest == [REVERSE]
    assert wide.costs.evaluations(FORWARD) > 100 * wide.costs.evaluations(REVERSE)
    assert single.costs.evaluations(DIFFERENCES) == pytest.approx(2, abs=0.5)
    assert single.costs[DIFFERENCES].operations < single.costs[REVERSE].operations
    assert square.costs.cheapest == [DIFFERENCES]
    assert square.costs[REVERSE].operations < square.costs[FORWARD].operations
    assert CostMeterLab(lambda x: np.sum(x**2)).presets == {}


def test_a_function_of_at_least_two_inputs_is_counted_where_it_can_be_and_one_of_three_asks_for_its_number():
    assert CostMeterLab(lambda x: x[0] * x[1]).result.sizes.tolist() == [2, 4, 8, 16, 64]
    weights = np.ones((2, 3))
    refused = repr(CostMeterLab(lambda x: weights @ x))
    assert "with 2 inputs your function raised ValueError" in refused
    assert refused.endswith("write sgdlab.CostMeterLab(function, 3)")
    assert CostMeterLab(lambda x: weights @ x, 3).result.costs.inputs == 3
