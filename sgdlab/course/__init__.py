"""What the notebooks are made of: sentences that are computed, and exercises that know the usual wrong answers.

- a sentence with its prediction and its measurement        [claim, at_least, at_most, registered]
- exercises, their wrong answers and their outcomes         [Exercise, Choice, Mistake, Outcome]
- which exercises you have passed                           [progress]
- eight questions before and after                          [Quiz]
- the exercises of each notebook                            [notebook_00, notebook_08]
"""

from sgdlab.course.claims import Claim, ClaimFailed, at_least, at_most, claim, registered
from sgdlab.course.exercises import Choice, Exercise, Mistake
from sgdlab.course.outcomes import Outcome
from sgdlab.course.progress import progress
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
    "progress",
    "registered",
]
