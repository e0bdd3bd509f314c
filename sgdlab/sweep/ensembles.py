"""Decide which runs can be trained together [split], and turn them into an ensemble [merged]."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from sgdlab.optimizers.optimizer import EnsemblePart
from sgdlab.problems import Problem
from sgdlab.problems.problem import parameters
from sgdlab.quantities import Given
from sgdlab.training.stop_rule import StopRule

Settings: TypeAlias = Mapping[str, Any]  # arguments of train

NUMBERS = 2**16  # in an array of an ensemble, half a megabyte: more do not fit into a core's cache, fewer cost calls
LOTS = 256  # at most, for runs that are trained one by one


class Lot(NamedTuple):
    """The indices of runs that are trained in one go; `together` means as an ensemble."""

    cells: list[int]
    together: bool


def split(problem: Problem, cells: Sequence[Settings]) -> list[Lot]:
    """Divide all runs into lots.

    The lots depend only on the runs, not on cores or backends, so every run is always computed together with the same
    others and rounded in the same way.
    """
    groups: dict[object, list[int]] = {}
    for k, cell in enumerate(cells):
        groups.setdefault(_kind(problem, cell), []).append(k)
    alone = [group[0] for group in groups.values() if len(group) == 1]
    lots = []
    for group in groups.values():
        if len(group) > 1:
            most = max(1, NUMBERS // width(problem, cells[group[0]]))
            pieces = np.array_split(group, -(-len(group) // most))
            lots += [Lot(piece.tolist(), together=True) for piece in pieces]
    size = -(-len(alone) // LOTS)
    return lots + [Lot(alone[k : k + size], together=False) for k in range(0, len(alone), size or 1)]


def merged(problem: Problem, cells: Sequence[Settings]) -> dict[str, Any]:
    """Return the arguments of `train` for an ensemble of runs of one kind."""
    start = np.stack([_start(problem, cell) for cell in cells])
    together = {**cells[0], "start": start, "seed": [cell["seed"] for cell in cells]}
    if together.get("optimizer") is not None:
        together["optimizer"] = _merged([cell["optimizer"] for cell in cells], start.dtype)
    return together


def _kind(problem: Problem, cell: Settings) -> object:
    """A key that is equal for runs that can be trained together, and unique for a run that must be trained alone.

    A user's own part may not support ensembles.
    """
    start = _start(problem, cell)
    parts = [cell.get("batches"), cell.get("gradient")]
    stop = cell.get("stop")
    ours = all(map(_is_ours, parts)) and (stop is None or isinstance(stop, StopRule))
    if not problem.vectorized or start is None or not ours:
        return object()
    return (_skeleton(cell.get("optimizer")), *parts, stop, cell.get("steps"), start.shape)


def _start(problem: Problem, cell: Settings) -> Any:
    start = problem.start if cell.get("start") is None else cell["start"]
    return None if start is None else parameters(start, problem.size, ndim=1)


def _is_ours(part: Given) -> bool:
    return part is None or type(part).__module__.startswith("sgdlab.")


def _skeleton(value: Given) -> object:
    """An optimizer of sgdlab without its numbers, because these may differ in an ensemble."""
    if isinstance(value, float):
        return float
    if isinstance(value, EnsemblePart) and _is_ours(value):
        return (type(value), *(_skeleton(getattr(value, field.name)) for field in fields(value)))  # type: ignore[arg-type]
    return (type(value), value) if value is None or isinstance(value, int | str) else object()


def _merged(values: Sequence[Any], dtype: Any) -> Any:
    """One optimizer for all members: where their numbers differ, an array (S, 1) of them."""
    first = values[0]
    if isinstance(first, EnsemblePart):
        names = [field.name for field in fields(first)]  # type: ignore[arg-type]
        return replace(first, **{name: _merged([getattr(value, name) for value in values], dtype) for name in names})  # type: ignore[type-var]
    differ = isinstance(first, float) and any(value != first for value in values)
    return np.array(values, dtype)[:, None] if differ else first


def width(problem: Problem, cell: Settings) -> int:
    """The numbers that a step needs for one member: the examples of a batch or the parameters, whichever are more."""
    return max(getattr(cell.get("batches"), "size", problem.n), int(_start(problem, cell).size))
