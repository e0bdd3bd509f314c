"""The picture of an anatomy: arrows and boxes, colors, legend, clock, table, and the same in the stored figure."""

import math

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.anatomy.compute import STEPS, AnatomySettings, compute
from sgdlab.labs.anatomy.lab import AnatomyLab
from sgdlab.labs.anatomy.picture import SMALLEST, incoming, outgoing, table_of
from sgdlab.labs.anatomy.rules import RULES
from sgdlab.problems.examples import penguin_line
from tests.labs.frames import unpack

VALLEY = sl.quadratic([1.0, 25.0])


def panels(lab):
    return {one.title: one for one in lab.scene(lab.result).panels}


def test_arrows_go_downhill_and_boxes_are_as_wide_as_they_say():
    result = compute(VALLEY, AnatomySettings(step=5))
    into, out = incoming(result), outgoing(result)
    np.testing.assert_allclose(into.arrows[0].data, [[0, 0, *-result.gradient]])
    np.testing.assert_allclose(into.lines[0].data.max(axis=0), np.sqrt(result.square))
    np.testing.assert_allclose(out.lines[0].data.max(axis=0), 0.1)
    (x, y), (dx, dy) = (one.data[0, 2:] for one in out.arrows)
    assert math.hypot(x, y) == pytest.approx(math.hypot(dx, dy))
    assert x * result.gradient[1] == pytest.approx(y * result.gradient[0])
    for plane in (into, out):
        shown = [*(one.data for one in [*plane.lines, *plane.arrows]), *(one.at for one in plane.marks)]
        assert plane.x.range[1] > max(np.abs(one).max() for one in shown)
    bare = incoming(compute(VALLEY, AnatomySettings("momentum", beta1=0.0)))
    assert (bare.marks[0].at, bare.lines[0].data.shape) == (None, (0, 2))


@pytest.mark.parametrize("optimizer", RULES)
@pytest.mark.parametrize("step", [1, 2, 30])
def test_a_long_arrow_leaves_the_frame_before_its_box_is_lost(optimizer, step):
    """Gradient descent goes 25 learning rates in its first step: scaled to that, the box would be a dot."""
    result = compute(VALLEY, AnatomySettings(optimizer, step, 0.03))
    for plane in (incoming(result), outgoing(result)):
        half = plane.lines[0].data.max(initial=0.0)
        assert not half or half < plane.x.range[1] <= (1 + 1e-9) * SMALLEST * half


def test_an_average_is_named_where_its_arrow_would_end():
    lab = AnatomyLab(settings=AnatomySettings("momentum", 4, 0.01))
    for optimizer, name in (("momentum", "velocity"), ("Adam", "average")):
        lab.controls["optimizer"].value = optimizer
        (mark,) = panels(lab)["In: the gradient, its averages"].marks
        assert mark.name == name
        np.testing.assert_allclose(mark.at, -lab.result.mean)
    lab.controls["optimizer"].value = "AdaGrad"
    assert panels(lab)["In: the gradient, its averages"].marks[0].at is None


def test_one_color_means_one_thing_and_the_legend_has_five_entries():
    lab = AnatomyLab()
    colors = {one.key: one.color for one in lab.scene(lab.result).series}
    assert colors == {
        "gradient": "green",
        "root": "green",
        "step": "crimson",
        "rate": "gray",
        "plain": "blue",
        "path": "purple",
        "first": "crimson",
        "second": "crimson",
    }
    (legend,) = lab.figure().figure.legends
    words = {text.get_text() for text in legend.get_texts()}
    assert words == {"minus the gradient", "± root of the squares", "step", "± learning rate", "minimum"}
    noisy = AnatomyLab(penguin_line(), batches=sl.minibatch(8))
    assert {one.key: (one.name, one.color) for one in noisy.scene(noisy.result).series}["plain"] == ("SGD", "orange")


def test_the_clock_goes_through_the_steps():
    lab = AnatomyLab()
    assert lab.view.spec["clock"] == {"total": "total", "unit": "steps", "control": "step"}
    assert lab.view.frame["total"] == lab.controls["step"].places[-1] == STEPS


def test_each_question_is_answered_in_the_picture():
    lab, sizes = AnatomyLab(), []
    for question, settings in lab.presets.items():
        assert question.endswith("?")
        lab.apply({**vars(AnatomySettings()), **settings})
        sizes.append(lab.result.sizes.round(2).tolist())
    assert sizes[:2] == [[3.16, 3.16], [3.0, 25.0]]
    assert max(sizes[2]) < 0.11
    assert AnatomyLab(VALLEY).presets == {}
    assert AnatomyLab(sl.quadratic([1.0, 1.0])).question == "How long is the step along each parameter?"  # no valley


def test_the_table_has_what_the_optimizer_has():
    rows = table_of(compute(VALLEY, AnatomySettings())).rows
    averages = ["average of gradients", "root mean square"]
    assert [row[0] for row in rows] == ["gradient", *averages, "step", "step in learning rates"]
    assert rows[-1][1:] == ["-1", "-1"]
    rows = table_of(compute(VALLEY, AnatomySettings("AdaGrad"))).rows
    assert rows[1] == ["root of the sum of squares", "3", "25"]


def test_a_velocity_which_adds_gradients_up_is_not_called_an_average():
    """At a rate of nearly 0 the gradient stays (3, 25), and v <- 0.9 v + g comes to (1 - 0.9^60) / 0.1 times that."""
    rows = {row[0]: row[1:] for row in table_of(compute(VALLEY, AnatomySettings("momentum", 60, 1e-9))).rows}
    velocity = [float(v) for v in rows["velocity"]]
    np.testing.assert_allclose(velocity, np.multiply(10 * (1 - 0.9**60), [3, 25]), rtol=1e-3)
    assert "average of gradients" not in rows


def test_picture_and_view_show_the_same_run():
    lab = AnatomyLab(settings=AnatomySettings(step=4))
    surface = next(axes for axes in lab.figure().axes if axes.get_title(loc="left") == "The loss surface")
    drawn = [np.transpose(line.get_data()) for line in surface.lines]
    for wanted in (lab.result.run.params, lab.result.plain.params):
        assert any(one.shape == wanted.shape and np.allclose(one, wanted) for one in drawn)
    assert any(one.shape == (1, 2) and np.allclose(one, lab.result.run.params[3]) for one in drawn)
    np.testing.assert_allclose(unpack(lab.view.frame["path_path"]), lab.result.run.params, rtol=1e-6)
    np.testing.assert_allclose(unpack(lab.view.frame["plain_path"]), lab.result.plain.params, rtol=1e-6, atol=1e-30)
