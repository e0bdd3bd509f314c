"""The exercises of notebook 02, "Downhill"."""

from sgdlab.course.notebook_02.descent import descent as descent
from sgdlab.course.notebook_02.largest_rate import largest_rate as largest_rate
from sgdlab.course.notebook_02.partials import partials as partials
from sgdlab.course.notebook_02.sentences import sentences as sentences
from sgdlab.course.notebook_02.step_slip import step_slip as step_slip
from sgdlab.course.notebook_02.what_happens import what_happens as what_happens
