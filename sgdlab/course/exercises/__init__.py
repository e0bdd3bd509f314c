"""Exercises that know the usual wrong answers.

- write a function, or fix one                              [exercise]
- what is known of wrong ones                               [mistakes]
- choose a word for each of a few items                     [choices]
- what both have: hints, and a record of what is passed     [hints]
- all exercises of a notebook, a file each                  [folder]
- a wrong answer drawn beside the right one                 [runs, side_by_side]
"""

from sgdlab.course.exercises.choices import Choice
from sgdlab.course.exercises.exercise import Answer, Draw, Exercise, Function
from sgdlab.course.exercises.runs import Again, Descend, Over
from sgdlab.course.exercises.signs import both_signs
from sgdlab.course.judging.functions import changed
from sgdlab.course.telling.answers import Written

__all__ = [
    "Again",
    "Answer",
    "Choice",
    "Descend",
    "Draw",
    "Exercise",
    "Function",
    "Over",
    "Written",
    "both_signs",
    "changed",
]
