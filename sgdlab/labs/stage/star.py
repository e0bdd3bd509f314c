"""The star of a state: the results at all places of every slider, sent when the reader pauses, shown at once [Star].

The browser watches the stock sliders itself.  When one moves, it shows the stored frame of the new place at once; the
frame of the kernel, computed by the same function, follows and replaces it.  A ray, the results along one slider, stays
valid as long as everything but its own slider stays the same.  Its *family* is a number for that.

While the clock moves a slider, the browser asks for a part of its ray, the places that come next, before it needs them.
"""

import base64

import ipywidgets as widgets
import traitlets

from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.sliders import SliderWithNumber
from sgdlab.labs.stage.view import View
from sgdlab.scene import Json


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
