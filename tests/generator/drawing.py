"""Program i of a seed [drawn]."""

from __future__ import annotations

import warnings
from contextlib import suppress

import numpy as np

from .draft import Draft, RejectedError
from .operations import OPERATIONS
from .program import Program

MOST_LINES = 12
_NAMES = list(OPERATIONS)


def drawn(seed: int, i: int) -> Program:
    """The program: 1 to 12 operations on one to three inputs, of what the result needs."""
    rng = np.random.default_rng([seed, i])
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        while True:
            program = _attempt(rng)
            if program.lines and len(program.lines) <= MOST_LINES:
                return program


def _attempt(rng: np.random.Generator) -> Program:
    d = Draft(rng)
    for _ in range(d.one(1, 1, 2, 3)):
        d.add_input(d.shape())
    wanted = d.whole(1, 12)
    for _ in range(6 * wanted):
        if len(d.program.lines) >= wanted:
            break
        _draw_one(d)
    if d.program.lines:
        d.program.result = _joined(d)
    return d.program.live()


def _joined(d: Draft) -> str:
    """The last line, with what nothing has used yet added to it."""
    *rest, result = [line.name for line in d.program.lines]
    for name in rest:
        if name not in d.used and len(d.program.live().lines) < MOST_LINES:
            code = d.one(f"{result} + {name}", f"{name} * {result}", f"{result} - 0.3 * np.sum({name})")
            with suppress(RejectedError):
                result = d.line(code)
    return result


def _draw_one(d: Draft) -> None:
    """One operation with the lines that it needs, or nothing."""
    before, used = len(d.program.lines), set(d.used)
    try:
        OPERATIONS[d.one(*_NAMES)](d)
    except RejectedError:
        del d.program.lines[before:]
        d.used = used
