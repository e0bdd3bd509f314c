"""The exercises of notebook 03, "A loss is a function of the parameters".

- predict what stands on which axis                         [surface_axes]
- write the gradient of the mean squared error              [mse_gradient]
- predict a learning rate for the sum                       [rate_for_the_sum]
- predict a cross-entropy                                   [constant_guess]
- write the best line, with no descent                      [best_line]
- find the slip in a gradient                               [logistic_slip]
"""

from sgdlab.course.notebook_03.classes import constant_guess, logistic_slip
from sgdlab.course.notebook_03.lines import best_line, mse_gradient
from sgdlab.course.notebook_03.surfaces import rate_for_the_sum, surface_axes

__all__ = ["best_line", "constant_guess", "logistic_slip", "mse_gradient", "rate_for_the_sum", "surface_axes"]
