"""A problem with examples that also predicts new ones [Model]: predictions, accuracy, parameters by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.autodiff.dispatch import Box
from sgdlab.checks import as_array, given, number, read_only, real_array
from sgdlab.problems.problem import Problem, finite_array
from sgdlab.quantities import Array, Batch, Given, Labels, Loss, LossValue, Params, Traced

Shapes = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, eq=False, repr=False)
class Model(Problem):
    """A loss that compares outputs with targets, so it can also compute outputs for new examples.

    Formula: L(w) = mean_i l(formula(w, x_i), y_i), perhaps with a penalty on the weights.

    A Model has, in addition to a Problem: `formula(params, X)`, the outputs for features X (N, d): one number (..., N),
    or one for each class (..., N, K); `classes` (K,), the labels in the order of the outputs, or None if it predicts
    numbers; `shapes`, the names and shapes of the pieces of the parameter vector, in order; `prepare(X, y)`, the batch
    that the loss takes.

    >>> from sgdlab.problems import logistic_regression
    >>> passed = logistic_regression([[1.0], [2.0], [3.0], [4.0]], [0, 0, 1, 1])
    >>> passed.predict([1.0, -2.5]).tolist(), float(passed.accuracy([1.0, -3.5]))
    ([0, 0, 1, 1], 0.75)
    """

    formula: Loss = lambda params, X: None
    prepare: Callable[[Given, Given], Batch] = lambda X, y: (X, y)
    shapes: Shapes = field(default_factory=dict)
    classes: Labels | None = None
    inputs: int = 0  # the features of an example, which come first in the data; by default they are all of its columns

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.data and not self.inputs and self.formula is not Model.formula:  # without one it can't predict
            object.__setattr__(self, "inputs", self.data[0].shape[-1])

    def outputs(self, params: ArrayLike, X: ArrayLike | None = None) -> Traced:
        """Return the numbers (..., N), or class scores (..., N, K), for the examples X or for the problem's own.

        The softmax of the scores gives the probabilities (for the single score of a logistic regression, the sigmoid).
        """
        rows = self.data[0][:, : self.inputs] if X is None else features(X, self.inputs)
        return self.formula(real_array(params, "params", ("…", self.size)), rows)

    def predict(self, params: ArrayLike, X: ArrayLike | None = None) -> Any:
        """Return the most likely class, or the number, for the examples X (N, d) or for the problem's own: (..., N)."""
        return self.outputs(params, X) if self.classes is None else self.classes[self._likeliest(params, X)]

    def accuracy(self, params: ArrayLike, X: ArrayLike | None = None, labels: ArrayLike | None = None) -> Any:
        """Return the share of examples (X and labels, or the problem's own) whose class is predicted correctly: (...).

        Errors: a problem that predicts numbers; X without labels, or labels without X.
        """
        if self.classes is None:
            raise ValueError(
                f"accuracy is the share of correct classes, but {self.title} predicts numbers: "
                "problem(params, problem.batch(X, y)) is its loss on other examples"
            )
        if (X is None) != (labels is None):
            raise ValueError("accuracy takes X and labels of the same examples, or neither for the problem's own")
        truth = self.data[1] if labels is None else self.batch(X, labels)[1]
        return np.mean(self._likeliest(params, X) == truth, axis=-1)

    def __call__(self, params: Params, batch: Batch | None = None) -> LossValue:
        try:
            return super().__call__(params, batch)
        except ValueError as error:
            if not isinstance(batch, tuple | list) or np.shape(batch[0])[-1:] == self.data[0].shape[-1:]:
                raise
            raise ValueError(f"{error}; problem.batch(X, y) makes a batch of other examples") from error

    def batch(self, X: ArrayLike | None, y: ArrayLike) -> Batch:
        """Return other examples, such as a test set, as the loss takes them: problem(params, problem.batch(X, y))."""
        return self.prepare(features(X, self.inputs), y)

    def pieces(self, params: Params) -> dict[str, Params]:
        """Return the parameters (..., P) by name, in their shapes, such as W (..., d, k): views, not copies."""
        if not isinstance(params, Box) or getattr(params, "shape", ())[-1:] != (self.size,):
            params = real_array(getattr(params, "inner", params), "params", ("…", self.size), finite=False)
        return cut(params, self.shapes)

    def _likeliest(self, params: ArrayLike, X: ArrayLike | None) -> Any:
        """The index of the predicted class: by the sign of a single score, or by the largest of several."""
        outputs = self.outputs(params, X)
        return (outputs > 0).astype(int) if outputs.ndim == np.ndim(params) else np.argmax(outputs, axis=-1)


