"""The exercises of notebook 00, "Three jobs, one sentence"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
