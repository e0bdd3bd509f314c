"""What a page needs to compute a lab by itself [Live]: programs, numbers and sentences, which the kernel sends once.

The page trains with the programs that `sgdlab.program` writes, reads the controls, and draws (`front_end/src/live`).
The kernel hears where the controls are, and computes a result when somebody asks for it.  What can't be written for
the page, or is too large for it (MOST_NUMBERS, MOST_WORK), the kernel computes as it always has.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sgdlab.labs.stage.arrays import exact, pack_all
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.settings import Defined, ResultT, SettingsT
from sgdlab.landscape.plane import Plane
from sgdlab.problems import Problem
from sgdlab.programs import UntraceableError, page_function
from sgdlab.quantities import Array, Loss
from sgdlab.scene import Json, Scene, split
from sgdlab.training.program import program

log = logging.getLogger(__name__)

MOST_NUMBERS = 500_000  # in the data of a problem, which travel to the page: 4 MB
MOST_WORK = 20_000_000  # products (example x parameter) in one loss on all examples: 160 rows of a run take seconds
_MISSING = object()


@dataclass(frozen=True)
class Live:
    """The programs of a lab by name (`Program.recipe()`), the numbers of its pictures, the templates of its sentences.

    specs: what differs in structure between its pictures, from `structures`.
    """

    recipes: Mapping[str, Json] = field(default_factory=dict)
    facts: Json = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    specs: Json = field(default_factory=dict)


def recipes_of(problem: Problem, parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Json] | None:
    """Return the recipe of a program for each set of parts, by name; None if one can't be written: a log says why."""
    numbers, work = sum(array.size for array in problem.data), problem.n * (problem.size or 0)
    try:
        if numbers > MOST_NUMBERS or work > MOST_WORK:
            raise ValueError(f"{numbers:,} numbers, {work:,} products for a loss: too large for a page")
        return {name: program(problem, **chosen).recipe() for name, chosen in parts.items()}
    except ValueError as reason:
        log.info("The kernel computes this lab: %s", reason)
        return None


def program_of(function: Loss, params: Array, *arrays: Array) -> str | None:
    """Return the factory in JavaScript for a function of parameters and arrays with B rows; None if there is none."""
    try:
        return page_function(function, params, *arrays)
    except UntraceableError as reason:
        log.info("The kernel computes this lab: %s", reason)
        return None


def on_page(plane: Plane) -> Json:
    """Return a plane as the page reads it, which then turns parameters into points (`front_end/src/labs/plane.js`)."""
    return {"words": plane.words, **({"origin": plane.origin, "axes": plane.axes} if plane.words else {})}


def structures(scenes: Mapping[str, Scene]) -> Json:
    """Return what a page needs to make one structure from another: where they differ, and what each has there.

    Equal values are sent once.  None: a structure has nothing there, which can be a key or the end of a list.

    >>> from sgdlab.scene import Lines
    >>> found = structures({"one": Scene("Adam", "", []), "two": Scene("SGD", "", [], [Lines(["It falls."])])})
    >>> found["values"][:2], found["of"]
    (['Adam', 'SGD'], {'one': {'name': 0, 'words.0': None}, 'two': {'name': 1, 'words.0': 2}})
    """
    packed = {name: pack_all(split(scene)[0]) for name, scene in scenes.items()}
    values: list[object] = []

    def place(value: object) -> int | None:
        if value is _MISSING:
            return None
        if value not in values:
            values.append(value)
        return values.index(value)

    of: dict[str, dict[str, int | None]] = {name: {} for name in packed}
    for path, each in _differing(list(packed.values()), ""):
        for name, value in zip(packed, each, strict=True):
            of[name][path] = place(value)
    return {"values": values, "of": of}


def _differing(each: list[Any], path: str) -> Iterator[tuple[str, list[Any]]]:
    """The places at which structures differ, with what each has there."""
    if all(one is not _MISSING and one == each[0] for one in each):
        return
    if all(isinstance(one, dict) and "f32" not in one for one in each):
        keys = dict.fromkeys(key for one in each for key in one)
        inner = {key: [one.get(key, _MISSING) for one in each] for key in keys}
    elif all(isinstance(one, list) for one in each):
        inner = {str(k): [one[k] if k < len(one) else _MISSING for one in each] for k in range(max(map(len, each)))}
    else:
        yield path, each
        return
    for key, values in inner.items():
        yield from _differing(values, f"{path}.{key}" if path else key)


def sent(lab: Defined[SettingsT, ResultT], live: Live) -> Json:
    """Return what is sent to the page: all that `live` says, with the controls and the goals."""
    goals = {"goals": exact([vars(goal) for goal in lab.goals])}
    programs = {"recipes": _once(exact(live.recipes)), "facts": exact(live.facts), "words": dict(live.words)}
    return {**described(lab), **programs, "specs": pack_all(live.specs), **goals}


def _once(recipes: Json) -> Json:
    """Return recipes; one with the same data as an earlier one names that one, so arrays travel once."""
    found: Json = {}
    for name, recipe in recipes.items():
        first = next((other for other, one in found.items() if one["data"] == recipe["data"]), None)
        found[name] = recipe if first is None else {**recipe, "data": first}
    return found


def described(lab: Defined[SettingsT, ResultT]) -> Json:
    """Return the controls of a lab, its presets, and the settings at the start."""
    controls = [
        {"name": name, "label": one.name, "resets": one.resets, **one.described()} for name, one in lab.controls.items()
    ]
    kept = {"controls": controls, "presets": dict(lab.presets), "home": vars(lab.home)}
    return {"lab": lab.name, **exact(kept)}


def in_picture(controls: Controls) -> Json:
    """Return the values of the controls that are moved in the picture itself."""
    in_it = {name: one.value for name, one in controls.items() if one.model is None}
    return {name: value if isinstance(value, str) else list(value) for name, value in in_it.items()}
