"""Draw the loss of runs against steps, epochs or example-gradients [loss_curves]."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np

from sgdlab.checks import flag, given, one_of, real_array
from sgdlab.checks import number as number_of
from sgdlab.figures.panel import gridded
from sgdlab.figures.sentences import BAND, number, sentence, series_name, spread
from sgdlab.figures.series import Series, as_series, legend, sample
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.scene.figure import Figure

Against: TypeAlias = Literal["steps", "epochs", "example-gradients"]
AXES = {  # choice: (words, attribute of the run)
    "steps": ("steps", "steps"),
    "epochs": ("epochs", "epochs"),
    "example-gradients": ("example-gradients", "examples_seen"),
}
MARKS = 12  # on a curve, so that it can be recognized without its color
DEEPEST = 1e-12  # the lowest loss shown, as a share of the highest: below it there is only rounding
LEAVES = 10.0  # a loss more than this many times the one at the start is outside the frame


def loss_curves(
    runs: Run | Iterable[Run] | Mapping[str, Run],
    against: Against = "steps",
    log: bool = True,
    excess: Problem | float | None = None,
    band: tuple[float, float] | None = (10, 90),
    seeds: Mapping[str, Run] | None = None,
) -> Figure:
    """Draw the loss on all examples, as it was recorded.

    An ensemble is drawn as its median, with a band between two percentiles (`band=None`: no band).  `seeds` are
    ensembles by the names of single runs; their bands from the 10th to the 90th percentile are drawn behind those runs.
    `excess` is a problem with a known minimum, or the lowest possible loss: the height above it is drawn.  A loss of
    more than ten times the one at the start leaves the frame.  If some losses are not positive, the axis is linear.
    Errors: an axis that is not one of the three, percentiles that do not rise, a problem without a known minimum,
    seeds for a run that does not exist.

    >>> import sgdlab as sl
    >>> loss_curves(sl.train(sl.quadratic([1, 4]), steps=20))
    Loss against steps, on a logarithmic axis: full batch from 2.5 to 0.00739 in 20 steps.
    """
    one_of(against, "against", AXES)
    flag(log, "log")
    if band is not None:
        ends = real_array(band, "band", (2,), hint="; it is two percentiles, such as (10, 90), or None")
        if not 0 <= ends[0] < ends[1] <= 100:
            raise ValueError(f"band is two percentiles that rise, such as (10, 90), or None; got {given(band)}")
    series = as_series(runs)
    floor = loss_floor(excess)
    log = log and _suits_log(series, floor)
    what = "loss" if excess is None or excess is False else "loss above its minimum"
    scale = "a logarithmic axis" if log else "a linear axis"
    parts = "; ".join(_ends(one, against, floor, band) for one in series)
    behind = _behind(series, seeds)
    spreads = [f" {spread(behind[k], one.name)}" for k, one in enumerate(series) if k in behind]

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        paint_curves(axes, series, against, log=log, floor=floor, band=band, band_of=behind)
        axes.set_ylabel(what)
        legend(figure, _handles(series, band))

    return Figure(draw, sentence(f"{what} against {AXES[against][0]}, on {scale}: {parts}") + "".join(spreads))


def check_ensemble(seeds: Any) -> None:
    """Refuse a single run if an ensemble is needed."""
    if not isinstance(seeds, Run) or seeds.members is None:
        raise ValueError(f"seeds is an ensemble, such as train(…, seeds=32); got {given(seeds)}")


def _behind(series: Sequence[Series], seeds: Any) -> dict[int, Run]:
    """The ensembles, by the index of the run behind which their band is drawn."""
    if seeds is None:
        return {}
    if not isinstance(seeds, Mapping):
        raise TypeError(f"seeds is {{name: ensemble}}, by the names of the runs; got {given(seeds)}")
    names = [one.name for one in series]
    for name, many in seeds.items():
        check_ensemble(many)
        if name not in names:
            raise ValueError(f"seeds belong to runs by name: {', '.join(map(repr, names))}; got {name!r}")
    return {names.index(name): many for name, many in seeds.items()}


def loss_floor(excess: Any) -> float:
    """Return the number to subtract from the losses."""
    if excess is None or excess is False:
        return 0.0
    if isinstance(excess, Problem):
        if excess.minimum is None:
            raise ValueError(f"{excess.title} has no known minimum; give the lowest loss as a number: excess=0.0")
        return float(excess(excess.minimum))
    return number_of(excess, "excess", ", the lowest loss, or a problem with a known minimum")


def _suits_log(series: Sequence[Series], floor: float) -> bool:
    """Whether there is a loss above the floor and none clearly below it (slightly below is rounding)."""
    heights = np.concatenate([one.run.losses.ravel() - floor for one in series])
    return bool(np.any(heights > 0) and not np.any(heights < -1e-9 * (1 + abs(floor))))


def _ends(one: Series, against: str, floor: float, band: tuple[float, float] | None) -> str:
    run = one.run
    spent = getattr(run, AXES[against][1])[-1]
    unit = AXES[against][0] if spent != 1 else AXES[against][0].removesuffix("s")
    first, last = (number(np.median(run.losses[k]) - floor) for k in (0, -1))
    words = f"{series_name(one)} from {first} to {last} in {number(spent)} {unit}"
    if run.members is None:
        return words
    if band is None:
        return f"{words}, in the median"
    low, high = np.percentile(run.losses[-1], band) - floor
    return f"{words}, in the median ({band[0]:g} to {band[1]:g} %: {number(low)} to {number(high)})"


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
    _scale(axes, series, log and _suits_log(series, floor), floor)
    axes.set_xlim(0, 1.03 * max(1e-9, *(_across(one.run, against)[-1] for one in series)))
    axes.set_xlabel(AXES[against][0])
    axes.xaxis.set_major_formatter("{x:,.10g}")
    gridded(axes)


def _across(run: Run, against: str) -> Any:
    return np.asarray(getattr(run, AXES[against][1]), dtype=float)


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


def _handles(series: Sequence[Series], band: tuple[float, float] | None) -> list[Any]:
    """Name the lines for the legend."""
    shade = f": median, {band[0]:g} to {band[1]:g} %" if band else ": median"
    return [sample(one, series_name(one) + (shade if one.run.members else "")) for one in series]
