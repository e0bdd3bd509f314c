"""What the sentence builder says of two runs: how far apart they are and what each cost [compare], and more [verdict].

Two runs that are equal to the last bit in the kernel need not be so in the page, and the other way round, because a
computer may add in any order.  So only the same recipe takes the same path to the last bit; what else differs by no
more than rounding is the same to within 1e-13.

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/sentence`).
"""

import numpy as np

from sgdlab.bill import BILL
from sgdlab.figures.sentences import SPREAD
from sgdlab.labs.band import NOTHING_DRAWN
from sgdlab.run import Run

BOUNDS = (1e-13, 1e-9, 1e-6)  # two paths within the last one are the same, to within one of them
ROUNDING = BOUNDS[0]  # two gradients within it are the same; finite differences are off by more, within the last one
VERDICTS = ("one path", "one gradient", "two paths")  # what is seen, in WORDS

WORDS = {
    "refused": "{problem} has no examples to choose from: choose the full batch, or other data",
    "described": "You built {name}. {comparison}",
    "built": "You built\n{name}.",
    "recipe": "{batches} · {gradient} · {optimizer}",
    "usual": "the usual recipe: {recipe}",
    "no examples": "no examples to choose from",
    "no luck": f"{{seeds}} seeds\n{NOTHING_DRAWN}",
    "costs": "Yours cost {yours}; the usual recipe {usual}. {reasons}",
    "both": "Both were stopped by: {reason}",
    "each": "Yours was stopped by: {yours}; the usual recipe by: {usual}",
    "same": "The same path as the usual recipe, to the last bit. {costs}.",
    "within": "The same path as the usual recipe, to within {bound}. {costs}.",
    "first": "The same first gradient as the usual recipe, then another path. {costs}.",
    "near": f"The same first gradient as the usual recipe, to within {BOUNDS[-1]:g}, then another path. {{costs}}.",
    "another": "A different path from the usual recipe's, from the first gradient on. {costs}.",
    "one path": "One path, taken by both",
    "one gradient": "One first gradient, two paths",
    "two paths": "Two paths",
    "gradient": "gradient",
    **BILL,
    **SPREAD,
}


def first_apart(yours: Run, usual: Run) -> float:
    """Return the largest difference of an entry between the first gradients of two runs."""
    assert yours.gradients is not None  # every sentence has a gradient method
    assert usual.gradients is not None
    return float(np.abs(yours.gradients[0] - usual.gradients[0]).max())


def reasons_to_stop(yours: Run, usual: Run) -> str:
    """Return what stopped two runs, in a sentence."""
    if yours.stopped_by == usual.stopped_by:
        return WORDS["both"].format(reason=usual.stopped_by)
    return WORDS["each"].format(yours=yours.stopped_by, usual=usual.stopped_by)


def compare(yours: Run, usual: Run, apart: float, examples: bool = True) -> str:
    """Return how far two runs are apart and what each cost, in a few sentences; there may be no examples to count."""
    costs = WORDS["costs"].format(yours=yours.bill, usual=usual.bill, reasons=reasons_to_stop(yours, usual))
    if not examples:
        costs = costs.replace(WORDS["example_gradients"], WORDS["gradient"])
    if yours.recipe == usual.recipe:
        return WORDS["same"].format(costs=costs)
    if apart < BOUNDS[-1]:
        bound = next(bound for bound in BOUNDS if apart < bound)
        return WORDS["within"].format(bound=f"{bound:g}", costs=costs)
    first = first_apart(yours, usual)
    same = "first" if first < ROUNDING else "near" if first < BOUNDS[-1] else "another"
    return WORDS[same].format(costs=costs)


def verdict(yours: Run, usual: Run, apart: float) -> str:
    """Say what is seen, in a few words."""
    if apart < BOUNDS[-1]:
        return WORDS["one path"]
    return WORDS["one gradient" if first_apart(yours, usual) < BOUNDS[-1] else "two paths"]
