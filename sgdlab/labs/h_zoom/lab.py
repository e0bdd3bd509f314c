"""The h-zoom: a slope estimated with a nudge h, magnified until h fills the picture, live [HZoomLab]."""

from collections.abc import Mapping

import numpy as np

from sgdlab.labs.h_zoom.compute import ENDS, FUNCTIONS, POWERS, Function, HZoomResult, HZoomSettings, compute, heights
from sgdlab.labs.h_zoom.picture import TARGET, scene_of
from sgdlab.labs.stage.fields import Choice
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.stage.shared_looks import layout
from sgdlab.labs.stage.sliders import LinearSlider, LogSlider
from sgdlab.scene import Json


class HZoomLab(Lab[HZoomSettings, HZoomResult]):
    """Estimate the slope of a function from its values, with a nudge h, and see where the error comes from.

    function: one of your own, written with NumPy functions, beside the built-in ones.  Errors: it is no function.
    If it doesn't take arrays, the lab says so in place of a picture.

    >>> HZoomLab(lambda x: x**4).settings().function
    'yours: <lambda>'
    """

    name = "h-zoom"
    question = "Is a smaller h always better?"
    goals = (
        Goal(f"Find an h whose central difference is off by less than {TARGET:g}.", {"central": (None, TARGET)}),
        Goal(
            "Get a forward difference right to 1e-12 with h at least 0.1.", {"forward": (None, 1e-12), "h": (0.1, None)}
        ),
        Goal(
            "Get a central difference of 1000 + sin x right to 1e-8.",
            {"central": (None, 1e-8)},
            {"function": "1000 + sin x"},
        ),
    )
    presets: Mapping[str, Mapping[str, object]] = {
        "What if h is as small as a computer allows?": {"h": 3.16e-16},
        "What if the function is a straight line?": {"function": "3 x", "h": 0.708},
        "What if 1000 is added to the function?": {"function": "1000 + sin x", "h": 1e-9},
    }
    Settings = HZoomSettings
    scene = staticmethod(scene_of)

    def __init__(self, function: Function | None = None, settings: HZoomSettings | None = None) -> None:
        own = {} if function is None else _own(function)
        self.presets = type(self).presets  # also with a function of the reader's
        self.functions = {**own, **FUNCTIONS}
        h = 0.1 if own else HZoomSettings.h  # x - 0.501 would be below 0, where a log or a square root has no value
        chosen = HZoomSettings(next(iter(self.functions)), h=h) if settings is None else settings
        nudge = LogSlider("h", chosen.h, POWERS, "How far x is nudged")
        nudge.number.layout = layout(width="7em", flex="none")  # wide enough for 3.16e-16
        self.controls = {
            "function": Choice("function", self.functions, chosen.function, "Whose slope is estimated"),
            "x": LinearSlider("x", chosen.x, (*ENDS, 0.05), "Where the slope is estimated"),
            "h": nudge,
        }
        self.show()

    def compute(self, settings: HZoomSettings) -> HZoomResult:
        return compute(settings, self.functions)

    def measured(self, result: HZoomResult) -> Json:
        return {**vars(result.settings), **result.errors}


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
