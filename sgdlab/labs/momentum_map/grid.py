"""The map itself: the rate of every pair of learning rate and momentum on a grid [rates_on_grid], and what lies on it.

- the learning rates and momenta that it shows      [learning_rates, MOST_MOMENTUM]
- where it has contours                             [levels]
- the edge of stability, and the best pair          [edge_line, best_point, best_rate]
"""

import numpy as np

from sgdlab.labs.rate import best, edge, floor, rate
from sgdlab.quantities import Array
from sgdlab.scene.piece import Range

MOST_MOMENTUM = 0.99
SHARES = (0.07, 0.18, 0.34, 0.5, 0.67, 0.78, 0.86, 0.945, 1.0)  # of the way from the smallest rate to 1: contours
WORST = 1.05  # all rates above it have the same shade


def learning_rates(curved: Array) -> Range:
    """Return the learning rates that the map shows: a little further than any momentum is stable."""
    return 0.0, float(f"{4.2 / curved[1]:.3g}")


def rates_on_grid(curved: Array, nesterov: bool) -> tuple[Array, Array, Array]:
    """Return learning rates (241,), momenta (201,) and the rate of each pair (201, 241)."""
    x, y = np.linspace(*learning_rates(curved), 241), np.linspace(0.0, MOST_MOMENTUM, 201)
    return x, y, np.minimum(rate(x, y[:, None], curved, nesterov), WORST)


def edge_line(curved: Array, nesterov: bool) -> Array:
    """Return the edge of stability as a line on the map (100, 2)."""
    momenta = np.linspace(0.0, MOST_MOMENTUM, 100)
    return np.column_stack([edge(momenta, float(curved[1]), nesterov), momenta])


def best_point(curved: Array, nesterov: bool) -> list[float]:
    """Return the pair on the map with the smallest rate.

    A long valley wants more momentum than the map shows.  At the edge of the map, the heavy ball takes the longest
    steps with which w still swings across the valley: αλ = (1 + sqrt b)^2.
    """
    learning_rate, momentum = best(float(curved[0]), float(curved[1]), nesterov)
    if momentum > MOST_MOMENTUM and not nesterov:
        learning_rate = (1 + MOST_MOMENTUM**0.5) ** 2 / float(curved[1])
    return [learning_rate, min(momentum, MOST_MOMENTUM)]


def best_rate(curved: Array, nesterov: bool) -> float:
    """Return the smallest rate."""
    learning_rate, momentum = best_point(curved, nesterov)
    return float(rate(learning_rate, momentum, curved, nesterov))


def lowest_floor(curved: Array, noise: float, below: float) -> float:
    """Return the lowest noise floor of the best heavy ball and of all on a coarse grid whose rate is below a number."""
    x, y = np.linspace(*learning_rates(curved), 85)[1:], np.linspace(0.0, MOST_MOMENTUM, 100)[:, None]
    floors = floor(x, y, curved, noise)
    learning_rate, momentum = best_point(curved, False)
    found = float(floor(learning_rate, momentum, curved, noise))
    return float(np.min(floors[rate(x, y, curved) < below], initial=found))


def levels(curved: Array, nesterov: bool) -> list[float]:
    """Return the rates at which the map has a contour; the last is 1."""
    lowest = best_rate(curved, nesterov)
    return [lowest + (1 - lowest) * share for share in SHARES]
