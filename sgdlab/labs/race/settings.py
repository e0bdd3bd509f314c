"""What the controls of the race say [RaceSettings]."""

from dataclasses import dataclass

USUAL = "full batch; SGD"  # who races, unless the reader chooses others


@dataclass(frozen=True)
class RaceSettings:
    """What the controls of the race say; `epochs` is the budget of each runner, in passes over the data.

    `start` is a point of the plane on which the race is shown; `seeds`, above 1, is the number of runs for each band;
    `runners` says who races, and which of them have values of their own (`sgdlab.labs.race.runners`); `tuned`: each
    runs at the best of 25 learning rates for this budget; `surface` is the problem's name in the list;
    `points` are what the reader drew, as a table; `adds`: the next class.
    """

    learning_rate: float = 0.1
    batch_size: int = 8
    momentum: float = 0.0
    seed: int = 0
    start: tuple[float, float] = (0.0, 0.0)
    epochs: int = 10
    seeds: int = 1
    runners: str = USUAL
    tuned: bool = False
    surface: str = "penguins"
    points: str = ""
    adds: str = "first class"
