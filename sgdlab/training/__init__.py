"""The loop in which the parts meet.

- batches, gradient method and optimizer, step by step      [train]
- the pair of parts called stochastic gradient descent      [sgd]
- all of it as one plain NumPy function                     [program]
"""

from sgdlab.training.program import program
from sgdlab.training.shorthand import sgd
from sgdlab.training.train import train

__all__ = ["program", "sgd", "train"]
