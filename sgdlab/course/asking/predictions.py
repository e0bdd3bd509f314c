"""Predictions: asked before a notebook computes, kept in the learner's own file, compared with what came out.

- the questions of a notebook, or one of them               [predict]
- what you said beside what came out                        [compare]
- questions of earlier notebooks, the wrong ones first      [recall]

The questions of a notebook are the tuple PREDICTIONS of `notebook_NN/predictions.py`; "07.2" is its second one.
"""

import zlib
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from IPython.display import display

from sgdlab.course.asking.asked import Asked, as_text, why
from sgdlab.course.asking.form import Form, Number, Question
from sgdlab.course.asking.sketch import Sketch, picture
from sgdlab.course.curriculum.files import notebooks
from sgdlab.course.curriculum.passed import FILE, predictions_in, record_prediction
from sgdlab.course.telling.outcomes import FAILS, HOLDS, Note, card, html

Asks: TypeAlias = Question | Number | Sketch
UNCHANGED = "With the cells as they came, it is"
FEW = 3  # questions that come back at the start of a notebook


def predictions_of(notebook: str) -> dict[str, Asks]:
    """Return the predictions of a notebook by their keys; of one that asks for none, nothing.

    >>> list(predictions_of("07"))
    ['07.1', '07.2', '07.3']
    """
    there = Path(__file__).parents[1] / f"notebook_{notebook}" / "predictions.py"
    asked = import_module(f"sgdlab.course.notebook_{notebook}.predictions").PREDICTIONS if there.exists() else ()
    return {f"{notebook}.{k}": one for k, one in enumerate(asked, start=1)}


def predict(which: str, answer: object = None, *more: object) -> "Predicted":
    """Ask what will come out: all the predictions of a notebook, "07", or one of them, "07.2".

    Where no widget is shown, answer in code: `predict("07.1", "b")`, or the answer itself, or a number.
    Errors: ValueError if there is no such question, or no such answer.

    >>> predict("07.1", "b")  # doctest: +ELLIPSIS
    07.1 Somebody computes the gradient from 3 examples...
    """
    found = _found(which)
    if more:
        raise TypeError(f"a prediction is one answer, and a decimal number has a point: 22.5; got {(answer, *more)!r}")
    asked = Predicted(found)
    if answer is not None:
        if len(found) > 1:
            raise ValueError(f"an answer is for one question, such as {next(iter(found))!r}; got {which!r}")
        try:
            asked.answer({1: answer})
        except ValueError as error:  # which calls it question 1
            raise ValueError(str(error).replace("question 1", which, 1)) from None
    return asked


def _found(which: str) -> dict[str, Asks]:
    if not isinstance(which, str):
        raise TypeError(f'predictions are named by a text, "07" or "07.2"; got {which!r:.80}')
    mine = predictions_of(which[:2])
    found = mine if which == which[:2] else {key: one for key, one in mine.items() if key == which}
    if not found:
        have = [path.name[:2] for path in notebooks() if predictions_of(path.name[:2])]
        keys = f"notebook {which[:2]} asks for {', '.join(mine)}" if mine else f"predictions are in {', '.join(have)}"
        raise ValueError(f"there is no prediction {which!r}; {keys}")
    return found


def compare(key: str, *measured: Any) -> None:
    """Show what you predicted beside what came out, which is read off `measured`.

    measured: what the question reads, such as two arrays, a number, or x and y of a curve.
    """
    question = _found(key).get(key)
    if question is None:
        raise ValueError(f"one prediction is compared at a time, such as '{key}.1'; got {key!r}")
    if not measured:
        raise TypeError(f'compare takes what was measured, too: compare("{key}", …), as in the cell of the notebook')
    came: Any = question.came_out(*measured)  # a text, a number, or heights, as the question wants it
    said = _said(key, question)
    if isinstance(question, Sketch):
        display(picture(question, said, *measured))  # type: ignore[no-untyped-call]
        sign, words = "≈" if said else "…", f"{question.apart(said, came)} {question.why(came)}"
    elif said is None:
        sign, words = "…", f"you made none; it came out “{question.show(came)}”. {_why(question, came)}"
    else:
        right = question.fits(said, came)
        if "right" not in predictions_in()[key]:  # the first time counts
            with suppress(OSError):  # in a folder that can only be read; `predict` has said so
                record_prediction(key, right=right)
        both = f"you said “{question.show(said)}”; it came out “{question.show(came)}”"
        sign, words = "✓" if right else "✗", f"{both}. {_why(question, came)}"
    color = {"✓": HOLDS, "✗": FAILS}.get(sign, Note.color)
    display(Note(f"{sign} Prediction {key}", words, color=color, mark=":"))  # type: ignore[no-untyped-call]


