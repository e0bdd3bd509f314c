"""The matrix as cells of text and shade [grid], and as a described figure [picture]."""

import re

import numpy as np

from sgdlab.figures import Figure, cells, loss_curves
from sgdlab.labs.matrix.cell import Cell
from sgdlab.labs.matrix.compute import MatrixResult
from sgdlab.labs.stage.arrays import Json
from sgdlab.scene.figure import stacked

DECADES = 6.0  # of losses above the minimum that the shades tell apart


def grid(result: MatrixResult) -> list[list[Json]]:
    """Return the text of each cell, its shade, and the text on hover."""
    shades = iter(_shades(result))
    return [[_entry(result, cell, next(shades)) for cell in row] for row in result.cells]


def picture(result: MatrixResult) -> Figure:
    """Draw the matrix; if the settings ask for many seeds, also the losses of the pair with their band below it.

    >>> from sgdlab.labs.matrix.compute import MatrixSettings, compute
    >>> picture(compute(MatrixSettings()))  # doctest: +ELLIPSIS
    9 gradient methods × 9 optimizers on linear regression on 123 examples, full batch: 51 of 81 pairs run. ...
    """
    numbers = [[_number_of(result, cell) for cell in row] for row in result.cells]
    known = np.array([[np.nan if one is None else one for one in row] for row in numbers])
    if np.isfinite(known).any():
        known = np.maximum(known, np.nanmax(known) / 10**DECADES)  # as many shades as in the live view
    texts = [[text_of(result, cell) for cell in row] for row in result.cells]
    drawn = cells(known, result.rows, result.columns, texts, what=result.settings.show, scale="log")
    losses = _losses(result)
    drawn = drawn if losses is None else stacked(drawn, losses)
    drawn.description = result.description
    return drawn


def _losses(result: MatrixResult) -> Figure | None:
    """The losses of both pairs, with their bands; None if neither has a band."""
    named = {f"{result.rows[0]} × {result.columns[0]}": result.usual, " × ".join(result.names): result.picked}
    runs = {name: cell.run for name, cell in named.items() if cell.run is not None}
    picked, usual = (cell.run for cell in result.many or (Cell(None, None),) * 2)
    bands = {name: many for name, many in zip(named, (usual, picked), strict=False) if many is not None}
    excess = None if result.problem.minimum is None else result.floor
    return loss_curves(runs, excess=excess, seeds=bands) if bands else None


def text_of(result: MatrixResult, cell: Cell) -> str:
    """Return the text in a cell.

    >>> text_of(None, Cell(None, None, "no formula"))
    'no'
    """
    if cell.run is None:
        return "no"
    if cell.loss is None:
        return "diverged"
    return _short(cell.loss) if result.settings.show == "loss" else f"{cell.cost:,.0f}"


def _short(number: float) -> str:
    """Two digits, and powers of ten without zeros: 4.5e3."""
    return re.sub(r"e\+?(-?)0*", r"e\1", f"{number:.2g}")


def _number_of(result: MatrixResult, cell: Cell) -> float | None:
    """The loss or the cost that the shade of a cell stands for; None without a loss."""
    if cell.loss is None:
        return None
    return max(cell.loss - result.floor, 0.0) if result.settings.show == "loss" else cell.cost


def _shades(result: MatrixResult) -> list[float | None]:
    """The logarithms of the numbers from 0 to 1: the largest is 1, and six powers of ten below it is 0."""
    numbers = [_number_of(result, cell) for row in result.cells for cell in row]
    positive = [one for one in numbers if one]
    if not positive:
        return [None if one is None else 0.0 for one in numbers]
    high = float(np.log10(max(positive)))
    low = max(float(np.log10(min(positive))), high - DECADES)
    width = high - low or 1.0
    return [
        None if one is None else float(np.clip((np.log10(max(one, 1e-300)) - low) / width, 0, 1)) for one in numbers
    ]


def _entry(result: MatrixResult, cell: Cell, shade: float | None) -> Json:
    if cell.run is None:
        return {"text": "no", "value": None, "tone": "none", "title": cell.reason}
    spent = f"{cell.cost:,.0f} losses of one example"
    if cell.loss is None:
        title = f"diverged at step {cell.run.diverged_at}, after {spent}"
        return {"text": "diverged", "value": None, "tone": "bad", "title": title}
    return {"text": text_of(result, cell), "value": shade, "tone": "", "title": f"loss {cell.loss:.3g} for {spent}"}
