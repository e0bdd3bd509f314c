"""The code that trains the network of the slicer, and cuts its loss along the plane [code_of]."""

from sgdlab.labs.slicer.compute import FILTER, PCA, RANDOM, REACH, SIDE
from sgdlab.labs.slicer.trained import MEASURES, ROWS, STEPS, on_penguins
from sgdlab.labs.stage.code import Code, given, literal
from sgdlab.labs.stage.numpy_code import program_code
from sgdlab.optimizers import gradient_descent

NETWORK = (
    "table = sl.penguins()",
    'species = (table["species"][:, None] == np.unique(table["species"])).astype(float)',
    f"X = sl.standardize(table[{', '.join(map(literal, MEASURES))}])",
    'problem = sl.mlp(X, species, hidden=(16,), activation="relu", init="he")',
    "descent = sl.gradient_descent({learning_rate})",
    f"run = sl.train(problem, optimizer=descent, steps={STEPS}, record_every={STEPS // ROWS})",
)
THINNED = f"run.params[np.unique(np.linspace(0, len(run.params) - 1, {ROWS + 1}).round().astype(int))]"
SCALE = """\
scale = np.ones(problem.size)
weights = problem.pieces(scale)  # views of it, by layer
weights["W1"][...] = weights["b1"][...] = {factor}
weights["W2"][...] = 1 / {factor}
path = path * scale
"""
DRAWN = "directions = sl.random_directions(problem, seed={seed})"
PLANES = {
    RANDOM: f"""\
{DRAWN}
directions *= np.linalg.norm(run.final) / np.linalg.norm(directions, axis=1, keepdims=True)""",
    FILTER: f"{DRAWN}\ndirections = sl.filter_normalized(problem, path[-1], directions)",
    PCA: f"""\
directions = sl.pca_directions(path).directions
directions = {REACH:g} * np.abs((path - path[-1]) @ directions.T).max() * directions""",
}


def code_of(own: bool, scales: bool) -> Code:
    """Return the code; own: whether the reader gave problem and run; scales: whether layers can be rescaled."""
    return Code.of(
        [
            *(given("problem", "run") if own else []),
            "import numpy as np",
            "",
            "import sgdlab as sl",
            "",
            *([] if own else NETWORK),
            f"path = {THINNED if own else 'run.params'}",
            "{rescaled}{directions}",
            f"cut = sl.slices(problem, path[-1], directions, points={SIDE})",
        ],
        rescaled=("factor", {"1": ""}, SCALE) if scales else ("plane", {}, ""),
        directions=("plane", PLANES, ""),
    )


def programs_of() -> dict[str, Code]:
    """Return the program of the training."""
    return {"run": Code(program_code(on_penguins(0.5).problem, optimizer=gradient_descent(0.1234)))}
