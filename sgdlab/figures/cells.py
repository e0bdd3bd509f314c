"""Draw a table of numbers and texts as shaded cells, such as gradient method x optimizer [cells]."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.checks import given, one_of, real_array, text
from sgdlab.checks import texts as texts_of
from sgdlab.figures.runs import SCALES, Scale
from sgdlab.figures.sentences import listed, rough, sentence
from sgdlab.scene import Cell, Cells, Figure, Scene, figure_of


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
    written = _written(table, texts)
    known = np.isfinite(table)

    shades = _shades(table, known, scale)
    boxes = [
        [
            Cell(str(word), float(shade)) if there else Cell(str(word), tone="none")
            for word, shade, there in zip(*line, strict=True)
        ]
        for line in zip(written, shades, known, strict=True)
    ]
    panel = Cells(rows, columns, boxes)
    return figure_of(Scene(what, sentence(_words(table, known, rows, columns, written, what)), [panel]))


def _written(table: Any, texts: Any) -> list[Sequence[str]]:
    """Return what is written in the cells: the given texts, or the numbers."""
    if texts is None:
        return [[rough(v) if np.isfinite(v) else "none" for v in row] for row in table]
    rows, columns = table.shape
    if not isinstance(texts, list | tuple) or len(texts) != rows:
        raise ValueError(f"texts has {rows} rows of {columns} words each, as values has; got {given(texts)}")
    return [texts_of(line, "a row of texts", columns) for line in texts]


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


def _shades(table: Any, known: Any, scale: str) -> Any:
    """Return the shades, from 0 for the lowest number to 1 for the highest."""
    usable = known & ((table > 0) | (scale == "linear"))
    heights = np.zeros(table.shape)  # also zero on a logarithmic scale: as pale as the smallest
    if usable.any():
        heights[usable] = np.log10(table[usable]) if scale == "log" else table[usable]
        low, high = heights[usable].min(), heights[usable].max()
        heights[usable] = (heights[usable] - low) / (high - low if high > low else 1.0)
    return heights
