"""The exercises of notebook 07, "The gradient is an expectation".

- write the gradient of every example                       [example_gradients]
- find the slips in what is said about noise                [noise_sentences]
- predict a spread by a rule                                [spread]
- predict what changes a spread                             [what_changes]
- find the slip in a draw                                   [draw_slip]
- find the slip in the mean over an epoch                   [last_batch_slip]
"""

from sgdlab.course.notebook_07.choices import noise_sentences, what_changes
from sgdlab.course.notebook_07.gradients import example_gradients
from sgdlab.course.notebook_07.slips import draw_slip, last_batch_slip
from sgdlab.course.notebook_07.spreads import spread

__all__ = ["draw_slip", "example_gradients", "last_batch_slip", "noise_sentences", "spread", "what_changes"]
