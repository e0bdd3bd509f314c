"""The exercises of notebook 07, "The gradient is an expectation"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
