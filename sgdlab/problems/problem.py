"""A loss over one flat vector of parameters, with its data [Problem], and the checks of what a user gives.

A problem that a function of sgdlab makes can be sent to other processes [remembered].
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial, wraps
from typing import Any, SupportsIndex, TypeVar, cast

import numpy as np

from sgdlab.autodiff.dispatch import Box
from sgdlab.checks import flag, function, given, read_only, real_array, rows_of, text, texts
from sgdlab.quantities import Array, Batch, Given, Gradient, Labels, Loss, LossValue, Params, count

Maker = TypeVar("Maker", bound=Callable[..., object])


def remembered(make: Maker) -> Maker:
    """Let `pickle` send the problems of a function as the call that made them, because their losses have no names."""

    @wraps(make)
    def call(*args: object, **options: object) -> object:
        problem = make(*args, **options)
        vars(problem)["call"] = partial(call, *args, **options)
        return problem

    return cast(Maker, call)


def _unknown() -> None:
    """A minimum that isn't known."""


@dataclass(frozen=True, eq=False)
class Problem:
    """A loss with its data: `problem(params)` is the loss on all examples, `problem(params, batch)` on a batch.

    Formula: L(w) = mean over the examples i of the batch of l_i(w).

    `loss(params, batch)` returns a number; `batch` is the tuple of the chosen rows of the arrays in `data`.  In
    these, whole numbers are int64, so that they can be indices; True and False stay, to be masks; float32 stays; and
    everything else is float64.
    `start` (P,) is where training begins by default.  Optional: `gradient(params, batch)`, the closed form that
    `by_hand` uses; `vectorized=True` if the loss takes (..., P) and returns (...), and the closed form, if there is
    one, takes it too; in an ensemble (S, P) whose members draw their own batches, those have an axis S in front, as in
    (S, B, …) for B examples; `pure=True` if it depends only on its arguments (no random draw, no counter, no array that
    changes), as the losses of sgdlab do, so that it can be replayed; `names` of the parameters; a `title`; `hessian`
    (P, P) if it is constant; `solve()`, which returns the minimum or None.

    >>> data = (np.array([1.0, 2.0, 6.0]),)
    >>> center = Problem(lambda w, batch: np.mean((w - batch[0]) ** 2), data, start=[0.0])
    >>> float(center([3.0]).round(3)), center.n, center.size
    (4.667, 3, 1)
    """

    loss: Loss
    data: Batch = ()
    start: Given = None
    gradient: Callable[[Params, Batch], Gradient] | None = None
    vectorized: bool = False
    pure: bool = False
    names: tuple[str, ...] | None = None
    title: str = "a loss of your own"
    hessian: Given = None  # (P, P), if it is constant
    solve: Callable[[], Array | None] = _unknown

    def __post_init__(self) -> None:
        function(self.loss, "loss", "a function (params, batch) -> value", takes=("params", "batch"))
        if self.gradient is not None:
            function(self.gradient, "gradient", "a function (params, batch)", takes=("params", "batch"))
        function(self.solve, "solve", "a function () that returns the minimum (P,), or None")
        flag(self.vectorized, "vectorized")
        flag(self.pure, "pure")
        text(self.title, "title")
        if not isinstance(self.data, tuple | list):
            raise TypeError(f"data is a tuple of arrays, such as (X, y) or (X,); got {given(self.data)}")
        data = tuple(_column(a, f"data[{i}]") for i, a in enumerate(self.data))
        counts = {len(a) for a in data}
        if len(counts) > 1:
            raise ValueError(f"the arrays of data need one row per example each; got {sorted(counts)} rows")
        object.__setattr__(self, "data", data)
        if self.start is not None:
            object.__setattr__(self, "start", parameters(self.start, None, ndim=1))
        if self.hessian is not None:
            hessian = read_only(real_array(self.hessian, "hessian", (self.size or "P",) * 2, finite=False))
            if np.abs(hessian - hessian.T).max() > 1e-6 * np.abs(hessian).max():
                raise ValueError(f"a hessian is symmetric, H[i, j] = H[j, i]; got {given(self.hessian)}")
            object.__setattr__(self, "hessian", hessian)
        if self.names is not None:
            object.__setattr__(self, "names", tuple(texts(self.names, "names", self.size)))

    @property
    def n(self) -> int:
        """How many examples there are; 1 for a loss without data."""
        return len(self.data[0]) if self.data else 1

    @property
    def size(self) -> int | None:
        """How many parameters there are, P; None if there is no start to tell."""
        return None if self.start is None else len(self.start)

    @cached_property
    def minimum(self) -> Array | None:
        """The parameters with the smallest loss, or None if the problem doesn't know them."""
        found = self.solve()
        if found is None:
            return None
        return read_only(real_array(found, "what solve returned", (self.size or "P",), finite=False))

    @cached_property
    def curvature(self) -> tuple[float, float] | None:
        """The smallest and the largest eigenvalue of a constant Hessian, or None if it isn't constant."""
        if self.hessian is None:
            return None
        eigenvalues = np.linalg.eigvalsh(self.hessian)
        return float(eigenvalues[0]), float(eigenvalues[-1])

    def __call__(self, params: Params, batch: Batch | None = None) -> LossValue:
        if not isinstance(params, Box) and (type(params) is not np.ndarray or params.dtype.kind != "f"):
            params = real_array(params, "params", ("…", "P"), finite=False)
        if self.size is not None and params.shape[-1:] != (self.size,):
            raise ValueError(
                f"{self.title} has {count(self.size, 'parameter')}, so params is (…, {self.size}); got {params.shape}"
            )
        return self.loss(params, self.data if batch is None else rows_of(batch, len(self.data), self.title))

    def __copy__(self) -> Problem:
        """Return a problem of the same arrays; otherwise `copy` would make it anew, as `pickle` does."""
        found = object.__new__(type(self))
        vars(found).update(vars(self))
        return found

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        if (call := vars(self).get("call")) is None:
            return super().__reduce_ex__(protocol)
        if not all(map(np.array_equal, call().data, self.data)):
            raise ValueError(
                f"{self.title} can't be copied, because the arrays it was made of have changed: make it anew"
            )
        return call, ()

    def __repr__(self) -> str:
        many = "unknown number of" if self.size is None else self.size
        return f"{self.title}, {many} parameter{'' if self.size == 1 else 's'}"


def _column(values: Given, name: str) -> Labels:
    """Return data as a read-only copy: True and False stay as they are, whole numbers become int64, others floats."""
    checked = finite_array(values, name)
    kind = np.asarray(values).dtype
    if not np.can_cast(kind, np.int64):
        return checked
    return read_only(np.asarray(values, dtype=kind if kind == np.bool_ else np.int64))


def finite_array(values: Given, name: str, shape: Batch = ("…", "N"), hint: str = "") -> Array:
    """Return finite numbers as a read-only copy of floats, with a shape as in `real_array`."""
    return read_only(real_array(values, name, shape, hint=hint))


def parameters(values: Given, size: int | None, ndim: int | None = None) -> Array:
    """Return start parameters as floats of shape (..., P), checked; integers become float64."""
    start = finite_array(values, "the start", ("P",) if ndim == 1 else ("…", "P"))
    if size is not None and start.shape[-1] != size:
        raise ValueError(
            f"this problem has {count(size, 'parameter')}, the start has shape {start.shape}; use (…, {size})"
        )
    return start
