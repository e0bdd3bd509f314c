"""A loss over one flat vector of parameters, with its data [Problem], and the checks of what a user gives."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
Batch: TypeAlias = tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Problem:
    """A loss with its data: `problem(params)` is the loss on all examples, `problem(params, batch)` on some.

    Formula: L(w) = mean over the examples i of the batch of l_i(w).

    `loss(params, batch)` returns a number; `batch` is the tuple of the chosen rows of the arrays in `data`.
    `start` (P,) is where training begins unless told otherwise.  Optional: `gradient(params, batch)`, the closed
    form that `by_hand` uses; `vectorized=True` where the loss takes (..., P) and returns (...); `pure=True` where it
    depends on its arguments alone (no random draw, no counter, no array that changes), as those of sgdlab do, so that
    it may be replayed; `names` of the parameters; `title` in words; `hessian` (P, P) where it is constant; `solve()`,
    which returns the minimum or None.

    >>> data = (np.array([1.0, 2.0, 6.0]),)
    >>> center = Problem(lambda w, batch: np.mean((w - batch[0]) ** 2), data, start=[0.0])
    >>> float(center([3.0]).round(3)), center.n, center.size
    (4.667, 3, 1)
    """

    loss: Callable[[Any, Any], Any]
    data: tuple[Any, ...] = ()
    start: Any = None
    gradient: Callable[[Any, Any], Any] | None = None
    vectorized: bool = False
    pure: bool = False
    names: tuple[str, ...] | None = None
    title: str = "a loss of your own"
    hessian: Any = None
    solve: Callable[[], Any] = lambda: None

    def __post_init__(self) -> None:
        if not callable(self.loss):
            raise TypeError(f"loss is a function (params, batch) -> value, got {self.loss!r}")
        if not isinstance(self.data, tuple | list):
            raise TypeError(f"data is a tuple of arrays, such as (X, y); got a {type(self.data).__name__}")
        data = tuple(finite_array(a, f"data[{i}]") for i, a in enumerate(self.data))
        counts = {len(a) for a in data}
        if len(counts) > 1:
            raise ValueError(f"the arrays of data need one row per example each; got {sorted(counts)} rows")
        object.__setattr__(self, "data", data)
        if self.start is not None:
            object.__setattr__(self, "start", parameters(self.start, None, ndim=1))

    @property
    def n(self) -> int:
        """How many examples there are; 1 for a loss without data."""
        return len(self.data[0]) if self.data else 1

    @property
    def size(self) -> int | None:
        """How many parameters there are, P; None where no start says so."""
        return None if self.start is None else len(self.start)

    @cached_property
    def minimum(self) -> Array | None:
        """The parameters with the smallest loss where the problem can tell, else None."""
        found: Array | None = self.solve()
        return found

    @cached_property
    def curvature(self) -> tuple[float, float] | None:
        """The smallest and the largest eigenvalue of a constant Hessian, else None."""
        if self.hessian is None:
            return None
        eigenvalues = np.linalg.eigvalsh(self.hessian)
        return float(eigenvalues[0]), float(eigenvalues[-1])

    def __call__(self, params: Any, batch: Any = None) -> Any:
        if isinstance(params, list | tuple):
            params = np.asarray(params, dtype=float)
        return self.loss(params, self.data if batch is None else batch)

    def __repr__(self) -> str:
        count = "unknown number of" if self.size is None else self.size
        return f"{self.title}, {count} parameter{'' if self.size == 1 else 's'}"


def finite_array(values: ArrayLike, name: str) -> Array:
    """Return the values as an array of floats with at least one row; float32 stays float32."""
    try:
        array = np.asarray(values)
        if np.iscomplexobj(array):
            raise TypeError
        array = array.astype(np.float32 if array.dtype == np.float32 else float)  # a copy, so that it stays as it is
        array.flags.writeable = False
    except (TypeError, ValueError):
        raise TypeError(f"{name} holds real numbers in rows of equal length; got {values!r:.80}") from None
    if array.ndim == 0:
        raise ValueError(f"{name} is an array, got the single number {array}; [{array}] is an array of one")
    if array.size == 0:
        raise ValueError(f"{name} is empty (shape {array.shape}); it needs at least one number")
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        where = ", ".join(map(str, bad[0]))
        raise ValueError(
            f"{name} has NaN or infinite entries ({len(bad)} of {array.size}), the first at [{where}]; "
            "leave those rows out or fill them before training"
        )
    return array


def parameters(values: ArrayLike, size: int | None, ndim: int | None = None) -> Array:
    """Return start parameters as floats of shape (..., P), checked; integers are promoted."""
    start = finite_array(values, "the start")
    if ndim is not None and start.ndim != ndim:
        raise ValueError(f"the start is one flat vector (P,) of parameters, got shape {start.shape}")
    if size is not None and start.shape[-1] != size:
        raise ValueError(f"this problem has {size} parameters, the start has shape {start.shape}; use (…, {size})")
    return start
