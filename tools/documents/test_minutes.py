"""The minutes that the notebooks state are those that their contents take, and add up to seven to eight hours."""

import json
import re

import pytest

from sgdlab.course.curriculum import cells_of
from tools.documents.reading import NOTEBOOKS
from tools.minutes import minutes, stretches


def stated(path):
    return int(re.search(r"About (\d+) minutes", "".join(cells_of(path)[0]["source"]))[1])


def test_a_notebook_takes_as_long_as_it_says_and_there_is_something_to_do_every_five_minutes():
    for path in NOTEBOOKS.values():
        assert stated(path) == pytest.approx(minutes(path), abs=2), path.name
        assert stated(path) <= 45, path.name
        assert max(stretches(path)) <= 5, path.name


def test_the_course_takes_seven_to_eight_hours():
    assert 420 <= sum(stated(path) for digits, path in NOTEBOOKS.items() if digits != "13") <= 480  # without the bonus


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


def test_what_is_read_between_two_things_to_do(tmp_path):
    path = tmp_path / "one.ipynb"
    cells = [
        _cell("markdown", "word " * 90),
        _cell("code", 'predict("00")', outputs=[]),
        _cell("markdown", "word " * 179 + "predict()"),
        _cell("code", "x = 1\n" * 15, outputs=[]),
        _cell("code", "exercises.one.check(x)", outputs=[]),
        _cell("markdown", "## If you have more time: words\n\n" + "word " * 500),
        _cell("markdown", "## Recap\n\n" + "word " * 89),
    ]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert stretches(path) == pytest.approx([0.5, 2, 0.5])
