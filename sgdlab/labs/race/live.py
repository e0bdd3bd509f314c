"""What the page needs to race by itself [live_of]; `front_end/src/labs/race` computes there what `compute` does."""

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import product

from sgdlab.batches import minibatch
from sgdlab.gradients import backprop
from sgdlab.labs.given import lowest_loss, names_of
from sgdlab.labs.race.code import CHOICES, LINE, LINES
from sgdlab.labs.race.crossing import noise_at_minimum
from sgdlab.labs.race.drawn import Drawn, plane_for
from sgdlab.labs.race.goals import target_of
from sgdlab.labs.race.learned import CLASSES, PEN, facts_of
from sgdlab.labs.race.loss_map import frame_facts
from sgdlab.labs.race.one_run import DRAWN, DRAWN_LONG, LONG, LOWEST, scheduled
from sgdlab.labs.race.picture import FEW, OTHERS, OWN, tuning_panel
from sgdlab.labs.race.points import COLUMNS, MOST
from sgdlab.labs.race.points import WORDS as POINTS
from sgdlab.labs.race.runners import KINDS, SCHEDULES
from sgdlab.labs.race.tuning import CLOSER, POWERS, SEEDS, usual_rate
from sgdlab.labs.race.words import WORDS, steepest_of
from sgdlab.labs.stage.live import Live, on_page, recipes_of
from sgdlab.labs.yours import Parts
from sgdlab.landscape.plane import FEWEST, LONGEST, MOST_STEPS
from sgdlab.landscape.surface import Surface
from sgdlab.optimizers import gradient_descent
from sgdlab.part import part_name
from sgdlab.problems import Problem
from sgdlab.scene import Json, Scene, split


def live_of(problem: Problem, landscape: Surface, kinds: Iterable[str], yours: Parts | None) -> Live | None:
    """Return the programs of some kinds of runners, of your own part, if there is one, and what the picture needs.

    None if the loss, one of these kinds, or a part of yours can't be written for the page.
    """
    spanning = ["SGD"] if isinstance(problem, Drawn) else []  # a page finds the plane of other points by it
    wanted = dict.fromkeys(KINDS[kind].program for kind in sorted({*kinds, *spanning}))  # in this order, each once
    found = [(name, _recipe(problem, name)) for name in wanted]
    if yours is not None:
        parts: Parts = {"optimizer": gradient_descent(0.1), "batches": minibatch(2), **yours}
        found.append(("yours", _written(problem, parts)))
    recipes = {name: recipe for name, recipe in found if recipe is not None}
    facts = {**_facts(problem), "frame": frame_facts(problem, landscape), "yours": _yours(yours)}
    return Live(recipes, facts, {**WORDS, **POINTS}) if all(recipe for _, recipe in found) else None


def writable(problem: Problem, kinds: Iterable[str]) -> set[str]:
    """Return which of these kinds of runners can be written for the page."""
    return {name for name in kinds if _recipe(problem, KINDS[name].program) is not None}


@lru_cache(maxsize=32)
def _recipe(problem: Problem, name: str) -> Json | None:
    """The program of this name, with momentum where its kinds can have it; None if it can't be written."""
    kind = next(one for one in KINDS.values() if one.program == name)
    return _written(problem, {"optimizer": kind.make(0.1, 0.5, 0.1)})


def _written(problem: Problem, parts: Parts) -> Json | None:
    recipes = recipes_of(problem, {"one": parts})
    return recipes and recipes["one"]


def _facts(problem: Problem) -> Json:
    noise, plane = noise_at_minimum(problem), plane_for(problem)
    seen = plane.loss.minimum
    return {
        "examples": problem.n,
        "plane": on_page(plane),
        "floor": None if problem.minimum is None else lowest_loss(problem),
        "target": target_of(problem),
        "minimum": None if seen is None else seen.tolist(),
        "steepest": steepest_of(problem),
        "drawn": [DRAWN, DRAWN_LONG, LONG],
        "noise": noise and {**noise._asdict(), "uneven": noise.uneven.ravel()},
        "usual": usual_rate(problem),
        "powers": [POWERS.tolist(), CLOSER.tolist()],
        "tried": SEEDS,
        "few": FEW,
        "lowest": LOWEST,
        "axes": names_of(plane.loss),
        "optimizers": _optimizer_words(),
        "code": [LINE, LINES, CHOICES],
        "looks": {
            "own": {key: look._asdict() for key, look in OWN.items()},
            "others": [one._asdict() for one in OTHERS],
        },
        "tuning": split(Scene("", "", [tuning_panel(problem)]))[0]["panels"][0],
        "learned": facts_of(problem),
        "pen": _pen(problem) if isinstance(problem, Drawn) else None,
    }


@cache
def _optimizer_words() -> dict[str, str]:
    """How the optimizer of each rule is called with each schedule, with fields for its momentum and its steps."""
    found = {}
    for kind, momentum, schedule in product(KINDS.values(), (0.0, 0.125), SCHEDULES):
        words = part_name(kind.make(scheduled(schedule, 1.0, 7, 1), momentum, 0.1))
        text = words.replace("0.125", "{momentum}").replace("7 steps", "{steps}")
        found[f"{kind.rules[momentum > 0]} {schedule}"] = text
    return found


def _pen(problem: Drawn) -> Json:
    """How the page makes another problem of the same kind from points that are drawn in it."""
    fit = problem.fit
    ones = problem.data[0].shape[1] > problem.inputs  # a column of the data
    made = {"kind": fit.points, "columns": COLUMNS[fit.points], "classes": CLASSES, "most": MOST, "ones": ones}
    span = {"rate": fit.rate, "size": fit.size, "longest": LONGEST, "steps": MOST_STEPS, "least": FEWEST}
    return {"key": PEN, **made, "side": fit.across, "span": span}


def _yours(yours: Parts | None) -> Json | None:
    """The recipe of yours in words, with {batches} for those of SGD, and which of both parts are its own."""
    if yours is None:
        return None
    batches = part_name(yours["batches"]) if "batches" in yours else "{batches}"
    gradient, optimizer = yours.get("gradient", backprop), yours.get("optimizer", gradient_descent(0.1))
    words = " · ".join([batches, part_name(gradient), part_name(optimizer)])
    return {"parts": words, "batches": "batches" in yours, "optimizer": "optimizer" in yours}
