"""The operators and methods of a box, as a table with the NumPy function that each stands for.

A method of ndarray that is not in the table raises an error with its name.  A box never becomes a plain number
silently, because its derivative would be lost [LostDerivativeError].
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from ..dispatch import RULES, Array, Box, Function, apply
from .array import AS_CONSTANT, ASTYPE
from .calls import call


def _unary(ufunc: np.ufunc) -> Callable[[Array], Array]:
    primitive = RULES[ufunc]
    return lambda self: self.record(primitive, (self,), {})


def _binary(ufunc: np.ufunc) -> Function:
    primitive = RULES[ufunc]
    return lambda self, other: apply(primitive, self, other)


def _reflected(ufunc: np.ufunc) -> Function:
    primitive = RULES[ufunc]
    return lambda self, other: apply(primitive, other, self)


def _method(func: Any) -> Function:
    def method(self: Any, *args: Array, **options: object) -> Array:
        return call(func, (self, *args), options)

    method.__doc__ = f"The same as np.{func.__name__}."
    return method


class LostDerivativeError(TypeError):
    """A box was about to become a plain number, without its derivative."""


def _refusing(method: str) -> Function:
    """Make a method that raises, because it would return what is inside as a plain number."""

    def refuse(self: Any, *args: Array, **options: object) -> Array:
        if isinstance(self.inner, Box):  # derivatives are nested: the innermost box knows what it is
            return getattr(self.inner, method)(*args, **options)
        raise LostDerivativeError(
            f"a {type(self).__name__} does not become a plain number or array, because its derivative would be lost: "
            "use NumPy's functions (np.exp, not math.exp); instead of filling a plain array, join several with "
            "np.stack([...]) or np.concatenate([...]); of a table of pandas, take t.to_numpy(); if you need no "
            "derivative, .data has the values"
        )

    return refuse


class Methods:
    """Gives every kind of box the operators and methods of an array."""

    __slots__ = ()

    __neg__, __pos__, __abs__ = _unary(np.negative), _unary(np.positive), _unary(np.abs)
    __add__, __radd__ = _binary(np.add), _reflected(np.add)
    __sub__, __rsub__ = _binary(np.subtract), _reflected(np.subtract)
    __mul__, __rmul__ = _binary(np.multiply), _reflected(np.multiply)
    __truediv__, __rtruediv__ = _binary(np.divide), _reflected(np.divide)
    __mod__, __rmod__ = _binary(np.remainder), _reflected(np.remainder)
    __floordiv__, __rfloordiv__ = _binary(np.floor_divide), _reflected(np.floor_divide)
    __pow__, __rpow__ = _binary(np.power), _reflected(np.power)
    __matmul__, __rmatmul__ = _binary(np.matmul), _reflected(np.matmul)
    __lt__, __le__ = _binary(np.less), _binary(np.less_equal)
    __gt__, __ge__ = _binary(np.greater), _binary(np.greater_equal)
    __eq__, __ne__ = _binary(np.equal), _binary(np.not_equal)
    __hash__ = object.__hash__
    __array__, __float__, __int__, item = map(_refusing, ("__array__", "__float__", "__int__", "item"))

    sum, mean, max, min, prod = map(_method, (np.sum, np.mean, np.max, np.min, np.prod))
    std, var, cumsum, cumprod, dot = map(_method, (np.std, np.var, np.cumsum, np.cumprod, np.dot))
    clip, round, __round__, copy = map(_method, (np.clip, np.round, np.round, np.copy))
    ravel, flatten, squeeze, swapaxes = map(_method, (np.ravel, np.ravel, np.squeeze, np.swapaxes))
    repeat, take, trace, diagonal = map(_method, (np.repeat, np.take, np.trace, np.diagonal))
    argmax, argmin, argsort, all, any = map(_method, (np.argmax, np.argmin, np.argsort, np.all, np.any))
    __divmod__, __rdivmod__ = _method(np.divmod), lambda self, other: (other // self, other % self)
    T = property(_method(np.transpose))
    mT = property(lambda self: self.T if self.ndim == 2 else self.swapaxes(-1, -2))  # noqa: N815

    def reshape(self, *shape: object, **options: object) -> Array:
        """Return the same entries in another shape, like ndarray.reshape."""
        wanted = shape[0] if len(shape) == 1 else shape
        if options:
            return call(np.reshape, (self, wanted), options)
        return apply(RULES[np.reshape], self, shape=wanted)

    def astype(self, dtype: DTypeLike, *, copy: bool = True) -> Array:
        """Return the numbers in another floating-point type; integers and booleans give a plain array."""
        kind = np.dtype(dtype).kind
        if kind not in "fbiu":
            raise TypeError(f"a {type(self).__name__} holds real numbers, and can't become {np.dtype(dtype)}")
        return apply(ASTYPE if kind == "f" else AS_CONSTANT, self, dtype=dtype)

    def transpose(self, *axes: object) -> Array:
        """Return the array with its axes in another order, like ndarray.transpose."""
        order = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes or None
        return call(np.transpose, (self,), {"axes": order})


def _absent(name: str, instead: str) -> property:
    def refuse(self: object) -> Array:
        raise AttributeError(f"a {type(self).__name__} has no .{name}: write {instead}")

    return property(refuse)


for _name in dir(np.ndarray):  # because a __getattr__ would slow down every other attribute
    if _name[0] != "_" and not hasattr(Methods, _name):
        instead = f"it with NumPy's functions, or use .data.{_name} where no derivative is wanted"
        setattr(Methods, _name, _absent(_name, instead))
for _name in ("cos", "exp", "log", "sin", "sqrt", "tanh"):  # methods of a Value, and of PyTorch's tensors
    setattr(Methods, _name, _absent(_name, f"np.{_name}(…)"))
for _name in ("relu", "sigmoid", "softplus"):
    setattr(Methods, _name, _absent(_name, f"sgdlab.{_name}(…)"))
for _name in ("cpu", "detach", "numpy"):
    setattr(Methods, _name, _absent(_name, ".data, the values without a derivative"))
Methods.zero_grad = _absent("zero_grad", ".grad = None")  # type: ignore[attr-defined]
