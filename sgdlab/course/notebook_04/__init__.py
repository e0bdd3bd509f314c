"""The exercises of notebook 04, "The chain rule on a graph"."""

from sgdlab.course.exercises.folder import exercises_in

__getattr__ = exercises_in(__name__)
