"""The star of a state: the results at all places of every slider, sent when the hand rests, shown at once [Star].

A view whose browser watches the stock sliders themselves shows from the star what a slider asks for, with no round
trip; the frame of the kernel, computed by the same function, follows and replaces it.  A ray of the star holds as
long as everything but its own slider stays: its *family*.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import ipywidgets as widgets
import traitlets

from sgdlab.labs.stage import state
from sgdlab.labs.stage.control import Control
from sgdlab.labs.stage.ray import pack_ray
from sgdlab.labs.stage.sliders import Pair
from sgdlab.labs.stage.view import View

LARGEST = 150_000  # bytes of a ray that are worth sending


class Star(View):
    """A view that also watches the controls in the browser and asks, when the hand rests, for the rays it lacks.

    `watched`: for each control its name, its model, the trait of it that moves; for a slider its stops and the number
    field beside it with the numbers that belong to them.
    `on_rest` is called with the families of the rays that the browser has, by slider.
    """

    watched: Any = traitlets.List().tag(sync=True, **widgets.widget_serialization)

    def __init__(
        self,
        spec: Mapping[str, Any],
        frame: Mapping[str, Any],
        on_move: Callable[[str, Any], None],
        on_pick: Callable[[str, Any], None],
        on_rest: Callable[[Mapping[str, int]], None],
    ) -> None:
        self._on_rest = on_rest
        super().__init__(spec, frame, on_move, on_pick)

    def watch(self, controls: Mapping[str, Control]) -> None:
        """Let the browser watch these controls."""
        self.watched = [
            {"name": name, "model": one.model, "trait": one.trait, "stops": one.stops}
            | ({"number": one.number, "numbers": one.places} if isinstance(one, Pair) else {})
            for name, one in controls.items()
            if one.model is not None
        ]

    def send_ray(self, name: str, family: int, packed: bytes) -> None:
        """Send the frames along one slider."""
        self.send({"kind": "ray", "name": name, "family": family}, [packed])

    def _receive(self, widget: Any, content: Any, buffers: Any) -> None:
        if isinstance(content, dict) and content.get("kind") == "rest":
            self._on_rest(content.get("has", {}))
        else:
            super()._receive(widget, content, buffers)


def place(name: str, controls: Mapping[str, Control], more: str = "") -> dict[str, Any]:
    """Where all controls stand, and to which family each slider's ray belongs; `more`: what else the result hangs on.

    >>> from sgdlab.labs.stage.controls import LinearSlider
    >>> place("demo", {"momentum": LinearSlider("momentum", 0.5, (0, 0.9, 0.1), "")})["at"]
    {'momentum': 5}
    """
    at = {key: one.position for key, one in controls.items() if one.model is not None}
    return {"at": at, "family": {key: family(name, controls, key, more) for key, one in controls.items() if one.places}}


def family(name: str, controls: Mapping[str, Control], slider: str, more: str = "") -> int:
    """A number for everything but one slider: two states with the same number share that slider's ray."""
    return zlib.crc32(f"{state.write(name, controls, without=slider)} {more}".encode())


def rays(lab: Any, has: Mapping[str, int]) -> Iterator[tuple[str, int, bytes]]:
    """Yield the rays of a lab's state that a browser lacks, each as name, family and bytes; none that is too large."""
    for name, control in lab.controls.items():
        here = family(lab.name, lab.controls, name, lab.depends)
        if control.places and has.get(name) != here:
            results = lab.ray(lab.settings(), name, control.places)
            packed = pack_ray([None if one is None else lab.framed(one) for one in results], lab.view.spec)
            if len(packed) <= LARGEST:
                yield name, here, packed
