"""Functions over axes: sums, extremes, spreads, norms, running sums, order."""

import numpy as np

from ..draft import Draft, RejectedError


def axis_of(d: Draft, v: str) -> int:
    """One axis, counted from either end."""
    ndim = np.ndim(d.value(v))
    if not ndim:
        raise RejectedError
    return d.whole(-ndim, ndim - 1)


def axes_of(d: Draft, v: str):
    """None, one axis, or several."""
    ndim = np.ndim(d.value(v))
    if not ndim or d.chance(0.25):
        return None
    if d.chance(0.6):
        return axis_of(d, v)
    axes = d.rng.permutation(ndim)[: d.whole(1, ndim)].tolist()
    return tuple(a - ndim if d.chance(0.3) else a for a in axes)


def _options(d: Draft, v: str, keepdims: bool = True):
    axis = axes_of(d, v)
    parts = [] if axis is None and d.chance(0.7) else [f"axis={axis}"]
    if keepdims and d.chance(0.35):
        parts.append(f"keepdims={d.one(True, True, False)}")
    return "".join(f", {p}" for p in parts)


def _reduce(name, prepare=None, method=False):
    def draw(d: Draft) -> str:
        v = d.pick() if prepare is None else prepare(d)
        options = _options(d, v)
        if d.chance(0.1):
            options = f", {axes_of(d, v)}"
        if method and d.chance(0.3):
            return d.line(f"{v}.{name}({options[2:]})")
        return d.line(f"np.{name}({v}{options})")

    return draw


def _sum_where(d: Draft) -> str:
    v = d.pick()
    mask = d.constant(d.rng.random(np.shape(d.value(v))) < 0.5)
    return d.line(f"np.sum({v}, where={mask}, initial={d.number()}{_options(d, v)})")


def _full(d: Draft) -> str:
    return d.filled()


def _apart(d: Draft) -> str:
    return d.apart(d.filled())


def _near_one(d: Draft) -> str:
    return d.within(d.pick(), 0.2, 2.0) if d.chance(0.5) else d.within(d.pick(), -2.5, 2.5)


def _spread(d: Draft) -> str:
    """Arguments of var and std: entries that differ along the last axis."""
    v = d.apart(d.pick(lambda a: np.ndim(a) > 0 and np.shape(a)[-1] > 1 and np.size(a) > 0))
    ddof = d.one("", "", ", ddof=1", ", ddof=0.5", ", correction=1")
    axis = d.one("-1", str(np.ndim(d.value(v)) - 1), "None")
    keep = d.one("", ", keepdims=True")
    return f"{v}, axis={axis}{ddof}{keep}"


def _norm(d: Draft) -> str:
    v = d.off(d.filled(), np.abs, [-0.8, 0.7, 1.5])
    axis = axes_of(d, v)
    ndim = np.ndim(d.value(v)) if axis is None else 1 if isinstance(axis, int) else len(axis)
    if ndim == 2 and d.chance(0.5):
        return d.line(f"np.linalg.norm({v}, 'fro', axis={axis})")
    if ndim != 1 or d.chance(0.3):
        if axis is not None and ndim > 2:
            axis = None
        return d.line(f"np.linalg.norm({v}, axis={axis}, keepdims={d.one(True, False)})")
    order = d.one("1", "2", "3", "2.5", "np.inf")
    if order == "np.inf":
        v = d.moved(v, 1.0 + 0.5 * d.rng.permutation(np.size(d.value(v))).reshape(np.shape(d.value(v))))
    return d.line(f"np.linalg.norm({v}, {order}, axis={axis}{d.one('', ', keepdims=True')})")


def _quantile(name):
    def draw(d: Draft) -> str:
        v = d.apart(d.filled())
        percent = 100 if name == "percentile" else 1
        q = d.one(f"{0.3 * percent}", f"{0.62 * percent}", f"[{0.15 * percent}, {0.8 * percent}]")
        return d.line(
            f"np.{name}({v}, {'' if name == 'median' else q + ', '}axis={axes_of(d, v)}{d.one('', ', keepdims=True')})"
        )

    return draw


def _average(d: Draft) -> str:
    v = d.filled()
    if d.chance(0.3):
        return d.line(f"np.average({v}, axis={axes_of(d, v)})")
    axis = axis_of(d, v)
    shape = np.shape(d.value(v))
    c = d.constant(d.numbers(d.one(shape, shape[axis : axis + 1 or None]), 0.5, 1.5))
    if np.shape(d.value(c)) == shape and d.chance(0.3):
        w = d.within(d.shaped(shape), 0.3, 3.0)
        return d.line(f"np.average({v}, axis={axis}, weights={w})")
    return d.line(f"np.average({v}, axis={axis}, weights={c})")


RUNNING = [n for n in ("cumsum", "cumprod", "cumulative_sum", "cumulative_prod") if hasattr(np, n)]  # two from 2.1 on


def _running(name):
    def draw(d: Draft) -> str:
        v = d.pick() if "sum" in name else _near_one(d)
        all_axes = d.chance(0.25) and "cumulative" not in name  # which takes one axis
        return d.line(f"np.{name}({v})" if all_axes else f"np.{name}({v}, axis={axis_of(d, v)})")

    return draw


def _exponentials(name):
    def draw(d: Draft) -> str:
        v = d.within(d.filled(), -50.0, 50.0)
        if name == "softmax":
            return d.line(
                f"sl.softmax({v}, axis={axes_of(d, v)})"
                if d.chance(0.7) or not np.ndim(d.value(v))
                else f"sl.softmax({v})"
            )
        return d.line(f"sl.logsumexp({v}{_options(d, v)})")

    return draw


def _sort(d: Draft) -> str:
    v = d.apart(d.pick(lambda a: np.ndim(a) > 0))
    return d.line(d.one(f"np.sort({v})", f"np.sort({v}, axis={axis_of(d, v)})", f"np.sort({v}, axis=None)"))


def _diff(d: Draft) -> str:
    v = d.axes()
    return d.line(f"np.diff({v}, n={d.one(1, 1, 2)}, axis={axis_of(d, v)})")


def _gradient(d: Draft) -> str:
    v = d.pick(lambda a: np.ndim(a) > 0 and np.size(a) > 0 and max(np.shape(a)) > 1)
    long = [i for i, n in enumerate(np.shape(d.value(v))) if n > 1]
    axis = d.one(*long)
    n = np.shape(d.value(v))[axis]
    places = d.constant(np.cumsum(d.numbers((n,), 0.5, 1.5)))
    return d.line(f"np.gradient({v}{d.one('', ', 0.5', f', {places}')}, axis={axis})")


OPERATIONS = {
    "sum": _reduce("sum", method=True), "sum where": _sum_where, "mean": _reduce("mean", _full, method=True),
    **{name: _reduce(name, _apart, method=name in ("max", "min")) for name in ("max", "min", "amax", "amin", "ptp")},
    "prod": _reduce("prod", _near_one, method=True),
    "var": lambda d: d.line(f"np.var({_spread(d)})"), "std": lambda d: d.line(f"np.std({_spread(d)})"),
    "norm": _norm, "average": _average,
    **{name: _quantile(name) for name in ("median", "quantile", "percentile")},
    **{name: _running(name) for name in RUNNING},
    "logsumexp": _exponentials("logsumexp"), "softmax": _exponentials("softmax"),
    "sort": _sort, "diff": _diff, "gradient": _gradient,
}  # fmt: skip
