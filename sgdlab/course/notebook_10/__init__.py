"""The exercises of notebook 10, "A step size per parameter"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
