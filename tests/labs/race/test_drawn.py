"""Races on points that the reader draws: clicks, the models that are fitted to them, and the page's frames."""

from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.drawn import EXAMPLES, FITS, Drawn, plane_for
from sgdlab.labs.race.learned import CLASSES, PEN
from sgdlab.labs.stage.live import sent
from tests.labs.frames import differences, page_frames, unpack
from tests.labs.same_frames import kernel_frame

LINE, CURVE = "your points: a line", "your points: network 1-8-1"
BORDER, NETWORK = "your classes: a border", "your classes: network 2-8-2"


def test_a_click_adds_a_point_and_the_race_is_run_on_it() -> None:
    for name in FITS:
        lab = sl.RaceLab(name)
        before = lab.problem.n
        message = {"kind": "move", "key": PEN, "point": [0.25, -0.5], "request": 1}
        lab.view._receive(lab.view, message, [])
        assert lab.problem.n == before + 1
        assert lab.result.full.bill.example_gradients == FITS[name].epochs * (before + 1)
        key = "examples_points" if FITS[name].points == "line" else "first_points"
        assert unpack(lab.view.frame[key])[-1].tolist() == [0.25, -0.5]
        if key == "first_points":
            lab.controls["adds"].value = CLASSES[1]
            lab.view._receive(lab.view, {**message, "point": [0.5, 0.75], "request": 2}, [])
            assert unpack(lab.view.frame["second_points"])[-1].tolist() == [0.5, 0.75]
        again = sl.restore(lab.state)
        assert again.state == lab.state
        assert again.problem.n == lab.problem.n
        lab.reset()
        assert lab.problem.n == before


def test_points_are_drawn_from_nothing_and_the_race_begins_as_soon_as_it_can() -> None:
    lab = sl.RaceLab(NETWORK)
    lab.controls["points"].widget.value = ""
    assert "there are no points" in lab.view.frame["error"]
    for where in ((0.1, 0.1), (-0.1, 0.2), (0.0, -0.1), (0.2, 0.0)):
        lab.moved(PEN, where)
    assert "the third column needs two classes; here it has 0" in lab.view.frame["error"]
    lab.controls["adds"].value = CLASSES[1]
    lab.moved(PEN, (0.9, 0.0))
    assert "error" not in lab.view.frame
    assert lab.controls["points"].value == "0.1,0.1,0\n-0.1,0.2,0\n0,-0.1,0\n0.2,0,0\n0.9,0,1"
    assert lab.problem.n == 5


def test_a_table_that_is_being_typed_is_a_sentence_over_the_last_picture() -> None:
    lab = sl.RaceLab(LINE)
    lab.controls["points"].widget.value = "x,y"
    assert "there are no points" in lab.view.frame["error"]
    lab.controls["points"].widget.value = "x,y\n0,0\n1,0.5"
    assert "error" not in lab.view.frame
    assert lab.problem.n == 2


def around(radius: float, count: int) -> str:
    """Lines of points on a ring: the second class."""
    turn = 2 * np.pi * np.arange(count) / count
    return "\n".join(f"{radius * np.cos(one):.3f},{radius * np.sin(one):.3f},1" for one in turn)


RING = "0,0,0\n0.1,0.1,0\n-0.1,0.1,0\n0.1,-0.1,0\n-0.15,-0.1,0\n0,0.2,0\n0.05,-0.2,0\n0.2,0,0\n" + around(0.8, 16)
WAVE = "\n".join(f"{x:.2f},{0.6 * np.sin(4 * x):.3f}" for x in np.linspace(-0.9, 0.9, 19))


def test_a_network_learns_a_ring_that_no_straight_border_can() -> None:
    lab = sl.RaceLab(NETWORK)
    lab.controls["points"].value = RING
    model = lab.problem
    assert isinstance(model, Drawn)
    assert lab.result.sgd.losses[-1] < 0.05
    assert model.accuracy(lab.result.sgd.final) == 1
    lab.controls["surface"].value = BORDER
    assert lab.controls["points"].value == RING
    assert lab.result.sgd.losses[-1] > 0.5


