"""The view of every lab: a widget that draws a scene in the browser (`front_end/`), and hears what the reader does.

`sgdlab.scene.wire` splits a scene into `spec`, its structure, and `frame`, its values.  Besides them,

    spec may have   "question", above the picture;  "presets", questions to choose from;  "said" and "goals", the keys
                    of notices, and of goals with their "text" and whether they are "reached";  "roster", who can race;
                    "code", its template;  "page", the address of the lab on the site
    frame may have  "error", a sentence, shown as an alert over the last good picture;  "refused", one beside its own
                    picture;  "state", all settings in a line;  "at", where the controls stand;  "family", which rays
                    belong there;  "rested", whether nothing is missing;  "counted" and "each", for the code

Arrays travel as float32, and finite numbers beyond float32 become its limits, so that a diverged path still leaves the
picture in its direction.

What the reader does arrives as a message with a "kind": "move" (a handle, by "key", to a "point"), "pick" (a cell, by
"key" and "index"), and whatever else `answers` has a function for; these assign the frame that answers.  The browser
numbers its requests and sends one at a time.  The "request" of a frame is the newest number received before it was
made, so the browser never draws a stale frame.

The browser watches the stock sliders.  Without `live` it shows at once the frame that it has stored of a new place, and
once the reader pauses, it asks for rays by a message of kind "rest" with the families that it "has" (`in_page.py`).
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import anywidget
import ipywidgets as widgets
import traitlets

from sgdlab.labs.stage.arrays import pack_all
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.sliders import SliderWithNumber
from sgdlab.scene import Json

FRONT_END = Path(__file__).with_name("static")  # built from front_end/src by `make front-end`


class View(anywidget.AnyWidget):
    """A lab's picture: `View(spec, frame)` shows a state; `view.draw(spec, frame)` the next.

    >>> View({"name": "Two curves", "series": [], "panels": [], "words": []}, {})
    View('Two curves': no panels)
    """

    _esm = (FRONT_END / "lab.js").read_text("utf-8")
    spec = traitlets.Dict().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)
    live = traitlets.Dict().tag(sync=True)  # what the page needs to compute by itself; empty: the kernel computes
    places = traitlets.Dict().tag(sync=True)  # what was moved in the picture, by the name of its control
    # of each control its name, its model and the trait that changes; of a slider also its stops and its number field
    watched: traitlets.List[Json] = traitlets.List().tag(sync=True, **widgets.widget_serialization)

    programs = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)  # the runs in plain NumPy, once asked
    controls = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)  # of its own; None: it has Jupyter's
    state = traitlets.Unicode().tag(sync=True)  # all settings as the kernel has understood them, in a line

    def __init__(
        self, spec: Json, frame: Json, answers: Mapping[str, Callable[[Json], None]] = MappingProxyType({})
    ) -> None:
        self.request = 0
        self._answers = answers
        super().__init__(spec=pack_all(spec), frame={**pack_all(frame), "request": 0}, state=frame.get("state", ""))
        self.on_msg(self._receive)

    def draw(self, spec: Json, frame: Json) -> None:
        """Show another state; if its structure is another one too, both change together, in one message."""
        packed, state = pack_all(spec), {**pack_all(frame), "request": self.request}
        with self.hold_sync():
            if packed != self.spec:
                self.spec = packed
            self.frame = state

    def fail(self, sentence: str) -> None:
        """Show what went wrong, over the last good picture."""
        self.frame = {**self.frame, "error": sentence, "request": self.request}

    def watch(self, controls: Controls) -> None:
        """Let the browser watch these controls."""
        self.watched = [
            {"name": name, "model": one.model, "trait": one.trait, "stops": one.stops}
            | ({"number": one.number, "numbers": one.places} if isinstance(one, SliderWithNumber) else {})
            for name, one in controls.items()
            if one.model is not None
        ]

    def send_ray(self, name: str, family: int, packed: bytes) -> None:
        """Send the frames along one slider, as text, because not every home passes on the buffers of a message."""
        self.send({"name": name, "family": family, "packed": base64.b64encode(packed).decode("ascii")})

    def _receive(self, widget: "View", content: Json, buffers: Sequence[bytes]) -> None:
        """Take a message from the browser: the reader moved, picked or chose something."""
        answer = self._answers.get(content.get("kind", ""))
        if answer is None:
            raise ValueError(f"the view was sent {content!r}; it knows messages of kind {', '.join(self._answers)}")
        try:
            self.request = max(self.request, int(content.get("request", self.request)))
            answer(content)
        except Exception as error:
            self.fail(str(error) or type(error).__name__)  # for the reader; the log has the traceback
            raise
        if self.frame.get("request") != self.request:  # nothing new to show, which is an answer too
            self.frame = {**self.frame, "request": self.request}

    def __repr__(self) -> str:
        kinds = ", ".join(panel["kind"] for panel in self.spec["panels"]) or "no panels"
        return f"View({self.spec['name']!r}: {kinds})"
