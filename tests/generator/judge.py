"""How results are compared: with what else they could be, and how exactly [agree, agree_with_one]."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

STEPS = (1e-3, 1e-4, 1e-5)  # of central differences


class WrongError(AssertionError):
    """A check found something wrong; `kind` says which check, and a smaller program has to fail it too."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind


def size(*values: Any) -> float:
    """The largest entry, and 1e-3 at least."""
    return 1e-3 + max(float(np.max(np.abs(v), initial=0.0)) for v in values)


def differ(mine: Any, other: Any, tolerance: float) -> bool:
    """Whether shapes differ, or an entry does by more than the tolerance."""
    return np.shape(mine) != np.shape(other) or not bool(np.all(np.abs(np.subtract(mine, other)) <= tolerance))


def agree(kind: str, mine: Any, other: Any, tolerance: float, of: str = "") -> None:
    """Raise where two results are not the same."""
    if differ(mine, other, tolerance):
        raise WrongError(kind, f"{of} {_shown(mine)} should be {_shown(other)}")


def agree_with_one(kind: str, mine: Any, others: Iterable[Any], tolerance: float) -> None:
    """Raise where a result is none of these: differences of several steps, each with an error of its own."""
    tried = []
    for other in others:
        if not differ(mine, other, tolerance):
            return
        tried.append(other)
    raise WrongError(kind, f"{_shown(mine)} should be {' or '.join(map(_shown, tried))}")


def differences(f: Callable[..., Any], args: Any, directions: Any) -> Iterable[Any]:
    """The derivative of f along the directions from four values, for one step after the other."""

    def at(t: float) -> Any:
        return np.asarray(f(*[a + t * d for a, d in zip(args, directions, strict=True)]), float)

    for h in STEPS:
        yield (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)


def _shown(value: Any) -> str:
    value = np.asarray(value)
    numbers = np.array2string(value, precision=8, threshold=20, separator=", ").replace("\n", " ")
    return f"{numbers} of shape {value.shape}, {value.dtype}"
