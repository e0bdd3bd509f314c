"""The exercises of notebook 11, "Swap the parts"."""

from sgdlab.course.notebook_11.direction_slip import direction_slip as direction_slip
from sgdlab.course.notebook_11.genetic import genetic as genetic
from sgdlab.course.notebook_11.step_losses import step_losses as step_losses
from sgdlab.course.notebook_11.suits import suits as suits
from sgdlab.course.notebook_11.swaps import swaps as swaps
