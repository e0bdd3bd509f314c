"""Notebook 06: write the gradient of weights far from the output [far_weights], mend a loop [leftover_slip]."""

from typing import Any

import numpy as np

from sgdlab.course.exercises import Exercise, Mistake


def first_gradient(X: Any, a: Any, W2: Any, error: Any) -> Any:
    hidden_error = (error @ W2.T) * (1 - a**2)  # back through the second layer, then through the tanh
    return X.T @ hidden_error


def _draw_layers(rng: np.random.Generator) -> tuple[Any, ...]:
    n, hidden, outputs = int(rng.integers(4, 8)), int(rng.integers(4, 7)), 3
    X, W2 = rng.normal(size=(n, 2)), rng.normal(size=(hidden, outputs))
    return X, np.tanh(rng.normal(size=(n, hidden))), W2, rng.normal(size=(n, outputs)) / n


def _bend_again(X: Any, a: Any, W2: Any, error: Any) -> Any:
    return X.T @ ((error @ W2.T) * (1 - np.tanh(a) ** 2))


far_weights = Exercise(
    "far_weights",
    first_gradient,
    _draw_layers,
    praise="Back through the weights, back through the bend, times what came in: that is all of backprop in a network.",
    mistakes=[
        Mistake(
            lambda X, a, W2, error: X.T @ (error @ W2.T),
            "You went back through the second layer, but not through the tanh: multiply by its slope, 1 − a².",
        ),
        Mistake(
            _bend_again,
            "You bent twice: a is already the tanh of the sums, so its slope is 1 − a², not 1 − tanh(a)².",
        ),
        Mistake(
            lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 - a)),
            "You took 1 − a for the slope of the tanh. It is 1 − a².",
        ),
        Mistake(
            lambda X, a, W2, error: X.T @ ((error @ W2.T) * a * (1 - a)),
            "a (1 − a) is the slope of a sigmoid. These units are tanh: 1 − a².",
        ),
        Mistake(
            lambda X, a, W2, error: X.T @ ((error @ W2.T) * (1 - a**2)) / len(X),
            "You divided by the number of examples. The mean is already in `error`.",
        ),
        Mistake(
            lambda X, a, W2, error: (error @ W2.T) * (1 - a**2),
            "That is the error gradient of the hidden units, one for each example. The weights' gradient is one step "
            "further: X.T @ …, with what came into them.",
        ),
        Mistake(
            lambda X, a, W2, error: first_gradient(X, a, W2, error).T,
            "Your table lies on its side. W1 is (inputs, hidden units), and its gradient has the same shape.",
        ),
        Mistake(
            lambda X, a, W2, error: a.T @ error,
            "That is the gradient of W2, the weights next to the output. W1 lies one layer further back.",
        ),
    ],
    hints=[
        "Two steps back, then one product: through W2, through the tanh, and with X.",
        "`error` is (examples, outputs). The hidden units need (examples, hidden): which product with W2 gives that?",
        "hidden_error = (error @ W2.T) * (1 - a**2). The gradient is X.T @ hidden_error.",
    ],
)


def train(w: Any, gradient_of: Any, learning_rate: float, steps: int) -> Any:
    for _ in range(steps):
        gradient = gradient_of(w)  # of these parameters, and of nothing else
        w = w - learning_rate * gradient
    return w


def _given_train(w: Any, gradient_of: Any, learning_rate: float, steps: int) -> Any:
    gradient = np.zeros(len(w))
    for _ in range(steps):
        gradient = gradient + gradient_of(w)
        w = w - learning_rate * gradient
    return w


def _once_for_all(w: Any, gradient_of: Any, learning_rate: float, steps: int) -> Any:
    return w - learning_rate * steps * gradient_of(w)


def _mean_of_all(w: Any, gradient_of: Any, learning_rate: float, steps: int) -> Any:
    total = np.zeros(len(w))
    for k in range(steps):
        total = total + gradient_of(w)
        w = w - learning_rate * total / (k + 1)
    return w


def _cleared_too_early(w: Any, gradient_of: Any, learning_rate: float, steps: int) -> Any:
    return w


def _one_step(w: Any, gradient_of: Any, learning_rate: float, steps: int) -> Any:
    return train(w, gradient_of, learning_rate, 1)


def _two_in_hand(w: Any, gradient_of: Any, learning_rate: float, steps: int) -> Any:
    return train(w, lambda at: 2 * gradient_of(at), learning_rate, steps)


class _Slopes:
    """The gradient of a bowl that is steeper in some directions than in others."""

    def __init__(self, curvatures: Any, lowest: Any) -> None:
        self.curvatures, self.lowest = curvatures, lowest

    def __call__(self, w: Any) -> Any:
        return self.curvatures * (w - self.lowest)

    def __repr__(self) -> str:
        return "the gradient of a bowl"


def _draw_run(rng: np.random.Generator) -> tuple[Any, ...]:
    slopes = _Slopes(rng.uniform(0.5, 2, size=3), rng.normal(size=3))
    return rng.normal(size=3), slopes, float(rng.uniform(0.1, 0.3)), int(rng.integers(3, 8))


leftover_slip = Exercise(
    "leftover_slip",
    train,
    _draw_run,
    given=_given_train,
    praise="A gradient belongs to the parameters at which it was computed. After the update it is out of date.",
    mistakes=[
        Mistake(
            _once_for_all,
            "You took the gradient once, before the loop. It belongs to the first parameters; after each update a new "
            "one is needed.",
        ),
        Mistake(
            _mean_of_all,
            "You averaged over all gradients so far. The old ones belong to parameters that are gone.",
        ),
        Mistake(
            _cleared_too_early,
            "Nothing moves: the gradient is cleared between backward and update. Clear it before backward.",
        ),
        Mistake(_one_step, "You stopped after one step. Is the `return` inside the loop?"),
        Mistake(
            _two_in_hand,
            "Every gradient is counted twice. Compute it once in each round, and use it as it is.",
        ),
    ],
    hints=[
        "Print the gradient in each round beside `gradient_of(w)`. When do they differ?",
        "In the second round the first gradient is still in the sum.",
        "The gradient of a round is gradient_of(w), with nothing added to it.",
    ],
)
