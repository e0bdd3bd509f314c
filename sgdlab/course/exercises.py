"""Exercises that know the usual wrong answers.

- write a function, or fix one                              [Exercise]
- choose a word for each item                               [Choice]
- a known wrong answer, with what to say about it           [Mistake]

An exercise has `check(answer)`, `hint()`, which tells more each time, and `solution()`, shown only on request; some
have `picture()`, which runs a wrong answer beside the right one.
`README.md` beside this file says how to write one.
"""

import copy
import inspect
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias

import numpy as np

from sgdlab.course.answers import same, short, show
from sgdlab.course.functions import Watched, in_place, plain, story, untouched, uses_sgdlab
from sgdlab.course.hints import WithHints
from sgdlab.course.judging import Model, why_wrong
from sgdlab.course.kinds import kind
from sgdlab.course.outcomes import Note, Outcome
from sgdlab.course.runs import Runs, fits
from sgdlab.course.side_by_side import side_by_side
from sgdlab.course.slips import numbers, slip_in
from sgdlab.course.where import right_until
from sgdlab.scene import Figure

Answer: TypeAlias = Any  # what a learner's function returns
Function: TypeAlias = Callable[..., Answer]
Draw: TypeAlias = Callable[[np.random.Generator], tuple[Any, ...]]

_EMPTY = "Write your answer in place of the `...`, then run the cell again."
_NOTHING = "Your function returned None. Does it end with a `return`?"
_BY_HAND = (
    "The result is right, but your function lets sgdlab compute it. This exercise is about how it is done: write it "
    "with NumPy alone."
)
POINTS = 5  # drawn anew for every check, so that a printed answer does not fit


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners are known to give, as a function, and what to say about it."""

    model: Function
    reason: str


class Exercise(WithHints):
    """A function to write or to fix, compared with a right one on freshly drawn points.

    right: the solution, whose source is what `solution()` shows;  draw(rng) -> the arguments of one test point; if
    there are several, each is tried in turn, so that no branch is left out;
    praise: one sentence for a right answer;  observe(answer, *arguments) -> what is compared: by default the result of
    the answer, for a sampler the properties of its batches;  given: the code of a "find the slip" exercise as the
    notebook shows it, so that an answer that still does the same counts as not attempted;  also: other right answers,
    such as more exact ones;  by_hand: whether sgdlab may not be called;  points: how many are
    drawn for each check;  runs: how a wrong answer runs beside the right one, for `picture()`.
    """

    home = "exercises"  # what a notebook calls the place where it is

    def __init__(
        self,
        name: str,
        right: Function,
        draw: Draw | Sequence[Draw],
        *,
        praise: str,
        mistakes: Sequence[Mistake],
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
        self.mistakes, self.hints, self.observe, self.given = mistakes, hints, observe, given
        self.also, self.by_hand, self.points, self.runs = also, by_hand, points, runs
        self._checks = 0
        self._wrong: tuple[Function, list[tuple[Any, ...]]] | None = None  # the last answer, if it was wrong

    def check(self, answer: object = ...) -> Outcome:
        """Try the answer on fresh points, and say how it did: passed, not yet and why, not attempted, or raised.

        >>> double = Exercise("double", lambda x: 2 * x, lambda rng: (rng.uniform(1, 2),), praise="Twice it is.",
        ...     mistakes=[Mistake(lambda x: x * x, "You squared.")], hints=["Add x to itself."])
        >>> double.check(lambda x: x**2)
        ✗ Not yet. You squared.
        >>> double.check(lambda x: x + x)
        ✓ Passed. Twice it is.
        """
        self._wrong = None
        if untouched(answer):
            return Outcome("not attempted", _EMPTY)
        if not callable(answer):
            called = f"check takes the function itself, {self.name}.check(your_function); it was given {show(answer)}"
            return Outcome("not yet", f"{called}.")
        points = self._points()
        watched = Watched(answer)
        try:
            got = [self._try(watched, point) for point in points]
        except (Exception, SystemExit) as error:  # any error of the answer is shown to the learner
            return self._failed(error, watched, points)
        if watched.gave_none:
            return Outcome("not yet", _NOTHING)
        return self._judge(answer, got, points)

    def _points(self) -> list[tuple[Any, ...]]:
        rng = np.random.default_rng([zlib.crc32(self.name.encode()), self._checks])
        self._checks += 1
        return [short(self.draws[k % len(self.draws)](rng)) for k in range(self.points)]

    def _try(self, answer: Function, point: tuple[object, ...], errors: Literal["ignore", "raise"] = "ignore") -> Any:
        """What an answer does on copies of its arguments, so that it can't change those of the next answer."""
        own = copy.deepcopy(point)
        with np.errstate(all=errors):  # what is not finite gets a sentence
            return answer(*own) if self.observe is None else self.observe(answer, *own)

    def _failed(self, error: BaseException, watched: Watched, points: list[tuple[Any, ...]]) -> Outcome:
        """An error, of the answer's own, or one because it returned what nothing can be done with."""
        if watched.gave_none or (watched.returned is None and not watched.inside):
            return Outcome("not yet", _NOTHING)
        if watched.raised(error):
            return Outcome("raised", story(error, watched))
        model = Watched(self.right)
        self._try(model, points[0])
        return Outcome(
            "not yet",
            f"Your function returns {kind(watched.returned)}, {show(watched.returned)}; a right one returns "
            f"{kind(model.returned)}.",
        )

    def _judge(self, answer: Function, got: list[Any], points: list[tuple[Any, ...]]) -> Outcome:
        def of(function: Function) -> list[Any]:
            return [self._try(function, point) for point in points]

        right = Model(self.right, of(self.right))
        if any(same(got, answers) for answers in (right.answers, *map(of, self.also))):
            return Outcome("not yet", _BY_HAND) if self.by_hand and uses_sgdlab(answer) else self._pass()
        self._wrong = answer, points
        if self.given is not None and same(got, of(self.given)):
            return Outcome(
                "not attempted", "The code still does exactly what it did at the start. Find the slip and fix it."
            )
        drawn = self.runs and (self.observe or all(map(fits, got, right.answers)))
        see = f"See both runs: `{self.home}.{self.name}.picture()`." if drawn else ""
        wrong = []
        for mistake in self.mistakes:
            wrong.append(Model(mistake.model, of(mistake.model), mistake.reason))
            if same(got, wrong[-1].answers):
                return Outcome("not yet", mistake.reason, see)
        names = list(inspect.signature(self.right).parameters) if self.observe is None else []
        # What is observed may never end.
        plain_numbers = self.observe is None and numbers([*right.answers, *got])
        slip = (lambda: self._slip(answer, got, points, names)) if plain_numbers else None
        told = why_wrong(got, right, wrong, names, points, slip)
        changes = in_place(answer, points[0], names) if names and "; right is " in told else ""
        return Outcome("not yet", f"{changes} {told}".lstrip(), see)

    def _slip(self, answer: Function, got: list[Any], points: list[tuple[Any, ...]], names: list[str]) -> str | None:
        """Which slip in a right program, or in the given one, gives the same; or up to where the answer is right."""
        run = partial(self._try, errors="raise")
        slip = slip_in([self.right, *self.also], self.given, got, run, points)
        return slip or right_until(self._try, answer, self.right, points, names) or None

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


