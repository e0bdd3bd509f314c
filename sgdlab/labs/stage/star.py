"""The star of a state: the results at all places of every slider, sent when the reader pauses, shown at once [Star].

The browser watches the stock sliders itself.  When one moves, it shows the stored frame of the new place at once; the
frame of the kernel, computed by the same function, follows and replaces it.  A ray, the results along one slider, stays
valid as long as everything but its own slider stays the same.  Its *family* is a number for that.

While the clock moves a slider, the browser asks for a part of its ray, the places that come next, before it needs them.
"""

import base64
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import ipywidgets as widgets
import traitlets

from sgdlab.labs.stage import state
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.control import Controls, plainly
from sgdlab.labs.stage.ray import pack_ray
from sgdlab.labs.stage.sliders import SliderWithNumber
from sgdlab.labs.stage.view import View

if TYPE_CHECKING:
    from sgdlab.labs.stage.goal import ResultT
    from sgdlab.labs.stage.lab import Lab
    from sgdlab.labs.stage.settings import SettingsT

LARGEST = 150_000  # bytes of a ray that are worth sending
MOST = 60  # places in a part of a ray


class Star(View):
    """A view that also watches the controls in the browser and, once the reader pauses, asks for the rays it lacks.

    `watched`: for each control its name, its model and the trait that changes; for a slider also its stops, the number
    field beside it, and the numbers that belong to the stops.
    A message of kind "rest" has the families of the rays that the browser already has, by slider; one of kind "ahead"
    the "name" of a slider and the "first" of the places to come.
    """

    watched: traitlets.List[Json] = traitlets.List().tag(sync=True, **widgets.widget_serialization)

    def watch(self, controls: Controls) -> None:
        """Let the browser watch these controls."""
        self.watched = [
            {"name": name, "model": one.model, "trait": one.trait, "stops": one.stops}
            | ({"number": one.number, "numbers": one.places} if isinstance(one, SliderWithNumber) else {})
            for name, one in controls.items()
            if one.model is not None
        ]

    def send_frames(self, kind: str, name: str, family: int, packed: bytes) -> None:
        """Send the frames along one slider, a "ray", or a "part" of them, which joins those that the browser has.

        They are sent as text, because not every home passes on the buffers of a message.
        """
        self.send({"kind": kind, "name": name, "family": family, "packed": base64.b64encode(packed).decode("ascii")})


def positions_of(lab: "Lab[SettingsT, ResultT]") -> Json:
    """Return where all controls of a lab stand, and the family of each slider's ray.

    >>> from sgdlab.labs import HZoomLab
    >>> positions_of(HZoomLab())["at"]
    {'function': 0, 'x': 70, 'h': 314}
    """
    positions = {name: one.position for name, one in lab.controls.items() if one.model is not None}
    families = {name: family_of(lab, name) for name, one in lab.controls.items() if one.places}
    return {"at": positions, "family": families}


def family_of(lab: "Lab[SettingsT, ResultT]", slider: str) -> int:
    """Return a number for everything but one slider: two states with the same number share that slider's ray."""
    others = f"{state.write(lab.name, lab.controls, without=slider)} {lab.depends}"
    return zlib.crc32(others.encode())


def rays(lab: "Lab[SettingsT, ResultT]", has: Mapping[str, int]) -> Iterator[tuple[str, int, bytes]]:
    """Yield the rays that a browser lacks, each as name, family and bytes; none that is empty or too large."""
    for name, control in lab.controls.items():
        family = family_of(lab, name)
        if control.places and has.get(name) != family:
            results = lab.ray(lab.settings(), name, control.places)
            packed = _packed(lab, name, results)
            if len(packed) <= LARGEST and any(one is not None for one in results):
                yield name, family, packed


def part(lab: "Lab[SettingsT, ResultT]", name: str, first: int) -> tuple[str, int, bytes]:
    """Return the frames at the next places of a slider as name, family and bytes: as many as a moment allows."""
    places = lab.controls[name].places
    results = lab.along(name, places, range(first, min(first + MOST, len(places))))
    return name, family_of(lab, name), _packed(lab, name, results)


def _packed(lab: "Lab[SettingsT, ResultT]", name: str, results: "Sequence[ResultT | None]") -> bytes:
    """The frames of results at all places of a slider, None where there is none."""
    others = state.write(lab.name, lab.controls, without=name)
    frames = [
        None if one is None else {**lab.framed(one), "state": f"{others} {name}={plainly(place)}"}
        for one, place in zip(results, lab.controls[name].places, strict=True)
    ]
    return pack_ray(frames, lab.view.spec)
