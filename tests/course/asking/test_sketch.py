"""A drawn curve: how far it is off, and its picture beside what came out."""

import numpy as np
import pytest
from matplotlib.text import Text

from sgdlab.course.asking.sketch import Sketch, picture

FALLING = Sketch("Draw it.", "So it is.", x=("step", 0, 8), y=("loss", 0.01, 100), log=True, points=5)
LINEAR = Sketch("Draw it.", "So it is.", x=("step", 0, 8), y=("loss", 2, 12), points=5)


def test_a_drawing_is_off_by_shares_of_the_height_of_its_plot():
    """Decades: 0.01 to 100 are four, so a factor of ten is a quarter; without, 1 of 10 is a tenth."""
    came = [1.0, 1.0, 1.0, 1.0, 1e-9]  # the last one leaves the plot, and counts as at its foot
    assert FALLING.away([10.0, 1.0, 0.1, None, 0.01], came) == pytest.approx([0.25, 0, 0.25, np.nan, 0], nan_ok=True)
    assert LINEAR.away([3.0, 4.0, None, 4.0, 12.0], [4.0] * 5) == pytest.approx([0.1, 0, np.nan, 0, 0.8], nan_ok=True)


def test_what_came_out_is_read_at_the_places_of_the_drawing():
    x = np.linspace(0, 8, 81)
    assert LINEAR.came_out(x, 3 + x) == pytest.approx([3, 5, 7, 9, 11])
    said = LINEAR.apart([3.0, None, 7.0, 12.0, 11.0], LINEAR.came_out(x, 3 + x))
    assert "3 of your 4 points" in said
    assert "step 6, where you drew 12, and it was 9" in said
    assert LINEAR.apart([None] * 5, [4.0] * 5) == LINEAR.apart(None, [4.0] * 5) == "you drew nothing."


@pytest.mark.parametrize("heights", [[3.0] * 4, [3.0] * 4 + [12.1], [3.0] * 4 + ["3"], 3.0, [1.9] * 5])
def test_heights_outside_of_the_plot_are_refused(heights):
    with pytest.raises(ValueError, match="5 heights, loss from 2 to 12"):
        LINEAR.checked(heights)


def test_heights_may_be_numbers_of_numpy():
    assert LINEAR.checked(np.arange(3, 8)) == LINEAR.checked(list(np.arange(3, 8))) == [3, 4, 5, 6, 7]


def test_the_picture_has_both_curves_and_says_what_came_out():
    x = np.arange(9)
    drawn = picture(FALLING, [10.0, None, 1.0, 1.0, 1.0], x, 10.0 ** (-x / 2.0))
    assert repr(drawn) == "Loss against step. What came out: 1 at 0, 0.1 at 2, 0.01 at 4, 0.001 at 6, 0.0001 at 8."
    (axes,) = drawn.figure.axes
    words = {text.get_text() for text in drawn.figure.findobj(Text)}
    assert {"what you drew", "what came out"} <= words
    lines = {line.get_color(): line.get_ydata() for line in axes.lines if len(line.get_ydata()) in (5, 9)}
    assert any(np.nanmin(heights) == pytest.approx(0.01) for heights in lines.values()), "at the edge of the plot"


def test_beyond_a_run_that_a_learner_made_shorter_nothing_came_out():
    came = LINEAR.came_out([0, 2, 5], [3, 5, 8])
    assert came == pytest.approx([3, 5, 7, np.nan, np.nan], nan_ok=True)
    assert LINEAR.apart([3.0, 3.0, 7.0, 12.0, 2.0], came) == (
        "2 of your 5 points lie within a tenth of the plot's height. Farthest off: step 2, where you drew 3, and it "
        "was 5."
    )
    assert LINEAR.apart([None, None, None, 12.0, 2.0], came) == "nothing was measured where you drew."
    drawn = picture(LINEAR, [3.0] * 5, [0, 2, 5], [3, 5, 8])
    assert repr(drawn) == "Loss against step. What came out: 3 at 0, 5 at 2, 7 at 4."
    assert "nothing that was measured" in repr(picture(LINEAR, None, [9, 10], [3, 3]))


@pytest.mark.parametrize(("x", "y", "said"), [(range(9), [1, 2], "9 places and 2"), ([], [], "0 places and 0")])
def test_a_curve_of_another_length_than_its_places_is_refused_in_words(x, y, said):
    with pytest.raises(ValueError, match=f"one height for each step, at least one; got {said} heights"):
        LINEAR.came_out(list(x), y)
