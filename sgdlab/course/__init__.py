"""What the notebooks are made of: sentences that are computed, and exercises that know the usual wrong answers.

The kit, which knows nothing of gradients:

- a sentence with its prediction and its measurement        [claims]
- exercises with their wrong answers, hints and solutions   [exercises, choices, hints]
- the exercises of a notebook, a file each                  [folder]
- answers and functions: compared, shown, watched           [answers, functions]
- what is said of a wrong answer that is no known one       [judging, kinds, resemblance, factors, elsewhere, where]
- the one place of a program that is wrong                  [repair, changes, lent]
- a wrong answer drawn beside the right one                 [runs, side_by_side]
- what a learner is told                                    [outcomes]
- the exercises that you have passed                        [passed]
- where a missing name is made                              [missing_names]
- the notebooks as files                                    [curriculum]
- questions to choose, type or draw an answer to            [asking, asked]
- the same questions before and after                       [quiz, questions]
- what is predicted before a cell runs, and what came out   [predictions, drawing]

The exercises, one a file, in a folder for each notebook    [notebook_00, …, notebook_13]
"""

from sgdlab.course.choices import Choice
from sgdlab.course.claims import Claim, ClaimFailed, at_least, at_most, claim, registered
from sgdlab.course.exercises import Exercise, Mistake
from sgdlab.course.outcomes import Outcome
from sgdlab.course.passed import progress
from sgdlab.course.predictions import compare, predict, recall
from sgdlab.course.quiz import Quiz

__all__ = [
    "Choice",
    "Claim",
    "ClaimFailed",
    "Exercise",
    "Mistake",
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
