"""What the anatomy says of a step and of its runs [lines, description].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/anatomy`).
"""

from typing import TYPE_CHECKING

import numpy as np

from sgdlab.bill import BILL
from sgdlab.figures.sentences import BAND
from sgdlab.labs.anatomy.rules import RULES
from sgdlab.labs.band import SEEDS
from sgdlab.run import Run

if TYPE_CHECKING:
    from sgdlab.labs.anatomy.compute import AnatomyResult

WORDS = {
    "step": "Step {step}: {one} × the learning rate along {across}, {two} × along {up}{turned}",
    "turned": "; {angle}° away from straight downhill{in_these}",
    "in these": " in these two",
    "beside": "gradient descent beside it",
    "gone": "{name}: diverged at step {step}",
    "no step": "{name} leaves the region where the loss is finite with its first step: choose a smaller learning rate, "
    "or another start",
    "end": "{name}: loss {loss} after {steps} steps",
    "bill": "The bill of {name}: {bill}; stopped by: {reason}",
    "no band": f"{SEEDS} seeds: {{why}}",
    "lost": "no band, since {lost} of them diverged",
    "band": f"With {SEEDS} seeds, the middle {BAND[1] - BAND[0]} % of the steps number {{step}}: {{spans}}",
    "span": "{low} to {high} × along {name}",
    "uncorrected": " without bias correction",
    "described": "{name}{correction}, learning rate {rate}. {lines}.",
    "gradient": "gradient",
    "mean": "average of gradients",
    "square": "root of the {what} of squares",
    "sum": "sum",
    "average": "average",
    "moved": "step",
    "in rates": "step in learning rates",
    **BILL,
}


def lines(result: "AnatomyResult") -> list[str]:
    """Return the step in words, where both runs end, the bill, and how long this step is with many seeds."""
    one, two = (f"{size:.3g}" for size in result.sizes)
    across, up = result.names
    turned = ""
    if result.turn is not None:
        in_these = "" if result.plane.whole else WORDS["in these"]
        turned = WORDS["turned"].format(angle=f"{result.turn:.0f}", in_these=in_these)
    name, run = result.settings.optimizer, result.run
    caption = result.plane.caption
    return [
        WORDS["step"].format(step=result.step, one=one, two=two, across=across, up=up, turned=turned),
        _end(name, run),
        _end(WORDS["beside"], result.plain),
        WORDS["bill"].format(name=name, bill=run.bill, reason=run.stopped_by),
        *([caption] if caption else []),
        *luck(result),
    ]


def _end(name: str, run: Run) -> str:
    if run.diverged_at is not None:
        return WORDS["gone"].format(name=name, step=run.diverged_at)
    return WORDS["end"].format(name=name, loss=f"{run.losses[-1]:.3g}", steps=int(run.steps[-1]))


def luck(result: "AnatomyResult") -> list[str]:
    """Return how long this step is with many seeds, in a line; nothing before they are trained."""
    if result.many is None:
        return [WORDS["no band"].format(why=result.no_band)] if result.no_band else []
    ends = zip(result.names, *np.percentile(result.many[result.step - 1], BAND, axis=0), strict=True)
    spans = [WORDS["span"].format(low=f"{low:.3g}", high=f"{high:.3g}", name=name) for name, low, high in ends]
    return [WORDS["band"].format(step=result.step, spans=", ".join(spans))]


def description(result: "AnatomyResult") -> str:
    """Return what the picture shows, in a few sentences."""
    chosen = result.settings
    correction = "" if chosen.correction or not RULES[chosen.optimizer].corrected else WORDS["uncorrected"]
    return WORDS["described"].format(
        name=chosen.optimizer, correction=correction, rate=f"{chosen.learning_rate:g}", lines=". ".join(lines(result))
    )
