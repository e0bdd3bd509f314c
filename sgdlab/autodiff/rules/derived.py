"""NumPy functions that are composed of functions with derivative rules, so they need none of their own."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from ..dispatch import DERIVED, Array, Box, apply
from ..functions import constant
from .array import CUMSUM, Axis, axes_of, flattened, length, pick_along, size
from .kinks import nonzero
from .picking import concatenate

# Reductions.


def _last(a: Array, axis: Axis) -> tuple[Array, tuple[int, ...]]:
    """Move the reduced axes to the end as a single one; also return the shape that keeps them with length 1."""
    axes = axes_of(axis, a.ndim)
    rest = [i for i in range(a.ndim) if i not in axes]
    x = np.transpose(a, [*rest, *axes]).reshape((*(a.shape[i] for i in rest), size(a, axis)))
    return x, tuple(1 if i in axes else n for i, n in enumerate(a.shape))


def _prod(a: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """Multiply the two halves again and again: log2(n) operations, and correct at zeros too."""
    x, kept = _last(a, axis)
    if x.shape[-1] == 0:
        return np.ones(kept if keepdims else x.shape[:-1], a.dtype)[()]
    while (n := x.shape[-1]) > 1:
        odd = [x[..., n - 1 :]] if n % 2 else []
        x = concatenate([x[..., : n // 2] * x[..., n // 2 : n // 2 * 2], *odd], axis=-1)
    return x.reshape(kept) if keepdims else x[..., 0]


def _cumprod(a: Array, axis: int | None = None) -> Array:
    """Multiply over windows that double in length, which is correct at zeros too."""
    a, axis = flattened(a, axis)
    width = 1
    while width < a.shape[axis]:
        before, after = pick_along(a, axis, slice(None, -width)), pick_along(a, axis, slice(width, None))
        a = concatenate([pick_along(a, axis, slice(None, width)), before * after], axis=axis)
        width *= 2
    return a


def _cumsum(a: Array, axis: int | None = None) -> Array:
    a, axis = flattened(a, axis)
    return apply(CUMSUM, a, axis=axis)


def _var(a: Array, axis: Axis = None, ddof: float = 0, keepdims: bool = False) -> Array:
    r = a - np.mean(a, axis=axis, keepdims=True)
    return np.sum(r * r, axis=axis, keepdims=keepdims) / max(size(a, axis) - ddof, 0)


def _std(a: Array, axis: Axis = None, ddof: float = 0, keepdims: bool = False) -> Array:
    r = a - np.mean(a, axis=axis, keepdims=True)
    return _length(r, axis, keepdims) / float(np.sqrt(max(size(a, axis) - ddof, 0)))


def _length(x: Array, axis: Axis, keepdims: bool) -> Array:
    """Compute the Euclidean length in a unit in which no square overflows or vanishes, which is 1 for usual numbers."""
    if not x.size:
        return length(x, axis=axis, keepdims=keepdims)
    top, one = constant(np.max(np.abs(x), axis=axis, keepdims=True)), x.dtype.type(1)
    edge = int(np.finfo(x.dtype).maxexp) // 3
    large, small = (np.ldexp(one, sign * edge) for sign in (1, -1))
    tiny = np.logical_and(np.greater(top, 0), np.less(top, small))
    unit = np.where(tiny, small * small, np.where(np.greater(top, large), large * large, one))
    return length(x / unit, axis=axis, keepdims=keepdims) * (unit if keepdims else np.squeeze(unit, axis=axis))


def _norm(x: Array, ord: object = None, axis: Axis = None, keepdims: bool = False) -> Array:
    axes = axes_of(axis, x.ndim)
    matrix = len(axes) == 2
    if len(axes) not in (1, 2) and not (ord is None and axis is None):
        raise ValueError(f"np.linalg.norm takes one axis for vectors, or two for matrices; got {axes}: reshape first")
    if ord is None or ord == ("fro" if matrix else 2):
        return _length(x, axis, keepdims)
    if matrix and ord in ("nuc", 2):
        values = np.linalg.svd(np.moveaxis(x, axes, (-2, -1)), compute_uv=False)
        total = np.sum(values, axis=-1) if ord == "nuc" else np.sum(values[..., :1], axis=-1)
        return np.expand_dims(total, axes) if keepdims else total
    if matrix or not isinstance(ord, (int, float)) or ord <= 0:
        raise TypeError(
            f"np.linalg.norm with ord={ord!r} has no derivative rule here; there are None, for matrices 'fro', 'nuc' "
            "and 2, and for vectors any ord > 0 and np.inf"
        )
    if ord == np.inf and x.size:
        return np.max(np.abs(x), axis=axis, keepdims=keepdims)
    total = np.sum(np.abs(x) ** ord, axis=axis, keepdims=keepdims)
    empty = np.equal(total, 0)  # the gradient of a norm at 0 is 0
    return np.where(empty, 0, nonzero(total) ** (1 / ord))


def _clip(a: Array, a_min: Array = None, a_max: Array = None, *, min: Array = None, max: Array = None) -> Array:
    low, high = (a_min if min is None else min), (a_max if max is None else max)
    a = a if low is None else np.maximum(a, low)
    return a if high is None else np.minimum(a, high)


def _average(a: Array, axis: Axis = None, weights: Array = None) -> Array:
    if weights is None:
        return np.mean(a, axis=axis)
    weights = weights if isinstance(weights, Box) else np.asarray(weights)
    axes = axes_of(axis, a.ndim)
    if weights.shape != a.shape:  # one weight for each entry along the axes
        if weights.shape != tuple(a.shape[i] for i in axes):
            raise ValueError(f"np.average takes weights of the shape of a or of axis={axis} of it; got {weights.shape}")
        weights = np.transpose(weights, np.argsort(axes).tolist())
        weights = np.reshape(weights, [n if i in axes else 1 for i, n in enumerate(a.shape)])
    weights = np.broadcast_to(weights, a.shape).astype(np.result_type(a.dtype, weights.dtype))  # before they are summed
    return np.sum(a * weights, axis=axis) / np.sum(weights, axis=axis)


def _quantile(a: Array, q: object, axis: Axis = None, keepdims: bool = False, method: str = "linear") -> Array:
    """Interpolate linearly between the two nearest sorted entries, as NumPy does by default."""
    if method != "linear":
        raise TypeError(f"np.quantile with method={method!r} has no derivative rule here; there is 'linear'")
    x, kept = _last(a, axis)
    if not x.shape[-1] or not np.all((np.asarray(q) >= 0) & (np.asarray(q) <= 1)):
        raise ValueError(f"np.quantile takes at least one number, and a q from 0 to 1; got shape {a.shape} and q={q}")
    x = np.sort(np.where(np.isnan(x).any(axis=-1, keepdims=True), np.nan, x), axis=-1)
    place = np.asarray(q) * (x.shape[-1] - 1)
    below, above = np.floor(place).astype(int), np.ceil(place).astype(int)
    part = place - below
    part = part if part.ndim else part.astype(a.dtype)  # a single number adapts to the type of the array
    y = x[..., below] * (1 - part) + np.where(part > 0, x[..., above], 0) * part  # infinity * 0 would be NaN
    y = np.moveaxis(y, range(-place.ndim, 0), range(place.ndim))
    return y.reshape(place.shape + kept) if keepdims else y


def _gradient(f: Array, *spacing: object, axis: Axis = None, edge_order: int = 1) -> Array:
    """Central differences, weighted if the spacing changes, and one-sided differences at the two ends."""
    if edge_order != 1:
        raise TypeError("np.gradient with edge_order=2 has no derivative rule here; there is edge_order=1")
    axes = axes_of(axis, f.ndim)
    steps = spacing * len(axes) if len(spacing) == 1 else spacing or (1.0,) * len(axes)
    found = [_slope(f, i, h) for i, h in zip(axes, steps, strict=True)]
    return found[0] if len(found) == 1 else tuple(found)


def _slope(f: Array, axis: int, h: Array) -> Array:
    n = f.shape[axis]
    if np.ndim(h) and np.shape(h) != (n,):
        raise ValueError(f"np.gradient takes the {n} places along axis {axis}, or their distance; got {np.shape(h)}")
    if n < 2:
        raise ValueError(f"np.gradient needs at least 2 entries along an axis, and axis {axis} has {n}")
    widths = np.diff(np.multiply(h, 1.0)) if np.ndim(h) else np.full(n - 1, float(h))  # small integers would overflow
    widths = widths.astype(f.dtype)
    widths = widths.reshape([-1 if i == axis else 1 for i in range(f.ndim)])
    slopes = np.diff(f, axis=axis) / widths
    left, right = pick_along(widths, axis, slice(None, -1)), pick_along(widths, axis, slice(1, None))
    before, after = pick_along(slopes, axis, slice(None, -1)), pick_along(slopes, axis, slice(1, None))
    middle = (before * right + after * left) / (left + right)
    return concatenate(
        [pick_along(slopes, axis, slice(None, 1)), middle, pick_along(slopes, axis, slice(-1, None))], axis=axis
    )


def _diff(a: Array, n: int = 1, axis: int = -1) -> Array:
    if n < 0:
        raise ValueError(f"np.diff takes differences n times, with n of at least 0; got n={n}")
    for _ in range(n):
        a = pick_along(a, axis, slice(1, None)) - pick_along(a, axis, slice(None, -1))
    return a


def _round(a: Array, decimals: int = 0) -> Array:
    return np.rint(a * 10.0**decimals) / 10.0**decimals


# Elementwise.


def _sinc(x: Array) -> Array:
    """sin(pi x) / (pi x); near 0 its Taylor series, so that all derivatives exist there."""
    v = np.pi * x
    near = np.less(np.abs(v), 0.5)
    square = np.where(near, v * v, 0)
    series: Array = 1.0
    for k in range(10, 0, -1):
        series = 1 - square * series / (2 * k * (2 * k + 1))
    far = np.where(near, 1, v)
    return np.where(near, series, np.sin(far) / far)


def _nan_to_num(
    x: Array, copy: bool = True, nan: float = 0.0, posinf: float | None = None, neginf: float | None = None
) -> Array:
    large = np.finfo(x.dtype).max
    x = np.where(np.isnan(x), nan, x)
    x = np.where(np.equal(x, np.inf), large if posinf is None else posinf, x)
    return np.where(np.equal(x, -np.inf), -large if neginf is None else neginf, x)


def _select(condlist: Sequence[Array], choicelist: Sequence[Array], default: Array = 0) -> Array:
    if not isinstance(default, Box):
        default = np.asarray(default, np.result_type(*choicelist, default))  # Python numbers alone would be float64
    for condition, choice in zip(reversed(condlist), reversed(choicelist), strict=True):
        default = np.where(condition, choice, default)
    return default


def _linspace(start: Array, stop: Array, num: int = 50, endpoint: bool = True, axis: int = 0) -> Array:
    shape = np.broadcast_shapes(np.shape(start), np.shape(stop))
    part = np.linspace(0, 1, num, endpoint).reshape(-1, *(1 for _ in shape)).astype(np.result_type(start, stop, 1.0))
    return np.moveaxis(start * (1 - part) + stop * part, 0, axis)


def _full_like(
    a: Array, fill_value: Array, dtype: DTypeLike | None = None, shape: int | Sequence[int] | None = None
) -> Array:
    full = np.broadcast_to(fill_value, np.shape(a) if shape is None else shape)
    return full.astype(dtype or a.dtype) if isinstance(full, Box) else np.array(full, dtype or a.dtype)[()]


DERIVED.update({
    np.prod: _prod, np.cumsum: _cumsum, np.cumprod: _cumprod, np.var: _var, np.std: _std, np.linalg.norm: _norm,
    np.amax: lambda a, **o: np.max(a, **o), np.amin: lambda a, **o: np.min(a, **o),
    np.ptp: lambda a, **o: np.max(a, **o) - np.min(a, **o),
    np.average: _average, np.quantile: _quantile,
    np.percentile: lambda a, q, **o: _quantile(a, np.asarray(q) / 100, **o),
    np.median: lambda a, axis=None, keepdims=False: _quantile(a, 0.5, axis, keepdims),
    np.linalg.matrix_norm: lambda x, keepdims=False, ord="fro": _norm(x, ord, (-2, -1), keepdims),
    np.copy: lambda a, order="K": a,  # nothing changes it
    np.clip: _clip, np.round: _round, np.around: _round, np.diff: _diff, np.gradient: _gradient, np.sinc: _sinc,
    np.nan_to_num: _nan_to_num, np.divmod: lambda a, b: (a // b, a % b),
    np.modf: lambda x: (np.where(np.isinf(x), 0, x - np.trunc(x)), np.trunc(x)),
    np.full_like: _full_like, np.ones_like: lambda a, **o: _full_like(a, 1, **o),
    np.zeros_like: lambda a, **o: _full_like(a, 0, **o), np.empty_like: lambda a, **o: _full_like(a, 0, **o),
    np.select: _select, np.linspace: _linspace,
    np.real: lambda val: val, np.imag: np.zeros_like,
    np.angle: lambda z, deg=False: np.arctan2(0.0, z) * (180 / np.pi if deg else 1),
})  # fmt: skip
if hasattr(np, "cumulative_sum"):  # from NumPy 2.1 on
    DERIVED.update({np.cumulative_sum: _cumsum, np.cumulative_prod: _cumprod})
