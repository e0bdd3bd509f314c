"""What the page needs to train by the three buttons itself [live_of]; `front_end/src/labs/three_buttons` does it."""

from collections.abc import Iterable
from functools import lru_cache

from sgdlab.labs.stage.live import Live, program_of, recipes_of
from sgdlab.labs.stage.structures import structures
from sgdlab.labs.three_buttons.compute import (
    DATA,
    HIDDEN,
    SIDE,
    STARTS,
    WORDS,
    YOURS,
    Own,
    ThreeButtonsSettings,
    compute,
)
from sgdlab.labs.three_buttons.picture import scene_of
from sgdlab.labs.three_buttons.trainer import WORDS as PRESSED
from sgdlab.optimizers import gradient_descent
from sgdlab.scene import Json

Network = tuple[str, str]  # the names of its hidden layers and of its activation


def live_of(networks: Iterable[Network], own: Own | None) -> Live | None:
    """Return the programs of some networks; they hold for any data and any start.  None if one can't be written."""
    recipes, outputs = {}, {}
    for network in networks:
        programs = _programs(*network)
        if programs is None:
            return None
        recipes[" ".join(network)], outputs[" ".join(network)] = programs
    specs: Json = {}
    if own is not None:  # the points of the reader have names of their own
        results = {data: compute(ThreeButtonsSettings(data), own) for data in (YOURS, next(iter(DATA)))}
        specs = structures({data: scene_of(result) for data, result in results.items()})
    return Live(recipes, {**_facts(own), "programs": outputs}, {**PRESSED, **WORDS}, specs)


def _facts(own: Own | None) -> Json:
    X, labels = (None, None) if own is None else compute(ThreeButtonsSettings(YOURS, presses=""), own).problem.data
    return {
        "hidden": HIDDEN,
        "random": {name: init != "zeros" for name, init in STARTS.items()},
        "side": SIDE,
        "yours": YOURS,
        "own": None if own is None else {"X": X, "labels": labels},
        "made": next(iter(DATA)),
    }


@lru_cache(maxsize=32)
def _programs(hidden: str, activation: str) -> tuple[Json, str] | None:
    """A step of gradient descent, and the outputs."""
    network = compute(ThreeButtonsSettings(hidden=hidden, activation=activation, presses="")).problem
    recipes = recipes_of(network, {"all": {"optimizer": gradient_descent(0.1)}})
    outputs = program_of(network.formula, network.start, network.data[0])
    if recipes is None or outputs is None:
        return None
    return {**recipes["all"], "data": []}, outputs
