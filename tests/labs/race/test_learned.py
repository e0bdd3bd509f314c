"""What each runner has learned: its line or its border, against the model's own outputs and Matplotlib's contours."""

from typing import Any

import contourpy
import numpy as np

import sgdlab as sl
from sgdlab.labs.race.learned import ends_of, learned, panel_of, shown, zero_lines
from sgdlab.labs.race.menu import problem_of
from sgdlab.problems import Model

RNG = np.random.default_rng(0)


def fields() -> dict[str, Any]:
    x, y = np.linspace(-2, 3, 23), np.linspace(-1, 1, 17)
    X, Y = np.meshgrid(x, y)
    return {
        "circle": (X**2 + Y**2 - 0.7, x, y),
        "a saddle in one cell": (np.array([[1.0, -1.0], [-2.0, 3.0]]), np.array([0.0, 1.0]), np.array([0.0, 1.0])),
        "noise": (RNG.normal(size=(17, 23)), x, y),
        "line": (X - 0.3 * Y, x, y),
        "one sign": (np.ones((17, 23)), x, y),
        "zero": (np.zeros((17, 23)), x, y),
    }


def test_the_points_of_a_border_are_those_of_matplotlibs_contour() -> None:
    for name in fields():
        z, x, y = fields()[name]
        lines = zero_lines(z, x, y)
        assert lines.shape[1:] == (2, 2)
        theirs = [point for line in contourpy.contour_generator(x, y, z).lines(0.0) for point in line]
        ours = np.unique(lines.reshape(-1, 2).round(9), axis=0)
        np.testing.assert_allclose(ours, np.unique(np.round(theirs or np.empty((0, 2)), 9), axis=0), atol=1e-8)


def test_the_line_is_what_the_model_predicts() -> None:
    model = shown(problem_of("penguins"))
    assert model is not None
    line = learned(model, np.array([0.5, 4.0]))
    np.testing.assert_allclose(line[:, 1], 0.5 * line[:, 0] + 4.0)
    assert (line[0, 0], line[-1, 0]) == ends_of(model)[0]


def test_a_probability_is_the_sigmoid() -> None:
    model = sl.logistic_regression([[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1])
    line = learned(model, np.array([2.0, -3.0]))
    np.testing.assert_allclose(line[:, 1], 1 / (1 + np.exp(-(2 * line[:, 0] - 3))), rtol=1e-12)


def test_on_the_border_both_classes_are_nearly_as_likely() -> None:
    for name in ["logistic regression", "moons", "xor"]:
        model = problem_of(name)
        assert isinstance(model, Model)
        params = sl.train(model, **sl.sgd(0.5, 8), steps=600).final
        points = learned(model, params).reshape(-1, 2)
        scores = model.outputs(params, points)
        off = scores if scores.ndim == 1 else scores[:, 1] - scores[:, 0]
        everywhere = model.outputs(params)
        size = np.abs(everywhere if everywhere.ndim == 1 else everywhere[:, 1] - everywhere[:, 0]).max()
        assert len(points) > 20
        assert np.abs(off).max() < 0.1 * size


def test_the_axes_say_what_was_measured_and_in_which_unit() -> None:
    gentoo = sl.penguins().where(species="Gentoo")
    lab = sl.RaceLab()
    panel = lab.scene(lab.result).panels[2]
    assert (panel.x.label, panel.y.label) == ("flipper, cm above 20", "body mass, kg")
    (points,) = panel.points
    np.testing.assert_allclose(points.data[:, 0], gentoo["flipper_length_mm"] / 10 - 20, atol=1e-12)
    np.testing.assert_allclose(points.data[:, 1], gentoo["body_mass_g"] / 1000)


def test_data_without_names_are_x_and_y() -> None:
    for given, names in ((([1.0, 2.0, 4.0], [1.0, 3.0, 2.0]), ("x", "y")), (("moons",), ("x1", "x2"))):
        lab = sl.RaceLab(*given)
        panel = lab.scene(lab.result).panels[2]
        assert (panel.x.label, panel.y.label) == names


NOT_SHOWN = {
    "a surface": sl.with_examples(sl.rosenbrock()),
    "three features": sl.linear_regression(RNG.normal(size=(9, 3)), RNG.normal(size=9)),
    "numbers of two features": sl.linear_regression(RNG.normal(size=(9, 2)), RNG.normal(size=9)),
    "three classes": sl.softmax_regression(*sl.blobs(30)),
    "two numbers at once": sl.mlp(RNG.normal(size=(9, 1)), RNG.normal(size=(9, 2)), hidden=3),
}


def test_what_has_no_picture_has_no_panel() -> None:
    for name in NOT_SHOWN:
        problem = NOT_SHOWN[name]
        assert panel_of(problem, {}, {}, None) is None
        lab = sl.RaceLab(problem)
        assert [panel["kind"] for panel in lab.view.spec["panels"]] == ["surface", "curves"]
        assert lab.view.spec["panels"][0]["relief"]
        assert lab.view.live["facts"]["learned"] is None


def test_other_models_of_one_or_two_features_have_a_panel() -> None:
    for problem in [
        sl.mlp(RNG.normal(size=(9, 1)), RNG.normal(size=9), hidden=3),
        sl.mlp(RNG.normal(size=(9, 2)), [0, 1, 1] * 3, hidden=3, loss="cross_entropy"),
        sl.softmax_regression(RNG.normal(size=(9, 1)), ["a", "b", "b"] * 3),
        sl.linear_regression([[1.0], [1.0]], [2.0, 2.0], intercept=True),
    ]:
        lab = sl.RaceLab(problem)
        assert [panel["kind"] for panel in lab.view.spec["panels"]] == ["surface", "curves", "plane"]
        assert lab.view.spec["panels"][0]["tall"]
        assert lab.figure()
