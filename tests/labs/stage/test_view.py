"""The view: what it accepts, what it refuses, and how it talks with the browser (tests/browser has the pictures)."""

import math
import re
from typing import Any

import numpy as np
import pytest

from sgdlab.labs.stage.arrays import pack, unpack
from sgdlab.labs.stage.view import View


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
            {"kind": "graph", "data": {"nodes": [{"x": 0, "y": 0, "label": "w"}], "edges": []}, "pick": "node"},
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


def answering(**changes: Any) -> tuple[View, list[Any]]:
    """A view, and what its callbacks were told; each answers with a frame."""
    told: list[Any] = []

    def answer(key: str, what: Any) -> None:
        told.append((key, what))
        view.frame = make_frame(start=list(what), **changes) if key == "start" else make_frame(node=what)

    view = View(make_spec(), make_frame(), on_move=answer, on_pick=answer)
    return view, told


def receive(view: View, **content: Any) -> None:
    view._handle_custom_msg(content, [])


def test_the_answer_carries_the_number_of_the_request() -> None:
    view, told = answering()
    receive(view, kind="move", key="start", point=[0, 1.5], request=4)
    assert told == [("start", (0.0, 1.5))]
    assert view.frame["request"] == 4
    assert view.frame["start"] == [0.0, 1.5]
    view.frame = make_frame(rows=6)  # a slider moved: made knowing request 4
    assert view.frame["request"] == 4


def test_what_is_picked_is_told_and_answered() -> None:
    view, told = answering()
    receive(view, kind="pick", key="node", index=[1], request=2)
    assert told == [("node", [1])]
    assert view.frame["node"] == [1]
    assert view.frame["request"] == 2


@pytest.mark.parametrize(
    "message", [{"kind": "move", "key": "start", "point": [0, 0]}, {"kind": "pick", "key": "node", "index": [0]}]
)
def test_a_request_is_answered_even_if_nothing_changes(message: dict[str, Any]) -> None:
    view = View(make_spec(), make_frame())
    receive(view, **message, request=3)
    assert view.frame["request"] == 3


def test_what_goes_wrong_in_the_callback_is_shown_and_raised() -> None:
    def broken(key: str, point: tuple[float, float]) -> None:
        raise RuntimeError("the loss is not defined here")

    view = View(make_spec(), make_frame(), on_move=broken)
    with pytest.raises(RuntimeError):
        view._receive(view, {"kind": "move", "key": "start", "point": [0, 0], "request": 1}, [])
    assert view.frame["error"] == "the loss is not defined here"
    assert view.frame["request"] == 1


REFUSED = [
    *(
        {"kind": "move", "key": "start", "point": point}
        for point in (None, [1], [1, "2"], [1, math.nan], [math.inf, 0])
    ),
    *({"kind": "pick", "key": "node", "index": index} for index in (None, "12", [0.5], 3)),
    {"kind": "move", "key": "node", "point": [0, 0]},
    {"kind": "move", "key": ["start"], "point": [0, 0]},
    {"kind": "pick", "key": "start", "index": [0]},
]


@pytest.mark.parametrize("message", REFUSED, ids=str)
def test_a_message_that_makes_no_sense_is_refused_in_words(message: dict[str, Any]) -> None:
    view, told = answering()
    with pytest.raises(ValueError, match=r"cannot be used|there is no"):
        view._receive(view, {**message, "request": 1}, [])
    assert told == []
    assert re.search("numbers (are|is) needed|there is no", view.frame["error"])


def test_unknown_messages_are_refused() -> None:
    view = View(make_spec(), make_frame())
    with pytest.raises(ValueError, match="it knows messages of kind 'move' and 'pick'"):
        view._receive(view, {"kind": "dance"}, [])


def test_the_repr_is_short_and_always_the_same() -> None:
    texts = {repr(View(make_spec(), make_frame(rows))) for rows in (3, 30)}
    assert texts == {"View('Test': surface, curves, graph)"}


def test_a_frame_of_two_runs_of_a_hundred_steps_is_under_ten_kilobytes() -> None:
    frame = View(make_spec(), make_frame(rows=101)).frame
    one_run = sum(len(value["f32"]) for value in frame.values() if isinstance(value, dict))
    assert 2 * one_run < 10_000
