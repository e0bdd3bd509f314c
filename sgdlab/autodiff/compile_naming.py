"""Names for the values of a traced program [name_steps]."""

from __future__ import annotations

import keyword
from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from .compile_lower import Step

_IMPORTED = {
    "arange", "array", "broadcast_to", "concatenate", "det", "einsum", "empty", "full", "inf", "inv", "nan", "ones",
    "slogdet", "solve", "vdot", "where", "zeros",
}  # fmt: skip
_RESERVED = _IMPORTED | {name for name, f in vars(np).items() if isinstance(f, np.ufunc)} | {*keyword.kwlist, "abs"}


def name_steps(steps: Sequence[Step]) -> dict[int, str]:
    """A name for every step, by its id: its label, numbered where several share one; the gradient of z is dz."""
    many = Counter(step.label for step in steps if isinstance(step.label, str))
    names: dict[int, str] = {}
    for step in steps:
        if isinstance(step.label, str):
            single = many[step.label] == 1
            names[id(step)] = clear_name(step.label, names.values()) if single else next_name(step.label, names)
    for step in steps:
        if step.label is None:
            names[id(step)] = next_name("t", names)
    for step in steps:
        if isinstance(step.label, Step):
            about = names.get(id(step.label))
            names[id(step)] = clear_name(f"d{about}", names.values()) if about else next_name("t", names)
    return names


def clear_name(base: str, taken: Collection[str]) -> str:
    """The name itself, or with underscores where it is taken or means something else."""
    while base in taken or base in _RESERVED:
        base += "_"
    return base


def next_name(base: str, names: dict[int, str]) -> str:
    """The name with the first number that is free."""
    base += "_" if base[-1:].isdigit() else ""
    k = 1
    while f"{base}{k}" in names.values():
        k += 1
    return f"{base}{k}"
