"""What the page needs to draw the cloud by itself [live_of]; `front_end/src/labs/gradient_cloud` computes it."""

from sgdlab.labs.gradient_cloud.compute import DRAWS, LEVEL, SMALL, WORDS, unit_of
from sgdlab.labs.gradient_cloud.picture import DOTS, PART, STEPS, arrows_of, sizes
from sgdlab.labs.stage.live import Live, recipes_of
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem

MOST = 2_000  # examples: with more, 500 permutations take longer than a frame


def live_of(problem: Problem, rate: float) -> Live | None:
    """Return the program of one example's gradient, and what the picture needs.

    None if the loss can't be written for the page, or for too many examples.
    """
    recipes = recipes_of(problem, {"all": {"optimizer": gradient_descent(rate)}}) if problem.n <= MOST else None
    if recipes is None:
        return None
    n = problem.n
    facts = {
        "title": problem.title,
        "names": problem.names or ("w1", "w2"),
        "rate": rate,
        "draws": DRAWS,
        "level": LEVEL,
        "small": SMALL,
        "unit": unit_of(problem),
        "steps": STEPS,
        "dots": DOTS,
        "part": PART,
        "arrows": arrows_of(n),
        "sizes": {"with": sizes(n), "without": sizes(n - 1)},
    }
    return Live(recipes, facts, WORDS)
