"""Points of the reader's own as CSV: what is read, what is refused and how, and that the page does the same."""

import csv
import random
import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.race.controls import PointsText
from sgdlab.labs.race.learned import CLASSES, PEN
from sgdlab.labs.race.points import COLUMNS, MOST, WORDS, begun, read
from sgdlab.labs.stage.refusal import SettingsError
from tests.in_node import in_the_page
from tests.labs.frames import page_frames

TWO = [[0, 1], [1, 0]]
FOUR = [[0, 1], [1, 0], [0, 0], [1, 1]]
READ = {  # text, kind, places, what is said
    "plain": ("0,1\n1,0", "line", TWO, "2 points. The numbers are taken as they are."),
    "spaces": (" 0 , 1 \n\n   \n1,  0\n", "line", TWO, "2 points."),
    "Windows with a byte-order mark": ("\ufeffx,y\r\n0,1\r\n1,0\r\n", "line", TWO, "first line holds names: x, y. The"),
    "powers": ("1e-3,-.5\n+1.,5E-1", "line", [[1e-3, -0.5], [1, 0.5]], "2 points."),
    "tiny": ("1e-300,1\n0,1e-999", "line", [[1e-300, 1], [0, 0]], "2 points."),
    "huge": ("1e99,-1e99\n-1e99,1e99", "line", [[1, -1], [-1, 1]], "2 points. Every column is scaled"),
    "one number in a column": ("7,1\n7,3", "line", [[0, -1], [0, 1]], "one that is the same in every line is at 0."),
    "classes": ("a,b,who\n0,1,b c\n1,0,a\n0,0,b c\n1,1,a", "classes", FOUR, "; a is the first class, b c the second."),
    "as many as are read": ("x,y\n" + "0.5,0\n" * MOST, "line", [[0.5, 0]] * MOST, "2,000 points; the first line"),
}
PANDAS, HALVES = "pandas.read_csv(", ', sep=";", decimal=","'
REFUSED = {  # text, kind, what is said
    "nothing": (" \n\n\ufeff", "line", 'line 3 is "\ufeff": it has 1 field; write x, y, with commas between'),
    "empty": ("  \n\n", "line", "there are no points: click into the picture of the data, or write x, y into each"),
    "only names": ("x,y", "line", "there are no points"),
    "semicolons": ("x;y\n0;1\n1;0", "line", 'line 1 is "x;y": it has 1 field; write x, y, with commas between and dec'),
    "decimal commas": ("0.5,1\n1,5;2\n2,5;3", "line", 'line 2 is "1,5;2": y is no number; write one'),
    "what reads decimal commas": ("1,5;2", "line", f'{PANDAS}"points.csv"{HALVES}) and sl.RaceLab(data["x"], data["y"'),
    "tabs": ("0\t1\n1\t0", "line", r'it has 1 field; write x, y, with commas between and decimal points, or read'),
    "decimal commas and tabs": ("1,5\t2,5\n1,0\t3,0", "classes", r'x2 is no number'),
    "what reads tabs": ("0\t1", "classes", PANDAS + r'"points.csv", sep="\t") and sl.RaceLab(data[["x1", "x2"]], da'),
    "thousands": ("1,000,2\n2,000,3", "line", 'line 1 is "1,000,2": it has 3 fields; write x, y'),
    "quoted decimal commas": ('x,y\n"1,5","2,0"', "line", 'line 2 is ""1,5","2,0"": a field stands in quotes; write'),
    "a quoted newline": ('0,1,a\n1,0,"b\nc"', "classes", 'line 2 is "1,0,"b": a field stands in quotes; write it wi'),
    "an empty cell": ("x,y\n0,1\n\n1,", "line", 'line 4 is "1,": y is no number; write one with a dec'),
    "an empty name": (",y\n0,1\n1,0", "line", 'line 1 is ",y": x is no number'),
    "an empty class": ("0,1,a\n1,0,", "classes", 'line 2 is "1,0,": its class is empty; write a name, or read the fil'),
    "two lines of names": ("x,y\ncm,kg\n0,1", "line", 'line 2 is "cm,kg": x is no number'),
    "a word in the first line": ("0.5,high\n0,1", "line", 'line 1 is "0.5,high": y is no number'),
    "infinite": ("0,1\n1,inf", "line", "y is no number"),
    "beyond all": (f"0,1\n{9**400},0", "line", f'line 2 is "{str(9**400)[:40]}…": x is'),
    "a remark": ("# my data\n0,1\n1,0", "line", 'line 1 is "# my data": it has 1 field'),
    "fewer names than columns": ("x,y\n0,1,7", "line", 'line 2 is "0,1,7": it has 3 fields'),
    "one column": ("1\n2\n3", "line", 'line 1 is "1": it has 1 field'),
    "two columns": ("1,2\n2,3", "classes", "it has 2 fields; write x1, x2, class, with commas"),
    "one more": ("0.5,0\n" * (MOST + 1), "line", 'line 2001 is "0.5,0": the race reads 2,000 points; delete it and'),
    "one point": ("0,1", "line", "1 point can't be raced: give 2 or more, each in a line of its own with x, y"),
    "three points": ("0,1,1\n1,1,0\n0,0,0", "classes", "3 points can't be raced: give 4 or more"),
    "one class": ("0,1,a\n1,0,a\n0,0,a\n1,1,a", "classes", "the third column needs two classes; here it has a alone"),
    "three classes": ("0,1,a\n1,0,b\n0,0,c", "classes", 'line 3 is "0,0,c": its class is the third one; write a or b'),
    "no text": ("PK\x03\x04\x14\x00\x06\x00", "line", "it has 1 field"),
}  # fmt: skip
ALPHABET = ["0", "1", "2.5", "-", ".", ",", ",", ",", "\n", "\n", ";", '"', "a", "b", " ", "\t", "\ufeff", "e", "\r"]
_PAGE = """
import { begun, readPoints, withPoint } from "{source}/labs/race/points.js";
function tried(make) { try { return make(); } catch (error) { return { error: error.message }; } }
answer(asked.map(({ text, pen, words }) => tried(() => {
  const more = tried(() => withPoint(text, begun(text, pen, words), [0.25, -3], 1).split("\\n").at(-1));
  const points = tried(() => readPoints(text, pen, words));
  return [points.error ?? [points.note, points.axes, [...points.places], points.labels && [...points.labels]], more];
})));
"""


