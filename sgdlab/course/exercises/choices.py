"""Exercises in which a word is chosen for each of a few items [Choice]."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sgdlab.course.exercises.hints import EMPTY, WithHints
from sgdlab.course.telling.answers import code, spelled
from sgdlab.course.telling.outcomes import Note, Outcome


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
            return Outcome("not attempted", EMPTY)
        if isinstance(answer, Mapping):
            answer = {_meant(item, self.right): _meant(word, self.options) for item, word in answer.items()}
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
        if not alike:
            return told
        return f"{told} You chose “{word}”, as for {alike}: {self.because[alike]} Does that hold for {first}?"

    def _trouble(self, answer: object) -> str | None:
        """What is wrong with the form of the answer, if anything."""
        keys = f"The answer is a dictionary with the keys {', '.join(map(repr, self.right))}"
        if not isinstance(answer, Mapping):
            return f"{keys}; you gave {code(answer)}."
        if answer.keys() != self.right.keys():
            lost = [repr(item) for item in self.right if item not in answer]
            more = [repr(item) for item in answer if item not in self.right]
            return f"{keys}.{_listed(' Missing from yours: ', lost)}{_listed(' It has none called ', more)}"
        open_items = [item for item, word in answer.items() if word is ...]
        if open_items:
            return f"Still open: {', '.join(open_items)}."
        unknown = [word for word in answer.values() if not isinstance(word, str) or word not in self.options]
        if unknown:
            return f"{code(unknown[0])} is not among the words to choose from: {', '.join(map(repr, self.options))}."
        return None

    def solution(self) -> Note:
        """Return the right words, each with its reason."""
        lines = [f"{item}: {word}. {self.because[item]}" for item, word in self.right.items()]
        return Note("The answer", "\n".join(lines), code=True)


def _meant(said: object, allowed: Iterable[str]) -> object:
    """One of the allowed words, also where capitals, blanks, hyphens or quotes are other ones."""
    return next((word for word in allowed if spelled(word) == spelled(said)), said)


def _listed(words: str, items: Sequence[str]) -> str:
    return f"{words}{', '.join(items)}." if items else ""
