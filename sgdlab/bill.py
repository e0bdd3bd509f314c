"""What a training run cost [Bill]."""

from dataclasses import dataclass

from sgdlab.checks import whole
from sgdlab.quantities import count

__all__ = ["Bill"]

BILL = {  # the words in which a bill is written
    "example_gradients": "example-gradient",
    "loss_evaluations": "loss evaluation",
    "updates": "update",
    "uncounted": "operations not counted",
    "free": "nothing",
}


@dataclass(frozen=True)
class Bill:
    """What a run cost, in counts that do not depend on the machine.

    loss_evaluations: losses of single examples, computed for their values alone (all that finite differences need);
    example_gradients: gradients of single examples, the unit of "the same budget";
    operations: primitive operations that the gradient method carried out, forward and backward; None if the loss could
    not be taped, so that nothing could be counted;
    tape_length: the longest record of a forward pass that was kept for a backward pass, in nodes;
    updates: how many times the parameters changed;
    recording: losses of single examples that were computed only for the history, which is not part of the budget.

    In an ensemble every count is for one member; an operation on the arrays of all members counts once.

    >>> bill = Bill(example_gradients=1230, updates=10)
    >>> bill.examples
    1230
    >>> print(bill)
    1,230 example-gradients, 10 updates
    """

    loss_evaluations: int = 0
    example_gradients: int = 0
    operations: int | None = 0
    tape_length: int = 0
    updates: int = 0
    recording: int = 0

    def __post_init__(self) -> None:
        for name, number in vars(self).items():
            if number is not None or name != "operations":
                whole(number, name, 0)

    @property
    def examples(self) -> int:
        """The budget used: example-gradients, or loss evaluations if the method computes no gradients."""
        return self.example_gradients or self.loss_evaluations

    def __str__(self) -> str:
        counts = {name: getattr(self, name) for name in ("example_gradients", "loss_evaluations", "updates")}
        parts = [count(number, BILL[name]) for name, number in counts.items() if number]
        return ", ".join([*parts, *([BILL["uncounted"]] if self.operations is None else [])]) or BILL["free"]
