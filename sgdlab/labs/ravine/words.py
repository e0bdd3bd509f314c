"""What the ravine says of a run: why it ended, what the learning rate does, the stop rules [lines, rules, description].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/ravine`).
"""

from typing import TYPE_CHECKING

import numpy as np

from sgdlab.bill import BILL
from sgdlab.figures.sentences import ROUNDING, size
from sgdlab.quantities import count

if TYPE_CHECKING:
    from sgdlab.labs.ravine.compute import RavineResult

WORDS = {
    "described": "Gradient descent from ({x}, {y}) with learning rate {rate}. {lines}.",
    "ended": "Ended by {by} after {steps}: {where}",
    "gone": "its steps grow without end",
    "left": "the next step leads to where the loss is undefined or too large to compute",
    "low": "the loss there is {loss}",
    "away": "the minimum is {away} away",
    "edge": "Learning rate {rate} is {side} 2/λmax = {edge}: {where}, each step multiplies the distance along "
    "the valley by {along} and across it by {across}",
    "at minimum": "near the minimum",
    "at start": "with the curvatures at the problem's start",
    "above": "above",
    "below": "below",
    "equal": "equal to",
    "miss": "Straight downhill at the start misses the minimum by {miss}°",
    "bill": "The bill: {bill}",
    "off": "off",
    "always": "always on",
    "yes": "yes",
    "no": "no",
    **ROUNDING,
    **BILL,
}
COLUMNS = ("stop rule", "limit", "at the end", "fired?")
REASONS = {"gradient norm": "small gradient", "loss changed": "small change", "diverged": "divergence"}  # by beginning


def lines(result: "RavineResult") -> list[str]:
    """Say what ended the run and where; what the learning rate does; where the first step led; the bill."""
    steps = count(int(result.run.steps[-1]), "step")
    said = [WORDS["ended"].format(by=result.ended_by, steps=steps, where=_where(result))]
    if result.edge is not None:
        said.append(_effect(result, result.edge))
    if result.miss is not None:
        said.append(WORDS["miss"].format(miss=f"{result.miss:.0f}"))
    return [*said, WORDS["bill"].format(bill=result.run.bill)]


def rules(result: "RavineResult") -> list[list[str]]:
    """Return the table of the stop rules: the limit, how it stands at the end, whether it fired."""
    chosen, gone = result.settings, result.run.diverged_at is not None
    slope = "" if gone else size(np.linalg.norm(result.slopes))
    change = "" if gone or result.changed is None else size(result.changed)
    rows = [
        ("small gradient", _limit(chosen.small_gradient), slope),
        ("small change", _limit(chosen.small_change), change),
        ("most steps", _limit(chosen.most_steps), f"{int(result.run.steps[-1]):,}"),
        ("divergence", WORDS["always"], ""),
    ]
    fired = result.ended_by
    return [[name, limit, here, WORDS["yes" if name == fired else "no"]] for name, limit, here in rows]


def description(result: "RavineResult") -> str:
    """Say what the picture shows, in a few sentences."""
    (x, y), rate = result.settings.start, result.settings.learning_rate
    return WORDS["described"].format(x=f"{x:g}", y=f"{y:g}", rate=f"{rate:g}", lines=". ".join(lines(result)))


def _where(result: "RavineResult") -> str:
    if result.run.diverged_at is not None:  # a step to where there is no loss is undone
        return WORDS["gone" if result.run.diverged_at == result.run.steps[-1] else "left"]
    if result.away is None:
        return WORDS["low"].format(loss=f"{result.run.losses[-1]:.3g}")
    return WORDS["away"].format(away=size(result.away))


def _effect(result: "RavineResult", edge: float) -> str:
    rate = result.settings.learning_rate
    side = WORDS["above" if rate > edge else "below" if rate < edge else "equal"]
    along, across = np.abs(1 - rate * result.curved[[0, -1]])
    where = WORDS["at start" if result.away is None else "at minimum"]  # whose curvatures these are
    fields = {"rate": f"{rate:g}", "side": side, "edge": f"{edge:.3g}"}
    return WORDS["edge"].format(**fields, where=where, along=f"{along:.3g}", across=f"{across:.3g}")


def _limit(limit: float) -> str:
    return f"{limit:g}" if limit else WORDS["off"]
