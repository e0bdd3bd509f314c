"""What an optimizer remembers, as a flat list of numbers and arrays [leaves], and put together again [rebuilt]."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sgdlab.compiler.recording import UntraceableError
from sgdlab.quantities import State, Traced


def leaves(state: State) -> list[Traced]:
    """Return the numbers and arrays in a state, in order.

    >>> leaves((0, {"velocity": np.zeros(2)}))
    [0, array([0., 0.])]
    """
    return list(_leaves(state))


def rebuilt(state: State, found: Iterator[object]) -> State:
    """Return a state like this one, with the next leaves in the places of its own.

    >>> rebuilt((0, {"velocity": np.zeros(2)}), iter([1, 2.0]))
    (1, {'velocity': 2.0})
    """
    if state is None:
        return None
    if isinstance(state, dict):
        return {key: rebuilt(value, found) for key, value in state.items()}
    if isinstance(state, tuple | list):
        parts = [rebuilt(value, found) for value in state]
        return type(state)(*parts) if hasattr(state, "_fields") else type(state)(parts)
    return next(found)


def _leaves(state: State) -> Iterator[Traced]:
    if isinstance(state, dict):
        state = list(state.values())
    if isinstance(state, tuple | list):
        for value in state:
            yield from _leaves(value)
    elif hasattr(state, "dtype") or isinstance(state, int | float | np.ndarray):
        yield state
    elif state is not None:
        raise UntraceableError(f"its state holds a {type(state).__name__}, and only numbers and arrays can be traced")
