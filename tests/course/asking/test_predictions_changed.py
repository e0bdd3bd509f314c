"""Predictions beside what a changed cell measures: what came out is true of it, and not the nearest of the answers."""

import numpy as np
import pytest

from sgdlab.course import compare, predict, recall
from sgdlab.course.asking import nearest
from sgdlab.course.asking.predictions import predictions_of
from sgdlab.course.curriculum import notebooks, sections

EXCESS = (1, 0.035, 0.019, 0.014, 0.014, 0.0072, 0.0052, 0.0027, 0.0026, 0.0012, 0.00097, 0.00092, 0.00035, 0.002)
EXCESS = (*EXCESS, 0.0015, 0.00012, 0.00031)  # as notebook 08 prints it, at every tenth step
FLOOR = np.interp(np.arange(161), np.arange(0, 161, 10), EXCESS)
HUMP = (1 + np.arange(61.0)) ** 2 * 0.8 ** np.arange(61)
EDGE = np.interp(np.arange(3001), [0, 250, 1750, 3000], [7, 6.6, 8, 8.1])  # as notebook 12 measures it


@pytest.mark.parametrize(
    ("key", "measured", "came"),
    [
        ("00.1", ("stochastic gradient descent", np.ones((51, 2)), np.ones((101, 2))), "yes, on another path"),
        ("00.1", ("stochastic gradient descent", np.full(2, 1e9), np.full(2, 1e9 + 1)), "yes, on the same path"),
        ("02.1", (-65.0,), "maybe not even roughly"),  # from (3, -1), on the other side of the axis
        ("02.1", (359.5,), "yes, exactly"),
        ("05.1", (1e-12, 1e-15), "neither"),
        ("05.2", (120.0,), "about 120 losses"),
        ("05.3", (4.0, 4.0), "both cost the same"),
        ("06.3", (0.25**4,), "about 0.0039 of it"),
        ("08.3", (np.ones(3), np.ones(3), 5.0), "the path stays as it is, and costs 5 times as much"),
        ("09.1", (3460,), "about 3,500"),
        ("09.1", (np.inf,), "never"),
        ("09.3", (0.0, 0.0), "it stays"),
        ("09.3", (0.1, np.nan), "it rises"),
        ("09.3", (np.nan, 0.1), "unknown: without momentum it has no number"),
        ("10.2", (1.0, 20.0), "20 times as long"),
        ("10.3", (1.0, 1.0), "as long"),
        ("12.1", (1.0, np.ones(3), np.ones(3)), "the outputs change, the picture stays"),
        ("12.2", (0.7546,), "75 %"),  # a walk of three points
        ("13.1", (1000.0,), "about 1,000 times"),
        ("13.2", (2.8,), "about 2.8"),
    ],
)
def test_what_came_out_is_true_of_another_measurement(key, measured, came):
    assert predictions_of(key[:2])[key].came_out(*measured) == came


def test_a_number_near_an_answer_is_that_answer_and_one_that_is_not_is_shown():
    numbers = [nearest(measured, (50, 150), "{:g}") for measured in (30, 40, 70, 90, 110, 400, 0, np.inf)]
    assert numbers == ["30", "50", "50", "90", "150", "400", "0", "inf"]


def test_the_reason_is_said_to_be_that_of_the_notebook_where_a_changed_cell_shows_something_else(capsys):
    compare("09.1", 3460)
    changed = capsys.readouterr().out
    assert "it came out “about 3,500”. With the cells as they came, it is “about 50”. The condition number" in changed
    compare("07.2", 16)
    assert "it came out “16”. With the cells as they came, it is “32”. The variance" in capsys.readouterr().out
    compare("09.1", 52)
    assert "it came out “about 50”. The condition number" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "as_it_came", "changed"),
    [
        ("02.4", 17 * 0.8 ** np.arange(13.0), 17 * 1.1 ** np.arange(13.0)),  # a learning rate above 2/λmax
        ("06.2", np.abs(np.linspace(-0.5, 0.5, 1001)), np.linspace(0.9, 0.1, 1001)),  # the slip is fixed
        ("08.4", FLOOR, 0.96 ** np.arange(161.0)),  # the full batch: no noise
        ("08.4", FLOOR, np.array([1.0, 1e3, 1e6])),  # a learning rate at which it diverges
        ("09.4", HUMP, 0.7 ** np.arange(61.0)),  # a valley that is round
        ("09.4", HUMP, np.full(61, np.nan)),  # from the minimum
        ("12.3", EDGE, np.linspace(7, 4, 3001)),
        ("12.3", EDGE, np.r_[EDGE[:1500], np.full(1501, 7.4)]),  # another learning rate, and another edge
    ],
)
def test_the_reason_of_a_drawn_curve_is_that_of_the_notebook_where_another_came_out(key, as_it_came, changed, capsys):
    compare(key, np.arange(len(as_it_came)), as_it_came)
    because = predictions_of(key[:2])[key].because
    assert f"you drew nothing. {because}" in capsys.readouterr().out
    compare(key, np.arange(len(changed)), changed)
    assert f"With the cells as they came, it looks different. {because}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("last", "old", "new", "words"),
    [
        (
            'compare("02.4"',
            "(0.002, 0.04, 0.076, 0.082)",
            "(0.001, 0.03, 0.07, 0.1)",
            "it came out “yes”. Short steps",
        ),
        ('compare("05.2"', "(2, 4, 8, 16, 32)", "(2, 4)", "it came out “about 5 losses”. An operation"),
    ],
)
def test_cells_that_compare_a_prediction_go_along_with_the_numbers_above_them(last, old, new, words, capsys):
    number = last.partition('"')[2][:2]
    (path,) = (one for one in notebooks() if one.name.startswith(number))
    codes = [code for _, code in sections(path) if "find_spec" not in code]
    before = codes[: next(k for k, code in enumerate(codes) if last in code) + 1]
    assert sum(old in code for code in before) == 1
    names = {"__name__": "__main__"}
    for code in before:
        exec(code.replace(old, new), names)
    assert words in capsys.readouterr().out


def test_a_number_may_be_a_text_and_nothing_else_in_one():
    assert predict("07.2", "32").given == predict("07.2", 32).given == [32.0]
    assert predict("07.2", " 3.2e1 ").given == [32.0]
    for wrong in ("nan", "inf", "32 or so", ""):
        with pytest.raises(ValueError, match=f"the answer is a number; got '?{wrong}"):
            predict("07.2", wrong)
    for wrong in ("32,5", "32 %"):
        with pytest.raises(ValueError, match=f"got '{wrong}'. Write it like 7.5, with a point and no unit"):
            predict("07.2", wrong)


def test_what_is_missing_or_of_another_kind_is_said():
    with pytest.raises(TypeError, match=r'takes what was measured, too: compare\("07\.1", …\)'):
        compare("07.1")
    for few in (0, -1):
        with pytest.raises(ValueError, match=f"1 or more; got {few}"):
            recall("08", few)
    assert len(recall("08", 1).questions) == 1
    for which in ("8", "99", 8, None):
        with pytest.raises(ValueError, match=f"there is no notebook {which!r}; there are 00, 01, "):
            recall(which)


def test_a_number_that_is_not_finite_is_shown_and_fits_no_answer():
    number = predictions_of("07")["07.2"]
    assert [number.show(came) for came in (np.nan, np.inf)] == ["nan", "inf"]
    assert not number.fits(32.0, np.inf)
