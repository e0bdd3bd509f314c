"""Where in a grid of settings the loss ends [sweep_map]."""

from typing import Any, TypeAlias

import numpy as np

from sgdlab.checks import given
from sgdlab.figures.sentences import loss, number, sentence
from sgdlab.quantities import Array, Flags, count
from sgdlab.scene import Cell, Cells, Figure, Scene, figure_of
from sgdlab.sweep.result import Sweep, is_number, span, value_text

DECADES = 12.0  # losses lower than the top of the scale by more are drawn alike: they are rounding
TOP = 0.95  # of the losses have a shade of their own; runs about to diverge would take all the others'
STAR = "★"
Masked: TypeAlias = np.ma.MaskedArray[Any, Any]  # the losses that can be drawn

WRITTEN = 10  # along an axis: in a larger grid the cells have no numbers


def sweep_map(sweep: Sweep) -> Figure:
    """Draw the last loss of every run of a sweep over two axes, a paler cell for a lower loss.

    With several seeds a cell shows their median.  The color is logarithmic if no loss is below 0.  A cell is hatched if
    its run diverged (of several seeds, at least half), and blank if Ctrl-C came first; the best has a star.
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

    words = sentence(_words(sweep, names, kept, int(diverged.sum())))
    return figure_of(Scene("Last losses", words, [_cells(sweep, names, kept, diverged)]))


def _cells(sweep: Sweep, names: list[str], kept: Masked, diverged: Flags) -> Cells:
    """The table: the first axis across, the second one up, as on a map."""
    across, up = ([number(v) if is_number(v) else value_text(v) for v in sweep.axes[name]] for name in names)
    best = tuple(map(int, np.unravel_index(np.ma.argmin(kept), kept.shape))) if kept.count() else ()
    shares, scale = _shares(kept)
    missing, written = np.ma.getmaskarray(kept), max(kept.shape) <= WRITTEN

    def cell(i: int, j: int) -> Cell:
        place = f"{names[0]} {across[i]}, {names[1]} {up[j]}"
        if missing[i, j]:
            lost = bool(diverged[i, j])
            return Cell("", tone="bad" * lost, title=f"{place}: {'diverged' if lost else 'no result'}")
        words, star = loss(kept[i, j]), STAR * ((i, j) == best)
        text = f"{star} {words.replace('less than', '<')}" if written else star
        return Cell(text.strip(), float(shares[i, j]), title=f"{place}: loss {words}")

    rows = [[cell(i, j) for i in range(len(across))] for j in reversed(range(len(up)))]
    first, second = (name.replace("_", " ") for name in names)
    median = ", median of the seeds" * ("seed" not in names and "seed" in sweep.axes)
    title = f"Last loss{median}: {first} across, {second} up"
    return Cells(up[::-1], across, rows, scale=scale, title=title)


def _shares(kept: Masked) -> tuple[Masked, list[str]]:
    """The shades, from 0 for the lowest loss to 1 for the highest with a shade of its own, and what both stand for."""
    shades = _shades(kept)
    if not kept.count():
        return shades, []
    low, top = float(shades.min()), _top(shades)
    shares = np.ma.minimum(np.ma.maximum((shades - low) / (top - low or 1.0), 0.0), 1.0)
    ends = [loss(10**v if np.all(kept >= 0) else v) for v in (low, top)]
    return shares, [ends[0], f"{ends[1]} or more" if shades.max() > top else ends[1]]


def _two_axes(sweep: Sweep) -> tuple[list[str], Array, Flags]:
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


def _shades(kept: Masked) -> Any:
    """What is colored: the logarithm, where there is one, no deeper than rounding."""
    if kept.count() and np.all(kept >= 0):
        top = _top(kept) or 1.0
        return np.ma.log10(np.ma.maximum(kept, top * 10**-DECADES))
    return kept


def _top(kept: Masked) -> float:
    """The highest loss with a shade of its own."""
    return float(np.quantile(kept.compressed(), TOP, method="higher"))


def _words(sweep: Sweep, names: list[str], kept: Masked, lost: int) -> str:
    runs = count(sweep.losses.size, "run")
    over = " and ".join(f"{name} {span(sweep.axes[name])}" for name in names)
    seeds = len(sweep.axes["seed"]) if "seed" in sweep.axes and "seed" not in names else 0
    head = f"last loss of {runs}, over {over}{f', the median of {seeds} seeds' if seeds else ''}: "
    blank = int(kept.size - kept.count()) - lost
    missing = f"; {blank:,} without a result (blank)" if blank else ""
    if not kept.count():
        return f"{head}all{' others' * (blank > 0)} diverged{missing}"

    def at(flat: np.intp) -> str:
        index = np.unravel_index(flat, kept.shape)
        place = ", ".join(f"{name} = {value_text(sweep.axes[name][i])}" for name, i in zip(names, index, strict=True))
        return f"{loss(kept[index])} at {place}"

    noun = "cell" if seeds else "run"
    some = f"{count(lost, noun)} diverged (hatched)" if lost else "none diverged"
    return head + f"from {at(np.ma.argmin(kept))} to {at(np.ma.argmax(kept))}; {some}{missing}"
