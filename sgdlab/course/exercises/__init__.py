"""Exercises that know the usual wrong answers.

- write a function, or fix one                              [exercise]
- choose a word for each of a few items                     [choices]
- what both have: hints, and a record of what is passed     [hints]
- all exercises of a notebook, a file each                  [folder]
- a wrong answer drawn beside the right one                 [runs, side_by_side]
"""

from sgdlab.course.exercises.choices import Choice
from sgdlab.course.exercises.exercise import Answer, Draw, Exercise, Function, Mistake

__all__ = ["Answer", "Choice", "Draw", "Exercise", "Function", "Mistake"]
