"""The exercises of notebook 10, "A step size per parameter"."""

from sgdlab.course.notebook_10.correction_slip import correction_slip as correction_slip
from sgdlab.course.notebook_10.first import first as first
from sgdlab.course.notebook_10.one_step import one_step as one_step
from sgdlab.course.notebook_10.scale import scale as scale
from sgdlab.course.notebook_10.sentences import sentences as sentences
