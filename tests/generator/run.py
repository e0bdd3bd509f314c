"""Many programs: which checks each of them gets, what they found, how many there were [run]."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from . import first_order, higher_order, peers
from .compiled import compiled
from .drawing import drawn
from .judge import WrongError
from .program import Program
from .report import pasted
from .shrink import shrunk

# Every program gets these,
ALWAYS: dict[str, Callable[..., Any]] = {
    "value": first_order.value, "reverse": first_order.reverse, "forward": first_order.forward,
}  # fmt: skip
# and each of these with a probability: they are dearer.
SOMETIMES: dict[str, tuple[float, Callable[..., Any]]] = {
    "hvp": (0.2, higher_order.hvp), "jacobian": (0.2, first_order.jacobian), "third": (0.15, higher_order.third),
    "compiled": (0.12, compiled), "torch": (0.2, peers.torch),
}  # fmt: skip
CHECKS = {**ALWAYS, **{name: check for name, (_, check) in SOMETIMES.items()}, "float32": first_order.single}
# What they raise is wrong too: an error of the engine's own in place of a result.
ERRORS = (
    TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError, RuntimeError, Warning, np.linalg.LinAlgError,
)  # fmt: skip


@dataclass
class Failure:
    """A program that failed a check."""

    seed: int
    number: int
    check: str
    program: Program
    error: Exception

    def __str__(self) -> str:
        """What is wrong, and the smallest program that fails the same check, to be pasted."""
        small = self.smallest()
        error = failing(CHECKS[self.check], small, (self.seed, self.number, 2))
        head = f"# program {self.number} of seed {self.seed} fails the check {self.check!r}"
        return f"{head}: {' '.join(str(error).split()):.400}\n{pasted(small, self.check)}\n"

    def smallest(self) -> Program:
        """The program, shrunk as long as the check fails with an error of the same kind."""
        check, kind = CHECKS[self.check], type(self.error)
        return shrunk(self.program, lambda p: type(failing(check, p, (self.seed, self.number, 2))) is kind)


@dataclass
class Found:
    """Counts of checks by kind, and the failures."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)


def checks_of(program: Program, rng: np.random.Generator, share: float = 1.0) -> dict[str, Callable[..., Any]]:
    """The checks of one program; the expensive ones, each with its probability times `share`."""
    some = {name: check for name, (rate, check) in SOMETIMES.items() if rng.random() < rate * share}
    if program.is_double:
        return ALWAYS | {name: check for name, check in some.items() if name not in peers.ABSENT}
    return {"float32": first_order.single} | ({"compiled": compiled} if rng.random() < 0.3 * share else {})


def failing(check: Callable[..., Any], program: Program, seed: tuple[int, ...]) -> Exception | None:
    """What a check finds, None if nothing is wrong; always the same for the same seed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            check(program, np.random.default_rng(seed))
    except (WrongError, peers.SkippedError, *ERRORS) as error:
        return error
    return None


def run(seed: int, numbers: Iterable[int], most: int = 20, share: float = 1.0) -> Found:
    """Check these programs of a seed, `share` as often by the expensive checks; stop after `most` failures."""
    found = Found()
    for i in numbers:
        program = drawn(seed, i)
        found.counts["programs"] += 1
        for name, check in checks_of(program, np.random.default_rng([seed, i, 1]), share).items():
            error = failing(check, program, (seed, i, 2))
            if isinstance(error, peers.SkippedError):
                continue
            found.counts[name] += 1
            if error is not None:
                found.failures.append(Failure(seed, i, name, program, error))
                break
        if len(found.failures) >= most:
            break
    return found
