"""The exercises of notebook 11, "Swap the parts"."""

from sgdlab.course.exercises.folder import exercises_in

globals().update(exercises_in(__name__))
