"""Every line of the table of derivative rules, in both modes, against differences of plain NumPy's values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, mutually_broadcastable_shapes

import sgdlab.autodiff as ad
from sgdlab.autodiff.composites import dense
from sgdlab.autodiff.dispatch import DERIVED, RULES
from sgdlab.autodiff.rules_array import ASTYPE, CONCATENATE, CUMSUM, PICK, SCATTER, pick, scatter
from sgdlab.autodiff.rules_linalg import EINSUM, LOGDET

quick = settings(derandomize=True, max_examples=8, deadline=None, database=None)


def numbers(rng, shape, low=-2.0, high=2.0, offset=0.0):
    """Values at least (high - low) / (2 n) apart from one another, and from those with offset 0.5."""
    n = int(np.prod(shape))
    return (low + (high - low) * (rng.permutation(n) + 0.25 + 0.5 * offset) / max(n, 1)).reshape(shape)


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
    np.minimum: (REAL, REAL), np.logaddexp: (REAL, REAL), np.hypot: (REAL, POSITIVE), np.arctan2: (REAL, POSITIVE),
    np.negative: (REAL,), np.positive: (REAL,), np.reciprocal: (POSITIVE,), np.square: (REAL,), np.sqrt: (POSITIVE,),
    np.cbrt: (POSITIVE,), np.abs: (REAL,), np.fabs: (REAL,), np.exp: (REAL,), np.exp2: (REAL,), np.expm1: (REAL,),
    np.log: (POSITIVE,), np.log2: (POSITIVE,), np.log10: (POSITIVE,), np.log1p: (POSITIVE,), np.sin: (REAL,),
    np.cos: (REAL,), np.tan: (UNIT,), np.arcsin: (UNIT,), np.arccos: (UNIT,), np.arctan: (REAL,), np.sinh: (REAL,),
    np.cosh: (REAL,), np.tanh: (REAL,), np.arcsinh: (REAL,), np.arccosh: ((1.2, 3.0),), np.arctanh: (UNIT,),
    np.sign: (POSITIVE,), np.floor: ((1.1, 1.9),), np.ceil: ((1.1, 1.9),), np.rint: ((1.1, 1.4),),
    np.trunc: ((1.1, 1.9),), ad.sigmoid: (REAL,), ad.softplus: (REAL,), ad.relu: (REAL,),
}  # fmt: skip


def elementwise_case(function, shapes, rng):
    domains = ELEMENTWISE[function]
    return function, [
        numbers(rng, s, *d, offset=float(k)) for k, (s, d) in enumerate(zip(shapes, domains, strict=True))
    ]


@pytest.mark.parametrize("function", ELEMENTWISE, ids=lambda f: f.__name__)
@quick
@given(data=st.data(), seed=st.integers(0, 2**32 - 1))
def test_elementwise(function, data, seed):
    count = len(ELEMENTWISE[function])
    shapes = data.draw(mutually_broadcastable_shapes(num_shapes=count, max_dims=3, max_side=3)).input_shapes
    check(*elementwise_case(function, shapes, np.random.default_rng(seed)), np.random.default_rng(seed + 1))


# Functions of one array with an axis: (shape, axis, keepdims, rng) -> (f, args).

AXIS = {
    "sum": lambda s, a, k: lambda x: np.sum(x, axis=a, keepdims=k),
    "mean": lambda s, a, k: lambda x: np.mean(x, axis=a, keepdims=k),
    "max": lambda s, a, k: lambda x: np.max(x, axis=a, keepdims=k),
    "min": lambda s, a, k: lambda x: np.min(x, axis=a, keepdims=k),
    "amax": lambda s, a, k: lambda x: np.amax(x, axis=a, keepdims=k),
    "amin": lambda s, a, k: lambda x: np.amin(x, axis=a, keepdims=k),
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
    "round": lambda s, a, k: lambda x: x * np.round(x * 0 + 0.2, 1),
    "astype": lambda s, a, k: lambda x: x.astype(np.float64),
    "slice": lambda s, a, k: lambda x: x[..., ::-1][:1],
    "integer": lambda s, a, k: lambda x: x[-1],
    "new axis": lambda s, a, k: lambda x: x[None, ..., 0],
    "array index": lambda s, a, k: lambda x: x[np.array([0, -1, 0])],
    "mask": lambda s, a, k: lambda x: x[np.arange(s[0]) % 2 == 0],
    "list index": lambda s, a, k: lambda x: x[[0, 0]],
    "scatter": lambda s, a, k: lambda x: scatter(x, (np.zeros(s[0], int),), (2, *s[1:])),
    "power 3": lambda s, a, k: lambda x: x**3,
    "power 2": lambda s, a, k: lambda x: x**2,
    "power 1": lambda s, a, k: lambda x: x**1,
    "power 0": lambda s, a, k: lambda x: x**0 + x,
    "power base": lambda s, a, k: lambda x: 2.0**x,
    "divided by": lambda s, a, k: lambda x: 3 / (x + 5),
    "methods": lambda s, a, k: lambda x: (x - 1).sum(axis=a, keepdims=k) + x.mean() - x.max() + x.std(),
}  # fmt: skip


def _one(axis):
    return axis if isinstance(axis, int) else -1


def axis_case(name, shape, axis, keepdims, rng):
    return AXIS[name](shape, axis, keepdims), [numbers(rng, shape)]


@pytest.mark.parametrize("name", AXIS)
@quick
@given(data=st.data(), shape=array_shapes(min_dims=1, max_dims=3, max_side=4), keepdims=st.booleans(),
       seed=st.integers(0, 2**32 - 1))  # fmt: skip
def test_one_array(name, data, shape, keepdims, seed):
    n = len(shape)
    axis = data.draw(
        st.none() | st.integers(-n, n - 1) | st.permutations(range(n)).map(lambda p: tuple(p[: max(1, min(n - 1, 2))]))
    )
    if name == "std" and (axis is not None or np.prod(shape) == 1):
        shape, axis = (3, 4), axis if isinstance(axis, int) and -2 <= axis < 2 else None
    if name == "roll" and isinstance(axis, tuple):
        axis = axis[0]
    if name == "methods" and np.prod(shape) == 1:
        shape, axis = (4,), None
    check(*axis_case(name, shape, axis, keepdims, np.random.default_rng(seed)), np.random.default_rng(seed + 1))


# Functions of several arrays, and of matrices.


def _batches(rng):
    return tuple(int(k) for k in rng.integers(1, 3, size=rng.integers(0, 3)))


def _matrices(rng, *ends):
    """Arrays whose leading axes broadcast, and whose last axes are given."""
    lead = _batches(rng)
    drop = [tuple(1 if rng.random() < 0.3 else n for n in lead[int(rng.integers(0, len(lead) + 1)) :]) for _ in ends]
    return [numbers(rng, d + e, offset=float(k)) for k, (d, e) in enumerate(zip(drop, ends, strict=True))]


def _square(rng, n=3):
    return numbers(rng, (*_batches(rng), n, n), -1.0, 1.0) + 3 * np.eye(n)


SEVERAL = {
    "matmul": lambda r: (np.matmul, _matrices(r, (2, 3), (3, 4))),
    "matmul vector": lambda r: (lambda a, b: a @ b, [*_matrices(r, (2, 3)), numbers(r, (3,))]),
    "vector matmul": lambda r: (lambda a, b: a @ b, [numbers(r, (3,)), *_matrices(r, (3, 2))]),
    "vector vector": lambda r: (lambda a, b: a @ b, [numbers(r, (3,)), numbers(r, (3,))]),
    "dot": lambda r: (np.dot, [numbers(r, (2, 3)), numbers(r, (3, 2))]),
    "dot number": lambda r: (np.dot, [numbers(r, ()), numbers(r, (3, 2))]),
    "dot stacks": lambda r: (np.dot, [numbers(r, (2, 3)), numbers(r, (2, 3, 2))]),
    "inner": lambda r: (np.inner, [numbers(r, (2, 3)), numbers(r, (4, 3))]),
    "outer": lambda r: (np.outer, [numbers(r, (2,)), numbers(r, (3,))]),
    "vdot": lambda r: (np.vdot, [numbers(r, (2, 3)), numbers(r, (2, 3))]),
    "tensordot": lambda r: (lambda a, b: np.tensordot(a, b, axes=([0, 2], [1, 0])),
                            [numbers(r, (2, 3, 4)), numbers(r, (4, 2, 5))]),
    "tensordot 1": lambda r: (lambda a, b: np.tensordot(a, b, 1), [numbers(r, (2, 3)), numbers(r, (3, 2))]),
    "einsum": lambda r: (lambda a, b: np.einsum("ij,jk->ki", a, b), [numbers(r, (2, 3)), numbers(r, (3, 4))]),
    "einsum implied": lambda r: (lambda a, b: np.einsum("ij, jk", a, b), [numbers(r, (2, 3)), numbers(r, (3, 4))]),
    "einsum sum": lambda r: (lambda a, b: np.einsum("ij,k->i", a, b), [numbers(r, (2, 3)), numbers(r, (4,))]),
    "einsum dots": lambda r: (lambda a, b: np.einsum("...ij,...jk->...ik", a, b), _matrices(r, (2, 3), (3, 4))),
    "einsum three": lambda r: (lambda a, b, c: np.einsum("i,ij,j->", a, b, c),
                               [numbers(r, (2,)), numbers(r, (2, 3)), numbers(r, (3,))]),
    "where": lambda r: (lambda a, b: np.where(np.arange(3) > 0, a, b), _matrices(r, (3,), (3,))),
    "concatenate": lambda r: (lambda a, b: np.concatenate([a, b], axis=1), [numbers(r, (2, 3)), numbers(r, (2, 1))]),
    "stack": lambda r: (lambda a, b: np.stack([a, b], -1), [numbers(r, (2, 3)), numbers(r, (2, 3))]),
    "column_stack": lambda r: (lambda a, b: np.column_stack([a, b]), [numbers(r, (2,)), numbers(r, (2, 3))]),
    "inv": lambda r: (np.linalg.inv, [_square(r)]),
    "det": lambda r: (np.linalg.det, [_square(r)]),
    "slogdet": lambda r: (lambda a: np.linalg.slogdet(a)[1] * np.linalg.slogdet(a)[0], [_square(r)]),
    "solve": lambda r: (np.linalg.solve, [_square(r), numbers(r, (3, 2))]),
    "solve vector": lambda r: (np.linalg.solve, [_square(r), numbers(r, (3,))]),
    "trace": lambda r: (np.trace, [numbers(r, (3, 4))]),
    "diagonal": lambda r: (lambda a: np.diagonal(a, -1, 1, 2), [numbers(r, (2, 3, 4))]),
    "diag": lambda r: (lambda a: np.diag(a, 1), [numbers(r, (3,))]),
    "diag of matrix": lambda r: (np.diag, [numbers(r, (3, 3))]),
    "fliplr": lambda r: (np.fliplr, [numbers(r, (2, 3))]),
    "triu": lambda r: (np.triu, [numbers(r, (3, 3))]),
    "tril": lambda r: (lambda a: np.tril(a, -1), [numbers(r, (3, 3))]),
    "affine": lambda r: (ad.affine, [numbers(r, (4, 2)), *_matrices(r, (2,))]),
    "affine bias": lambda r: (ad.affine, [numbers(r, (4, 2)), numbers(r, (3, 2)), numbers(r, (3,))]),
    "affine number": lambda r: (ad.affine, [numbers(r, (4, 2)), numbers(r, (2,)), numbers(r, ())]),
    "affine ensemble": lambda r: (ad.affine, [numbers(r, (3, 4, 2)), numbers(r, (3, 2)), numbers(r, (3,))]),
    "dense": lambda r: (dense, [numbers(r, (4, 2)), numbers(r, (2, 3)), numbers(r, (3,))]),
    "dense no bias": lambda r: (dense, [numbers(r, (4, 2)), numbers(r, (2, 3))]),
    "dense ensemble": lambda r: (dense, [numbers(r, (4, 2)), numbers(r, (5, 2, 3)), numbers(r, (5, 3))]),
    "mean_squared_error": lambda r: (ad.mean_squared_error, [*_matrices(r, (4,)), numbers(r, (4,), offset=0.5)]),
    "binary_cross_entropy": lambda r: (lambda z: ad.binary_cross_entropy(z, np.array([0.0, 1.0, 1.0])),
                                       _matrices(r, (3,))),
    "softmax_cross_entropy": lambda r: (lambda z: ad.softmax_cross_entropy(z, np.array([0, 2])),
                                        _matrices(r, (2, 3))),
}  # fmt: skip


@pytest.mark.parametrize("name", SEVERAL)
@quick
@given(seed=st.integers(0, 2**32 - 1))
def test_several_arrays(name, seed):
    check(*SEVERAL[name](np.random.default_rng(seed)), np.random.default_rng(seed + 1))


# Second derivatives: the rules are differentiable themselves.


def every_case():
    rng = np.random.default_rng
    for f in ELEMENTWISE:
        count = len(ELEMENTWISE[f])
        yield f.__name__, lambda f=f, count=count: elementwise_case(f, [(2, 3), (3,)][:count], rng(0))
        if count == 2:
            yield f.__name__ + " reversed", lambda f=f: elementwise_case(f, [(3,), (2, 3)], rng(0))
    for name in AXIS:
        yield name, lambda name=name: axis_case(name, (2, 3), 1 if name != "std" else None, False, rng(0))
    for name in SEVERAL:
        yield name, lambda name=name: SEVERAL[name](rng(0))


EVERY = list(every_case())


@pytest.mark.parametrize("make", [m for _, m in EVERY], ids=[n for n, _ in EVERY])
def test_second_derivatives(make):
    f, args = make()
    rng = np.random.default_rng(1)
    weights = rng.uniform(0.5, 1.5, np.shape(f(*args)))
    directions = [rng.uniform(-1.5, 1.5, np.shape(a)) for a in args]

    def by_reverse(*xs):
        grads = ad.vjp(f, *xs)[1](weights)
        return sum(np.sum(d * g) for d, g in zip(directions, grads, strict=True))

    def by_forward(*xs):
        return np.sum(weights * ad.jvp(f, xs, directions)[1])

    expected = slope(by_reverse, args, directions)
    scale = 1e-3 + sum(np.sum(np.abs(g)) for g in ad.vjp(by_forward, *args)[1](np.float64(1.0)))
    for way in (by_reverse, by_forward):  # forward over each, reverse over each
        np.testing.assert_allclose(ad.jvp(way, args, directions)[1], expected, rtol=0, atol=1e-7 * scale)
        pulled = ad.vjp(way, *args)[1](np.float64(1.0))
        total = sum(np.sum(d * g) for d, g in zip(directions, pulled, strict=True))
        np.testing.assert_allclose(total, expected, rtol=0, atol=1e-7 * scale)


@pytest.mark.parametrize("make", [m for _, m in EVERY], ids=[n for n, _ in EVERY])
def test_all_directions_in_one_pass(make):
    """A tangent with a leading axis gives what one pass for each direction gives."""
    f, args = make()
    rng = np.random.default_rng(2)
    many = [rng.normal(size=(4, *np.shape(a))) for a in args]
    value, tangents = ad.jvp(f, args, many)
    assert tangents.shape == (4, *np.shape(value))
    for k in range(4):
        np.testing.assert_allclose(tangents[k], ad.jvp(f, args, [m[k] for m in many])[1], rtol=1e-12, atol=1e-13)
    if len(args) > 1:  # many directions for one argument beside one for the others
        mixed = ad.jvp(f, args, [many[0], *[m[0] for m in many[1:]]])[1]
        one = ad.jvp(f, args, [m[0] for m in many])[1]
        np.testing.assert_allclose(mixed[0], one, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("make", [m for _, m in EVERY if _ not in ("float_power", "astype")],
                         ids=[n for n, _ in EVERY if n not in ("float_power", "astype")])  # fmt: skip
def test_float32_stays_float32(make):
    f, args = make()
    small = [a.astype(np.float32) for a in args]
    if np.asarray(f(*small)).dtype != np.float32:
        pytest.skip("plain NumPy gives float64 here, because the case has float64 constants")
    value, pull = ad.vjp(f, *small)
    assert np.asarray(value).dtype == np.float32
    assert {g.dtype for g in pull(np.ones_like(value))} == {np.dtype(np.float32)}
    assert np.asarray(ad.jvp(f, small, small)[1]).dtype == np.float32


# The table is complete, and falsifying any of its entries is seen.


class Falsified:
    """Rules in which that for argument i is off by 0.05 %."""

    def __init__(self, rules, i):
        self.rules, self.i = rules, i

    def __getitem__(self, j):
        rule = self.rules[j]
        return (lambda *args, **options: 1.0005 * rule(*args, **options)) if j == self.i else rule


class Spy:
    """Rules that note which of them are used."""

    def __init__(self, rules, noted):
        self.rules, self.noted = rules, noted

    def __getitem__(self, j):
        self.noted.add(j)
        return self.rules[j]


PRIMITIVES = {id(p): p for p in (*RULES.values(), ASTYPE, CONCATENATE, CUMSUM, PICK, SCATTER, EINSUM, LOGDET)}
PRIMITIVES = [p for p in PRIMITIVES.values() if p.vjps is not None and p.name != "constant"]
FLAT = {"sign", "floor", "ceil", "rint", "trunc"}  # zero times a factor is zero


def _arguments(primitive):
    if primitive.name == "where":
        return (1, 2)
    return range(2 if primitive.arrays is None else primitive.arrays)


@pytest.fixture(scope="module")
def users():
    """Which case uses which rule: (primitive, mode, i) -> cases."""
    originals = {p: (p.vjps, p.jvps) for p in PRIMITIVES}
    found = {}
    try:
        notes = {(id(p), mode): set() for p in PRIMITIVES for mode in ("vjps", "jvps")}
        for p in PRIMITIVES:
            p.vjps, p.jvps = Spy(p.vjps, notes[id(p), "vjps"]), Spy(p.jvps, notes[id(p), "jvps"])
        for name, make in EVERY:
            for noted in notes.values():
                noted.clear()
            check(*make(), np.random.default_rng(1))
            for key, noted in notes.items():
                for i in noted:
                    found.setdefault((*key, i), []).append((name, make))
    finally:
        for p, (vjps, jvps) in originals.items():
            p.vjps, p.jvps = vjps, jvps
    return found


@pytest.mark.parametrize("mode", ["vjps", "jvps"])
@pytest.mark.parametrize("primitive", PRIMITIVES, ids=lambda p: p.name)
def test_a_rule_off_by_a_factor_of_1_0005_is_caught(primitive, mode, users, monkeypatch):
    for i in _arguments(primitive):
        cases = users.get((id(primitive), mode, i))
        assert cases, f"no case uses rule {i} of {primitive.name}"
        if primitive.name in FLAT:
            continue
        with monkeypatch.context() as patch:
            patch.setattr(primitive, mode, Falsified(getattr(primitive, mode), i))
            caught = 0
            for _, make in cases[:3]:
                try:
                    check(*make(), np.random.default_rng(1))
                except AssertionError:
                    caught += 1
        assert caught, f"rule {i} of {primitive.name} was falsified and nothing noticed"


def test_every_derived_function_has_a_case(monkeypatch):
    called = set()
    for key, function in list(DERIVED.items()):

        def noting(*args, key=key, function=function, **options):
            called.add(key)
            return function(*args, **options)

        monkeypatch.setitem(DERIVED, key, noting)
    for _, make in EVERY:
        f, args = make()
        ad.vjp(f, *args)
    assert {f.__name__ for f in set(DERIVED) - called} == set()


# Kinks, and other places where a derivative is a choice.


@pytest.mark.parametrize(
    ("f", "x", "expected"),
    [
        (lambda x: ad.relu(x), 0.0, 0.0),
        (lambda x: np.abs(x), 0.0, 0.0),
        (lambda x: np.sum(np.maximum(x, np.array([1.0, 0.0, 2.0]))), [1.0, 1.0, 1.0], [0.5, 1.0, 0.0]),
        (lambda x: np.sum(np.minimum(np.array([1.0, 0.0, 2.0]), x)), [1.0, 1.0, 1.0], [0.5, 0.0, 1.0]),
        (lambda x: np.max(x), [2.0, 2.0, 1.0], [0.5, 0.5, 0.0]),
        (lambda x: np.min(x), [1.0, 1.0, 1.0, 1.0], [0.25] * 4),
        (lambda x: np.linalg.norm(x), [0.0, 0.0], [0.0, 0.0]),
        (lambda x: np.linalg.norm(x, 3), [0.0, 0.0], [0.0, 0.0]),
        (lambda x: np.std(x), [1.0, 1.0], [0.0, 0.0]),
        (lambda x: np.hypot(x, 0.0), 0.0, 0.0),
        (lambda x: np.prod(x), [0.0, 2.0, 3.0], [6.0, 0.0, 0.0]),
        (lambda x: x**0, 0.0, 0.0),
        (lambda x: x**2, 0.0, 0.0),
        (lambda x: x ** np.float64(1), 0.0, 1.0),
        (lambda x: np.where(x > 0, np.sqrt(np.where(x > 0, x, 1)), 0), 0.0, 0.0),
    ],
)
def test_kinks(f, x, expected):
    x = np.asarray(x)
    np.testing.assert_array_equal(ad.grad(f)(x), expected)
    np.testing.assert_array_equal(ad.jacobian(f, mode="forward")(x), expected)


def test_extreme_values_give_no_warning_and_the_right_slope():
    x = np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])
    np.testing.assert_allclose(ad.grad(lambda x: np.sum(ad.softplus(x)))(x), [0, 4.248354255291589e-18, 0.5, 1, 1])
    np.testing.assert_allclose(ad.sigmoid(x), [0, 4.248354255291589e-18, 0.5, 1, 1])
    np.testing.assert_allclose(ad.grad(ad.logsumexp)(np.array([1000.0, 1000.0])), [0.5, 0.5])


def test_picking_the_same_entry_twice_adds_its_gradients():
    assert ad.grad(lambda x: np.sum(x[[0, 0, 1]]))(np.ones(3)).tolist() == [2, 1, 0]
    assert ad.grad(lambda x: np.sum(x[1:] * x[:-1]))(np.array([1.0, 2.0, 3.0])).tolist() == [2, 4, 2]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda t: np.fft.fft(t), "fft"),
        (lambda t: np.linalg.eigh(t), "linalg.eigh has no derivative rule"),
        (lambda t: np.heaviside(t, 0.0), "np.heaviside has no derivative rule for a Tensor.*logsumexp|matmul"),
        (lambda t: np.multiply.outer(t, t), "multiply.outer has no derivative rule"),
        (lambda t: np.sum(t, where=True), "where.*axis=, keepdims="),
        (lambda t: np.exp(t, where=True), "np.exp on a Tensor takes no option where="),
        (lambda t: np.linalg.norm(t, "nuc"), "ord='nuc'"),
        (lambda t: np.einsum("ii->i", t), "twice"),
        (lambda t: np.asarray(t), r"\.data"),
        (lambda t: np.array([t, t]), r"np\.stack"),
        (lambda t: t.__setitem__(0, 1.0), "in place"),
        (lambda t: np.arange(3.0)[t], r"\.data"),
        (lambda t: t[t], "index is made of integers"),
    ],
)
def test_what_is_not_supported_says_so(call, words):
    with pytest.raises((TypeError, IndexError), match=words):
        call(ad.Tensor(np.eye(2)))


def test_picking_and_adding_back_are_each_other_s_transpose():
    x, g = np.arange(4.0), np.array([1.0, 10.0])
    index = np.array([3, 3])
    picked = pick(ad.Tensor(x), index).data
    assert picked @ g == x @ scatter(g, index, (4,))
