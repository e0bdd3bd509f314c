"""Functions to differentiate, with arguments, for every line of the table; and how a derivative is judged [check]."""

import numpy as np

import sgdlab.autodiff as ad
from sgdlab.autodiff.dispatch import RULES, Primitive
from sgdlab.autodiff.rules import array, inverses, linalg, picking, spectral
from sgdlab.autodiff.rules.picking import scatter
from tests.derivative_cases_several import numbers, one_of_each

# Everything that has derivative rules: NumPy's functions and ours, and those that only other rules use.
PRIMITIVES = [*RULES.values(), *(x for m in (array, inverses, linalg, picking, spectral) for x in vars(m).values())]
PRIMITIVES = list({id(p): p for p in PRIMITIVES if isinstance(p, Primitive) and p.vjps is not None}.values())


def slope(f, args, directions, h=5e-4):
    """The derivative of f along directions from five values of plain NumPy, error of order h^4."""

    def at(k):
        return f(*[a + k * h * v for a, v in zip(args, directions, strict=True)])

    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h)


def check(f, args, rng):
    """One random direction and random weights: both modes against the differences."""
    expected_value = np.asarray(f(*args))
    weights = rng.uniform(0.5, 1.5, expected_value.shape) * rng.choice([-1.0, 1.0], expected_value.shape)
    directions = [rng.uniform(0.5, 1.5, np.shape(a)) * rng.choice([-1.0, 1.0], np.shape(a)) for a in args]

    expected = np.asarray(slope(f, args, directions))
    value, tangent = ad.jvp(f, args, directions)
    np.testing.assert_allclose(value, expected_value, rtol=1e-13, atol=1e-14)
    scale = 1e-3 + np.max(np.abs(expected), initial=0.0)
    np.testing.assert_allclose(tangent, expected, rtol=0, atol=2e-8 * scale, err_msg="forward mode")

    for k, (a, v) in enumerate(zip(args, directions, strict=True)):  # one argument at a time, so that none hides

        def of_one(x, k=k):
            return f(*args[:k], x, *args[k + 1 :])

        expected = np.sum(weights * slope(of_one, [a], [v]))
        value, pull = ad.vjp(of_one, a)
        np.testing.assert_allclose(value, expected_value, rtol=1e-13, atol=1e-14)
        (gradient,) = pull(weights)
        assert gradient.shape == np.shape(a)
        terms = np.abs(gradient * v).sum() + 1e-3
        np.testing.assert_allclose(np.sum(gradient * v), expected, rtol=0, atol=2e-8 * terms, err_msg="reverse mode")
        tangent = ad.jvp(of_one, (a,), (v,))[1]
        np.testing.assert_allclose(np.sum(weights * tangent), expected, rtol=0, atol=2e-8 * terms)


# Elementwise functions: (low, high) of each argument.

REAL, POSITIVE, UNIT = (-2.0, 2.0), (0.3, 2.5), (-0.9, 0.9)
ELEMENTWISE = {
    np.add: (REAL, REAL), np.subtract: (REAL, REAL), np.multiply: (REAL, REAL), np.divide: (REAL, POSITIVE),
    np.power: (POSITIVE, REAL), np.float_power: (POSITIVE, REAL), np.maximum: (REAL, REAL),
    np.minimum: (REAL, REAL), np.logaddexp: (REAL, REAL), np.logaddexp2: (REAL, REAL),
    np.hypot: (REAL, POSITIVE), np.arctan2: (REAL, POSITIVE),
    np.negative: (REAL,), np.positive: (REAL,), np.reciprocal: (POSITIVE,), np.square: (REAL,), np.sqrt: (POSITIVE,),
    np.cbrt: (POSITIVE,), np.abs: (REAL,), np.fabs: (REAL,), np.exp: (REAL,), np.exp2: (REAL,), np.expm1: (REAL,),
    np.log: (POSITIVE,), np.log2: (POSITIVE,), np.log10: (POSITIVE,), np.log1p: (POSITIVE,), np.sin: (REAL,),
    np.cos: (REAL,), np.tan: (UNIT,), np.arcsin: (UNIT,), np.arccos: (UNIT,), np.arctan: (REAL,), np.sinh: (REAL,),
    np.cosh: (REAL,), np.tanh: (REAL,), np.arcsinh: (REAL,), np.arccosh: ((1.2, 3.0),), np.arctanh: (UNIT,),
    np.fmax: (REAL, REAL), np.fmin: (REAL, REAL), np.remainder: ((2.6, 2.9), (1.0, 1.25)),
    np.fmod: ((-2.9, -2.6), (1.0, 1.25)), np.floor_divide: ((2.6, 2.9), (1.0, 1.25)), np.conjugate: (REAL,),
    np.radians: (REAL,), np.degrees: (REAL,), np.deg2rad: (REAL,), np.rad2deg: (REAL,), np.sinc: (REAL,),
    np.sign: (POSITIVE,), np.floor: ((1.1, 1.9),), np.ceil: ((1.1, 1.9),), np.rint: ((1.1, 1.4),),
    np.trunc: ((1.1, 1.9),), ad.sigmoid: (REAL,), ad.softplus: (REAL,), ad.relu: (REAL,),
}  # fmt: skip


