"""The view of every lab: a widget that gets a description of a picture and draws it in the browser (`front_end/`).

Two dictionaries describe the whole picture.  NumPy arrays go in as they are.  They travel as float32, and finite
numbers beyond float32 become its limits, so that a diverged path still leaves the picture in its direction.

`spec` describes the lab, once per problem::

    {"name": "The race",                        # accessible name
     "description": "Two paths on ...",         # read to screen readers; a frame can have a newer one
     "question": "Which is nearer?",            # optional, above the picture
     "said": "said",                            # optional, above the question: the notices of the controls
     "goal": "goal",                            # optional, below the question: a line; "reached" in the frame: whether
     "series": [{"key": "sgd", "name": "mini-batches of 8",
                 "color": "orange",             # blue orange green purple gray (follow the theme), or CSS
                 "dash": [6, 4],                # of lines; bars of a dashed series are hatched
                 "marker": "square",            # circle square diamond triangle
                 "faint": False,                # thin, pale, without a head: one of many
                 "spent": "sgd_spent"}],        # key of (T+1,) rising fractions of the budget spent: its lines
                                                # grow with the playhead; left out: they are drawn whole
     "panels": [...],                           # below, two in a row; each can have a "title", and "wide": True for a
                                                # row of its own (without a neighbor it has one anyway)
     "clock": {"total": "budget", "unit": "example-gradients"},       # left out: no playback
     "words": [{"kind": "lines", "data": "recipe", "series": ["full", "sgd"]},    # a sample before each line,
                                                                           # in bold what follows a newline
               {"kind": "table", "data": "bill", "caption": "The bill"}]}

The panels, with everything that each can have::

    {"kind": "surface", "value": "loss",        # a loss over two parameters
     "x": {"label": "slope", "range": [-1, 3], "scale": "log"}, "y": {...},   # scale: left out, linear
     "equal": True,                             # one scale for both axes: the shape of the picture follows
     "losses": array (ny, nx),                  # row 0 at the low end of y; the picture spans both ranges
     "levels": [...],                           # rising; left out: even in the log of the excess loss
     "minimum": [0.9, 0.4],                     # a cross
     "paths": [{"series": "sgd", "data": "sgd_path"}],           # (T+1, 2), or (S, T+1, 2) for S paths
     "marks": [{"at": "eye", "name": "you are here"}],           # (2,) with its name beside it
     "handles": [{"key": "probe", "name": "the probe",           # (2,), moved by mouse, touch and arrow keys
                  "click": True}],              # and by a click into the panel
     "start": "start"}                          # short for the handle named start

    {"kind": "curves",                          # series against a horizontal axis that the reader chooses
     "x": [{"key": "steps", "label": "steps", "scale": "log", "range": [1, 100]},  # scale, range: optional
           {"key": "spent", "label": "example-gradients", "total": "budget"}],     # total: where the budget ends,
                                                # draws the playhead as a line
     "y": {"label": "loss", "scale": "log"},    # "range": [low, high], or left to the data
     "curves": [{"series": "sgd", "x": {"steps": "sgd_steps"}, "y": "sgd_losses",  # no x: spent times total
                 "low": "sgd_low", "high": "sgd_high"}],         # a band; None in a frame: no band now
     "marks": [{"x": "edge", "label": "2/λmax",  # upright lines with a label, dashed;
                "strong": True,                 # or solid: where the reader is
                "axis": "steps"}],              # left out: on every horizontal axis
     "rules": [{"y": 1e-16, "label": "rounding"}]}               # level lines

    {"kind": "plane",                           # a coordinate plane
     "x": {"label": "bill length", "range": [-3, 3]}, "y": {...},
     "equal": True,                             # one scale for both axes: the smaller range is widened
     "region": "field", "sides": ["no", "yes"], # (ny, nx) in -1 to 1 over both ranges: two sides, a line at 0, and
                                                # the series of the values below 0 and above
     "points": [{"series": "yes", "data": "birds", "names": "islands"}],  # (N, 2); names: N texts, shown on hover
     "lines": [{"series": "fit", "data": "line"}],               # (M, 2) or (S, M, 2)
     "arrows": [{"series": "step", "data": "pull", "now": True}],   # (N, 4): x, y, dx, dy
     "marks": [...], "handles": [...]}          # as on a surface

    {"kind": "bars", "y": {"label": "operations", "scale": "log"},     # "range": [low, high], or left to the data
     "groups": ["forward", "backward"],         # a cluster of bars for each, one bar a series
     "bars": [{"series": "sgd", "data": "counts"}]}              # (G,)

    {"kind": "graph", "data": "circuit", "pick": "node"}         # boxes joined by arrows
    {"kind": "cells", "rows": ["GD", "Adam"], "columns": ["bowl", "ravine"], "data": "cells", "pick": "cell"}

    circuit = {"nodes": [{"x": 0.1, "y": 0.5,   # in 0 to 1, y upwards
                          "label": "w", "value": "2.0", "grad": "−0.5", "tone": "now"}],   # tones: now, done
               "edges": [{"from": 0, "to": 1, "label": "∂ = 3", "tone": "done"}]}
    cells = [[{"text": "12", "value": 0.3,      # shade in 0 to 1, or None
               "tone": "good",                  # good (✓), bad (✗, hatched), none (pale, hatched)
               "title": "shown on hover and focus"}, ...], ...]

"now": True in points, lines, arrows or bars: `data` has a leading axis T+1, and the picture shows the row that the
playhead has reached by the series' `spent`.  "spent" in a graph or cells: `data` is a list of T states, and spent the
key of their T moments.  "pick": the reader can pick a node or cell by mouse and keyboard; under this key a frame can
say what is picked now: [node], [row, column], or None.

`frame` is one consistent state; its keys are those that the spec names::

    {"start": [1, 2], "sgd_path": array, "sgd_spent": array, ..., "budget": 3330,
     "recipe": ["full batch ...", "mini-batches of 8 ..."],
     "bill": {"columns": ["", "full batch", "SGD"], "rows": [["updates", "10", "420"]]},
     "description": "...",                      # optional
     "error": "A sentence."}                    # optional: shown as an alert over the last good picture

Every array, range, point, number and list of labels can be in the spec, or be a key of the frame (only the ranges of a
surface must be in the spec).  A mark, a rule or a minimum can be None in a frame: it is not there now.

When the reader moves a handle, `on_move` is called with its key and point (clamped to the ranges); when the reader
picks, `on_pick` is called with the key and the index.  Both assign the frame that answers.  The browser numbers its
requests and sends one at a time.  The "request" of a frame is the newest number received before it was made, so the
browser never draws a stale frame.
"""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeGuard

