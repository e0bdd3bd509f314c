"""The h-zoom: a slope estimated with a nudge h, magnified until h fills the picture, live [HZoomLab]."""

import numpy as np

from sgdlab.figures import Figure
from sgdlab.labs.h_zoom.compute import (
    ENDS,
    FUNCTIONS,
    H_GRID,
    NAMES,
    POWERS,
    Function,
    HZoomResult,
    HZoomSettings,
    compute,
    heights,
)
from sgdlab.labs.h_zoom.picture import LARGEST, LEGEND, MARKS, SMALLEST, panels, picture
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.controls import Choice, LinearSlider, LogSlider
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.refusal import SettingsError

TARGET = 1e-10  # the goal
SERIES = [
    {"key": "curve", "name": LEGEND["curve"], "color": "blue"},
    {"key": "tangent", "name": LEGEND["tangent"], "color": "green"},
    {"key": "forward", "name": LEGEND["forward"], "color": "orange", "dash": [6, 4], "marker": "square"},
    {"key": "central", "name": LEGEND["central"], "color": "purple", "dash": [2, 3], "marker": "triangle"},
    {"key": "complex", "name": LEGEND["complex"], "color": "gray", "dash": [9, 3], "marker": "diamond"},
]


class HZoomLab(Lab[HZoomSettings, HZoomResult]):
    """Estimate the slope of a function from its values, with a nudge h, and see where the error comes from.

    function: one of your own, written with NumPy functions, beside the built-in ones.  Errors: it can't be called, or
    not with an array.

    >>> HZoomLab(lambda x: x**4).settings().function
    'yours: <lambda>'
    """

    name = "h-zoom"
    question = "Is a smaller h always better?"
    goal = Goal(
        f"Find an h whose central difference is off by less than {TARGET:g}.",
        lambda result: result.errors["central"] < TARGET,
    )
    Settings = HZoomSettings

    def __init__(self, function: Function | None = None, settings: HZoomSettings | None = None) -> None:
        own = {} if function is None else _own(function)
        self.functions = {**own, **FUNCTIONS}
        chosen = HZoomSettings(function=next(iter(self.functions))) if settings is None else settings
        nudge = LogSlider("h", chosen.h, POWERS, "How far x is nudged")
        nudge.number.layout.width = "7em"  # 3.16e-16
        self.controls = {
            "function": Choice("function", list(self.functions), chosen.function, "Whose slope is estimated"),
            "x": LinearSlider("x", chosen.x, (*ENDS, 0.05), "Where the slope is estimated"),
            "h": nudge,
        }
        self.show(_spec())

    def compute(self, settings: HZoomSettings) -> HZoomResult:
        """Return the result for the settings: no widget, no display."""
        return compute(settings, self.functions)

    def frame(self, result: HZoomResult) -> Json:
        """Return what the view draws of a result."""
        return _frame(result)

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        return picture(self.result)


def _own(function: object) -> dict[str, Function]:
    """The reader's function by its name, after a first try."""
    if not callable(function):
        raise TypeError(f"the h-zoom takes a function of one number, such as np.sin; got {function!r:.60}")
    name = getattr(function, "__name__", "a function")
    try:
        heights(function, np.array([0.25, 0.5, 1.0]))
    except Exception as error:
        raise SettingsError(
            f"{name} is asked for many x at once: write it with NumPy functions, such as np.sin(x), and np.where "
            f"instead of if. It raised {type(error).__name__}: {error}"
        ) from error
    return {f"yours: {name}": lambda x: function(x)}  # a lambda can be hashed, whatever the function is


def _spec() -> Json:
    """The fixed part of the picture."""
    return {
        "name": "The h-zoom",
        "description": "A curve with its tangent and two secants, the same magnified, and three errors against h.",
        "series": SERIES,
        "panels": [
            _plane("The curve", "x", "f(x)", "wide"),
            _plane("Magnified until h fills it", "distance from x, in h", "rise, in h", "zoomed"),
            {
                "kind": "curves",
                "title": "Error of the slope",
                "wide": True,
                "x": [{"key": "h", "label": "h", "scale": "log"}],
                "y": {"label": "error", "scale": "log", "range": [SMALLEST, LARGEST]},
                "curves": [{"series": key, "x": {"h": "hs"}, "y": f"{key}_errors"} for key in NAMES],
                "marks": [
                    {"x": "h", "label": "your h", "strong": True},
                    *({"x": h, "label": name} for name, h in MARKS.items()),
                ],
                "rules": [{"y": TARGET, "label": "the goal"}],
            },
        ],
        "words": [
            {"kind": "lines", "data": "lines", "series": list(NAMES)},
            {"kind": "lines", "data": "reason"},
        ],
    }


def _plane(title: str, across: str, up: str, key: str) -> Json:
    """A panel with the curve, its tangent, and the secants through the points that they use."""
    return {
        "kind": "plane",
        "title": title,
        "x": {"label": across, "range": f"{key}_across"},
        "y": {"label": up, "range": f"{key}_up"},
        "lines": [{"series": name, "data": f"{key}_{name}"} for name in ("curve", "tangent", "forward", "central")],
        "points": [{"series": name, "data": f"{key}_{name}_points"} for name in ("forward", "central")],
    }


def _frame(result: HZoomResult) -> Json:
    """What changes with every move."""
    frame: Json = {"h": result.settings.h, "hs": H_GRID, "reason": [result.reason]}
    frame["lines"] = [line.replace(": ", "\n", 1) for line in result.lines]
    frame |= {f"{name}_errors": np.maximum(errors, SMALLEST) for name, errors in result.sweep.items()}
    for key, panel in panels(result).items():
        frame |= {f"{key}_across": list(panel.across), f"{key}_up": list(panel.up), f"{key}_curve": panel.curve}
        frame |= {f"{key}_{name}": line for name, line in panel.lines.items()}
        frame |= {f"{key}_{name}_points": points for name, points in panel.points.items()}
    return frame