def elementwise_case(function, shapes, rng):
    domains = ELEMENTWISE[function]
    return function, [
        numbers(rng, s, *d, offset=float(k)) for k, (s, d) in enumerate(zip(shapes, domains, strict=True))
    ]


# Functions of one array with an axis: (shape, axis, keepdims, rng) -> (f, args).

AXIS = {
    "sum": lambda s, a, k: lambda x: np.sum(x, axis=a, keepdims=k),
    "mean": lambda s, a, k: lambda x: np.mean(x, axis=a, keepdims=k),
    "max": lambda s, a, k: lambda x: np.max(x, axis=a, keepdims=k),
    "min": lambda s, a, k: lambda x: np.min(x, axis=a, keepdims=k),
    "amax": lambda s, a, k: lambda x: np.amax(x, axis=a, keepdims=k),
    "amin": lambda s, a, k: lambda x: np.amin(x, axis=a, keepdims=k),
    "ptp": lambda s, a, k: lambda x: np.ptp(x, axis=a, keepdims=k),
    "median": lambda s, a, k: lambda x: np.median(x, axis=a, keepdims=k),
    "quantile": lambda s, a, k: lambda x: np.quantile(x, [0.3, 0.75], axis=a, keepdims=k),
    "percentile": lambda s, a, k: lambda x: np.percentile(x, 40, axis=a, keepdims=k),
    "cumprod": lambda s, a, k: lambda x: np.cumprod(x, axis=_one(a)),
    "cumprod flat": lambda s, a, k: lambda x: np.cumprod(x),
    "prod": lambda s, a, k: lambda x: np.prod(x, axis=a, keepdims=k),
    "var": lambda s, a, k: lambda x: np.var(x, axis=a, keepdims=k),
    "std": lambda s, a, k: lambda x: np.std(x * np.arange(1, 1 + s[-1]) + np.sin(x), axis=a, keepdims=k),
    "norm": lambda s, a, k: lambda x: np.linalg.norm(x, axis=a, keepdims=k),
    "norm 1": lambda s, a, k: lambda x: np.linalg.norm(x, 1, axis=_one(a), keepdims=k),
    "norm 3": lambda s, a, k: lambda x: np.linalg.norm(x, 3, axis=_one(a), keepdims=k),
    "norm inf": lambda s, a, k: lambda x: np.linalg.norm(x, np.inf, axis=_one(a), keepdims=k),
    "logsumexp": lambda s, a, k: lambda x: ad.logsumexp(x, axis=a, keepdims=k),
    "softmax": lambda s, a, k: lambda x: ad.softmax(x, axis=a),
    "cumsum": lambda s, a, k: lambda x: np.cumsum(x, axis=_one(a)),
    "sum where": lambda s, a, k: lambda x: np.sum(x, axis=a, keepdims=k, where=_thirds(s)[0], initial=2.0),
    "var correction": lambda s, a, k: lambda x: np.var(x, axis=a, keepdims=k, correction=-0.5),
    "std correction": lambda s, a, k: lambda x: np.std(np.sin(x) + np.arange(s[-1]), correction=-0.5),
    "copy": lambda s, a, k: lambda x: np.copy(x) + x.copy(),
    "mT": lambda s, a, k: lambda x: np.atleast_2d(x).mT,
    "matrix_transpose": lambda s, a, k: lambda x: np.matrix_transpose(np.linalg.matrix_transpose(x[None]) ** 2),
    "around": lambda s, a, k: lambda x: x * np.around(x * 0 + 0.2, 1) * round((x * 0 + 0.2)[(0,) * len(s)], 1),
    "outer method": lambda s, a, k: lambda x: np.multiply.outer(x, np.subtract.outer(np.array([1.0, 3.0]), x[..., 0])),
    "cumsum flat": lambda s, a, k: lambda x: np.cumsum(x),
    "sort": lambda s, a, k: lambda x: np.sort(x, axis=_one(a)),
    "sort flat": lambda s, a, k: lambda x: np.sort(x, axis=None),
    "flip": lambda s, a, k: lambda x: np.flip(x, axis=a),
    "roll": lambda s, a, k: lambda x: np.roll(x, 2, axis=a),
    "repeat": lambda s, a, k: lambda x: np.repeat(x, 2, axis=_one(a)),
    "take": lambda s, a, k: lambda x: np.take(x, [0, -1, 0], axis=_one(a)),
    "take flat": lambda s, a, k: lambda x: np.take(x, np.array([[0, -1, 0]])),
    "take_along_axis": lambda s, a, k: lambda x: np.take_along_axis(x, np.zeros((1,) * len(s), int), _one(a)),
    "diff": lambda s, a, k: lambda x: np.diff(x, axis=_one(a)),
    "average": lambda s, a, k: lambda x: np.average(x, axis=_one(a), weights=np.arange(1.0, 1 + s[_one(a)])
                                                   .reshape([-1 if i == _one(a) % len(s) else 1 for i in range(len(s))])
                                                   * np.ones(s)),
    "average even": lambda s, a, k: lambda x: np.average(x, axis=a),
    "average weights": lambda s, a, k: lambda x: np.average(x, axis=_one(a), weights=np.arange(1.0, 1 + s[_one(a)])),
    "rot90": lambda s, a, k: lambda x: np.rot90(np.atleast_2d(x), k=3 + k),
    "rot90 once": lambda s, a, k: lambda x: np.rot90(np.atleast_3d(x), k=1 + k, axes=(1, 2)),
    "fftshift": lambda s, a, k: lambda x: np.fft.fftshift(x, axes=a),
    "ifftshift": lambda s, a, k: lambda x: np.fft.ifftshift(x),
    "append": lambda s, a, k: lambda x: np.append(x, np.ones(s), axis=_one(a)),
    "append flat": lambda s, a, k: lambda x: np.append(3.0, x),
    "hsplit": lambda s, a, k: lambda x: np.hsplit(x, 1)[0],
    "vsplit": lambda s, a, k: lambda x: np.vsplit(np.atleast_2d(x), [1])[0],
    "dsplit": lambda s, a, k: lambda x: np.dsplit(np.atleast_3d(x), 1)[0],
    "dstack": lambda s, a, k: lambda x: np.dstack([x, 3 * x]),
    "atleast_3d": lambda s, a, k: lambda x: np.atleast_3d(x),
    "gradient": lambda s, a, k: lambda x: np.gradient(np.tile(x, 3), 0.5, axis=-1),
    "nan_to_num": lambda s, a, k: lambda x: np.nan_to_num(x),
    "parts": lambda s, a, k: lambda x: np.real(x) + np.imag(x) + np.angle(x) * x,
    "modf": lambda s, a, k: lambda x: np.modf(0.1 * x + 10.5)[0] * np.divmod(0.1 * x + 10.5, 7.0)[1],
    "full_like": lambda s, a, k: lambda x: np.full_like(x, x.mean()) * np.ones_like(x),
    "zeros_like": lambda s, a, k: lambda x: x + np.zeros_like(x).reshape(np.empty_like(x).shape),
    "modulo": lambda s, a, k: lambda x: (x + 10) % 7 + x // 7 * x + 20 % (0.2 * x + 6) + 3 // (x + 5),
    "rollaxis": lambda s, a, k: lambda x: np.rollaxis(x, _one(a), 0 if k else x.ndim),
    "select": lambda s, a, k: lambda x: np.select(_thirds(s), [x**2, 3 * x], np.sin(x)),
    "linspace": lambda s, a, k: lambda x: np.linspace(x, 2 * x[0], 4, endpoint=k, axis=-1),
    "expand_dims": lambda s, a, k: lambda x: np.expand_dims(x, _one(a)),
    "moveaxis": lambda s, a, k: lambda x: np.moveaxis(x, 0, _one(a)),
    "swapaxes": lambda s, a, k: lambda x: np.swapaxes(x, 0, _one(a)),
    "concatenate": lambda s, a, k: lambda x: np.concatenate([x, np.ones(s), 2 * x], axis=_one(a)),
    "concatenate flat": lambda s, a, k: lambda x: np.concatenate([x, x[:1]], axis=None),
    "stack": lambda s, a, k: lambda x: np.stack([x, 2 * x, np.ones(s)], axis=_one(a)),
    "split": lambda s, a, k: lambda x: np.split(x, [1], axis=_one(a))[0],
    "array_split": lambda s, a, k: lambda x: np.array_split(x, 2, axis=_one(a))[0],
    "hstack": lambda s, a, k: lambda x: np.hstack([x, 3 * x]),
    "vstack": lambda s, a, k: lambda x: np.vstack([x, 3 * x]),
    "reshape": lambda s, a, k: lambda x: np.reshape(x, (-1, s[-1])),
    "ravel": lambda s, a, k: lambda x: np.ravel(x),
    "transpose": lambda s, a, k: lambda x: np.transpose(x, np.roll(np.arange(len(s)), 1).tolist()),
    "T": lambda s, a, k: lambda x: x.T,
    "squeeze": lambda s, a, k: lambda x: np.squeeze(x[:1], axis=0),
    "squeeze all": lambda s, a, k: lambda x: np.squeeze(x[:1]),
    "broadcast_to": lambda s, a, k: lambda x: np.broadcast_to(x, (2, *s)),
    "tile": lambda s, a, k: lambda x: np.tile(x, (2, 1, 3)),
    "tile once": lambda s, a, k: lambda x: np.tile(x, 2),
    "pad": lambda s, a, k: lambda x: np.pad(x, 1, constant_values=2.0),
    "pad edge": lambda s, a, k: lambda x: np.pad(x, (1, 2), mode="edge"),
    "flipud": lambda s, a, k: lambda x: np.flipud(x),
    "atleast_1d": lambda s, a, k: lambda x: np.atleast_1d(x.sum()),
    "atleast_2d": lambda s, a, k: lambda x: np.atleast_2d(x),
    "clip": lambda s, a, k: lambda x: np.clip(x, -0.9, 1.1),
    "clip below": lambda s, a, k: lambda x: np.clip(x, a_min=0.1, a_max=None),
    "where": lambda s, a, k: lambda x: np.where(x > 0, x * x, np.sin(x)),
    "where alone": lambda s, a, k: lambda x: x[np.where(x)],
    "round": lambda s, a, k: lambda x: x * np.round(x * 0 + 0.2, 1),
    "astype": lambda s, a, k: lambda x: x.astype(np.float64),
    "slice": lambda s, a, k: lambda x: x[..., ::-1][:1],
    "integer": lambda s, a, k: lambda x: x[-1],
    "new axis": lambda s, a, k: lambda x: x[None, ..., 0],
    "array index": lambda s, a, k: lambda x: x[np.array([0, -1, 0])],
    "mask": lambda s, a, k: lambda x: x[np.arange(s[0]) % 2 == 0],
    "list index": lambda s, a, k: lambda x: x[[0, 0]],
    "scatter": lambda s, a, k: lambda x: scatter(x, index=(np.zeros(s[0], int),), shape=(2, *s[1:])),
    "power 3": lambda s, a, k: lambda x: x**3,
    "power 2": lambda s, a, k: lambda x: x**2,
    "power 1": lambda s, a, k: lambda x: x**1,
    "power 0": lambda s, a, k: lambda x: x**0 + x,
    "power base": lambda s, a, k: lambda x: 2.0**x,
    "divided by": lambda s, a, k: lambda x: 3 / (x + 5),
    "methods": lambda s, a, k: lambda x: (x - 1).sum(axis=a, keepdims=k) + x.mean() - x.max() + x.std(),
}  # fmt: skip
if hasattr(np, "cumulative_sum"):  # from NumPy 2.1 on
    AXIS["cumulative_sum"] = lambda s, a, k: lambda x: np.cumulative_sum(x, axis=_one(a))
    AXIS["cumulative_prod"] = lambda s, a, k: lambda x: np.cumulative_prod(x, axis=_one(a))


