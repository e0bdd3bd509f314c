"""The same entries in another shape or order."""

import math

import numpy as np

from ..draft import MOST, Draft, RejectedError
from .reductions import axes_of, axis_of


def _factors(d: Draft, size: int) -> list[int]:
    """Lengths whose product is the size."""
    if not size:
        return list(d.rng.permutation([0, d.whole(1, 3)]).tolist())
    lengths: list[int] = []
    for _ in range(d.whole(0, 3)):
        lengths.append(int(d.one(*[k for k in range(1, 7) if size % k == 0])))
        size //= lengths[-1]
    return [*lengths, size] if size > 1 or not lengths else lengths


def _reshape(d: Draft) -> str:
    v = d.pick()
    size = np.size(d.value(v))
    shape = _factors(d, size) if size != 1 or d.chance(0.5) else []
    if shape and size and d.chance(0.3):
        shape[d.whole(0, len(shape) - 1)] = -1
    if d.chance(0.4):
        return d.line(f"{v}.reshape({', '.join(map(str, shape)) or '()'})")
    return d.line(f"np.reshape({v}, {tuple(shape)})")


def _order(d: Draft, ndim: int) -> tuple[int, ...]:
    return tuple(a - ndim if d.chance(0.2) else a for a in d.rng.permutation(ndim).tolist())


def _transpose(d: Draft) -> str:
    v = d.pick()
    order = _order(d, np.ndim(d.value(v)))
    if np.ndim(d.value(v)) > 1 and d.chance(0.3):
        return d.line(d.one(f"np.matrix_transpose({v})", f"np.linalg.matrix_transpose({v})"))
    return d.line(d.one(f"{v}.T", f"np.transpose({v})", f"np.transpose({v}, {order})", f"{v}.transpose({order})"))


def _two_axes(name):
    def draw(d: Draft) -> str:
        v = d.axes()
        return d.line(f"np.{name}({v}, {axis_of(d, v)}, {axis_of(d, v)})")

    return draw


def _moveaxis(d: Draft) -> str:
    v = d.axes(2)
    n = np.ndim(d.value(v))
    if d.chance(0.5):
        return d.line(f"np.moveaxis({v}, {_order(d, n)[:2]}, {_order(d, n)[:2]})")
    return d.line(f"np.moveaxis({v}, {axis_of(d, v)}, {axis_of(d, v)})")


def _squeeze(d: Draft) -> str:
    v = d.pick()
    one = [i for i, n in enumerate(np.shape(d.value(v))) if n == 1]
    choices = [f"np.squeeze({v})", f"{v}.squeeze()"]
    choices += [f"np.squeeze({v}, axis={d.one(*one)})", f"np.squeeze({v}, axis={tuple(one)})"] if one else []
    return d.line(d.one(*choices))


def _expand(d: Draft) -> str:
    v = d.pick()
    n = np.ndim(d.value(v))
    return d.line(f"np.expand_dims({v}, axis={d.one(d.whole(-n - 1, n), (0, n + 1), (0, -1))})")


def _plain(name):
    def draw(d: Draft) -> str:
        v = d.axes({"flipud": 1, "fliplr": 2, "triu": 2, "tril": 2}.get(name, 0))
        more = f", {d.whole(-1, 2)}" if name in ("triu", "tril") and d.chance(0.5) else ""
        return d.line(f"np.{name}({v}{more})")

    return draw


def _broadcast(d: Draft) -> str:
    v = d.pick()
    shape = [d.whole(0, 3) if n == 1 and d.chance(0.4) else n for n in np.shape(d.value(v))]
    shape = [d.whole(1, 2) for _ in range(d.whole(0, 2))] + shape
    return d.line(f"np.broadcast_to({v}, {tuple(shape)})")


def _flip(d: Draft) -> str:
    v = d.pick()
    return d.line(f"np.flip({v}, axis={axes_of(d, v)})")


def _rot90(d: Draft) -> str:
    v = d.axes(2)
    return d.line(
        f"np.rot90({v}, k={d.whole(-1, 4)}, axes={tuple(d.rng.permutation(np.ndim(d.value(v)))[:2].tolist())})"
    )


def _roll(d: Draft) -> str:
    v = d.axes()
    axis = axes_of(d, v)
    shift = tuple(d.whole(-3, 3) for _ in axis) if isinstance(axis, tuple) and d.chance(0.5) else d.whole(-3, 3)
    return d.line(f"np.roll({v}, {shift}, axis={axis})")


def _shift(name):
    def draw(d: Draft) -> str:
        v = d.axes()
        return d.line(f"np.fft.{name}({v}, axes={axes_of(d, v)})")

    return draw


