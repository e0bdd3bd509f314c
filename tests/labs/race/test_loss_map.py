"""The map of the race grows with paths that leave it: by how much, what it shows then, and the page does the same."""

from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.loss_map import factor_for
from sgdlab.labs.stage.ray import pack_ray
from sgdlab.scene import Map
from tests.labs.frames import differences, page_frames
from tests.labs.same_frames import kernel_frame

FRAME = (-1.0, 1.0), (2.0, 6.0)


def test_the_frame_is_the_narrowest_that_holds_the_paths_and_four_times_the_first_at_most() -> None:
    for point, factor in [
        ((1.0, 6.0), 1),
        ((1.0005, 4.0), 1),
        ((1.01, 4.0), 2),
        ((0.0, 8.0), 2),
        ((0.0, -0.1), 4),
        ((4.0, 4.0), 4),
        ((5.0, 4.0), 4),
        ((0.0, 1e308), 4),
    ]:
        paths = [np.array([[0.0, 4.0]]), np.array([[0.5, 4.5], point, [0.0, 4.0]])]
        assert factor_for(FRAME, paths) == factor


def seen(lab: sl.RaceLab, **changes: Any) -> Map:
    """The map as it is painted for some settings."""
    lab.reset()
    lab.apply(changes)
    panel = lab.scene(lab.result).panels[0]
    assert isinstance(panel, Map)
    return panel.seen


def test_paths_that_diverge_widen_the_map_and_paths_that_come_back_narrow_it() -> None:
    lab = sl.RaceLab("bowl")
    (left, right), (low, high) = lab.landscape.limits
    usual, wide = seen(lab), seen(lab, learning_rate=2.0)
    assert usual.x.range == (left, right)
    assert np.ptp(wide.x.range) == pytest.approx(4 * (right - left))
    assert np.mean(wide.y.range) == pytest.approx((low + high) / 2)
    x, y = (np.linspace(*axis.range, 61) for axis in (wide.x, wide.y))
    mean = np.square(x[None, :]) / 2 + np.square(y[:, None]) / 2  # the bowl's formula; its examples are tilted copies
    np.testing.assert_allclose(wide.losses, mean, atol=1e-9)
    assert np.asarray(wide.levels)[-1] < np.max(wide.losses) < 2 * np.asarray(wide.levels)[-1]
    assert seen(lab, learning_rate=0.2).x.range == (left, right)


def test_the_picture_in_the_notebook_has_the_wider_frame() -> None:
    lab = sl.RaceLab("bowl")
    lab.apply({"learning_rate": 2.0})
    axes = lab.figure().axes[0]
    (left, right), _ = lab.landscape.limits
    assert np.ptp(axes.get_xlim()) == pytest.approx(4 * (right - left))


def test_a_page_widens_its_map_as_the_kernel_does() -> None:
    for name in ["penguins", "beale", "xor", "digits", "your points: a line"]:
        lab = sl.RaceLab(name)
        home = vars(lab.home)
        high = lab.controls["learning_rate"].places[-1]
        settings = [type(lab.home)(**{**home, "learning_rate": rate, "epochs": 10}) for rate in (high, high / 5, high)]
        found = page_frames(lab, settings)
        for page, one in zip(found, settings, strict=True):
            kernel = {key: value for key, value in kernel_frame(lab, one).items() if "wider" in key}
            assert len(kernel) == 4
            assert [*differences({key: page[key] for key in kernel}, kernel)] == []
        assert found[0]["panel0_wider_losses"] is not None


def test_a_ray_of_the_kernel_has_the_wider_frames_and_stays_small() -> None:
    lab = sl.RaceLab("bowl")
    frames = [lab.framed(one) for one in lab.ray("learning_rate", patience=10.0) if one is not None]
    shapes = [np.shape(frame["panel0_wider_losses"]) for frame in frames]
    assert shapes[0] == ()
    assert shapes[-1] == (61, 61)
    narrow = [{key: value for key, value in frame.items() if "wider" not in key} for frame in frames]
    more = len(pack_ray(frames)) - len(pack_ray(narrow))
    assert more < 20_000, "each map is sent once, as good as"
