"""The h-zoom without a widget: textbook formulas, errors as theory predicts them, true words.

Oracles: derivatives by hand (school calculus), Taylor's formula, Python's own float arithmetic.
"""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from sgdlab.labs.h_zoom.compute import EPS, FUNCTIONS, H_GRID, HZoomSettings, compute, floats_between
from sgdlab.labs.h_zoom.lab import HZoomLab
from sgdlab.labs.h_zoom.picture import secants
from tests.refusals import refused

DERIVATIVES = {  # name: (f, f', f'', f''') by hand, with Python's math
    "1 / (1 + x²)": (
        lambda x: 1 / (1 + x**2),
        lambda x: -2 * x / (1 + x**2) ** 2,
        lambda x: (6 * x**2 - 2) / (1 + x**2) ** 3,
        lambda x: 24 * x * (1 - x**2) / (1 + x**2) ** 4,
    ),
    "sin x": (math.sin, math.cos, lambda x: -math.sin(x), lambda x: -math.cos(x)),
    "1000 + sin x": (lambda x: 1000 + math.sin(x), math.cos, lambda x: -math.sin(x), lambda x: -math.cos(x)),
    "x³": (lambda x: x**3, lambda x: 3 * x**2, lambda x: 6 * x, lambda x: 6.0),
    "eˣ": (math.exp, math.exp, math.exp, math.exp),
    "3 x": (lambda x: 3 * x, lambda x: 3.0, lambda x: 0.0, lambda x: 0.0),
}
PLACES = (-3.0, -0.7, 0.0, 0.5, 2.9)

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [{"h": 1e-5}, {"function": "3 x"}, {"function": "1000 + sin x", "h": 5e-5}]


def test_slope_and_curvature_are_those_of_school_calculus():
    assert DERIVATIVES.keys() == FUNCTIONS.keys()
    for name, x in itertools.product(FUNCTIONS, PLACES):
        f, slope, curvature, _ = DERIVATIVES[name]
        result = compute(HZoomSettings(name, x))
        assert result.value == pytest.approx(f(x), rel=1e-14), (name, x)
        assert result.slope == pytest.approx(slope(x), rel=1e-13, abs=1e-15), (name, x)
        assert result.curvature == pytest.approx(curvature(x), rel=1e-12, abs=1e-15), (name, x)


def test_the_errors_are_those_of_taylors_formula():
    h = 1e-3
    for name, x in itertools.product(FUNCTIONS, (-0.7, 2.9)):
        *_, curvature, third = DERIVATIVES[name]
        errors = compute(HZoomSettings(name, x, h)).errors
        forward = abs(h / 2 * curvature(x) + h**2 / 6 * third(x))
        assert errors["forward"] == pytest.approx(forward, rel=1e-3, abs=1e-9), (name, x)
        for recipe in ("central", "complex"):
            assert errors[recipe] == pytest.approx(h**2 / 6 * abs(third(x)), rel=1e-2, abs=1e-9), (name, x, recipe)


def test_the_sweep_is_what_each_h_gives_alone():
    for k in (0, 10, 47, 95):
        alone = compute(HZoomSettings("eˣ", 0.5, float(H_GRID[k])))
        for recipe, errors in alone.sweep.items():
            assert errors[k] == alone.errors[recipe]


def test_a_nudge_that_is_rounded_away_gives_no_rise():
    result = compute(HZoomSettings("eˣ", 3.0, 1e-16))
    assert 3.0 + 1e-16 == 3.0
    assert result.estimates["forward"] == result.estimates["central"] == 0
    assert result.estimates["complex"] == pytest.approx(math.exp(3), rel=1e-15)
    assert result.reason == "x + h is rounded to x itself, so the rise is 0."


def test_a_straight_line_has_no_bend():
    result = compute(HZoomSettings("3 x", 0.5, 0.1))
    assert result.curvature == 0
    assert result.errors["forward"] < 10 * EPS
    assert "no bend" in result.reason
    assert result.lines[0] == "forward difference 3: exact to rounding, for 2 values of f"
    assert "the slope is 0; forward difference 1e-06, off by" in compute(HZoomSettings("x³", 0.0, 1e-3)).description


