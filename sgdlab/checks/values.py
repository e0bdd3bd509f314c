"""Checks of what is no array.

- a whole number, True or False, one of several words     [whole, flag, one_of]
- a text, several texts, a dictionary                     [text, texts, mapping]
- the name of a file                                      [path_of]
- whether there are several values                        [is_list]
- something that can be called, a generator from a seed   [function, generator]
"""

import inspect
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sgdlab.checks.arrays import given
from sgdlab.quantities import Given


def whole(value: Given, name: str, least: int = 1, most: int | None = None, also: str = "") -> int:
    """Return the value if it is a whole number from `least` to `most`."""
    fits = isinstance(value, int | np.integer) and not isinstance(value, bool | np.timedelta64) and value >= least
    if not fits or (most is not None and value > most):
        ends = f"of at least {least}" if most is None else f"from {least:,} to {most:,}"
        raise ValueError(f"{name} is a whole number {ends}{also}; got {given(value)}")
    return int(value)


def is_list(value: Given) -> bool:
    """Whether a value holds several values: a list, a tuple, a range, or an array or a column with an axis."""
    return isinstance(value, list | tuple | range) or getattr(value, "ndim", 0) > 0 or hasattr(value, "to_list")


def flag(value: Given, name: str) -> bool:
    """Return the value if it is True or False."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} is True or False; got {given(value)}")
    return bool(value)


def one_of(value: Given, name: str, allowed: Collection[object]) -> Any:
    """Return the value if it is one of the allowed words (which may include None)."""
    if not (value is None or isinstance(value, str)) or value not in allowed:
        raise ValueError(f"{name} is one of {', '.join(map(repr, allowed))}; got {given(value)}")
    return value


def text(value: Given, name: str) -> str:
    """Return the value if it is text."""
    if not isinstance(value, str):
        raise TypeError(f"{name} is text, such as {name}='loss'; got {given(value)}")
    return value


def texts(values: Given, name: str, count: int | None = None) -> list[str]:
    """Return the values as a list if they are `count` texts in a row, also in the columns of a table."""
    in_a_row = hasattr(values, "__getitem__") and not isinstance(values, str | Mapping)
    if not in_a_row or not all(isinstance(v, str) for v in values):
        raise TypeError(f"{name} is a list of words, such as ['a', 'b']; got {given(values)}")
    if count is not None and len(values) != count:
        raise ValueError(f"{name} has {count} word{'s' * (count != 1)}; got {len(values)}")
    return list(values)


def path_of(path: Given) -> Path:
    """Return the path of a file that a text or a path names; `~` is your home folder."""
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path is the name of a file, such as 'race.html' or 'run.npz'; got {given(path)}")
    return Path(os.path.expanduser(path))  # where there is no such home, the path stays


def mapping(value: Given, name: str, what: str) -> Mapping[object, Given]:
    """Return the value if it is a dictionary with at least one entry."""
    if not isinstance(value, Mapping) or not value:
        raise TypeError(f"{name} is {what}, at least one; got {given(value)}")
    return value


def function(value: Given, name: str, what: str = "a function", takes: Sequence[str] = ()) -> Any:
    """Return the value if it can be called with the arguments in `takes`, in this order, and isn't a class."""
    if not callable(value) or isinstance(value, type):
        hint = "; that is a class, and what is needed is an object" if isinstance(value, type) else ""
        raise TypeError(f"{name} is {what}; got {given(value)}{hint}")
    try:
        signature = inspect.signature(value) if takes else None
    except (TypeError, ValueError):  # a function written in C may not tell its arguments
        return value
    try:
        if signature is not None:
            signature.bind(*takes, **({"rng": None} if "rng" in {*signature.parameters} - {*takes} else {}))
            own = [one.name for one in signature.parameters.values() if one.kind is not one.VAR_POSITIONAL]
            own = ["gradient" if name in ("g", "grad", "grads") else name for name in own]
            if any(mine in takes and mine != name for mine, name in zip(own, takes, strict=False)):
                raise TypeError  # such as (params, gradient) for (gradient, params)
    except TypeError:
        raise TypeError(f"{name} is called with ({', '.join(takes)}), and yours takes {signature}") from None
    return value


def generator(seed: Given) -> np.random.Generator:
    """Return NumPy's random generator for a seed, a whole number of at least 0."""
    return np.random.default_rng(whole(seed, "seed", 0))
