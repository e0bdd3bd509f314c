"""The view: what it accepts, what it refuses, and how it talks with the browser (tests/browser has the pictures)."""

import struct
from typing import Any

import numpy as np
import pytest

from sgdlab.labs.stage.view import View, even_levels, pack, unpack


def make_spec(**surface: Any) -> dict[str, Any]:
    x, y = np.meshgrid(np.linspace(-1, 3, 9), np.linspace(-2, 2, 7))
    return {
        "name": "Test",
        "series": [{"key": "sgd", "name": "SGD", "color": "orange", "spent": "spent"}],
        "panels": [
            {
                "kind": "surface",
                "title": "Loss",
                "x": {"label": "a", "range": [-1, 3]},
                "y": {"label": "b", "range": [-2, 2]},
                "losses": x**2 + y**2,
                "start": "start",
                "paths": [{"series": "sgd", "data": "path"}],
                **surface,
            },
            {
                "kind": "curves",
                "x": [{"key": "steps", "label": "steps"}],
                "y": {"label": "loss", "scale": "log"},
                "curves": [{"series": "sgd", "x": {"steps": "steps"}, "y": "losses"}],
            },
        ],
        "clock": {"total": "budget", "unit": "steps"},
        "words": [{"kind": "lines", "data": "recipe"}],
    }


