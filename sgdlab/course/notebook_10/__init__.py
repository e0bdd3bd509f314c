"""The exercises of notebook 10, "A step size per parameter".

- write one step of Adam                                    [one_step]
- predict how long the first step is                        [first]
- predict who notices a loss that is multiplied             [scale]
- tell true sentences from slips                            [sentences]
- find the slip in a correction that is written back        [correction_slip]
"""

from sgdlab.course.notebook_10.lengths import first
from sgdlab.course.notebook_10.slips import correction_slip
from sgdlab.course.notebook_10.words import scale, sentences
from sgdlab.course.notebook_10.writing import one_step

__all__ = ["correction_slip", "first", "one_step", "scale", "sentences"]
