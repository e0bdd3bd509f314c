"""Exercises that know the usual wrong answers.

- write a function, or fix one                              [Exercise]

An exercise has `check(answer)`, `hint()`, which tells more each time, and `solution()`, shown only on request; some
have `picture()`, which runs a wrong answer beside the right one.
`README.md` in the folder above says how to write one.
"""

import copy
import inspect
import io
import warnings
import zlib
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from functools import partial
from typing import Any, TypeAlias

import numpy as np

from sgdlab.course.exercises.hints import EMPTY, WithHints
from sgdlab.course.exercises.mistakes import mistakes_in
from sgdlab.course.exercises.runs import Runs, fits
from sgdlab.course.exercises.side_by_side import side_by_side
from sgdlab.course.judging.functions import (
    Watched,
    in_place,
    other_arguments,
    plain,
    same_code,
    story,
    unsteady,
    untouched,
    uses_sgdlab,
)
from sgdlab.course.judging.kinds import ADVICE, kind
from sgdlab.course.judging.typos import typo
from sgdlab.course.judging.where import right_until
from sgdlab.course.judging.why_wrong import Model, why_wrong
from sgdlab.course.repair.repair import key, repair
from sgdlab.course.telling.answers import deep, of_many_sizes, same, short, show
from sgdlab.course.telling.outcomes import Note, Outcome
from sgdlab.scene import Figure

Answer: TypeAlias = Any  # what a learner's function returns
Function: TypeAlias = Callable[..., Answer]
Draw: TypeAlias = Callable[[np.random.Generator], tuple[Any, ...]]

_NOTHING = "Your function returned None. Does it end with a `return`?"
_DEEP = (
    "Your function returns lists inside lists without end, as after `path.append(path)`. Append what you computed, not "
    "the list itself."
)
_BY_HAND = (
    "The result is right, but your function lets sgdlab compute it. This exercise is about how it is done: write it "
    "with NumPy alone."
)
_UNCHANGED = "The code still does exactly what it did at the start. Find the slip and fix it."
_AS_BEFORE = "You changed the code, but it still gives the same answers as at the start. Find the slip and fix it."
_NO_COPY = (
    "It changes what it is given while it reads it. If you meant to keep a copy: `old = w` and `old = w[:]` are second "
    "names for the same array, and `old = w.copy()` is a copy."
)
POINTS = 5  # drawn anew for every check, so that a printed answer does not fit
SETS = 5  # of points are drawn, so that a program for arrays of one size alone hardly ever passes


