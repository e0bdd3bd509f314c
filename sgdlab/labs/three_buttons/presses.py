"""Presses of the buttons as a short text, such as "f1000bu100r", and the buttons themselves [read, Presses].

A press is a letter: f forward, b backward, u update, r a round of all three.  A number before it says how many times.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

import ipywidgets as widgets
import numpy as np

from sgdlab.labs.stage.control import Kept
from sgdlab.labs.stage.shared_looks import layout
from sgdlab.scene import Json

Press: TypeAlias = tuple[int, str]  # how many times, which letter

NAMES = {"f": "forward", "b": "backward", "u": "update", "r": "round"}
ROUNDS = 100  # of all three, by the fourth button
MOST_PRESSES, MOST_TIMES = 300, 10_000
BUTTONS = {
    "f": ("forward", "Compute the outputs and the loss"),
    "b": ("backward", "Go back from the loss and compute the gradient"),
    "u": ("update", "Move the parameters against the gradient"),
    f"{ROUNDS}r": (f"all three, {ROUNDS} times", "Forward, backward, update, over and over"),
}
AGAIN = "start again", "Forget all presses: the parameters go back to the start"


def read(text: str) -> tuple[Press, ...]:
    """Return the presses in a text.

    Errors: other letters, and too many presses to replay them without a delay.

    >>> read("f1000bu")
    ((1, 'f'), (1000, 'b'), (1, 'u'))
    """
    found = re.findall(r"([1-9][0-9]*)?([fbur])", text)
    if "".join(number + letter for number, letter in found) != text:
        raise ValueError(
            f"{text!r} is not a list of presses: write f, b, u and r (all three), each after a number from 1 on or not"
        )
    presses = tuple((int(number or 1), letter) for number, letter in found)
    if len(presses) > MOST_PRESSES or sum(times for times, _ in presses) > MOST_TIMES:
        raise ValueError(
            f"these are more than {MOST_PRESSES} presses or {MOST_TIMES:,} times in all: press “start again”"
        )
    return presses


class Presses(Kept[str]):
    """All presses so far; `widget` contains the buttons."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(name)
        self._value = self.parse(value)
        self.buttons = {letters: self._button(*texts, letters) for letters, texts in BUTTONS.items()}
        self.pending: Callable[[], str] = str  # what was done since the last press, as more presses
        self.counted: tuple[str, str] | None = None  # the control that counts these, and their letter
        self.again = self._button(*AGAIN, None)
        row = layout(flex_flow="row wrap", width="100%")
        self.widget = widgets.HBox([*self.buttons.values(), self.again], layout=row)

    def _button(self, label: str, help_text: str, letters: str | None) -> widgets.Button:
        button = widgets.Button(description=label, tooltip=help_text, layout=layout(width="auto"))
        button.on_click(lambda _: self.press(letters))
        return button

    def press(self, letters: str | None) -> None:
        """Press a button; None starts again."""
        before = self._value + self.pending()
        if letters is None and not self._value:
            self.value = before  # only rounds: to a page whose clock plays them, "" would be no news
        self.value = "" if letters is None else before + letters

    def _checked(self, value: str) -> str:
        """Return the presses; those that can't be read are left out, and the notice says why."""
        try:
            self.notice = ""
            return self.parse(value)
        except ValueError as error:
            self.notice = str(error)
            return self._value

    def random(self, rng: np.random.Generator) -> str:
        return "".join(rng.choice(list(BUTTONS), size=rng.integers(9)))

    def described(self) -> Json:
        buttons = [(letters, *texts) for letters, texts in BUTTONS.items()]
        return {"kind": "presses", "help": "", "buttons": [*buttons, (None, *AGAIN)], "pending": self.counted}

    def parse(self, text: str) -> str:
        read(text)
        return text
