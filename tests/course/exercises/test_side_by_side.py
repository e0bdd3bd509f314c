"""A wrong answer beside the right one: the first step at which they differ, what is drawn, and what it costs."""

import numpy as np
import pytest
from matplotlib.text import Text

from sgdlab.course import Exercise, notebook_00, notebook_02, notebook_03, notebook_08, notebook_09, spine
from sgdlab.course.curriculum.files import notebooks
from sgdlab.course.curriculum.passed import exercises_of
from sgdlab.course.exercises.runs import Over
from sgdlab.course.exercises.side_by_side import _losses, first_difference
from sgdlab.scene import Curves, Figure, Map, Plane

ALL = [one for path in notebooks() for one in exercises_of(path.name[:2]).values()]
ALL += [spine.moons, spine.loop, spine.optimizer]
DRAWN = [one for one in ALL if isinstance(one, Exercise) and one.runs]


def test_at_least_twelve_exercises_can_be_drawn():
    assert len({one.name for one in DRAWN}) >= 12
    assert {"heavy_ball", "ahead_slip", "fresh_slip", "schedule", "epoch_slip", "loop", "optimizer"} <= {
        one.name for one in DRAWN
    }


@pytest.mark.parametrize("exercise", DRAWN, ids=lambda one: one.name)
def test_every_known_mistake_is_drawn_with_its_first_difference(exercise):
    """Or it says why it can't. Every third mistake is tried."""
    drawn, tried = 0, exercise.mistakes[::3]
    for mistake in tried:
        outcome = exercise.check(mistake.model)
        assert outcome.more in ("", f"See both runs: `{exercise.home}.{exercise.name}.picture()`.")
        shown = exercise.picture()
        assert isinstance(shown, Figure) or not outcome.more or exercise.observe, "what is promised can be drawn"
        drawn += isinstance(shown, Figure)
        told = repr(shown)
        assert "differ from" in told or "same as far as" in told or "step by step" in told or "do not fit" in told
    assert drawn >= 0.5 * len(tried)


def marked(figure):
    return [text.get_text().replace("\n", " ") for text in figure.figure.findobj(Text)]


def test_the_first_wrong_step_is_found_where_it_was_put():
    """The heavy ball, but from the fourth step on without its velocity."""

    def tires(gradient, w, learning_rate, momentum, steps):
        velocity = np.zeros_like(w)
        for k in range(steps):
            velocity = (momentum if k < 3 else 0.0) * velocity + gradient(w)
            w = w - learning_rate * velocity
        return w

    ball = notebook_09.heavy_ball
    ball.check(tires)
    figure = ball.picture()
    assert "differ from step 4 on" in repr(figure)
    assert any("first difference: step 4" in text for text in marked(figure))
    assert isinstance(figure.scene.panels[0], Map)


def test_the_losses_below_a_path_are_those_whose_gradient_it_is():
    """Against the bowl itself, up to a constant."""
    H, frames = np.array([[3.0, 1.0], [1.0, 2.0]]), [(-1.0, 2.0), (0.0, 3.0)]
    found = _losses({"gradient": lambda w: H @ (w - 1)}, frames)
    x, y = (np.linspace(*ends, len(found)) for ends in frames)
    off = np.stack(np.meshgrid(x, y), axis=-1) - 1
    bowl = 0.5 * np.einsum("...i,ij,...j->...", off, H, off)
    assert found == pytest.approx(bowl - bowl.min(), abs=1e-12)
    assert _losses({"w": np.ones(2)}, frames) is None


def test_the_first_number_of_a_place_goes_across():
    notebook_03.mse_gradient.check(lambda w, b, x, y: (0.1, 0.2))
    panel = notebook_03.mse_gradient.picture().scene.panels[0]
    assert isinstance(panel, Plane)
    assert (panel.x.label, panel.y.label) == ("w", "b")
    for axis, place in zip((panel.x, panel.y), panel.lines[0].data[-1], strict=True):
        assert axis.range[0] <= place <= axis.range[1]


def test_one_number_is_drawn_as_a_curve_and_a_run_that_flies_away_is_cut():
    notebook_08.schedule.check(lambda step: 10.0**step)
    figure = notebook_08.schedule.picture()
    panel = figure.scene.panels[0]
    assert isinstance(panel, Curves)
    right, mine = (np.asarray(one.y) for one in panel.curves)
    assert right == pytest.approx(1 / np.arange(1, 21))
    assert mine.max() < 4
    assert panel.marks[0].x == 1


def test_what_the_answer_prints_and_where_it_stops_is_said(capsys):
    def loud(gradient, w, learning_rate, small, most):
        print("here")
        if most == 2:
            raise KeyError("two")
        return notebook_02.descent.right(gradient, w, -learning_rate, small, most)

    notebook_02.descent.check(loud)
    capsys.readouterr()
    assert "Yours stops there: KeyError: 'two'." in repr(notebook_02.descent.picture())
    assert capsys.readouterr().out == ""


def test_there_is_a_picture_of_a_wrong_answer_alone():
    double = Exercise(
        "double", lambda n: 2 * n, lambda rng: (3,), praise="So.", mistakes=[], hints=["2"], runs=Over("n")
    )
    assert "check one first" in repr(double.picture())
    assert "exercises.double.picture()" in repr(double.check(lambda n: n * n))
    assert "differ from step 1 on: yours gives 1, the right one 2" in repr(double.picture())
    double.check(lambda n: n + n)
    assert "check one first" in repr(double.picture())
    assert double.check(lambda n: "six").more == ""
    assert "nothing to draw" in repr(double.picture())
    wrong = [lambda x: -x, "No."]
    plain = Exercise("plain", abs, lambda rng: (3,), praise="So.", mistakes=wrong, hints=["2"])
    assert plain.check(lambda x: -x).more == ""
    assert "no steps" in repr(plain.picture())


def test_the_check_itself_does_not_run_anything_more():
    calls = []

    def counted(params, X, y, chosen, learning_rate):
        calls.append(1)
        return params

    notebook_00.training_step.check(counted)
    assert len(calls) == notebook_00.training_step.points + 1  # once more: does it give the same again?


def test_runs_of_different_lengths_differ_where_the_shorter_one_ends():
    steps = [(k, np.array([float(k)])) for k in range(4)]
    assert first_difference(steps, steps) is None
    assert first_difference(steps[:2], steps) == 2
    assert first_difference([], steps) == 0
