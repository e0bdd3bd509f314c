"""A lab that is shown without the stock controls of Jupyter: its page and its picture have controls of their own."""

from collections.abc import Callable
from typing import Any

import pytest

import sgdlab as sl
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.view import View


def whole_page(lab: Lab[Any, Any]) -> View:
    return lab.page


def picture(lab: Lab[Any, Any]) -> View:
    """The picture of a lab, for which a page that can't reach the controls has asked."""
    lab.view._receive(lab.view, {"kind": "alone"}, [])
    return lab.view


alone = pytest.mark.parametrize("show", [whole_page, picture])
Show = Callable[[Lab[Any, Any]], View]


def named(view: View) -> list[str]:
    return [one["name"] for one in view.controls["controls"]]


def reach(view: View, **state: Any) -> None:
    """Set traits as a page does."""
    view.set_state(state)


def test_where_jupyter_s_controls_are_at_hand_a_picture_has_none_of_its_own() -> None:
    lab = sl.HZoomLab()
    assert lab.view.state == lab.state
    lab.apply({"h": 0.1})
    assert lab.view.controls is None
    assert lab.view.state == lab.state


@alone
def test_all_settings_are_described_and_either_side_sets_them(show: Show) -> None:
    for kind in [sl.HZoomLab, sl.RaceLab, sl.SlicerLab, sl.SentenceBuilder]:
        lab, other = kind(), kind()
        view = show(lab)
        assert named(view) == list(lab.controls)
        assert view.state == lab.state
        assert bool(view.live) == bool(lab.view.live)
        other.surprise(seed=3)
        reach(view, state=other.state)
        assert lab.settings() == other.settings()
        lab.reset()
        assert view.state == lab.state != other.state
        assert view.frame["state"] == lab.state


@alone
def test_another_surface_brings_its_own_controls_with_its_programs(show: Show) -> None:
    lab = sl.RaceLab()
    view = show(lab)
    before = named(view)
    messages: list[set[str]] = []
    view.send_state = lambda key=None: messages.append(set([key] if isinstance(key, str) else key))
    reach(view, state="race surface='your points: a line'")
    assert named(view) == list(lab.controls) != before
    first = next(keys for keys in messages if "live" in keys)
    assert "controls" in first  # or the page would compute with the controls of the other surface


def test_a_lab_that_only_says_why_there_is_no_picture_does_so_without_controls() -> None:
    lab = sl.MomentumMapLab(sl.quadratic([1, 1]))
    assert lab.page.frame["error"] == lab.result.description == repr(lab.result)
    assert lab.page.controls is None
