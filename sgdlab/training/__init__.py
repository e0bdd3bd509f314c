"""The loop in which the parts meet.

- batches, gradient method and optimizer, step by step      [train]
- the pair of parts called stochastic gradient descent     [sgd]
"""

from sgdlab.training.train import sgd, train

__all__ = ["sgd", "train"]
