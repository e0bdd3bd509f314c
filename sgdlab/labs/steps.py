"""A slider over whole numbers, such as the steps of a run or the moves through a graph [StepSlider]."""

import numpy as np

from sgdlab.labs.stage.controls import LinearSlider


class StepSlider(LinearSlider):
    """A whole number from low to high, one step of the slider apart.

    >>> StepSlider("step", 3, (1, 60), "").value
    3
    """

    whole = True

    def __init__(self, name: str, value: int, ends: tuple[int, int], help_text: str) -> None:
        super().__init__(name, value, (*ends, 1), help_text)

    def random(self, rng: np.random.Generator) -> int:
        """Return any of them."""
        low, high = self.ends
        return int(rng.integers(int(low), int(high) + 1))

    def _from_slider(self, value: float) -> int:
        return round(float(value))
