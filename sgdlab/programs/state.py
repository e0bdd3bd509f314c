"""What an optimizer remembers, as a flat list of numbers and arrays [leaves], and put together again [rebuilt]."""

from collections.abc import Iterator

from sgdlab.compiler.recording import UntraceableError
from sgdlab.quantities import State, Traced


def leaves(state: State) -> list[Traced]:
    """Return the numbers and arrays in a state, in order.

    >>> import numpy as np
    >>> leaves((0, {"velocity": np.zeros(2)}))
    [0, array([0., 0.])]
    """
    if state is None:
        return []
    if isinstance(state, dict):
        state = list(state.values())
    if isinstance(state, tuple | list):
        return [leaf for value in state for leaf in leaves(value)]
    if hasattr(state, "dtype") or isinstance(state, int | float):
        return [state]
    raise UntraceableError(f"its state holds a {type(state).__name__}, and only numbers and arrays can be traced")


def rebuilt(state: State, found: Iterator[object]) -> State:
    """Return a state like this one, with the next leaves in the places of its own.

    >>> import numpy as np
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
