"""Find the slip: a model that is wrong and does not move

This is meant to be the gradient of the **cross-entropy**, the mean over the examples. It has been found in programs,
and it even works when the start is good. But a model that begins sure and wrong stays so for thousands of steps. Fix
it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Given, Params


def gradient_by_hand(params: Params, X: Given, y: Given) -> Answer:
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y) / len(y)


def _given(params: Params, X: Given, y: Given) -> Answer:
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ ((p - y) * p * (1 - p)) / len(y)


def _of_the_sum(params: Params, X: Given, y: Given) -> Answer:
    return gradient_by_hand(params, X, y) * len(y)


def _uphill(params: Params, X: Given, y: Given) -> Answer:
    return -gradient_by_hand(params, X, y)


def _twice(params: Params, X: Given, y: Given) -> Answer:
    return 2 * gradient_by_hand(params, X, y)


def _squared_error(params: Params, X: Given, y: Given) -> Answer:
    return 2 * _given(params, X, y)


def _of_z(params: Params, X: Given, y: Given) -> Answer:
    return X.T @ (X @ params - y) / len(y)


def _divided(params: Params, X: Given, y: Given) -> Answer:
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ ((p - y) / (p * (1 - p))) / len(y)


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    n = int(rng.integers(6, 12))
    X = np.column_stack([rng.normal(size=n), np.ones(n)])
    return rng.normal(size=2), X, (rng.uniform(size=n) < 0.5).astype(float)


logistic_slip = Exercise(
    "logistic_slip",
    gradient_by_hand,
    _draw,
    given=_given,
    praise="The factor p (1 − p) cancels, and a model that is sure and wrong gets a large slope, as it should.",
    mistakes=[
        Mistake(
            _squared_error,
            "Now it is exactly the gradient of the squared error (p − y)². But the loss here is the "
            "cross-entropy, and in its derivative the factor p (1 − p) has canceled.",
        ),
        Mistake(_of_the_sum, "The factor is gone, and so is the mean. Divide by the number of examples."),
        Mistake(_uphill, "The factor is gone, but the sign is turned: p − y, not y − p."),
        Mistake(_twice, "The factor is gone, but there is a 2 now. A 2 comes from a square, and there is none here."),
        Mistake(
            _of_z,
            "You compared z with y. The prediction that is compared with 0 or 1 is the probability p.",
        ),
        Mistake(
            _divided,
            "You moved p (1 − p) below the line. The derivative of −ln p with respect to p does have a p below, "
            "but it cancels against the sigmoid's own p (1 − p), so neither is left.",
        ),
    ],
    hints=[
        "Try the code on one example with z = −10 and y = 1. The model is sure and wrong. How large is the slope?",
        "With respect to z, the derivative of the sigmoid is p (1 − p). For y = 1, the derivative of −ln p with "
        "respect to p is −1/p. Multiply the two.",
        "−1/p × p (1 − p) = p − 1 = p − y. Which factor in the given line should not be there?",
    ],
)