class Choice(WithHints):
    """One of a few words for each item; the answer is a dictionary {item: word}.

    options: the words;  right: {item: word};  mistakes: {(item, wrong word): reason}, shown if the answer has that word
    (or all of them: a key can go on with more items and words);  because: {item: why}, shown with the solution.
    """

    def __init__(
        self,
        name: str,
        options: Sequence[str],
        right: Mapping[str, str],
        *,
        because: Mapping[str, str],
        praise: str,
        mistakes: Mapping[tuple[str, ...], str],
        hints: Sequence[str],
    ) -> None:
        super().__init__()
        self.name, self.options, self.right, self.because = name, options, right, because
        self.praise, self.hints = praise, hints
        self.mistakes = [(dict(zip(key[::2], key[1::2], strict=True)), why) for key, why in mistakes.items()]

    def check(self, answer: Any = ...) -> Outcome:
        """Say whether every item has its word, and if not, which mistake the answer shows.

        >>> sky = Choice("sky", ["blue", "green"], {"day": "blue"}, because={"day": "Scattering."}, praise="So it is.",
        ...     mistakes={("day", "green"): "That is the grass."}, hints=["Look up."])
        >>> sky.check({"day": "green"})
        ✗ Not yet. That is the grass.
        >>> sky.check({"day": ...})
        … Not attempted. Write your answer in place of the `...`, then run the cell again.
        """
        if answer is ... or (isinstance(answer, Mapping) and all(word is ... for word in answer.values())):
            return Outcome("not attempted", _EMPTY)
        trouble = self._trouble(answer)
        if trouble:
            return Outcome("not yet", trouble)
        if all(answer[item] == word for item, word in self.right.items()):
            return self._pass()
        for wrong, reason in self.mistakes:
            if all(answer[item] == word for item, word in wrong.items()):
                return Outcome("not yet", reason)
        return Outcome("not yet", self._contrast(answer))

    def _contrast(self, answer: Mapping[str, str]) -> str:
        """The first wrong word, beside an item for which it is right."""
        right = [item for item, word in self.right.items() if answer[item] == word]
        first = next(item for item in self.right if item not in right)
        word = answer[first]
        told = f"{len(right)} of {len(self.right)} are right. Think once more about {first}."
        if word not in self.right.values():
            return f"{told} You chose “{word}”, which is right for none of them."
        alike = next((item for item in right if self.right[item] == word), None)
        return (
            f"{told} You chose “{word}”, as for {alike}: {self.because[alike]} Is it so in {first}?" if alike else told
        )

    def _trouble(self, answer: object) -> str | None:
        """What is wrong with the form of the answer, if anything."""
        if not isinstance(answer, Mapping) or answer.keys() != self.right.keys():
            return (
                f"The answer is a dictionary with the keys {', '.join(map(repr, self.right))}; you gave {show(answer)}."
            )
        open_items = [item for item, word in answer.items() if word is ...]
        if open_items:
            return f"Still open: {', '.join(open_items)}."
        unknown = [word for word in answer.values() if not isinstance(word, str) or word not in self.options]
        if unknown:
            word = repr(unknown[0]) if isinstance(unknown[0], str) else show(unknown[0])
            return f"{word} is not among the words to choose from: {', '.join(map(repr, self.options))}."
        return None

    def solution(self) -> Note:
        """Return the right words, each with its reason."""
        lines = [f"{item}: {word}. {self.because[item]}" for item, word in self.right.items()]
        return Note("The answer", "\n".join(lines), code=True)
