"""The array interface of every box [ArrayLike]: its shape, its entries, and NumPy's two protocols."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import numpy as np

from .dispatch import DERIVED, RULES, Array, Box, Function, Index, Options, Primitive, apply
from .rules.calls import call, call_ufunc, constant_of, name_of, unsupported
from .rules.methods import Methods
from .rules.picking import PICK, pick


class ArrayLike(Methods, Box):
    """Gives every kind of box the shape, the entries and the NumPy protocols of an array."""

    __slots__ = ()

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *args: Array, **options: object) -> Array:
        primitive = RULES.get(ufunc)
        if primitive is None or options or method != "__call__":
            return call_ufunc(self, ufunc, method, args, options)
        if len(args) == 1 and primitive.vjps is not None:
            return self.record(primitive, args, options)
        return apply(primitive, *args)

    def __array_function__(self, func: Function, types: object, args: Any, kwargs: Any) -> Array:
        primitive = RULES.get(func)
        if primitive is not None and not kwargs and len(args) == primitive.arrays:
            return apply(primitive, *args)
        if primitive is None and func not in DERIVED:
            raise unsupported(f"np.{name_of(func)}", self)
        return call(func, args, kwargs)

    def constant(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
        """Compute a function that has no derivative, on the insides of this level's boxes."""
        level, inside = self.level, []
        for a in args:  # faster than a comprehension
            inside.append(a.inner if isinstance(a, Box) and a.level == level else constant_of(a))
        return primitive.function(*inside, **options)

    @property
    def data(self) -> Array:
        """The values, read-only: an array or a NumPy scalar (or a box, where derivatives are nested)."""
        if type(self.inner) is np.ndarray:
            self.inner.setflags(write=False)
        return self.inner

    shape, ndim, size, dtype = (property(attrgetter(f"inner.{name}")) for name in ("shape", "ndim", "size", "dtype"))

    def __len__(self) -> int:
        return len(self.inner) if self.ndim else self.item()

    def __getitem__(self, index: Index) -> Array:
        if type(index) is slice or type(index) is int:
            return self.record(PICK, (self,), {"index": index})
        return pick(self, index)

    def __setitem__(self, index: Index, value: Array) -> None:
        raise TypeError(
            f"a {type(self).__name__} can't be changed in place, because its derivative would be wrong: make a new one "
            "with np.where(mask, new, old), np.concatenate or np.stack"
        )

    def __iter__(self) -> Iterator[Array]:
        if not self.ndim:
            raise TypeError(f"a {type(self).__name__} of shape () can't be iterated over")
        return (self[i] for i in range(len(self)))

    def __bool__(self) -> bool:
        return bool(self.inner)

    def __format__(self, spec: str) -> str:
        return format(self.data, spec) if spec else str(self)


def listing(values: Array) -> str:
    """The numbers inside nested boxes, for a repr."""
    while isinstance(values, Box):
        values = values.inner
    return np.array2string(np.asarray(values), separator=", ", prefix="Tensor(")
