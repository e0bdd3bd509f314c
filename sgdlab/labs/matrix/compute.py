"""The matrix without a widget: settings in, a run for every pair of gradient method and optimizer out [compute]."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from sgdlab.figures.sentences import spread
from sgdlab.labs.band import SEEDS
from sgdlab.labs.given import lowest_loss
from sgdlab.labs.matrix.cell import STEPS, Cell, run_cell, run_many
from sgdlab.labs.matrix.menu import BATCHES, EXACT, METHODS, OPTIMIZERS, SEARCHES, YOURS, rule_of, task
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.yours import Parts
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.training.search import is_search

Train: TypeAlias = Callable[[Problem, Parts, int], Cell]  # `run_cell` or `run_many`

NO_USE = "it compares losses, and has no use for a gradient: see the last row"
NO_WAY = "it makes its step from a gradient, so it needs one of the methods above"


@dataclass(frozen=True)
class MatrixSettings:
    """What the controls of the matrix say; `factor` multiplies all learning rates, `cell` is the picked one.

    `seeds`, above 1, is how many runs the bands of the picked pair and of backprop with gradient descent are made of.
    """

    problem: str = "a line, 2 parameters"
    batches: str = "full batch"
    factor: float = 1.0
    show: str = "loss"
    seed: int = 0
    cell: tuple[int, int] = (8, 6)
    seeds: int = 1


@dataclass(frozen=True)
class MatrixResult:
    """The cells by row and column, and the loss at the minimum (0 if it isn't known).

    many: the ensembles of many seeds for the picked pair and the usual one, or why there is none; None before.
    """

    settings: MatrixSettings
    problem: Problem
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    floor: float
    many: tuple[Cell, Cell] | None = None

    @property
    def picked(self) -> Cell:
        """The picked cell."""
        row, column = self.settings.cell
        return self.cells[row][column]

    @property
    def usual(self) -> Cell:
        """Backprop with gradient descent."""
        return self.cells[0][0]

    @property
    def names(self) -> tuple[str, str]:
        """Gradient method and optimizer of the picked cell."""
        row, column = self.settings.cell
        return self.rows[row], self.columns[column]

    @property
    def alike(self) -> list[str]:
        """The exact methods whose run with the picked optimizer is backprop's, to 1e-6."""
        column = self.settings.cell[1]
        first = self.cells[0][column].run
        if first is None:
            return []
        others = [(name, self.cells[k][column].run) for k, name in enumerate(self.rows) if name in EXACT]
        return [name for name, run in others if run is not None and _same(run.params, first.params)]

    @property
    def lines(self) -> list[str]:
        """The picked pair, its outcome and its cost; which methods take the same path."""
        method, optimizer = self.names
        cell = self.picked
        head = f"{method} × {optimizer}"
        if cell.run is None:
            sentences = [f"{head} can't be: {cell.reason}"]
        else:
            end = "it diverged" if cell.loss is None else f"loss {cell.loss:.3g} after {STEPS} steps"
            sentences = [
                f"{head}: {end}, for the cost of {cell.cost:,.0f} losses of one example",
                f"Bill: {cell.run.bill}; stopped by: {cell.run.stopped_by}",
            ]
        if len(self.alike) > 1:
            sentences.append(f"With {optimizer} the same path to 1e-6, for different bills: {', '.join(self.alike)}")
        return [*sentences, *self.failed, *self.luck]

    @property
    def failed(self) -> list[str]:
        """In how many pairs a part of the learner's own fails where another one runs, and why."""
        own = [(row, self.columns.index(YOURS)) for row in range(len(self.rows)) if YOURS in self.columns]
        own += [(self.rows.index(YOURS), column) for column in range(len(self.columns)) if YOURS in self.rows]
        ran, reasons = 0, []
        for row, column in own:
            cell, others = self.cells[row][column], self.cells[row]
            if self.rows[row] == YOURS:
                others = tuple(one[column] for one in self.cells)
            ran += cell.run is not None
            if cell.run is None and cell.reason not in (NO_USE, NO_WAY) and any(one.run for one in others):
                reasons.append(cell.reason)
        return [f"yours fails in {len(reasons)} of {ran + len(reasons)} pairs: {reasons[0]}"] if reasons else []

    @property
    def luck(self) -> list[str]:
        """What many seeds say about the picked pair and, if it is another and also random, about the usual one."""
        if self.many is None or self.picked.run is None:
            return []
        picked, usual = self.many
        sentences = [f"{SEEDS} seeds: {picked.reason}"] if picked.run is None else [spread(picked.run, "the pair")]
        if usual.run is not None and self.settings.cell != (0, 0):
            sentences.append(spread(usual.run, f"{self.rows[0]} × {self.columns[0]}"))
        return [line.removesuffix(".") for line in sentences]

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        ran = [cell for row in self.cells for cell in row if cell.run is not None]
        count = len(self.rows) * len(self.columns)
        diverged = sum(cell.loss is None for cell in ran)
        lost = f", {diverged} of which diverged" if diverged else ""
        first = f"{len(self.rows)} gradient methods × {len(self.columns)} optimizers on {self.problem.title}"
        return f"{first}, {self.settings.batches}: {len(ran)} of {count} pairs run{lost}. {'. '.join(self.lines)}."


def compute(settings: MatrixSettings, own: Problem | None = None, yours: Parts | None = None) -> MatrixResult:
    """Run every pair for 40 steps from the same start, with the same batches.

    own: the problem called "yours";  yours: a part that the learner wrote, by job; it gets a row or a column.
    Errors: SettingsError for batches of a problem without examples.
    """
    problem = task(settings.problem, own).problem
    if not problem.data and settings.batches != "full batch":
        raise SettingsError(f"{problem.title} has no examples to choose from: choose the full batch")
    rows, columns = names(yours)
    cells = tuple(tuple(_cell(run_cell, settings, own, yours, row, column) for column in columns) for row in rows)
    return MatrixResult(settings, problem, rows, columns, cells, lowest_loss(problem))


def with_seeds(result: MatrixResult, own: Problem | None = None, yours: Parts | None = None) -> MatrixResult:
    """Return a result with the ensembles of many seeds of the picked pair and of the usual one."""
    pairs = result.names, (result.rows[0], result.columns[0])
    picked, usual = (_cell(run_many, result.settings, own, yours, row, column) for row, column in pairs)
    return replace(result, many=(picked, usual))


def names(yours: Parts | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of rows and columns, with one more for a part of the learner's own."""
    rows = [*METHODS, *([YOURS] if yours and "gradient" in yours else [])]
    columns = [*OPTIMIZERS, *SEARCHES, *([YOURS] if yours and "optimizer" in yours else [])]
    return tuple(rows), tuple(columns)


def why_not(method: object, searches: bool) -> str:
    """Return why a gradient method, or None, can't be with an optimizer that searches, or doesn't; "" if it can."""
    return "" if searches == (method is None) else NO_USE if searches else NO_WAY


def _cell_of(
    train: Train, settings: MatrixSettings, own: Problem | None, yours: Parts | None, row: str, column: str
) -> Cell:
    """The cell of a pair, trained once (`run_cell`) or with many seeds (`run_many`)."""
    learners, chosen = yours or {}, task(settings.problem, own)
    method = learners["gradient"] if row == YOURS else METHODS[row]
    optimizer = learners["optimizer"] if column == YOURS else rule_of(column, chosen, settings.factor)
    why = why_not(method, is_search(optimizer))
    if why:
        return Cell(None, None, why)
    parts: Parts = {"optimizer": optimizer, "batches": BATCHES[settings.batches]}
    if method is not None:
        parts["gradient"] = method
    return train(chosen.problem, parts, settings.seed)


# An ensemble takes a megabyte.
_KNOWN: dict[Train, Callable[..., Cell]] = {run_cell: lru_cache(600)(_cell_of), run_many: lru_cache(16)(_cell_of)}


def _cell(
    train: Train, settings: MatrixSettings, own: Problem | None, yours: Parts | None, row: str, column: str
) -> Cell:
    """`_cell_of` that computes each pair of the menu only once."""
    if YOURS in (row, column):
        return _cell_of(train, settings, own, yours, row, column)
    return _KNOWN[train](train, replace(settings, show="loss", cell=(0, 0), seeds=1), own, None, row, column)


def _same(one: Array, other: Array) -> bool:
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=1e-6, atol=1e-6))
