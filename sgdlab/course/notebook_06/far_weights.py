"""Write: the gradient of weights far from the output

A network has one hidden layer: `a = tanh(X @ W1 + b1)`, outputs `a @ W2 + b2`. You are given the inputs `X`
(examples, inputs), the hidden units `a` (examples, hidden), `W2` (hidden, outputs), and the error gradient of the
outputs, `error` (examples, outputs), in which the mean over the examples is already taken. Return the gradient of
`W1`.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise
from sgdlab.quantities import Array, Given, Traced


def first_gradient(X: Given, a: Traced, W2: Array, error: Array) -> Answer:
    hidden_error = (error @ W2.T) * (1 - a**2)  # back through the second layer, then through the tanh
    return X.T @ hidden_error


def _one_by_one(X: Given, a: Traced, W2: Array, error: Array) -> Answer:
    gradient = np.zeros((X.shape[1], a.shape[1]))
    for k in range(len(X)):
        gradient += np.outer(X[k], W2 @ error[k] * (1 - a[k] ** 2))
    return gradient


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    n, hidden, outputs = int(rng.integers(2, 5)), int(rng.integers(4, 6)), 3
    X, W2 = rng.normal(size=(n, 2)), rng.normal(size=(hidden, outputs))
    return X, np.tanh(rng.normal(size=(n, hidden))), W2, rng.normal(size=(n, outputs)) / n


far_weights = Exercise(
    "far_weights",
    first_gradient,
    _draw,
    by_hand=True,
    also=[_one_by_one],
    praise="Back through the weights, back through the bend, times what came in: that is all there is to backprop in "
    "a network.",
    mistakes=[
        lambda X, a, W2, error: X.T @ (error @ W2.T),
        "You went back through the second layer, but not through the tanh: multiply by its slope, 1 − a².",
        lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 - np.tanh(a) ** 2)),
        "You applied the tanh twice: a is already the tanh of the sums, so its slope is 1 − a², not 1 − tanh(a)².",
        lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 - a)),
        "You took 1 − a for the slope of the tanh. It is 1 − a².",
        lambda X, a, W2, error: X.T @ ((error @ W2.T) * a * (1 - a)),
        "a (1 − a) is the slope of a sigmoid. These units are tanh: 1 − a².",
        lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 - a**2)) / len(X),
        "You divided by the number of examples. The mean is already in `error`.",
        lambda X, a, W2, error: (error @ W2.T) * (1 - a**2),
        "That is the error gradient of the hidden units, one for each example. The weights' gradient is one step "
        "further: X.T @ …, with what came into them.",
        lambda X, a, W2, error: ((error @ W2.T) * (1 - a**2)).sum(axis=0),
        "That is the gradient of b1, the biases. A weight's error is also multiplied by what came in: X.T @ ….",
        lambda X, a, W2, error: first_gradient(X, a, W2, error).T,
        "Your table is transposed. W1 is (inputs, hidden units), and its gradient has the same shape.",
        lambda X, a, W2, error: a.T @ error,
        "That is the gradient of W2, the weights next to the output. W1 lies one layer further back.",
        lambda X, a, W2, error: X.T @ ((error @ W2.T) * a),
        "You multiplied by a, the value of the unit. On the way back it is the slope of the tanh that counts: 1 − a².",
        lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 + a**2)),
        "The slope of the tanh is 1 − a², with a minus.",
        lambda X, a, W2, error: X.T @ ((error @ W2.T) * a**2),
        "You took a² for the slope of the tanh. It is 1 − a².",
    ],
    hints=[
        "Two steps back, then one product: through W2, through the tanh, and with X.",
        "`error` is (examples, outputs). The hidden units need (examples, hidden): which product with W2 gives that?",
        "hidden_error = (error @ W2.T) * (1 - a**2). The gradient is X.T @ hidden_error.",
    ],
)
