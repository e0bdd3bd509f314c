"""Names in painted maps: they stay inside of the panel, and the name of the shades is beside their scale."""

import numpy as np
import pytest

from sgdlab.scene import Axis, Map, Path, Scene, Series, figure_of

LOSSES = np.add.outer(np.linspace(-1, 1, 21) ** 2, np.linspace(-1, 1, 21) ** 2)


def painted(end, name="twenty steps downhill"):
    path = Path(Series("down", name), [(-0.9, 0.0), end])
    panel = Map(Axis("w", (-1, 1)), Axis("b", (-1, 1)), LOSSES, paths=[path], value="mean loss", title="A")
    other = Map(Axis("w", (-1, 1)), Axis("a long label of an axis", (-1, 1)), LOSSES, title="B")
    figure = figure_of(Scene("A path", "It goes.", [panel, other])).figure
    figure.draw_without_rendering()
    return figure


@pytest.mark.parametrize("end", [(-0.5, 0.0), (0.1, 0.5), (0.35, -0.5), (0.99, 0.0)])
def test_the_name_of_a_path_stays_in_its_panel(end):
    axes = painted(end).axes[0]
    (text,) = axes.texts
    box, panel = text.get_window_extent(), axes.get_window_extent()
    assert panel.x0 < box.x0
    assert box.x1 < panel.x1 + 1


def test_the_name_of_the_shades_does_not_reach_the_next_panel():
    _, right, *bars = painted((0.0, 0.0)).axes
    labels = [bar.yaxis.label.get_window_extent() for bar in bars]
    assert bars[0].yaxis.label.get_text() == "mean loss"
    assert labels[0].x1 < right.yaxis.label.get_window_extent().x0
