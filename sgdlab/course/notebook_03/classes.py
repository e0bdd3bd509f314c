"""Notebook 03: predict a cross-entropy [constant_guess], and find the slip in a gradient [logistic_slip]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def loss_of_guess(p: float, ones: int, zeros: int) -> Any:
    return -(ones * np.log(p) + zeros * np.log(1 - p)) / (ones + zeros)


def _draw_guess(rng: np.random.Generator) -> tuple[float, int, int]:
    ones, zeros = rng.choice(np.arange(5, 60), size=2, replace=False)
    return float(rng.uniform(0.55, 0.95)), int(ones), int(zeros)


constant_guess = Exercise(
    "constant_guess",
    loss_of_guess,
    _draw_guess,
    praise="Every example pays minus the logarithm of what its own class was given. For p = 1/2 that is ln 2, always.",
    mistakes=[
        Mistake(
            lambda p, ones, zeros: -ones * np.log(p) / (ones + zeros),
            "The examples of class 0 are missing. They were given the probability 1 − p, and pay for it as well.",
        ),
        Mistake(
            lambda p, ones, zeros: -np.log(p),
            "You let every example pay −ln p. Those of class 0 were given 1 − p, so they pay −ln(1 − p).",
        ),
        Mistake(
            lambda p, ones, zeros: -(ones * np.log(p) + zeros * np.log(1 - p)),
            "That is the sum. The loss is the mean over all examples of both classes.",
        ),
        Mistake(
            lambda p, ones, zeros: (ones * np.log(p) + zeros * np.log(1 - p)) / (ones + zeros),
            "The sign is turned. The logarithm of a probability is negative; the loss is minus that.",
        ),
        Mistake(
            lambda p, ones, zeros: loss_of_guess(p, ones, zeros) / np.log(2),
            "You used the logarithm to base 2, and got the loss in bits. Here it is the natural one, np.log.",
        ),
        Mistake(
            lambda p, ones, zeros: (ones * (1 - p) + zeros * p) / (ones + zeros),
            "That is the mean distance between p and the truth. Cross-entropy takes minus the logarithm of the "
            "probability that was given to what happened.",
        ),
        Mistake(
            lambda p, ones, zeros: zeros / (ones + zeros),
            "That is the share of wrong decisions. Cross-entropy also asks how sure the model was.",
        ),
        Mistake(
            lambda p, ones, zeros: np.log(2),
            "ln 2 is the loss of a model that says 1/2 to everything. This one says p.",
        ),
    ],
    hints=[
        "Take one example of class 1. The model gave its class the probability p. What does it pay?",
        "It pays −ln p. An example of class 0 pays −ln(1 − p).",
        "There are `ones` of the first and `zeros` of the second kind. Take the mean.",
    ],
)


def gradient_by_hand(params: Any, X: Any, y: Any) -> Any:
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ (p - y) / len(y)


def _given_gradient(params: Any, X: Any, y: Any) -> Any:
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ ((p - y) * p * (1 - p)) / len(y)


def _of_the_sum(params: Any, X: Any, y: Any) -> Any:
    return gradient_by_hand(params, X, y) * len(y)


def _uphill(params: Any, X: Any, y: Any) -> Any:
    return -gradient_by_hand(params, X, y)


def _twice(params: Any, X: Any, y: Any) -> Any:
    return 2 * gradient_by_hand(params, X, y)


def _squared_error(params: Any, X: Any, y: Any) -> Any:
    return 2 * _given_gradient(params, X, y)


def _of_z(params: Any, X: Any, y: Any) -> Any:
    return X.T @ (X @ params - y) / len(y)


def _divided(params: Any, X: Any, y: Any) -> Any:
    p = 1 / (1 + np.exp(-(X @ params)))
    return X.T @ ((p - y) / (p * (1 - p))) / len(y)


def _draw_classes(rng: np.random.Generator) -> tuple[Any, ...]:
    n = int(rng.integers(6, 12))
    X = np.column_stack([rng.normal(size=n), np.ones(n)])
    return rng.normal(size=2), X, (rng.uniform(size=n) < 0.5).astype(float)


logistic_slip = Exercise(
    "logistic_slip",
    gradient_by_hand,
    _draw_classes,
    given=_given_gradient,
    praise="The factor p (1 − p) cancels, and a model that is sure and wrong gets a large slope, as it should.",
    mistakes=[
        Mistake(
            _squared_error,
            "Now it is the gradient of the squared error (p − y)², whole. The loss here is the cross-entropy, whose "
            "derivative has no factor p (1 − p) left.",
        ),
        Mistake(_of_the_sum, "The factor is gone, and so is the mean. Divide by the number of examples."),
        Mistake(_uphill, "The factor is gone, but the sign is turned: p − y, not y − p."),
        Mistake(_twice, "The factor is gone, but a 2 has come in. That one belongs to squares; here is none."),
        Mistake(
            _of_z,
            "You compared z with y. The prediction that is compared with 0 or 1 is the probability p.",
        ),
        Mistake(
            _divided,
            "You moved p (1 − p) below the line. The derivative of −ln p by p does have a p below, and it cancels "
            "against the sigmoid's own p (1 − p): neither is left.",
        ),
    ],
    hints=[
        "Try the code on one example with z = −10 and y = 1. The model is sure and wrong. How large is the slope?",
        "By z, the derivative of the sigmoid is p (1 − p), and for y = 1 the derivative of −ln p by p is −1/p. "
        "Multiply the two.",
        "−1/p × p (1 − p) = p − 1 = p − y. What is too much in the given line?",
    ],
)