def test_a_network_learns_a_wave_that_no_line_can() -> None:
    lab = sl.RaceLab(CURVE)
    lab.controls["points"].value = WAVE
    assert lab.result.sgd.losses[-1] < 0.02
    lab.controls["surface"].value = LINE
    assert lab.controls["points"].value == WAVE
    assert lab.result.sgd.losses[-1] > 0.05


def test_the_start_stays_where_it_is_while_points_are_drawn() -> None:
    lab = sl.RaceLab(NETWORK)
    before = plane_for(lab.problem)
    for where in ((0.9, 0.9), (-0.9, 0.9)):
        lab.moved(PEN, where)
        assert unpack(lab.view.frame["full_path"])[0].tolist() == [0, 0]
        assert plane_for(lab.problem) is not before
        np.testing.assert_array_equal(lab.result.sgd.params[0], lab.problem.start)


def test_points_at_one_place_are_a_sentence() -> None:
    for name, text in ((NETWORK, "1,1,a\n1,1,b\n1,1,a\n1,1,b"), (CURVE, "2,3\n2,3")):
        lab = sl.RaceLab(name)
        lab.controls["points"].widget.value = text
        assert "all points are at the same place" in lab.view.frame["error"]
    line = sl.RaceLab(LINE)
    line.controls["points"].value = "2,3\n2,3"
    assert line.result.full.losses[-1] < 1e-6, "a line goes through them"


def test_the_points_go_along_to_the_other_model_and_not_to_other_data() -> None:
    lab = sl.RaceLab(NETWORK)
    lab.controls["points"].value, lab.controls["adds"].value = RING, CLASSES[1]
    (choice,) = [one for one in sent(lab, lab.live())["controls"] if one["name"] == "surface"]  # type: ignore[arg-type]
    assert choice["along"] == {BORDER: ["points", "adds"]}
    lab.controls["surface"].value = BORDER
    assert (lab.controls["points"].value, lab.controls["adds"].value) == (RING, CLASSES[1])
    lab.controls["surface"].value = CURVE
    assert lab.controls["points"].value == EXAMPLES["line"]
    lab.controls["surface"].value = "penguins"
    assert lab.controls["surface"].described()["along"] == {}


POINTS: dict[str, list[str]] = {
    "line": [
        *(EXAMPLES["line"], "0,0\n1,1", "3,1\n3,2\n3,9", "7,7\n7,7", "x;y;z\n1;2;3\n2;5;1\n9;4;0\n;;"),
        *("-1,0.54\n" * 5, "-0.53,-0.7\n-0.53,-0.7\n-0.64,-0.62\n-0.64,-0.62"),  # no noise but rounding
    ],
    "classes": [EXAMPLES["classes"], "a,b,c\n1,2,x\n3,1,y\n2,2,x\n5,5,y\n1,1,x", "0,0,a\n0,0,b\n0,0,a\n0,0,b"],
}


@pytest.mark.parametrize("name", FITS)
def test_a_page_draws_what_the_kernel_draws(name: str) -> None:
    lab = sl.RaceLab(name)
    make = type(lab.home)
    tables = POINTS[FITS[name].points]
    settings = [make(**{**vars(lab.home), "points": text, "batch_size": 3, "seeds": 64}) for text in tables]
    fast = 0.5 if name == NETWORK else 10.0  # at which its run is chaotic: it depends on the last bits
    settings += [make(**{**vars(lab.home), "learning_rate": fast, "momentum": 0.5})]
    pages = page_frames(lab, settings)
    for page, one in zip(pages, settings, strict=True):
        same = {key: page.get(key) for key in ("state", "goals", "code", "built")}
        expected: dict[str, Any] = {**kernel_frame(lab, one), **same}
        assert [*differences(page, expected, close=2e-5)] == []
