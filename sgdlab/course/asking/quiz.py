"""The same eight questions before the first notebook and after the last, and eight more there [Quiz].

It is scored in the notebook, and nothing is sent. The answers of the first are kept in the learner's own file, so that
the second can show both side by side.
"""

import numpy as np

from sgdlab.course.asking.asked import Asked, as_text, why
from sgdlab.course.asking.questions import APPLIED, QUESTIONS
from sgdlab.course.curriculum.passed import quiz_before, record_quiz

WHEN = {"before": 1, "after": 2}  # seeds of the orders


class Quiz(Asked):
    """Questions on who does what; "before" shows only the score, "after" also says why, and what you said before.

    when: "before": eight questions; or "after": the same in another order, and then eight on notebooks 07 to 12.
    `answer({question number: answer})` fills it in as a learner would, and `score()` presses the button.  Errors:
    another word, or a number or answer that is not there.

    >>> quiz = Quiz("before")
    >>> quiz  # doctest: +ELLIPSIS
    Quiz: eight questions, none of them answered yet
    1. ...
    >>> quiz.answer({1: quiz.questions[0].answers[0]})
    >>> quiz.score()
    '1 of 8 are right; 7 are still open. The same questions come again at the end of notebook 12.'
    """

    def __init__(self, when: str) -> None:
        if when not in WHEN:
            raise ValueError(f'a quiz is one "before" the curriculum or one "after" it; got {when!r}')
        self.when = when
        rng = np.random.default_rng(WHEN[when])
        questions = [QUESTIONS[k] for k in rng.permutation(len(QUESTIONS))]
        questions += APPLIED if when == "after" else ()
        super().__init__(questions, [one.form(rng) for one in questions])

    def _scored(self, right: list[bool]) -> str:
        return self._keep() if self.when == "before" else self._compare(right)

    def _keep(self) -> str:
        """Write the answers down, and return what to say about that."""
        chosen = {
            one.text: answer for one, answer in zip(self.questions, self.given, strict=True) if answer is not None
        }
        try:
            record_quiz(chosen)
        except (OSError, ValueError) as error:
            return f"(Your answers could not be written down: {error}.)"
        return "The same questions come again at the end of notebook 12."

    def _compare(self, right: list[bool]) -> str:
        """Show below each question why, and what was answered before; return the two scores of the eight."""
        try:
            before, trouble = quiz_before(), ""
        except ValueError as error:
            before, trouble = {}, f" ({error}.)"
        earlier = [before.get(one.text) for one in self.questions]
        self.why = [why(*one) for one in zip(self.given, self.questions, earlier, strict=True)]
        if not before:
            return f"Your answers before the first notebook are not in this folder.{trouble}"
        then = sum(before.get(one.text) == one.right for one in QUESTIONS)
        now = sum(right[: len(QUESTIONS)])
        return f"Of the eight that you know from notebook 00: before {then}, now {now}."

    def __repr__(self) -> str:
        done = len(self.given) - self.given.count(None)
        many = "eight" if self.when == "before" else "sixteen"
        head = f"Quiz: {many} questions, {done or 'none'} of them answered yet"
        how = f'Without buttons: quiz = Quiz("{self.when}"); quiz.answer({{1: "a", 2: "b"}}); quiz.score()'
        return "\n".join([head, *(as_text(f"{k}.", form) for k, form in enumerate(self.asked, start=1)), how])
