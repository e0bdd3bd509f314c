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

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from sgdlab.checks import function, given, number, reals, whole
from sgdlab.training.recipe import words

Reasons: TypeAlias = str | bool | list[str | None] | None  # for all members, or one for each; None to go on


class Condition(NamedTuple):
    """One reason to stop: `ask(run so far)` returns the reason, for all members or for each, or None.

    An `early` one is asked before a gradient is computed, so that a budget is not overdrawn by one that is not used.
    """

    reason: str
    ask: Callable[[Any], Reasons]
    early: bool = False


@dataclass(frozen=True, repr=False)
class StopRule:
    """Conditions, of which the first that is met ends a run, or a member of an ensemble: `rule | other` joins two."""

    conditions: tuple[Condition, ...]

    def __or__(self, other: Any) -> "StopRule":
        """Return the rule that stops when either does."""
        if not callable(other) and not isinstance(other, StopRule):
            raise TypeError(f"a stop rule is joined to another by |, or to a function of the run; got {given(other)}")
        return StopRule(self.conditions + as_stop_rule(other).conditions)

    def __repr__(self) -> str:
        return " | ".join(condition.reason for condition in self.conditions)


def as_stop_rule(stop: Any) -> StopRule:
    """Return a rule as it is, a function of your own as a rule that is asked for each member, and None as no rule."""
    if isinstance(stop, StopRule):
        return stop
    if stop is None:
        return StopRule(())
    name = words(stop)

    def reason(run: Any) -> str | None:
        answer = stop(run)
        if not isinstance(answer, str | int | np.bool_ | None):
            raise TypeError(f"stop returns a reason in words, or True, or None to go on; got {given(answer)}")
        return answer if isinstance(answer, str) else name if answer else None

    def ask(run: Any) -> Reasons:
        if run.params.ndim == 1:
            return reason(run)
        return [reason(run.member(k)) if end is None else None for k, end in enumerate(run.ends)]

    return StopRule((Condition(name, ask),))


def _rule(reason: str, met: Callable[[Any], Any], early: bool = False) -> StopRule:
    """A rule with one condition; `met` returns a truth value, or an array with one for each member."""

    def ask(run: Any) -> Reasons:
        answer = met(run)
        if np.ndim(answer) == 0:
            return reason if answer else None
        return [reason if one else None for one in answer] if answer.any() else None

    return StopRule((Condition(reason, ask, early),))


def gradient_norm(below: float = 1e-6) -> StopRule:
    """Stop where the gradient of the batch is small: |g| <= below.

    With mini-batches |g| is noisy and seldom small; it is meant for the full batch.  Error: below is not positive.

    Source: Nocedal, Wright, "Numerical Optimization", 2006, section 3.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=gradient_norm(below=1e-3)).stopped_by
    'gradient norm at most 0.001'
    """
    small = number(below, "below", above=0)

    def met(run: Any) -> Any:
        if run.gradient is None:
            raise ValueError(
                "gradient_norm needs gradients, and a search computes none: stop by target_loss, loss_change or budget"
            )
        return np.linalg.norm(run.gradient, axis=-1) <= small

    return _rule(f"gradient norm at most {small:g}", met)


def target_loss(below: float) -> StopRule:
    """Stop where the loss of the batch is at most `below`.

    Formula: L(w_k, B_k) <= below.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=target_loss(0.01)).stopped_by
    'loss at most 0.01'
    """
    low = number(below, "below")
    return _rule(f"loss at most {low:g}", lambda run: run.value <= low)


def loss_change(below: float, over: int = 10) -> StopRule:
    """Stop where the loss of the batch moved by at most `below` between now and `over` steps ago.

    Formula: |L_k - L_{k - over}| <= below.  Errors: below is not positive, over is no whole number of at least 1.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=loss_change(below=1e-6)).stopped_by
    'loss changed by at most 1e-06 in 10 steps'
    """
    small, span = number(below, "below", above=0), whole(over, "over")
    seen: list[Any] = []

    def met(run: Any) -> Any:
        if run.step == 0:
            seen.clear()  # a rule may serve more than one run
        seen.append(run.value)
        return len(seen) > span and np.abs(run.value - seen.pop(0)) <= small

    return _rule(f"loss changed by at most {small:g} in {span} steps", met)


def patience(held_out: Callable[[Any], Any], steps: int = 20) -> StopRule:
    """Stop where the loss on held-out examples has not been below its best for `steps` steps.

    Formula: k - (the step at which held_out(w) was lowest) >= steps.

    held_out: a problem with the same parameters on other examples, or any function loss(params); it is evaluated at
    every step, outside the bill.  Errors: held_out can't be called, steps is no whole number of at least 1.

    Source: Prechelt, "Early stopping, but when?", 1998.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1.0]), stop=patience(lambda w: (w[0] - 0.5) ** 2, steps=3)).stopped_by
    'no better held-out loss in 3 steps'
    """
    function(held_out, "held_out", "a problem or a function loss(params)", takes=("params",))
    span = whole(steps, "steps")
    alike = getattr(held_out, "vectorized", False)
    best: dict[str, Any] = {}

    def met(run: Any) -> Any:
        one_call = alike or run.params.ndim == 1
        found = held_out(run.params) if one_call else [held_out(member) for member in run.params]
        loss = reals(found, "the held-out loss")
        if run.step == 0:
            best.update(loss=loss, step=np.zeros(np.shape(loss), dtype=int))
        better = loss < best["loss"]
        best.update(loss=np.where(better, loss, best["loss"]), step=np.where(better, run.step, best["step"]))
        return run.step - best["step"] >= span

    return _rule(f"no better held-out loss in {span} steps", met)


def budget(
    *,
    steps: int | None = None,
    epochs: float | None = None,
    example_gradients: int | None = None,
    loss_evaluations: int | None = None,
) -> StopRule:
    """Stop when so many steps, epochs, example-gradients or loss evaluations have been used; whichever comes first.

    Each is checked before a gradient is computed.  The last batch may go over; nothing is computed and not used.
    Errors: none is given, or one is not positive.

    >>> from sgdlab import linear_regression, minibatch, train
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> run = train(line, batches=minibatch(2), stop=budget(epochs=5))
    >>> run.stopped_by, run.bill.example_gradients
    ('5 epochs', 15)
    """
    limited: dict[str, tuple[float | None, Callable[[Any], float]]] = {
        "steps": (steps, lambda run: run.step),
        "epochs": (epochs, lambda run: run.epochs),
        "example-gradients": (example_gradients, lambda run: run.meter.example_gradients),
        "loss evaluations": (loss_evaluations, lambda run: run.meter.loss_evaluations),
    }
    limits = {name: (number(most, name, above=0), used) for name, (most, used) in limited.items() if most is not None}
    if not limits:
        raise ValueError("a budget says how much: steps, epochs, example_gradients or loss_evaluations, e.g. epochs=10")
    rules = [_spent(f"{most:,g} {name}", most, used) for name, (most, used) in limits.items()]
    return reduce(or_, rules)


def _spent(reason: str, most: float, used: Callable[[Any], float]) -> StopRule:
    return _rule(reason, lambda run: used(run) >= most, early=True)
