"""The exercises of notebook 08, "The race: SGD against full batch"."""

from sgdlab.course.notebook_08.epoch_slip import epoch_slip as epoch_slip
from sgdlab.course.notebook_08.fair_slip import fair_slip as fair_slip
from sgdlab.course.notebook_08.sampler import sampler as sampler
from sgdlab.course.notebook_08.schedule import schedule as schedule
from sgdlab.course.notebook_08.updates import updates as updates
from sgdlab.course.notebook_08.who_leads import who_leads as who_leads
