"""Describe the three parts of a run [recipe_in_words], and give the usual name of their combination [common_name]."""

from sgdlab.part import part_name
from sgdlab.quantities import Given, Gradient


def common_name(batches: Given, gradient: Gradient, optimizer: Given) -> str:
    """Return the usual name of the three parts together; gradient is None if the optimizer needs none."""
    sampling = "stochastic" if getattr(batches, "stochastic", True) else "full-batch"
    family = getattr(optimizer, "family", None)
    if gradient is None:
        return f"{sampling} optimization by {family or part_name(optimizer)}, with no gradient at all"
    name = part_name(gradient)
    if name == "backprop":
        how = "with backpropagation"
    elif name.startswith("your "):  # it may call backprop
        how = f"with {name}"
    elif getattr(optimizer, "needs", None):
        how = "with backpropagation for the Hessian alone"
    else:
        how = "without backpropagation"
    return f"{sampling} {family} {how}" if family else f"{sampling} optimization by {part_name(optimizer)}, {how}"


def recipe_in_words(batches: Given, gradient: Gradient, optimizer: Given) -> str:
    """Return the recipe of a run: batches, gradient method and optimizer, then their common name.

    >>> from sgdlab import backprop, full_batch, gradient_descent
    >>> recipe_in_words(full_batch, backprop, gradient_descent(0.1))
    'the full batch, backprop, gradient descent: full-batch gradient descent with backpropagation'
    """
    parts = [part_name(part) for part in (batches, gradient, optimizer) if part is not None]
    return f"{', '.join(parts)}: {common_name(batches, gradient, optimizer)}"
