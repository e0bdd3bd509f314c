"""Which examples: the only place where "stochastic" comes from.

- every example in every step                              [full_batch]
- a few, drawn anew                                        [minibatch]
- a single one                                             [one_at_a_time]

A batch rule is a callable `(n, rng) -> iterator over one epoch's index arrays`.  Any function of that form
is one; a line of `words` on it is optional and goes into the recipe of a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sgdlab.checks import whole
from sgdlab.part import Flag, Part

Size: TypeAlias = Annotated[int, partial(whole, also=", such as minibatch(8)")]
Indices: TypeAlias = NDArray[np.intp]
BatchRule: TypeAlias = Callable[[int, np.random.Generator], Iterator[Indices]]


@dataclass(frozen=True, repr=False)
class FullBatch(Part):
    """Every example in every step: plain gradient descent's choice.

    Formula: B = {0, …, n-1}; one step is one epoch, and the generator is never asked.

    >>> [batch.tolist() for batch in full_batch(3, np.random.default_rng(0))]
    [[0, 1, 2]]
    """

    name: ClassVar[str] = "full_batch"
    words: ClassVar[str] = "the full batch"
    stochastic: ClassVar[bool] = False

    def __call__(self, n: int, rng: np.random.Generator) -> Iterator[Indices]:
        yield np.arange(n)


@dataclass(frozen=True, repr=False)
class minibatch(Part):
    """Batches of `size` examples, drawn anew each epoch; `one_at_a_time` is the size 1.

    Formula: without replacement, one random permutation of the n examples an epoch, cut into pieces of `size`
    (the last one is shorter where `size` does not divide n, or left out with `drop_last=True`); with
    replacement, ceil(n / size) batches of independent uniform draws, all of full size.

    Errors: a size that is not a whole number of at least 1 at once; one above n when the batches are drawn.

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
        """The rule in the recipe of a run."""
        base = "one example at a time" if self.size == 1 else f"mini-batches of {self.size}"
        return base + (", drawn with replacement" if self.replace else "")

    def __call__(self, n: int, rng: np.random.Generator) -> Iterator[Indices]:
        if self.size > n:
            raise ValueError(
                f"a batch of {self.size} out of {n} examples: the size may be 1 to {n}; full_batch takes them all"
            )
        per_epoch = n // self.size if self.drop_last else -(-n // self.size)
        order = rng.integers(n, size=per_epoch * self.size) if self.replace else rng.permutation(n)
        for k in range(per_epoch):
            yield order[k * self.size : (k + 1) * self.size]


full_batch = FullBatch()
one_at_a_time = minibatch(1)
