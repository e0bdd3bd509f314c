"""The exercises of notebook 08, "The race: SGD against full batch"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
