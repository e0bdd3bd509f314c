"""What the page needs to take updates apart [live_of]; `front_end/src/labs/anatomy` computes it there."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sgdlab.batches import BatchRule
from sgdlab.labs.anatomy.compute import STEPS
from sgdlab.labs.anatomy.picture import ROOM, SMALLEST
from sgdlab.labs.anatomy.rules import RULES, Anatomy
from sgdlab.labs.anatomy.words import WORDS
from sgdlab.labs.band import SEEDS, draws
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.live import Live, recipes_of
from sgdlab.labs.stage.structures import structures
from sgdlab.landscape.steepest import largest_curvature
from sgdlab.problems import Problem
from sgdlab.scene import split

if TYPE_CHECKING:
    from sgdlab.labs.anatomy.lab import AnatomyLab


def live_of(lab: "AnatomyLab") -> Live | None:
    """Return a program for each optimizer, and what the picture needs; its structure has the optimizer's name.

    None if the loss can't be written for the page, or if the batches are drawn by a rule of your own.
    """
    problem, batches, settings = lab.problem, lab.batches, lab.settings()
    optimizers = {name: rule.make(0.1, 0.5, 0.9) for name, rule in RULES.items()}
    recipes = recipes_of(problem, {name: {"optimizer": one, "batches": batches} for name, one in optimizers.items()})
    if recipes is None:
        return None
    shortest = replace(settings, learning_rate=lab.controls["learning_rate"].corners()[0])  # every first step is finite
    results = {name: lab.compute(replace(shortest, optimizer=name)) for name in RULES}
    specs = structures({name: split(lab.scene(result))[0] for name, result in results.items()})
    return Live(recipes, facts_of(problem, batches, lab.plane.names), WORDS, specs)


def facts_of(problem: Problem, batches: BatchRule, axes: tuple[str, str]) -> Json:
    """Return the numbers that the pictures need."""
    return {
        "rules": {name: _described(rule) for name, rule in RULES.items()},
        "axes": axes,
        "steps": STEPS,
        "plain_rate": 1 / largest_curvature(problem),
        "seeds": SEEDS if draws(batches) else 0,
        "room": ROOM,
        "smallest": SMALLEST,
    }


def _described(rule: Anatomy) -> Json:
    """An optimizer, with the places of its averages among the arrays of its state: the count of the steps is none."""
    mean, square = (None if place is None else place - 1 for place in (rule.mean, rule.square))
    return {"mean": mean, "square": square, "corrected": rule.corrected, "sums": rule.sums, "takes": rule.takes}
