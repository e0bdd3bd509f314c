"""Both parts of stochastic gradient descent in a word [sgd]."""

from __future__ import annotations

from typing import TypedDict

from sgdlab.batches import minibatch
from sgdlab.optimizers import gradient_descent
from sgdlab.optimizers.optimizer import LearningRate, Setting


class Pair(TypedDict):
    """Two arguments of `train`."""

    batches: minibatch
    optimizer: gradient_descent


def sgd(learning_rate: LearningRate, batch_size: int, momentum: Setting = 0.0) -> Pair:
    """Return the two parts that make up stochastic gradient descent: batches *and* an optimizer.

    Formula: {"batches": minibatch(batch_size), "optimizer": gradient_descent(learning_rate, momentum)}.

    Source: Robbins, Monro, "A stochastic approximation method", 1951.

    >>> sgd(0.1, batch_size=8)["batches"]
    minibatch(8)
    """
    return {"batches": minibatch(batch_size), "optimizer": gradient_descent(learning_rate, momentum)}
