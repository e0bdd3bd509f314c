"""The picture of the momentum map: its edge, its floors, its losses, the presets."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from sgdlab.labs.momentum_map.compute import MomentumMapSettings, noise_of, valley, with_many
from sgdlab.labs.momentum_map.grid import edge_line, levels, rates_on_grid
from sgdlab.labs.momentum_map.lab import MomentumMapLab
from sgdlab.labs.rate import best, edge, floor

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


def test_the_losses_fill_their_frame():
    """Two thirds of the frame were empty; the last run diverges."""
    pairs = [(0.0002, 0.0), (0.03, 0.95), (0.033, 0.669), (0.04, 0.1)]
    for noisy, (rate_now, momentum) in product((False, True), pairs):
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
