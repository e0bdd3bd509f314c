"""Which examples: the only place where "stochastic" comes from.

- every example in every step                              [full_batch]
- a few, drawn again in every epoch                        [minibatch]
- a single one                                             [one_at_a_time]

A batch rule is a callable `(n, rng) -> iterator over one epoch's index arrays`, and any function of that form will do.
If it has an attribute `words`, a run's recipe shows that text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import given, whole
from sgdlab.part import Flag, Part, uncalled
from sgdlab.quantities import Indices

__all__ = ["full_batch", "minibatch", "one_at_a_time"]

Size: TypeAlias = Annotated[int, partial(whole, also=", such as minibatch(8)")]
EXAMPLES = ": the number of examples, given before the generator"
BatchRule: TypeAlias = Callable[[int, np.random.Generator], Iterator[ArrayLike]]


@dataclass(frozen=True, repr=False)
class FullBatch(Part):
    """Every example in every step, as in plain gradient descent.

    Formula: B = {0, …, n-1}; one step is one epoch, and the generator is not used.

    >>> [batch.tolist() for batch in full_batch(3, np.random.default_rng(0))]
    [[0, 1, 2]]
    """

    name: ClassVar[str] = "full_batch"
    words: ClassVar[str] = "the full batch"
    stochastic: ClassVar[bool] = False

    @uncalled
    def __call__(self, n: int, rng: np.random.Generator) -> Iterator[Indices]:
        """Yield the batches of one epoch, each as the numbers of its examples."""
        yield np.arange(whole(n, "n", also=EXAMPLES))


@dataclass(frozen=True, repr=False)
class minibatch(Part):
    """Batches of `size` examples, drawn again in every epoch; `one_at_a_time` has size 1.

    Formula: without replacement, each epoch is a random permutation of the n examples, cut into pieces of `size`
    (if `size` does not divide n, the last one is shorter, or left out with `drop_last=True`); with replacement,
    each epoch is as many batches of independent uniform draws, all of full size: ceil(n / size), or floor(n / size)
    with `drop_last=True`.

    Errors: a size that is not a whole number of at least 1; a size above n, which shows when the batches are drawn.

    Source: Bottou, Curtis, Nocedal, "Optimization Methods for Large-Scale Machine Learning", 2018, section 3.

    >>> [batch.tolist() for batch in minibatch(2)(5, np.random.default_rng(0))]
    [[2, 4], [3, 0], [1]]
    """

    size: Size
    replace: Flag = False
    drop_last: Flag = False
    stochastic: ClassVar[bool] = True

    @property
    def words(self) -> str:
        base = "one example at a time" if self.size == 1 else f"mini-batches of {self.size}"
        return base + (", drawn with replacement" if self.replace else "")

    @uncalled
    def __call__(self, n: int, rng: np.random.Generator) -> Iterator[Indices]:
        """Yield the batches of one epoch, each as the numbers of its examples."""
        order = self.order(n, rng)
        for first in range(0, len(order), self.size):
            yield order[first : first + self.size]

    def order(self, n: int, rng: np.random.Generator) -> Indices:
        """Return the examples of an epoch in the order in which they come, all batches in one array."""
        if self.size > whole(n, "n", also=EXAMPLES):
            raise ValueError(f"minibatch({self.size}) asks for {self.size} of {n} examples: use 1 to {n} or full_batch")
        if not isinstance(rng, np.random.Generator):
            raise TypeError(f"rng is a random generator, such as np.random.default_rng(0); got {given(rng)}")
        per_epoch = n // self.size if self.drop_last else -(-n // self.size)
        examples = per_epoch * self.size
        order = rng.integers(n, size=examples) if self.replace else rng.permutation(n)[:examples]
        return order.astype(np.intp, copy=False)  # the size that this machine indexes with: 32 bits in a browser


full_batch = FullBatch()
one_at_a_time = minibatch(1)