def kernel(text: str, kind: str) -> list[Any]:
    """What the page answers about a text, as the kernel does."""
    found: list[Any] = []
    try:
        points = read(text, kind)
        labels = None if points.labels is None else points.labels.tolist()
        found.append([points.note, list(points.axes), points.places.ravel().tolist(), labels])
    except SettingsError as error:
        found.append(str(error))
    try:
        found.append(begun(text, kind).written((0.25, -3.0), second=True))
    except SettingsError as error:
        found.append({"error": str(error)})
    return found


def random_texts(seed: int) -> list[tuple[str, str]]:
    """Texts of few signs: some are tables, most are nearly one."""
    rng = random.Random(seed)
    lines = [
        lambda: "0,1",
        lambda: "-2.5,1",
        lambda: "0,1,a",
        lambda: "1,0,b",
        lambda: "".join(rng.choices(ALPHABET, k=4)),
    ]
    return [
        ("\n".join(rng.choice(lines)() for _ in range(rng.randrange(1, 6))), rng.choice(list(COLUMNS)))
        for _ in range(600)
    ]


def test_a_csv_is_read() -> None:
    for name, (text, kind, places, said) in READ.items():
        points = read(text, kind)
        np.testing.assert_allclose(points.places, places, atol=1e-15, err_msg=name)
        assert said in points.note, name
        assert points.note.startswith("Your data: "), name
    labels = read(READ["classes"][0], "classes").labels
    assert labels is not None
    assert labels.tolist() == [1, 0, 1, 0]


def test_what_is_no_such_csv_is_refused_with_its_line_and_what_to_write() -> None:
    for name, (text, kind, said) in REFUSED.items():
        with pytest.raises(SettingsError) as error:
            read(text, kind)
        assert said in str(error.value), name


def test_a_text_is_never_read_in_another_way_than_the_csv_of_python_has_it() -> None:
    taken = 0
    for text, kind in random_texts(0):
        try:
            points = begun(text, kind)
        except SettingsError:
            continue
        rows = [row for row in csv.reader(text.removeprefix("\ufeff").splitlines()) if "".join(row).strip()]
        numbers = [[float(one) for one in row[:2]] for row in rows[points.heads :]]
        np.testing.assert_allclose(
            points.middle + points.half * points.places, np.reshape(numbers, (-1, 2)), err_msg=text
        )
        taken += len(numbers) > 1
    assert taken > 30


def test_the_page_reads_and_refuses_the_same_with_the_same_words() -> None:
    texts = [one[:2] for one in (*READ.values(), *REFUSED.values())] + random_texts(1)
    asked = [{"text": text, "words": WORDS, "pen": {"kind": kind, "columns": COLUMNS[kind], "most": MOST}}
             for text, kind in texts]  # fmt: skip
    for page, (text, kind) in zip(in_the_page(_PAGE, asked), texts, strict=True):
        assert page == kernel(text, kind), repr(text)


