"""The complex step: a `Complex` runs a real function a tiny way along the imaginary axis.

    f(x + ih) = f(x) + ih f'(x) - …,   so   f'(x) = Im f(x + ih) / h

Nothing is subtracted, so h may be 1e-20 and the derivative is exact to rounding.  The complex step shares no derivative
rule with the other engines, so it is an independent check of them.  On raw complex arrays abs, max and comparisons
would silently drop or misuse the imaginary part; here they follow the real part, as analytic functions do.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import numpy as np

from .arraylike import ArrayLike, listing
from .dispatch import Array, Box, Options, Primitive
from .rules.array import Axis
from .rules.calls import constant_of, real


class Complex(ArrayLike):
    """Numbers x + ih for a real function of x.

    >>> z = Complex(np.array([3.0]), np.array([1e-20]))
    >>> float((np.sum(abs(z) ** 2).imag / 1e-20).round(12))
    6.0
    """

    __slots__ = ()

    def __init__(self, real: Array, imaginary: Array) -> None:
        if isinstance(real, Box):
            raise TypeError(
                f"the complex step takes plain numbers and not a {type(real).__name__}: nest "
                "derivatives with sgdlab.grad and sgdlab.jvp"
            )
        self.inner, self.level = np.asarray(real) + 1j * np.asarray(imaginary), 0

    real = data = property(attrgetter("inner.real"), doc="The values.")
    imag = property(attrgetter("inner.imag"), doc="The derivative along the step, times h.")
    dtype = property(attrgetter("inner.real.dtype"), doc="The type of the values.")

    def record(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
        """Compute the primitive on complex numbers, with the analytic function that it is on real ones."""
        inputs = [self._inside(a) for a in args]
        function = ANALYTIC.get(primitive.name, primitive.plain)
        y = object.__new__(Complex)
        y.inner, y.level = np.asarray(function(*inputs, **options))[()], self.level
        return y

    def constant(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
        """Compare, count or look up using the real parts alone."""
        return primitive.plain(*[np.real(self._inside(a)) for a in args], **options)

    def _inside(self, a: Array) -> Array:
        if isinstance(a, Complex):
            return a.inner
        if isinstance(a, Box):
            raise self.mixed(a)
        return real(constant_of(a))

    def __bool__(self) -> bool:
        return bool(self.inner.real)

    def __repr__(self) -> str:
        return f"Complex({listing(self.inner)})"


def _within(function: Callable[..., Array]) -> Callable[..., Array]:
    """A function on its real domain only: outside, NaN as for real numbers, not the complex continuation."""

    def checked(z: Array) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(np.isnan(function(np.real(z))), np.nan, function(z))

    return checked


def _flat(function: Callable[..., Array]) -> Callable[..., Array]:
    return lambda *z: function(*map(np.real, z)) + 0j


def _abs(z: Array) -> Array:
    return np.sign(np.real(z)) * z


def _of_two(reduce: Callable[..., Array]) -> Callable[..., Array]:
    """What a function makes of an axis, for two numbers."""
    return lambda a, b: reduce(np.stack(np.broadcast_arrays(a, b)), axis=0)


def _extreme(choose: Callable[..., Array]) -> Callable[..., Array]:
    """max or min along the axes: the entry whose real part is; entries that tie share the slope."""

    def reduce(z: Array, axis: Axis = None, keepdims: bool = False) -> Array:
        x = np.real(z)
        over: Any = {"axis": axis, "keepdims": keepdims}
        hit = np.equal(x, choose(x, axis=axis, keepdims=True))
        return choose(x, **over) + 1j * (np.sum(np.imag(z) * hit, **over) / np.sum(hit, **over))

    return reduce


_maximum = _of_two(_extreme(np.maximum.reduce))


def _length(z: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """The Euclidean length, with the slope 0 at 0."""
    away = np.any(np.real(z) != 0, axis=axis, keepdims=keepdims)
    return np.where(away, np.sqrt(np.sum(z * z, axis=axis, keepdims=keepdims)), 0)


def _log1p(z: Array) -> Array:
    x, h = np.real(z), np.imag(z)
    return np.log1p(x) + 1j * np.arctan2(h, 1 + x)


def _logaddexp(a: Array, b: Array) -> Array:
    return _maximum(a, b) + _log1p(np.exp(-_abs(a - b)))


def _arctan2(a: Array, b: Array) -> Array:
    """The real angle, and the small turn away from it."""
    angle = np.arctan2(np.real(a), np.real(b))
    c, s = np.cos(angle), np.sin(angle)
    return angle + np.arctan((a * c - b * s) / (a * s + b * c))


def _modulo(function: Callable[..., Array]) -> Callable[..., Array]:
    """What is left of a after taking b as often as for real numbers."""

    def left(a: Array, b: Array) -> Array:
        y = function(np.real(a), np.real(b))
        return y + 1j * (np.imag(a) - np.imag(b) * np.rint((np.real(a) - y) / np.real(b)))

    return left


def _refused(name: str) -> Callable[..., Array]:
    def refuse(*_: object, **__: object) -> Array:
        raise TypeError(
            f"the complex step can't follow np.linalg.{name}, which conjugates complex numbers and so is not analytic: "
            "use sgdlab.grad, or sgdlab.finite_difference"
        )

    return refuse


def _log_det(a: Array) -> Array:
    sign, size = np.linalg.slogdet(a)
    return size + 1j * np.angle(sign * np.linalg.slogdet(np.real(a))[0])


def _binary_cross_entropy(logits: Array, target: Array) -> Array:
    return np.sum(_logaddexp((1 - 2 * target) * logits, 0), axis=-1) / logits.shape[-1]


ANALYTIC: dict[str, Callable[..., Array]] = {
    "absolute": _abs,
    "fabs": _abs,
    "max": _extreme(np.max),
    "min": _extreme(np.min),
    **{f.__name__: _of_two(_extreme(f.reduce)) for f in (np.maximum, np.minimum, np.fmax, np.fmin)},
    "norm": _length,
    "remainder": _modulo(np.remainder),
    "fmod": _modulo(np.fmod),
    "conjugate": lambda z: z,
    "astype": lambda z, dtype: z,
    **dict.fromkeys(("radians", "deg2rad"), lambda z: z * (np.pi / 180)),
    **dict.fromkeys(("degrees", "rad2deg"), lambda z: z * (180 / np.pi)),
    "hypot": _of_two(_length),
    "arctan2": _arctan2,
    "cbrt": lambda z: np.sign(np.real(z)) * _abs(z) ** (1 / 3),
    "logaddexp": _logaddexp,
    "logaddexp2": lambda a, b: _logaddexp(a * np.log(2), b * np.log(2)) / np.log(2),
    "log1p": _log1p,
    "sigmoid": lambda z: np.exp(-_logaddexp(0, -z)),
    "softplus": lambda z: _logaddexp(z, 0),
    "relu": lambda z: np.where(np.real(z) > 0, z, 0),
    "logdet": _log_det,
    "binary_cross_entropy": _binary_cross_entropy,
    "cholesky": _refused("cholesky"),
    "eigvalsh": _refused("eigvalsh"),
    "eigenvectors": _refused("eigh"),
    "singular values": _refused("svd"),
    **{f.__name__: _flat(f) for f in (np.sign, np.floor, np.ceil, np.rint, np.trunc, np.floor_divide)},
    **{
        f.__name__: _within(f)
        for f in (np.sqrt, np.log, np.log2, np.log10, np.arcsin, np.arccos, np.arccosh, np.arctanh)
    },
}
