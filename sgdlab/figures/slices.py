"""Draw the loss along directions through a point: a curve, or contours with the shadow of a path [loss_slice]."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import given, real_array
from sgdlab.figures.lines import curves
from sgdlab.figures.paths import even_map_of
from sgdlab.figures.runs import Scale, look_of
from sgdlab.figures.sentences import number, rough, sentence
from sgdlab.landscape.slicing import Slice
from sgdlab.quantities import count
from sgdlab.scene import Axis, Figure, Path, Scene, Spot, figure_of


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
    The loss of a quadratic with curvatures 1, 4, 9 on a plane of 2 of its 3 directions: from 0 to 2.5, 0 at the
    center. The path is 0.5 from the plane at its start and 0 at its end.
    """
    several = {"the loss": cut} if isinstance(cut, Slice) else cut
    if not isinstance(several, Mapping) or not several or not all(isinstance(one, Slice) for one in several.values()):
        raise TypeError(f"loss_slice draws what sgdlab.slices returns, or {{name: slice}}; got {given(cut)}")
    if all(len(one.coordinates) == 1 for one in several.values()):
        if paths is not None:
            raise ValueError("a path has a shadow on a plane: cut along two directions to draw it")
        lines = {name: (one.coordinates[0], one.losses) for name, one in several.items()}
        return curves(lines, "distance along the direction", "loss", yscale=yscale)
    if len(several) > 1:
        raise ValueError("slices along two directions are drawn one at a time")
    named = paths if isinstance(paths, Mapping) else {} if paths is None else {"the path": paths}
    return _plane(next(iter(several.values())), {str(name): path for name, path in named.items()})


def _plane(cut: Slice, paths: Mapping[str, ArrayLike]) -> Figure:
    shadows = {
        name: cut.project(real_array(path, name, ("T", len(cut.center)), finite=False)) for name, path in paths.items()
    }
    finite = cut.losses[np.isfinite(cut.losses)]
    words = sentence(
        f"the loss of {cut.title} on a plane of 2 of its {count(len(cut.center), 'direction')}: from "
        f"{number(finite.min())} to {number(finite.max())}, {number(cut.at_center)} at the center"
    )
    for name, (at, off) in shadows.items():
        away = f"{name} is {rough(off[0])} from the plane at its start and {rough(off[-1])} at its end"
        away += "" if any(point in cut.surface for point in at) else ", outside of the frame"
        words += f" {sentence(away)}"
    paths_on_it = [
        Path(look_of(k, len(shadows), "paths").series(f"path{k}", name, spent=np.linspace(0, 1, len(at))), at)
        for k, (name, (at, _)) in enumerate(shadows.items())
    ]
    panel = even_map_of(cut.surface, paths_on_it, [Spot("center", (0.0, 0.0))])
    panel.x, panel.y = (Axis(f"along direction {k + 1}", axis.range) for k, axis in enumerate((panel.x, panel.y)))
    return figure_of(Scene(f"The loss of {cut.title} on a plane", words, [panel]))
