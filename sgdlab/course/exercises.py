"""Exercises that know the usual wrong answers.

- write a function, or fix one                              [Exercise]
- choose a word for each item                               [Choice]
- a known wrong answer, with what to say about it           [Mistake]

An exercise has `check(answer)`, `hint()`, which tells more each time, and `solution()`, shown only on request.
`README.md` beside this file says how to write one.
"""

import copy
import inspect
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from sgdlab.course.answers import Watched, bare_source, same, show, untouched
from sgdlab.course.outcomes import Note, Outcome
from sgdlab.course.passed import record

Answer: TypeAlias = Any  # what a learner's function returns
Function: TypeAlias = Callable[..., Answer]
Draw: TypeAlias = Callable[[np.random.Generator], tuple[Any, ...]]

_EMPTY = "Write your answer in place of the `...`, then run the cell again."
_NOTHING = "Your function returned None. Does it end with a `return`?"
POINTS = 5  # freshly drawn for every check: a printed answer does not fit them


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners are known to give, as a function, and what to say about it."""

    model: Function
    reason: str


class _WithHints:
    """Hints one by one, and the solution."""

    name: str
    hints: Sequence[str]
    praise: str

    def __init__(self) -> None:
        self._hinted = 0

    def hint(self) -> Note:
        """Return the next hint; after the last one, that one again."""
        self._hinted = min(self._hinted + 1, len(self.hints))
        return Note(f"Hint {self._hinted} of {len(self.hints)}", self.hints[self._hinted - 1])

    def _pass(self) -> Outcome:
        """The outcome of a right answer, which is also written down."""
        try:
            record(self)
        except (OSError, ValueError) as error:
            return Outcome("passed", f"{self.praise} (This could not be written down: {error}.)")
        return Outcome("passed", self.praise)

    def __repr__(self) -> str:
        return f"exercise {self.name!r}: .check(answer), .hint(), .solution()"


class Exercise(_WithHints):
    """A function to write or to fix, compared with a right one on freshly drawn points.

    right: the solution, whose source is what `solution()` shows;  draw(rng) -> the arguments of one test point;
    praise: one sentence for a right answer;  observe(answer, *arguments) -> what is compared: by default the result of
    the answer, for a sampler the properties of its batches;  given: the code of a "find the slip" exercise as the
    notebook shows it, so that an answer that still does the same counts as not attempted.
    """

    def __init__(
        self,
        name: str,
        right: Function,
        draw: Draw,
        *,
        praise: str,
        mistakes: Sequence[Mistake],
        hints: Sequence[str],
        observe: Function = lambda answer, *arguments: answer(*arguments),
        given: Function | None = None,
    ) -> None:
        super().__init__()
        self.name, self.right, self.draw, self.praise = name, right, draw, praise
        self.mistakes, self.hints, self.observe, self.given = mistakes, hints, observe, given
        self._checks = 0

    def check(self, answer: Any) -> Outcome:
        """Try the answer on fresh points, and say how it did: passed, not yet and why, not attempted, or raised.

        >>> double = Exercise("double", lambda x: 2 * x, lambda rng: (rng.uniform(1, 2),), praise="Twice it is.",
        ...     mistakes=[Mistake(lambda x: x * x, "You squared.")], hints=["Add x to itself."])
        >>> double.check(lambda x: x**2)
        ✗ Not yet. You squared.
        >>> double.check(lambda x: x + x)
        ✓ Passed. Twice it is.
        """
        if untouched(answer):
            return Outcome("not attempted", _EMPTY)
        if not callable(answer):
            called = f"check takes the function itself, {self.name}.check(your_function); it was given {show(answer)}"
            return Outcome("not yet", f"{called}.")
        points = self._points()
        watched = Watched(answer)
        try:
            got = [self._try(watched, point) for point in points]
        except Exception as error:  # any error of the answer is shown to the learner
            if watched.gave_none:
                return Outcome("not yet", _NOTHING)
            return Outcome("raised", self._story(error, watched))
        if watched.gave_none:
            return Outcome("not yet", _NOTHING)
        return self._judge(got, points)

    def _points(self) -> list[tuple[Any, ...]]:
        rng = np.random.default_rng([zlib.crc32(self.name.encode()), self._checks])
        self._checks += 1
        return [self.draw(rng) for _ in range(POINTS)]

    def _try(self, answer: Function, point: tuple[Any, ...]) -> Any:
        """What an answer does on copies of its arguments, so that it can't change those of the next answer."""
        return self.observe(answer, *copy.deepcopy(point))

    def _judge(self, got: list[Any], points: list[tuple[Any, ...]]) -> Outcome:
        expected = [self._try(self.right, point) for point in points]
        if same(got, expected):
            return self._pass()
        if self.given is not None and same(got, [self._try(self.given, point) for point in points]):
            return Outcome(
                "not attempted", "The code still does exactly what it did at the start. Find the slip and fix it."
            )
        for mistake in self.mistakes:
            if same(got, [self._try(mistake.model, point) for point in points]):
                return Outcome("not yet", mistake.reason)
        first = next(k for k, (g, e) in enumerate(zip(got, expected, strict=True)) if not same(g, e))
        return Outcome("not yet", self._difference(got[first], expected[first], points[first]))

    def _difference(self, got: Any, expected: Any, point: tuple[Any, ...]) -> str:
        where = _with(inspect.signature(self.right), point) if self.observe.__name__ == "<lambda>" else ""
        if isinstance(got, Mapping) and isinstance(expected, Mapping):
            wrong = [key for key in expected if not same(got.get(key), expected[key])]
            told = "; ".join(f"{key}: {show(got.get(key))}, should be {show(expected[key])}" for key in wrong)
            return f"{told[:1].upper()}{told[1:]}."
        return f"Your answer{where} is {show(got)}; right is {show(expected)}."

    def _story(self, error: Exception, watched: Watched) -> str:
        told = f"{type(error).__name__}: {error}".rstrip(".")
        if watched.last is None:
            return f"{told}."
        try:
            arguments = _with(inspect.signature(watched.function), watched.last)
        except (TypeError, ValueError):  # a function of NumPy's or C's own, which has no signature
            arguments = f" for {', '.join(map(show, watched.last))}"
        return f"{told}. It happened{arguments}."

    def solution(self) -> Note:
        """Return the source of a right answer."""
        return Note("One right answer", bare_source(self.right), code=True)


