"""Paint a loss over two parameters: shades with a scale, contours, paths with their names, points [paint_map]."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.contour import QuadContourSet

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT, shade
from sgdlab.scene.digits import plain
from sgdlab.scene.limits import span
from sgdlab.scene.painter.dress import INK, Look, cased, dressed, head, sample, spot, style
from sgdlab.scene.painter.names import Name, write_labels, write_names
from sgdlab.scene.piece import Path, Range
from sgdlab.scene.plot import Map, Plane

SHADES = 5  # written at the scale, at most


def paint_map(axes: Axes, panel: Map) -> list[Artist]:
    """Paint the panel; return what the legend has to explain: what has no name in the panel."""
    panel = panel.seen
    limits = span(panel.x), span(panel.y)
    dressed(axes, panel.x, panel.y, limits, grid=False)
    contours(axes, panel)
    if panel.equal:
        axes.set_aspect("equal", adjustable="box", anchor="W")
    names = [name for path in panel.paths if (name := _path(axes, path, limits)) is not None]
    low = [] if panel.minimum is None else [panel.minimum]
    explained = [spot(axes, at, "minimum") for at in low] + points(axes, panel)
    lines = [line for path in panel.paths for line in lines_of(path)]
    boxes = write_names(axes, names)
    write_labels(axes, names_of_marks(panel), boxes, lines)
    written = {name.words for name in names[: len(boxes)]}
    return [sample(one) for one in panel.series if one.name not in written] + explained


def lines_of(path: Path) -> Array:
    """Return the lines of a path, (S, T, 2)."""
    data = path.data
    return data.reshape(-1, *data.shape[-2:]) if data.size else np.zeros((0, *data.shape[-2:]))


def contours(axes: Axes, panel: Map) -> None:
    """Paint the shades between the levels, thin lines at them, and the scale of the shades."""
    levels, z = np.asarray(panel.levels, dtype=float), panel.losses
    top = 2 * levels[-1] - levels[0]  # what is higher has the last shade, and so has what is not finite
    heights = np.where(np.isfinite(z), np.minimum(z, top), top)
    x, y = np.linspace(*span(panel.x), z.shape[1]), np.linspace(*span(panel.y), z.shape[0])
    below = min(float(heights.min()), levels[0]) - 1e-12 - abs(levels[0])
    colors = [shade(k / len(levels)) for k in range(len(levels) + 1)]
    filled = axes.contourf(x, y, heights, levels=[below, *levels, top + 1], colors=colors, zorder=0)
    thin: Look = {"colors": "white", "linewidths": 0.5, "alpha": 0.35, "linestyles": "solid"}
    axes.contour(x, y, heights, levels=levels, zorder=1, **thin)
    _scale(axes, filled, levels, panel.value)


def _scale(axes: Axes, filled: QuadContourSet, levels: Array, value: str) -> None:
    """The scale of the shades, at the lower right of the panel, with a few of the levels."""
    shown = levels[:: max(1, -(-len(levels) // SHADES))]
    bar = axes.figure.colorbar(filled, ax=axes, shrink=0.5, aspect=14, pad=0.02, anchor=(0.0, 0.0), ticks=shown)
    digits = next(k for k in range(2, 18) if k == 17 or len({f"{level:.{k}g}" for level in shown}) == len(shown))
    bar.ax.set_yticklabels([plain(float(f"{level:.{digits}g}"), level) for level in shown], fontsize=8)
    bar.ax.tick_params(length=0)
    bar.set_label(value, fontsize=8, labelpad=2)
    bar.outline.set_visible(False)


def _path(axes: Axes, path: Path, limits: tuple[Range, Range]) -> Name | None:
    """Paint a line with a mark at its end, or many with small ones; return its name, beside its last point inside."""
    series, lines = path.series, lines_of(path)
    look = style(series, lines.shape[1])
    edge = None if series.faint else cased()
    for line in lines:
        axes.plot(*line.T, zorder=4, path_effects=edge, **look)
    ends = [line[-1] for line in lines if len(line) and _within(line[-1], limits)]
    if series.spent is not None and (len(lines) > 1 or not series.faint):
        for end in ends:
            head(axes, series, end, size=8 if len(lines) == 1 else 4.5)
    if series.faint and len(lines) == 1:
        return None
    inside = ends or [point for point in lines.reshape(-1, 2) if _within(point, limits)][-1:]
    if not inside:
        return None
    at = np.median(inside, axis=0)
    return Name(series.name, at, LIGHT[series.color], turned=bool(np.median(lines[..., 0]) > at[0]), size=10.0)


def _within(point: Array | Sequence[float], limits: tuple[Range, Range]) -> bool:
    return all(low <= at <= high for at, (low, high) in zip(point, limits, strict=True))


def points(axes: Axes, panel: Map | Plane) -> list[Artist]:
    """Paint the points that the reader moves as rings, the marks as rings or crosses; return the marks' rings.

    A cross has its name beside it, the ring of a mark in the legend.
    """
    for handle in panel.handles:
        if handle.at is not None:
            spot(axes, handle.at, handle.name, ring=True)
    drawn = [(mark.ring, spot(axes, mark.at, mark.name, mark.ring)) for mark in panel.marks if mark.at is not None]
    return [one for ring, one in drawn if ring]


def names_of_marks(panel: Map | Plane) -> list[Name]:
    """Return the names of the crosses among the marks."""
    limits = span(panel.x), span(panel.y)
    there = [one for one in panel.marks if one.at is not None and not one.ring and _within(one.at, limits)]
    return [Name(one.name, np.asarray(one.at, dtype=float), INK, size=9) for one in there]
