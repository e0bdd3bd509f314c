"""Arrays on their way to the browser: numbers to draw, in float32 [pack], and to compute with [exact]."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sgdlab.scene import Json

T = TypeVar("T")

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
    return with_each(value, np.ndarray, lambda one: {"f64": one.astype("<f8").tobytes()} if one.ndim else one.item())


def pack_all(value: object) -> Any:
    """Return the same nested value with every array packed and NumPy's scalars as Python's."""
    return with_each(value, np.ndarray, lambda one: pack(one) if one.ndim and one.dtype.kind != "U" else one.tolist())


def with_each(value: object, kind: type[T], change: Callable[[T], object]) -> Any:
    """Return the same nested value with each part of a kind changed, and NumPy's scalars as Python's."""
    if isinstance(value, kind):
        return change(value)
    if isinstance(value, Mapping):
        return {key: with_each(item, kind, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [with_each(item, kind, change) for item in value]
    return value.item() if isinstance(value, np.generic) else value
