"""Drawing code for the labs whose pictures are not scenes yet; nothing else uses it, and it goes with the last of them.

`panel.py` and `series.py` have its names for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from sgdlab.figures.sentences import BAND, number, series_name
from sgdlab.landscape import Surface
from sgdlab.run import Run

GRID, FAINT, INK = "#e6eaee", "#59636e", "#1f2328"
VALLEY, PEAK, CONTOUR = "#fafcfb", "#bccfc5", "#8fa79b"
ABOVE = 20  # ends and start are above the star, which is above the paths
SINGLE_STEPS = 60  # up to this many steps, every step gets a dot
MARKS = 12  # on a curve, so that it can be recognized without its color
DEEPEST = 1e-12  # the lowest loss shown, as a share of the highest: below it there is only rounding
LEAVES = 10.0  # a loss more than this many times the one at the start is outside the frame
AXES = {"steps": "steps", "epochs": "epochs", "example-gradients": "examples_seen"}


class Look(NamedTuple):
    """What distinguishes a line, with or without color: dashes, width and marker."""

    color: str
    dash: Any
    marker: str
    width: float = 1.6


# Okabe and Ito's blue, vermilion, green and purple, darkened to a contrast of at least 4.5 to 1 on white.
FULL = Look("#0067a8", "-", "o")
STOCHASTIC = Look("#c44f00", "-", "s", 1.1)  # thin and solid: dashes are lost in a zigzag
YOURS = Look("#96478b", (0, (6, 1, 1.2, 1)), "^")
LOOKS = (
    FULL,
    STOCHASTIC,
    Look("#00785c", (0, (1.2, 1)), "D"),
    YOURS,
    Look("#59636e", (0, (8, 2)), "v"),
)
LETTERS = 10.5  # of a legend, per inch
SAMPLE = 7  # the width of a legend's line sample, in letters


@dataclass(frozen=True)
class Series:
    """A run with its name and its look."""

    name: str
    run: Run
    look: Look

    @property
    def diverged(self) -> bool:
        """Whether this run diverged; for an ensemble, all of it."""
        at = self.run.diverged_at
        return at is not None and bool(np.all(np.asarray(at) >= 0))


def sample(one: Series, label: str) -> Any:
    """Return the line of a run as the legend shows it."""
    return sample_of(one.look, label)


def sample_of(look: Look, label: str, filled: bool = True) -> Any:
    """Return a line with a given look as the legend shows it."""
    from matplotlib.lines import Line2D

    mark: dict[str, Any] = {"marker": look.marker, "ms": 6, **({} if filled else {"mfc": "white"})}
    return Line2D([], [], color=look.color, linestyle=look.dash, lw=look.width, label=label, **mark)


def legend(figure: Any, handles: Sequence[Any]) -> None:
    """Explain lines and markers above the panels, in as many columns as fit."""
    widest = max(len(str(handle.get_label())) for handle in handles)
    room = figure.bbox.width / figure.dpi * LETTERS
    columns = max(1, min(len(handles), int(room // (widest + SAMPLE))))
    total = sum(len(str(handle.get_label())) + SAMPLE for handle in handles)
    figure.legend(
        handles=handles,
        loc="outside upper left",
        ncols=len(handles) if total <= room else columns,
        handlelength=2.2,
        columnspacing=1.6,
        borderaxespad=0.2,
    )


def gridded(axes: Any) -> None:
    """Draw a pale grid below everything."""
    axes.grid(color=GRID, linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)


def scaled(axes: Any, which: Literal["x", "y"], scale: str, shown: Any) -> None:
    """Set the scale of one axis of a panel; a logarithmic axis shows plain numbers if they are short enough."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    if scale == "linear":
        return
    getattr(axes, f"set_{which}scale")("log", nonpositive="mask")
    axis = getattr(axes, f"{which}axis")
    positive = np.asarray(shown)[np.asarray(shown) > 0]
    decades = np.log10(positive.max() / positive.min()) if len(positive) else 1.0
    axis.set_major_locator(LogLocator(subs=(1.0,) if decades > 2 else (1.0, 2.0, 5.0), numticks=9))
    axis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:g}" if v < 1e-3 else number(v)))
    axis.set_minor_formatter(NullFormatter())


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


def handles_of(series: Sequence[Any], landscape: Surface) -> list[Any]:
    """Name lines and markers for the legend."""
    from matplotlib.lines import Line2D

    marks = [Line2D([], [], label="start", **_START), Line2D([], [], label="minimum", **_STAR)]
    known = marks[: 1 if landscape.minimum is None else 2]
    return [*(sample(one, series_name(one)) for one in series), *known]


def paint_curves(
    axes: Any,
    series: Sequence[Series],
    against: str,
    *,
    log: bool = True,
    floor: float = 0.0,
    band: tuple[float, float] | None = (10, 90),
    band_of: Mapping[int, Run] | None = None,
) -> None:
    """Draw the losses of all series into one panel; `band_of` gives a single run the band of an ensemble."""
    for rank, one in enumerate(series):
        given = (band_of or {}).get(rank)
        ensemble, edges = (one.run, band) if given is None else (given, BAND)
        look, style = one.look, {"color": one.look.color, "zorder": 4 + len(series) - rank}
        if edges is not None and ensemble.members is not None:
            low, high = np.percentile(ensemble.losses - floor, edges, axis=1)
            axes.fill_between(_across(ensemble, against), low, high, color=look.color, alpha=0.2, linewidth=0, zorder=2)
        x, y = _across(one.run, against), _middle(one.run) - floor
        marks = {"marker": look.marker, "ms": 4, "markevery": max(1, len(x) // MARKS)}
        axes.plot(x, y, linestyle=look.dash, linewidth=look.width, label=one.name, **marks, **style)
        if not one.diverged:
            axes.plot(x[-1:], y[-1:], linestyle="none", marker=look.marker, ms=8, mec="white", mew=1.3, **style)
    _scale(axes, series, log, floor)
    axes.set_xlim(0, 1.03 * max(1e-9, *(_across(one.run, against)[-1] for one in series)))
    axes.set_xlabel(against)
    axes.xaxis.set_major_formatter("{x:,.10g}")
    gridded(axes)


def _across(run: Run, against: str) -> Any:
    return np.asarray(getattr(run, AXES[against]), dtype=float)


def _middle(run: Run) -> Any:
    return run.losses if run.members is None else np.median(run.losses, axis=1)


def _scale(axes: Any, series: Sequence[Series], log: bool, floor: float) -> None:
    """Choose the vertical limits, and write plain numbers on a logarithmic axis."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    values = [_middle(one.run) - floor for one in series]
    top = LEAVES * max(float(v[0]) for v in values)
    shown = np.concatenate(values)
    shown = shown[np.isfinite(shown) & (shown > 0 if log else True)]
    low, high = float(shown.min()), float(shown.max())
    high = min(high, top) if top > 0 else high
    if not log:
        room = 0.05 * (high - low) or 0.5
        axes.set_ylim(low - room, high + room)
        return
    axes.set_yscale("log", nonpositive="mask")
    low = min(max(low, DEEPEST * high), 0.9 * high)
    room = max((high / low) ** 0.06, 1.05)
    axes.set_ylim(low / room, high if high == top else high * room)
    decades = np.log10(high / low)
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0,) if decades > 2 else (1.0, 2.0, 5.0), numticks=9))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: number(v)))
    axes.yaxis.set_minor_locator(NullLocator())
