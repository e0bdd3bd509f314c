"""The picture of an anatomy: arrows and boxes, the questions, the table."""

import math

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.anatomy.compute import AnatomySettings, compute
from sgdlab.labs.anatomy.lab import AnatomyLab
from sgdlab.labs.anatomy.picture import incoming, outgoing, table_of

VALLEY = sl.quadratic([1.0, 25.0])


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
    """At a rate of nearly 0 the gradient stays (3, 25), and v <- 0.9 v + g comes to (1 - 0.9^60) / 0.1 times that."""
    rows = table_of(compute(VALLEY, AnatomySettings())).rows
    averages = ["average of gradients", "root mean square"]
    assert [row[0] for row in rows] == ["gradient", *averages, "step", "step in learning rates"]
    assert rows[-1][1:] == ["-1", "-1"]
    rows = table_of(compute(VALLEY, AnatomySettings("AdaGrad"))).rows
    assert rows[1] == ["root of the sum of squares", "3", "25"]
    rows = {row[0]: row[1:] for row in table_of(compute(VALLEY, AnatomySettings("momentum", 60, 1e-9))).rows}
    velocity = [float(v) for v in rows["velocity"]]
    np.testing.assert_allclose(velocity, np.multiply(10 * (1 - 0.9**60), [3, 25]), rtol=1e-3)
    assert "average of gradients" not in rows
    zero = table_of(compute(VALLEY, AnatomySettings(start=(0.0, 0.0)))).rows
    assert {text for row in zero for text in row[1:]} == {"0"}  # which has no sign
