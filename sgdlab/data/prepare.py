"""Prepare data for training: features on one scale [standardize], a part set aside [train_test_split]."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sgdlab.checks import as_array, generator, given, number, real_array, whole
from sgdlab.quantities import Given, Traced

Floats = NDArray[np.float64]


@overload
def standardize(X: ArrayLike) -> Floats: ...
@overload
def standardize(X: ArrayLike, *others: ArrayLike) -> Any: ...
def standardize(X: ArrayLike, *others: ArrayLike) -> Any:
    """Shift and scale every column to mean 0 and standard deviation 1, and others (such as a test set) alike.

    Formula: (x - mean) / std, with the mean and std (over N) of X, for X and for the others.

    X (N,) or (N, d), and others with the same columns.  Returns an array, or a tuple of arrays if there are others.
    Errors: a column of X that is constant; others with different columns.

    >>> standardize([1.0, 2.0, 3.0]).round(3).tolist()
    [-1.225, 0.0, 1.225]
    >>> train, test = standardize([0.0, 2.0], [1.0, 5.0])
    >>> test.tolist()
    [0.0, 4.0]
    """
    values, *rest = (real_array(a, "X" if k == 0 else f"others[{k - 1}]") for k, a in enumerate((X, *others)))
    if values.ndim not in (1, 2):
        raise ValueError(f"X has shape (N,) or (N, d); got {values.shape}")
    varies = np.atleast_1d(values.max(axis=0) > values.min(axis=0))  # std can miss it: std([.1, .1, .1]) > 0
    if not varies.all():
        raise ValueError(
            f"column {int(np.argmin(varies))} is constant, so it has no scale: leave it out before standardizing"
        )
    for other in rest:
        if other.shape[1:] != values.shape[1:] or other.ndim != values.ndim:
            raise ValueError(f"others have the same columns as X; got shapes {values.shape}, {other.shape}")
    unit = np.exp2(np.floor(np.log2(np.abs(values).max(axis=0))))  # a power of 2, so that no square is too large
    plain = (values / unit).astype(float, copy=False)  # sums of many numbers of float32 would lose digits
    mean, std = plain.mean(axis=0), plain.std(axis=0)
    scaled = tuple(((a / unit - mean) / std).astype(a.dtype, copy=False) for a in (values, *rest))
    return scaled if others else scaled[0]


def train_test_split(*arrays: Given, test_size: float = 0.25, seed: int = 0) -> list[Traced]:
    """Split the rows of arrays at random into a part to train on and a part to test on, alike for each array.

    Formula: round(test_size * N) rows to test on, or `test_size` rows if it is a whole number; all others to train on.
    Both parts have at least one row, in random order.

    `X_train, X_test, y_train, y_test = train_test_split(X, y)` gives two arrays for each one.  Errors: arrays of
    different lengths; a part without rows.

    >>> train, test = train_test_split([10, 20, 30, 40], seed=1)
    >>> sorted([*train.tolist(), *test.tolist()]), len(test)
    ([10, 20, 30, 40], 1)
    """
    columns = [as_array(a, f"arrays[{k}]") for k, a in enumerate(arrays)]
    lengths = [len(a) if a.ndim else None for a in columns]
    if None in lengths or len(set(lengths)) != 1:
        found = given(arrays[lengths.index(None)]) if None in lengths else f"{lengths} rows" if columns else "none"
        raise ValueError(f"train_test_split takes one or more arrays with one row per example each; got {found}")
    rows = len(columns[0])
    part = isinstance(test_size, float | np.floating) and number(test_size, "test_size", above=0, below=1)
    count = round(part * rows) if part else whole(test_size, "test_size", also=", or a part between 0 and 1")
    if not 0 < count < rows:
        raise ValueError(
            f"test_size is a share between 0 and 1, such as 0.25, or a number of rows, and each part needs a row; got "
            f"{test_size!r} of {rows} rows"
        )
    order = generator(seed).permutation(rows)
    return [part for a in columns for part in (a[order[count:]], a[order[:count]])]
