"""The exercises of notebook 06, "Hidden layers"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