def cut(params: Params, shapes: Shapes) -> dict[str, Params]:
    """Return reshaped views of parameters (..., P) by name; for a Tensor, pieces that the gradient flows through."""
    pieces, at, lead = {}, 0, params.shape[:-1]
    for name, shape in shapes.items():
        end = at + prod(shape)
        pieces[name] = params[..., at:end] if len(shape) == 1 else params[..., at:end].reshape(lead + shape)
        at = end
    return pieces


def entry_names(shapes: Shapes) -> tuple[str, ...]:
    """Return a name for every parameter by its place in the pieces: "W1[0, 2]", "b"."""
    return tuple(
        f"{name}[{', '.join(map(str, index))}]" if index else name
        for name, shape in shapes.items()
        for index in np.ndindex(*shape)
    )


def weight_penalty(l2: float, shapes: Shapes, dtype: object) -> Array:
    """Return l2 for every weight and 0 for the biases, b, b1, …, which are not penalized: (P,)."""
    decay = number(l2, "l2", least=0)
    return np.concatenate([np.full(prod(shape), decay * (name[0] != "b"), dtype) for name, shape in shapes.items()])


def penalized(loss: Loss, penalty: Array) -> Loss:
    """Return a loss with 1/2 sum_i penalty_i w_i^2 added to it; the loss itself if there is no penalty."""

    def with_penalty(params: Params, batch: Batch) -> LossValue:
        value = loss(params, batch)
        return value + 0.5 * np.sum(penalty * np.square(params), axis=-1)

    return with_penalty if penalty.any() else loss


def features(X: ArrayLike | None, inputs: int | None = None) -> Array:
    """Return features (N, d) as finite floats, checked; d must be `inputs`, if that is given."""
    rows = finite_array(X, "X", ("N", "d"), "; for a single feature use np.reshape(X, (-1, 1))")
    if inputs is not None and rows.shape[1] != inputs:
        raise ValueError(f"this problem was made for {inputs} feature{'s' * (inputs != 1)}, X has {rows.shape[1]}")
    return rows


def numbers(y: ArrayLike, rows: Array, columns: bool = False) -> Array:
    """Return targets in the type of X: one number for each row of X, or several if `columns` allows it."""
    if as_labels(y, "y").dtype.kind in "SUT":
        need = 'softmax_regression, or mlp(…, loss="cross_entropy")'
        raise TypeError(f"y holds real numbers, not text; got {given(y)}; classes need {need}")
    target = finite_array(y, "y")
    if target.shape != (len(rows),) and not (columns and target.ndim == 2 and len(target) == len(rows)):
        raise ValueError(
            f"y has one number per row of X, so shape ({len(rows)},); got {target.shape}"
            f"{'; np.ravel(y) makes it flat' if target.size == len(rows) else ''}"
        )
    return target.astype(rows.dtype)  # X decides: float32 features give a problem in float32


def classes_of(labels: ArrayLike) -> Labels:
    """Return the classes (K,) among labels (whole numbers or words), sorted; there must be at least two."""
    array = as_labels(labels)
    kind = array.dtype.kind
    if kind not in "biuSUTf" or (kind == "f" and not (np.isfinite(array) & (array == np.round(array))).all()):
        odd = [one for one in array.flat if not (isinstance(one, str | int) or getattr(one, "is_integer", bool)())]
        raise ValueError(
            f"labels are whole numbers or words, one per row of X; got {given(labels)}"
            f"{f', where {odd[0]} is neither' if odd else ''}; measured numbers need linear_regression, or mlp(…, "
            'loss="mse")'
        )
    found = read_only(np.unique(array))
    if len(found) < 2:
        raise ValueError(f"labels need at least two classes; got only {found.tolist()}")
    return found


def encode(labels: ArrayLike | None, classes: Labels, rows: Array) -> Labels:
    """Return the index of every label in the classes: (N,)."""
    array = as_labels(labels)
    if array.shape != (len(rows),):
        one_hot = "; np.argmax(labels, axis=1) are those of one-hot rows" if array.shape[:1] == (len(rows),) else ""
        flat = "; np.ravel(labels) makes it flat" if array.size == len(rows) else one_hot
        raise ValueError(f"labels has one label per row of X, so shape ({len(rows)},); got {array.shape}{flat}")
    strange = ~np.isin(array, classes)
    if strange.any():
        known = ", ".join(map(repr, classes[:12].tolist()))
        raise ValueError(f"labels has the unknown class {array[strange][0].item()!r}; the classes are {known}")
    return np.searchsorted(classes, array)


def as_labels(labels: Given, name: str = "labels") -> Labels:
    """Return labels as an array; words stored as objects (as in tables) become words again."""
    array = as_array(labels, name)
    words = array.dtype.kind == "O" and array.size and all(isinstance(v, str | int) for v in array.flat)
    return np.array(array.tolist()) if words else array
