"""The view: what it accepts, what it refuses, and how it talks with the browser (tests/browser has the pictures)."""

from typing import Any

import numpy as np
import pytest

from sgdlab.labs.stage.arrays import pack
from sgdlab.labs.stage.view import View
from sgdlab.scene import Axis, Cell, Cells, Clock, Curve, Curves, Handle, Lines, Map, Path, Scene, Series, split
from tests.labs.frames import unpack


def scene(rows: int = 5, name: str = "Test", start: tuple[float, float] = (1.0, 2.0), at: int | None = None) -> Scene:
    """A bowl with a path of some rows, its losses, and a table of two cells."""
    x, y = np.meshgrid(np.linspace(-1, 3, 9), np.linspace(-2, 2, 7))
    steps = np.arange(rows)
    sgd = Series("sgd", "SGD", "orange", spent=steps / rows)
    return Scene(
        name,
        f"A path of {rows} rows.",
        [
            Map(
                Axis("a", (-1.0, 3.0)),
                Axis("b", (-2.0, 2.0)),
                x**2 + y**2,
                paths=[Path(sgd, np.outer(steps, [1.0, -1.0]))],
                handles=[Handle("start", start)],
            ),
            Curves([Axis("steps")], Axis("loss", scale="log"), [Curve(sgd, 1 / (1 + steps), {"steps": steps})]),
            Cells(["row"], ["one", "two"], [[Cell("1"), Cell("2")]], "cell", None if at is None else [0, at]),
        ],
        [Lines(["one", "two"])],
        Clock(40, "steps"),
    )


def view_of(shown: Scene, **answers: Any) -> View:
    return View(*split(shown), answers)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The states that views send to the browser."""
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(View, "send_state", lambda self, key=None: messages.append({"key": set(key or ())}))
    return messages


def test_a_view_holds_what_it_was_given() -> None:
    view = view_of(scene())
    np.testing.assert_allclose(unpack(view.frame["sgd_path"]), np.outer(np.arange(5), [1, -1]))
    assert view.frame["total"] == 40
    assert view.frame["request"] == 0
    assert unpack(view.spec["panels"][0]["losses"]).shape == (7, 9)


def test_another_state_of_the_same_structure_is_a_frame_alone(sent: list[dict[str, Any]]) -> None:
    view = view_of(scene())
    sent.clear()
    view.draw(*split(scene(rows=9)))
    assert [message["key"] for message in sent] == [{"frame"}]
    assert view.frame["sgd_path"]["shape"] == [9, 2]


def test_another_structure_changes_spec_and_frame_in_one_message(sent: list[dict[str, Any]]) -> None:
    view = view_of(scene())
    sent.clear()
    view.draw(*split(scene(rows=9, name="Other")))
    assert [message["key"] for message in sent] == [{"spec", "frame"}]
    assert view.spec["name"] == "Other"
    assert view.frame["sgd_path"]["shape"] == [9, 2]


def test_an_error_is_shown_over_the_last_good_picture() -> None:
    view = view_of(scene())
    view.fail("Something is wrong.")
    assert view.frame["error"] == "Something is wrong."
    assert view.frame["sgd_path"] == pack(np.outer(np.arange(5), [1.0, -1.0]))
    view.draw(*split(scene()))
    assert "error" not in view.frame


def answering() -> tuple[View, list[Any]]:
    """A view, and the messages that were answered, each with a frame."""
    told: list[Any] = []

    def move(message: dict[str, Any]) -> None:
        told.append((message["key"], message["point"]))
        view.draw(*split(scene(start=message["point"])))

    def pick(message: dict[str, Any]) -> None:
        told.append((message["key"], message["index"]))
        view.draw(*split(scene(at=message["index"][1])))

    view = view_of(scene(), move=move, pick=pick)
    return view, told


def receive(view: View, **content: Any) -> None:
    view._handle_custom_msg(content, [])


def test_the_answer_carries_the_number_of_the_request() -> None:
    view, told = answering()
    receive(view, kind="move", key="start", point=[0, 1.5], request=4)
    assert told == [("start", [0, 1.5])]
    assert view.frame["request"] == 4
    assert view.frame["start"] == [0, 1.5]
    view.draw(*split(scene(rows=6)))  # a slider moved: made knowing request 4
    assert view.frame["request"] == 4


def test_what_is_picked_is_told_and_answered() -> None:
    view, told = answering()
    receive(view, kind="pick", key="cell", index=[0, 1], request=2)
    assert told == [("cell", [0, 1])]
    assert view.frame["cell"] == [0, 1]
    assert view.frame["request"] == 2


@pytest.mark.parametrize(
    "message", [{"kind": "move", "key": "start", "point": [0, 0]}, {"kind": "pick", "key": "cell", "index": [0, 0]}]
)
def test_a_request_is_answered_even_if_nothing_changes(message: dict[str, Any]) -> None:
    view = view_of(scene(), move=lambda message: None, pick=lambda message: None)
    receive(view, **message, request=3)
    assert view.frame["request"] == 3


def test_what_goes_wrong_in_the_callback_is_shown_and_raised() -> None:
    def broken(message: dict[str, Any]) -> None:
        raise RuntimeError("the loss is not defined here")

    view = view_of(scene(), move=broken)
    with pytest.raises(RuntimeError):
        view._receive(view, {"kind": "move", "key": "start", "point": [0, 0], "request": 1}, [])
    assert view.frame["error"] == "the loss is not defined here"
    assert view.frame["request"] == 1


def test_unknown_messages_are_refused() -> None:
    view, _ = answering()
    with pytest.raises(ValueError, match="it knows messages of kind move, pick"):
        view._receive(view, {"kind": "dance"}, [])


def test_the_repr_is_short_and_always_the_same() -> None:
    texts = {repr(view_of(scene(rows))) for rows in (3, 30)}
    assert texts == {"View('Test': surface, curves, cells)"}


def test_a_frame_of_two_runs_of_a_hundred_steps_is_under_ten_kilobytes() -> None:
    frame = view_of(scene(rows=101)).frame
    one_run = sum(len(value["f32"]) for value in frame.values() if isinstance(value, dict))
    assert 2 * one_run < 10_000
