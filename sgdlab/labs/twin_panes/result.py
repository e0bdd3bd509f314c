"""The settings of the twin panes, and their result with what it says of a point and of the way down [TwinPanesResult].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/twin_panes`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sgdlab.bill import BILL
from sgdlab.quantities import count
from sgdlab.run import Run

ROUNDING = 1e-11  # a loss, a slope or a step below it, in the unit of the data, is zero
STEPS = 20  # of the way down

WORDS = {
    "mean": "the mean over {examples}",
    "sum": "the sum over {examples}",
    "here": "one point, one {shape}: w = {w}, b = {b}\nloss {loss}, {kind}",
    "down": f"{STEPS} steps downhill with learning rate {{rate}}: w = {{w}}, b = {{b}}\nloss {{loss}}",
    "gone": "downhill with learning rate {rate}\ndiverged at step {step}: too large",
    "bill": "the bill of the way down\n{bill}; stopped by: {reason}",
    "first": "the first of these steps changes w by {w} and b by {b}",
    "described": "{title}. {here}. {down}; {first}. {bill}. The smallest loss is {lowest}.",
    "this point": "this point",
    "slopes": "slopes of the loss there",
    "step": "first step: −learning rate × slopes",
    "minimum": "minimum",
    "unknown": "—",
    **BILL,
}


@dataclass(frozen=True)
class TwinPanesSettings:
    """What the controls of the twin panes say; `point` holds w and b; `add_up` is "mean" or "sum"."""

    point: tuple[float, float] = (0.546, 3.14)
    add_up: str = "mean"
    learning_rate: float = 0.1


@dataclass(frozen=True)
class TwinPanesResult:
    """One point of the surface, and its line on the data.

    loss, slopes (2,): of the mean or of the sum, whichever the settings say;  excess: the mean loss above its minimum;
    run: the way down;  line, after (M, 2): the curves of the point and of the end of the way;  misses (N, 2, 2): from
    every example to the curve;  ends (2,): the heights of the curve at the first and the last example;  unit: of the
    targets.
    """

    settings: TwinPanesSettings
    title: str
    shape: str  # "line" or "curve"
    examples: int
    loss: float
    lowest: float
    slopes: NDArray[np.float64]
    excess: float
    run: Run
    line: NDArray[np.float64]
    after: NDArray[np.float64]
    misses: NDArray[np.float64]
    ends: NDArray[np.float64]
    unit: float

    @property
    def scale(self) -> float:
        """How many times the mean the loss is: 1, or for the sum the number of examples."""
        return float(self.examples) if self.settings.add_up == "sum" else 1.0

    @property
    def first_step(self) -> NDArray[np.float64]:
        """The first step of the way down (2,): minus the learning rate times the slopes."""
        return -self.settings.learning_rate * self.slopes

    @property
    def lines(self) -> list[str]:
        """The point and its loss; the way down and where it ends; its bill."""
        return [_here(self), _down(self), WORDS["bill"].format(bill=self.run.bill, reason=self.run.stopped_by)]

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        here, down, bill = (capital(line.replace("\n", ": ")) for line in self.lines)
        first = _pair("first", self.first_step, self.unit, "+")
        title, lowest = capital(self.title), _loss(self, self.lowest)
        return WORDS["described"].format(title=title, here=here, down=down, first=first, bill=bill, lowest=lowest)


def rows(result: TwinPanesResult, low: Iterable[float] | None) -> list[list[str]]:
    """Return the rows of the table: the point, the slopes, the first step, the minimum."""
    unit = result.unit
    lowest = [WORDS["unknown"]] * 2 if low is None else _in_table(low, unit)
    return [
        [WORDS["this point"], *_in_table(result.settings.point, unit), _loss(result, result.loss)],
        [WORDS["slopes"], *_in_table(result.slopes, unit), ""],
        [WORDS["step"], *_in_table(result.first_step, unit, "+"), ""],
        [WORDS["minimum"], *lowest, _loss(result, result.lowest)],
    ]


def digits(value: float, unit: float, most: int = 3, sign: str = "") -> str:
    """Write a number with some digits, whatever its last bits are: halves to even, a rounding error of zero as 0.

    unit: what a number of ordinary size is.

    >>> digits(3.14159, 1.0), digits(2.0, 1.0, sign="+"), digits(-3e-17, 1.0), digits(658.5000000000001, 1.0)
    ('3.14', '+2', '0', '658')
    """
    return f"{float(f'{value:.12g}'):{sign}.{most}g}" if abs(value) > ROUNDING * unit else "0"


def capital(words: str) -> str:
    """Return words with a capital letter at their beginning; those in a title of yours stay.

    >>> capital("body mass of Gentoo penguins")
    'Body mass of Gentoo penguins'
    """
    return words[:1].upper() + words[1:]


def _here(result: TwinPanesResult) -> str:
    kind = WORDS[result.settings.add_up].format(examples=count(result.examples, "example"))
    fields = {"shape": result.shape, "loss": _loss(result, result.loss), "kind": kind}
    return _pair("here", result.settings.point, result.unit, **fields)


def _down(result: TwinPanesResult) -> str:
    rate = f"{result.settings.learning_rate:.3g}"
    if result.run.diverged_at is not None:
        return WORDS["gone"].format(rate=rate, step=result.run.diverged_at)
    loss = _loss(result, float(result.run.losses[-1]) * result.scale)
    return _pair("down", result.run.final, result.unit, rate=rate, loss=loss)


def _loss(result: TwinPanesResult, loss: float) -> str:
    return digits(loss, result.unit**2, 4)


def _pair(template: str, pair: Iterable[float], unit: float, sign: str = "", **fields: str) -> str:
    w, b = _in_table(pair, unit, sign)
    return WORDS[template].format(w=w, b=b, **fields)


def _in_table(pair: Iterable[float], unit: float, sign: str = "") -> list[str]:
    return [digits(one, unit, sign=sign) for one in pair]
