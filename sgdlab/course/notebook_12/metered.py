"""A problem that counts how often its examples are looked at, by any method [Metered, Meter]; the digits [task]."""

from dataclasses import dataclass, field, fields

import numpy as np

from sgdlab.course.exercises import Answer
from sgdlab.course.notebook_12.examples import Examples, examples, plain
from sgdlab.data import digits, train_test_split
from sgdlab.problems import Model, mlp
from sgdlab.quantities import Array, Batch, Given, Labels, Params

EPOCHS = 10
HIDDEN = (32,)
FREE_LOOKS = 10  # at the whole loss, besides one after each step


class Meter:
    """Counts how often examples were looked at, and remembers which.

    An example is charged once for each point at which it is looked at, by any method that computes the gradient, in any
    number of passes.  `left` of `budget` may be spent.  drawn: the number of each example in its turn, for batches
    smaller than the whole;  foreign: whether a batch held examples that are not the problem's.
    """

    def __init__(self, budget: int, images: Array) -> None:
        self._budget, self.n, self._spent, self._looks = budget, len(images), 0, FREE_LOOKS
        self.gradients = 0
        self.drawn: list[int] = []
        self.foreign = False
        self._known = {row.tobytes(): k for k, row in enumerate(images)}
        self._last: Given = None

    @property
    def budget(self) -> int:
        """How many looks at an example may be spent in all."""
        return self._budget

    @property
    def spent(self) -> int:
        """How many have been spent."""
        return self._spent

    @property
    def left(self) -> int:
        """How many may still be spent."""
        return self._budget - self._spent

    def look(self, rows: Given, parameters: Given, sets: int = 1) -> None:
        """Count a look at these examples with each set of parameters, unless these were the last ones already."""
        numbers = [int(row) for row in rows]
        if (numbers, parameters) == self._last:
            return
        self._last = numbers, parameters
        self._spent += len(numbers) * sets
        self.gradients += 1
        self._looks += 1
        if len(numbers) < self.n:
            self.drawn += numbers

    def look_at(self, images: Given, parameters: Given, sets: int) -> None:
        """Count one look at images, which may have been copied from the problem's, or come from elsewhere."""
        if isinstance(images, Examples):
            self.look(np.ravel(images.rows), parameters, sets)
            return
        numbers = [self._known.get(row.tobytes(), -1) for row in np.asarray(images, dtype=float)]
        self.foreign = self.foreign or -1 in numbers
        self.look(numbers, parameters, sets)

    def look_at_all(self, sets: int) -> None:
        """Count values of the whole loss: one after each step is free."""
        self._looks -= sets
        if self._looks < 0:
            self._spent += self.n * -self._looks
            self._looks = 0

    def __repr__(self) -> str:
        return f"a meter with {self.left:,} of {self.budget:,} example-gradients left"


@dataclass(frozen=True, eq=False, repr=False)
class Metered(Model):
    """A model whose examples are metered, also where code of your own looks at them."""

    meter: Meter = field(kw_only=True)

    def __call__(self, params: Params, batch: Batch | None = None) -> Answer:
        images, labels = self.data if batch is None else batch
        params = np.asarray(params) if isinstance(params, list | tuple) else params
        numbers = _inside(params)
        sets = max(1, numbers.size // len(self.start))
        if batch is None and numbers is params:
            self.meter.look_at_all(sets)
        else:
            self.meter.look_at(images, [numbers.tobytes()], sets)
        return super().__call__(params, (plain(images), labels))


def _inside(params: Params) -> Array:
    """The numbers in parameters, whatever is attached to them."""
    while hasattr(params, "inner"):  # a Tensor, a Dual, …
        params = params.inner
    return np.asarray(params)


def metered(model: Model, budget: int) -> Metered:
    """Return the same problem with a meter."""
    meter = Meter(budget, model.data[0])
    given = {one.name: getattr(model, one.name) for one in fields(Model)}
    problem = Metered(**given | {"pure": False}, meter=meter)  # it counts, so it must not be replayed
    object.__setattr__(problem, "data", (examples(problem.data[0], meter), *problem.data[1:]))
    return problem


def task(seed: int, in_units: bool = False) -> tuple[Metered, tuple[Array, Labels]]:
    """Return the digits to train on, sorted and metered, and the images and digits to test on.

    A quarter, drawn with the seed, is kept for the test.  Those to train on are sorted by digit, as files often are.
    in_units: whether every pixel is measured in a unit of its own, from hundreds of the usual one to a third of it.

    >>> problem, (images, labels) = task(seed=0)
    >>> problem, problem.meter, len(labels)  # doctest: +NORMALIZE_WHITESPACE
    (a network 64-32-10 (tanh) on 1348 examples, 2410 parameters, a meter with 13,480 of 13,480 example-gradients left,
     449)
    """
    table = digits()
    images, test_images, labels, test_labels = train_test_split(table["image"] / 16, table["digit"], seed=seed)
    if in_units:
        units = 10 ** np.random.default_rng(seed).uniform(-2, 0.5, size=images.shape[1])
        images, test_images = images * units, test_images * units
    order = np.argsort(labels, kind="stable")
    model = mlp(images[order], labels[order], hidden=HIDDEN, loss="cross_entropy", seed=seed)
    return metered(model, EPOCHS * len(labels)), (test_images, test_labels)
