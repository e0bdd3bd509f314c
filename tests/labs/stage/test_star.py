"""The star of a lab: which rays are sent when, that they hold what the lab would compute, and what there is at rest."""

import base64
import json
import zlib
from dataclasses import dataclass, replace
from itertools import count
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.labs.stage.export import page
from sgdlab.labs.stage.fields import Choice
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.sliders import LinearSlider, LogSlider
from sgdlab.labs.stage.view import View
from sgdlab.scene import Lines, Scene
from tests.labs.stage.test_export import stored


@dataclass(frozen=True)
class Settings:
    """What the controls of `Sums` say."""

    a: float = 0.0
    b: float = 0.01
    sign: int = 1


@dataclass(frozen=True)
class Result:
    """A sum, and what more there is at rest."""

    settings: Settings
    sum: float
    more: bool = False

    @property
    def description(self) -> str:
        return f"the sum is {self.sum:g}{' and more' if self.more else ''}"


class Sums(Lab):
    """A lab of two sliders and a list; it fails where the sum is exactly 0.5."""

    name = "sums"
    question = "What is the sum?"
    Settings = Settings
    clock, pause = 0.0, 0.0  # seconds

    def __init__(self) -> None:
        self.controls = {
            "a": LinearSlider("a", 0.0, (0.0, 1.0, 0.25), "first"),
            "b": LogSlider("b", 0.01, (-3.0, 0.0), "second"),
            "sign": Choice("sign", [1, -1], 1, "which way"),
        }
        self.sent: list[tuple[str, int]] = []
        self.show()
        self.view.send_ray = lambda name, family, packed: self.sent.append((name, family))

    def compute(self, settings: Settings) -> Result:
        self.clock += self.pause
        if settings.a == 0.5:
            raise ValueError("a half is not allowed")
        return Result(settings, settings.a + settings.sign * settings.b)

    def scene(self, result: Result) -> Scene:
        return Scene("Sums", result.description, [], [Lines([f"{result.sum:g}"])])

    def enriched(self, result: Result) -> Result:
        return replace(result, more=True)


def ask(lab: Lab, **has: int) -> None:
    lab.view._receive(lab.view, {"kind": "rest", "has": has}, [])


def test_the_browser_is_told_what_to_watch_and_where_it_stands() -> None:
    lab = Sums()
    assert [(one["name"], one["trait"]) for one in lab.view.watched] == [
        ("a", "value"),
        ("b", "value"),
        ("sign", "index"),
    ]
    assert lab.view.watched[0]["stops"] == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert lab.view.watched[2]["stops"] is None
    assert lab.view.frame["at"] == {"a": 0, "b": 20, "sign": 0}
    lab.apply({"a": 0.75, "sign": -1})
    assert lab.view.frame["at"] == {"a": 3, "b": 20, "sign": 1}


def test_a_ray_belongs_to_all_settings_but_its_own() -> None:
    lab = Sums()
    first = lab.view.frame["family"]
    lab.controls["a"].value = 1.0
    second = lab.view.frame["family"]
    assert first["a"] == second["a"]
    assert first["b"] != second["b"]
    assert set(first) == {"a", "b"}
    assert lab.family("a") == second["a"]
    assert lab.positions()["at"] == lab.view.frame["at"]
    lab.depends = "yours"
    assert lab.family("a") != second["a"]


def test_a_ray_belongs_to_the_places_of_its_slider() -> None:
    """A size that was typed becomes one: the number of a place is another size from there on."""
    lab = sl.CostMeterLab()
    families = {}
    for size in (16, 17, 32):
        lab.apply({"inputs": size})
        families[size] = lab.view.frame["family"]["inputs"]
    assert families[16] != families[17] == families[32]


def test_at_rest_what_is_missing_is_sent_and_nothing_else() -> None:
    lab = Sums()
    families = lab.view.frame["family"]
    ask(lab)
    assert lab.sent == [("a", families["a"])]  # one at a time, so that no move waits for long
    ask(lab, a=families["a"])
    assert lab.sent == [("a", families["a"]), ("b", families["b"])]
    lab.sent.clear()
    ask(lab, **families)
    assert lab.sent == []
    lab.controls["a"].value = 0.25
    ask(lab, **families)
    assert lab.sent == [("b", lab.view.frame["family"]["b"])]


