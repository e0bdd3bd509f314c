"""The exercises of notebook 01, "Slope".

- find the slip: slope or curvature                         [slope_or_curvature]
- write a central difference                                [central]
- write a second derivative                                 [curvature]
- predict how an error shrinks                              [shrinks]
- find the slip in a nudge                                  [nudge_slip]
"""

from sgdlab.course.notebook_01.differences import central, curvature
from sgdlab.course.notebook_01.errors import nudge_slip, shrinks
from sgdlab.course.notebook_01.words import slope_or_curvature

__all__ = ["central", "curvature", "nudge_slip", "shrinks", "slope_or_curvature"]
