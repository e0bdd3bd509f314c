"""An optimizer taken apart, and put together again with other things in their places.

- its numbers, by name                                   [settings_of, replaced]
- what it remembers, as a flat list                      [leaves, rebuilt]
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from sgdlab.compiler.recording import UntraceableError, traced
from sgdlab.optimizers.optimizer import EnsemblePart
from sgdlab.programs.twin import twin
from sgdlab.quantities import Given, State, Traced

Path: TypeAlias = tuple[str, ...]  # the names of the fields that lead to a setting, from the outside in


@dataclass(frozen=True)
class Settings:
    """The settings of an optimizer and of the parts inside it: their values by name, and where each one belongs.

    A number is a setting. A schedule that is `called` is one, too: a number, but a different one in every step.
    A setting that is 0 by default and was left so is not there: without momentum there is no velocity.
    """

    values: dict[str, Given]
    paths: dict[str, Path]


def settings_of(optimizer: Given, taken: Iterable[str] = (), called: bool = False, zeros: bool = False) -> Settings:
    """Return the settings of an optimizer, under names that are not taken.

    called: whether a learning rate that is a function stays one, and is called in every step.
    zeros: whether settings that are 0 by default are there, too.

    >>> from sgdlab.optimizers import clip_norm, gradient_descent
    >>> settings_of(clip_norm(gradient_descent(0.1, momentum=0.9), 5.0)).values
    {'learning_rate': 0.1, 'momentum': 0.9, 'limit': 5.0}
    """
    found = list(_numbers(optimizer, (), called, zeros))
    shared = {name for name, count in Counter(path[-1] for path, _, _ in found).items() if count > 1}
    values: dict[str, Given] = {}
    paths: dict[str, Path] = {}
    for path, owner, value in found:
        name = path[-1] if path[-1] not in shared.union(taken) else f"{owner}_{path[-1]}"
        while name in paths:
            name += "_"
        values[name], paths[name] = value, path
    return Settings(values, paths)


def is_ours(part: Given) -> bool:
    """Whether a part is one of sgdlab's, so that it computes the same whenever it is called."""
    return isinstance(part, EnsemblePart) and type(part).__module__.startswith("sgdlab.optimizers.")


def structure(part: Given) -> Any:
    """Return what is left of an optimizer without its settings, as something to look up its programs with."""
    if not isinstance(part, EnsemblePart):
        return "a number" if _is_number(part) else type(part).__name__ if callable(part) else part
    return type(part), tuple(
        (name, np.shape(value), "0" if _is_off(part, name) else structure(value)) for name, value in vars(part).items()
    )


def _numbers(part: Given, path: Path, called: bool, zeros: bool) -> Iterator[tuple[Path, str, Given]]:
    """Yield (path, the name of its owner, value); those of the inner parts come first, as they act last."""
    if not isinstance(part, EnsemblePart):
        return
    for name, value in vars(part).items():
        number = _is_number(value) and (zeros or not _is_off(part, name))
        if number or (called and name == "learning_rate" and callable(value)):
            yield (*path, name), type(part).__name__, value
        else:
            yield from _numbers(value, (*path, name), called, zeros)


def _is_number(value: Given) -> bool:
    """Whether a setting is a number, or an array of them; True and False are choices."""
    return isinstance(value, int | float | np.ndarray) and not isinstance(value, bool)


def _is_off(part: EnsemblePart, name: str) -> bool:
    """Whether a setting is 0, and was left so."""
    ends = getattr(part, name), getattr(type(part), name, None)
    return all(isinstance(number, float) and number == 0.0 for number in ends)


def replaced(part: Given, by_path: Mapping[Path, object], path: Path = ()) -> Given:
    """Return a copy of an optimizer with other settings in these places; the result of a schedule is named."""
    if path in by_path:
        return by_path[path]
    own = copy(part) if isinstance(part, EnsemblePart) else twin(part)
    if isinstance(part, EnsemblePart):
        for name, value in vars(part).items():
            object.__setattr__(own, name, replaced(value, by_path, (*path, name)))
    if path[-1:] == ("learning_rate",) and callable(own):
        return lambda step: label(own(step), "learning_rate")
    return own


def label(result: Traced, name: str) -> Traced:
    """Name what was computed, unless it is an input or a constant, and return it."""
    tracer = traced(result)
    if tracer is not None and tracer.primitive is not None:
        tracer.label = (-1, name)
    return result


def leaves(state: State) -> list[Traced]:
    """Return the numbers and arrays in a state, in order.

    >>> leaves((0, {"velocity": 2.0}))
    [0, 2.0]
    """
    found: list[Traced] = []
    rebuilt(state, found.append)
    return found


def rebuilt(state: State, change: Callable[[Traced], object]) -> State:
    """Return a state like this one, in which each number and array is replaced by change(leaf).

    >>> rebuilt((0, {"velocity": 2.0}), lambda leaf: leaf + 1)
    (1, {'velocity': 3.0})
    """
    if state is None:
        return None
    if isinstance(state, dict):
        return {key: rebuilt(value, change) for key, value in state.items()}
    if isinstance(state, tuple | list):
        parts = [rebuilt(value, change) for value in state]
        return type(state)(*parts) if hasattr(state, "_fields") else type(state)(parts)
    if hasattr(state, "dtype") or isinstance(state, int | float):
        return change(state)
    raise UntraceableError(f"its state holds a {type(state).__name__}, and only numbers and arrays can be traced")
