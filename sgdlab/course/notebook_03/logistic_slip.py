"""Find the slip: a model that is wrong and does not move

This code should return the gradient of the **cross-entropy**, the mean over the examples. The slip in it is easy to
miss, because from a good start it even works. But a model that begins sure and wrong stays so for thousands of steps.
Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Descend, Exercise, changed
from sgdlab.quantities import Given, Params


def gradient_by_hand(params: Params, X: Given, y: Given) -> Answer:
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y) / len(y)


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    n = int(rng.integers(4, 8))
    X = np.column_stack([rng.normal(size=n), np.ones(n)])
    return rng.normal(size=2), X, (rng.uniform(size=n) < 0.5).astype(float)


_given = changed(gradient_by_hand, {"(p - y)": "((p - y) * p * (1 - p))"})
logistic_slip = Exercise(
    "logistic_slip",
    gradient_by_hand,
    _draw,
    given=_given,
    runs=Descend("params", 1.0),
    praise="The factor p (1 − p) cancels, and a model that is sure and wrong gets a large slope, as it should.",
    mistakes=[
        lambda params, X, y: 2 * _given(params, X, y),
        "Now it is exactly the gradient of the squared error (p − y)². But the loss here is the "
        "cross-entropy, and in its derivative the factor p (1 − p) has canceled.",
        lambda params, X, y: gradient_by_hand(params, X, y) * len(y),
        "The factor is gone, and so is the mean. Divide by the number of examples.",
        lambda params, X, y: -gradient_by_hand(params, X, y),
        "The factor is gone, but the sign is turned: p − y, not y − p.",
        lambda params, X, y: 2 * gradient_by_hand(params, X, y),
        "The factor is gone, but there is a 2 now. A 2 comes from a square, and there is none here.",
        lambda params, X, y: X.T @ (X @ params - y) / len(y),
        "You compared z with y. The prediction that is compared with 0 or 1 is the probability p.",
        changed(_given, {"* p * (1 - p)": "/ (p * (1 - p))"}),
        "You moved p (1 − p) below the line. The derivative of −ln p with respect to p does have a p below, "
        "but it cancels against the sigmoid's own p (1 − p), so neither is left.",
        lambda params, X, y: X.T @ ((1 / (1 + np.exp(-X @ params)) - y) / (1 + np.exp(-X @ params))) / len(y),
        "You took out 1 − p, but left p. Both come from the derivative of the sigmoid, and both cancel.",
        lambda params, X, y: X.T @ ((1 / (1 + np.exp(-X @ params)) - y) / (1 + np.exp(X @ params))) / len(y),
        "You took out p, but left 1 − p. Both come from the derivative of the sigmoid, and both cancel.",
        lambda params, X, y: X.T @ ((X @ params > 0) - y) / len(y),
        "You compared the decision, 0 or 1, with y. The slope needs the probability, p.",
    ],
    hints=[
        "Try the code on one example with z = −10 and y = 1. The model is sure and wrong. How large is the slope?",
        "With respect to z, the derivative of the sigmoid is p (1 − p). For y = 1, the derivative of −ln p with "
        "respect to p is −1/p. Multiply the two.",
        "−1/p × p (1 − p) = p − 1 = p − y. Which factor in the given line should not be there?",
    ],
)
