"""The exercises of notebook 06, "Hidden layers"."""

from sgdlab.course.notebook_06.far_weights import far_weights as far_weights
from sgdlab.course.notebook_06.leftover_slip import leftover_slip as leftover_slip
from sgdlab.course.notebook_06.named import named as named
from sgdlab.course.notebook_06.parameters import parameters as parameters
from sgdlab.course.notebook_06.shrinking import shrinking as shrinking
from sgdlab.course.notebook_06.whose_button import whose_button as whose_button
