"""Draw the loss along directions through a point: a curve, or contours with the shadow of a path [loss_slice]."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import given, real_array
from sgdlab.figures.lines import curves
from sgdlab.figures.panel import INK, Scale, look_of
from sgdlab.figures.paths import contours
from sgdlab.figures.sentences import count, number, rough, sentence
from sgdlab.figures.series import legend, sample_of
from sgdlab.landscape import Slice
from sgdlab.scene.figure import WIDTH, Figure

SINGLE_STEPS = 60  # up to this many, every point of a path gets a dot


def loss_slice(
    cut: Slice | Mapping[str, Slice],
    paths: ArrayLike | Mapping[str, ArrayLike] | None = None,
    *,
    yscale: Scale = "linear",
) -> Figure:
    """Draw what `sgdlab.slices` returns: a curve for one direction (or several, {name: slice}), contours for two.

    `paths` (T, P), or {name: (T, P)}, such as run.params, are drawn as shadows on the plane, and the sentence says how
    far from it they are; a cross marks the center.  Errors: several slices along two directions, paths on a curve.

    >>> import sgdlab as sl
    >>> bowl = sl.quadratic([1.0, 4.0, 9.0])
    >>> loss_slice(sl.slices(bowl, [0, 0, 0], [[1, 0, 0], [0, 1, 0]]), [[1.0, 1.0, 0.5], [0.5, 0.0, 0.0]])
    The loss of a quadratic with eigenvalues 1, 4, 9 on a plane of 2 of its 3 directions: from 0 to 2.5, 0 at the
    center. The path is 0.5 from the plane at its start and 0 at its end.
    """
    several = {"the loss": cut} if isinstance(cut, Slice) else cut
    if not isinstance(several, Mapping) or not several or not all(isinstance(one, Slice) for one in several.values()):
        raise TypeError(f"loss_slice draws what sgdlab.slices returns, or {{name: slice}}; got {given(cut)}")
    flat = {name: one for name, one in several.items() if len(one.coordinates) == 1}
    if len(flat) == len(several):
        if paths is not None:
            raise ValueError("a path has a shadow on a plane: cut along two directions to draw it")
        lines = {name: (one.coordinates[0], one.losses) for name, one in several.items()}
        return curves(lines, "distance along the direction", "loss", yscale=yscale)
    if len(several) > 1:
        raise ValueError("slices along two directions are drawn one at a time")
    return _plane(next(iter(several.values())), _named(paths))


def _named(paths: Any) -> dict[str, Any]:
    if paths is None:
        return {}
    return {str(k): v for k, v in paths.items()} if isinstance(paths, Mapping) else {"the path": paths}


def _plane(cut: Slice, paths: Mapping[str, Any]) -> Figure:
    shadows = {
        name: cut.project(real_array(path, name, ("T", len(cut.center)), finite=False)) for name, path in paths.items()
    }
    styles = [look_of(k, len(shadows), "paths") for k in range(len(shadows))]
    finite = cut.losses[np.isfinite(cut.losses)]
    words = sentence(
        f"the loss of {cut.title} on a plane of 2 of its {count(len(cut.center), 'direction')}: from "
        f"{number(finite.min())} to {number(finite.max())}, {number(cut.at_center)} at the center"
    )
    for name, (_, off) in shadows.items():
        words += (
            f" {sentence(f'{name} is {rough(off[0])} from the plane at its start and {rough(off[-1])} at its end')}"
        )
    (x, y), surface = cut.coordinates, cut.surface
    shape = float(np.ptp(x) / np.ptp(y))

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        contours(axes, surface)
        for (name, (at, _)), (look, _) in zip(shadows.items(), styles, strict=True):
            dots = {"marker": look.marker, "ms": 3.5} if len(at) <= SINGLE_STEPS else {}
            line = {"color": look.color, "linestyle": look.dash, "linewidth": look.width, "zorder": 4}
            axes.plot(*at.T, label=name, **line, **dots)
            end = {"marker": look.marker, "ms": 8.5, "mec": "white", "mew": 1.3, "color": look.color, "zorder": 5}
            axes.plot(*at[-1:].T, linestyle="none", **end)
        cross = axes.plot([0], [0], "+", ms=13, mew=2, color=INK, zorder=6, label="center")
        axes.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel="along direction 1", ylabel="along direction 2")
        if 0.4 <= shape <= 2.5:
            axes.set_aspect("equal", adjustable="box", anchor="W")
        legend(figure, [*(sample_of(s[0], n) for n, s in zip(shadows, styles, strict=True)), *cross])

    width = float(np.clip(0.8 + 4.0 * shape, 4.8, WIDTH))
    return Figure(draw, words, width, height=float(np.clip(1.0 + (width - 0.8) / shape, 3.4, 5.2)))
