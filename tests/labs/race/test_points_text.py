"""Clicks into the picture of drawn points: one on a point removes it, another adds one, in the kernel and the page."""

from dataclasses import replace

import pytest

import sgdlab as sl
from sgdlab.labs.race.controls import PointsText
from sgdlab.labs.race.learned import CLASSES, PEN
from sgdlab.labs.race.points import COLUMNS, MOST, WORDS
from sgdlab.labs.stage.refusal import SettingsError
from tests.in_node import in_the_page
from tests.labs.frames import page_frames

CLICKED = {  # text, kind, where in the picture, the table after the click
    "on a point": ("0,1\n1,0\n0.5,0.5", "line", (1, 0), "0,1\n0.5,0.5"),
    "beside a point": ("0,1\n1,0\n0.5,0.5", "line", (0.999, 0), "0,1\n1,0\n0.5,0.5\n0.999,0"),
    "in a scaled table with names": ("cm;kg\n100;10\n\n200;30\n150;20", "line", (1, 1), "cm;kg\n100;10\n150;20"),
    "below remarks": ("# a\nsep=;\ncm;kg\n0;1\n1;0\n0;0", "line", (1, 0), "# a\nsep=;\ncm;kg\n0;1\n0;0"),
    "below a remark in the table": ("0,1\n# a\n1,0\n0,0", "line", (1, 0), "0,1\n# a\n0,0"),
    "below names in a remark": ("# cm,kg\n0,1\n1,0\n0,0", "line", (1, 0), "# cm,kg\n0,1\n0,0"),
    "below a line that is left out": ("0,1\n1,NA\n1,0\n0,0", "line", (1, 0), "0,1\n1,NA\n0,0"),
    "on two points": ("0,0,a\n0,0,b\n1,1,a\n1,0,b", "classes", (0, 0), "0,0,a\n1,1,a\n1,0,b"),
    "on the only point": ("0.5,0.1,cat", "classes", (0.5, 0.1), ""),
    "in a table with an index": (",x,y\n7,0,1\n8,1,0\n9,0,0", "line", (1, 0.5), ",x,y\n7,0,1\n8,1,0\n9,0,0\n-,1,0.5"),
    "on a point with an index": ("\tx\ty\n7\t0\t1\n8\t1\t0\n-\t0\t0", "line", (0, 0), "\tx\ty\n7\t0\t1\n8\t1\t0"),
    "below an empty first field": ("\t5\t7\n0\t1\t2\n1\t0\t2", "line", (0.5, 0), "\t5\t7\n0\t1\t2\n1\t0\t2\n0.5\t0"),
    "under a name with a semicolon": ('x,y,"a;b"\n0,1,"a;b"\n1,0,c', "line", (1, 0), 'x,y,"a;b"\n0,1,"a;b"'),
    "under a name that is missing": (",x\n0,1\n1,0", "line", (1, 0), ",x\n0,1"),
    "under a title before tabs": ("cats\nx\ty\n0\t1\n1\t0", "line", (1, 0), "cats\nx\ty\n0\t1"),
    "in a table with more columns than names": ("x,y\n0,1,7\n1,0,8", "line", (1, 0), "x,y\n0,1,7"),
    "in a table with more columns and tabs": ("0\t1\t7\n1\t0\t8", "line", (1, 0), "0\t1\t7"),
    "into an empty field": ("", "line", (0.5, 0.25), "0.5,0.25"),
    "into an empty field of classes": ("", "classes", (0.5, 0.25), "0.5,0.25,0"),
    "below names alone": ("x,y", "line", (0.5, 0.25), "x,y\n0.5,0.25"),
    "below names and a point": ("cm;kg\n0.1;0.2", "line", (0.5, 0.25), "cm;kg\n0.1;0.2\n0.5;0.25"),
    "on the only point below names": ("x,y\n0.5,0.1", "line", (0.5, 0.1), "x,y"),
    "beside the only point, with spaces": ("3 40", "line", (0.5, 0.25), "3 40\n0.5 0.25"),
    "beside the only point of class 0": ("0,1,0", "classes", (0.5, 0.25), "0,1,0\n0.5,0.25,0"),
    "beside the only point of class 1": ("0,1,1", "classes", (0.5, 0.25), "0,1,1\n0.5,0.25,0"),
    "beside a class called 01": ("0.5,0.1,01", "classes", (0.5, 0.25), "0.5,0.1,01\n0.5,0.25,01"),
    "in the second of two classes": ("0,1,a\n1,0,b", "classes", (1, 0), "0,1,a"),
    "below a line that is no point yet": ("0,1\n1,", "line", (0.5, 0.25), "0,1\n1,\n0.5,0.25"),
    "outside": ("1,1\n-1,-1", "line", (1.05, 1.05), "1,1\n-1,-1\n1,1"),
}
_MOVED = """
import { movedPen } from "{source}/labs/race/drawn.js";
answer(asked.map(({ pen, words, where, ...settings }) => movedPen({ facts: { pen }, words }, settings, "pen", where)));
"""


