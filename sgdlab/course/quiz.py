"""The same eight questions before the first notebook and after the last [Quiz].

It is scored in the notebook: nothing is sent, and nothing is stored.
"""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from sgdlab.course.outcomes import FAILS, HOLDS, card
from sgdlab.course.questions import QUESTIONS, Question

WHEN = {"before": 1, "after": 2}  # seeds of the orders


class Quiz(anywidget.AnyWidget):
    """Eight questions on who does what; "before" shows only the score, "after" also says why.

    when: "before" or "after": the same questions in another order.  `answer({question number: answer})` fills it in as
    a learner would, and `score()` presses the button.  Errors: another word, or a number or answer that is not there.

    >>> quiz = Quiz("before")
    >>> quiz
    Quiz: eight questions, none of them answered yet
    >>> quiz.answer({1: quiz.questions[0].answers[0]})
    >>> quiz.score()
    '1 of 8 are right; 7 are still open.'
    """

    _esm = Path(__file__).with_name("quiz.js").read_text(encoding="utf-8")
    asked: Any = traitlets.List().tag(sync=True)  # {"text", "answers"} of each question, in the order shown
    given: Any = traitlets.List().tag(sync=True)  # the answer to each, None where it is open
    why: Any = traitlets.List().tag(sync=True)  # what is shown below each question, as HTML
    told = traitlets.Unicode().tag(sync=True)  # the score, as HTML

    def __init__(self, when: str) -> None:
        if when not in WHEN:
            raise ValueError(f'a quiz is one "before" the curriculum or one "after" it; got {when!r}')
        self.when = when
        rng = np.random.default_rng(WHEN[when])
        self.questions: list[Question] = [QUESTIONS[k] for k in rng.permutation(len(QUESTIONS))]
        asked = [
            {"text": one.text, "answers": [one.answers[k] for k in rng.permutation(len(one.answers))]}
            for one in self.questions
        ]
        super().__init__(asked=asked, given=[None] * len(asked))
        self.on_msg(self._receive)

    def answer(self, answers: Mapping[int, str]) -> None:
        """Choose answers, by the numbers of the questions."""
        given = list(self.given)
        for number, text in answers.items():
            if not 1 <= number <= len(self.questions):
                raise ValueError(f"the questions are numbered 1 to {len(self.questions)}; got {number}")
            allowed = self.asked[number - 1]["answers"]
            if text not in allowed:
                raise ValueError(f"question {number} has the answers {', '.join(map(repr, allowed))}; got {text!r}")
            given[number - 1] = text
        self.given = given

    def score(self) -> str:
        """Return how many answers are right, and show it below the questions."""
        right = [answer == one.answers[0] for answer, one in zip(self.given, self.questions, strict=True)]
        still = self.given.count(None)
        words = f"{sum(right)} of {len(right)} are right" + (
            f"; {still} {'is' if still == 1 else 'are'} still open." if still else "."
        )
        again = " The same questions come again at the end of notebook 12." if self.when == "before" else ""
        self.told = card("Your score:", escape(words + again), HOLDS)
        if self.when == "after":
            self.why = [_why(*one) for one in zip(self.given, right, self.questions, strict=True)]
        return words

    def _receive(self, _: Any, content: Any, buffers: Any) -> None:
        """A message from the browser: the button was pressed.

        It brings the answers, since it may overtake those that the browser still holds back.
        """
        if not isinstance(content, dict) or content.get("kind") != "score":
            raise ValueError(f"the quiz was sent {content!r}; it knows messages of kind 'score'")
        self.answer({k: text for k, text in enumerate(content["given"], start=1) if text is not None})
        self.score()

    def __repr__(self) -> str:
        done = len(self.given) - self.given.count(None)
        return f"Quiz: eight questions, {f'{done} of them' if done else 'none of them'} answered yet"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        live, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        asked = [
            f"<li>{escape(one['text'])}<ul>{''.join(f'<li>{escape(a)}</li>' for a in one['answers'])}</ul></li>"
            for one in self.asked
        ]
        return {**live, "text/plain": repr(self), "text/html": f"<ol>{''.join(asked)}</ol>"}, metadata


def _why(answer: str | None, right: bool, question: Question) -> str:
    """Whether an answer is right, and why; nothing for an open question."""
    if answer is None:
        return ""
    words = question.because if right else f"It is “{question.answers[0]}”. {question.because}"
    return card("✓ Right." if right else "✗ Not right.", escape(words), HOLDS if right else FAILS)
