"""The exercises of notebook 01, "Slope"."""

from sgdlab.course.exercises.folder import exercises_in

globals().update(exercises_in(__name__))
