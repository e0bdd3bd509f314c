"""What the page needs to take updates apart [live_of]; `front_end/src/labs/anatomy` computes it there."""

from dataclasses import replace

from sgdlab.batches import BatchRule
from sgdlab.labs.anatomy.compute import STEPS, WORDS, AnatomySettings, compute
from sgdlab.labs.anatomy.pair import pair_of
from sgdlab.labs.anatomy.picture import ROOM, SMALLEST, scene_of
from sgdlab.labs.anatomy.rules import RULES, Anatomy
from sgdlab.labs.band import SEEDS, draws
from sgdlab.labs.stage.live import Live, recipes_of, structures
from sgdlab.landscape import Surface
from sgdlab.landscape.steepest import largest_curvature
from sgdlab.problems import Problem
from sgdlab.scene import Json


def live_of(problem: Problem, batches: BatchRule, landscape: Surface, settings: AnatomySettings) -> Live | None:
    """Return a program for each optimizer, and what the picture needs; its structure has the optimizer's name.

    settings: with which the first step of every optimizer is finite.  None if the loss can't be written for the page,
    or if the batches are drawn by a rule of your own.
    """
    optimizers = {name: rule.make(0.1, 0.5, 0.9) for name, rule in RULES.items()}
    recipes = recipes_of(problem, {name: {"optimizer": one, "batches": batches} for name, one in optimizers.items()})
    if recipes is None:
        return None
    results = {name: compute(problem, replace(settings, optimizer=name), batches) for name in RULES}
    scenes = {name: scene_of(result, landscape, draws(batches)) for name, result in results.items()}
    facts = {
        "rules": {name: _described(rule) for name, rule in RULES.items()},
        "axes": pair_of(problem).names,
        "steps": STEPS,
        "plain_rate": 1 / largest_curvature(problem),
        "seeds": SEEDS if draws(batches) else 0,
        "room": ROOM,
        "smallest": SMALLEST,
    }
    return Live(recipes, facts, WORDS, structures(scenes))


def _described(rule: Anatomy) -> Json:
    """An optimizer, with the places of its averages among the arrays of its state: the count of the steps is none."""
    mean, square = (None if place is None else place - 1 for place in (rule.mean, rule.square))
    return {"mean": mean, "square": square, "corrected": rule.corrected, "sums": rule.sums, "takes": rule.takes}
