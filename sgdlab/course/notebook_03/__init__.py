"""The exercises of notebook 03, "A loss is a function of the parameters"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
