"""The exercises of notebook 11, "Swap the parts".

- predict what a swap changes                               [swaps]
- predict how many losses a step takes                      [step_losses]
- write a genetic algorithm                                 [genetic]
- predict which recipe suits                                [suits]
- find the slip in a random direction                       [direction_slip]
"""

from sgdlab.course.notebook_11.counting import step_losses
from sgdlab.course.notebook_11.slips import direction_slip
from sgdlab.course.notebook_11.words import suits, swaps
from sgdlab.course.notebook_11.writing import genetic

__all__ = ["direction_slip", "genetic", "step_losses", "suits", "swaps"]