@pytest.mark.oracle
def test_what_a_refusal_says_reads_the_file(tmp_path: Any) -> None:
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "points.csv"
    path.write_text('\ufeffx;y\n1,5;2\n2,5;3\n"3,5";\n0,5;0', encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        read(path.read_text(encoding="utf-8"), "line")
    options = str(error.value).partition('"points.csv"')[2].partition(")")[0]
    data = eval(f"pandas.read_csv(path{options})", {"pandas": pandas, "path": path})
    lab = sl.RaceLab(data["x"], data["y"])
    assert lab.problem.n == 3, "a row lacks a value"


def test_a_million_lines_are_refused_at_once() -> None:
    began = time.process_time()
    with pytest.raises(SettingsError, match="line 2002 is"):
        read("x,y\n" + "0.5,0.25\n0.1,0.2\n" * 500_000, "line")
    assert time.process_time() - began < 5


CLICKED = {  # text, kind, where in the picture, the table after the click
    "on a point": ("0,1\n1,0\n0.5,0.5", "line", (1, 0), "0,1\n0.5,0.5"),
    "beside a point": ("0,1\n1,0\n0.5,0.5", "line", (0.999, 0), "0,1\n1,0\n0.5,0.5\n0.999,0"),
    "in a scaled table with names": ("cm,kg\n100,10\n\n200,30\n150,20", "line", (1, 1), "cm,kg\n100,10\n150,20"),
    "beside its points": ("cm,kg\n100,10\n200,30\n150,20", "line", (0.5, 0), "cm,kg\n100,10\n200,30\n150,20\n175,20"),
    "on two points": ("0,0,a\n0,0,b\n1,1,a\n1,0,b", "classes", (0, 0), "0,0,a\n1,1,a\n1,0,b"),
    "on the only point": ("0.5,0.1,cat", "classes", (0.5, 0.1), ""),
    "into an empty field": ("", "line", (0.5, 0.25), "0.5,0.25"),
    "into an empty field of classes": ("", "classes", (0.5, 0.25), "0.5,0.25,0"),
    "below names alone": ("x,y", "line", (0.5, 0.25), "x,y\n0.5,0.25"),
    "beside the only point of class 1": ("0,1,1", "classes", (0.5, 0.25), "0,1,1\n0.5,0.25,0"),
    "beside a class called 01": ("0.5,0.1,01", "classes", (0.5, 0.25), "0.5,0.1,01\n0.5,0.25,01"),
    "in the second of two classes": ("0,1,a\n1,0,b", "classes", (1, 0), "0,1,a"),
    "outside": ("1,1\n-1,-1", "line", (1.05, 1.05), "1,1\n-1,-1\n1,1"),
}
_MOVED = """
import { movedPen } from "{source}/labs/race/drawn.js";
const moved = ({ pen, words, where, ...settings }) => movedPen({ facts: { pen }, words }, settings, "pen", where);
answer(asked.map((one) => { try { return moved(one); } catch (error) { return error.message; } }));
"""


def test_a_click_removes_a_point_or_adds_one_and_a_file_takes_the_place_of_all_also_in_the_page() -> None:
    for name, (text, kind, where, after) in CLICKED.items():
        field = PointsText(text, kind)
        field.click(where, second=False)
        assert field.value == after, name
    moves: list[tuple[str, str, Any, Any]] = [
        (t, kind, where, {"points": after}) for t, kind, where, after in CLICKED.values()
    ]
    moves.append(("0,0\n1,1", "line", "0,2\n2,1", {"points": "0,2\n2,1"}))
    moves.append(("0,0\n1,1", "line", "0,5;1", kernel("0,5;1", "line")[0]))
    asked = [{"points": text, "adds": CLASSES[0], "where": where, "words": WORDS,
              "pen": {"key": PEN, "kind": kind, "columns": COLUMNS[kind], "most": MOST, "classes": CLASSES}}
             for text, kind, where, _ in moves]  # fmt: skip
    assert in_the_page(_MOVED, asked) == [after for *_, after in moves]


def test_a_file_that_was_dropped_takes_the_place_of_all_or_of_nothing() -> None:
    lab = sl.RaceLab("your points: a line")
    lab.view._receive(lab.view, {"kind": "drop", "key": PEN, "text": "0,0\n1,1\n0.5,0.4", "request": 1}, [])
    assert lab.problem.n == 3
    with pytest.raises(SettingsError, match="y is no number"):
        lab.view._receive(lab.view, {"kind": "drop", "key": PEN, "text": "0,5;1", "request": 2}, [])
    assert "y is no number" in lab.view.frame["error"]
    assert lab.controls["points"].value == "0,0\n1,1\n0.5,0.4"


AXES = {
    "0,0\n1,1": ("x", "y"),
    "0,0\n1,2": ("x, scaled to ±1", "y, scaled to ±1"),
    "age,height\n0.2,0.87\n0.1,1": ("age", "height"),
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
