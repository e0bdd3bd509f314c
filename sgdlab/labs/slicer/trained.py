"""A problem with the path of its training, to cut into slices [Trained], and rescaled networks [rescaling]."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from sgdlab.labs.stage.code import made_by
from sgdlab.landscape import sharpness
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Model, Problem
from sgdlab.quantities import Array, Indices
from sgdlab.run import Run
from sgdlab.training.loop import uninterrupted

ROWS = 200  # of the path that are kept
SHARPNESS_ROWS = 21  # of the path at which the sharpness is computed
STEPS = 3000
NEAR_ZERO = 0.01  # of the length of the parameters at the start
NETWORK = f"""\
table = sl.penguins()
species = (table["species"][:, None] == np.unique(table["species"])).astype(float)
X = sl.standardize(table["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"])
problem = sl.mlp(X, species, hidden=(16,), activation="relu", init="he")
descent = sl.gradient_descent({{learning_rate}})
run = sl.train(problem, optimizer=descent, steps={STEPS}, record_every={STEPS // ROWS})"""


@dataclass(frozen=True, eq=False)
class Trained:
    """A problem with its path (T, P) from the start to where training ended, and the steps (T,) of its rows.

    edge: 2 / learning rate, the sharpness beyond which gradient descent is not stable; None for momentum, Adam and
    others that have another edge or none, and for a learning rate that changes;  spent: the bill of the training and
    what stopped it, in words.
    """

    problem: Problem
    path: Array
    steps: Indices
    edge: float | None
    spent: str

    @cached_property
    def sharpness_on_path(self) -> tuple[Array, Array]:
        """Steps (L,) and the sharpness (L,) there: of the first step and the last, and evenly between."""
        rows = np.unique(np.linspace(0, len(self.path) - 1, SHARPNESS_ROWS).round().astype(int))
        return self.steps[rows], np.array([sharpness(self.problem, self.path[row]) for row in rows])

    @property
    def at_zero(self) -> bool:
        """Whether the parameters end near 0, as on a bowl around 0, so that their length is no scale."""
        return bool(np.linalg.norm(self.path[-1]) < NEAR_ZERO * np.linalg.norm(self.path[0]))

    @cached_property
    def losses(self) -> tuple[float, float]:
        """The loss at the start and at the end."""
        return float(self.problem(self.path[0])), float(self.problem(self.path[-1]))


@lru_cache(maxsize=8)
def on_penguins(learning_rate: float) -> Trained:
    """Return a network of 16 relu units that tells three species of penguins apart, trained on all examples.

    Its loss is the mean of the squared errors of its three outputs; the right one should be 1 and the others 0.
    """
    made = made_by(NETWORK.format(learning_rate=learning_rate))
    return of_run(made["problem"], uninterrupted(made["run"]))


def of_run(problem: Problem, run: Run) -> Trained:
    """Return a problem with the path of a run on it, up to the first row that is not finite.

    Errors: an ensemble of runs, another number of parameters, a path that never moved.
    """
    path = np.asarray(run.params, dtype=float)
    if path.ndim != 2 or path.shape[-1] != problem.size:
        raise ValueError(
            f"the slicer shows one path through the {problem.size} parameters of {problem.title}; run.params is "
            f"{path.shape}: train once, with one seed, on this problem"
        )
    with np.errstate(all="ignore"):
        good = np.isfinite(path).all(axis=1) & np.array([bool(np.isfinite(problem(row))) for row in path])
    rows = np.flatnonzero(np.cumprod(good))
    rows = rows[np.unique(np.linspace(0, len(rows) - 1, ROWS + 1).round().astype(int))] if len(rows) else rows
    if len(rows) < 2 or not np.any(path[rows] != path[rows[0]]):
        raise ValueError("the path has no two different points with a finite loss; lower the learning rate")
    plain = run.recipe.partition(":")[0].endswith(f", {gradient_descent(1.0).words}")
    edge, spent = 2 / float(run.learning_rates[-1]) if plain else None, f"{run.bill}; stopped by: {run.stopped_by}"
    return Trained(problem, path[rows], np.asarray(run.steps)[rows], edge, spent)


def rescaling(problem: Problem, factor: float) -> Array:
    """Return what each parameter (P,) is multiplied by: the first layer by the factor, the next by 1 / factor.

    Formula: relu(c z) = c relu(z) for c > 0, so W1, b1 times c and W2 divided by c leave the outputs as they are.
    """
    scale = np.ones(problem.size or 0)
    if factor != 1 and isinstance(problem, Model):
        pieces = problem.pieces(scale)
        pieces["W1"][...] = pieces["b1"][...] = factor
        pieces["W2"][...] = 1 / factor
    return scale


def can_rescale(trained: Trained) -> bool:
    """Return whether rescaling leaves the outputs as they are, as in a network with hidden layers of relu."""
    problem, end = trained.problem, trained.path[-1]
    if not isinstance(problem, Model) or not {"W1", "b1", "W2"} <= problem.shapes.keys():
        return False
    before, after = problem.outputs(end), problem.outputs(end * rescaling(problem, 2.0))
    return bool(np.allclose(before, after, rtol=1e-9, atol=1e-9 * np.abs(before).max()))
