"""Twin panes without a widget: parameters in; the line on the data, its loss and the way down from it out [compute].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/twin_panes`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sgdlab.bill import BILL
from sgdlab.figures.sentences import capital, in_full
from sgdlab.gradients import backprop
from sgdlab.labs.given import lowest_loss
from sgdlab.labs.twin_panes.one_feature import OneFeature
from sgdlab.optimizers import gradient_descent
from sgdlab.quantities import Array, count
from sgdlab.run import Run
from sgdlab.training import train
from sgdlab.training.loop import uninterrupted

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
    """One point of the surface, and the way down from there.

    scale: how many times the mean the loss is;  mean: the mean loss;  slopes (2,): of the mean or of the sum, as the
    settings say;  run: the way down.
    """

    settings: TwinPanesSettings
    panes: OneFeature
    scale: int
    mean: float
    slopes: Array
    run: Run

    @property
    def loss(self) -> float:
        """The mean or the sum, as the settings say."""
        return self.mean * self.scale

    @property
    def lowest(self) -> float:
        """The smallest loss that there is; 0 if it isn't known."""
        return lowest_loss(self.panes.model) * self.scale

    @property
    def excess(self) -> float:
        """The mean loss above its minimum."""
        return self.mean - lowest_loss(self.panes.model)

    @property
    def first_step(self) -> Array:
        """The first step of the way down (2,): minus the learning rate times the slopes."""
        return -self.settings.learning_rate * self.slopes

    @property
    def lines(self) -> list[str]:
        """The point and its loss; the way down and where it ends; its bill."""
        return [_here(self), _down(self), WORDS["bill"].format(bill=self.run.bill, reason=self.run.stopped_by)]

    @property
    def rows(self) -> list[list[str]]:
        """The table: the point, the slopes, the first step, the minimum."""
        unit, low = self.panes.unit, self.panes.model.minimum
        lowest = [WORDS["unknown"]] * 2 if low is None else _in_table(low, unit)
        return [
            [WORDS["this point"], *_in_table(self.settings.point, unit), _loss(self, self.loss)],
            [WORDS["slopes"], *_in_table(self.slopes, unit), ""],
            [WORDS["step"], *_in_table(self.first_step, unit, "+"), ""],
            [WORDS["minimum"], *lowest, _loss(self, self.lowest)],
        ]

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        here, down, bill = (capital(line.replace("\n", ": ")) for line in self.lines)
        first = _pair("first", self.first_step, self.panes.unit, "+")
        title, lowest = capital(self.panes.model.title), _loss(self, self.lowest)
        return WORDS["described"].format(title=title, here=here, down=down, first=first, bill=bill, lowest=lowest)


def digits(value: float, unit: float, most: int = 3, sign: str = "") -> str:
    """Write a number with some digits, whatever its last bits are: halves to even, a rounding error of zero as 0.

    unit: what a number of ordinary size is.

    >>> digits(3.14159, 1.0), digits(2.0, 1.0, sign="+"), digits(-3e-17, 1.0), digits(658.5000000000001, 1.0)
    ('3.14', '+2', '0', '658')
    """
    return (sign if value > 0 else "") + in_full(float(f"{value:.12g}"), most) if abs(value) > ROUNDING * unit else "0"


def _here(result: TwinPanesResult) -> str:
    kind = WORDS[result.settings.add_up].format(examples=count(result.panes.model.n, "example"))
    fields = {"shape": result.panes.shape, "loss": _loss(result, result.loss), "kind": kind}
    return _pair("here", result.settings.point, result.panes.unit, **fields)


def _down(result: TwinPanesResult) -> str:
    rate = f"{result.settings.learning_rate:.3g}"
    if result.run.diverged_at is not None:
        return WORDS["gone"].format(rate=rate, step=result.run.diverged_at)
    loss = _loss(result, float(result.run.losses[-1]) * result.scale)
    return _pair("down", result.run.final, result.panes.unit, rate=rate, loss=loss)


def _loss(result: TwinPanesResult, loss: float) -> str:
    return digits(loss, result.panes.unit**2, 4)


def _pair(template: str, pair: Iterable[float], unit: float, sign: str = "", **fields: str) -> str:
    w, b = _in_table(pair, unit, sign)
    return WORDS[template].format(w=w, b=b, **fields)


def _in_table(pair: Iterable[float], unit: float, sign: str = "") -> list[str]:
    return [digits(one, unit, sign=sign) for one in pair]


def compute(panes: OneFeature, settings: TwinPanesSettings) -> TwinPanesResult:
    """Evaluate the loss of one line, and follow gradient descent from there for 20 steps.

    Formula: L(w, b) = mean or sum over the examples; w <- w - α dL/dw, b <- b - α dL/db.
    """
    scale = panes.model.n if settings.add_up == "sum" else 1
    descent = gradient_descent(settings.learning_rate * scale)
    run = uninterrupted(train(panes.model, settings.point, optimizer=descent, steps=STEPS))
    loss, slopes = backprop(panes.model, np.asarray(settings.point, dtype=float))
    return TwinPanesResult(settings, panes, scale, float(loss), slopes * scale, run)
