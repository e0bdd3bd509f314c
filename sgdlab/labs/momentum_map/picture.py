"""The picture of the momentum map: the rate of every pair, your pair's path in the valley, its loss [scene_of]."""

from functools import lru_cache

import numpy as np

from sgdlab.figures.paths import map_of
from sgdlab.labs.momentum_map.compute import SEEDS, STEPS, MomentumMapResult, valley
from sgdlab.labs.momentum_map.grid import MOST_MOMENTUM, best_point, edge_line, learning_rates, levels, rates_on_grid
from sgdlab.labs.rate import floor
from sgdlab.landscape import surface
from sgdlab.landscape.surface import Surface
from sgdlab.quantities import Array
from sgdlab.scene import Axis, Clock, Curve, Curves, Handle, Lines, Map, Mark, Path, Scene, Series

LOWEST = 1e-9  # of the loss at the start: below it the picture of the losses ends
EACH = 25  # steps: it has a multiple of them


def scene_of(result: MomentumMapResult) -> Scene:
    """Return the picture; with noisy gradients it also shows what they leave of the loss."""
    taken = len(result.losses) - 1
    yours = Series("path", "yours", "purple", spent=np.arange(taken + 1) / max(1, taken))
    slope = map_of(_slope(*result.curved.tolist()), [Path(yours, result.path)], title="Your path in the valley")
    panels = [_rates(result), slope, _losses(result, yours), *([_floors(result)] if result.settings.noisy else [])]
    return Scene("Momentum map", result.description, panels, [Lines(result.lines)], Clock(taken, "steps"))


def _rates(result: MomentumMapResult) -> Map:
    """The rate of every pair of learning rate and momentum; each kind of momentum has a map of its own."""
    chosen = result.settings
    grid, contours, best = _ground(*result.curved.tolist(), chosen.nesterov)
    edge = Path(Series("edge", "edge of stability", "gray"), edge_line(result.curved, chosen.nesterov)[::-1])
    return Map(
        Axis("learning rate", learning_rates(result.curved)),
        Axis("momentum", (0.0, MOST_MOMENTUM)),
        grid,
        contours,
        best,
        [edge],
        handles=[Handle("pair", (chosen.learning_rate, chosen.momentum), "learning rate and momentum", click=True)],
        value="rate",
        title="The rate of every pair",
    )


@lru_cache(maxsize=8)  # the same map serves all positions of all sliders
def _ground(low: float, high: float, nesterov: bool) -> tuple[Array, list[float], list[float]]:
    curved = np.array([low, high])
    return rates_on_grid(curved, nesterov)[2], levels(curved, nesterov), best_point(curved, nesterov)


@lru_cache(maxsize=8)
def _slope(low: float, high: float) -> Surface:
    problem = valley(np.array([low, high]))
    reach = 1.3 * problem.start
    return surface(problem, x=(-reach[0], reach[0]), y=(-3 * reach[1], 3 * reach[1]))


def _losses(result: MomentumMapResult, yours: Series) -> Curves:
    """The loss of each step beside what the rate predicts, or with noise the mean of many runs and their floor."""
    every = np.arange(STEPS + 1.0)
    pace = result.losses[0] * min(result.rate, 2.0) ** (2.0 * every)
    by_rate = Curve(Series("pace", "by the rate", "gray", (2, 3)), pace, {"steps": every})
    beside = _noisy(result, every) if result.settings.noisy else [by_rate]
    last, lowest, highest = _frame([result.losses, *(curve.y for curve in beside)])
    return Curves(
        [Axis("steps", (0, last))],
        Axis("loss", (lowest, highest), "log"),
        [Curve(yours, result.losses, {"steps": every[: len(result.losses)]}), *beside],
        title="Your loss",
    )


def _frame(curves: list[Array]) -> tuple[float, float, float]:
    """The last step, the lowest and the highest loss to show: where the losses are, the first of the curves."""
    losses = curves[0]
    least = min(float(curve[curve > 0].min(initial=losses[0])) for curve in curves)
    lowest, highest = max(LOWEST * losses[0], 10.0 ** np.floor(np.log10(least))), 3 * float(losses.max())
    seen = max(int(np.flatnonzero((curve >= lowest) & (curve <= highest))[-1:].max(initial=0)) for curve in curves)
    return min(STEPS, EACH * np.ceil((seen + 1) / EACH)), lowest, highest


def _noisy(result: MomentumMapResult, every: Array) -> list[Curve]:
    """Mean and band of many noisy runs, and the floor as predicted; NaN before they are there, and without a floor."""
    mean, low, high = np.full(STEPS + 1, np.nan), None, None
    if result.many is not None:
        mean, (low, high) = result.many.mean(axis=1), np.quantile(result.many, [0.1, 0.9], axis=1)
    level = np.full(STEPS + 1, np.nan if result.floor is None else result.floor)
    return [
        Curve(Series("many", f"mean of {SEEDS}", "orange", marker="square"), mean, {"steps": every}, low, high),
        Curve(Series("level", "noise floor", "gray", (6, 4)), level, {"steps": every}),
    ]


def _floors(result: MomentumMapResult) -> Curves:
    """The floor for every momentum: at your learning rate, and at one that shrinks so that a push stays as long."""
    momenta, chosen = np.linspace(0.0, MOST_MOMENTUM, 199), result.settings
    floors: list[tuple[Series, float | Array]] = [
        (Series("same", "your rate", "gray", (6, 4)), chosen.learning_rate),
        (Series("scaled", "× (1 − momentum)", "gray", (2, 3)), chosen.learning_rate * (1 - momenta)),
    ]
    curves = []
    for series, rates in floors:
        heights = floor(rates, momenta, result.curved, result.noise, chosen.nesterov)
        finite = np.isfinite(heights) & (heights > 0)
        curves.append(Curve(series, heights[finite], {"momentum": momenta[finite]}))
    return Curves(
        [Axis("momentum", (0.0, MOST_MOMENTUM))],
        Axis("loss", scale="log"),
        curves,
        [Mark("yours", chosen.momentum, strong=True)],
        title="The loss that noise leaves",
    )
