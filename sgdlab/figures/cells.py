"""Draw a table of numbers and texts as shaded cells, such as gradient method x optimizer [cells]."""

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import given, one_of, real_array, text
from sgdlab.checks import texts as texts_of
from sgdlab.figures.panel import INK, SCALES, Scale, listed
from sgdlab.figures.sentences import rough, sentence
from sgdlab.scene.figure import Figure

LOW, HIGH = "#ffffff", "#8fb8d8"  # on these shades, text has a contrast of at least 7 to 1
WIDE, TALL, EDGE = 1.35, 0.72, 1.9  # inches: of a cell, and of the names at the left
LETTERS = 17  # of a cell, in one line


def cells(
    values: ArrayLike,
    rows: Sequence[str],
    columns: Sequence[str],
    texts: Sequence[Sequence[str]] | None = None,
    *,
    what: str = "value",
    scale: Scale = "linear",
) -> Figure:
    """Draw a table of numbers (R, C): larger numbers get darker cells, with the number or a text in each cell.

    A NaN is a cell without a number: it is hatched, and its text says why.  `texts` (R, C) replace the numbers; `what`
    names them; `scale="log"` shades by the logarithm.  Errors: shapes that do not match the names.

    >>> cells([[0.5, 0.1], [0.2, np.nan]], ["backprop", "by hand"], ["plain", "Adam"], what="loss",
    ...       texts=[["0.5", "0.1"], ["0.2", "no formula"]])
    Loss in 2 x 2 cells: from 0.1 (backprop, Adam) to 0.5 (backprop, plain); without a number: by hand, Adam
    (no formula).
    """
    one_of(scale, "scale", SCALES)
    rows, columns, what = texts_of(rows, "rows"), texts_of(columns, "columns"), text(what, "what")
    hint = f": a row for each of {len(rows)} rows and {len(columns)} columns"
    table = real_array(values, "values", (len(rows), len(columns)), finite=False, hint=hint)
    written = [[rough(v) if np.isfinite(v) else "none" for v in row] for row in table]
    if texts is not None:
        if not isinstance(texts, list | tuple) or len(texts) != len(rows):
            raise ValueError(
                f"texts has {len(rows)} rows of {len(columns)} words each, as values has; got {given(texts)}"
            )
        written = [texts_of(line, "a row of texts", len(columns)) for line in texts]
    known = np.isfinite(table)

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        _shades(axes, table, known, scale)
        for (i, j), has_number in np.ndenumerate(known):
            if not has_number:
                axes.add_patch(_hatched(i, j))
            words = textwrap.fill(str(written[i][j]), LETTERS)
            face = {"facecolor": "white", "edgecolor": "none", "pad": 1.5} if not has_number else None
            axes.text(j, i, words, ha="center", va="center", fontsize=9.5, color=INK, bbox=face, zorder=4)
        axes.set(xticks=range(len(columns)), xticklabels=[textwrap.fill(c, LETTERS) for c in columns])
        axes.set(yticks=range(len(rows)), yticklabels=[textwrap.fill(r, 22) for r in rows])
        axes.tick_params(length=0, labeltop=True, labelbottom=False)
        axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(rows) - 0.5, -0.5))
        for at in np.arange(len(columns) - 1) + 0.5:
            axes.axvline(at, color="white", linewidth=2)
        for at in np.arange(len(rows) - 1) + 0.5:
            axes.axhline(at, color="white", linewidth=2)

    size = {"width": EDGE + WIDE * len(columns), "height": 0.8 + TALL * len(rows)}
    return Figure(draw, sentence(_words(table, known, rows, columns, written, what)), **size)


def _words(table: Any, known: Any, rows: Any, columns: Any, written: Any, what: str) -> str:
    def at(flat: Any) -> str:
        i, j = np.unravel_index(flat, table.shape)
        return f"{rows[i]}, {columns[j]}"

    words = f"{what} in {len(rows)} x {len(columns)} cells: "
    if known.any():
        low, high = np.argmin(np.where(known, table, np.inf)), np.argmax(np.where(known, table, -np.inf))
        words += f"from {rough(table.flat[low])} ({at(low)}) to {rough(table.flat[high])} ({at(high)})"
    missing = [f"{at(k)} ({written[k // len(columns)][k % len(columns)]})" for k in np.flatnonzero(~known)]
    joint = "; " if known.any() else ""
    return words + (f"{joint}without a number: {listed(missing, 8)}" if missing else "")


def _shades(axes: Any, table: Any, known: Any, scale: str) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    usable = known & ((table > 0) | (scale == "linear"))
    height = np.full(table.shape, np.nan)
    height[usable] = np.log10(table[usable]) if scale == "log" else table[usable]
    low, high = (np.min(height[usable]), np.max(height[usable])) if usable.any() else (0.0, 1.0)
    height[known & ~usable] = low  # zero on a logarithmic scale: as pale as the smallest
    shades = LinearSegmentedColormap.from_list("cells", [LOW, HIGH])
    axes.imshow(height, cmap=shades, vmin=low, vmax=high if high > low else low + 1, aspect="auto", zorder=0)


def _hatched(i: int, j: int) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((j - 0.5, i - 0.5), 1, 1, facecolor="#f4f5f7", edgecolor="#c9cfd6", hatch="///", lw=0, zorder=2)
