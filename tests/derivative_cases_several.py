"""Functions of several arrays and of matrices with operands of every pattern of ranks [OF_ARRAYS, one_of_each].

A case is (a text, the function, its arguments).
"""

import itertools
import warnings

import numpy as np

import sgdlab.autodiff as ad
from sgdlab.autodiff.rules.picking import scatter

RANKS = [(), (2,), (3, 2), (2, 3, 2)]  # each broadcasts with each
PAIRS = [
    *itertools.product(RANKS, RANKS),
    ((1,), ()), ((1,), (2,)), ((3, 1), (2,)), ((3, 1), (1, 2)), ((1, 1, 1), (2,)), ((2, 1, 2), (3, 1)), ((1, 2), (1,)),
    ((2, 3, 1), (1, 3, 2)), ((1, 1), (3, 1)), ((1, 3, 1), (3, 1)),  # axes of length 1
    ((0,), ()), ((0,), (1,)), ((2, 0), (0,)), ((2, 0), (1, 1)), ((3, 0, 2), (2,)), ((0, 1), (1, 3, 0)),  # no entries
]  # fmt: skip
PAIRS = list(dict.fromkeys([*PAIRS, *((b, a) for a, b in PAIRS)]))
SHAPES = [*RANKS, (1,), (3, 1), (2, 1, 3), (0,), (2, 0)]
TRIPLES = [
    *itertools.product(RANKS, repeat=3),
    ((2,), (1,), (3, 1)), ((3, 1), (1,), ()), ((1,), (2, 1, 1), (3, 1)), ((1, 1), (2,), (1,)), ((2, 1), (0,), ()),
    ((0,), (), (1, 1)), ((1,), (0,), ()), ((), (2, 0), (0,)),
]  # fmt: skip


def numbers(rng, shape, low=-2.0, high=2.0, offset=0.0):
    """Values at least (high - low) / (2 n) apart from one another, and from those with offset 0.5."""
    n = int(np.prod(shape))
    return (low + (high - low) * (rng.permutation(n) + 0.25 + 0.5 * offset) / max(n, 1)).reshape(shape)


def arrays(shapes, low=-1.8, high=2.0, domains=None):
    """Numbers of which no two are close, so that the larger of two stays the larger."""
    rng = np.random.default_rng(0)
    domains = domains or [(low, high)] * len(shapes)
    return [numbers(rng, s, *d, offset=2 * k / 3) for k, (s, d) in enumerate(zip(shapes, domains, strict=True))]


def _of_shapes(f, patterns):
    return [(str(shapes), f, arrays(shapes)) for shapes in patterns]


def _where(condition, *shapes):
    chosen = np.arange(np.prod(condition, dtype=int)).reshape(condition) % 3 != 1
    return f"{condition}, {shapes}", lambda a, b: np.where(chosen, a, b), arrays(shapes)


def _square(*shapes):
    """Matrices that are far from singular, with eigenvalues far from one another."""
    for shape in shapes:
        n = shape[-1]
        (a,) = arrays([shape], -0.5, 0.5)
        yield str(shape), a + np.diag(2.0 + np.arange(n))


def _of_matrices(f):
    matrices = _square((2, 2), (3, 3), (2, 3, 3), (2, 1, 2, 2), (1, 1), (1, 2, 2), (0, 2, 2))
    return [(text, f, [a]) for text, a in matrices]


