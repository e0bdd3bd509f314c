"""The extreme values that can be chosen with a control, which the tests of every lab try [corners]."""

from typing import Any

import numpy as np

from sgdlab.labs.circuit.inputs import Inputs
from sgdlab.labs.race.controls import Roster
from sgdlab.labs.race.settings import USUAL
from sgdlab.labs.race.surface_list import SurfaceList
from sgdlab.labs.stage.control import Control, NumberControl
from sgdlab.labs.stage.fields import Choice
from sgdlab.labs.stage.handles import Handle, Pick
from sgdlab.labs.three_buttons.presses import BUTTONS, Presses

SIX = "full batch; SGD; momentum; Nesterov; AdaGrad; Adam batch_size=full schedule=cosine"


def corners(control: Control[Any]) -> list[Any]:
    """Return both ends of a slider, every entry of a list, the corners of a picture; else what the control says now."""
    match control:
        case NumberControl():
            return [int(end) for end in control.ends] if control.whole else list(control.ends)
        case Choice() if not isinstance(control, SurfaceList):
            return list(control.options)
        case Handle():
            across, up = control.ranges
            return [control._rounded((x, y)) for x in across for y in up]
        case Pick():
            return [(0,) * len(control.shape), tuple(n - 1 for n in control.shape)]
        case Inputs():
            sides, units = control.ends, np.eye(len(control.fields))
            rows = [np.full(len(units), side) for side in sides] + [side * unit for unit in units for side in sides]
            return [tuple(row.tolist()) for row in rows]
        case Roster():
            return [USUAL, "RMSProp batch_size=1", SIX]
        case Presses():
            return ["", *BUTTONS, "fbu", "fb1000bu100r"]
        case _:
            return [control.value]
