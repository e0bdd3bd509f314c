"""The exercises of notebook 13, a bonus: a language model."""

from sgdlab.course.notebook_13.ahead_slip import ahead_slip as ahead_slip
from sgdlab.course.notebook_13.chances import chances as chances
from sgdlab.course.notebook_13.plugs import plugs as plugs
from sgdlab.course.notebook_13.size import size as size