SOLVE = [
    (f"{text}, {shape}", np.linalg.solve, [a, *arrays([shape])])
    for text, a in _square((2, 2), (3, 2, 2), (2, 1, 2, 2), (1, 2, 2), (0, 2, 2))
    for shape in ((2,), (2, 3), (2, 1), (1, 2, 3), (1, 1, 2, 1), (2, 0))
]
VECTORS = [(3,), (2, 3), (2, 1, 3)]
MATMUL = list(itertools.product(
    [(3,), (2, 3), (2, 2, 3), (1, 2, 3), (3, 1, 2, 3)], [(3,), (3, 2), (2, 3, 2), (1, 3, 2), (3, 1, 3, 2)]
))  # fmt: skip
EMPTY = [((2, 0), (0, 3)), ((0, 3), (3, 2)), ((2, 3), (3, 0)), ((0,), (0,)), ((0,), (0, 2)), ((0, 2, 3), (3,))]
OF_ARRAYS = {
    "getitem": [case for x in arrays([*RANKS[1:], (1,), (2, 1, 3), (3, 0)]) for case in (
        *((f"{x.shape}, {i}", lambda x, i=i: x[i], [x]) for i in (
            0, -1, slice(None, None, -1), slice(0), None, ..., (..., 0), (..., None), (0, ...), [0, 0],
            np.array([[0, -1]]), (slice(None), 0), (0, 0), (0, slice(1)), (slice(None), [0, 0]), ([0, 0], [0, -1]),
            (0, slice(None), [0, -1]), ([0, -1], ..., [0, 0]), (0, 0, 0))),
        (f"{x.shape}, mask", lambda x: x[np.arange(x.size).reshape(x.shape) % 2 == 0], [x]))]
        + [(f"0-d, {i}", lambda x, i=i: x[i], [np.array(1.5)]) for i in ((), ..., None, (None, None), (..., None))],
    "scatter": [(f"{s} at {i}", lambda x, i=i, t=t: scatter(x, index=i, shape=t), arrays([s])) for s, i, t in (
        ((), 1, (2,)), ((), (1, 0), (2, 3)), ((3,), 1, (2, 3)), ((2,), [0, 0], (3,)), ((2, 2), (..., [1, 1]), (2, 3)),
        ((0,), slice(0), (2,)), ((1, 2), slice(1), (2, 2)), ((2, 3, 2), ([0, 0], ...), (1, 3, 2)))],
    "where": [_where(*shapes) for shapes in TRIPLES],
    "where condition": _of_shapes(lambda c, a, b: np.where(c, a, b), TRIPLES),
    "clip": [(str(s), np.clip, [a, b - 1.7, c + 1.7]) for s in TRIPLES for a, b, c in [arrays(s)]],
    "matmul": _of_shapes(np.matmul, MATMUL + EMPTY),
    "linalg matmul": _of_shapes(np.linalg.matmul, [p for p in MATMUL if len(p[0]) > 1 < len(p[1])]),
    "linalg outer": _of_shapes(np.linalg.outer, [((2,), (3,)), ((1,), (0,))]),
    "linalg tensordot": _of_shapes(lambda a, b: np.linalg.tensordot(a, b, axes=0), [(s, (2,)) for s in SHAPES]),
    **{name: _of_shapes(f, itertools.product([*VECTORS, (0, 3)], repeat=2)) for name, f in (
        ("vecdot", np.vecdot), ("linalg vecdot", np.linalg.vecdot), ("linalg cross", np.linalg.cross))},
    **{f"{f.__name__} of matrices": [(str(s), f, arrays([s])) for s in ((2, 3), (1, 2, 3), (2, 1, 3, 2), (2, 0))]
       for f in (np.matrix_transpose, np.linalg.diagonal, np.linalg.trace)},
    "dot": _of_shapes(np.dot, [*itertools.product([(), (3,), (2, 3), (2, 1, 3)], [(), (3,), (3, 2), (2, 3, 2)]),
                               *EMPTY]),
    "inner": _of_shapes(np.inner, itertools.product([(), *VECTORS], repeat=2)),
    "outer": _of_shapes(np.outer, [*itertools.product(RANKS, RANKS), ((0,), (2,)), ((1,), (3, 1))]),
    "vdot": _of_shapes(np.vdot, [((), (1,)), ((6,), (2, 3)), ((2, 3), (2, 3)), ((1, 2, 3), (6,)), ((0,), (2, 0))]),
    "kron": _of_shapes(np.kron, [*itertools.product([(), (2,), (2, 1), (1, 2, 2)], repeat=2), ((0,), (2,))]),
    "cross": _of_shapes(np.cross, itertools.product([*VECTORS, (0, 3)], repeat=2)),
    "tensordot": [(f"{s}, {t}, {axes}", lambda a, b, axes=axes: np.tensordot(a, b, axes), arrays([s, t]))
                  for s, t, axes in (((), (2,), 0), ((2,), (), 0), ((2,), (3,), 0), ((3,), (3,), 1), ((2, 3), (3,), 1),
                                     ((3,), (3, 2), 1), ((2, 3), (2, 3), 2), ((2, 3), (2, 2, 3), ([1], [2])),
                                     ((2, 3, 2), (2, 3), ([0, 1], [0, 1])), ((2, 1, 3), (1, 3, 2), 2), ((0,), (0,), 1),
                                     ((2, 0), (0, 3), 1))],
    "einsum": [(f"{word} {shapes}", lambda *x, word=word: np.einsum(word, *x), arrays(shapes)) for word, *shapes in (
        (",->", (), ()), (",i", (), (2,)), ("i->", (3,)), ("i,ij->j", (2,), (2, 3)), ("ij->ji", (2, 3)), ("ii", (3, 3)),
        ("ij,kj,k", (2, 3), (2, 3), (2,)), ("ijk,k->ji", (2, 3, 2), (2,)), ("ijk,ik->j", (2, 3, 2), (2, 2)),
        ("ij,ij->ij", (2, 1), (2, 3)), ("i,j->", (2,), (3,)), ("iji->ji", (2, 3, 2)), ("ij,j", (2, 0), (0,)),
        ("...->...", (2, 3)), ("i...->...", (2, 3, 2)))]
        + [(f"... {s}", lambda a, b: np.einsum("...,...->...", a, b), arrays(s)) for s in PAIRS],
    "linspace": [(f"{s} {axis}", lambda a, b, axis=axis: np.linspace(a, b, 3, axis=axis), arrays(s))
                 for s in PAIRS for axis in (0, -1)],
    "full_like": [(str(s), lambda x, fill: np.full_like(x + 0 * np.sum(fill), fill), arrays(s))
                  for s in PAIRS if len(s[0]) >= len(s[1])],
    "divmod": [(str(s), lambda a, b: np.divmod(a + 9.3, b + 9.1)[1], arrays(s, -0.1, 0.1)) for s in PAIRS],
    "select": [(str(s), lambda a, b: np.select([np.arange(2) > 0], [a + 0 * np.sum(b)], b), arrays(s)) for s in PAIRS],
    "concatenate": [(f"{s}, {t}, {axis}", lambda a, b, axis=axis: np.concatenate([a, b], axis=axis), arrays([s, t]))
                    for s, t, axis in (((2,), (3,), 0), ((1,), (0,), -1), ((2, 3), (1, 3), 0), ((2, 3), (2, 1), -1),
                                       ((2, 1, 3), (2, 2, 3), 1), ((2, 0), (2, 2), 1))]
        + [(f"flat {s}", lambda a, b: np.concatenate([a, b], axis=None), arrays(s)) for s in PAIRS[:16]],
    "append": [(f"flat {s}", np.append, arrays(s)) for s in PAIRS],
    "stack": [(f"{s} {axis}", lambda a, b, axis=axis: np.stack([a, b], axis), arrays([s, s]))
              for s in SHAPES for axis in range(-1 - len(s), 1 + len(s))],
    **{f.__name__: _of_shapes(lambda a, b, f=f: f([a, b]), [*zip(SHAPES, SHAPES, strict=True), *PAIRS])
       for f in (np.hstack, np.vstack, np.dstack, np.column_stack)},
    "atleast_1d": [(str(s), lambda x: np.atleast_1d(x) * x, arrays([s])) for s in SHAPES],
    "broadcast_to": [(f"{s} to {t}", lambda x, t=t: np.broadcast_to(x, t), arrays([s]))
                     for s, t in itertools.product(SHAPES, [(2,), (3, 2), (2, 3, 2), (2, 3, 1), (1, 0), (2, 1, 2, 0)])],
    "reshape": [(f"{s} to {t}", lambda x, t=t: np.reshape(x, t), arrays([s]))
                for s, t in itertools.product(SHAPES, [(), -1, (1, 1), (2, -1), (2, 3, 2), (0, 5)])],
    "gradient": [(str(s), lambda x: np.stack(np.gradient(x)), arrays([s])) for s in ((3,), (3, 2), (2, 3, 2))],
    "diag": [(f"{s} {k}", lambda x, k=k: np.diag(x, k), arrays([s]))
             for s in ((1,), (2,), (0,), (2, 2), (3, 2), (1, 3), (2, 0)) for k in (-1, 0, 1)],
    **{f.__name__: [(f"{s} {k}", lambda x, k=k, f=f: f(x, k), arrays([s]))
                    for s in ((1, 1), (2, 3), (3, 1), (2, 2, 2), (1, 2, 1, 2), (2, 0)) for k in (-1, 0, 1)]
       for f in (np.diagonal, np.trace, np.triu, np.tril)},
    "fliplr": _of_shapes(np.fliplr, [[s] for s in SHAPES]),
    "split": [(f"{s} {axis}", lambda x, axis=axis: np.split(x, [1], axis)[1], arrays([s]))
              for s in SHAPES for axis in range(len(s))],
    "solve": SOLVE,
    "inv": _of_matrices(np.linalg.inv),
    "det": _of_matrices(np.linalg.det),
    "slogdet": _of_matrices(lambda a: np.linalg.slogdet(a)[1]),
    "cholesky": _of_matrices(np.linalg.cholesky),
    "eigvalsh": _of_matrices(np.linalg.eigvalsh),
    "eigh": _of_matrices(lambda a: np.linalg.eigh(a)[1]),
    "svdvals": _of_matrices(np.linalg.svdvals),
    "matrix_norm": _of_matrices(np.linalg.matrix_norm),
    "linalg.matrix_transpose": _of_matrices(np.linalg.matrix_transpose),
    "svd": _of_matrices(lambda a: np.linalg.svd(a, compute_uv=False)),
    "affine": _of_shapes(ad.affine, [((3, 2), (2,), ()), ((3, 2), (4, 2), (4,)), ((3, 2), (4, 1, 2), (1,)),
        ((3, 2), (4, 2), ()), ((4, 3, 2), (2,), ()), ((4, 3, 2), (4, 2), (4,)), ((1, 3, 2), (4, 2), (4,)),
        ((4, 3, 2), (1, 2), (1,)), ((3, 2), (2,)), ((1, 1), (1,), ()), ((0, 2), (2,), ()), ((3, 0), (2, 0), (2,))]),
    "dense": _of_shapes(ad.dense, [((3, 2), (2, 4), (4,)), ((3, 2), (5, 2, 4), (5, 4)), ((5, 3, 2), (2, 4), (4,)),
        ((5, 3, 2), (5, 2, 4), (5, 4)), ((1, 3, 2), (5, 2, 4), (1, 4)), ((3, 2), (5, 2, 4), (4,)), ((3, 2), (2, 4)),
        ((3, 2), (2, 5, 2, 4), (5, 4)), ((1, 1), (1, 1), (1,)), ((0, 2), (2, 3), (3,)), ((3, 0), (0, 2), (2,))]),
    "mean_squared_error": _of_shapes(ad.mean_squared_error, [((3,), (3,)), ((2, 3), (3,)), ((3,), (2, 3)),
        ((2, 3), (2, 3)), ((2, 1, 3), (2, 3)), ((2, 3), (2, 1, 3)), ((1,), (1,)), ((1, 3), (3,))]),
    "binary_cross_entropy": [(f"{s} {t}", lambda z, t=t: ad.binary_cross_entropy(z, np.ones(t)), arrays([s]))
        for s, t in (((3,), (3,)), ((2, 3), (3,)), ((3,), (2, 3)), ((2, 1, 3), (2, 3)), ((1,), (1,)))],
    "softmax_cross_entropy": [(f"{s} {t}", lambda z, t=t: ad.softmax_cross_entropy(z, np.ones(t, int)), arrays([s]))
        for s, t in (((3, 2), (3,)), ((2, 3, 2), (3,)), ((2, 3, 2), (2, 3)), ((1, 3, 2), (2, 3)), ((1, 2), (1,)))],
}  # fmt: skip


def numpy_takes(case):
    _, f, args = case
    try:
        with warnings.catch_warnings(action="error"):
            f(*args)
    except (ValueError, TypeError, IndexError, ZeroDivisionError, RuntimeWarning, DeprecationWarning):
        return False
    return True


def one_of_each():
    """Yield for each of them a name and the case with the most arguments, and among those the one with most numbers."""
    for name, cases in OF_ARRAYS.items():
        if name not in ("full_like", "where condition"):  # which don't depend on one of their arguments
            taken = filter(numpy_takes, cases)
            _, f, args = max(taken, key=lambda case: (len(case[2]), sum(map(np.size, case[2]))))
            yield name, f, args
