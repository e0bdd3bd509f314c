"""The picture of the momentum map: the map of each kind, what the page and the stored figure share, the presets."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from sgdlab.labs.momentum_map.compute import MomentumMapSettings, noise_of, valley, with_many
from sgdlab.labs.momentum_map.grid import edge_line, learning_rates, levels, rates_on_grid
from sgdlab.labs.momentum_map.lab import MomentumMapLab
from sgdlab.labs.rate import best, edge, floor, rate

CURVED = np.array([1.0, 100.0])


def test_the_edge_lies_between_the_last_level_and_the_rest():
    x, y, grid = rates_on_grid(CURVED, False)
    stable = x < np.interp(y, edge_line(CURVED, False)[:, 1], edge_line(CURVED, False)[:, 0])[:, None] - 1e-9
    inside = stable & (x > 0)
    assert np.all(grid[inside] < levels(CURVED, False)[-1] + 1e-9)
    beyond = x > edge(y, 100.0)[:, None] + 1e-6
    assert np.all(grid[beyond] > 1)


def test_the_floors_of_the_picture_are_the_formula():
    lab = MomentumMapLab(settings=MomentumMapSettings(0.005, 0.5, noisy=True))
    noise = noise_of(valley(CURVED))
    same, scaled = lab.scene(lab.result).panels[3].curves
    at, floors = same.x["momentum"], same.y
    np.testing.assert_allclose(floors, [float(floor(0.005, b, CURVED, noise)) for b in at])
    assert np.all(np.diff(floors) > 0)  # at a small learning rate the floor only rises
    at, floors = scaled.x["momentum"], scaled.y
    np.testing.assert_allclose(floors, [float(floor(0.005 * (1 - b), b, CURVED, noise)) for b in at])


def test_a_contour_is_where_the_rate_is():
    """Contours were jagged along the edge, and in the upper fan.  To half a percent of the map's width."""
    x, y, grid = rates_on_grid(CURVED, False)
    fine = np.linspace(*learning_rates(CURVED), 4001)
    compared = 0
    for j in range(0, len(y), 10):
        exact = rate(fine, y[j], CURVED, False)
        for level in (one for one in levels(CURVED, False) if one > exact.min()):
            drawn, there = crossings(x, grid[j], level), crossings(fine, exact, level)
            if len(drawn) or np.ptp(there) > x[1]:  # a contour may end between two points of the grid
                np.testing.assert_allclose(drawn, there, rtol=0, atol=0.005 * fine[-1])
                compared += 1
    assert compared > 80


def crossings(x, values, level):
    """Where straight lines between the values meet a level."""
    before = np.flatnonzero(np.diff(np.sign(values - level)))
    share = (level - values[before]) / (values[before + 1] - values[before])
    return x[before] + share * (x[before + 1] - x[before])


NOISY = ("mean of 64", "noise floor", "your rate", "× (1 − momentum)")


def test_the_losses_fill_their_frame():
    """Two thirds of the frame were empty; the last run diverges."""
    for noisy, (rate_now, momentum) in product(
        (False, True), ((0.0002, 0.0), (0.03, 0.95), (0.033, 0.669), (0.04, 0.1))
    ):
        lab = MomentumMapLab(settings=MomentumMapSettings(rate_now, momentum, noisy=noisy))
        losses = lab.result.losses
        panel = lab.scene(lab.result).panels[2]
        (_, last), (low, high) = panel.x[0].range, panel.y.range
        shown = [curve.y[: int(last) + 1] for curve in panel.curves]
        seen = np.concatenate([np.flatnonzero((y >= low) & (y <= high)) for y in shown])
        assert seen.max() > last - 26
        drawn = np.concatenate([y[(y >= low) & (y <= high)] for y in shown])
        assert np.log10(high / drawn.max()) < 0.5
        assert np.log10(drawn.min() / low) < 1
        assert 1e-9 * losses[0] <= low < losses.max() < high


def test_each_preset_shows_what_it_asks_on_the_map_of_its_kind():
    lab = MomentumMapLab()
    assert lab.scene(lab.result).panels[0].minimum == list(best(1.0, 100.0, False))
    plain, much, noisy = (with_many(lab.compute(replace(lab.settings(), **some))) for some in lab.presets.values())
    assert plain.rate == pytest.approx(99 / 101, abs=1e-4)  # (k - 1)/(k + 1): no learning rate alone is faster
    assert much.rate == pytest.approx(np.sqrt(0.95))
    assert noisy.measured == pytest.approx(noisy.floor, rel=0.1)
    assert noisy.measured > 1e-3
    lab.controls["nesterov"].value = True
    assert lab.scene(lab.result).panels[0].minimum == list(best(1.0, 100.0, True))
