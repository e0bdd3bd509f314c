"""Paths over the contours of a loss [loss_surface], and beside them the loss for the same budget [race]."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from sgdlab.figures.curves import AXES, Against, check_against, paint_curves
from sgdlab.figures.described import Figure
from sgdlab.figures.series import FULL, STOCHASTIC, Series, as_series, run_names
from sgdlab.figures.words import count, journeys, lowest_point, sentence, series_name
from sgdlab.landscape import Surface, surface
from sgdlab.run import Run

VALLEY, PEAK, CONTOUR = "#fafcfb", "#bccfc5", "#8fa79b"  # the labs' colors
INK = "#1f2328"
SINGLE_STEPS = 60  # up to so many, every step gets a dot


def loss_surface(
    problem: Any,
    runs: Run | Iterable[Run] | Mapping[str, Run],
    surface: Surface | None = None,
) -> Figure:
    """Draw the contours of a loss of two parameters and the paths that runs took over it.

    The ring is the start, the star the minimum, a filled marker the end of a path; a path that diverged leaves the
    frame.  Of an ensemble every path is drawn, faintly.  `surface` is one made by `sgdlab.surface`, for limits of your
    own.  Errors: as `surface`.

    >>> import sgdlab as sl
    >>> loss_surface(sl.quadratic([1, 4]), sl.train(sl.quadratic([1, 4]), steps=20))
    The loss of a quadratic with eigenvalues 1, 4 over w1 and w2; the minimum is at w1 = 0, w2 = 0 (loss 0). Paths from
    w1 = 1, w2 = 1: full batch to w1 = 0.122, w2 = 3.66e-05 in 20 steps (loss 0.00739).
    """
    series = as_series(runs)
    landscape = _landscape(problem, series, surface)
    names = landscape.names
    first = f"the loss of {landscape.title} over {names[0]} and {names[1]}; {lowest_point(landscape)}"

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        paint_surface(axes, landscape, series)
        legend(figure, series, landscape)

    return Figure(draw, f"{sentence(first)} {sentence('paths ' + journeys(series, names))}", height=5.0)


def race(
    problem: Any,
    full: Run,
    sgd: Run,
    *,
    seeds: Run | None = None,
    surface: Surface | None = None,
    against: Against = "example-gradients",
) -> Figure:
    """Draw two runs side by side: their paths over the loss surface, and their losses for what they cost.

    `seeds`, an ensemble of the second run, adds the band between its 10th and its 90th percentile.  `against` is the
    horizontal axis of the losses: "steps", "epochs" or "example-gradients".  Errors: as `loss_surface`.
    """
    check_against(against)
    names = run_names([full, sgd])
    series = [Series(names[0], full, FULL), Series(names[1], sgd, STOCHASTIC)]
    landscape = _landscape(problem, series, surface)
    spent = [int(one.run.examples_seen[-1]) for one in series]
    each = (
        f"{count(spent[0], 'example-gradient')} each"
        if spent[0] == spent[1]
        else " and ".join(map("{:,}".format, spent))
    )
    if spent[0] != spent[1]:
        each += " example-gradients"
    words = f"race on {landscape.title} for {each}, {journeys(series, landscape.names)}; {lowest_point(landscape)}"

    def draw(figure: Any) -> None:
        left, right = figure.subplots(1, 2)
        paint_surface(left, landscape, series)
        left.set_title("The loss surface")
        paint_curves(right, series, against, band_of={1: seeds} if seeds is not None else {})
        right.set_title(f"Loss against {AXES[against][0]}")
        legend(figure, series, landscape)

    return Figure(draw, sentence(words))


def _landscape(problem: Any, series: Sequence[Series], given: Surface | None) -> Surface:
    return surface(problem, paths=[one.run.params for one in series]) if given is None else given


def paint_surface(axes: Any, landscape: Surface, series: Sequence[Series]) -> None:
    """Draw contours, paths, start and minimum into one panel."""
    _contours(axes, landscape)
    for rank, one in enumerate(series):
        _path(axes, one, zorder=4 + len(series) - rank)
    for x, y in np.unique(np.concatenate([one.run.params[0].reshape(-1, 2) for one in series]), axis=0):
        axes.plot([x], [y], zorder=20, label="start", **_START)
    if landscape.minimum is not None:
        axes.plot(*landscape.minimum[:, None], zorder=19, label="minimum", **_STAR)
    (left, right), (bottom, top) = landscape.limits
    axes.set(xlim=(left, right), ylim=(bottom, top), xlabel=landscape.names[0], ylabel=landscape.names[1])


_START: dict[str, Any] = {"linestyle": "none", "marker": "o", "ms": 10, "mfc": "none", "mec": INK, "mew": 2}
_STAR: dict[str, Any] = {"linestyle": "none", "marker": "*", "ms": 13, "mfc": "#ffffff", "mec": INK, "mew": 1.3}


def _contours(axes: Any, landscape: Surface) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    levels = landscape.levels()
    heights = np.where(np.isfinite(landscape.z), landscape.z, np.inf)
    bands = LinearSegmentedColormap.from_list("loss", [VALLEY, PEAK])
    edges = [min(landscape.lowest, float(heights.min())) - 1e-12 - abs(landscape.lowest), *levels]
    filled = np.minimum(heights, 2 * levels[-1] - levels[0])
    axes.contourf(landscape.x, landscape.y, filled, levels=edges, cmap=bands, extend="max", zorder=0)
    axes.contour(landscape.x, landscape.y, filled, levels=levels, colors=CONTOUR, linewidths=0.7, zorder=1)


def _path(axes: Any, one: Series, zorder: int) -> None:
    """Draw the recorded parameters of a run, and mark where it ended."""
    run, look = one.run, one.look
    color = {"color": look.color, "zorder": zorder}
    if run.members is not None:
        axes.plot(run.params[..., 0], run.params[..., 1], linewidth=0.6, alpha=0.35, **color)
        axes.plot(*run.final.T, linestyle="none", marker=look.marker, ms=4.5, mec="white", mew=0.6, **color)
        return
    dots = {"marker": look.marker, "ms": 3.5} if len(run.steps) <= SINGLE_STEPS else {}
    axes.plot(*run.params.T, linestyle=look.dash, linewidth=1.5, label=one.name, **dots, **color)
    if not one.diverged:
        axes.plot(*run.final[:, None], linestyle="none", marker=look.marker, ms=8.5, mec="white", mew=1.3, **color)


def legend(figure: Any, series: Sequence[Series], landscape: Surface) -> None:
    """Explain lines and markers above the panels."""
    from matplotlib.lines import Line2D

    lines = [
        Line2D([], [], color=s.look.color, linestyle=s.look.dash, marker=s.look.marker, ms=6, label=series_name(s))
        for s in series
    ]
    marks = [Line2D([], [], label="start", **_START), Line2D([], [], label="minimum", **_STAR)]
    handles = [*lines, *marks[: 1 if landscape.minimum is None else 2]]
    figure.legend(handles=handles, loc="outside upper left", ncols=4, handlelength=2.6, columnspacing=1.6)