def _why(question: Question | Number, came: Any) -> str:
    """Why it came out as it does in the notebook; where a changed cell shows something else, that is said first."""
    right: Any = question.right
    usual = question.show(right)
    return question.because if question.show(came) == usual else f"{UNCHANGED} “{usual}”. {question.because}"


def _said(key: str, question: Asks) -> Any:
    """What is kept of an answer; None if nothing, or what the question no longer has among its answers."""
    kept = predictions_in().get(key, {})
    try:
        return question.checked(kept["said"])
    except (KeyError, ValueError):
        return None


class _Listed(Asked):
    """Questions with their keys."""

    def __init__(self, found: Mapping[str, Asks], button: str) -> None:
        self.names = list(found)
        forms = [one.form(np.random.default_rng(zlib.crc32(one.text.encode()))) for one in found.values()]
        super().__init__(list(found.values()), forms, button)

    def __repr__(self) -> str:
        return "\n".join(map(_as_text, self.names, self.asked, self.given, self.questions))


def _as_text(key: str, form: Form, said: Any, question: Asks) -> str:
    """A question to be read, and how to answer it in code."""
    example = '"a"' if "answers" in form else "[…]" if "curve" in form else "10"
    how = f"You said: {question.show(said)}." if said is not None else f'Without buttons: predict("{key}", {example})'
    return f"{as_text(key, form)}\n{how}"


class Predicted(_Listed):
    """The predictions of a notebook; what is chosen is kept at once."""

    lost = ""  # why it could not be kept, to be read without a widget

    def __init__(self, found: Mapping[str, Asks]) -> None:
        super().__init__(found, button="")
        self.given = [_said(*pair) for pair in found.items()]
        self.observe(self._keep, "given")

    def _keep(self, change: Any) -> None:
        try:
            for key, question, old, said in zip(self.names, self.questions, change.old, change.new, strict=True):
                if said is not None and said != old:
                    record_prediction(key, said=question.checked(said))
        except (OSError, ValueError) as error:
            self.lost = f"\nNot written down: {error}"
            self.told = card("Not written down:", html(str(error)), FAILS)
        else:
            self.lost = ""
            self.told = card("Kept", html(f"in `{FILE}` beside this notebook, and nowhere else."), HOLDS)

    def __repr__(self) -> str:
        return super().__repr__() + self.lost


class Recalled(_Listed):
    """Questions of earlier notebooks, with the reason once they are scored."""

    def _scored(self, right: list[bool]) -> str:
        self.why = [why(*pair) for pair in zip(self.given, self.questions, strict=True)]
        try:
            for key, said, fine in zip(self.names, self.given, right, strict=True):
                if said is not None:
                    record_prediction(key, right=fine)
        except (OSError, ValueError) as error:
            return f"(That could not be written down: {error}.)"
        return ""


def recall(notebook: str, few: int = FEW) -> Recalled:
    """Ask a few questions of earlier notebooks again: first what went wrong, then what was left open, then the rest.

    Errors: ValueError if there is no such notebook, for few below 1, or if no notebook before it asks.

    >>> len(recall("08").questions)
    3
    """
    have = [path.name[:2] for path in notebooks()]
    if notebook not in have:
        raise ValueError(f"there is no notebook {notebook!r:.80}; there are {', '.join(have)}")
    if few < 1:
        raise ValueError(f"few is how many questions come back, 1 or more; got {few!r}")
    earlier = [pair for number in have[: have.index(notebook)] for pair in predictions_of(number).items()]
    pool = {key: one for key, one in earlier if not isinstance(one, Sketch)}
    if not pool:
        raise ValueError(f"no notebook before {notebook!r} asks for predictions")
    kept = predictions_in()
    rank = {False: 0, None: 1, True: 2}
    order = sorted(
        pool, key=lambda key: (rank[kept.get(key, {}).get("right")], zlib.crc32(f"{notebook} {key}".encode()))
    )
    keys = order[:few]
    return Recalled({key: pool[key] for key in keys}, button="Score it")
