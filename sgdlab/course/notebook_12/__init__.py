"""The exercises of notebook 12, "Maps that lie, maps that help".

- rescale a network and leave it as it is                   [rescaled]
- find the slip in the shadow of a path                     [shadow_slip]
- say what a picture shows, and of what                     [shown]
- make directions as long as the weights they change        [normalized]
- predict what a principal direction of noise explains      [noise_share]
- train on the digits within a budget                       [capstone, task]
"""

from sgdlab.course.notebook_12.capstone import capstone
from sgdlab.course.notebook_12.choices import shown
from sgdlab.course.notebook_12.metered import task
from sgdlab.course.notebook_12.planes import noise_share, shadow_slip
from sgdlab.course.notebook_12.scales import normalized, rescaled

__all__ = ["capstone", "noise_share", "normalized", "rescaled", "shadow_slip", "shown", "task"]
