"""Questions to choose, type or draw an answer to.

- which answers are allowed, and which one is right         [form]
- a curve to draw                                           [sketch]
- a question on the page, answered by mouse or keyboard     [asked]
- what is predicted before a cell runs, and what came out   [predictions]
- the same questions before and after                       [quiz, questions]
"""

from sgdlab.course.asking.form import Number, Question, alike, nearest
from sgdlab.course.asking.sketch import Sketch

__all__ = ["Number", "Question", "Sketch", "alike", "nearest"]
