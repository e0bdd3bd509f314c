"""What the page needs to draw the momentum map [live_of]; `front_end/src/labs/momentum_map` computes it."""

from dataclasses import replace
from itertools import product

from sgdlab.labs.momentum_map.compute import compute, noise_of, valley
from sgdlab.labs.momentum_map.grid import MOST_MOMENTUM
from sgdlab.labs.momentum_map.picture import scene_of
from sgdlab.labs.momentum_map.result import LATE, SEEDS, STEPS, WORDS, MomentumMapSettings
from sgdlab.labs.stage.live import Live
from sgdlab.labs.stage.structures import structures
from sgdlab.quantities import Array

KINDS = {f"{nesterov:d}{noisy:d}": (nesterov, noisy) for nesterov, noisy in product((False, True), repeat=2)}


def live_of(curved: Array, settings: MomentumMapSettings) -> Live:
    """Return what the picture needs: it trains without a program, and has a structure for each kind of momentum."""
    each = {name: replace(settings, nesterov=kind, noisy=noisy) for name, (kind, noisy) in KINDS.items()}
    specs = structures({name: scene_of(compute(curved, one)) for name, one in each.items()})
    problem = valley(curved)
    facts = {
        "curved": curved.tolist(),
        "start": problem.start.tolist(),
        "noise": noise_of(problem),
        "steps": STEPS,
        "seeds": SEEDS,
        "late": LATE,
        "most": MOST_MOMENTUM,
    }
    return Live({}, facts, WORDS, specs)