def make_frame(rows: int = 5, **changes: Any) -> dict[str, Any]:
    steps = np.arange(rows)
    frame = {"start": [1.0, 2.0], "path": np.outer(steps, [1.0, -1.0]), "spent": steps / rows, "steps": steps}
    return {**frame, "losses": 1.0 / (1 + steps), "budget": 40, "recipe": ["one", "two"], **changes}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The states that views send to the browser."""
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(View, "send_state", lambda self, key=None: messages.append({"key": set(key or ())}))
    return messages


def test_numbers_travel_as_little_endian_float32() -> None:
    packed = pack(np.array([[1.5, -2.0], [np.nan, np.inf]]))
    assert packed["shape"] == [2, 2]
    assert packed["f32"][:8] == struct.pack("<2f", 1.5, -2.0)
    back = unpack(packed)
    assert back.dtype == np.float32
    np.testing.assert_array_equal(back, [[1.5, -2.0], [np.nan, np.inf]])


@pytest.mark.parametrize("kind", [np.int64, np.float32, np.float64, np.bool_, ">f8"])
def test_every_kind_of_real_number_survives(kind: Any) -> None:
    numbers = np.array([[0, 1, 1], [1, 0, 1]]).astype(kind)
    np.testing.assert_array_equal(unpack(pack(numbers)), numbers.astype(float))
    np.testing.assert_array_equal(unpack(pack(numbers.T)), numbers.T.astype(float))  # not contiguous


def test_finite_numbers_beyond_float32_stay_finite_and_keep_their_sign() -> None:
    held = unpack(pack(np.array([1e300, -1e300])))
    assert np.isfinite(held).all()
    assert held[0] > 3e38
    assert held[1] < -3e38


def test_numbers_that_cannot_be_drawn_are_refused() -> None:
    with pytest.raises(ValueError, match="complex128 cannot be drawn"):
        pack(np.array([1j]))


def test_a_view_holds_what_it_was_given() -> None:
    view = View(make_spec(), make_frame())
    np.testing.assert_allclose(unpack(view.frame["path"]), np.outer(np.arange(5), [1, -1]))
    assert view.frame["budget"] == 40
    assert view.frame["request"] == 0
    assert unpack(view.spec["panels"][0]["losses"]).shape == (7, 9)


def test_defaults_are_filled_in_for_the_front_end() -> None:
    view = View(make_spec(), make_frame())
    assert view.spec["series"][0] | {"dash": [], "marker": "circle", "faint": False} == view.spec["series"][0]
    surface = view.spec["panels"][0]
    assert surface["value"] == "loss"
    assert surface["minimum"] is None
    losses = unpack(surface["losses"])
    assert losses.min() < surface["levels"][0] < surface["levels"][-1] < losses.max()


def test_levels_are_even_in_the_logarithm_of_the_excess() -> None:
    levels = np.array(even_levels([[1.0, 1001.0], [np.nan, np.inf]]))
    np.testing.assert_allclose(np.diff(np.log10(levels - 1.0)), 0.25)


def test_many_paths_are_one_array() -> None:
    frame = make_frame(path=np.zeros((64, 5, 2)))
    assert View(make_spec(), frame).frame["path"]["shape"] == [64, 5, 2]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"path": np.zeros((5, 3))}, r"'path'.*needs an array \(T\+1, 2\).*got shape \(5, 3\)"),
        ({"path": np.zeros((4, 2))}, r"surface panel's 'sgd' differ in length"),
        ({"losses": np.zeros(3)}, r"curves panel's 'sgd' differ in length"),
        ({"losses": 3.0}, r"'losses'.*needs an array \(T\+1,\); got 3.0"),
        ({"error": 7}, r"frame\['error'\] is 7; give a sentence"),
    ],
)
def test_bad_frames_are_refused_and_the_last_good_one_stays(change: dict[str, Any], message: str) -> None:
    view = View(make_spec(), make_frame())
    before = view.frame
    with pytest.raises(ValueError, match=message):
        view.frame = make_frame(**change)
    assert view.frame == before


@pytest.mark.parametrize("key", ["start", "path", "spent", "steps", "losses", "budget", "recipe"])
def test_a_frame_without_what_the_spec_names_is_refused(key: str) -> None:
    frame = make_frame()
    del frame[key]
    with pytest.raises(ValueError, match=f"the frame has no '{key}'"):
        View(make_spec(), frame)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "pie"}, "a panel of kind 'pie': the front end draws surface, curves"),
        ({"losses": np.zeros(9)}, r"losses must be an array \(ny, nx\), at least 3 by 3; got shape \(9,\)"),
        ({"losses": np.zeros((4, 4))}, "at least two different finite losses"),
        ({"losses": "grid"}, "need levels"),
        ({"levels": [2, 1]}, r"levels \[2, 1\]; give at least two numbers, rising"),
        ({"x": {"label": "a", "range": [3, -1]}}, r"x range is \[3, -1\]; give two finite numbers, rising"),
        ({"y": {"label": "b", "range": [0, np.inf]}}, "y range"),
        ({"paths": [{"series": "adam", "data": "path"}]}, r"draws 'adam'; spec\['series'\] has \['sgd'\]"),
    ],
)
def test_bad_specs_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        View(make_spec(**change), make_frame())


def test_a_missing_part_and_an_unknown_marker_are_named() -> None:
    spec = make_spec()
    del spec["panels"][1]["y"]
    with pytest.raises(ValueError, match="the curves panel lacks y; it needs x, y, curves"):
        View(spec, make_frame())
    spec = make_spec()
    spec["series"][0]["marker"] = "heart"
    with pytest.raises(ValueError, match="marker 'heart' of 'sgd': there are circle, square"):
        View(spec, make_frame())


def test_describe_changes_spec_and_frame_in_one_message(sent: list[dict[str, Any]]) -> None:
    view = View(make_spec(), make_frame())
    sent.clear()
    view.describe({**make_spec(), "name": "Other"}, make_frame(rows=9))
    assert [message["key"] for message in sent] == [{"spec", "frame"}]
    assert view.spec["name"] == "Other"
    assert view.frame["path"]["shape"] == [9, 2]


def test_an_error_is_shown_over_the_last_good_picture() -> None:
    view = View(make_spec(), make_frame())
    view.fail("Something is wrong.")
    assert view.frame["error"] == "Something is wrong."
    assert view.frame["path"] == pack(make_frame()["path"])
    view.frame = make_frame()
    assert "error" not in view.frame


def move(view: View, start: Any, request: Any) -> None:
    view._handle_custom_msg({"kind": "start", "start": start, "request": request}, [])


def test_the_answer_carries_the_number_of_the_request() -> None:
    seen: list[tuple[float, float]] = []

    def answer(start: tuple[float, float]) -> None:
        seen.append(start)
        view.frame = make_frame(start=list(start))

    view = View(make_spec(), make_frame(), on_start=answer)
    view._receive(view, {"kind": "start", "start": [0, 1.5], "request": 4}, [])
    assert seen == [(0.0, 1.5)]
    assert view.frame["request"] == 4
    assert view.frame["start"] == [0.0, 1.5]
    view.frame = make_frame(rows=6)  # a slider moved: made knowing request 4
    assert view.frame["request"] == 4


def test_a_request_is_answered_even_if_nothing_changes() -> None:
    view = View(make_spec(), make_frame())
    move(view, [0, 0], 3)
    assert view.frame["request"] == 3


def test_what_goes_wrong_in_the_callback_is_shown_and_raised() -> None:
    def broken(start: tuple[float, float]) -> None:
        raise RuntimeError("the loss is not defined here")

    view = View(make_spec(), make_frame(), on_start=broken)
    with pytest.raises(RuntimeError):
        view._receive(view, {"kind": "start", "start": [0, 0], "request": 1}, [])
    assert view.frame["error"] == "the loss is not defined here"
    assert view.frame["request"] == 1


@pytest.mark.parametrize("start", [None, [1], [1, "2"], [1, float("nan")], [float("inf"), 0], "12"])
def test_a_start_point_that_is_none_is_refused(start: Any) -> None:
    called: list[Any] = []
    view = View(make_spec(), make_frame(), on_start=called.append)
    with pytest.raises(ValueError, match="two finite numbers are needed"):
        view._receive(view, {"kind": "start", "start": start, "request": 1}, [])
    assert called == []
    assert "cannot be used" in view.frame["error"]


def test_unknown_messages_are_refused() -> None:
    view = View(make_spec(), make_frame())
    with pytest.raises(ValueError, match="it knows messages of kind 'start'"):
        view._receive(view, {"kind": "dance"}, [])


def test_the_repr_is_short_and_always_the_same() -> None:
    texts = {repr(View(make_spec(), make_frame(rows))) for rows in (3, 30)}
    assert texts == {"View('Test': surface, curves)"}


def test_a_frame_of_two_runs_of_a_hundred_steps_is_under_ten_kilobytes() -> None:
    frame = View(make_spec(), make_frame(rows=101)).frame
    one_run = sum(len(value["f32"]) for value in frame.values() if isinstance(value, dict))
    assert 2 * one_run < 10_000
