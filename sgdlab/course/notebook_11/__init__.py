"""The exercises of notebook 11, "Swap the parts"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
