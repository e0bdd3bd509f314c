"""The view of every lab: a widget that is told what to draw, and draws it in the browser (`front_end/`).

Two dictionaries say everything.  NumPy arrays go in as they are; they travel as float32, and finite numbers
beyond float32 are held at its limits, so that a diverged path still leaves the picture in its direction.

`spec` describes the lab, once per problem::

    {"name": "The race",                        # accessible name
     "description": "Two paths on ...",         # said to screen readers; a frame may bring a newer one
     "series": [{"key": "sgd", "name": "mini-batches of 8",
                 "color": "orange",             # blue orange green purple gray (follow the theme), or CSS
                 "dash": [6, 4], "marker": "square",      # circle square diamond triangle
                 "faint": False,                # a thin, pale line without a head: one of many seeds
                 "spent": "sgd_spent"}],        # key of (T+1,) rising fractions of the budget spent
     "panels": [
       {"kind": "surface", "title": "The loss surface", "value": "loss",
        "x": {"label": "slope", "range": [-1, 3]}, "y": {...},
        "losses": array (ny, nx),               # row 0 at the low end of y; the picture spans both ranges
        "levels": [...], "minimum": [0.9, 0.4], # levels: rising; left out: even in the log of the excess loss
        "paths": [{"series": "sgd", "data": "sgd_path"}],   # (T+1, 2), or (S, T+1, 2) for S paths
        "start": "start"},                      # key of the start point (2,); it can be dragged
       {"kind": "curves", "title": "Loss",
        "x": [{"key": "steps", "label": "steps"},               # the reader's choice; total: where the budget ends,
              {"key": "spent", "label": "example-gradients", "total": "budget"}],  # draws the playhead as a line
        "y": {"label": "loss", "scale": "log"}, # "range": [low, high], or left to the data
        "curves": [{"series": "sgd", "x": {"steps": "sgd_steps"}, "y": "sgd_losses",  # no x: spent times total
                    "low": "sgd_low", "high": "sgd_high"}]}],         # low and high: a band; None in a frame: none now
     "clock": {"total": "budget", "unit": "example-gradients"},       # left out: no playback
     "words": [{"kind": "lines", "data": "recipe", "series": ["full", "sgd"]},    # a sample before each line,
                                                                           # in bold what follows a newline
               {"kind": "table", "data": "bill", "caption": "The bill"}]}

`frame` is one consistent state; its keys are those that the spec names::

    {"start": [1, 2], "sgd_path": array, "sgd_spent": array, ..., "budget": 3330,
     "recipe": ["full batch ...", "mini-batches of 8 ..."],
     "bill": {"columns": ["", "full batch", "SGD"], "rows": [["updates", "10", "420"]]},
     "description": "...",                      # optional
     "error": "A sentence."}                    # optional: shown as an alert over the last good picture

`losses`, `levels`, `minimum`, `start`, `total` and the range of y may stand in the spec, or be keys of the frame.

When the reader moves the start point, `on_start` is called with it (clamped to the ranges); it assigns the
frame that answers.  The browser numbers its requests and has one under way at a time; every frame carries, as
"request", the newest number received when it was made, so that a stale one is never drawn.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import NDArray

from sgdlab.labs.stage.joined import joined

Start = tuple[float, float]

MARKERS = ("circle", "square", "diamond", "triangle")
NEEDED = {"surface": ("x", "y", "losses"), "curves": ("x", "y", "curves")}
_LARGEST = float(np.finfo(np.float32).max)


def pack(array: Any) -> dict[str, Any]:
    """An array as the front end reads it: its shape, and its numbers as little-endian float32.

    >>> pack(np.array([[1.0, 1e300]]))["shape"]
    [1, 2]
    """
    numbers = np.asarray(array)
    if numbers.dtype.kind not in "biuf":
        raise ValueError(f"an array of {numbers.dtype} cannot be drawn; give real numbers")
    held = np.where(np.isfinite(numbers), np.clip(numbers, -_LARGEST, _LARGEST), numbers)
    return {"shape": list(numbers.shape), "f32": held.astype("<f4").tobytes()}


def unpack(packed: Mapping[str, Any]) -> NDArray[np.float32]:
    """The array that `pack` packed, in float32.

    >>> unpack(pack(np.arange(6).reshape(2, 3)))
    array([[0., 1., 2.],
           [3., 4., 5.]], dtype=float32)
    """
    return np.frombuffer(packed["f32"], "<f4").reshape(packed["shape"]).astype(np.float32)


def even_levels(losses: Any, count: int = 12) -> list[float]:
    """Levels even in the logarithm of the height above the lowest loss, four to a power of ten.

    >>> [round(level, 3) for level in even_levels([[0.0, 1.0], [2.0, np.inf]], count=3)]
    [0.474, 0.843, 1.5]
    """
    finite = np.asarray(losses, float)
    finite = finite[np.isfinite(finite)]
    if not finite.size or finite.min() == finite.max():
        raise ValueError("a surface needs at least two different finite losses")
    low, high = float(finite.min()), float(finite.max())
    return [low + (high - low) * 10 ** ((k + 0.5 - count) / 4) for k in range(count)]


class View(anywidget.AnyWidget):
    """A lab's picture: `View(spec, frame, on_start)` shows a state; assign `view.frame` to show the next.

    >>> View({"name": "Two curves", "series": [], "panels": []}, {})
    View('Two curves': no panels)
    """

    _esm = joined()
    spec = traitlets.Dict().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        spec: Mapping[str, Any],
        frame: Mapping[str, Any],
        on_start: Callable[[Start], None] | None = None,
    ) -> None:
        self.request = 0
        self._on_start = on_start
        checked = _checked_spec(_packed(spec))  # here, since traitlets may check the frame before the spec
        super().__init__(spec=checked, frame=_checked_frame(frame, checked, 0))
        self.on_msg(self._receive)

    def describe(self, spec: Mapping[str, Any], frame: Mapping[str, Any]) -> None:
        """Show another problem: spec and frame change together, in one message."""
        checked = _checked_spec(_packed(spec))
        state = _checked_frame(frame, checked, self.request)
        with self.hold_sync():
            self.spec = checked
            self.frame = state

    def fail(self, sentence: str) -> None:
        """Show what went wrong, over the last good picture."""
        self.frame = {**self.frame, "error": sentence}

    @traitlets.validate("spec")
    def _validate_spec(self, proposal: Any) -> dict[str, Any]:
        return _checked_spec(_packed(proposal["value"]))

    @traitlets.validate("frame")
    def _validate_frame(self, proposal: Any) -> dict[str, Any]:
        return _checked_frame(proposal["value"], self.spec, self.request)

    def _receive(self, _: Any, content: Any, buffers: Any) -> None:
        """A message from the browser: the start point was moved."""
        if not isinstance(content, dict) or content.get("kind") != "start":
            raise ValueError(f"the view was sent {content!r}; it knows messages of kind 'start'")
        try:
            start = _checked_start(content.get("start"))
            self.request = max(self.request, int(content["request"]))
            if self._on_start is not None:
                self._on_start(start)
        except Exception as error:
            self.fail(str(error) or type(error).__name__)  # for the reader; the log has the whole
            raise
        if self.frame.get("request") != self.request:  # nothing new to show is an answer too
            self.frame = dict(self.frame)

    def __repr__(self) -> str:
        kinds = ", ".join(panel["kind"] for panel in self.spec["panels"]) or "no panels"
        return f"View({self.spec['name']!r}: {kinds})"


def _packed(value: Any) -> Any:
    """The same nested value with every array packed and NumPy's scalars as Python's."""
    if isinstance(value, np.ndarray) and value.ndim:
        return pack(value)
    if isinstance(value, Mapping):
        return {key: _packed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_packed(item) for item in value]
    return value.item() if isinstance(value, np.generic | np.ndarray) else value


def _checked_start(start: Any) -> Start:
    if (
        isinstance(start, list)
        and len(start) == 2
        and all(isinstance(v, int | float) and math.isfinite(v) for v in start)
    ):
        return float(start[0]), float(start[1])
    raise ValueError(f"the start point {start!r} cannot be used; two finite numbers are needed")


def _checked_spec(spec: Mapping[str, Any]) -> dict[str, Any]:
    full = {"name": "lab", "series": [], "panels": [], "words": [], **spec}
    full["series"] = [{"dash": [], "marker": "circle", "faint": False, **one} for one in full["series"]]
    full["panels"] = [_checked_panel(panel, [one["key"] for one in full["series"]]) for panel in full["panels"]]
    for one in full["series"]:
        if one["marker"] not in MARKERS:
            raise ValueError(f"marker {one['marker']!r} of {one['key']!r}: there are {', '.join(MARKERS)}")
    return full


def _checked_panel(panel: Mapping[str, Any], series: list[str]) -> dict[str, Any]:
    kind = panel.get("kind")
    if kind not in NEEDED:
        raise ValueError(f"a panel of kind {kind!r}: the front end draws {', '.join(NEEDED)}")
    missing = [name for name in NEEDED[kind] if name not in panel]
    if missing:
        raise ValueError(f"the {kind} panel lacks {', '.join(missing)}; it needs {', '.join(NEEDED[kind])}")
    for line in _lines(panel):
        if line.get("series") not in series:
            raise ValueError(f"the {kind} panel draws {line.get('series')!r}; spec['series'] has {series}")
    full: dict[str, Any] = {"title": "", **panel}
    if kind == "surface":
        full = {"value": "loss", "paths": [], "minimum": None, **full}
        _check_surface(full)
        full.setdefault("levels", even_levels(unpack(full["losses"])))
    return full


def _check_surface(panel: Mapping[str, Any]) -> None:
    for axis in ("x", "y"):
        ends = panel[axis].get("range", ())
        if not isinstance(ends, list) or len(ends) != 2 or not -math.inf < ends[0] < ends[1] < math.inf:
            raise ValueError(f"the surface's {axis} range is {ends}; give two finite numbers, rising")
    losses, levels = panel["losses"], panel.get("levels")
    if isinstance(losses, str):
        if levels is None:
            raise ValueError("losses that come with the frame need levels: a list in the spec, or a key of the frame")
    elif not isinstance(losses, dict) or len(losses["shape"]) != 2 or min(losses["shape"]) < 3:
        raise ValueError(f"losses must be an array (ny, nx), at least 3 by 3; got {_shown(losses)}")
    if isinstance(levels, list) and (len(levels) < 2 or any(a >= b for a, b in pairwise(levels))):
        raise ValueError(f"levels {levels}; give at least two numbers, rising")


def _checked_frame(frame: Mapping[str, Any], spec: Mapping[str, Any], request: int) -> dict[str, Any]:
    state: dict[str, Any] = {**_packed(frame), "request": request}
    error = state.get("error")
    if error is not None and not isinstance(error, str):
        raise ValueError(f"frame['error'] is {error!r}; give a sentence")
    if error is None or set(state) != {"error", "request"}:
        for key in _single_keys(spec):
            if key not in state:
                raise ValueError(f"the frame has no {key!r}, which the spec names; it has {sorted(state)}")
        for owner, keys in _expected(spec, state):
            _check_rows(owner, keys, state)
    return state


def _single_keys(spec: Mapping[str, Any]) -> list[str]:
    """The keys of a frame that are not arrays of a run: start point, budget, words, …"""
    owners = [(panel, name) for panel in spec["panels"] for name in ("losses", "levels", "minimum", "start")]
    owners += [(part, "data") for part in spec["words"]] + [(spec.get("clock", {}), "total")]
    return [owner[name] for owner, name in owners if isinstance(owner.get(name), str)]


def _expected(spec: Mapping[str, Any], state: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, tuple[int, ...]]]]:
    """For each line of each panel: the keys of its arrays, with how many dimensions; a band may be None."""
    spent = {one["key"]: one.get("spent") for one in spec["series"]}
    for panel in spec["panels"]:
        for line in _lines(panel):
            band = [line.get(name) for name in ("low", "high") if state.get(line.get(name), "") is not None]
            columns = [spent[line["series"]], line.get("y"), *band, *line.get("x", {}).values()]
            keys = {key: (1,) for key in columns if isinstance(key, str)}
            points = {line["data"]: (2, 3)} if isinstance(line.get("data"), str) else {}
            yield f"{panel['kind']} panel's {line['series']!r}", {**keys, **points}


def _check_rows(owner: str, keys: Mapping[str, tuple[int, ...]], state: Mapping[str, Any]) -> None:
    lengths = {}
    for key, dimensions in keys.items():
        if key not in state:
            raise ValueError(f"the frame has no {key!r}, which the {owner} needs; it has {sorted(state)}")
        shape = state[key]["shape"] if isinstance(state[key], dict) else None
        if shape is None or len(shape) not in dimensions or (len(shape) > 1 and shape[-1] != 2):
            allowed = "(T+1, 2) or (S, T+1, 2)" if len(dimensions) > 1 else "(T+1,)"
            raise ValueError(f"frame[{key!r}]: the {owner} needs an array {allowed}; got {_shown(state[key])}")
        lengths[key] = shape[-2] if len(shape) > 1 else shape[0]
    if len(set(lengths.values())) > 1:
        raise ValueError(f"the arrays of the {owner} differ in length: {lengths}")


def _shown(value: Any) -> str:
    return f"shape {tuple(value['shape'])}" if isinstance(value, dict) and "shape" in value else repr(value)


def _lines(panel: Mapping[str, Any]) -> list[Any]:
    return [*panel.get("paths", []), *panel.get("curves", [])]
