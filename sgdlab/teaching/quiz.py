"""The same eight questions before the first notebook and after the last [Quiz].

It is scored in the notebook: nothing is sent, and nothing is stored.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets as widgets
import numpy as np

from sgdlab.teaching.outcomes import FAILS, HOLDS, card
from sgdlab.teaching.questions import QUESTIONS, Question

WHEN = {"before": 1, "after": 2}  # seeds of the orders


class Quiz(widgets.VBox):  # type: ignore[misc]
    """Eight questions on who does what; "before" tells the score alone, "after" also tells why.

    when: "before" or "after": the same questions in another order.  `answer({question number: answer})` fills it in as
    a hand would, and `score()` is the button.  Errors: another word, a number or an answer that is not there.

    >>> quiz = Quiz("before")
    >>> quiz
    Quiz: eight questions, none of them answered yet
    >>> quiz.answer({1: quiz.questions[0].answers[0]})
    >>> quiz.score()
    '1 of 8 are right; 7 are still open.'
    """

    def __init__(self, when: str) -> None:
        if when not in WHEN:
            raise ValueError(f'a quiz is one "before" the curriculum or one "after" it; got {when!r}')
        self.when = when
        rng = np.random.default_rng(WHEN[when])
        self.questions: list[Question] = [QUESTIONS[k] for k in rng.permutation(len(QUESTIONS))]
        self.choices = [self._choices(question, rng) for question in self.questions]
        self.result = widgets.HTML()
        button = widgets.Button(description="Score it", tooltip="Count the right answers, here in the notebook")
        button.on_click(lambda _: self.score())
        rows = []
        for number, (question, box) in enumerate(zip(self.questions, self.choices, strict=True), start=1):
            rows += [widgets.HTML(f"<p><b>{number}.</b> {escape(question.text)}</p>"), box]
        super().__init__([*rows, button, self.result])

    def _choices(self, question: Question, rng: np.random.Generator) -> Any:
        answers = [question.answers[k] for k in rng.permutation(len(question.answers))]
        return widgets.RadioButtons(options=answers, value=None, layout={"width": "auto"}, tooltip=question.text)

    def answer(self, answers: Mapping[int, str]) -> None:
        """Choose answers, by the numbers of the questions."""
        for number, text in answers.items():
            if not 1 <= number <= len(self.questions):
                raise ValueError(f"the questions are numbered 1 to {len(self.questions)}; got {number}")
            if text not in self.choices[number - 1].options:
                allowed = ", ".join(map(repr, self.choices[number - 1].options))
                raise ValueError(f"question {number} has the answers {allowed}; got {text!r}")
            self.choices[number - 1].value = text

    def score(self) -> str:
        """Return how many answers are right, and show it below the questions."""
        given = [box.value for box in self.choices]
        right = [answer == question.answers[0] for answer, question in zip(given, self.questions, strict=True)]
        still = given.count(None)
        words = f"{sum(right)} of {len(right)} are right" + (f"; {still} are still open." if still else ".")
        if self.when == "before":
            told = f"{words} The same questions come again at the end of notebook 12."
            self.result.value = card("Your score:", escape(told), HOLDS)
        else:
            self.result.value = card("Your score:", escape(words), HOLDS) + "".join(self._explain(given, right))
        return words

    def _explain(self, given: list[str | None], right: list[bool]) -> list[str]:
        """For each question that was answered, whether it is right, and why."""
        cards = []
        for number, (answer, good, question) in enumerate(zip(given, right, self.questions, strict=True), start=1):
            if answer is not None:
                why = f"{'Right' if good else f'Not {answer!r} but {question.answers[0]!r}'}. {question.because}"
                cards.append(card(f"{'✓' if good else '✗'} {number}.", escape(why), HOLDS if good else FAILS))
        return cards

    def __repr__(self) -> str:
        done = sum(box.value is not None for box in self.choices)
        return f"Quiz: eight questions, {f'{done} of them' if done else 'none of them'} answered yet"

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        live = super()._repr_mimebundle_(**options)
        asked = [
            f"<li>{escape(question.text)}<ul>{''.join(f'<li>{escape(a)}</li>' for a in box.options)}</ul></li>"
            for question, box in zip(self.questions, self.choices, strict=True)
        ]
        return {**live, "text/plain": repr(self), "text/html": f"<ol>{''.join(asked)}</ol>"}
