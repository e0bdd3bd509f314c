"""Linear algebra of well-conditioned matrices, and the layers and losses of sgdlab."""

import numpy as np

from ..draft import Draft
from .products import operands


def _matrix(d: Draft, rows=None, columns=None) -> str:
    """A matrix, or a stack, whose eigenvalues and singular values are far from 0 and from one another."""
    n = d.one(1, 2, 3) if rows is None else rows
    m = n if columns is None else columns
    (v,) = operands(d, (n, m))
    diagonal = np.zeros((n, m))
    np.fill_diagonal(diagonal, 1.2 + 1.5 * d.rng.permutation(min(n, m)))
    return d.moved(v, diagonal)


def _of_matrix(code):
    return lambda d: d.line(code.format(_matrix(d)))


def _solve(d: Draft) -> str:
    a = _matrix(d)
    n = np.shape(d.value(a))[-1]
    (b,) = operands(d, d.one((n, 1), (n, 2), (n, 0)))
    return d.line(f"np.linalg.solve({a}, {d.one(b, d.shaped((n,)))})")


def _svd(d: Draft) -> str:
    v = _matrix(d, d.one(1, 2, 3), d.one(1, 2, 3))
    return d.line(d.one(f"np.linalg.svd({v}, compute_uv=False)", f"np.linalg.svdvals({v})"))


def _matrix_norm(d: Draft) -> str:
    keep = d.one("", ", keepdims=True")
    return d.line(f"np.linalg.norm({_matrix(d)}, {d.one(chr(39) + 'nuc' + chr(39), '2')}, axis=(-2, -1){keep})")


def _cholesky(d: Draft) -> str:
    return d.line(f"np.linalg.cholesky({_matrix(d)}{d.one('', ', upper=True')})")


def _affine(d: Draft) -> str:
    rows, n = d.whole(1, 4), d.whole(1, 3)
    lead = d.one((), (), (2,), (2, 1))
    X = d.shaped((rows, n) if d.chance(0.7) else (*lead, rows, n), constant=0.4)
    w, b = d.shaped((*lead, n)), d.one("", "", f", {d.shaped(lead)}", f", {d.number()}")
    return d.line(f"sl.autodiff.affine({X}, {w}{b})")


def _dense(d: Draft) -> str:
    rows, n, k = d.whole(1, 4), d.whole(1, 3), d.whole(1, 3)
    lead = d.one((), (), (2,))
    X = d.shaped((rows, n) if d.chance(0.7) else (*lead, rows, n), constant=0.4)
    b = d.one("", f", {d.shaped((*lead, k))}")
    return d.line(f"sl.autodiff.dense({X}, {d.shaped((*lead, n, k))}{b})")


def _squares(d: Draft) -> str:
    a, b = operands(d, *[(d.whole(1, 4),)] * 2)
    if np.ndim(d.value(b)) > 1 and np.shape(d.value(b)) != np.shape(d.value(a)):
        b = d.shaped(np.shape(d.value(a))[-1:])
    return d.line(f"sl.autodiff.mean_squared_error({a}, {b})")


def _labels(name, ends, classes):
    def draw(d: Draft) -> str:
        rows = d.whole(1, 4)
        (v,) = operands(d, (rows, *ends))
        c = d.constant(d.rng.integers(0, classes, (rows,)).astype(float if name[0] == "b" else int))
        return d.line(f"sl.autodiff.{name}({v}, {c})")

    return draw


OPERATIONS = {
    "inv": _of_matrix("np.linalg.inv({})"), "det": _of_matrix("np.linalg.det({})"),
    "slogdet": _of_matrix("np.linalg.slogdet({})[1]"), "slogdet sign": _of_matrix("np.linalg.slogdet({0})[0] * {0}"),
    "eigvalsh": _of_matrix("np.linalg.eigvalsh({})"), "eigh": _of_matrix("np.linalg.eigh({}, 'U')[1] ** 2"),
    "eigh values": _of_matrix("np.linalg.eigh({})[0]"), "solve": _solve, "svd": _svd, "matrix norm": _matrix_norm,
    "matrix_norm": _of_matrix("np.linalg.matrix_norm({}, keepdims=True)"),
    "cholesky": _cholesky, "affine": _affine, "dense": _dense, "mean_squared_error": _squares,
    "binary_cross_entropy": _labels("binary_cross_entropy", (), 2),
    "softmax_cross_entropy": _labels("softmax_cross_entropy", (3,), 3),
}  # fmt: skip
