"""Questions in a notebook, to be answered by mouse or by keyboard [Asked]; without a widget they are read as text."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from sgdlab.course.asking.form import LETTERS, Form, meant
from sgdlab.course.telling.outcomes import FAILS, HOLDS, card, html

HERE = Path(__file__).parent


class Asked(anywidget.AnyWidget):
    """Questions, what was answered, and below each what is said of it; `button` scores them, if it has a name."""

    _esm = "".join((HERE / name).read_text(encoding="utf-8") for name in ("sketch.js", "asked.js"))
    asked: Any = traitlets.List().tag(sync=True)  # each question as its `form`, in the order shown
    given: Any = traitlets.List().tag(sync=True)  # the answer to each, None where it is open
    why: Any = traitlets.List().tag(sync=True)  # what is shown below each question, as HTML
    told = traitlets.Unicode().tag(sync=True)  # a line about all of them, as HTML
    button = traitlets.Unicode().tag(sync=True)

    def __init__(self, questions: Sequence[Any], forms: Sequence[Form], button: str = "Score it") -> None:
        self.questions = questions
        super().__init__(asked=list(forms), given=[None] * len(questions), button=button)
        self.on_msg(self._receive)

    def answer(self, answers: Mapping[int, object]) -> None:
        """Fill answers in, by the numbers of the questions; a letter stands for the answer behind it."""
        if not isinstance(answers, Mapping):
            raise TypeError(
                f'answers are given with the numbers of their questions, such as {{1: "a"}}; got {answers!r:.80}'
            )
        given = list(self.given)
        for number, said in answers.items():
            if number not in range(1, len(self.questions) + 1):
                raise ValueError(f"the questions are numbered 1 to {len(self.questions)}; got {number!r}")
            try:
                given[number - 1] = self.questions[number - 1].checked(meant(said, self.asked[number - 1]))
            except ValueError as error:
                raise ValueError(f"question {number}: {error}") from None
        self.given = given

    def score(self) -> str:
        """Return how many answers are right, and what else there is to say; show it below the questions."""
        right = self.are_right()
        still = self.given.count(None)
        words = f"{sum(right)} of {len(right)} {'is' if len(right) == 1 else 'are'} right" + (
            f"; {still} {'is' if still == 1 else 'are'} still open." if still else "."
        )
        words = f"{words} {self._scored(right)}".rstrip()
        self.told = card("Your score:", escape(words), HOLDS)
        return words

    def are_right(self) -> list[bool]:
        """Return of each question whether its answer is right; an open one is not."""
        pairs: Any = zip(self.given, self.questions, strict=True)
        return [said is not None and one.fits(said, one.right) for said, one in pairs]

    def _scored(self, right: list[bool]) -> str:
        """What else happens when the button is pressed, and what to say about it."""
        return ""

    def _receive(self, _: object, content: object, buffers: object) -> None:
        """A message from the browser: the button was pressed.

        It brings the answers, since it may overtake those that the browser still holds back.
        """
        if not isinstance(content, dict) or content.get("kind") != "score":
            raise ValueError(f"the questions were sent {content!r}; they know messages of kind 'score'")
        self.answer({k: said for k, said in enumerate(content["given"], start=1) if said is not None})
        self.score()

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, str], dict[str, object]]:
        live, metadata = super()._repr_mimebundle_(**options) or ({}, {})
        asked = "".join(f"<li>{_read(form)}</li>" for form in self.asked)
        return {**live, "text/plain": repr(self), "text/html": f"<ol>{asked}</ol>"}, metadata


def as_text(key: str, form: Form) -> str:
    """Return a question to be read where no widget is shown, with a letter before each of its answers."""
    return "\n".join([f"{key} {form['text']}", *map("  {}: {}".format, LETTERS, form.get("answers", ()))])


def _read(form: Form) -> str:
    """A question as HTML without a widget."""
    if "answers" not in form:
        return html(form["text"])
    return f"{html(form['text'])}<ul>{''.join(f'<li>{escape(a)}</li>' for a in form['answers'])}</ul>"


def why(said: object, question: Any, earlier: str | None = None) -> str:
    """Return a card: whether an answer is right, and why, and what it was before; "" for an open question."""
    if said is None:
        return ""
    right = question.fits(said, question.right)
    words = question.because if right else f"It is “{question.show(question.right)}”. {question.because}"
    if earlier is not None:
        mark = "✓" if earlier == question.right else "✗"
        words += f" Before: {mark} “{earlier}”. Now: {'✓' if right else '✗'} “{said}”."
    return card("✓ Right." if right else "✗ Not right.", html(words), HOLDS if right else FAILS)
