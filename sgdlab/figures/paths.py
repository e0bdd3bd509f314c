"""Draw paths over the contours of a loss of two parameters [loss_surface]."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from sgdlab.checks import given as given_text
from sgdlab.figures.sentences import journeys, lowest_point, sentence, series_name
from sgdlab.figures.series import Series, as_series, legend, sample
from sgdlab.landscape import Surface, surface
from sgdlab.run import Run
from sgdlab.scene.figure import WIDTH, Figure

VALLEY, PEAK, CONTOUR = "#fafcfb", "#bccfc5", "#8fa79b"  # the labs' colors
INK = "#1f2328"
FINE, COARSE = 121, 61  # points along each side of the grid: vectorized losses, others
ABOVE = 20  # ends and start are above the star, which is above the paths
SINGLE_STEPS = 60  # up to this many steps, every step gets a dot


def loss_surface(
    problem: Any,
    runs: Run | Iterable[Run] | Mapping[str, Run],
    surface: Surface | None = None,
) -> Figure:
    """Draw the contours of a loss of two parameters and the paths that runs took over it.

    The ring is the start, the star the minimum, and a filled marker the end of a path; a path that diverged leaves the
    frame.  All paths of an ensemble are drawn, faintly.  Use a `surface` made by `sgdlab.surface` to choose the limits
    yourself.  Errors: as `surface`.

    >>> import sgdlab as sl
    >>> loss_surface(sl.quadratic([1, 4]), sl.train(sl.quadratic([1, 4]), steps=20))
    The loss of a quadratic with eigenvalues 1, 4 over w1 and w2; the minimum is at w1 = 0, w2 = 0 (loss 0). Paths from
    w1 = 1, w2 = 1: full batch to w1 = 0.122, w2 = 3.66e-05 in 20 steps (loss 0.00739).
    """
    series = as_series(runs)
    landscape = landscape_of(problem, series, surface)
    names = landscape.names
    first = f"the loss of {landscape.title} over {names[0]} and {names[1]}; {lowest_point(landscape)}"
    (left, right), (bottom, top) = landscape.limits
    shape = (right - left) / (top - bottom)

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        paint_surface(axes, landscape, series)
        if 0.4 <= shape <= 2.5:  # with equal scales, gradients are perpendicular to the contours
            axes.set_aspect("equal", adjustable="box", anchor="W")
        legend(figure, handles_of(series, landscape))

    words = f"{sentence(first)} {sentence('paths ' + journeys(series, names))}"
    return Figure(draw, words, width=float(np.clip(0.8 + 4.0 * shape, 4.8, WIDTH)), height=5.0)


def landscape_of(problem: Any, series: Sequence[Series], given: Surface | None) -> Surface:
    """Return the given surface, or one on which the runs fit."""
    if given is not None:
        if not isinstance(given, Surface):
            raise TypeError(f"surface is what sgdlab.surface returns; got {given_text(given)}")
        return given
    points = FINE if getattr(problem, "vectorized", False) else COARSE
    return surface(problem, paths=[one.run.params for one in series], points=points)


def paint_surface(axes: Any, landscape: Surface, series: Sequence[Series]) -> None:
    """Draw contours, paths, start and minimum into one panel."""
    contours(axes, landscape)
    for rank, one in enumerate(series):
        _path(axes, one, zorder=4 + len(series) - rank)
    for x, y in np.unique(np.concatenate([one.run.params[0].reshape(-1, 2) for one in series]), axis=0):
        axes.plot([x], [y], zorder=2 * ABOVE, label="start", **_START)
    if landscape.minimum is not None:
        axes.plot(*landscape.minimum[:, None], zorder=ABOVE, label="minimum", **_STAR)
    (left, right), (bottom, top) = landscape.limits
    axes.set(xlim=(left, right), ylim=(bottom, top), xlabel=landscape.names[0], ylabel=landscape.names[1])


_START: dict[str, Any] = {"linestyle": "none", "marker": "o", "ms": 10, "mfc": "none", "mec": INK, "mew": 2}
_STAR: dict[str, Any] = {"linestyle": "none", "marker": "*", "ms": 15, "mfc": "#ffffff", "mec": INK, "mew": 1.3}


def contours(axes: Any, landscape: Surface) -> None:
    """Draw the shades and lines of equal loss into one panel."""
    from matplotlib.colors import LinearSegmentedColormap

    levels = landscape.levels()
    heights = np.where(np.isfinite(landscape.z), landscape.z, np.inf)
    bands = LinearSegmentedColormap.from_list("loss", [VALLEY, PEAK])
    edges = [min(landscape.lowest, float(heights.min())) - 1e-12 - abs(landscape.lowest), *levels]
    filled = np.minimum(heights, 2 * levels[-1] - levels[0])
    axes.contourf(landscape.x, landscape.y, filled, levels=edges, cmap=bands, extend="max", zorder=0)
    axes.contour(
        landscape.x, landscape.y, filled, levels=levels, colors=CONTOUR, linewidths=0.7, linestyles="solid", zorder=1
    )


def _path(axes: Any, one: Series, zorder: int) -> None:
    """Draw the recorded parameters of a run, and mark where it ended."""
    run, look = one.run, one.look
    color = {"color": look.color, "zorder": zorder}
    if run.members is not None:
        axes.plot(run.params[..., 0], run.params[..., 1], linewidth=0.6, alpha=0.35, **color)
        axes.plot(*run.final.T, linestyle="none", marker=look.marker, ms=4.5, mec="white", mew=0.6, **color)
        return
    ends = {"linestyle": "none", "marker": look.marker, "ms": 8.5, "mec": "white", "mew": 1.3}
    if one.diverged:  # pale, because it crosses the frame many times on its way out
        axes.plot(*run.params.T, linestyle=look.dash, linewidth=0.7, alpha=0.5, label=one.name, **color | {"zorder": 3})
        return
    dots = {"marker": look.marker, "ms": 3.5} if len(run.steps) <= SINGLE_STEPS else {}
    axes.plot(*run.params.T, linestyle=look.dash, linewidth=look.width, label=one.name, **dots, **color)
    axes.plot(*run.final[:, None], color=look.color, zorder=zorder + ABOVE, **ends)


def handles_of(series: Sequence[Series], landscape: Surface) -> list[Any]:
    """Name lines and markers for the legend."""
    from matplotlib.lines import Line2D

    marks = [Line2D([], [], label="start", **_START), Line2D([], [], label="minimum", **_STAR)]
    known = marks[: 1 if landscape.minimum is None else 2]
    return [*(sample(one, series_name(one)) for one in series), *known]
