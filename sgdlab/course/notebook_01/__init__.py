"""The exercises of notebook 01, "Slope"."""

from sgdlab.course.notebook_01.central import central as central
from sgdlab.course.notebook_01.curvature import curvature as curvature
from sgdlab.course.notebook_01.nudge_slip import nudge_slip as nudge_slip
from sgdlab.course.notebook_01.shrinks import shrinks as shrinks
from sgdlab.course.notebook_01.slope_or_curvature import slope_or_curvature as slope_or_curvature
