"""The exercises of notebook 12, "Maps that lie, maps that help"."""

from sgdlab.course.notebook_12.capstone import capstone as capstone
from sgdlab.course.notebook_12.metered import task as task
from sgdlab.course.notebook_12.noise_share import noise_share as noise_share
from sgdlab.course.notebook_12.normalized import normalized as normalized
from sgdlab.course.notebook_12.rescaled import rescaled as rescaled
from sgdlab.course.notebook_12.shadow_slip import shadow_slip as shadow_slip
from sgdlab.course.notebook_12.shown import shown as shown
