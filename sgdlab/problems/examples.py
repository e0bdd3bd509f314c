"""Problems on the package's own data that several labs and notebooks use.

- a line through 123 penguins                               [penguin_line]
- a classifier for two species of penguins                 [penguin_species]
"""

from functools import cache

from sgdlab.data import penguins, standardize
from sgdlab.problems.problem import Problem
from sgdlab.problems.regression import linear_regression, logistic_regression


@cache
def penguin_line() -> Problem:
    """Return the linear regression of body mass (kg) on flipper length (cm above 20) for 123 Gentoo penguins.

    >>> penguin_line()
    linear regression on 123 examples, 2 parameters
    """
    gentoo = penguins().where(species="Gentoo")
    return linear_regression((gentoo["flipper_length_mm",] - 200) / 10, gentoo["body_mass_g"] / 1000)


@cache
def penguin_species() -> Problem:
    """Return the logistic regression that tells Adelie from Gentoo penguins by bill length and body mass (some l2).

    >>> penguin_species()
    logistic regression on 274 examples, 3 parameters
    """
    table = penguins()
    two = table["species"] != "Chinstrap"
    X = standardize(table["bill_length_mm", "body_mass_g"][two])
    return logistic_regression(X, table["species"][two] == "Gentoo", l2=0.01)
