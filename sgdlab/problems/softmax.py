"""A probability for each of several classes, by cross-entropy [softmax_regression]."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.autodiff import dense, softmax, softmax_cross_entropy
from sgdlab.autodiff.composites import one_hot
from sgdlab.problems.model import Model, classes_of, cut, encode, entry_names, features, penalized, weight_penalty
from sgdlab.problems.problem import remembered
from sgdlab.quantities import Array, Batch, Given, Gradient, LossValue, Params, Traced


@remembered
def softmax_regression(X: ArrayLike, labels: ArrayLike, l2: float = 0.0) -> Model:
    """Make the problem of fitting the probability of each class, a softmax of weighted sums, by cross-entropy.

    Formula: z = X W + b;  L = mean_i (log sum_k exp(z_ik) - z_i,label(i)) + l2/2 |W|^2  (b is not penalized);
    gradient for W: X^T (softmax(z) - one_hot(labels)) / N + l2 W.

    X (N, d) finite, labels (N,): whole numbers or words, with at least two classes; the problem's `classes` lists them,
    sorted.  Parameters: W (d, K) row by row, then b (K,); they start at 0, where L = ln K.  The loss is convex.  Adding
    the same number to all b changes nothing, also with an l2, so a minimum is never the only one.

    Source: Bridle, "Probabilistic interpretation of feedforward classification network outputs", 1990; as a
    "polychotomous" logistic regression, Cox 1966.

    >>> fruit = softmax_regression([[7.0], [8.0], [3.0], [1.0]], ["apple", "apple", "plum", "grape"])
    >>> fruit.classes.tolist(), fruit.size, round(float(fruit(fruit.start)), 6)
    (['apple', 'grape', 'plum'], 6, 1.098612)
    """
    rows, classes = features(X), classes_of(labels)
    shapes: dict[str, tuple[int, ...]] = {"W": (rows.shape[1], len(classes)), "b": (len(classes),)}
    penalty = weight_penalty(l2, shapes, rows.dtype)

    def formula(params: Params, X: Traced) -> Traced:
        W, b = cut(params, shapes).values()
        return dense(X, W, b)

    def loss(params: Params, batch: Batch) -> LossValue:
        return softmax_cross_entropy(formula(params, batch[0]), batch[1].astype(np.intp))

    def gradient(params: Params, batch: Batch) -> Gradient:
        X, codes = batch
        logits, labels = formula(params, X), codes.astype(np.intp)
        error = (softmax(logits) - one_hot(labels, len(classes), rows.dtype)) / codes.shape[-1]
        dW, db = np.matmul(np.swapaxes(X, -1, -2), error), np.sum(error, axis=-2)
        slope = np.concatenate([dW.reshape((*db.shape[:-1], -1)), db], axis=-1)
        return slope + penalty * params if l2 else slope

    def prepare(X: Array, labels: Given) -> Batch:
        return X, encode(labels, classes, X).astype(rows.dtype)

    return Model(
        penalized(loss, penalty),
        prepare(rows, labels),
        start=np.zeros(len(penalty), dtype=rows.dtype),
        gradient=gradient,
        vectorized=True,
        pure=True,
        names=entry_names(shapes),
        title=f"softmax regression on {len(rows)} example{'s' * (len(rows) != 1)} of {len(classes)} classes",
        formula=formula,
        prepare=prepare,
        shapes=shapes,
        classes=classes,
    )