def test_at_rest_the_result_gets_more_once() -> None:
    lab = Sums()
    assert not lab.view.frame["rested"]
    ask(lab)
    assert lab.view.frame["rested"]
    assert repr(lab) == "Sums: the sum is 0.01 and more"
    assert lab.view.frame["description"] == lab.result.description
    settled = lab.result
    ask(lab)
    assert lab.result is settled
    lab.controls["a"].value = 0.25
    assert (lab.view.frame["rested"], lab.result.more) == (False, False)


def test_where_it_fails_a_ray_has_no_result_and_the_kernel_says_why() -> None:
    lab = Sums()
    results = lab.ray("a")
    assert [None if one is None else one.sum for one in results] == [0.01, 0.26, None, 0.76, 1.01]
    with pytest.raises(ValueError, match="a half is not allowed"):
        lab.controls["a"].value = 0.5
    lab.sent.clear()
    ask(lab)
    assert lab.sent == []  # there is no star around a state that could not be computed


@pytest.fixture
def slow_lab(monkeypatch: pytest.MonkeyPatch) -> Sums:
    """A lab that needs 0.03 seconds for a result, by its own clock."""
    lab = Sums()
    monkeypatch.setattr("sgdlab.labs.stage.in_page.time", SimpleNamespace(perf_counter=lambda: lab.clock))
    lab.pause = 0.03
    return lab


def test_a_slow_lab_sends_what_a_tenth_of_a_second_allows_nearest_first(slow_lab: Sums) -> None:
    lab = slow_lab
    results = lab.ray("b")
    known = [k for k, one in enumerate(results) if one is not None]
    assert len(known) == 4  # begun after 0, 0.03, 0.06 and 0.09 seconds
    assert max(abs(k - 20) for k in known) == 2


def test_the_places_of_a_slider_in_a_saved_page_have_pictures_and_are_far_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half a second passes between two looks at the clock, and a page takes three for each slider."""
    lab, clock = sl.HZoomLab(), count(step=0.5)
    monkeypatch.setattr("sgdlab.labs.stage.in_page.time", SimpleNamespace(perf_counter=lambda: next(clock)))
    assert not any(lab.ray("x"))
    data = stored(page(lab))
    for slider in data["sliders"]:
        all_places = lab.controls[slider["name"]].places
        at = [all_places.index(place) for place in slider["places"]]
        assert len(at) == 5
        assert len(all_places) / 16 < min(np.diff(at)) <= max(np.diff(at)) < len(all_places) / 2
        assert at[-1] - at[0] > 0.7 * len(all_places)
        assert slider["ends"] == [slider["places"][0], slider["places"][-1]]
        assert lab.controls[slider["name"]].value in slider["places"]
        ray = zlib.decompress(base64.b64decode(data["arrays"][data["rays"][slider["name"]]["packed"]]))
        header = json.loads(ray[4 : 4 + int.from_bytes(ray[:4], "little")])
        assert (header["count"], header["missing"]) == (5, [])


def test_rays_travel_as_text_because_not_every_home_passes_on_buffers(monkeypatch: pytest.MonkeyPatch) -> None:
    messages: list[Any] = []
    monkeypatch.setattr(View, "send", lambda self, *message: messages.append(json.loads(json.dumps(message))))
    lab = sl.HZoomLab()
    ask(lab)
    ((ray,),) = messages
    assert (ray["name"], ray["family"]) in lab.view.frame["family"].items()
    places = len(lab.controls[ray["name"]].places)
    assert header_of(base64.b64decode(ray["packed"], validate=True))["count"] == places


def header_of(packed: bytes) -> Any:
    raw = zlib.decompress(packed)
    return json.loads(raw[4 : 4 + int.from_bytes(raw[:4], "little")])


def test_a_ray_s_frames_have_the_state_text_of_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[Any] = []
    monkeypatch.setattr("sgdlab.labs.stage.in_page.pack_ray", lambda frames: packed.append(frames) or b"")
    lab = Sums()
    ask(lab)
    places = lab.controls["a"].places
    for place, frame in zip(places, packed[0], strict=True):
        if frame is not None:
            lab.restore(frame["state"])
            assert (lab.settings().a, lab.settings().b) == (place, 0.01)
