"""What to minimize: a loss over one flat vector of parameters, with its data.

- your own loss as a problem                                [Problem]
- a bowl with chosen curvatures, a ravine, a saddle         [quadratic, ravine, saddle]
- test surfaces with names                                  [rosenbrock, himmelblau, beale, rastrigin]
- examples for a surface that has none                      [with_examples]
- a line or plane through the data, by squared error        [linear_regression]
- the probability of a class, by cross-entropy              [logistic_regression, softmax_regression]
- a network with hidden layers                              [mlp]
- what these three lines make, which also predicts          [Model]

A loss is `loss(params, batch) -> value`, the mean over the batch.  The losses of sgdlab take parameters of shape
(..., P), so that one call evaluates a whole surface or trains an ensemble.
"""

from sgdlab.problems.model import Model
from sgdlab.problems.networks import mlp
from sgdlab.problems.problem import Problem
from sgdlab.problems.regression import linear_regression, logistic_regression
from sgdlab.problems.softmax import softmax_regression
from sgdlab.problems.surfaces import beale, himmelblau, quadratic, rastrigin, ravine, rosenbrock, saddle
from sgdlab.problems.tilted import with_examples

__all__ = [
    "Model",
    "Problem",
    "beale",
    "himmelblau",
    "linear_regression",
    "logistic_regression",
    "mlp",
    "quadratic",
    "rastrigin",
    "ravine",
    "rosenbrock",
    "saddle",
    "softmax_regression",
    "with_examples",
]
