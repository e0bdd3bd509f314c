"""The live picture of the momentum map: its panels [spec_of], and a result on them [frame_of]."""

import numpy as np

from sgdlab.labs.momentum_map.compute import SEEDS, STEPS, MomentumMapResult, valley
from sgdlab.labs.momentum_map.picture import (
    HIGHEST,
    LOWEST,
    MOST_MOMENTUM,
    best_point,
    edge_line,
    learning_rates,
    levels,
    rates_on_grid,
)
from sgdlab.labs.momentum_map.rate import floor
from sgdlab.labs.stage.arrays import Json
from sgdlab.landscape import surface
from sgdlab.quantities import Array

SERIES: list[Json] = [
    {"key": "path", "name": "the chosen pair", "color": "blue", "spent": "spent"},
    {"key": "edge", "name": "edge of stability", "color": "orange", "dash": [6, 4], "marker": "square"},
    {"key": "pace", "name": "as the rate predicts", "color": "gray", "dash": [2, 3], "marker": "triangle"},
    {"key": "many", "name": f"mean of {SEEDS} noisy runs", "color": "orange", "marker": "square"},
    {"key": "floor", "name": "predicted noise floor", "color": "purple", "marker": "diamond"},
    {"key": "scaled", "name": "with learning rate × (1 − momentum)", "color": "green", "dash": [6, 4]},
]


def spec_of(curved: Array, nesterov: bool) -> Json:
    """Return the fixed part of the picture: the map, the valley, the axes."""
    return {
        "name": "Momentum map",
        "description": "Rates of convergence over learning rate and momentum, and the path of one pair.",
        "series": SERIES,
        "panels": [_map_panel(curved, nesterov), _valley_panel(curved), _loss_panel(curved), _floor_panel()],
        "clock": {"total": "taken", "unit": "steps"},
        "words": [{"kind": "lines", "data": "lines"}],
    }


def _map_panel(curved: Array, nesterov: bool) -> Json:
    return {
        "kind": "surface",
        "title": "The rate of every pair (✕ the smallest)",
        "value": "rate",
        "x": {"label": "learning rate", "range": list(learning_rates(curved))},
        "y": {"label": "momentum", "range": [0.0, MOST_MOMENTUM]},
        "losses": rates_on_grid(curved, nesterov)[2],
        "levels": levels(curved, nesterov),
        "minimum": best_point(curved, nesterov),
        "paths": [{"series": "edge", "data": "edge"}],
        "handles": [{"key": "pair", "name": "learning rate and momentum", "click": True}],
    }


def _valley_panel(curved: Array) -> Json:
    problem = valley(curved)
    reach = 1.3 * problem.start
    ground = surface(problem, x=(-reach[0], reach[0]), y=(-3 * reach[1], 3 * reach[1]))
    x, y = ({"label": name, "range": list(ends)} for name, ends in zip(problem.names or (), ground.limits, strict=True))
    return {
        "kind": "surface",
        "title": "Its path in the valley",
        "value": "loss",
        "x": x,
        "y": y,
        "losses": ground.z,
        "levels": ground.levels().tolist(),
        "minimum": [0.0, 0.0],
        "paths": [{"series": "path", "data": "path"}],
    }


def _loss_panel(curved: Array) -> Json:
    first = float(valley(curved)(valley(curved).start))
    curves = [
        {"series": "path", "x": {"steps": "steps"}, "y": "losses"},
        {"series": "pace", "x": {"steps": "all_steps"}, "y": "pace"},
        {"series": "many", "x": {"steps": "all_steps"}, "y": "many", "low": "many_low", "high": "many_high"},
    ]
    return {
        "kind": "curves",
        "title": "Its loss",
        "x": [{"key": "steps", "label": "steps", "range": [0, STEPS]}],
        "y": {"label": "loss", "scale": "log", "range": [LOWEST * first, HIGHEST * first]},
        "curves": curves,
        "rules": [{"y": "floor", "label": "predicted noise floor"}],
    }


def _floor_panel() -> Json:
    return {
        "kind": "curves",
        "title": "What noisy gradients would leave of the loss",
        "x": [{"key": "momentum", "label": "momentum", "range": [0.0, MOST_MOMENTUM]}],
        "y": {"label": "loss", "scale": "log"},
        "curves": [
            {"series": key, "x": {"momentum": f"{key}_at"}, "y": f"{key}_floors"} for key in ("floor", "scaled")
        ],
        "marks": [{"x": "momentum", "label": "yours", "strong": True}],
    }


def frame_of(result: MomentumMapResult) -> Json:
    """Return what changes with every move."""
    chosen, steps = result.settings, np.arange(len(result.losses))
    every = np.arange(STEPS + 1)
    frame = {
        "pair": [chosen.learning_rate, chosen.momentum],
        "edge": edge_line(result.curved, chosen.nesterov),
        "path": result.path,
        "losses": result.losses,
        "steps": steps.astype(float),
        "spent": steps / max(1, steps[-1]),
        "taken": int(steps[-1]),
        "all_steps": every.astype(float),
        "pace": result.losses[0] * min(result.rate, 2.0) ** (2.0 * every),
        "floor": result.floor if chosen.noisy else None,
        "momentum": chosen.momentum,
        "lines": result.lines,
        **_band(result),
    }
    momenta = np.linspace(0.0, MOST_MOMENTUM, 199)
    for key, rates in (("floor", chosen.learning_rate), ("scaled", chosen.learning_rate * (1 - momenta))):
        floors = floor(rates, momenta, result.curved, result.noise, chosen.nesterov)
        finite = np.isfinite(floors) & (floors > 0)
        frame |= {f"{key}_at": momenta[finite], f"{key}_floors": floors[finite]}
    return frame


def _band(result: MomentumMapResult) -> Json:
    """Mean and band of the noisy runs; without such runs the mean is NaN."""
    if result.many is None:
        return {"many": np.full(STEPS + 1, np.nan), "many_low": None, "many_high": None}
    low, high = np.quantile(result.many, [0.1, 0.9], axis=1)
    return {"many": result.many.mean(axis=1), "many_low": low, "many_high": high}