def _with(signature: inspect.Signature, values: tuple[Any, ...]) -> str:
    """The arguments of a call as text; by position if they don't fit the signature."""
    names = list(signature.parameters)
    if len(names) != len(values):
        return f" when called with {len(values)} arguments: {', '.join(map(show, values))}"
    return f" for {', '.join(f'{name} = {show(value)}' for name, value in zip(names, values, strict=True))}"


class Choice(_WithHints):
    """One of a few words for each item; the answer is a dictionary {item: word}.

    options: the words;  right: {item: word};  mistakes: ({item: wrong word}, reason) pairs; the reason is shown if the
    answer has all the words of the dictionary;  because: {item: why}, shown with the solution.
    """

    def __init__(
        self,
        name: str,
        options: Sequence[str],
        right: Mapping[str, str],
        *,
        because: Mapping[str, str],
        praise: str,
        mistakes: Sequence[tuple[Mapping[str, str], str]],
        hints: Sequence[str],
    ) -> None:
        super().__init__()
        self.name, self.options, self.right, self.because = name, options, right, because
        self.praise, self.mistakes, self.hints = praise, mistakes, hints

    def check(self, answer: Any) -> Outcome:
        """Say whether every item has its word, and if not, which mistake the answer shows.

        >>> sky = Choice("sky", ["blue", "green"], {"day": "blue"}, because={"day": "Scattering."}, praise="So it is.",
        ...     mistakes=[({"day": "green"}, "That is the grass.")], hints=["Look up."])
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
        right = sum(answer[item] == word for item, word in self.right.items())
        first = next(item for item, word in self.right.items() if answer[item] != word)
        return Outcome("not yet", f"{right} of {len(self.right)} are right. Think once more about {first}.")

    def _trouble(self, answer: Any) -> str | None:
        """What is wrong with the form of the answer, if anything."""
        if not isinstance(answer, Mapping) or answer.keys() != self.right.keys():
            return (
                f"The answer is a dictionary with the keys {', '.join(map(repr, self.right))}; you gave {show(answer)}."
            )
        open_items = [item for item, word in answer.items() if word is ...]
        if open_items:
            return f"Still open: {', '.join(open_items)}."
        unknown = [word for word in answer.values() if word not in self.options]
        if unknown:
            return f"{unknown[0]!r} is not among the words to choose from: {', '.join(map(repr, self.options))}."
        return None

    def solution(self) -> Note:
        """Return the right words, each with its reason."""
        lines = [f"{item}: {word}. {self.because[item]}" for item, word in self.right.items()]
        return Note("The answer", "\n".join(lines), code=True)
