"""Colors: contrast by the formula of WCAG 2, lightness that falls evenly, and what people see who don't see all colors.

The oracles are written out here: the luminance of sRGB, CIE Lab, and the matrices of Machado, Oliveira and Fernandes
(2009) for the complete lack of one kind of cone.
"""

import json
import re
from itertools import combinations, pairwise, product
from pathlib import Path

import numpy as np
import pytest

from sgdlab.scene.colors import COLORS, LIGHT, LOSSES, shade

ROOT = Path(__file__).resolve().parents[2]
STORED = json.loads((ROOT / "sgdlab/scene/colors.json").read_text("utf-8"))
DARK = STORED["dark"]  # which the front end alone reads
PAGES = {"light": LIGHT, "dark": DARK}
TEXTS = ("ink", "muted", "alert")
LACKS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}
CLEAR = 12  # Delta E; 2 is just seen side by side
# Meanings that the course compares, pair by pair.  Others are closer for some people, such as green and crimson: they
# need another marker or other dashes too, which tests/figures/test_looks.py checks.
COMPARED = [("blue", "orange"), ("blue", "gray"), ("orange", "purple"), ("orange", "gray"), ("indigo", "gold")]


def linear(color):
    """Return the light of a color in red, green and blue."""
    parts = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(color):
    return float(linear(color) @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(light):
    """Return the CIE Lab coordinates of light in red, green and blue."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(
        light, 0, 1
    )
    x, y, z = (v ** (1 / 3) if v > (6 / 29) ** 3 else v * (29 / 6) ** 2 / 3 + 4 / 29 for v in xyz / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def seen(one, other, lack):
    """Return how far apart two colors are (Delta E, 1976) for someone who lacks a kind of cone."""
    matrix = np.array(LACKS[lack])
    return float(np.linalg.norm(lab(matrix @ linear(one)) - lab(matrix @ linear(other))))


def test_the_oracles_at_known_values():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=1e-3)
    np.testing.assert_allclose(lab(linear("#ffffff")), [100, 0, 0], atol=0.02)


def test_every_meaning_has_a_color_that_is_seen_on_its_page():
    assert set(LIGHT) == set(DARK)
    assert set(COLORS) < set(LIGHT)
    for page, colors in PAGES.items():
        for name in (*COLORS, *TEXTS):  # names at the lines have these colors too, so the limit is that of texts
            assert contrast(colors[name], colors["page"]) >= 4.5, (page, name)
        assert contrast(colors["alert"], colors["alarm"]) >= 4.5


def test_losses_fall_in_lightness_from_the_lowest_to_the_highest():
    assert contrast(LOSSES[0], LOSSES[-1]) >= 4
    lightness = [lab(linear(color))[0] for color in LOSSES]
    steps = [low - high for low, high in pairwise(lightness)]
    assert min(steps) > 0
    assert max(steps) < 2 * np.mean(steps)  # evenly, so that equal steps look equal


def test_a_shade_is_between_its_neighbors():
    for k, color in enumerate(LOSSES):
        np.testing.assert_allclose(shade(k / (len(LOSSES) - 1)), [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    np.testing.assert_allclose(shade(0.05), np.mean([shade(0.0), shade(0.1)], axis=0))
    assert shade(-3.0) == shade(0.0)
    assert shade(7.0) == shade(1.0)


def test_colors_are_told_apart_with_all_cones_and_those_that_are_compared_without_one_kind():
    for page, colors in PAGES.items():
        for lack, (one, other) in product(LACKS, COMPARED):
            assert seen(colors[one], colors[other], lack) > CLEAR, (page, lack, one, other)
        for one, other in combinations(COLORS, 2):
            assert np.linalg.norm(lab(linear(colors[one])) - lab(linear(colors[other]))) > 20, (page, one, other)


def test_the_page_for_readers_has_these_colors():
    page = (ROOT / "docs" / "pictures.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| `(#\w{6})` \| `(#\w{6})` \| (.+) \|$", page, re.MULTILINE)
    assert rows == [(name, LIGHT[name], DARK[name], words) for name, words in COLORS.items()]
    assert re.findall(r"`(#\w{6})`", page.split("## The shades of a loss")[1]) == LOSSES
    assert f"more than {int(contrast(LOSSES[0], LOSSES[-1]))} : 1" in page
