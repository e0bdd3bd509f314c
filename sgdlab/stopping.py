"""When a run is over: rules for `train(stop=…)`, joined by `|`.

- the gradient has become small                             [gradient_norm]
- the loss has become small, or has stopped changing        [target_loss], [loss_change]
- a held-out loss has not improved for a while              [patience]
- so much has been spent                                    [budget]

A rule is asked at every step, when the gradient is known and before the parameters move; it returns the reason to stop,
or None.  Any function of the run so far (.step, .params, .value, .gradient, .charged, .epochs) is one.  In a search
without gradients, .gradient is None and .value the lowest loss among the step's candidates.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sgdlab.checks import function, given, number, reals, whole

Asked = Callable[[Any], str | None]


def _never(run: Any) -> str | None:
    return None


@dataclass(frozen=True)
class Rule:
    """A rule that can be joined to others: `rule | other` stops when the first of them does.

    `asks(run)` is called when the gradient is known; `before(run)` before it is computed, so that a budget is not
    overdrawn by a gradient that is not used.
    """

    words: str
    asks: Asked = _never
    before: Asked = _never

    def __call__(self, run: Any) -> str | None:
        """Return the reason to stop, or None."""
        return self.asks(run)

    def __or__(self, other: Any) -> "Rule":
        """Return the rule that stops when either does."""
        if not callable(other):
            raise TypeError(f"a stop rule is joined to another by |, or to a function of the run; got {given(other)}")
        second = other if isinstance(other, Rule) else Rule(getattr(other, "__name__", "your rule"), other)
        return Rule(
            f"{self.words} | {second.words}",
            lambda run: self.asks(run) or second.asks(run),
            lambda run: self.before(run) or second.before(run),
        )

    def __repr__(self) -> str:
        return self.words


def gradient_norm(below: float = 1e-6) -> Rule:
    """Stop where the gradient of the batch is small: |g| <= below (in an ensemble, every member's).

    With mini-batches |g| is noisy and seldom small; it is meant for the full batch.  Error: below is not positive.

    Source: Nocedal, Wright, "Numerical Optimization", 2006, section 3.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=gradient_norm(below=1e-3)).stopped_by
    'gradient norm at most 0.001'
    """
    small = number(below, "below", above=0)
    reason = f"gradient norm at most {small:g}"

    def asks(run: Any) -> str | None:
        if run.gradient is None:
            raise ValueError(
                "gradient_norm needs gradients, and a search computes none: stop by target_loss, loss_change or budget"
            )
        return reason if np.all(np.linalg.norm(run.gradient, axis=-1) <= small) else None

    return Rule(reason, asks)


def target_loss(below: float) -> Rule:
    """Stop where the loss of the batch is at most `below` (in an ensemble, every member's).

    Formula: L(w_k, B_k) <= below.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=target_loss(0.01)).stopped_by
    'loss at most 0.01'
    """
    low = number(below, "below")
    reason = f"loss at most {low:g}"
    return Rule(reason, lambda run: reason if np.all(run.value <= low) else None)


def loss_change(below: float, over: int = 10) -> Rule:
    """Stop where the loss of the batch moved by at most `below` between now and `over` steps ago.

    Formula: |L_k - L_{k - over}| <= below.  Errors: below is not positive, over is no whole number of at least 1.

    >>> from sgdlab import quadratic, train
    >>> train(quadratic([1, 9]), stop=loss_change(below=1e-6)).stopped_by
    'loss changed by at most 1e-06 in 10 steps'
    """
    small, span = number(below, "below", above=0), whole(over, "over")
    reason = f"loss changed by at most {small:g} in {span} steps"
    seen: list[Any] = []

    def asks(run: Any) -> str | None:
        if run.step == 0:
            seen.clear()  # a rule may serve more than one run
        seen.append(run.value)
        if len(seen) <= span:
            return None
        return reason if np.all(np.abs(run.value - seen.pop(0)) <= small) else None

    return Rule(reason, asks)


def patience(held_out: Callable[[Any], Any], steps: int = 20) -> Rule:
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
    reason = f"no better held-out loss in {span} steps"
    best: dict[str, Any] = {}

    def asks(run: Any) -> str | None:
        loss = reals(held_out(run.params), "the held-out loss")
        if run.step == 0:
            best.update(loss=loss, step=np.zeros(np.shape(loss), dtype=int))
        better = loss < best["loss"]
        best.update(loss=np.where(better, loss, best["loss"]), step=np.where(better, run.step, best["step"]))
        return reason if np.all(run.step - best["step"] >= span) else None

    return Rule(reason, asks)


def budget(
    *,
    steps: int | None = None,
    epochs: float | None = None,
    example_gradients: int | None = None,
    loss_evaluations: int | None = None,
) -> Rule:
    """Stop when so many steps, epochs, example-gradients or loss evaluations have been used; whichever comes first.

    Each is checked before a gradient is computed.  The last batch may go over; nothing is computed and not used.
    Errors: none is given, or one is not positive.

    >>> from sgdlab import linear_regression, minibatch, train
    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> run = train(line, batches=minibatch(2), stop=budget(epochs=5))
    >>> run.stopped_by, run.bill.example_gradients
    ('5 epochs', 15)
    """
    given: dict[str, tuple[float | None, Callable[[Any], float]]] = {
        "steps": (steps, lambda run: run.step),
        "epochs": (epochs, lambda run: run.epochs),
        "example-gradients": (example_gradients, lambda run: run.meter.example_gradients),
        "loss evaluations": (loss_evaluations, lambda run: run.meter.loss_evaluations),
    }
    limits = {name: (number(most, name, above=0), used) for name, (most, used) in given.items() if most is not None}
    if not limits:
        raise ValueError("a budget says how much: steps, epochs, example_gradients or loss_evaluations, e.g. epochs=10")

    def before(run: Any) -> str | None:
        return next((f"{most:,g} {name}" for name, (most, used) in limits.items() if used(run) >= most), None)

    return Rule(", ".join(f"{most:,g} {name}" for name, (most, _) in limits.items()), before=before)
