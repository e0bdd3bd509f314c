"""Examples that tell a meter when they are looked at, by whatever code [Examples, plain].

They are an array, and stay one when rows are picked, scaled or shifted.  A network looks at its examples once for each
gradient: on the way forward, where numbers of one example are added up, as in X @ W.  On the way back, in X.T @ error,
it adds up over the examples, and looks at none anew.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sgdlab.quantities import Array, Given

SUMS = (np.sum, np.mean)
PRODUCTS = (np.dot, np.inner, np.tensordot, np.einsum, np.vdot)


class Examples(np.ndarray[Any, Any]):
    """The rows `rows` of the examples of a meter; turned: whether they are columns, after .T."""

    meter: Any = None
    rows: Given = None
    turned: bool = False

    def of(self, values: Given, rows: Given, turned: bool = False) -> "Examples":
        """Return other values as examples of the same meter."""
        found = np.asarray(values).view(Examples)
        found.meter, found.rows, found.turned = self.meter, rows, turned
        return found

    @property
    def T(self) -> "Examples":  # noqa: N802 (NumPy's name, an attribute there)
        """The transposed array, which is looked at where it stands on the right: W.T @ X.T."""
        return self.of(plain(self).T, self.rows, not self.turned)

    def __getitem__(self, index: Any) -> Any:
        found = plain(self)[index]
        if self.rows is None or self.turned or np.ndim(self.rows) == 0:
            return found
        first = index[0] if isinstance(index, tuple) else index
        return self.of(found, np.asarray(self.rows)[first]) if first is not None and np.ndim(found) else found

    def dot(self, other: Given, out: None = None) -> Any:  # type: ignore[override]
        return self @ other

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: object, **options: object) -> Any:
        found = getattr(ufunc, method)(*map(plain, inputs), **options)
        mine = next(one for one in inputs if isinstance(one, Examples))
        others = [one for one in inputs if not isinstance(one, Examples)]
        if ufunc is np.matmul:
            if mine.turned == (inputs[0] is not mine):
                mine.look(others)
        elif method == "reduce":
            if options.get("axis", 0) not in (0, None):
                mine.look([plain(mine)])
        elif np.shape(found) == mine.shape:
            return mine.of(found, mine.rows, mine.turned)
        return found

    def __array_function__(
        self, function: Callable[..., Any], types: object, args: Any, kwargs: Mapping[str, object]
    ) -> Any:
        if function is np.dot and not kwargs:
            return np.matmul(*args)
        if function in PRODUCTS:
            others = [one for one in args if np.ndim(one) and not isinstance(one, Examples | str)]
            if not any(len(one) == len(self) for one in others):  # else it adds up over the examples
                self.look(others)
        if function in SUMS and kwargs.get("axis") not in (0, None):
            self.look([plain(self)])
        plainly = [[plain(part) for part in one] if isinstance(one, list | tuple) else plain(one) for one in args]
        return function(*plainly, **kwargs)

    def look(self, others: Sequence[object]) -> None:
        """Tell the meter that these examples are looked at, with such parameters."""
        if self.meter is not None and self.rows is not None:
            self.meter.look(np.ravel(self.rows), [np.asarray(getattr(one, "data", one)).tobytes() for one in others])


def plain(value: object) -> Any:
    """Return examples as an ordinary array; anything else as it is.

    >>> type(plain(np.ones(3).view(Examples))).__name__
    'ndarray'
    """
    return value.view(np.ndarray) if isinstance(value, Examples) else value


def examples(values: Array, meter: Given) -> Examples:
    """Return the examples of a meter, one a row."""
    found = values.view(Examples)
    found.meter, found.rows = meter, np.arange(len(values))
    return found
