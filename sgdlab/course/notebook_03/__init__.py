"""The exercises of notebook 03, "A loss is a function of the parameters"."""

from sgdlab.course.notebook_03.best_line import best_line as best_line
from sgdlab.course.notebook_03.constant_guess import constant_guess as constant_guess
from sgdlab.course.notebook_03.logistic_slip import logistic_slip as logistic_slip
from sgdlab.course.notebook_03.mse_gradient import mse_gradient as mse_gradient
from sgdlab.course.notebook_03.rate_for_the_sum import rate_for_the_sum as rate_for_the_sum
from sgdlab.course.notebook_03.surface_axes import surface_axes as surface_axes
