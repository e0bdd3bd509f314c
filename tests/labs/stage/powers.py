"""The smallest lab with every kind of control but a slider, for the tests of what all labs share [Powers, say].

How often a control reports a change is counted by [Calls].
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from sgdlab.labs.stage import handles
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.scene import Axis, Curve, Curves, Handle, Plane, Scene, Series


@dataclass(frozen=True)
class Settings:
    """What the controls of `Powers` say."""

    power: int = 2
    sign: int = 1
    at: tuple[float, float] = (0.0, 0.0)
    cell: tuple[int, ...] = (0,)


class Result:
    """x and x to a power."""

    def __init__(self, power: int, at: tuple[float, float]) -> None:
        self.x, self.at = np.arange(4.0), at
        self.y = self.x**power
        self.description = f"x to the power of {power}."


class Powers(Lab):
    """The smallest lab with every kind of control but a slider."""

    name = "powers"
    question = "How fast does it grow?"
    goals = (Goal("Reach 27.", {"end": (27, None)}),)
    Settings = Settings
    presets = MappingProxyType({"What if it is linear?": {"power": 1}, "What is upside down?": {"sign": -1}})

    def __init__(self, power: int = 2) -> None:
        self.controls = {
            "power": WholeNumber("power", power, "how often", (0, 9)),
            "sign": Choice("sign", [("plus one", 1), ("minus one", -1)], 1, "which way"),
            "at": handles.Handle("the point", (0.0, 0.0), ((-1.0, 1.0), (0.0, 8.0))),
            "cell": handles.Pick("the cell", (0,), (3,)),
        }
        self.computed = 0
        self.show()

    def measured(self, result):
        return {"end": result.y[-1]}

    def compute(self, settings: Settings) -> Result:
        self.computed += 1
        if settings.power == 7:
            raise ValueError("seven is not allowed here")
        if settings.power == 8:
            raise ZeroDivisionError
        return Result(settings.power, settings.at)

    def scene(self, result: Result) -> Scene:
        curve = Curve(Series("y", "y"), result.y, {"x": result.x})
        grown = Curves([Axis("x")], Axis("y"), [curve])
        place = Plane(Axis("x", (-1, 1)), Axis("y", (0, 8)), handles=[Handle("at", result.at)])
        return Scene("Powers", result.description, [grown, place])


def say(lab: Powers, kind: str, **content: Any) -> None:
    """A message as the page sends it."""
    lab.view._receive(lab.view, {"kind": kind, **content}, [])


class Calls:
    """Counts how often a control reported a change."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def heard(control: Any, calls: Calls) -> Any:
    control.on_change = calls
    return control
