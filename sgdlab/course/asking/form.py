"""Questions to a learner: what the browser is sent, which answers are allowed, and which one is right.

- one of a few answers to choose                            [Question]
- a number to type                                          [Number]
- an answer that is given as its letter, or in quotes       [meant]
- whether two measured arrays agree, for `reads`            [alike]
- the number of an answer that is nearest to a measured one [nearest]

A curve to draw is a `Sketch` of `sketch.py`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import Any, SupportsFloat, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.course.telling.answers import show, spelled

Form: TypeAlias = dict[str, Any]  # a question as the browser is sent it


LETTERS = "abcdefgh"


def meant(answer: object, form: Form) -> object:
    """Return an answer, also where it is given as the letter before it, or where a number is given as a text.

    >>> meant("(B)", {"text": "Tomorrow?", "answers": ["sun", "rain"]}), meant("32", {"text": "How warm?"})
    ('rain', 32.0)
    """
    if not isinstance(answer, str):
        return answer
    if "answers" in form:
        known = {spelled(said): said for said in form["answers"]} | dict(zip(LETTERS, form["answers"], strict=False))
        return known.get(spelled(answer), answer)
    try:
        return float(answer)
    except ValueError:
        return answer


@dataclass(frozen=True)
class Question:
    """A question, its possible answers, the right one first, and why it is right.

    reads: what a measurement shows, if the question is a prediction: one of the answers, or, once a learner has changed
    a cell, whatever else is true.

    >>> sky = Question("Tomorrow?", ("sun", "rain"), "No cloud.", reads=lambda mm: "rain" if mm > 0 else "sun")
    >>> sky.came_out(0.0), sky.fits("rain", "sun"), sky.right
    ('sun', False, 'sun')
    """

    text: str
    answers: tuple[str, ...]
    because: str
    reads: Callable[..., str] | None = None

    @property
    def right(self) -> str:
        """The right answer."""
        return self.answers[0]

    def form(self, rng: np.random.Generator) -> Form:
        """Return the question for the browser, its answers in another order."""
        return {"text": self.text, "answers": [self.answers[k] for k in rng.permutation(len(self.answers))]}

    def checked(self, said: object) -> str:
        """Return an answer, if it is one of those to choose from."""
        if said not in self.answers:
            raise ValueError(f"the answers are {', '.join(map(repr, sorted(self.answers)))}; got {said!r}")
        return str(said)

    def came_out(self, *measured: object) -> str:
        """Return what a measurement shows, which is one of the answers unless a cell has been changed."""
        if self.reads is None:
            raise TypeError(f"nothing was measured for the question {self.text!r}")
        return self.reads(*measured)

    def fits(self, said: object, came: object) -> bool:
        """Return whether an answer is what came out."""
        return bool(said == came)

    def show(self, value: object) -> str:
        """Return an answer as words."""
        return str(value)


def alike(one: ArrayLike, other: ArrayLike, atol: float = 1e-9, rtol: float = 0.0) -> bool:
    """Return whether two arrays agree, which those of different shapes do not: one run was made longer.

    >>> alike([1.0, 2.0], [1.0, 2.0 + 1e-12]), alike([1.0, 2.0], [1.0, 2.0, 3.0])
    (True, False)
    """
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=rtol, atol=atol)


def nearest(measured: float, numbers: tuple[float, ...], words: str, within: float = 1.5) -> str:
    """Return `words` with the nearest of a few numbers, or with the measured one if none is within this factor of it.

    >>> nearest(4.8, (5, 30), "about {:,g} losses"), nearest(1_212, (5, 30), "about {:,g} losses")
    ('about 5 losses', 'about 1,200 losses')
    """
    near = [one for one in numbers if one / within < measured < one * within]
    return words.format(min(near, key=lambda one: abs(math.log(one / measured)), default=float(f"{measured:.2g}")))


@dataclass(frozen=True)
class Number:
    """A number to type, and why it comes out as it does; within: the share by which a right answer may be off.

    >>> Number("How many steps?", 50, "The root of 2,500.", within=0.2).fits(42, came=50)
    True
    """

    text: str
    right: float
    because: str
    within: float = 0.1

    def form(self, rng: np.random.Generator) -> Form:
        """Return the question for the browser."""
        return {"text": self.text}

    def checked(self, said: object) -> float:
        """Return an answer, if it is a finite number."""
        if isinstance(said, bool) or not isinstance(said, Real) or not math.isfinite(said):
            raise ValueError(f"the answer is a number; got {said!r}. Write it like 7.5, with a point and no unit")
        return float(said)

    def came_out(self, measured: SupportsFloat) -> float:
        """Return what was measured."""
        return float(measured)

    def fits(self, said: float, came: float) -> bool:
        """Return whether an answer is near enough to what came out."""
        return math.isfinite(came) and bool(abs(said - came) <= self.within * abs(came) * (1 + 1e-9))

    def show(self, value: float) -> str:
        """Return a number as words."""
        return f"{value:,.0f}" if float(value).is_integer() and abs(value) < 1e9 else show(value)
