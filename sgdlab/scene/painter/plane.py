"""Paint a coordinate plane: sides, points, lines and arrows [paint_plane]."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap
from matplotlib.lines import Line2D

from sgdlab.quantities import Array
from sgdlab.scene.colors import LIGHT, mixed
from sgdlab.scene.limits import even, span
from sgdlab.scene.painter.dress import FEW, INK, MARKERS, PAGE, Look, cased, dressed, sample, style
from sgdlab.scene.painter.map import lines_of, names_of_marks, points
from sgdlab.scene.painter.names import write_labels
from sgdlab.scene.piece import Arrows, Series
from sgdlab.scene.plot import Plane

SHAPE = (1.2, 1.0)  # width and height of the box of a plane, where both scales are equal
MANY = 60  # above this many points, they are small
PALE = 0.25  # how much of its color a side has


def paint_plane(axes: Axes, panel: Plane) -> list[Artist]:
    """Paint the panel; return what the legend has to explain."""
    ranges = span(panel.x), span(panel.y)
    dressed(axes, panel.x, panel.y, even(SHAPE, *ranges) if panel.equal else ranges)
    if panel.equal:
        axes.set_aspect("equal", adjustable="box", anchor="W")
    if panel.region is not None:
        _region(axes, panel, panel.region)
    lined = {path.series.key for path in panel.lines}
    for one in panel.points:
        above = 6 if one.series.marker == "ring" or one.series.key in lined else 4
        axes.plot(*one.data.T, zorder=above, label=one.series.name, **_dots(one.series, len(one.data)))
    for path in panel.lines:
        edge = cased() if path.series.dash and not path.series.faint else None
        for line in lines_of(path):
            axes.plot(*line.T, zorder=5, path_effects=edge, **style(path.series, max(FEW + 1, lines_of(path).shape[1])))
    for arrows in panel.arrows:
        if arrows.data.size:
            _arrows(axes, arrows)
    rings = points(axes, panel)
    lines = [line for path in panel.lines for line in lines_of(path)]
    write_labels(axes, names_of_marks(panel), [], lines)
    absent = {one.series.key for one in (*panel.points, *panel.lines, *panel.arrows) if not one.data.size}
    return [_sample(series, panel) for series in panel.series if series.key not in absent] + rings


def _region(axes: Axes, panel: Plane, region: Array) -> None:
    """Every side pale in the color of its series, with a dark line between them."""
    colors = [LIGHT[side.color] for side in panel.sides]
    picture: Look = {"extent": (*span(panel.x), *span(panel.y)), "origin": "lower", "aspect": "auto"}
    x, y = np.linspace(*span(panel.x), region.shape[1]), np.linspace(*span(panel.y), region.shape[0])
    border: Look = {"colors": INK, "linewidths": 1.3, "zorder": 2}
    if region.dtype.kind != "f":
        shades = ListedColormap([mixed(color, PALE) for color in colors])
        axes.imshow(region, cmap=shades, vmin=-0.5, vmax=len(colors) - 0.5, zorder=0, interpolation="none", **picture)
        for k in range(1, len(colors)):  # the border of the sides from k on
            if (region < k).any() and (region >= k).any():
                axes.contour(x, y, region >= k, levels=[0.5], **border)
        return
    pale = LinearSegmentedColormap.from_list("sides", [colors[0], PAGE, colors[1]])
    shown = np.sign(region) * 0.25 + 0.75 * region
    axes.imshow(shown, cmap=pale, vmin=-3, vmax=3, zorder=0, interpolation="bilinear", **picture)
    if region.min() < 0 < region.max():
        axes.contour(x, y, region, levels=[0.0], **border)


def _dots(series: Series, count: int) -> Look:
    """The look of points as Matplotlib's keywords."""
    color, faint = LIGHT[series.color], series.faint
    shape: Look = {"marker": MARKERS[series.marker], "linestyle": "none", "color": color}
    if series.marker == "ring":
        return {**shape, "ms": 11, "mfc": "none", "mec": color, "mew": 1.3}
    size = 4.5 if count > MANY or faint else 6
    return {**shape, "ms": size, "mec": PAGE, "mew": 0 if faint else 0.8, "alpha": 0.45 if faint else 1}


def _arrows(axes: Axes, one: Arrows) -> None:
    faint = one.series.faint
    shape: Look = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.003 if faint else 0.009}
    look: Look = {"color": LIGHT[one.series.color], "alpha": 0.45 if faint else 1.0}
    axes.quiver(*one.data.T, zorder=3 if faint else 6, label=one.series.name, **look, **shape)


def _sample(series: Series, panel: Plane) -> Line2D:
    """A piece of a series as the legend shows it: a marker for points, a line for the rest."""
    if series in panel.sides or any(one.series.key == series.key for one in panel.points):
        return Line2D([], [], label=series.name, **_dots(series, 1))
    found = sample(series)
    found.set_marker("")
    if not series.faint and any(one.series.key == series.key for one in panel.arrows):
        found.set_linewidth(3)
    return found
