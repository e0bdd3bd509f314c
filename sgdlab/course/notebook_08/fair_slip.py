"""Find the slip: an unfair comparison

There are two runs, *a* and *b*. For each recorded row, `seen` holds the example-gradients spent so far, and `losses`
the loss. Return the loss of each run in its last row with at most `budget` spent. The code below compares something
else, as published comparisons sometimes do. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise
from sgdlab.quantities import Array, Given


def losses_at_budget(seen_a: Array, losses_a: Array, seen_b: Array, losses_b: Array, budget: int) -> Answer:
    a = losses_a[seen_a <= budget][-1]  # the last row that the budget pays for
    b = losses_b[seen_b <= budget][-1]
    return a, b


def _given(seen_a: Array, losses_a: Array, seen_b: Array, losses_b: Array, budget: int) -> Answer:
    step = min(len(losses_a), len(losses_b)) - 1
    return losses_a[step], losses_b[step]


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    """A budget between two rows of each run, and nearer to the later one of b."""
    size = int(rng.integers(3, 5))
    n, epochs = 4 * size, int(rng.integers(4, 6))
    seen_a, seen_b = np.arange(epochs + 1) * n, np.arange(4 * epochs + 1) * size
    budget = int(rng.integers(2, epochs - 1)) * n + size - 1
    return seen_a, _bumpy(rng, len(seen_a), 1), seen_b, _bumpy(rng, len(seen_b), 6), budget


def _exactly(rng: np.random.Generator) -> tuple[Given, ...]:
    """A budget that is spent to the last example when a row is reached."""
    seen_a, losses_a, seen_b, losses_b, _ = _draw(rng)
    return seen_a, losses_a, seen_b, losses_b, int(seen_a[2])


def _bumpy(rng: np.random.Generator, rows: int, best: int) -> Answer:
    """Losses that fall and then rise again, so that the best is not the last."""
    away = np.abs(np.arange(rows) - best) / rows
    return away + rng.uniform(0, 0.2 / rows, size=rows)


fair_slip = Exercise(
    "fair_slip",
    losses_at_budget,
    [_draw, _exactly],
    given=_given,
    praise="Both runs are read where they have spent the same: that is a fair comparison.",
    mistakes=[
        lambda seen_a, a, seen_b, b, budget: (a[seen_a < budget][-1], b[seen_b < budget][-1]),
        "Nearly. A row at which exactly the budget is spent still counts: *at most* the budget is <=, not <.",
        lambda seen_a, a, seen_b, b, budget: (a[0], b[0]),
        "You took the first rows, where nothing is spent yet. (np.argmax of yes and no finds the *first* yes.) Take "
        "the last row that the budget pays for.",
        lambda seen_a, a, seen_b, b, limit: (a[np.cumsum(seen_a) <= limit][-1], b[np.cumsum(seen_b) <= limit][-1]),
        "You added up what is in `seen`. But each row holds all that was spent *so far*, so it is a sum already.",
        lambda seen_a, a, seen_b, b, budget: (a[-1], b[-1]),
        "You took the last rows. One run may have gone on for longer than the budget allows.",
        lambda seen_a, a, seen_b, b, limit: (a[seen_a > limit][0], b[seen_b > limit][0]),
        lambda seen_a, a, seen_b, b, limit: (a[seen_a >= limit][0], b[seen_b >= limit][0]),
        "You took the first row at which the budget is spent. Where that row is above it, it has spent more than "
        "allowed.",
        lambda seen_a, a, seen_b, b, budget: (a[seen_a <= budget].min(), b[seen_b <= budget].min()),
        "You took the best loss so far. What a run has in hand is its latest one. To keep the best, it would "
        "have to measure the whole loss at every step, which costs more than the run.",
        lambda seen_a, a, seen_b, b, budget: (a[seen_a <= budget].mean(), b[seen_b <= budget].mean()),
        "You averaged over the rows so far. What a run has in hand is its latest loss.",
        lambda seen_a, a, seen_b, b, budget: (seen_a[seen_a <= budget][-1], seen_b[seen_b <= budget][-1]),
        "Those are the right rows, but you returned what each run has spent there. Return its loss.",
    ],
    hints=[
        "The code compares row with row. What has each run spent when it reaches that row?",
        "seen_a and seen_b hold what was spent at each row. Which rows does the budget pay for?",
        "losses_a[seen_a <= budget] has the rows within the budget; you want the last of them.",
    ],
)
