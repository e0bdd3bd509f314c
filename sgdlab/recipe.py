"""A recipe in words: what the three parts are [recipe], and what people call their combination [common_name]."""

from typing import Any


def words(part: Any) -> str:
    """Return how a part is called in a recipe: its own `words`, or the name of your function.

    >>> def my_rule(gradient, params): ...
    >>> words(my_rule)
    'your my_rule'
    """
    own = getattr(part, "words", None)
    return own if isinstance(own, str) else f"your {getattr(part, '__name__', type(part).__name__).strip('<>')}"


def common_name(batches: Any, gradient: Any, optimizer: Any) -> str:
    """Return what people call the three parts together.

    >>> from sgdlab import backprop, gradient_descent, minibatch
    >>> common_name(minibatch(8), backprop, gradient_descent(0.1))
    'stochastic gradient descent with backpropagation'
    """
    sampling = "stochastic" if getattr(batches, "stochastic", True) else "full-batch"
    how = "with backpropagation" if words(gradient) == "backprop" else "without backpropagation"
    family = getattr(optimizer, "family", None)
    return f"{sampling} {family} {how}" if family else f"{sampling} optimization by {words(optimizer)}, {how}"


def recipe(batches: Any, gradient: Any, optimizer: Any) -> str:
    """Return the recipe of a run: batches, gradient method, optimizer: the common name of the three.

    >>> from sgdlab import backprop, full_batch, gradient_descent
    >>> recipe(full_batch, backprop, gradient_descent(0.1))
    'the full batch, backprop, gradient descent: full-batch gradient descent with backpropagation'
    """
    parts = f"{words(batches)}, {words(gradient)}, {words(optimizer)}"
    return f"{parts}: {common_name(batches, gradient, optimizer)}"
