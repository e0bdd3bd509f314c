"""Paint a coordinate plane: two sides, points, lines and arrows [paint_plane]."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdlab.scene.colors import LIGHT
from sgdlab.scene.limits import even
from sgdlab.scene.painter.dress import INK, MARKERS, PAGE, dressed, style
from sgdlab.scene.painter.map import points
from sgdlab.scene.piece import Series
from sgdlab.scene.plot import Arrows, Drawn, Plane, Points

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHAPE = (1.2, 1.0)  # width and height of the box of a plane, where both scales are equal


def paint_plane(axes: "Axes", panel: Plane) -> list[Any]:
    """Paint the panel; return what the legend has to explain."""
    assert panel.x.range is not None and panel.y.range is not None
    ranges = panel.x.range, panel.y.range
    limits = even(SHAPE, *ranges) if panel.equal else ranges
    dressed(axes, panel.x, panel.y, limits)
    if panel.equal:
        axes.set_aspect("equal", adjustable="box", anchor="W")
    if panel.region is not None:
        _region(axes, panel)
    for one in panel.points:
        _points(axes, one)
    for path in filter(_seen, panel.lines):
        data = np.asarray(path.data, dtype=float)
        for line in data.reshape(-1, *data.shape[-2:]):
            axes.plot(*line.T, zorder=5, **style(path.series, data.shape[-2]))
    for arrows in filter(_seen, panel.arrows):
        _arrows(axes, arrows)
    points(axes, panel)
    absent = {one.series.key for one in (*panel.points, *panel.lines, *panel.arrows) if not _seen(one)}
    return [_sample(series, panel) for series in panel.series if series.key not in absent]


def _seen(one: Drawn) -> bool:
    """Whether there is anything to draw now."""
    return np.size(one.data) > 0


def _region(axes: "Axes", panel: Plane) -> None:
    """Two sides, each in the color of its series, and a line between them."""
    from matplotlib.colors import LinearSegmentedColormap

    field = np.asarray(panel.region, dtype=float)
    below, above = (LIGHT[side.color] for side in panel.sides)
    pale = LinearSegmentedColormap.from_list("sides", [below, PAGE, above])
    extent = (*(panel.x.range or ()), *(panel.y.range or ()))
    picture = {"cmap": pale, "vmin": -3, "vmax": 3, "origin": "lower", "aspect": "auto", "interpolation": "bilinear"}
    axes.imshow(np.sign(field) * 0.25 + 0.75 * field, extent=extent, zorder=0, **picture)
    if field.min() < 0 < field.max():
        x, y = (
            np.linspace(*(axis.range or (0, 1)), count)
            for axis, count in zip((panel.x, panel.y), field.shape[::-1], strict=True)
        )
        axes.contour(x, y, field, levels=[0.0], colors=INK, linewidths=1.3, zorder=2)


def _points(axes: "Axes", one: Points) -> None:
    data = np.asarray(one.data, dtype=float)
    small, faint = len(data) > 60 or one.series.faint, one.series.faint
    look = {"marker": MARKERS[one.series.marker], "ms": 4.5 if small else 6, "mec": PAGE, "mew": 0 if faint else 0.8}
    axes.plot(*data.T, linestyle="none", color=LIGHT[one.series.color], alpha=0.45 if faint else 1, zorder=4, **look)


def _arrows(axes: "Axes", one: Arrows) -> None:
    faint, data = one.series.faint, np.asarray(one.data, dtype=float)
    shape = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.003 if faint else 0.009}
    axes.quiver(*data.T, color=LIGHT[one.series.color], alpha=0.45 if faint else 1.0, zorder=4 if faint else 6, **shape)


def _sample(series: Series, panel: Plane) -> Any:
    """A piece of a series as the legend shows it: a marker for points, a line for the rest."""
    from matplotlib.lines import Line2D

    look: dict[str, Any] = {"color": LIGHT[series.color], "label": series.name, "alpha": 0.6 if series.faint else 1.0}
    if any(one.series.key == series.key for one in panel.points) or series in panel.sides:
        return Line2D([], [], linestyle="none", marker=MARKERS[series.marker], ms=6, **look)
    arrow = any(one.series.key == series.key for one in panel.arrows)
    dashes = style(series)["linestyle"]
    return Line2D([], [], linewidth=3 if arrow and not series.faint else 1.5, linestyle=dashes, **look)
