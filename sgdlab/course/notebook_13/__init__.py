"""The exercises of notebook 13, a bonus: a language model."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
