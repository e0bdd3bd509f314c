"""The exercises of notebook 06, "Hidden layers"."""

from sgdlab.course.exercises.folder import exercises_in

globals().update(exercises_in(__name__))
