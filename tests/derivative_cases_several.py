"""Functions of several arrays and of matrices to differentiate, with arguments."""

import numpy as np

import sgdlab.autodiff as ad


def numbers(rng, shape, low=-2.0, high=2.0, offset=0.0):
    """Values at least (high - low) / (2 n) apart from one another, and from those with offset 0.5."""
    n = int(np.prod(shape))
    return (low + (high - low) * (rng.permutation(n) + 0.25 + 0.5 * offset) / max(n, 1)).reshape(shape)


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
    "linalg matmul": lambda r: (np.linalg.matmul, _matrices(r, (2, 3), (3, 4))),
    "linalg outer": lambda r: (np.linalg.outer, [numbers(r, (2,)), numbers(r, (3,))]),
    "vecdot": lambda r: (np.vecdot, _matrices(r, (3,), (3,))),
    "linalg vecdot": lambda r: (lambda a, b: np.linalg.vecdot(a, b, axis=-2), _matrices(r, (3, 2), (3, 1))),
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
    "einsum twice": lambda r: (lambda a, b: np.einsum("iij,jkjj->ik", a, b),
                               [numbers(r, (2, 2, 3)), numbers(r, (3, 2, 3, 3))]),
    "einsum three": lambda r: (lambda a, b, c: np.einsum("i,ij,j->", a, b, c),
                               [numbers(r, (2,)), numbers(r, (2, 3)), numbers(r, (3,))]),
    "where": lambda r: (lambda a, b: np.where(np.arange(3) > 0, a, b), _matrices(r, (3,), (3,))),
    "where number": lambda r: (lambda a, b: np.where(np.arange(6).reshape(2, 3) % 5 > 1, a, b),
                               [numbers(r, ()), numbers(r, (3,))]),
    "where row": lambda r: (lambda a, b: np.where(np.arange(6).reshape(2, 3) % 5 > 1, a, b),
                            [numbers(r, (3,)), numbers(r, (2, 1))]),
    "concatenate": lambda r: (lambda a, b: np.concatenate([a, b], axis=1), [numbers(r, (2, 3)), numbers(r, (2, 1))]),
    "stack": lambda r: (lambda a, b: np.stack([a, b], -1), [numbers(r, (2, 3)), numbers(r, (2, 3))]),
    "column_stack": lambda r: (lambda a, b: np.column_stack([a, b]), [numbers(r, (2,)), numbers(r, (2, 3))]),
    "einsum lists": lambda r: (lambda a, b: np.einsum(a, [0, 3], b, [3, 1], [1, 0]),
                               [numbers(r, (2, 3)), numbers(r, (3, 4))]),
    "einsum lists implied": lambda r: (lambda a, b: np.einsum(a, [..., 1], b, [1]),
                                       [*_matrices(r, (2, 3)), numbers(r, (3,))]),
    "cross": lambda r: (np.cross, _matrices(r, (3,), (3,))),
    "linalg cross": lambda r: (lambda a, b: np.linalg.cross(a, b, axis=0), [numbers(r, (3, 2)), numbers(r, (3, 2))]),
    "linalg tensordot": lambda r: (lambda a, b: np.linalg.tensordot(a, b, axes=1),
                                   [numbers(r, (2, 3)), numbers(r, (3, 2))]),
    "cross axes": lambda r: (lambda a, b: np.cross(a, b, axisa=0, axisc=0), [numbers(r, (3, 2)), numbers(r, (2, 3))]),
    "kron": lambda r: (np.kron, [numbers(r, (2, 3)), numbers(r, (3, 2))]),
    "kron ranks": lambda r: (np.kron, [numbers(r, (2,)), numbers(r, (2, 1, 3))]),
    "gradient spacing": lambda r: (lambda a: np.gradient(a, np.array([0.0, 1.0, 3.0, 3.5]), axis=0),
                                   [numbers(r, (4, 2))]),
    "gradient axes": lambda r: (lambda a: np.stack(np.gradient(a)), [numbers(r, (4, 3))]),
    "cholesky": lambda r: (np.linalg.cholesky, [_square(r)]),
    "cholesky upper": lambda r: (lambda a: np.linalg.cholesky(a, upper=True), [_square(r)]),
    "eigvalsh": lambda r: (np.linalg.eigvalsh, [_square(r) * [1, 2, 3]]),
    "eigh": lambda r: (lambda a: np.linalg.eigh(a, "U")[1], [_square(r) * [1, 2, 3]]),
    "svdvals": lambda r: (np.linalg.svdvals, [_square(r) * [1, 2, 3]]),
    "matrix_norm": lambda r: (np.linalg.matrix_norm, [_square(r)]),
    "svd": lambda r: (lambda a: np.linalg.svd(a, compute_uv=False), [_square(r) * [1, 2, 3]]),
    "svd tall": lambda r: (lambda a: np.linalg.svd(a, compute_uv=False), [numbers(r, (4, 2))]),
    "svd wide": lambda r: (lambda a: np.linalg.svd(a, compute_uv=False), [numbers(r, (2, 4))]),
    "norm nuc": lambda r: (lambda a: np.linalg.norm(a, "nuc", axis=(2, 0), keepdims=True), [numbers(r, (2, 3, 3))]),
    "norm 2": lambda r: (lambda a: np.linalg.norm(a, 2, axis=(0, 1)), [numbers(r, (2, 3, 2))]),
    "inv": lambda r: (np.linalg.inv, [_square(r)]),
    "det": lambda r: (np.linalg.det, [_square(r)]),
    "slogdet": lambda r: (lambda a: np.linalg.slogdet(a)[1] * np.linalg.slogdet(a)[0], [_square(r)]),
    "solve": lambda r: (np.linalg.solve, [_square(r), numbers(r, (3, 2))]),
    "solve vector": lambda r: (np.linalg.solve, [_square(r), numbers(r, (3,))]),
    "linalg trace": lambda r: (lambda a: np.linalg.trace(a, offset=1), [numbers(r, (2, 3, 4))]),
    "linalg diagonal": lambda r: (lambda a: np.linalg.diagonal(a, offset=-1), [numbers(r, (2, 3, 4))]),
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
    "dense": lambda r: (ad.dense, [numbers(r, (4, 2)), numbers(r, (2, 3)), numbers(r, (3,))]),
    "dense no bias": lambda r: (ad.dense, [numbers(r, (4, 2)), numbers(r, (2, 3))]),
    "dense ensemble": lambda r: (ad.dense, [numbers(r, (4, 2)), numbers(r, (5, 2, 3)), numbers(r, (5, 3))]),
    "mean_squared_error": lambda r: (ad.mean_squared_error, [*_matrices(r, (4,)), numbers(r, (4,), offset=0.5)]),
    "binary_cross_entropy": lambda r: (lambda z: ad.binary_cross_entropy(z, np.array([0.0, 1.0, 1.0])),
                                       _matrices(r, (3,))),
    "softmax_cross_entropy": lambda r: (lambda z: ad.softmax_cross_entropy(z, np.array([0, 2])),
                                        _matrices(r, (2, 3))),
}  # fmt: skip
