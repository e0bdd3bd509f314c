"""A problem whose gradients are counted, however they are computed [Metered, Meter]; the digits, sorted [task]."""

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from sgdlab.course.exercises import Answer
from sgdlab.data import digits, train_test_split
from sgdlab.problems import Model, mlp
from sgdlab.quantities import Array, Params

EPOCHS = 10
HIDDEN = (32,)


class Meter:
    """Counts the example-gradients of a problem, and remembers which examples they were of.

    `left` of `budget` may be spent.  drawn: the number of each example in its turn, for batches smaller than the whole;
    foreign: whether a batch held examples that are not the problem's.
    """

    def __init__(self, budget: int, images: Array) -> None:
        self.budget, self.n = budget, len(images)
        self.spent = self.gradients = 0
        self.drawn: list[int] = []
        self.foreign = False
        self._known = {row.tobytes(): k for k, row in enumerate(images)}

    @property
    def left(self) -> int:
        """How many example-gradients may still be spent."""
        return self.budget - self.spent

    def charge(self, images: Array) -> None:
        """Count one gradient of these examples."""
        numbers = [self._known.get(row.tobytes()) for row in np.asarray(images, dtype=float)]
        self.spent += len(numbers)
        self.gradients += 1
        self.foreign = self.foreign or None in numbers
        if len(numbers) < self.n:
            self.drawn += [number for number in numbers if number is not None]

    def __repr__(self) -> str:
        return f"a meter with {self.left:,} of {self.budget:,} example-gradients left"


@dataclass(frozen=True, eq=False, repr=False)
class Metered(Model):
    """A model that charges its meter for each gradient; values of the loss are free."""

    meter: Meter = field(kw_only=True)

    def __call__(self, params: Params, batch: Any = None) -> Answer:
        if not isinstance(params, list | tuple | np.ndarray):  # a Tensor or a Dual: on the way to a gradient
            self.meter.charge((self.data if batch is None else batch)[0])
        return super().__call__(params, batch)


def metered(model: Model, budget: int) -> Metered:
    """Return the same problem with a meter."""
    meter = Meter(budget, model.data[0])
    given = {one.name: getattr(model, one.name) for one in fields(Model)}
    return Metered(**given | {"pure": False}, meter=meter)  # it counts, so it must not be replayed


def task(seed: int) -> tuple[Metered, tuple[Any, Any]]:
    """Return the digits to train on, sorted and metered, and the images and digits to test on.

    A quarter, drawn with the seed, is kept for the test.  Those to train on are sorted by digit, as files often are.

    >>> problem, (images, labels) = task(seed=0)
    >>> problem, problem.meter, len(labels)  # doctest: +NORMALIZE_WHITESPACE
    (a network 64-32-10 (tanh) on 1348 examples, 2410 parameters, a meter with 13,480 of 13,480 example-gradients left,
     449)
    """
    table = digits()
    images, test_images, labels, test_labels = train_test_split(table["image"] / 16, table["digit"], seed=seed)
    order = np.argsort(labels, kind="stable")
    model = mlp(images[order], labels[order], hidden=HIDDEN, loss="cross_entropy", seed=seed)
    return metered(model, EPOCHS * len(labels)), (test_images, test_labels)