def _repeat(d: Draft) -> str:
    v = d.axes()
    axis = d.one(None, axis_of(d, v))
    n = np.size(d.value(v)) if axis is None else np.shape(d.value(v))[axis]
    counts = d.one(d.whole(0, 3), 2, [d.whole(0, 2) for _ in range(n)])
    return d.line(f"np.repeat({v}, {counts}, axis={axis})")


def _tile(d: Draft) -> str:
    v = d.pick(lambda a: np.size(a) <= MOST // 4)
    return d.line(f"np.tile({v}, {d.one(d.whole(1, 3), tuple(d.whole(1, 2) for _ in range(d.whole(1, 3))), (2, 0))})")


def _pad(d: Draft) -> str:
    v = d.axes()
    shape = np.shape(d.value(v))
    width = d.one(1, (0, 2), tuple((d.whole(0, 1), d.whole(0, 1)) for _ in shape))
    mode = d.one("constant", "constant", "edge", "wrap", "reflect", "symmetric")
    if math.prod(shape) == 0 and mode != "constant":
        raise RejectedError
    more = f", constant_values={d.one('0.5', '2')}" if mode == "constant" and d.chance(0.4) else f", mode='{mode}'"
    return d.line(f"np.pad({v}, {width}{more})")


def _diagonal(name):
    def draw(d: Draft) -> str:
        v = d.axes(2)
        if d.chance(0.3):
            return d.line(f"np.linalg.{name}({v}, offset={d.whole(-1, 1)})")
        a, b = d.rng.permutation(np.ndim(d.value(v)))[:2].tolist()
        more = d.one("", f", {d.whole(-1, 1)}, {a}, {b}", f", axis1={a}, axis2={b - np.ndim(d.value(v))}")
        return d.line(f"np.{name}({v}{more})")

    return draw


def _diag(d: Draft) -> str:
    v = d.pick(lambda a: np.ndim(a) in (1, 2) and np.size(a) <= 16)
    return d.line(f"np.diag({v}{d.one('', ', 1', ', k=-1')})")


def _full_like(d: Draft) -> str:
    v = d.filled()
    return d.line(f"np.full_like({v}, {d.one(f'np.mean({v})', f'np.ravel({v})[-1]')})")


def _linspace(d: Draft) -> str:
    a = d.pick()
    b = d.one(d.number(), d.shaped(d.meets(np.shape(d.value(a)))))
    return d.line(f"np.linspace({a}, {b}, {d.whole(1, 4)}, endpoint={d.one(True, False)}, axis={d.one(0, -1)})")


def _astype(d: Draft) -> str:
    kind = "np.float64" if not d.single else d.one("np.float64", "np.float32")
    return d.line(f"{d.pick()}.astype({kind})")


def _like(d: Draft) -> str:
    v = d.pick()
    return d.line(f"{v} * np.{d.one('ones_like', 'ones_like', 'zeros_like')}({d.pick()})")


def _method(d: Draft) -> str:
    """What an array can do with itself, as a method."""
    v = d.pick(lambda a: np.ndim(a) > 0 and np.size(a) > 0)
    n = np.ndim(d.value(v))
    call = d.one("ravel()", "flatten()", f"swapaxes({axis_of(d, v)}, {axis_of(d, v)})", "squeeze()", "cumsum()",
                 f"repeat(2, axis={axis_of(d, v)})", f"cumsum({axis_of(d, v)})", f"take(0, axis={axis_of(d, v)})",
                 f"transpose({', '.join(map(str, _order(d, n)))})", "reshape(-1, 1)", "reshape((1, -1))", "T", "T",
                 "copy()", "mT" if n > 1 else "T",
                 f"diagonal({d.whole(-1, 1)})", "trace()", "std()", "var(-1)", "astype(np.float64)",
                 f"cumprod({n - 1})")  # fmt: skip
    return d.line(f"{v}.{call}")


OPERATIONS = {
    "reshape": _reshape, "transpose": _transpose, "swapaxes": _two_axes("swapaxes"), "rollaxis": _two_axes("rollaxis"),
    "moveaxis": _moveaxis, "squeeze": _squeeze, "expand_dims": _expand, "broadcast_to": _broadcast, "flip": _flip,
    **{f: _plain(f) for f in ("ravel", "atleast_1d", "atleast_2d", "atleast_3d", "flipud", "fliplr", "triu", "tril")},
    "rot90": _rot90, "roll": _roll, "fftshift": _shift("fftshift"), "ifftshift": _shift("ifftshift"),
    "repeat": _repeat, "tile": _tile, "pad": _pad, "diagonal": _diagonal("diagonal"), "trace": _diagonal("trace"),
    "diag": _diag, "full_like": _full_like, "linspace": _linspace, "astype": _astype, "like": _like,
    "method": _method, "method again": _method,
}  # fmt: skip
