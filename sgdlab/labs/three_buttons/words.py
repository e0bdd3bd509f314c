"""What the trainer says of its presses and of the network [WORDS, lines].

The templates are filled in here and, in the same way, by the page (`front_end/src/labs/three_buttons`).
"""

from sgdlab.labs.three_buttons.trainer import Moment
from sgdlab.quantities import Array

WORDS = {
    "so far": "So far: forward {f}, backward {b}, update {u}.",
    "stand": "Loss {first} at the start, {now} now; {share} of the points are on the right side.",
    "identical": "All hidden units of a layer are identical.",
    "described": "{data}, a network {widths} ({activation}). {lines}",
    "not computed": "not computed",
    "void": "out of date",
}


def lines(moment: Moment, losses: Array, accuracy: float, identical: bool) -> tuple[str, ...]:
    """Return the last press, all presses, and where they led."""
    counts = {letter: f"{count:,}" for letter, count in moment.counts.items()}
    first, now = (f"{loss:.3g}" for loss in (losses[0], losses[-1]))
    share = accuracy if accuracy in (0.0, 1.0) else min(max(accuracy, 0.001), 0.999)  # only all of them are 100 %
    stand = WORDS["stand"].format(first=first, now=now, share=f"{100 * share:.1f} %")
    return (moment.report, WORDS["so far"].format(**counts), stand, *([WORDS["identical"]] if identical else []))
