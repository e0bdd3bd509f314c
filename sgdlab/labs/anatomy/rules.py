"""The optimizers that the anatomy takes apart [RULES]."""

from collections.abc import Callable
from typing import NamedTuple

from sgdlab.optimizers import adagrad, adam, adamw, gradient_descent, rmsprop
from sgdlab.optimizers.optimizer import LearningRate, Optimizer

DECAY = 0.1  # of AdamW
BETAS = ("beta1", "beta2")


class Anatomy(NamedTuple):
    """An optimizer from (learning rate, beta1, beta2), and the places of its averages in its state; None without one.

    corrected: whether both averages are divided by 1 - beta^t;  sums: whether it adds the squares up instead;  takes:
    the names that it has for beta1 and beta2, None for the one that it does not have.
    """

    make: Callable[[LearningRate, float, float], Optimizer]
    mean: int | None = None
    square: int | None = None
    corrected: bool = False
    sums: bool = False
    takes: tuple[str | None, str | None] = (None, None)

    @property
    def follows(self) -> str:
        """What its mean is: an average of gradients, or a velocity, which adds them up and can be much longer."""
        return "velocity" if self.mean is not None and not self.corrected else "average"


RULES = {
    "gradient descent": Anatomy(lambda rate, one, two: gradient_descent(rate)),
    "momentum": Anatomy(lambda rate, one, two: gradient_descent(rate, momentum=one), mean=1, takes=("momentum", None)),
    "AdaGrad": Anatomy(lambda rate, one, two: adagrad(rate), square=1, sums=True),
    "RMSProp": Anatomy(lambda rate, one, two: rmsprop(rate, rho=two), square=1, takes=(None, "rho")),
    "Adam": Anatomy(lambda rate, one, two: adam(rate, one, two), 1, 2, True, takes=BETAS),
    "AMSGrad": Anatomy(lambda rate, one, two: adam(rate, one, two, amsgrad=True), 1, 3, True, takes=BETAS),
    "AdamW": Anatomy(lambda rate, one, two: adamw(rate, one, two, weight_decay=DECAY), 1, 2, True, takes=BETAS),
}
