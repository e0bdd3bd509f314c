"""A line through numbers [linear_regression], and a probability for classes [logistic_regression]."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.autodiff import affine, binary_cross_entropy, mean_squared_error, sigmoid
from sgdlab.checks import as_array, flag
from sgdlab.problems.model import Model, features, numbers, penalized, weight_penalty
from sgdlab.problems.problem import remembered
from sgdlab.quantities import Array, Batch, Given, Gradient, Loss, LossValue, Params, Traced


def _shapes(rows: Array, intercept: bool) -> dict[str, tuple[int, ...]]:
    return {"w": rows.shape[1:], **({"b": ()} if intercept else {})}


def _batch(intercept: bool, target: Callable[[Given, Array], Array], rows: Array, y: Given) -> Batch:
    """The features, with a column of ones whose weight is the intercept, and the targets as `target` checks them."""
    table = np.hstack([rows, np.ones((len(rows), 1), dtype=rows.dtype)]) if intercept else rows
    return table, target(y, rows)


def _weighted_sum(kind: str, loss: Loss, data: Batch, rows: Array, intercept: bool, **facts: Given) -> Model:
    """The problem of fitting one weighted sum, X w + b for features without the column of ones; it starts at 0."""
    count = rows.shape[1]
    names = ("w",) if count == 1 else tuple(f"w{i + 1}" for i in range(count))
    return Model(
        loss,
        data,
        start=np.zeros(count + intercept, dtype=rows.dtype),
        vectorized=True,
        pure=True,
        names=(*names, "b") if intercept else names,
        title=f"{kind} regression on {len(rows)} example{'s' * (len(rows) != 1)}",
        formula=lambda params, X: affine(X, params[..., :-1], params[..., -1]) if intercept else affine(X, params),
        shapes=_shapes(rows, intercept),
        inputs=count,
        **facts,
    )


def _pull_back(residual: Traced, X: Array) -> Gradient:
    """X^T r for residuals (..., B) and rows (B, P), or (..., B, P) if each member of an ensemble has its own batch."""
    return residual @ X if X.ndim == 2 else np.matmul(residual[..., None, :], X)[..., 0, :]


@remembered
def linear_regression(X: ArrayLike, y: ArrayLike, intercept: bool = True) -> Model:
    """Make the problem of fitting a line, plane or hyperplane to data by least squares.

    Formula: L(w, b) = mean_i (x_i . w + b - y_i)^2; gradient 2/N X^T (X w + b - y).

    X (N, d) and y (N,), finite.  Parameters (w_1, …, w_d, b), or (w_1, …, w_d) with `intercept=False`; they start at 0.
    The first array of the problem's data is X with a column of ones for b.

    Source: Legendre, "Nouvelles méthodes pour la détermination des orbites des comètes", 1805.

    >>> line = linear_regression([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> float(line([2.0, 0.0])), line.minimum.round(6).tolist()
    (1.0, [2.0, 1.0])
    """
    rows, intercept = features(X), flag(intercept, "intercept")
    prepare = partial(_batch, intercept, numbers)
    table, target = prepare(rows, y)
    with np.errstate(over="ignore", invalid="ignore"):
        hessian = (2 / len(target)) * table.T @ table

    def loss(params: Params, batch: Batch) -> LossValue:
        return mean_squared_error(affine(batch[0], params), batch[1])

    def gradient(params: Params, batch: Batch) -> Gradient:
        rows, values = batch
        return _pull_back((2 / values.shape[-1]) * (affine(rows, params) - values), rows)

    return _weighted_sum(
        "linear",
        loss,
        (table, target),
        rows,
        intercept,
        gradient=gradient,
        hessian=hessian if np.isfinite(hessian).all() else None,
        solve=lambda: _least_squares(table, target),
        prepare=prepare,
    )


@remembered
def logistic_regression(X: ArrayLike, y: ArrayLike, l2: float = 0.0, intercept: bool = True) -> Model:
    """Make the problem of fitting the probability of class 1, a sigmoid of a weighted sum, by cross-entropy.

    Formula: z = X w + b;  L = mean_i log(1 + exp(-(2 y_i - 1) z_i)) + l2/2 |w|^2  (b is not penalized);
    gradient X^T (sigmoid(z) - y) / N + l2 w.

    X (N, d) finite, y (N,) of zeros and ones, l2 >= 0.  Parameters (w_1, …, w_d, b), starting at 0.  Newton's method
    finds the minimum.  It is None if the loss falls forever: if a hyperplane separates the classes and l2 is 0, or if
    there is a single class, which a growing b fits ever better.

    Source: Cox, "The regression analysis of binary sequences", 1958.

    >>> import numpy as np
    >>> coin = logistic_regression([[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1])
    >>> bool(np.isclose(coin(coin.start), np.log(2)))
    True
    """
    rows, intercept = features(X), flag(intercept, "intercept")
    prepare = partial(_batch, intercept, _zeros_and_ones)
    table, target = prepare(rows, y)
    penalty = weight_penalty(l2, _shapes(rows, intercept), rows.dtype)

    def loss(params: Params, batch: Batch) -> LossValue:
        return binary_cross_entropy(affine(batch[0], params), batch[1])

    def gradient(params: Params, batch: Batch) -> Gradient:
        rows, labels = batch
        z = affine(rows, params)
        error = (1 / labels.shape[-1]) * (sigmoid(z) - labels)
        return _pull_back(error, rows) + (penalty * params if l2 else 0.0)

    return _weighted_sum(
        "logistic",
        penalized(loss, penalty),
        (table, target),
        rows,
        intercept,
        gradient=gradient,
        solve=lambda: _newton(table, target, penalty),
        prepare=prepare,
        classes=np.array([0, 1]),
    )


def _largest(table: Array) -> Array:
    """The largest size of a number in each column; 1 for a column of zeros."""
    largest = np.abs(table).max(axis=0).astype(float)
    return np.where(largest > 0, largest, 1.0)


def _least_squares(table: Array, target: Array) -> Array:
    """The minimum, computed with columns of one scale in float64, because `lstsq` ignores a column of tiny numbers."""
    scale = _largest(table)
    found = np.linalg.lstsq(table / scale, target, rcond=None)[0] / scale
    return found.astype(table.dtype)


def _zeros_and_ones(y: Given, rows: Array) -> Array:
    labels = as_array(y, "y")
    words = labels.dtype.kind in "OSUT" and all(isinstance(label, str | bytes) for label in labels.flat)
    target = labels if words else numbers(y, rows)
    if words or not np.all((target == 0) | (target == 1)):
        odd = np.unique(target[(target != 0) & (target != 1)])[:3].tolist()
        raise ValueError(f"y has labels 0 and 1; this one also has {odd}: write y = (labels == 'one of them')")
    return target


def _newton(table: Array, target: Array, penalty: Array) -> Array | None:
    """Newton's method for logistic regression; None if a step still matters after 100 of them.

    A step is judged by how it changes the predictions, whatever the scale of the features: at a minimum it changes
    nothing, while for separated classes every step adds about 1 to them, until no curvature is left in some direction.
    A weak penalty ends this only after tens of steps.
    """
    scale = np.hypot(_largest(table), np.sqrt(penalty))  # like the root of the curvature at the start
    table, penalty, sign = table / scale, penalty / scale / scale, 2.0 * target - 1.0
    w, rank = np.zeros(table.shape[1]), np.linalg.matrix_rank(table)
    for _ in range(100):
        wrong = sigmoid(-sign * (table @ w))  # the probability of the other class, exact also where it is tiny
        gradient = penalty * w - table.T @ (sign * wrong) / len(target)
        hessian = (table.T * (wrong * (1 - wrong))) @ table / len(target) + np.diag(penalty)
        step, _, seen, _ = np.linalg.lstsq(hessian, gradient, rcond=None)
        w = w - step
        if seen < rank:
            return None
        if np.abs(table @ step).max() < 1e-9:
            found: Array = w / scale
            return found
    return None
