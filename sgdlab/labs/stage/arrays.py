"""Arrays on their way to the browser: numbers to draw, in float32 [pack], and to compute with [exact]."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sgdlab.scene import Json

_LARGEST = float(np.finfo(np.float32).max)


def pack(array: ArrayLike) -> Json:
    """Return an array as the front end reads it: its shape, and its numbers as little-endian float32."""
    numbers = np.asarray(array)
    if numbers.dtype.kind not in "biuf":
        raise ValueError(f"an array of {numbers.dtype} cannot be drawn; give real numbers")
    return {"shape": list(numbers.shape), "f32": narrowed(numbers).tobytes()}


def narrowed(numbers: NDArray[Any]) -> NDArray[np.float32]:
    """Return numbers as little-endian float32; those beyond its largest take that one, but for infinity."""
    clipped = np.where(np.isfinite(numbers), np.clip(numbers, -_LARGEST, _LARGEST), numbers)
    with np.errstate(under="ignore"):  # what is too small becomes 0, also for a reader with np.seterr(all="raise")
        return clipped.astype("<f4")


def exact(value: object) -> Any:
    """Return the same nested value with every array as bytes of float64, in C order, to compute with in the page.

    >>> exact({"x": np.array([1, 2])})["x"]["f64"] == np.array([1.0, 2.0]).tobytes()
    True
    """
    return _with_each(value, lambda array: {"f64": array.astype("<f8").tobytes()})


def pack_all(value: object) -> Any:
    """Return the same nested value with every array packed and NumPy's scalars as Python's."""
    return _with_each(value, lambda array: array.tolist() if array.dtype.kind == "U" else pack(array))


def _with_each(value: object, change: Callable[[NDArray[Any]], object]) -> Any:
    """The same nested value with every array changed, and NumPy's scalars as Python's."""
    if isinstance(value, np.ndarray) and value.ndim:
        return change(value)
    if isinstance(value, Mapping):
        return {key: _with_each(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_with_each(item, change) for item in value]
    return value.item() if isinstance(value, np.generic | np.ndarray) else value
