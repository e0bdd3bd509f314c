"""Sliders with a number beside them, named and explained [LogSlider, LinearSlider, StepSlider, SizeSlider]."""

import math
from collections.abc import Sequence
from typing import TypeAlias

import ipywidgets as widgets
import numpy as np
from traitlets import Bunch

from sgdlab.labs.stage.control import Control, NumberControl
from sgdlab.labs.stage.numbers import three_digits
from sgdlab.labs.stage.shared_looks import layout, named, style
from sgdlab.scene import Json

Slider: TypeAlias = widgets.FloatLogSlider | widgets.FloatSlider | widgets.SelectionSlider

GRID = 0.05  # of a power of ten: the step of a logarithmic slider


def slider_of(kind: type[Slider], name: str, **traits: object) -> Slider:
    """Make a slider with a name, with its looks: those that came later would leave the usual ones behind, unused."""
    wide = named(name, 14.5, min_width="12em")
    return kind(description=name, readout=False, style=style(kind), layout=wide, **traits)


def on_grid(value: float) -> float:
    """Return the nearest place on a logarithmic slider, 20 for every factor of ten."""
    return float(10 ** (round(math.log10(value) / GRID) * GRID))


class SliderWithNumber(NumberControl):
    """A slider and a number field that always agree."""

    drawn = "even"  # how a number at random is drawn

    def __init__(self, name: str, value: float, slider: Slider, ends: tuple[float, float], help_text: str) -> None:
        super().__init__(name)
        self.slider = self.model = slider
        self.ends = ends
        self.number = number = widgets.FloatText(
            step=1 if self.whole else None,
            description=f"{name}, as a number",
            tooltip=help_text,
            style=style(widgets.FloatText, "0"),
            layout=layout(width="6.5em", flex="none"),  # where it is narrow, sliders shrink alike
        )
        self._settle(self._nearest_allowed(value))
        self.widget = widgets.HBox([slider, number], layout=layout(align_items="center"))
        slider.tooltip = help_text
        slider.observe(self._slid, names=["value"])
        number.observe(self._typed, names=["value"])

    @property
    def places(self) -> Sequence[float]:
        return [self._from_slider(stop) for stop in self.stops or ()]

    def described(self) -> Json:
        kind = {"kind": "slider", "help": self.slider.tooltip, "drawn": self.drawn}
        return {**kind, "places": self.places, "ends": self.ends, "whole": self.whole}

    def become(self, other: Control[float]) -> bool:
        if type(other) is not type(self) or self.slider.tooltip != other.slider.tooltip:
            return False
        self.ends = other.ends
        with self._settled():
            self._stretch(other.slider)
            self.number.value = other.number.value
        return True

    def _stretch(self, like: Slider) -> None:
        """Give the slider the places of another; views that reported what they round meanwhile would never agree."""
        slider = self.slider
        slider.continuous_update = False
        with slider.hold_sync(), slider.hold_trait_notifications():
            slider.min, slider.max, slider.step, slider.value = like.min, like.max, like.step, like.value
        slider.continuous_update = True

    def _from_slider(self, value: float) -> float:
        return round(value) if self.whole else three_digits(value)

    def _move_slider(self, value: float) -> None:
        """Move the slider to its nearest place, which the browser finds in the same way."""
        stops, places = self.stops or (), self.places
        self.slider.value = stops[min(range(len(places)), key=lambda k: abs(places[k] - value))]

    def _slid(self, change: Bunch) -> None:
        """Take a move of the slider; a browser that only rounds the last digits has not moved it."""
        if self._settling or math.isclose(change["new"], change["old"], rel_tol=1e-9):
            return
        before = self.number.value
        with self._or_back(change):
            number = self._nearest_allowed(self._from_slider(change["new"]))
        by_hand = bool(self.slider._property_lock)
        shown = {"value": number} if by_hand else {}  # by the page: a late one would fall into what is typed next
        with self.number._lock_property(**shown):
            self._settle(number, move=False)  # it may be further by now: never pull it back
        if self.number.value != before:
            self.on_change()

    def _settle(self, number: float, move: bool = True) -> None:
        """Make the number and the slider agree, without calling `on_change`."""
        with self._settled():
            self.number.value = number
            if move:
                self._move_slider(number)


class LogSlider(SliderWithNumber):
    """A positive number over several powers of ten, such as a learning rate; `powers`: the lowest and the highest."""

    drawn = "log"

    def __init__(self, name: str, value: float, powers: tuple[float, float], help_text: str) -> None:
        ends = three_digits(10 ** powers[0]), three_digits(10 ** powers[1])
        slider = slider_of(widgets.FloatLogSlider, name, min=powers[0], max=powers[1], step=GRID)
        super().__init__(name, value, slider, ends, help_text)

    @property
    def stops(self) -> Sequence[float]:
        """Twenty for every factor of ten."""
        low, high = self.slider.min, self.slider.max
        return [10 ** (low + GRID * k) for k in range(round((high - low) / GRID) + 1)]

    def random(self, rng: np.random.Generator) -> float:
        return three_digits(10 ** rng.uniform(self.slider.min, self.slider.max))


class LinearSlider(SliderWithNumber):
    """A number in an interval, such as a momentum; `ends`: low, high and the step of the slider."""

    def __init__(self, name: str, value: float, ends: tuple[float, float, float], help_text: str) -> None:
        low, high, step = ends
        slider = slider_of(widgets.FloatSlider, name, min=low, max=high, step=step)
        super().__init__(name, value, slider, (low, high), help_text)

    @property
    def stops(self) -> Sequence[float]:
        (low, high), step = self.ends, self.slider.step
        inner = [round(low + step * k, 9) for k in range(math.ceil((high - low) / step - 1e-9))]
        return [*inner, high]


class StepSlider(LinearSlider):
    """A whole number from low to high, one step of the slider apart."""

    whole = True

    def __init__(self, name: str, value: int, ends: tuple[int, int], help_text: str) -> None:
        super().__init__(name, value, (*ends, 1), help_text)


class SizeSlider(SliderWithNumber):
    """A whole number from 1 to n: powers of two on the slider, any of them typed."""

    trait = "index"
    whole = True

    def __init__(self, name: str, value: int, n: int, help_text: str) -> None:
        powers = [2**k for k in range(n.bit_length()) if 2**k < n]
        slider = slider_of(widgets.SelectionSlider, name, options=[*powers, n])
        super().__init__(name, value, slider, (1, n), help_text)

    @property
    def stops(self) -> Sequence[float]:
        return [float(k) for k in range(len(self.slider.options))]

    @property
    def places(self) -> Sequence[float]:
        return list(self.slider.options)

    def _stretch(self, like: Slider) -> None:
        self.slider.index = 0  # a place of both
        self.slider.options = like.options
        self.slider.value = like.value

    def _move_slider(self, value: float) -> None:
        """Move the slider to a size; one that was typed becomes a place on it."""
        if value not in self.slider.options:
            self.slider.options = sorted({*self.slider.options, int(value)})
        self.slider.value = int(value)
