"""What scikit-learn finds: the minima of logistic and of linear regression, on the penguins."""

import numpy as np
import pytest

import sgdlab as sl

pytestmark = [pytest.mark.slow, pytest.mark.oracle]


@pytest.fixture
def linear_model():
    reason = "scikit-learn, the oracle of minima, is not installed"
    return pytest.importorskip("sklearn.linear_model", reason=reason)


@pytest.mark.parametrize("l2", [0.0, 1e-3, 3.0])
@pytest.mark.parametrize("intercept", [True, False])
def test_the_minimum_of_logistic_regression(linear_model, l2, intercept):
    """scikit-learn minimizes C times the summed cross-entropy plus half of |w|^2, so C is 1 / (n l2)."""
    birds = sl.penguins()
    two = birds["species"] != "Gentoo"  # Adelie and Chinstrap overlap in these two: there is a minimum without l2
    features = sl.standardize(birds["bill_depth_mm", "flipper_length_mm"][two])
    labels = (birds["species"][two] == "Chinstrap").astype(float)
    strength = 1 / (len(labels) * l2) if l2 else np.inf
    model = linear_model.LogisticRegression(C=strength, tol=1e-10, max_iter=10_000, fit_intercept=intercept)
    model.fit(features, labels)
    theirs = [*model.coef_[0], *(model.intercept_ if intercept else [])]
    problem = sl.logistic_regression(features, labels, l2=l2, intercept=intercept)
    np.testing.assert_allclose(problem.minimum, theirs, rtol=1e-5, atol=1e-5)
    if l2 == 3.0:
        run = sl.train(problem, optimizer=sl.gradient_descent(0.3), steps=500)
        np.testing.assert_allclose(run.final, theirs, rtol=1e-5, atol=1e-5)


def test_the_minimum_of_linear_regression(linear_model):
    birds = sl.penguins()
    bills, mass = birds["bill_length_mm", "bill_depth_mm"], birds["body_mass_g",][:, 0] / 1000
    model = linear_model.LinearRegression().fit(bills, mass)
    minimum = sl.linear_regression(bills, mass).minimum
    np.testing.assert_allclose(minimum, [*model.coef_, model.intercept_], rtol=1e-10, atol=1e-10)
