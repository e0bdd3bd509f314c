"""What the page needs for every sentence [live_of]; `front_end/src/labs/sentence` computes what `compute` does."""

from dataclasses import replace
from functools import cache
from itertools import product

from sgdlab.batches import minibatch
from sgdlab.labs.given import lowest_loss
from sgdlab.labs.sentence.compute import BATCHES, GRADIENTS, OPTIMIZERS, PROBLEMS, STEPS, Sentence, compute, problem_of
from sgdlab.labs.sentence.picture import scene_of
from sgdlab.labs.sentence.words import BOUNDS, ROUNDING, VERDICTS, WORDS
from sgdlab.labs.stage.live import Live, on_page, recipes_of, structures
from sgdlab.landscape.plane import plane_of
from sgdlab.optimizers import gradient_descent
from sgdlab.optimizers.optimizer import Optimizer
from sgdlab.part import part_name
from sgdlab.scene import Json, Scene
from sgdlab.training.recipe import common_name

WRITTEN = {  # the optimizers with a program of their own; plain gradient descent is that with the momentum 0
    "momentum": gradient_descent(0.1, momentum=0.5),
    "Nesterov": gradient_descent(0.1, momentum=0.5, nesterov=True),
}


@cache
def live_of() -> Live | None:
    """Return the program of every sentence and what the picture needs; None if one of them can't be written."""
    recipes: dict[str, Json] = {}
    for name in PROBLEMS:
        parts = {
            f"{name} / {by} / {how}": {"gradient": gradient, "optimizer": optimizer}
            for (by, gradient), (how, optimizer) in product(GRADIENTS.items(), WRITTEN.items())
        }
        written = recipes_of(problem_of(name), parts)
        if written is None:
            return None
        recipes |= written
    return Live(recipes, _facts(), WORDS, _structures())


def _structures() -> Json:
    """Return the structure of the picture for each problem, by each title that its map can have."""
    found: dict[str, Scene] = {}
    for name in PROBLEMS:
        scene = scene_of(compute(Sentence(name, "the full batch", "backprop")))
        ground, *others = scene.panels
        for verdict in VERDICTS:
            found[f"{name} / {verdict}"] = replace(scene, panels=[replace(ground, title=WORDS[verdict]), *others])
    return structures(found)


def _facts() -> Json:
    optimizers = {name: make(0.1) for name, make in OPTIMIZERS.items()}
    every = product(BATCHES.items(), GRADIENTS.items(), optimizers.items())
    return {
        "steps": STEPS,
        "bounds": BOUNDS,
        "rounding": ROUNDING,
        "problems": {name: _problem(name) for name in PROBLEMS},
        "sizes": {name: rule.size if isinstance(rule, minibatch) else None for name, rule in BATCHES.items()},
        "parts": {name: part_name(part) for name, part in (BATCHES | GRADIENTS | optimizers).items()},
        "names": {" / ".join(pair[0] for pair in one): common_name(*(pair[1] for pair in one)) for one in every},
    }


def _problem(name: str) -> Json:
    problem, rate = problem_of(name), PROBLEMS[name][1]
    return {
        "updates": {how: _update(optimizer(rate)) for how, optimizer in OPTIMIZERS.items()},
        "data": bool(problem.data),
        "start": problem.start,
        "floor": lowest_loss(problem),
        "plane": on_page(plane_of(problem)),
    }


def _update(rule: Optimizer) -> Json:
    """Return the program of an optimizer, and its settings."""
    assert isinstance(rule, gradient_descent)
    settings = {"learning_rate": rule.learning_rate, "momentum": rule.momentum}
    return {"program": "Nesterov" if rule.nesterov else "momentum", "settings": settings}
