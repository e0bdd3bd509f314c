"""When a run is over: rules for `train(stop=…)`, joined by `|`.

- the gradient has become small                             [gradient_norm]
- the loss has become small, or has stopped changing        [target_loss], [loss_change]
- a held-out loss has not improved for a while              [patience]
- so much has been spent                                    [budget]

A rule is asked at every step, when the gradient is known and before the parameters move; it returns the reason to stop,
or None.  Any function of the run so far (.step, .params, .value, .gradient, .charged, .epochs) is one.  In a search
without gradients, .gradient is None and .value the lowest loss among the step's candidates.  A rule ends each member of
an ensemble for itself; a function of your own is asked once for each member, as if that were the only run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, ClassVar, TypeAlias

import numpy as np

from sgdlab.checks import function, given, number, reals
from sgdlab.part import Count, Part, Positive, made
from sgdlab.quantities import Given, Params, Value
from sgdlab.training.recipe import part_name

HeldOut: TypeAlias = Annotated[
    Callable[[Params], Value], partial(function, what="a problem or a function loss(params)", takes=("params",))
]
SoFar: TypeAlias = Any  # the run so far: .step, .params, .value, .gradient, .charged, .epochs
Reasons: TypeAlias = str | bool | list[str | None] | None  # for all members, or one for each; None to go on


class StopRule(Part):
    """A reason to end a run, or a member of an ensemble: `rule | other` ends it where the first of the two is met.

    An `early` one is asked before a gradient is computed, so that a budget is not overdrawn by one that is not used.
    """

    early: ClassVar[bool] = False
    reason_template: ClassVar[str]  # the reason, with the settings in braces
    met: Callable[[SoFar], Given]  # whether to stop the run so far, or an array with the answer for each member

    @property
    def rules(self) -> tuple[StopRule, ...]:
        """The single rules that it is joined from."""
        return (self,)

    @property
    def reason(self) -> str:
        """Why a run has ended, in words."""
        return self.reason_template.format_map(vars(self))

    def ask(self, run: SoFar) -> Reasons:
        """Return the reason to stop, for all members or for each, or None."""
        answer = self.met(run)
        if np.ndim(answer) == 0:
            return self.reason if answer else None
        return [self.reason if one else None for one in answer] if answer.any() else None

    def __or__(self, other: Given) -> Either:
        """Return the rule that stops when either does."""
        if not callable(made(other, "stop")) and not isinstance(other, StopRule):
            raise TypeError(f"a stop rule is joined to another by |, or to a function of the run; got {given(other)}")
        return Either(self.rules + as_stop_rule(other).rules)

    def __repr__(self) -> str:
        return " | ".join(rule.reason for rule in self.rules)


@dataclass(frozen=True, repr=False)
class Either(StopRule):
    """Rules of which the first that is met ends a run."""

    rules: tuple[StopRule, ...] = ()


@dataclass(frozen=True, repr=False)
class YourRule(StopRule):
    """A function of your own as a rule, which is asked for each member."""

    function: Callable[[SoFar], Given]

    @property
    def reason(self) -> str:
        """The name of the function."""
        return part_name(self.function)

    def ask(self, run: SoFar) -> Reasons:
        """Return the reasons that the function gives, or its name where it only says True."""
        if run.params.ndim == 1:
            return self._of_one(run)
        return [self._of_one(run.member(k)) if end is None else None for k, end in enumerate(run.ends)]

    def _of_one(self, run: SoFar) -> str | None:
        answer = self.function(run)
        if not isinstance(answer, str | int | np.bool_ | None):
            raise TypeError(f"stop returns a reason in words, or True, or None to go on; got {given(answer)}")
        return answer if isinstance(answer, str) else self.reason if answer else None


def as_stop_rule(stop: Given) -> StopRule:
    """Return a rule as it is, a function of your own as a rule, and None as no rule."""
    if isinstance(stop, StopRule):
        return stop
    return Either() if stop is None else YourRule(stop)


@dataclass(frozen=True, repr=False)
class gradient_norm(StopRule):
    """Stop where the gradient of the batch is small: |g| <= below.

    With mini-batches |g| is noisy and seldom small; it is meant for the full batch.  Error: below is not positive.

    Source: Nocedal, Wright, "Numerical Optimization", 2006, section 3.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=gradient_norm(below=1e-3)).stopped_by
    'gradient norm at most 0.001'
    """

    below: Positive = 1e-6
    reason_template: ClassVar[str] = "gradient norm at most {below:g}"

    def met(self, run: SoFar) -> Given:
        """Return whether the gradient is small."""
        if run.gradient is None:
            raise ValueError(
                "gradient_norm needs gradients, and a search computes none: stop by target_loss, loss_change or budget"
            )
        return np.linalg.norm(run.gradient, axis=-1) <= self.below


@dataclass(frozen=True, repr=False)
class target_loss(StopRule):
    """Stop where the loss of the batch is at most `below`.

    Formula: L(w_k, B_k) <= below.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=target_loss(0.01)).stopped_by
    'loss at most 0.01'
    """

    below: Annotated[float, number]
    reason_template: ClassVar[str] = "loss at most {below:g}"

    def met(self, run: SoFar) -> Given:
        """Return whether the loss is low."""
        return run.value <= self.below


@dataclass(frozen=True, repr=False)
class loss_change(StopRule):
    """Stop where the loss of the batch moved by at most `below` between now and `over` steps ago.

    Formula: |L_k - L_{k - over}| <= below.  Errors: below is not positive, over is no whole number of at least 1.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=loss_change(below=1e-6)).stopped_by
    'loss changed by at most 1e-06 in 10 steps'
    """

    below: Positive
    over: Count = 10
    reason_template: ClassVar[str] = "loss changed by at most {below:g} in {over} steps"
    seen: list[Value] = field(default_factory=list, init=False, compare=False)  # the latest losses of the present run

    def met(self, run: SoFar) -> Given:
        """Return whether the loss hardly moves."""
        if run.step == 0:
            self.seen.clear()  # a rule may serve more than one run
        self.seen.append(run.value)
        return len(self.seen) > self.over and np.abs(run.value - self.seen.pop(0)) <= self.below


@dataclass(frozen=True, repr=False)
class patience(StopRule):
    """Stop where the loss on held-out examples has not been below its best for `steps` steps.

    Formula: k - (the step at which held_out(w) was lowest) >= steps.

    held_out: a problem with the same parameters on other examples, or any function loss(params); it is evaluated at
    every step, outside the bill.  Errors: held_out can't be called, steps is no whole number of at least 1.

    Source: Prechelt, "Early stopping, but when?", 1998.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1.0]), stop=patience(lambda w: (w[0] - 0.5) ** 2, steps=3)).stopped_by
    'no better held-out loss in 3 steps'
    """

    held_out: HeldOut
    steps: Count = 20
    reason_template: ClassVar[str] = "no better held-out loss in {steps} steps"
    best: dict[str, Any] = field(default_factory=dict, init=False, compare=False)  # loss and step in the present run

    def met(self, run: SoFar) -> Given:
        """Return whether the best held-out loss is long past."""
        one_call = run.params.ndim == 1 or getattr(self.held_out, "vectorized", False)
        found = self.held_out(run.params) if one_call else [self.held_out(member) for member in run.params]
        loss, best = reals(found, "the held-out loss"), self.best
        if run.step == 0:
            best.update(loss=loss, step=np.zeros(np.shape(loss), dtype=int))
        better = loss < best["loss"]
        best.update(loss=np.where(better, loss, best["loss"]), step=np.where(better, run.step, best["step"]))
        return run.step - best["step"] >= self.steps


SPENT: dict[str, tuple[str, Callable[[SoFar], float]]] = {  # what a budget is of: in words, and how much is used
    "steps": ("steps", lambda run: run.step),
    "epochs": ("epochs", lambda run: run.epochs),
    "example_gradients": ("example-gradients", lambda run: run.meter.example_gradients),
    "loss_evaluations": ("loss evaluations", lambda run: run.meter.loss_evaluations),
}


@dataclass(frozen=True, repr=False, kw_only=True)
class budget(StopRule):
    """Stop when so many steps, epochs, example-gradients or loss evaluations have been used; whichever comes first.

    Each is checked before a gradient is computed.  The last batch may go over; nothing is computed and not used.
    Errors: none is given, or one is not positive.

    >>> from sgdlab import linear_regression, minibatch, train
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> run = train(line, batches=minibatch(2), stop=budget(epochs=5))
    >>> run.stopped_by, run.bill.example_gradients
    ('5 epochs', 15)
    """

    steps: Positive | None = None
    epochs: Positive | None = None
    example_gradients: Positive | None = None
    loss_evaluations: Positive | None = None
    early: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if all(getattr(self, name) is None for name in SPENT):
            raise ValueError(
                "a budget says how much: steps, epochs, example_gradients or loss_evaluations, e.g. epochs=10"
            )

    @property
    def reason(self) -> str:
        """Why a run has ended, in words."""
        return " | ".join(
            f"{getattr(self, name):,g} {unit}" for name, (unit, _) in SPENT.items() if getattr(self, name)
        )

    def ask(self, run: SoFar) -> Reasons:
        """Return what is used up, if anything is."""
        for name, (unit, used) in SPENT.items():
            most = getattr(self, name)
            if most is not None and used(run) >= most:
                return f"{most:,g} {unit}"
        return None
