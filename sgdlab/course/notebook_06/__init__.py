"""The exercises of notebook 06, "Hidden layers".

- write the gradient of weights far from the output         [far_weights]
- predict a number of parameters                            [parameters]
- predict how small a slope becomes                         [shrinking]
- say which button it was                                   [whose_button]
- find the slip in a training loop                          [leftover_slip]
- find what a sentence names                                [named]
"""

from sgdlab.course.notebook_06.choices import named, whose_button
from sgdlab.course.notebook_06.counting import parameters, shrinking
from sgdlab.course.notebook_06.writing import far_weights, leftover_slip

__all__ = ["far_weights", "leftover_slip", "named", "parameters", "shrinking", "whose_button"]
