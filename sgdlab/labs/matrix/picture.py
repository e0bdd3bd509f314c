"""The picture of the matrix: what each pair reaches, and the path and the losses of the picked one [scene_of]."""

from functools import lru_cache

import numpy as np

from sgdlab import scene
from sgdlab.figures.curves import edges_of
from sgdlab.figures.paths import map_of
from sgdlab.labs.matrix.cell import STEPS, Cell
from sgdlab.labs.matrix.compute import MatrixResult
from sgdlab.landscape import surface
from sgdlab.landscape.plane import plane_of
from sgdlab.landscape.surface import Surface
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.run import Run
from sgdlab.scene import Axis, Cells, Clock, Curve, Curves, Lines, Path, Scene, Series
from sgdlab.scene.digits import typeset

DECADES = 6.0  # of losses above the minimum that the shades tell apart


def scene_of(result: MatrixResult) -> Scene:
    """Return the picture; the clock goes through the steps of the picked pair and of backprop × gradient descent."""
    noisy = result.settings.batches != "full batch"
    name, color = ("SGD", "orange") if noisy else ("full batch", "blue")
    usual = Series("usual", name, color, spent=_steps(result.usual.run) / STEPS)
    picked = Series("picked", "your pick", "purple", marker="square", spent=_steps(result.picked.run) / STEPS)
    plane, runs = plane_of(result.problem), {usual: result.usual.run, picked: result.picked.run}
    paths = [Path(one, np.zeros((0, 2)) if run is None else plane.of(run.params)) for one, run in runs.items()]
    ground = map_of(_surface(result.problem), paths, title="The path of the pair")
    return Scene(
        "The matrix of gradient methods and optimizers",
        result.description,
        [cells_of(result), ground, _losses(result, usual, picked)],
        [Lines(result.lines)],
        Clock(STEPS, "steps"),
    )


def cells_of(result: MatrixResult) -> Cells:
    """Return the table: the text of each cell, its shade, and the text on hover."""
    shades = iter(_shades(result))
    return Cells(
        result.rows,
        result.columns,
        [[_entry(result, cell, next(shades)) for cell in row] for row in result.cells],
        "cell",
        result.settings.cell,
        title=f"What each pair reaches in {STEPS} steps: pick one",
        wide=True,
    )


@lru_cache(maxsize=8)
def _surface(problem: Problem) -> Surface:
    """The surface under the paths, around the start and the lowest point."""
    plane = plane_of(problem)
    return surface(plane.loss, paths=[np.array([plane.of(problem.start)])])


def _losses(result: MatrixResult, usual: Series, picked: Series) -> Curves:
    """The losses above their minimum, if it is known, against what they cost or the steps."""
    known = result.problem.minimum is not None
    picked_many, usual_many = result.many or (None, None)
    return Curves(
        [Axis("cost: losses of one example", key="cost"), Axis("steps")],
        Axis("loss − minimum" if known else "loss", scale="log"),
        [
            _curve(usual, result.usual, usual_many, result.floor),
            _curve(picked, result.picked, picked_many, result.floor),
        ],
        title="Loss above its minimum" if known else "Loss",
    )


def _curve(series: Series, cell: Cell, many: Cell | None, floor: float) -> Curve:
    """The losses of a cell with their band; nothing without a run."""
    steps, run = _steps(cell.run), cell.run
    losses = np.zeros(0) if run is None else np.maximum(run.losses - floor, 0.0)
    cost = steps / (max(steps[-1], 1.0) if len(steps) else 1.0) * (cell.cost or 0.0)
    edges = edges_of(None if many is None else many.run, run, floor)
    low, high = (None if edge is None else np.maximum(edge, 0.0) for edge in edges)
    return Curve(series, losses, {"cost": cost, "steps": steps}, low, high)


def _steps(run: Run | None) -> Array:
    return np.zeros(0) if run is None else run.steps.astype(float)


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


def _entry(result: MatrixResult, cell: Cell, shade: float | None) -> scene.Cell:
    if cell.run is None:
        return scene.Cell("no", tone="none", title=cell.reason)
    spent = f"{cell.cost:,.0f} losses of one example"
    if cell.loss is None:
        title = f"diverged at step {cell.run.diverged_at}, after {spent}"
        return scene.Cell("diverged", tone="bad", title=title)
    text = typeset(f"{cell.loss:.2g}") if result.settings.show == "loss" else f"{cell.cost:,.0f}"  # such as 4.5×10³
    return scene.Cell(text, shade, title=f"loss {cell.loss:.3g} for {spent}")
