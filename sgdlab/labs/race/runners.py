"""Who races, in a text such as "full batch; SGD; Adam learning_rate=0.01 schedule=cosine" [read, write, values_of].

Each runner shares the settings of the race, unless its kind or the text gives it values of its own [KINDS, OWN].  It
keeps these on another problem, whose examples may be too few for its batches [fitting].  The page reads the same text
(`front_end/src/labs/race/runners.js`).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from sgdlab.gradient_free import random_search
from sgdlab.gradient_free.search import GradientFree
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.numbers import plainly, read_number
from sgdlab.optimizers import adagrad, adam, adamw, gradient_descent, newton, rmsprop
from sgdlab.optimizers.optimizer import LearningRate, Optimizer

Own: TypeAlias = Mapping[str, Any]

MOST = 6
DESCENT = "descent"
FULL = "full"  # the batch size of all examples
SCHEDULES = ("constant", "1/t", "cosine", "exponential")
OWN = ("learning_rate", "batch_size", "momentum", "schedule", "replace", "scale")
_STEPS = ("learning_rate", "batch_size", "schedule", "replace")
_NO_DAMPING = 1e-6  # so that also the Hessian of one example can be inverted


@dataclass(frozen=True)
class Kind:
    """A kind of runner: what it can have of its own, and what it never shares."""

    key: str
    name: str
    # (learning rate, momentum, scale) -> optimizer
    make: Callable[[LearningRate, float, float], Optimizer | GradientFree]
    takes: Sequence[str] = _STEPS
    own: Own = field(default_factory=dict)

    @property
    def program(self) -> str:
        """The name of its program in a page."""
        return DESCENT if self.key in ("full", "sgd", "momentum") else self.key

    @property
    def rules(self) -> tuple[str, str]:
        """How its lines are called in code, without momentum and with it."""
        plain = DESCENT if self.key == "nesterov" else self.program
        return plain, "momentum" if self.program == DESCENT else self.program


_HEAVY, _ALL = (*_STEPS, "momentum"), {"batch_size": FULL}
_LIST = [
    Kind("full", "full batch", lambda r, b, _: gradient_descent(r, b), ("learning_rate", "momentum", "schedule"), _ALL),
    Kind("sgd", "SGD", lambda r, b, _: gradient_descent(r, b), _HEAVY),
    Kind("momentum", "momentum", lambda r, b, _: gradient_descent(r, b), _HEAVY, {"momentum": 0.9}),
    Kind("nesterov", "Nesterov", lambda r, b, _: gradient_descent(r, b, nesterov=b > 0), _HEAVY, {"momentum": 0.9}),
    Kind("adagrad", "AdaGrad", lambda r, *_: adagrad(r)),
    Kind("rmsprop", "RMSProp", lambda r, *_: rmsprop(r)),
    Kind("adam", "Adam", lambda r, *_: adam(r)),
    Kind("adamw", "AdamW", lambda r, *_: adamw(r)),
    Kind("newton", "Newton", lambda r, *_: newton(r, _NO_DAMPING), _STEPS, {"learning_rate": 1.0, **_ALL}),
    Kind("search", "random search", lambda r, b, s: random_search(s), ("batch_size", "replace", "scale")),
]
KINDS: Mapping[str, Kind] = {one.name: one for one in _LIST}


@dataclass(frozen=True)
class Runner:
    """One of the runners: `number` counts those of its kind, from 1; `own` has its own values, as given."""

    kind: Kind
    number: int = 1
    own: Own = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name of its series."""
        return self.kind.key + (str(self.number) if self.number > 1 else "")

    @property
    def name(self) -> str:
        """What stands at its line."""
        return self.kind.name + (f" {self.number}" if self.number > 1 else "")

    def __str__(self) -> str:
        return " ".join([self.kind.name, *(f"{name}={_text(value)}" for name, value in self.own.items())])


@dataclass(frozen=True)
class Values:
    """The settings with which a runner runs: its own, or else those that all share; `batch_size` None: the full batch.

    scale: how far a search looks.
    """

    learning_rate: float
    batch_size: int | None
    momentum: float
    schedule: str = "constant"
    replace: bool = False
    scale: float = 0.1


