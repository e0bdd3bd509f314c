"""All kinds of problems and optimizers that can be written for the page [PROBLEMS, OPTIMIZERS], small ones."""

from typing import Any

import numpy as np

import sgdlab as sl
from sgdlab.optimizers import schedules
from sgdlab.optimizers.optimizer import Optimizer
from sgdlab.optimizers.own_function import as_optimizer
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Traced
from tests.update_paths import MAKERS, SCHEDULES, schedule_settings

RNG = np.random.default_rng(4)
X, Y, CLASSES = RNG.normal(size=(12, 3)), RNG.normal(size=12), np.arange(12) % 3


def hanging(w: Traced, batch: Any) -> Traced:
    """A loss of one's own, on examples."""
    return np.mean(np.cosh(w[0] - batch[0])) + w[1] ** 2


PROBLEMS: dict[str, Problem] = {
    "one example": sl.linear_regression(X[:1, :1], Y[:1]),
    "line": sl.linear_regression(X[:10, :1], Y[:10]),
    "plane": sl.linear_regression(X, Y, intercept=False),
    "two classes": sl.logistic_regression(X[:, :2], CLASSES > 0),
    "two classes, penalized": sl.logistic_regression(X, CLASSES > 1, l2=0.1, intercept=False),
    "three classes": sl.softmax_regression(X[:, :2], CLASSES, l2=0.01),
    "network": sl.mlp(X[:, :2], Y, (3,)),
    "network of two layers": sl.mlp(X[:, :1], CLASSES, (3, 2), "sigmoid", loss="cross_entropy"),
    "network with kinks": sl.mlp(X[:, :2], CLASSES > 0, (4,), "relu", loss="cross_entropy"),
    "quadratic": sl.quadratic([1.0, 4.0, 9.0]),
    "ravine": sl.ravine(),
    "saddle": sl.saddle(),
    "Rosenbrock": sl.rosenbrock(),
    "Rosenbrock of 4": sl.rosenbrock(4),
    "Himmelblau": sl.himmelblau(),
    "Beale": sl.beale(),
    "Rastrigin": sl.rastrigin(),
    "your own": sl.Problem(hanging, (np.array([0.5, 1.0, 3.0]),), start=[0.0, 1.0], title="hanging"),
}


class Averaged:
    """An optimizer of one's own, with a state."""

    def init(self, params: Array) -> tuple[int, Array]:
        """Return how many gradients there were, and their average."""
        return 0, np.zeros_like(params)

    def update(self, gradient: Traced, state: Any, params: Traced) -> tuple[Traced, Any]:
        """Return a step along the average, and the next state."""
        count, mean = state
        mean = mean + (gradient - mean) / (count + 1)
        return -0.05 * mean, (count + 1, mean)


def signs(gradient: Traced, params: Traced) -> Traced:
    """A rule of one's own."""
    size = np.minimum(np.abs(gradient), np.maximum(np.abs(params), 0.1))  # 0 for a gradient of 0, or rounding moves it
    return -0.01 * np.sign(gradient) * size


OPTIMIZERS: dict[str, Optimizer] = {
    "gradient descent": sl.gradient_descent(0.1, momentum=0.9),
    "Nesterov": sl.gradient_descent(0.1, momentum=0.9, nesterov=True),
    "Adagrad": sl.adagrad(0.1),
    "RMSprop": sl.rmsprop(0.01, momentum=0.5),
    "Adam": sl.adam(0.05),
    "AMSGrad": sl.adam(0.05, amsgrad=True),
    "AdamW": sl.adamw(0.05),
    "Newton": sl.newton(damping=1.0),
    "clipped norm": sl.clip_norm(sl.gradient_descent(0.1), 1.0),
    "clipped value": sl.clip_value(sl.gradient_descent(0.1), 0.5),
    "weight decay": sl.weight_decay(sl.adam(0.05), 0.1),
    "warm cosine": sl.adam(schedules.warm_up(schedules.cosine(0.1, steps=20), steps=5)),
    "signs": as_optimizer(signs),
    "averaged": Averaged(),
}
OPTIMIZERS |= {make.__name__: make(0.05) for make in MAKERS if make not in {type(one) for one in OPTIMIZERS.values()}}
OPTIMIZERS |= {kind.__name__: sl.gradient_descent(kind(**schedule_settings(kind))) for kind in SCHEDULES}
