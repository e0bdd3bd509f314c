"""What a spec may say: every kind of panel with all its names; what is missing, misspelled or impossible is named."""

from typing import Any

import numpy as np
import pytest
from sgdlab.labs.stage.spec import PANELS, PARTS, checked_spec, even_levels, rising_pair

X, Y = {"label": "a", "range": [-1, 3]}, {"label": "b", "range": [-2, 2]}
LOSSES = np.add.outer(np.linspace(-2, 2, 7) ** 2, np.linspace(-1, 3, 9) ** 2)
SMALLEST: dict[str, dict[str, Any]] = {
    "surface": {"x": X, "y": Y, "losses": LOSSES},
    "curves": {"x": [{"key": "steps", "label": "steps"}], "y": {"label": "loss"}, "curves": []},
    "plane": {"x": X, "y": Y},
    "bars": {"y": {"label": "operations"}, "groups": ["one"], "bars": []},
    "graph": {"data": {"nodes": [], "edges": []}},
    "cells": {"rows": [], "columns": [], "data": []},
}
SERIES = [{"key": "sgd", "name": "SGD"}, {"key": "gd", "name": "GD"}]


def checked(kind: str, **changes: Any) -> dict[str, Any]:
    """The panel of a kind, changed, as the front end gets it."""
    panel = {"kind": kind, **SMALLEST.get(kind, {}), **changes}
    panels: list[dict[str, Any]] = checked_spec({"series": SERIES, "panels": [panel]})["panels"]
    return panels[0]


@pytest.mark.parametrize("kind", PANELS)
def test_the_smallest_panel_gets_its_defaults_and_checking_twice_changes_nothing(kind: str) -> None:
    panel = checked(kind)
    assert panel["title"] == ""
    assert panel["wide"] is False
    lists = PARTS.keys() & {*PANELS[kind].needed, *PANELS[kind].optional}
    assert {name: panel[name] for name in lists} == {name: [] for name in lists}
    assert checked(**panel) == panel


@pytest.mark.parametrize("kind", PANELS)
def test_what_is_missing_is_named(kind: str) -> None:
    for name in PANELS[kind].needed:
        panel = {"kind": kind, **SMALLEST[kind]}
        del panel[name]
        with pytest.raises(ValueError, match=f"the {kind} panel lacks {name}; it needs .*{name}"):
            checked_spec({"panels": [panel]})


@pytest.mark.parametrize("kind", PANELS)
def test_what_is_misspelled_is_named_with_what_there_is(kind: str) -> None:
    with pytest.raises(ValueError, match=f"the {kind} panel has no 'heading'; it may have .*title"):
        checked(kind, heading="Loss")


def test_series_get_their_defaults() -> None:
    defaults = {"color": "blue", "dash": [], "marker": "circle", "faint": False}
    assert checked_spec({"series": SERIES})["series"] == [defaults | one for one in SERIES]


def test_the_start_of_a_surface_is_its_first_handle() -> None:
    panel = checked("surface", start="here", handles=[{"key": "probe", "name": "the probe"}])
    assert panel["handles"] == [{"key": "here", "name": "start"}, {"key": "probe", "name": "the probe"}]


def test_levels_are_left_to_the_losses() -> None:
    levels = checked("surface")["levels"]
    assert LOSSES.min() < levels[0] < levels[-1] < LOSSES.max()
    assert levels == even_levels(LOSSES.astype(np.float32))
    assert checked("surface", losses="grid", levels="levels")["levels"] == "levels"


def test_levels_are_even_in_the_logarithm_of_the_excess() -> None:
    levels = np.array(even_levels([[1.0, 1001.0], [np.nan, np.inf]]))
    np.testing.assert_allclose(np.diff(np.log10(levels - 1.0)), 0.25)


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        ("pie", {}, "a panel of kind 'pie': the front end draws surface, curves, plane, bars, graph, cells"),
        ("surface", {"losses": np.zeros(9)}, r"losses must be an array \(ny, nx\).*at least 3 by 3; got shape \(9,\)"),
        ("surface", {"losses": np.zeros((4, 4))}, "at least two different finite losses"),
        ("surface", {"losses": "grid"}, "need levels"),
        ("surface", {"levels": [2, 1]}, r"levels \[2, 1\]; give at least two numbers, rising"),
        ("surface", {"x": {"label": "a", "range": [3, -1]}}, r"surface's x range is \[3, -1\]; give two finite"),
        ("surface", {"y": {"label": "b", "range": [0, np.inf]}}, "y range"),
        ("surface", {"y": {"label": "b", "range": "ends"}}, "y range"),
        ("plane", {"x": {"label": "a"}}, r"plane's x range is \(\); give two finite numbers, rising"),
        ("plane", {"region": "field"}, "the plane's region needs sides"),
        ("plane", {"region": "field", "sides": ["sgd", "adam"]}, r"draws 'adam'; spec\['series'\] has \['sgd', 'gd'\]"),
        ("plane", {"arrows": [{"series": "sgd"}]}, "an entry of the plane panel's arrows lacks data; it needs series"),
        ("plane", {"lines": [{"series": "sgd", "data": "x", "latest": True}]}, "has no 'latest'; it may have .*now"),
        ("plane", {"handles": [{"key": "p"}]}, "panel's handles lacks name"),
        ("plane", {"x": {**X, "scale": "log"}}, r"scale of 'a' is log, so its range \[-1, 3\] must lie above 0"),
        ("plane", {"x": {"label": "a", "range": [1, 3], "scale": "log"}, "equal": True}, "'a' cannot be log"),
        ("surface", {"x": {"label": "a", "range": [1, 3], "scale": "log"}, "equal": True}, "'a' cannot be log"),
        ("bars", {"y": {"label": "n", "scale": "lag"}}, "the scale of 'n' is 'lag'; it may be 'linear' or 'log'"),
        ("curves", {"x": []}, "at least one horizontal axis"),
        ("curves", {"marks": [{"at": [0, 1], "name": "peak"}]}, "panel's marks lacks x, label"),
        ("surface", {"marks": [{"x": 1, "label": "peak"}]}, "panel's marks lacks at, name"),
        ("surface", {"paths": [{"series": "adam", "data": "path"}]}, r"draws 'adam'"),
        ("bars", {"bars": [{"series": "adam", "data": "path"}]}, r"bars panel draws 'adam'"),
    ],
)
def test_bad_panels_are_refused(kind: str, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        checked(kind, **change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"marker": "heart"}, "marker 'heart' of 'sgd': there are circle, square, diamond, triangle"),
        ({"colour": "red"}, "the series 'sgd' has no 'colour'; it may have key, name, color"),
    ],
)
def test_bad_series_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        checked_spec({"series": [{"key": "sgd", "name": "SGD", **change}]})


@pytest.mark.parametrize(
    ("ends", "good"),
    [([0, 1.5], True), ([1, 1], False), ([0], False), ("01", False), (["0", 1], False), ([0, np.nan], False)],
)
def test_a_range_is_two_finite_numbers_rising(ends: Any, good: bool) -> None:
    assert rising_pair(ends) == good
