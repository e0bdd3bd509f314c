"""The exercises of notebook 05, "Other ways to apply the chain rule"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
