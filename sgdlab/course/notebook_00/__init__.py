"""The exercises of notebook 00, "Three jobs, one sentence"."""

from sgdlab.course.notebook_00.training_step import training_step as training_step
from sgdlab.course.notebook_00.whose_job import whose_job as whose_job