def test_the_zoom_shows_the_function_down_to_the_staircase_of_the_floating_point_numbers():
    t, height = compute(HZoomSettings("x³", 0.5, 0.25)).zoomed.T
    assert (t[0], t[-1], height) == (-1.6, 1.6, pytest.approx(((0.5 + 0.25 * t) ** 3 - 0.125) / 0.25))
    smooth, stairs = (compute(HZoomSettings("1 / (1 + x²)", 0.5, h)).zoomed[:, 1] for h in (1e-5, 1e-15))
    assert len(set(smooth)) > 200
    assert len(set(stairs)) < 25
    unit = 2.0**-53 / 1e-15  # neighbors of f(0.5) = 0.8 are 2^-53 apart
    np.testing.assert_allclose(stairs / unit, np.round(stairs / unit), atol=1e-9)


def test_floating_point_numbers_are_counted():
    for x, h in ((0.0, 1e-323), (1.0, 1e-15), (0.5, 3e-16), (-3.0, 1e-14), (3.0, 1e-16), (-1.0, 1e-16), (-2.0, 1e-15)):
        count, at = 0, x
        while at < x + h:
            at, count = math.nextafter(at, math.inf), count + 1
        with np.errstate(all="raise"):  # as a reader may have set it
            assert floats_between(x, h) == count, (x, h)


def test_what_cannot_be_computed_is_a_sentence():
    def at(x, h):
        return lambda: compute(HZoomSettings("log", x, h), {**FUNCTIONS, "log": np.log})

    refused(ValueError, {
        "log is nan at -1: move x": at(-1.0, 1e-8),
        "log is -inf at 0: move x": at(0.0, 0.1),
        "log is nan at -0.05: move x, or take a smaller h": at(0.05, 0.1),
    })  # fmt: skip
    refused(TypeError, {"a function of one number, such as np.sin; got 3.0": lambda: HZoomLab(3.0)})
    for function, words in (
        (math.sin, "sin is asked for many x at once: write it with NumPy functions"),
        (lambda x: x if x > 0 else 0 * x, "np.where instead of if. It raised ValueError"),
        (lambda x: x * np.nan, "is nan at 0.5"),
    ):
        assert words in HZoomLab(function).view.frame["error"]


def test_secants_go_through_the_points_that_they_use():
    """In units of h around the point: the nudge is 1, and a height is the rise divided by h."""
    for settings in (HZoomSettings(), HZoomSettings("eˣ", -1.5, 0.1), HZoomSettings("x³", 2.0, 1e-9)):
        f, x, h = FUNCTIONS[settings.function], settings.x, settings.h
        lines, points = secants(compute(settings))
        for name, where in (("forward", (0, 1)), ("central", (-1, 1))):
            nudges = np.array(where)
            rises = (f(x + h * nudges) - f(x)) / h
            np.testing.assert_allclose(points[name], np.column_stack([nudges, rises]), rtol=1e-6, atol=1e-12)
            (x0, y0), (x1, y1) = lines[name]
            np.testing.assert_allclose(y0 + (nudges - x0) * (y1 - y0) / (x1 - x0), rises, rtol=1e-6, atol=1e-12)


def test_the_questions_of_the_lab_show_their_answers():
    lab = HZoomLab()
    smallest, straight, lifted = (lab.compute(replace(lab.settings(), **some)) for some in lab.presets.values())
    assert smallest.errors["forward"] > 0.3
    assert smallest.errors["complex"] < 1e-15
    assert straight.errors["forward"] < 10 * EPS
    assert "no bend" in straight.reason
    sine = compute(HZoomSettings("sin x", lifted.settings.x, lifted.settings.h))
    assert lifted.slope == sine.slope
    assert lifted.errors["central"] > 100 * sine.errors["central"]
    assert all(f"{lifted.estimates[key]:.6g}" != f"{lifted.slope:.6g}" for key in ("forward", "central")), "is seen"


def test_a_function_of_your_own_comes_first_in_the_lab():
    for function, slope in (
        (np.log, 2.0),  # below 0 it and the root have no value, and the arc sine none beyond 1
        (np.sqrt, math.sqrt(0.5)),
        (np.arcsin, 1 / math.sqrt(0.75)),
        (lambda x: 2.0 + 0 * x, 0.0),
    ):
        lab = HZoomLab(function)
        assert lab.settings().function == f"yours: {function.__name__}"
        assert lab.result.slope == pytest.approx(slope, rel=1e-14)
