"""The exercises of notebook 02, "Downhill"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
