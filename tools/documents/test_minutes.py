"""The minutes that the notebooks state are those that their contents take, and add up to about seven hours."""

import json
import re
from pathlib import Path

import pytest

from tools.minutes import minutes

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


def stated(path):
    first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
    return int(re.search(r"About (\d+) minutes", first)[1])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_takes_as_long_as_it_says(path):
    assert stated(path) == pytest.approx(minutes(path), abs=3)
    assert stated(path) <= 45


def test_the_course_takes_about_seven_hours():
    assert 400 <= sum(map(stated, NOTEBOOKS)) <= 435


def _cell(kind, source, **more):
    return {"cell_type": kind, "source": [source], **more}


def test_what_is_counted(tmp_path):
    path = tmp_path / "one.ipynb"
    picture = {"data": {"image/png": "AAAA"}}
    cells = [
        _cell("markdown", "# Title\n\n" + "word " * 180),
        _cell("code", "x = 1\n\n" * 15, outputs=[picture] * 3),
        _cell("markdown", "## The lab: a slider"),
        _cell("markdown", "## Exercises\n\n### 1. Write: a step"),
        _cell("code", "x = 1\n" * 150, outputs=[]),
        _cell("markdown", "### If you have more time\n\n### 2. Write: another\n\n" + "word " * 500),
        _cell("markdown", "## Claims\n\n" + "word " * 500),
        _cell("markdown", "## Recap\n\n" + "word " * 90),
    ]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert minutes(path) == pytest.approx(1 + 1 + 1 + 5 + 4 + 0.5)
