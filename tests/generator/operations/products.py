"""Products of arrays."""

import numpy as np

from ..draft import Draft


def _lead(d: Draft) -> tuple[int, ...]:
    return tuple(d.whole(1, 2) for _ in range(d.one(0, 0, 0, 1, 2)))


def operands(d: Draft, *ends):
    """Arrays with these last axes, whose leading axes broadcast; one of them may be a constant."""
    lead = _lead(d)
    names, constant = [], d.whole(0, 3 * len(ends))
    for k, end in enumerate(ends):
        kept = tuple(1 if d.chance(0.2) else n for n in lead[d.whole(0, len(lead)) :])
        names.append(d.shaped(kept + end, constant=float(k == constant)))
    return names


def _length(d: Draft) -> int:
    return int(d.rng.choice([0, 1, 2, 3], p=[0.03, 0.17, 0.4, 0.4]))


def _matmul(d: Draft) -> str:
    n, m, k = (_length(d) for _ in range(3))
    kind = d.one("matrices", "matrices", "right", "left", "vectors")
    if kind == "matrices":
        a, b = operands(d, (n, k), (k, m))
    elif kind == "vectors":
        a, b = d.shaped((k,)), d.shaped((k,), constant=0.3)
    else:
        (a,), b = operands(d, (n, k) if kind == "right" else (k, m)), d.shaped((k,), constant=0.3)
        a, b = (a, b) if kind == "right" else (b, a)
    return d.line(d.one(f"{a} @ {b}", f"np.matmul({a}, {b})", f"np.linalg.matmul({a}, {b})"))


def _dot(d: Draft) -> str:
    k = _length(d)
    if d.chance(0.2):
        a, b = d.pick(), d.one(d.shaped(()), d.number())
        return d.line(f"np.dot({a}, {b})")
    first = d.one((k,), (_length(d), k), (2, 1, k))
    second = d.one((k,), (k, _length(d)), (2, k, _length(d)))
    a, b = d.shaped(first), d.shaped(second, constant=0.2)
    return d.line(f"{a}.dot({b})" if b[0] == "c" else f"np.dot({a}, {b})")  # a plain array's method takes no box


def _inner(d: Draft) -> str:
    k = _length(d)
    if d.chance(0.15):
        return d.line(f"np.inner({d.pick()}, {d.shaped(())})")
    a, b = (d.shaped(d.one((k,), (_length(d), k), (2, 1, k)), constant=c) for c in (0.0, 0.2))
    return d.line(f"np.inner({a}, {b})")


def _outer(d: Draft) -> str:
    if d.chance(0.3):
        return d.line(f"np.linalg.outer({d.shaped((_length(d),))}, {d.shaped((_length(d),))})")
    return d.line(f"np.outer({d.pick(lambda a: np.size(a) < 9)}, {d.pick(lambda a: np.size(a) < 9)})")


def _outer_method(d: Draft) -> str:
    a, b = (d.pick(lambda a: np.size(a) < 9 and np.ndim(a) < 3) for _ in range(2))
    return d.line(f"np.{d.one('multiply', 'add', 'subtract')}.outer({a}, {b})")


def _vecdot(d: Draft) -> str:
    a, b = operands(d, *[(_length(d) or 2,)] * 2)
    return d.line(f"np.{d.one('', 'linalg.')}vecdot({a}, {b})")


def _vdot(d: Draft) -> str:
    a = d.pick()
    return d.line(f"np.vdot({a}, {d.shaped(np.shape(d.value(a)), constant=0.2)})")


def _tensordot(d: Draft) -> str:
    n, m, k, j = (_length(d) for _ in range(4))
    first, second, axes = d.one(
        ((n, k), (k, m), "1"), ((n, k), (m, k), "(1, 1)"), ((n, k, j), (k, j), "2"), ((n,), (m,), "0"),
        ((n, k, j), (j, m, k), "([1, 2], [2, 0])"), ((n, k), (k,), "(-1, 0)"), ((n, k), (k, m), "((-1,), (0,))"),
    )  # fmt: skip
    where = d.one("np", "np.linalg")
    return d.line(f"{where}.tensordot({d.shaped(first)}, {d.shaped(second, constant=0.2)}, axes={axes})")


EINSUMS = (
    ("ij,jk->ik", "ij", "jk"), ("ij,jk", "ij", "jk"), ("ij->ji", "ij"), ("ij->", "ij"), ("ii->i", "ii"), ("ii", "ii"),
    ("i,i", "i", "i"), ("i,j->ij", "i", "j"), ("ij,k->i", "ij", "k"), ("ij,j->ij", "ij", "j"),
    ("bij,bjk->bik", "bij", "bjk"),
    ("i,ij,j->", "i", "ij", "j"), ("iij->ij", "iij"), ("iij,jk->ik", "iij", "jk"), ("...i,i->...", "bi", "i"),
    ("...ij,...jk->...ik", "bij", "jk"), ("ij,ij->i", "ij", "ij"), (",i->i", "", "i"), ("iji,j->i", "iji", "j"),
)  # fmt: skip


def _einsum(d: Draft) -> str:
    subscripts, *terms = d.one(*EINSUMS)
    lengths = {c: _length(d) for c in "bijk"}
    shapes = [tuple(lengths[c] for c in term) for term in terms]
    if "..." not in subscripts and d.chance(0.15):  # axes of length 1 that are repeated
        shapes[0] = tuple(
            1 if d.chance(0.3) and terms[0].count(c) == 1 else n for c, n in zip(terms[0], shapes[0], strict=True)
        )
    names = [d.shaped(s, constant=0.1) for s in shapes]
    if subscripts == "ij,jk->ik" and d.chance(0.4):
        return d.line(f"np.einsum({names[0]}, [0, 1], {names[1]}, [1, 2], [0, 2])")
    return d.line(f"np.einsum('{subscripts}', {', '.join(names)})")


def _cross(d: Draft) -> str:
    a, b = operands(d, (3,), (3,))
    if d.chance(0.2):
        a, b = d.shaped((3, 2)), d.shaped((2, 3))
        return d.line(f"np.cross({a}, {b}, axisa=0, axisc={d.one(0, -1)})")
    return d.line(f"{d.one('np', 'np.linalg')}.cross({a}, {b})")


def _kron(d: Draft) -> str:
    return d.line(f"np.kron({d.pick(lambda a: np.size(a) < 9)}, {d.pick(lambda a: np.size(a) < 9)})")


OPERATIONS = {
    "matmul": _matmul, "dot": _dot, "inner": _inner, "outer": _outer, "outer method": _outer_method, "vecdot": _vecdot,
    "vdot": _vdot, "tensordot": _tensordot,
    "einsum": _einsum, "cross": _cross, "kron": _kron,
}  # fmt: skip
