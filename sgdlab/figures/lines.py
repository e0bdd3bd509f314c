"""Draw any curves by name, such as an error against h, or a sharpness against 2 / learning rate [curves]."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import given, mapping, one_of, real_array, text
from sgdlab.checks import number as number_of
from sgdlab.figures.runs import SCALES, Scale, look_of
from sgdlab.figures.sentences import number, rough, sentence
from sgdlab.quantities import Array, count
from sgdlab.scene import Axis, Curve, Curves, Figure, Mark, Rule, Scene, figure_of


def curves(
    named: Mapping[str, tuple[ArrayLike, ArrayLike]],
    xlabel: str = "x",
    ylabel: str = "y",
    *,
    xscale: Scale = "linear",
    yscale: Scale = "linear",
    marks: Mapping[str, float] | None = None,
    levels: Mapping[str, float] | None = None,
) -> Figure:
    """Draw curves {name: (x, y)}, each of its own length, with vertical lines `marks` and horizontal ones `levels`.

    x (K,) and y (K,) of every curve.  Points that are not finite are left out, and on a logarithmic axis those that are
    not positive; the sentence says how many.  Errors: no curve or more than ten, x and y of different lengths,
    nothing left to draw.

    >>> import numpy as np
    >>> h = 10.0 ** -np.arange(1, 4)
    >>> curves({"forward": (h, h / 2), "central": (h, h**2 / 6)}, "h", "error", xscale="log", yscale="log")
    Error against h, on logarithmic axes: forward from 0.05 at 0.1 to 0.0005 at 0.001; central from 0.00167 at 0.1 to
    1.67e-07 at 0.001.
    """
    one_of(xscale, "xscale", SCALES)
    one_of(yscale, "yscale", SCALES)
    text(xlabel, "xlabel"), text(ylabel, "ylabel")
    marks, levels = _places("marks", marks), _places("levels", levels)
    pairs = mapping(named, "named", "{name: (x, y)}")
    drawn = {str(name): _points(str(name), pair) for name, pair in pairs.items()}
    shown = {name: _shown(name, *pair, xscale, yscale) for name, pair in drawn.items()}
    said = [_words(name, *pair) + _missing(*drawn[name], len(pair[0])) for name, pair in shown.items()]
    said += [_line(f"marked: {name} at {xlabel}", at, xscale) for name, at in marks.items()]
    said += [_line(f"level: {name} at {ylabel}", at, yscale) for name, at in levels.items()]

    looks = [look_of(k, len(shown), "curves").series(f"curve{k}", name) for k, name in enumerate(shown)]
    parts = [Curve(look, y, {"x": x}) for look, (x, y) in zip(looks, shown.values(), strict=True)]
    uprights, rules = [Mark(*one) for one in marks.items()], [Rule(*one) for one in levels.items()]
    across, up = Axis(xlabel, _reach(shown, marks, xscale), xscale, key="x"), Axis(ylabel, scale=yscale)
    words = sentence(f"{ylabel} against {xlabel}{_axes_words(xscale, yscale)}: {'; '.join(said)}")
    return figure_of(Scene(f"{ylabel} against {xlabel}", words, [Curves([across], up, parts, uprights, rules)]))


def _reach(
    shown: Mapping[str, tuple[Array, Array]], marks: Mapping[str, float], xscale: str
) -> tuple[float, float] | None:
    """Return the range of x that holds all points and marks, in whatever order they are; None for a single x."""
    drawn = [at for at in marks.values() if at > 0 or xscale == "linear"]
    every = np.concatenate([drawn, *(x for x, _ in shown.values())])
    low, high = float(every.min()), float(every.max())
    return (low, high) if low < high else None


def _places(name: str, places: object) -> dict[str, float]:
    found = {} if places is None else mapping(places, name, "{word: number}")
    return {str(word): number_of(at, f"{name}[{word!r}]") for word, at in found.items()}


def _points(name: str, pair: object) -> tuple[Array, Array]:
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise TypeError(f"named is {{name: (x, y)}}; got {given(pair)}")
    across = real_array(pair[0], f"x of {name!r}", ("K",), finite=False)
    up = real_array(pair[1], f"y of {name!r}", finite=False)
    if across.shape != up.shape:
        raise ValueError(f"x and y of {name!r} are lists of the same length; got shapes {across.shape} and {up.shape}")
    return across, up


def _shown(name: str, x: Array, y: Array, xscale: str, yscale: str) -> tuple[Array, Array]:
    kept = np.isfinite(x) & np.isfinite(y)
    kept &= (x > 0) | (xscale == "linear")
    kept &= (y > 0) | (yscale == "linear")
    if not kept.any():
        needed = "finite and, on a logarithmic axis, positive"
        raise ValueError(f"the curve {name!r} has no point that can be drawn: they have to be {needed}")
    return x[kept], y[kept]


def _words(name: str, x: Array, y: Array) -> str:
    """Say where a curve begins and ends, and its lowest and highest point in between."""
    words = f"{name} from {rough(y[0])} at {number_at(x[0])} to {rough(y[-1])} at {number_at(x[-1])}"
    for what, most in (("lowest", y.min()), ("highest", y.max())):
        there = np.isclose(y, most, rtol=1e-9, atol=0)  # on a flat stretch, rounding would choose the place
        if not (there[0] or there[-1]):
            words += f", {what} {rough(most)} at {number_at(x[there.argmax()])}"
    return words


def _missing(x: Array, y: Array, shown: int) -> str:
    """Say how many points of a curve are left out, and what they are; "" if none is."""
    missing, finite = len(x) - shown, np.isfinite(x) & np.isfinite(y)
    left = int(np.sum(finite)) - shown  # out, although they are finite
    low = "zero or negative" if np.any((x[finite] < 0) | (y[finite] < 0)) else "zero"
    reasons = [low] * (left > 0) + ["not finite"] * (missing > left)
    return f" ({count(missing, 'point')} not shown: {' or '.join(reasons)})" if missing else ""


def _line(what: str, at: float, scale: str) -> str:
    """Say where a straight line is, or that a logarithmic axis has no such place."""
    missing = ", which a logarithmic axis doesn't have" if at <= 0 and scale == "log" else ""
    return f"{what} = {number_at(at)}{missing}"


def number_at(x: float) -> str:
    """Write a place on an axis, however small."""
    return f"{x:.3g}" if abs(x) < 1e-3 else number(x)


def _axes_words(xscale: str, yscale: str) -> str:
    both = {("log", "log"): ", on logarithmic axes", ("linear", "log"): ", on a logarithmic axis"}
    return both.get((xscale, yscale), f", with a logarithmic {'x' * (xscale == 'log')} axis" if xscale == "log" else "")
