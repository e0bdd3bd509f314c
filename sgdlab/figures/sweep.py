"""Where in a grid of settings the loss ends [sweep_map]."""

from typing import Any

import numpy as np

from sgdlab.checks import given
from sgdlab.figures.panel import INK
from sgdlab.figures.paths import PEAK, VALLEY
from sgdlab.figures.sentences import number, sentence
from sgdlab.scene.figure import Figure
from sgdlab.sweep import Sweep
from sgdlab.sweep.result import is_number, span, value_text

DECADES = 12.0  # losses lower than the top of the scale by more are drawn alike: they are rounding
TOP = 0.95  # of the losses have a shade of their own; runs about to diverge would take all the others'
TICKS = 6  # on an axis, at most
STEPS = 24  # shades: a stored picture has few colors


def sweep_map(sweep: Sweep) -> Figure:
    """Draw the last loss of every run of a sweep over two axes, a paler cell for a lower loss.

    Of more than one seed: the median.  The color is logarithmic where no loss is below 0.  Cells in which a run (of
    several seeds: at least half of them) diverged are hatched, those of which Ctrl-C left nothing are blank; the
    best is marked with a star.
    Error: a sweep without exactly two axes beside the seed.

    >>> import sgdlab as sl
    >>> rates, momenta = [0.1, 0.2, 0.3], [0.0, 0.5]
    >>> bowl = sl.quadratic([1, 9])
    >>> sweep_map(sl.train_many(bowl, sl.gradient_descent, learning_rate=rates, momentum=momenta, steps=9))
    Last loss of 6 runs, over learning_rate 0.1, 0.2, 0.3 and momentum 0, 0.5: from 0.00456 at learning_rate = 0.2,
    momentum = 0.5 to 63,284 at learning_rate = 0.3, momentum = 0; none diverged.
    """
    names, losses, diverged = _two_axes(sweep)
    kept = np.ma.masked_array(losses, diverged | np.isnan(losses))
    x, y = (sweep.axes[name] for name in names)

    def draw(figure: Any) -> None:
        from matplotlib.colors import LinearSegmentedColormap

        axes = figure.subplots()
        shades, colors = _shades(kept), LinearSegmentedColormap.from_list("sweep", [VALLEY, PEAK, INK], STEPS)
        mesh = axes.pcolormesh(shades.T, cmap=colors, vmax=_top(shades), rasterized=True)
        _hatch(axes, diverged)
        if kept.count():
            best = np.unravel_index(np.ma.argmin(kept), losses.shape)
            axes.plot(best[0] + 0.5, best[1] + 0.5, "*", ms=16, mfc="white", mec="black", label="lowest loss")
            extend = "max" if _top(shades) < shades.max() else "neither"
            median = ", median" * ("seed" not in names and "seed" in sweep.axes)
            bar = figure.colorbar(mesh, extend=extend, label=f"last loss{median}")
            if np.all(kept >= 0):
                bar.ax.yaxis.set_major_formatter(lambda v, _: number(10**v))
        _ticks(axes.xaxis, x)
        _ticks(axes.yaxis, y)
        axes.set(xlabel=names[0].replace("_", " "), ylabel=names[1].replace("_", " "))
        figure.legend(loc="outside upper left", ncols=2)

    return Figure(draw, sentence(_words(sweep, names, kept, int(diverged.sum()))))


def _two_axes(sweep: Sweep) -> tuple[list[str], Any, Any]:
    """The names of the two axes, and losses and divergence over them; of several seeds the median and the majority."""
    if not isinstance(sweep, Sweep):
        raise TypeError(f"sweep is what sgdlab.train_many returns; got {given(sweep)}")
    names = list(sweep.axes)
    losses, diverged = np.where(sweep.diverged, np.inf, sweep.losses), sweep.diverged
    if len(names) == 3 and "seed" in names:
        at = names.index("seed")
        names.remove("seed")
        # With as many lost as kept the middle lies between a loss and infinity: it counts as lost.
        losses, diverged = np.median(losses, axis=at), diverged.mean(axis=at) >= 0.5
    if len(names) != 2:
        raise ValueError(
            f"a map has two axes, and a seed besides; this sweep has {', '.join(names)}: sweep.losses holds all"
        )
    return names, losses, diverged


def _shades(kept: Any) -> Any:
    """What is colored: the logarithm, where there is one, no deeper than rounding."""
    if kept.count() and np.all(kept >= 0):
        top = _top(kept) or 1.0
        return np.ma.log10(np.ma.maximum(kept, top * 10**-DECADES))
    return kept


def _top(kept: Any) -> float | None:
    """The highest loss with a shade of its own."""
    return float(np.quantile(kept.compressed(), TOP, method="higher")) if kept.count() else None


def _hatch(axes: Any, diverged: Any) -> None:
    from matplotlib.collections import PolyCollection

    if not diverged.any():
        return
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    squares = np.argwhere(diverged)[:, None] + corners
    look: dict[str, Any] = {"facecolor": "#f4f5f7", "edgecolor": "#59636e", "hatch": "////", "linewidth": 0}
    axes.add_collection(PolyCollection(list(squares), label="diverged", **look))


def _ticks(axis: Any, values: list[Any]) -> None:
    """Write some of the values at the middle of their cells."""
    shown = np.unique(np.linspace(0, len(values) - 1, min(TICKS, len(values))).round().astype(int))
    words = [number(values[k]) if is_number(values[k]) else value_text(values[k]) for k in shown]
    axis.set_ticks(shown + 0.5, words)


def _words(sweep: Sweep, names: list[str], kept: Any, lost: int) -> str:
    runs = f"{sweep.losses.size:,} runs"
    over = " and ".join(f"{name} {span(sweep.axes[name])}" for name in names)
    seeds = len(sweep.axes["seed"]) if "seed" in sweep.axes and "seed" not in names else 0
    head = f"last loss of {runs}, over {over}{f', the median of {seeds} seeds' if seeds else ''}: "
    blank = int(kept.size - kept.count()) - lost
    missing = f"; {blank:,} without a result (blank)" if blank else ""
    if not kept.count():
        return f"{head}all{' others' * (blank > 0)} diverged{missing}"

    def at(flat: Any) -> str:
        index = np.unravel_index(flat, kept.shape)
        place = ", ".join(f"{name} = {value_text(sweep.axes[name][i])}" for name, i in zip(names, index, strict=True))
        return f"{number(kept[index])} at {place}"

    noun = "cell" if seeds else "run"
    some = f"{lost:,} {noun}{'s' * (lost != 1)} diverged (hatched)" if lost else "none diverged"
    return head + f"from {at(np.ma.argmin(kept))} to {at(np.ma.argmax(kept))}; {some}{missing}"