@pytest.mark.parametrize("name", CLICKED)
def test_a_click_on_a_point_removes_it_and_adds_one_elsewhere(name: str) -> None:
    text, kind, where, after = CLICKED[name]
    field = PointsText(text, kind)
    field.click(where, second=False)
    assert field.value == after


def test_a_click_into_a_scaled_table_adds_a_row_in_its_own_units() -> None:
    lab = sl.RaceLab("your classes: network 2-8-2")
    lab.controls["points"].value = "cm;kg;who\n100;10;cat\n200;30;dog\n150;20;cat\n120;25;dog"
    lab.moved(PEN, (0.5, 0.0))
    assert lab.controls["points"].value.endswith("\n175;20;cat")


AXES = {
    "0,0\n1,1": ("x", "y"),
    "0,0\n1,2": ("x, scaled to ±1", "y, scaled to ±1"),
    "age,height\n0.2,0.87\n0.1,1": ("age", "height"),
    "age;height;name\n2;87;Ann\n10;138;Bo": ("age, scaled to ±1", "height, scaled to ±1"),
    ",cm\n0,1\n1,0": ("x", "cm"),
    "names of three\n0 1\n1 0": ("x", "y"),
}


def test_the_axes_of_the_data_have_the_names_of_the_columns() -> None:
    lab = sl.RaceLab("your points: a line")
    pages = page_frames(lab, [replace(lab.home, points=text) for text in AXES])
    for page, (text, names) in zip(pages, AXES.items(), strict=True):
        spec = lab.view.spec
        lab.controls["points"].value = text
        plane, drawn = lab.view.spec["panels"][2], page.get("built", spec)["panels"][2]
        assert (plane["x"]["label"], plane["y"]["label"]) == names
        assert drawn == plane
        lab.reset()
        assert lab.view.spec == spec


def test_a_table_that_was_dropped_takes_the_place_of_all() -> None:
    lab = sl.RaceLab("your points: a line")
    lab.view._receive(lab.view, {"kind": "drop", "key": PEN, "text": "0,0\n1,1\n0.5,0.4", "request": 1}, [])
    assert lab.problem.n == 3
    with pytest.raises(SettingsError, match="decimal comma"):
        lab.view._receive(lab.view, {"kind": "drop", "key": PEN, "text": "0,5;1", "request": 2}, [])
    assert "decimal comma" in lab.view.frame["error"]
    assert lab.controls["points"].value == "0,0\n1,1\n0.5,0.4"


def test_chance_does_not_take_away_what_was_drawn() -> None:
    lab = sl.RaceLab("your points: a line")
    lab.moved(PEN, (0.9, 0.9))
    drawn = lab.controls["points"].value
    lab.surprise(1)
    assert lab.controls["points"].value == drawn


WRITTEN = {"0,1,a\n1,0,b": "0,1,a|1,0,b", "0,1,a|b\r\n1,0,c\\": "0,1,a\\|b|1,0,c\\\\"}


def test_a_bar_in_the_name_of_a_class_comes_back_from_the_state() -> None:
    field = PointsText("", "classes")
    for table, text in WRITTEN.items():
        field.widget.value = table
        assert field.text() == text
        assert field.parse(text) == table.replace("\r", "")
    script = """
import { textOf, valueIn } from "{source}/live/controls.js";
const one = { kind: "text" };
answer(asked.map((table) => [textOf(one, table), valueIn(one, textOf(one, table))]));
"""
    said = in_the_page(script, list(WRITTEN))
    assert said == [[text, table.replace("\r", "")] for table, text in WRITTEN.items()]


def test_the_page_understands_the_same_clicks() -> None:
    asked = [{"points": text, "adds": CLASSES[0], "where": where, "words": WORDS,
              "pen": {"key": PEN, "kind": kind, "columns": COLUMNS[kind], "most": MOST, "classes": CLASSES}}
             for text, kind, where, _ in CLICKED.values()]  # fmt: skip
    assert in_the_page(_MOVED, asked) == [{"points": after} for *_, after in CLICKED.values()]


def test_a_dropped_table_that_can_not_be_read_takes_the_place_of_no_points_in_the_page() -> None:
    pen = {"key": PEN, "kind": "line", "columns": COLUMNS["line"], "most": MOST, "classes": CLASSES}
    dropped = ["0,0\n1,1", "0,5;1", "\x89PNG"]
    asked = [{"points": "0,0\n1,1", "adds": "", "where": text, "words": WORDS, "pen": pen} for text in dropped]
    script = (
        _MOVED.replace("movedPen({", "said({")
        + """
function said(...given) {
  try { return movedPen(...given); } catch (error) { return error.message; }
}
"""
    )
    taken, comma, picture = in_the_page(script, asked)
    assert taken == {"points": "0,0\n1,1"}
    assert comma == "0,5 has a decimal comma: write 0.5"
    assert picture.startswith("each line needs x, y")