class Exercise(WithHints):
    """A function to write or to fix, compared with a right one on freshly drawn points.

    right: the solution, whose source is what `solution()` shows;  draw(rng) -> the arguments of one test point; if
    there are several, each is tried in turn, so that no branch is left out;
    praise: one sentence for a right answer;  mistakes: wrong functions, and below them what is wrong with them;
    observe(answer, *arguments) -> what is compared: by default the result of the answer, for a sampler the properties
    of its batches;  given: the code of a "find the slip" exercise as the notebook shows it, so that the code at the
    start counts as not attempted;  also: other right answers, such as more exact ones;  by_hand: whether sgdlab may not
    be called;  points: how many are drawn for each check;  runs: how a wrong answer runs beside the right one, for
    `picture()`.
    """

    home = "exercises"  # what a notebook calls the place where it is

    def __init__(
        self,
        name: str,
        right: Function,
        draw: Draw | Sequence[Draw],
        *,
        praise: str,
        mistakes: Sequence[Function | str],
        hints: Sequence[str],
        observe: Function | None = None,
        given: Function | None = None,
        also: Sequence[Function] = (),
        by_hand: bool = False,
        points: int = POINTS,
        runs: Runs | None = None,
    ) -> None:
        super().__init__()
        self.name, self.right, self.praise = name, right, praise
        self.draws = [draw] if callable(draw) else draw
        self.mistakes, self.hints, self.observe, self.given = mistakes_in(mistakes), hints, observe, given
        self.also, self.by_hand, self.points, self.runs = also, by_hand, points, runs
        self._checks = self._wrongs = 0
        self._wrong: tuple[Function, list[tuple[Any, ...]]] | None = None  # the last answer, if it was wrong

    def check(self, answer: object = ...) -> Outcome:
        """Try the answer on fresh points, and say how it did: passed, not yet and why, not attempted, or raised.

        >>> double = Exercise("double", lambda x: 2 * x, lambda rng: (rng.uniform(1, 2),), praise="Twice it is.",
        ...     mistakes=[lambda x: x * x, "You squared."], hints=["Add x to itself."])
        >>> double.check(lambda x: x**2)
        ✗ Not yet. You squared.
        >>> double.check(lambda x: x + x)
        ✓ Passed. Twice it is.
        """
        self._wrong = None
        if untouched(answer):
            return Outcome("not attempted", EMPTY)
        if not callable(answer):
            called = f"check takes the function itself, {self.name}.check(your_function); it was given {show(answer)}"
            return Outcome("not yet", f"{called}.")
        if inspect.isfunction(answer) and (told := other_arguments(answer, self.right)):
            return Outcome("not yet", told)
        points = self._points()
        watched = Watched(answer)
        try:
            got = [self._try(watched, point) for point in points]
        except KeyboardInterrupt as stopped:  # by a learner whose program does not end
            stopped.add_note(f"{story(stopped, watched)} Does every loop in your code end?")
            raise
        except BaseException as error:  # any error of the answer is shown to the learner
            return self._failed(error, watched, points)
        if watched.gave_none:
            return Outcome("not yet", _NOTHING)
        with redirect_stdout(io.StringIO()), warnings.catch_warnings(action="ignore"):  # of runs that nobody asked for
            return self._judge(answer, got, points)

    def _points(self) -> list[tuple[Any, ...]]:
        self._checks += 1
        rng = np.random.default_rng([zlib.crc32(self.name.encode()), self._checks - 1])
        return max((self._drawn(rng) for _ in range(SETS)), key=of_many_sizes)

    def _drawn(self, rng: np.random.Generator) -> list[tuple[Any, ...]]:
        return [short(self.draws[k % len(self.draws)](rng)) for k in range(self.points)]

    def _try(self, answer: Function, point: tuple[object, ...]) -> Any:
        """What an answer does on copies of its arguments, so that it can't change those of the next answer."""
        own = copy.deepcopy(point)
        with np.errstate(all="ignore"):  # what is not finite gets a sentence
            return answer(*own) if self.observe is None else self.observe(answer, *own)

    def _failed(self, error: BaseException, watched: Watched, points: list[tuple[Any, ...]]) -> Outcome:
        """An error, of the answer's own, or one because it returned what nothing can be done with."""
        if watched.gave_none or (watched.returned is None and not watched.inside):
            return Outcome("not yet", _NOTHING)
        if deep(watched.returned):
            return Outcome("not yet", _DEEP)
        model = Watched(self.right)
        self._try(model, points[0])
        own = isinstance(watched.function, type) or callable(watched.returned)  # so the error is of something it made
        if watched.raised(error) or (own and kind(watched.returned) == kind(model.returned)):
            return Outcome("raised", story(error, watched))
        mine, theirs = kind(watched.returned), kind(model.returned)
        if mine == theirs and isinstance(watched.returned, list):
            mine, theirs = (f"{mine}, which begins with {kind(one.returned[0])}" for one in (watched, model))
        shown = show(watched.returned)
        told = f"Your function returns {mine}{f', {shown}' * (shown != mine)}; a right one returns {theirs}."
        return Outcome("not yet", f"{told} {ADVICE.get(mine, '')}".rstrip())

    def _judge(self, answer: Function, got: list[Any], points: list[tuple[Any, ...]]) -> Outcome:
        def of(function: Function) -> list[Any]:
            return [self._try(function, point) for point in points]

        def fits_all(function: Function) -> bool:  # most functions differ at the first point
            return all(same(mine, self._try(function, point)) for mine, point in zip(got, points, strict=True))

        right = Model(self.right, of(self.right))
        if same(got, right.answers) or any(map(fits_all, self.also)):
            return Outcome("not yet", _BY_HAND) if self.by_hand and uses_sgdlab(answer) else self._pass()
        self._wrong = answer, points
        self._wrongs += 1
        if told := typo(answer):
            return Outcome("not yet", told)
        known = (mistake.reason for mistake in self.mistakes if fits_all(mistake.model))
        if self.given is not None and fits_all(self.given):
            if same_code(answer, self.given):
                return Outcome("not attempted", _UNCHANGED)
            return Outcome("not yet", next(known, f"{_AS_BEFORE} {self._new_change(answer, points[0])}".rstrip()))
        drawn = self.runs and (self.observe or all(map(fits, got, right.answers)))
        see = f"See both runs: `{self.home}.{self.name}.picture()`." if drawn else ""
        if reason := next(known, None):
            return Outcome("not yet", reason, see)
        names = self._names()  # without names no reply needs the answers of mistakes
        wrong = [Model(one.model, of(one.model), one.reason) for one in self.mistakes if names]
        if names and (told := unsteady(got[0], lambda: self._try(answer, points[0]))):
            return Outcome("not yet", told)
        place = partial(self._place, answer, right, wrong, points)
        until = partial(right_until, self._try, answer, self.right, points, names)
        told = why_wrong(got, right, wrong, names, points, place, until)
        changes = in_place(answer, points[0], names) if names and "; it should be " in told else ""
        return Outcome("not yet", f"{changes} {told}".lstrip(), see)

    def _names(self) -> list[str]:
        """The names of the arguments; none if answers are only observed."""
        return list(inspect.signature(self.right).parameters) if self.observe is None else []

    def _new_change(self, answer: Function, point: tuple[Any, ...]) -> str:
        """What an answer changes in place, as one whose copy is none."""
        names = self._names()
        changes = in_place(answer, point, names) if names and self.given else ""
        return _NO_COPY if changes and self.given and in_place(self.given, point, names) else changes

    def _place(
        self, answer: Function, right: Model, wrong: list[Model], points: list[tuple[Any, ...]]
    ) -> tuple[str, bool] | None:
        """Where the answer is wrong, in words; and whether it is right except for that place."""
        wanted = {"": right.answers}
        if self.observe is None:
            given = [list(one) for one in zip(*points, strict=True)]  # what gives 0, 1 or an argument explains nothing
            some = (one for one in wrong if set(str(key(one.answers))) & set("23456789"))
            wanted |= {one.reason: one.answers for one in some if not any(same(one.answers, x) for x in given)}
        others = self._drawn(np.random.default_rng(self._checks))

        def confirm(made: Function) -> bool:
            return all(same(self._try(made, one), self._try(self.right, one)) for one in others)

        found = repair(answer, [self.right, *self.also], wanted, self._try, points, confirm, self.given)
        return (found.told(self._wrongs > 1 or self._hinted > 0), not found.reason) if found else None

    def picture(self) -> Figure | Note:
        """Return the last answer beside the right one, step by step, if it was wrong and they can be drawn."""
        if self.runs is None:
            return Note("No picture", "This exercise has no steps that could be drawn.")
        if self._wrong is None:
            return Note("No picture", "It shows a wrong answer beside the right one, so check one first.")
        answer, points = self._wrong
        names = inspect.signature(self.observe or self.right).parameters
        every = [dict(zip(list(names)[-len(point) :], point, strict=True)) for point in points]
        return side_by_side(self.name, self.runs, answer, self.right, every)

    def solution(self) -> Note:
        """Return the source of a right answer."""
        return Note("One right answer", plain(inspect.getsource(self.right)), code=True)
