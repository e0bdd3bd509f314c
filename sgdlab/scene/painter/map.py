"""Paint a loss over two parameters: shades with a scale, contours, paths with their names, points."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT, shade
from sgdlab.scene.painter.dress import INK, cased, dressed, head, plain, style
from sgdlab.scene.piece import Axis, Range, Series
from sgdlab.scene.plot import Map, Path, Plane

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def paint_map(axes: "Axes", panel: Map) -> list[Any]:
    """Paint the panel; return what the legend has to explain."""
    assert panel.x.range is not None and panel.y.range is not None
    limits = panel.x.range, panel.y.range
    dressed(axes, panel.x, panel.y, limits, grid=False)
    contours(axes, panel)
    for path in panel.paths:
        if np.size(path.data):
            paint_path(axes, path, limits)
    if panel.minimum is not None:
        axes.plot(*np.transpose([panel.minimum]), "x", ms=9, mew=2, color=INK, zorder=20, path_effects=cased(4))
    points(axes, panel)
    if panel.equal:
        axes.set_aspect("equal", adjustable="box", anchor="W")
    return []


def contours(axes: "Axes", panel: Map) -> None:
    """Paint the shades between the levels, thin lines at them, and the scale of the shades."""
    levels, z = np.asarray(panel.levels, dtype=float), np.asarray(panel.losses, dtype=float)
    top = 2 * levels[-1] - levels[0]
    heights = np.where(np.isfinite(z), np.minimum(z, top), top)
    x, y = (grid(axis, count) for axis, count in ((panel.x, z.shape[1]), (panel.y, z.shape[0])))
    colors = [shade(k / len(levels)) for k in range(len(levels) + 1)]
    edges = [min(float(heights.min()), levels[0]) - 1e-12 - abs(levels[0]), *levels, max(top, float(heights.max())) + 1]
    filled = axes.contourf(x, y, heights, levels=edges, colors=colors, zorder=0)
    axes.contour(x, y, heights, levels=levels, colors="white", linewidths=0.5, alpha=0.35, linestyles="solid", zorder=1)
    bar = axes.figure.colorbar(filled, ax=axes, shrink=0.5, aspect=14, pad=0.02, anchor=(0.0, 0.0), ticks=levels[::4])
    bar.ax.set_yticklabels([plain(float(f"{level:.2g}"), level) for level in levels[::4]], fontsize=8)
    bar.ax.set_title(panel.value, fontsize=8, fontweight="normal", loc="left", pad=3)
    bar.outline.set_visible(False)


def grid(axis: Axis, count: int) -> Array:
    """Return the places of a grid along an axis."""
    low, high = axis.range or (0.0, 1.0)
    return np.geomspace(low, high, count) if axis.scale == "log" else np.linspace(low, high, count)


def paint_path(axes: "Axes", path: Path, limits: tuple[Range, Range]) -> None:
    """Paint a line, or many, with a light edge, a mark at its end and its name beside it."""
    series, data = path.series, np.asarray(path.data, dtype=float)
    look = style(series, data.shape[-2])
    for line in data.reshape(-1, *data.shape[-2:]):
        axes.plot(*line.T, zorder=4, path_effects=None if series.faint or series.dash else cased(), **look)
    inside = [point for point in data.reshape(-1, 2) if np.isfinite(point).all() and _within(point, limits)]
    if series.faint or not inside:
        return
    if series.spent is not None:
        head(axes, series, inside[-1], 21)
    name(axes, series, inside[-1], limits)


def _within(point: Array, limits: tuple[Range, Range]) -> bool:
    return all(low <= at <= high for at, (low, high) in zip(point, limits, strict=True))


def name(axes: "Axes", series: Series, point: Array, limits: tuple[Range, Range]) -> None:
    """Write the name of a series beside a point: to the right, or to the left where there is no room."""
    (left, right), _ = limits
    aside = point[0] > left + 0.68 * (right - left)
    taken = [text.xy for text in axes.texts if hasattr(text, "xy")]
    above = sum(np.hypot(*(_share(axes, point) - _share(axes, other))) < 0.12 for other in taken)
    words = {"color": LIGHT[series.color], "fontsize": 10, "fontweight": "bold", "zorder": 22}
    place = {"xytext": (-9 if aside else 9, 7 + 13 * above), "textcoords": "offset points"}
    axes.annotate(
        series.name,
        point,
        ha="right" if aside else "left",
        path_effects=cased(),
        annotation_clip=True,
        **place,
        **words,
    )


def _share(axes: "Axes", point: Any) -> Array:
    return np.asarray(axes.transAxes.inverted().transform(axes.transData.transform(point)))


def points(axes: "Axes", panel: Map | Plane) -> None:
    """Paint the points that the reader moves as rings, and the marks as crosses with their names."""
    ring = {"marker": "o", "ms": 10, "mfc": "none", "mec": INK, "mew": 2, "linestyle": "none"}
    for handle in panel.handles:
        axes.plot(*np.transpose([handle.at]), zorder=40, path_effects=cased(5), **ring)
    for mark in panel.marks:
        if mark.at is not None:
            axes.plot(*np.transpose([mark.at]), "x", ms=8, mew=2, color=INK, zorder=22, path_effects=cased(4))
            words = {"xytext": (9, 4), "textcoords": "offset points", "color": INK, "fontsize": 9, "zorder": 23}
            axes.annotate(mark.name, mark.at, path_effects=cased(), **words)