def values_of(runner: Runner, settings: RaceSettings) -> Values:
    """Return the values of a runner."""
    shared = {name: getattr(settings, name) for name in ("learning_rate", "batch_size", "momentum")}
    values = {**shared, **runner.kind.own, **runner.own}
    return Values(**{**values, "batch_size": None if values["batch_size"] == FULL else values["batch_size"]})


def read(text: str, n: int | None = None) -> list[Runner]:
    """Return the runners in a text; n: how many examples there are.

    Errors: no runner or more than six, an unknown one, a setting that it doesn't have, a value that it can't take.

    >>> [one.name for one in read("full batch; SGD; SGD batch_size=1")]
    ['full batch', 'SGD', 'SGD 2']
    """
    parts = [part.split() for part in text.split(";") if part.strip()]
    if not 1 <= len(parts) <= MOST:
        raise ValueError(f"a race has 1 to {MOST} runners, with a ; between; these are {len(parts)}")
    found: list[Runner] = []
    for words in parts:
        kind = _kind(" ".join(word for word in words if "=" not in word))
        own = dict(_own(kind, word, n) for word in words if "=" in word)
        ordered = {name: own[name] for name in OWN if name in own}
        found.append(Runner(kind, 1 + sum(one.kind is kind for one in found), ordered))
    return found


def write(runners: Sequence[Runner]) -> str:
    """Return the text of some runners.

    >>> write(read(" sgd  replace=yes batch_size=4;full batch"))
    'SGD batch_size=4 replace=yes; full batch'
    """
    return "; ".join(map(str, runners))


def fitting(text: str, n: int) -> str:
    """Return the text of the same runners for n examples: a batch that is larger has all of them.

    >>> fitting("SGD batch_size=64; Adam learning_rate=0.01 batch_size=4", 12)
    'SGD batch_size=12; Adam learning_rate=0.01 batch_size=4'
    """

    def fits(name: str, value: Any) -> Any:
        return min(value, n) if name == "batch_size" and value != FULL else value

    return write([replace(one, own={name: fits(name, v) for name, v in one.own.items()}) for one in read(text)])


def kinds_of(text: str) -> set[str]:
    """Return the names of the kinds of runners in a text."""
    return {one.kind.name for one in read(text)}


def _kind(name: str) -> Kind:
    by_name = {known.lower(): kind for known, kind in KINDS.items()}
    if name.lower() == "yours":
        raise ValueError("yours races by itself as soon as lab.yours is set: leave it out here")
    if name.lower() not in by_name:
        raise ValueError(f"there is no runner {name!r}; there are {', '.join(KINDS)}")
    return by_name[name.lower()]


def _own(kind: Kind, word: str, n: int | None) -> tuple[str, str | float | bool]:
    name, _, text = word.partition("=")
    if name not in kind.takes:
        raise ValueError(f"{kind.name} has no {name!r} of its own; it can have {', '.join(kind.takes)}")
    try:
        return name, _value(name, text, n)
    except ValueError as error:
        raise ValueError(f"{kind.name} {word}: {error}") from None


def _value(name: str, text: str, n: int | None) -> str | float | bool:
    if name == "schedule":
        return _one_of(text, SCHEDULES)
    if name == "replace":
        return _one_of(text, ("yes", "no")) == "yes"
    if name == "batch_size":
        return text if text == FULL else _size(text, n)
    number = read_number(text)
    low, high = (0.0, 1.0) if name == "momentum" else (0.0, math.inf)
    if not low <= number < high or (name == "scale" and number == 0):
        allowed = "from 0 to below 1" if name == "momentum" else "above 0" if name == "scale" else "of at least 0"
        raise ValueError(f"a number {allowed} is needed")
    return number


def _size(text: str, n: int | None) -> int:
    most = math.inf if n is None else n
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= most:
        raise ValueError(f"a whole number from 1{'' if n is None else f' to {n}'} is needed, or {FULL}")
    return int(text)


def _one_of(text: str, allowed: Sequence[str]) -> str:
    if text not in allowed:
        raise ValueError(f"it can be {' or '.join(allowed)}")
    return text


def _text(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else plainly(value)
