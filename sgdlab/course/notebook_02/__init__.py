"""The exercises of notebook 02, "Downhill".

- find the slips in what is said about gradients            [sentences]
- write a gradient from loss values                         [partials]
- predict a largest learning rate                           [largest_rate]
- predict what a learning rate does                         [what_happens]
- write a descent with two stop rules                       [descent]
- find the slip in a step                                   [step_slip]
"""

from sgdlab.course.notebook_02.descending import descent, step_slip
from sgdlab.course.notebook_02.gradients import partials
from sgdlab.course.notebook_02.rates import largest_rate, what_happens
from sgdlab.course.notebook_02.words import sentences

__all__ = ["descent", "largest_rate", "partials", "sentences", "step_slip", "what_happens"]
