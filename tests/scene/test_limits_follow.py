"""A panel of curves that follows a run that diverges: its axis grows, in the browser too; others let the run leave."""

import numpy as np
import pytest

from sgdlab.scene import Axis, Curve, Curves, Scene, Series, figure_of, split
from sgdlab.scene.limits import LEAVES, up

LOST = 4.0 * 10.0 ** np.arange(9)


def panel(**how):
    run = Series("run", "a run", spent=np.linspace(0, 1, len(LOST)))
    return Curves([Axis("steps")], Axis("loss", scale="log"), [Curve(run, LOST, {"steps": np.arange(9)})], **how)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("follows", [False, True])
def test_the_mark_at_the_end_of_a_run_is_in_the_picture(follows):
    """A mark far above the panel left no room for the panel itself."""
    shown = panel(follows=follows)
    assert (up(shown)[1] >= LOST[-1], up(shown)[1] < 10 * LEAVES * LOST[0]) == (follows, not follows)
    scene = Scene("a run", "It diverges.", [shown])
    sent = split(scene)[0]["panels"][0]
    assert (sent["follows"], sent["y"]["range"]) == (follows, None)
    figure = figure_of(scene)
    figure._bytes("png")
    (axes,) = figure.axes
    low, high = axes.get_ylim()
    heads = [line.get_ydata()[0] for line in axes.get_lines() if len(line.get_ydata()) == 1]
    assert heads
    assert all(low <= height <= high for height in heads)