import anywidget
import traitlets
from traitlets import Bunch

from sgdlab.labs.stage.arrays import Json, pack, unpack
from sgdlab.labs.stage.frame import checked_frame
from sgdlab.labs.stage.spec import checked_spec, even_levels

__all__ = ["View", "even_levels", "pack", "unpack"]

Point = tuple[float, float]
FRONT_END = Path(__file__).with_name("static")  # built from front_end/src by `make front-end`


class View(anywidget.AnyWidget):
    """A lab's picture: `View(spec, frame)` shows a state; assign `view.frame` to show the next.

    >>> View({"name": "Two curves", "series": [], "panels": []}, {})
    View('Two curves': no panels)
    """

    _esm = (FRONT_END / "lab.js").read_text("utf-8")
    spec = traitlets.Dict().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        spec: Json,
        frame: Json,
        on_move: Callable[[str, Point], None] | None = None,
        on_pick: Callable[[str, Sequence[int]], None] | None = None,
    ) -> None:
        self.request = 0
        self._on_move, self._on_pick = on_move, on_pick
        checked = checked_spec(spec)  # first, because traitlets can check the frame before the spec
        super().__init__(spec=checked, frame=checked_frame(frame, checked, 0))
        self.on_msg(self._receive)

    def describe(self, spec: Json, frame: Json) -> None:
        """Show another problem: spec and frame change together, in one message."""
        checked = checked_spec(spec)
        state = checked_frame(frame, checked, self.request)
        with self.hold_sync():
            self.spec = checked
            self.frame = state

    def fail(self, sentence: str) -> None:
        """Show what went wrong, over the last good picture."""
        self.frame = {**self.frame, "error": sentence}

    @traitlets.validate("spec")
    def _validate_spec(self, proposal: Bunch) -> Json:
        return checked_spec(proposal["value"])

    @traitlets.validate("frame")
    def _validate_frame(self, proposal: Bunch) -> Json:
        return checked_frame(proposal["value"], self.spec, self.request)

    def _receive(self, widget: "View", content: object, buffers: Sequence[bytes]) -> None:
        """Take a message from the browser: the reader moved a handle, or picked something."""
        kind = content.get("kind") if isinstance(content, dict) else None
        if not isinstance(content, dict) or kind not in ("move", "pick"):
            raise ValueError(f"the view was sent {content!r}; it knows messages of kind 'move' and 'pick'")
        try:
            self.request = max(self.request, int(content["request"]))
            (self._moved if kind == "move" else self._picked)(content)
        except Exception as error:
            self.fail(str(error) or type(error).__name__)  # for the reader; the log has the traceback
            raise
        if self.frame.get("request") != self.request:  # nothing new to show, which is an answer too
            self.frame = dict(self.frame)

    def _moved(self, content: Json) -> None:
        handles = [part["key"] for panel in self.spec["panels"] for part in panel.get("handles", [])]
        key = _known(content.get("key"), handles, "handle")
        point = content.get("point")
        if not _are_numbers(point) or len(point) != 2:
            raise ValueError(f"the point {point!r} of {key!r} cannot be used; two finite numbers are needed")
        if self._on_move is not None:
            self._on_move(key, (float(point[0]), float(point[1])))

    def _picked(self, content: Json) -> None:
        key = _known(content.get("key"), [panel.get("pick") for panel in self.spec["panels"]], "panel to pick from")
        index = content.get("index")
        if not _are_numbers(index) or not all(isinstance(k, int) for k in index):
            raise ValueError(f"the index {index!r} of {key!r} cannot be used; a list of whole numbers is needed")
        if self._on_pick is not None:
            self._on_pick(key, [int(k) for k in index])

    def __repr__(self) -> str:
        kinds = ", ".join(panel["kind"] for panel in self.spec["panels"]) or "no panels"
        return f"View({self.spec['name']!r}: {kinds})"


def _known(key: object, allowed: list[str], what: str) -> str:
    if not isinstance(key, str) or key not in allowed:
        raise ValueError(f"there is no {what} {key!r}; there are {[name for name in allowed if name]}")
    return key


def _are_numbers(value: object) -> TypeGuard[list[float]]:
    """Return whether something is a list of finite numbers."""
    return isinstance(value, list) and all(isinstance(one, int | float) and math.isfinite(one) for one in value)
