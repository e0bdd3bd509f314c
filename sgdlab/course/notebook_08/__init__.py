"""The exercises of notebook 08, "The race: SGD against full batch"."""

from sgdlab.course.exercises.folder import exercises_in

globals().update(exercises_in(__name__))
