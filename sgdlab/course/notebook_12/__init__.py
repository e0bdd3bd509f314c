"""The exercises of notebook 12, "Maps that lie, maps that help"."""

from sgdlab.course.exercises.folder import exercises_in
from sgdlab.course.notebook_12.metered import task as task

__getattr__ = exercises_in(__name__)
