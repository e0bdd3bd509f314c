"""The exercises of notebook 08, "The race".

- write a sampler of mini-batches                           [sampler]
- predict a number of updates                               [updates]
- predict who is ahead                                      [who_leads]
- find the slip in an epoch of SGD                          [epoch_slip]
- find the slip in a comparison                             [fair_slip]
- write a schedule                                          [schedule]
"""

from sgdlab.course.notebook_08.counting import updates, who_leads
from sgdlab.course.notebook_08.sampling import sampler
from sgdlab.course.notebook_08.schedules import schedule
from sgdlab.course.notebook_08.slips import epoch_slip, fair_slip

__all__ = ["epoch_slip", "fair_slip", "sampler", "schedule", "updates", "who_leads"]
