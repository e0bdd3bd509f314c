"""Decide when a run is over: rules for `train(stop=…)`, which can be joined with `|`.

- the gradient has become small                             [gradient_norm]
- the loss has become small, or has stopped changing        [target_loss], [loss_change]
- a held-out loss has not improved for a while              [patience]
- a number of steps or evaluations is used up               [budget]

A rule is called at every step, when the gradient is known but the parameters have not moved; it returns the reason to
stop, or None.  Any function of the run so far (.step, .params, .value, .gradient, .charged, .epochs) can be a rule.  In
a search without gradients, .gradient is None and .value is the lowest loss among the step's candidates.  A rule ends
each member of an ensemble separately; your own function is called once for each member, as if that were the only run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, ClassVar, TypeAlias

import numpy as np

from sgdlab.checks import function, number, reals
from sgdlab.part import Count, Positive
from sgdlab.quantities import Array, Given, LossValue, Params, count
from sgdlab.training.stop_rule import Reasons, SoFar, StopRule

__all__ = ["budget", "gradient_norm", "loss_change", "patience", "target_loss"]

HeldOut: TypeAlias = Annotated[
    Callable[[Params], LossValue], partial(function, what="a problem or a function loss(params)", takes=("params",))
]


@dataclass(frozen=True, repr=False)
class gradient_norm(StopRule):
    """Stop when the gradient of the batch is small: |g| <= below.

    It is meant for the full batch: with mini-batches |g| is noisy and rarely small.  Error: below is not positive.

    Source: Nocedal, Wright, "Numerical Optimization", 2006, section 3.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=gradient_norm(below=1e-3)).stopped_by
    'gradient norm at most 0.001'
    """

    below: Positive = 1e-6
    reason_template: ClassVar[str] = "gradient norm at most {below:g}"

    def met(self, run: SoFar) -> Given:
        if run.gradient is None:
            raise ValueError(
                "gradient_norm needs gradients, and a search computes none: stop by target_loss, loss_change or budget"
            )
        return np.linalg.norm(run.gradient, axis=-1) <= self.below


@dataclass(frozen=True, repr=False)
class target_loss(StopRule):
    """Stop when the loss of the batch is at most `below`.

    Formula: L(w_k, B_k) <= below.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=target_loss(0.01)).stopped_by
    'loss at most 0.01'
    """

    below: Annotated[float, number]
    reason_template: ClassVar[str] = "loss at most {below:g}"

    def met(self, run: SoFar) -> Given:
        return run.value <= self.below


@dataclass(frozen=True, repr=False)
class loss_change(StopRule):
    """Stop when the loss of the batch has changed by at most `below` since `over` steps ago.

    Formula: |L_k - L_{k - over}| <= below.  Errors: below is not positive, over is not a whole number of at least 1.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=loss_change(below=1e-6)).stopped_by
    'loss changed by at most 1e-06 in 10 steps'
    """

    below: Positive
    over: Count = 10
    remembers: ClassVar[bool] = True
    seen: list[LossValue] = field(default_factory=list, init=False, compare=False)  # the latest losses of the run

    @property
    def reason(self) -> str:
        return f"loss changed by at most {self.below:g} in {count(self.over, 'step')}"

    def met(self, run: SoFar) -> Given:
        self.seen.append(run.value)
        return len(self.seen) > self.over and np.abs(run.value - self.seen.pop(0)) <= self.below


@dataclass(frozen=True, repr=False)
class patience(StopRule):
    """Stop when the loss on held-out examples has not improved for `steps` steps.

    Formula: k - (the step at which held_out(w) was lowest) >= steps.

    held_out: a problem with the same parameters on other examples, or any function loss(params); it is evaluated at
    every step, outside the bill.  The run ends `steps` steps after the best one: of the recorded parameters,
    `min(run.params, key=held_out)` are the best.  Errors: held_out can't be called, steps is no whole number above 0.

    Source: Prechelt, "Early stopping, but when?", 1998.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1.0]), stop=patience(lambda w: (w[0] - 0.5) ** 2, steps=3)).stopped_by
    'no better held-out loss in 3 steps'
    """

    held_out: HeldOut
    steps: Count = 20
    remembers: ClassVar[bool] = True
    best: dict[str, Array] = field(default_factory=dict, init=False, compare=False)  # loss and step in the run

    @property
    def reason(self) -> str:
        return f"no better held-out loss in {count(self.steps, 'step')}"

    def met(self, run: SoFar) -> Given:
        one_call = run.params.ndim == 1 or getattr(self.held_out, "vectorized", False)
        found = self.held_out(run.params) if one_call else [self.held_out(member) for member in run.params]
        loss, best = reals(found, "the held-out loss"), self.best
        if loss.shape != run.params.shape[:-1]:
            raise ValueError(f"the held-out loss has shape {loss.shape}; held_out returns one number, as np.mean does")
        if not best:
            best.update(loss=np.where(np.isnan(loss), np.inf, loss), step=np.zeros(loss.shape, dtype=int))
        better = loss < best["loss"]
        best.update(loss=np.where(better, loss, best["loss"]), step=np.where(better, run.step, best["step"]))
        return run.step - best["step"] >= self.steps


SPENT: dict[str, tuple[str, Callable[[SoFar], float]]] = {  # what a budget counts: the unit, and how much is used
    "steps": ("step", lambda run: run.step),
    "epochs": ("epoch", lambda run: run.epochs),
    "example_gradients": ("example-gradient", lambda run: run.meter.example_gradients),
    "loss_evaluations": ("loss evaluation", lambda run: run.meter.loss_evaluations),
}


@dataclass(frozen=True, repr=False, kw_only=True)
class budget(StopRule):
    """Stop when a number of steps, epochs, example-gradients or loss evaluations is used up, whichever comes first.

    Each is checked before a gradient is computed, so no gradient is wasted; the last batch may exceed the budget.
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
        if not self._limits():
            raise ValueError(
                "budget takes a number of steps, epochs, example_gradients or loss_evaluations, e.g. budget(epochs=10)"
            )

    @property
    def reason(self) -> str:
        return " | ".join(count(most, unit) for most, unit, _ in self._limits())

    def ask(self, run: SoFar) -> Reasons:
        """Return the reason if something is used up, or None."""
        for most, unit, used in self._limits():
            if used(run) >= most:
                return count(most, unit)
        alone = run.limit is None and len(run.early) + len(run.late) == 1
        if run.step == 1 and alone and not any(used(run) for *_, used in self._limits()):
            raise ValueError(
                f"a budget of {self!r} would never end this run, because its steps use none of that: give "
                "example_gradients for a method that computes gradients, loss_evaluations for one that only computes "
                "losses, or steps"
            )
        return None

    def _limits(self) -> list[tuple[float, str, Callable[[SoFar], float]]]:
        """How much may be used, its unit, and what tells how much is used, for each number that was given."""
        given = ((getattr(self, name), unit, used) for name, (unit, used) in SPENT.items())
        return [(most, unit, used) for most, unit, used in given if most is not None]
