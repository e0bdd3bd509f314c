"""What a stop rule is: it is asked at every step, and can be joined with others or with your own function.

- a rule, and several joined with `|`                       [StopRule, Either]
- your own function as a rule, and what it is given         [YourRule, as_stop_rule], [Seen]

`stopping.py` has the rules.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar, NoReturn, TypeAlias

import numpy as np

from sgdlab.checks import given
from sgdlab.part import Part, made, part_name
from sgdlab.quantities import Array, Given, Gradient, LossValue

SoFar: TypeAlias = Any  # RunSoFar: what is in Seen, for all members, with the budget used in its meter
Reasons: TypeAlias = str | bool | np.bool_ | list[str | None] | None  # for all members, or one for each; None to go on


@dataclass(frozen=True)
class Seen:
    """What your own function is given: where a run is, or a member of an ensemble; `value` is the loss of the batch."""

    step: int
    params: Array
    value: LossValue
    gradient: Gradient
    charged: int
    epochs: float

    def __getattr__(self, name: str) -> NoReturn:
        has = ", ".join(f".{field.name}" for field in fields(self))
        raise AttributeError(f"a stop rule is called with the run so far, which has {has}, and no .{name}")


class StopRule(Part):
    """A reason to end a run, or a member of an ensemble: `rule | other` ends it as soon as one of the two is met.

    An `early` rule is checked before a gradient is computed, so that a budget does not pay for an unused gradient.
    Each run has its own copy of a rule that `remembers` earlier steps, so that two threads may share it.
    """

    early: ClassVar[bool] = False
    remembers: ClassVar[bool] = False
    reason_template: ClassVar[str]  # the reason, with the settings in braces
    met: Callable[[SoFar], Given]  # whether to stop the run so far, or an array with the answer for each member

    @property
    def rules(self) -> tuple[StopRule, ...]:
        """The single rules that are joined in this one."""
        return (self,)

    @property
    def reason(self) -> str:
        """Why a run has ended, as text."""
        return self.reason_template.format_map(vars(self))

    def ask(self, run: SoFar) -> Reasons:
        """Return the reason to stop, for all members or for each, or None."""
        answer = self.met(run)
        if np.ndim(answer) == 0:
            return self.reason if answer else None
        return [self.reason if one else None for one in answer] if answer.any() else None

    def __or__(self, other: Given) -> Either:
        return _joined(self, other)

    def __ror__(self, other: Given) -> Either:
        return _joined(other, self)

    def __repr__(self) -> str:
        return " | ".join(rule.reason for rule in self.rules)


@dataclass(frozen=True, repr=False)
class Either(StopRule):
    """Several rules; the first one that is met ends a run."""

    rules: tuple[StopRule, ...] = ()


@dataclass(frozen=True, repr=False)
class YourRule(StopRule):
    """A user's own function as a rule, which is called for each member."""

    function: Callable[[Seen], Given]

    @property
    def reason(self) -> str:
        return part_name(self.function)

    def ask(self, run: SoFar) -> Reasons:
        """Return the reasons that the function gives, or its name if it only returns True."""
        found = []
        for k, end in enumerate(run.ends):
            answer = self.function(run.member(k)) if end is None else None
            if not isinstance(answer, str | bool | np.bool_ | None):
                raise TypeError(f"stop returns a reason in words, or True, or None to go on; got {given(answer)}")
            found.append(answer if isinstance(answer, str) else self.reason if answer else None)
        return found if any(found) else None


def as_stop_rule(stop: Given) -> StopRule:
    """Return a rule as it is, a user's own function as a rule, and None as a rule that never stops."""
    if isinstance(stop, StopRule):
        return stop
    return Either() if stop is None else YourRule(stop)


def _joined(*parts: Given) -> Either:
    for part in parts:
        if not callable(made(part, "stop")) and not isinstance(part, StopRule):
            raise TypeError(f"| joins a stop rule to another one or to a function of the run; got {given(part)}")
    return Either(sum((as_stop_rule(part).rules for part in parts), ()))
