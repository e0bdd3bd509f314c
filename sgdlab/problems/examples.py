"""Problems on the package's own data that several labs and notebooks use."""

from functools import cache

import numpy as np

from sgdlab.autodiff import mean_squared_error
from sgdlab.data import penguins, standardize
from sgdlab.problems.model import Model
from sgdlab.problems.problem import Problem
from sgdlab.problems.regression import linear_regression, logistic_regression
from sgdlab.quantities import Array, Batch, LossValue, Params


def _line(above: int) -> Model:
    gentoo = penguins().where(species="Gentoo")
    return linear_regression((gentoo["flipper_length_mm",] - above) / 10, gentoo["body_mass_g"] / 1000)


@cache
def penguin_line() -> Model:
    """Return the linear regression of body mass (kg) on flipper length (cm above 20) for 123 Gentoo penguins."""
    return _line(200)


@cache
def penguin_species() -> Problem:
    """Return the logistic regression that tells Adelie from Gentoo penguins by bill length and body mass (some l2)."""
    table = penguins()
    two = table["species"] != "Chinstrap"
    X = standardize(table["bill_length_mm", "body_mass_g"][two])
    return logistic_regression(X, table["species"][two] == "Gentoo", l2=0.01)


@cache
def badly_scaled_line() -> Problem:
    """Return the same line with flippers in cm above 18: slope and level then trade off along a narrow valley.

    The curvatures differ by a factor of 555, instead of 44 for `penguin_line`.

    >>> [round(line.curvature[1] / line.curvature[0]) for line in (badly_scaled_line(), penguin_line())]
    [555, 44]
    """
    return _line(180)


@cache
def two_weights() -> Model:
    """Return a network of two weights, whose loss has two minima and a saddle point between them.

    Formula: L(w, v) = mean_i (v tanh(w x_i) - y_i)^2, on 60 numbers x from -3 to 3 and y = 1.5 tanh(x) + noise of 0.3.

    (w, v) and (-w, -v) compute the same, so the loss is symmetric.  At (0, 0) the gradient of every single example is
    0, because each weight's gradient has the other weight as a factor.

    >>> net = two_weights()
    >>> float(net([1.0, 1.5])) == float(net([-1.0, -1.5])), net.names
    (True, ('w', 'v'))
    """
    x = np.linspace(-3, 3, 60)
    y = 1.5 * np.tanh(x) + 0.3 * np.random.default_rng(0).normal(size=60)

    def outputs(params: Params, X: Array) -> LossValue:
        return params[..., 1:] * np.tanh(params[..., :1] * X[..., 0])

    def loss(params: Params, batch: Batch) -> LossValue:
        return mean_squared_error(outputs(params, batch[0]), batch[1])

    return Model(
        loss,
        (x[:, None], y),
        start=[0.3, -0.2],
        vectorized=True,
        pure=True,
        names=("w", "v"),
        title="a network of two weights on 60 examples",
        formula=outputs,
        shapes={"w": (), "v": ()},
    )
