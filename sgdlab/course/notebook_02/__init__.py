"""The exercises of notebook 02, "Downhill"."""

from sgdlab.course.exercises.folder import exercises_in

globals().update(exercises_in(__name__))
