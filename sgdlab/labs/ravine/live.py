"""What the page needs to descend by itself [live_of]; `front_end/src/labs/ravine` computes what `compute` does."""

from sgdlab.labs.ravine.compute import COLUMNS, REASONS, SPAN, WORDS
from sgdlab.labs.ravine.picture import DRAWN, HIGH, RATES, WIDE, edge_power
from sgdlab.labs.stage.live import Live, recipes_of
from sgdlab.landscape.steepest import curvatures
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem


def live_of(problem: Problem) -> Live | None:
    """Return the program of gradient descent and what the picture needs; None if the loss can't be written for it."""
    recipes = recipes_of(problem, {"descent": {"optimizer": gradient_descent(0.1)}})
    if recipes is None:
        return None
    low = problem.minimum
    facts = {
        "floor": 0.0 if low is None else float(problem(low)),
        "minimum": low,
        "curved": curvatures(problem)[0][[0, -1]].tolist(),
        "right": WIDE * 10 ** edge_power(problem),
        "span": SPAN,
        "rates": RATES,
        "high": HIGH,
        "drawn": DRAWN,
        "columns": COLUMNS,
        "reasons": REASONS,
    }
    return Live(recipes, facts, WORDS)
