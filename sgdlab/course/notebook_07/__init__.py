"""The exercises of notebook 07, "The gradient is an expectation"."""

from sgdlab.course.notebook_07.draw_slip import draw_slip as draw_slip
from sgdlab.course.notebook_07.example_gradients import example_gradients as example_gradients
from sgdlab.course.notebook_07.last_batch_slip import last_batch_slip as last_batch_slip
from sgdlab.course.notebook_07.noise_sentences import noise_sentences as noise_sentences
from sgdlab.course.notebook_07.spread import spread as spread
from sgdlab.course.notebook_07.what_changes import what_changes as what_changes
