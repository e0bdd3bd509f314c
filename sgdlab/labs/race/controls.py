"""The sliders and lists of the race [controls_of]."""

import numpy as np

from sgdlab.labs.band import show_seeds
from sgdlab.labs.race.roster import Roster
from sgdlab.labs.race.running import LONG
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.controls import GRID, Choice, Controls, Handle, LinearSlider, LogSlider, SizeSlider, WholeNumber
from sgdlab.landscape.surface import Limits
from sgdlab.quantities import count

BUDGETS = (1, 3, 10, 30, 100, 300, 1000)  # epochs


def controls_of(n: int, settings: RaceSettings, rate: float, limits: tuple[Limits, Limits]) -> Controls:
    """Return the controls of a race of n examples: rates around `rate`, and a start within the limits of the map."""
    middle = GRID * round(float(np.log10(rate)) / GRID)
    budgets = [(count(epochs, "epoch"), epochs) for epochs in BUDGETS]
    budget = Choice("budget", budgets, settings.epochs, "Passes over the data that each runner can use")
    budget.at_random = [epochs for epochs in BUDGETS if epochs <= LONG]
    return {
        "learning_rate": LogSlider(
            "learning rate",
            settings.learning_rate,
            (middle - 2, middle + 1),
            "How far a step goes against the gradient",
        ),
        "batch_size": SizeSlider("batch size", settings.batch_size, n, "How many examples SGD looks at before a step"),
        "momentum": LinearSlider(
            "momentum", settings.momentum, (0.0, 0.99, 0.02), "How much of the last step carries over"
        ),
        "seed": WholeNumber("seed", settings.seed, (0, 2**31 - 1), "Which random order the examples come in"),
        "start": Handle("start", settings.start, limits),
        "epochs": budget,
        "seeds": show_seeds(
            settings.seeds, "One run each, or also a band of many seeds behind those that draw their batches"
        ),
        "tuned": Choice(
            "learning rates",
            [("as set", False), ("tuned", True)],
            settings.tuned,
            "Tuned: each runner at the constant rate that gets lowest within this budget",
        ),
        "runners": Roster("runners", settings.runners, n),
    }