def _one(axis):
    return axis if isinstance(axis, int) else -1


def _thirds(shape):
    """Two masks that leave a third of the entries."""
    return [np.arange(np.prod(shape)).reshape(shape) % 3 == k for k in (0, 1)]


def axis_case(name, shape, axis, keepdims, rng):
    return AXIS[name](shape, axis, keepdims), [numbers(rng, shape)]


# One example of each.


def every_case():
    rng = np.random.default_rng
    for f in ELEMENTWISE:
        count = len(ELEMENTWISE[f])
        yield f.__name__, lambda f=f, count=count: elementwise_case(f, [(2, 3), (3,)][:count], rng(0))
        if count == 2:
            yield f.__name__ + " reversed", lambda f=f: elementwise_case(f, [(3,), (2, 3)], rng(0))
    for name in AXIS:
        yield name, lambda name=name: axis_case(name, (2, 3), 1 if name != "std" else None, False, rng(0))
    for name, f, args in one_of_each():
        yield name, lambda f=f, args=args: (f, args)


EVERY = list(every_case())

# What the compiler runs as it is, and what it says.
AS_IT_IS = {
    "where alone": "np.nonzero", "cholesky": "cholesky", "eigvalsh": "eigvalsh", "eigh": "eigvalsh",
    **dict.fromkeys(("svd", "svdvals"), "singular values"),
}  # fmt: skip
COMPILED = [(name, make) for name, make in EVERY if name not in AS_IT_IS]
