"""Which of its two errors limits the forward difference of the h-zoom.

Oracles: derivatives by hand, and the size of a rounding error.
"""

import math

import numpy as np
import pytest

from sgdlab.labs.h_zoom.compute import EPS, HZoomSettings, compute


def test_it_says_what_limits_the_forward_difference():
    for h, words in ((0.1, "The bend dominates"), (1e-10, "16th digit"), (1e-14, "only 90 ")):
        assert words in compute(HZoomSettings(h=h)).reason
    assert "no bend" in compute(HZoomSettings("x³", 0.0, 1e-9)).reason  # h² is 1e-18
    assert "no slope" in compute(HZoomSettings("yours", 0.0, 0.1), {"yours": np.cbrt}).reason


def test_rounding_gives_way_to_the_bend_where_both_are_equal():
    """For eˣ at 0 the value and the curvature are 1, so h/2 = eps/h at h = sqrt(2 eps)."""
    for factor, words in ((0.9, "Rounding dominates"), (1.1, "The bend dominates")):
        assert compute(HZoomSettings("eˣ", 0.0, factor * math.sqrt(2 * EPS))).reason.startswith(words)


def test_where_the_bend_changes_the_error_is_not_half_the_curvature():
    """A sine is flat at 0, so it was called exact; ((0 + h)³ - 0) / h = h² was called rounding."""
    change = "The bend dominates. It changes within h, so the error is not h/2 × the curvature at x, "
    for function, x, h, half, error in (
        ("sin x", 0.0, 0.5, "0", 1 - math.sin(0.5) / 0.5),
        ("x³", 0.0, 0.1, "0", 0.01),
        ("x³", 0.1, 0.5, "0.15", 3 * 0.1 * 0.5 + 0.5**2),
    ):
        result = compute(HZoomSettings(function, x, h))
        assert result.errors["forward"] == pytest.approx(error)
        assert result.reason == f"{change}{half}."


def test_where_f_is_0_rounding_of_x_is_not_taken_for_a_bend():
    """For the logarithm h/2 is 5e-11, and 1 + h is off by up to 1.1e-16, which is 1e-6 of h."""
    for f, x, h, words in (
        (np.log, 1.0, 1e-10, "Rounding dominates"),
        (lambda x: 3 * x - 1.5, 0.5, 1e-6, "There is no bend here"),
        (lambda x: 3 * x - 1.5, 0.5, 1e-12, "There is no bend here: the forward difference is off by rounding alone"),
    ):
        assert compute(HZoomSettings("yours", x, h), {"yours": f}).reason.startswith(words)


def test_a_bend_of_third_order_is_not_called_exact():
    """sin h / h - 1 is -h²/6 = -1e-8 at h = 2.5e-4, where 1000 is rounded by up to 1.1e-13, and 1.1e-13/h is 5e-10."""
    result = compute(HZoomSettings("1000 + sin x", 0.0, 2.5e-4))
    assert result.errors["forward"] == pytest.approx(2.5e-4**2 / 6, rel=0.1)
    assert result.reason.startswith("The bend dominates. It changes within h")
