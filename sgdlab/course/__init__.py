"""What the notebooks are made of: sentences that are computed, and exercises that know the usual wrong answers.

The kit, which knows nothing of gradients:

- what a learner is told                                    [telling]
- the one place of a program that is wrong                  [repair]
- how an answer is judged that is not right                 [judging]
- the notebooks, their claims, and what is passed           [curriculum]
- exercises with their wrong answers, hints and solutions   [exercises]
- questions: the quiz, and predictions                      [asking]

Each of these rooms imports only those above it.

The exercises, one a file, in a folder for each notebook    [notebook_00, …, notebook_13]
A small.py of the learner's own, part by part               [spine]
"""

from sgdlab.course.asking.predictions import compare, predict, recall
from sgdlab.course.asking.quiz import Quiz
from sgdlab.course.curriculum.claims import Claim, ClaimFailed, at_least, at_most, claim, registered
from sgdlab.course.curriculum.passed import progress
from sgdlab.course.exercises import Choice, Exercise
from sgdlab.course.telling.outcomes import Outcome

__all__ = [
    "Choice",
    "Claim",
    "ClaimFailed",
    "Exercise",
    "Outcome",
    "Quiz",
    "at_least",
    "at_most",
    "claim",
    "compare",
    "predict",
    "progress",
    "recall",
    "registered",
]
