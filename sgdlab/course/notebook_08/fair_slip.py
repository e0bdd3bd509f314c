"""Find the slip: an unfair comparison

Two runs, with the example-gradients spent (`seen`) and the loss at every recorded row. Return the loss that each run
has in hand when it has spent at most `budget`. The code below compares something else, as published comparisons
sometimes do. Fix it.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, Mistake
from sgdlab.quantities import Array, Given


def losses_at_budget(seen_a: Array, losses_a: Array, seen_b: Array, losses_b: Array, budget: int) -> Answer:
    a = losses_a[seen_a <= budget][-1]  # the last row that the budget pays for
    b = losses_b[seen_b <= budget][-1]
    return a, b


def _given(seen_a: Array, losses_a: Array, seen_b: Array, losses_b: Array, budget: int) -> Answer:
    step = min(len(losses_a), len(losses_b)) - 1
    return losses_a[step], losses_b[step]


def _last_rows(seen_a: Array, losses_a: Array, seen_b: Array, losses_b: Array, budget: int) -> Answer:
    return losses_a[-1], losses_b[-1]


def _too_late(seen_a: Array, losses_a: Array, seen_b: Array, losses_b: Array, budget: int) -> Answer:
    return losses_a[seen_a > budget][0], losses_b[seen_b > budget][0]


def _best_so_far(seen_a: Array, losses_a: Array, seen_b: Array, losses_b: Array, budget: int) -> Answer:
    return losses_a[seen_a <= budget].min(), losses_b[seen_b <= budget].min()


def _draw(rng: np.random.Generator) -> tuple[Given, ...]:
    n, size, epochs = 40, int(rng.integers(3, 8)), int(rng.integers(6, 9))
    seen_a = np.arange(epochs + 1) * n
    seen_b = np.arange(epochs * n // size + 1) * size
    budget = int(rng.integers(2, epochs - 1)) * n + int(rng.integers(1, size))
    return seen_a, _bumpy(rng, len(seen_a)), seen_b, _bumpy(rng, len(seen_b)), budget


def _bumpy(rng: np.random.Generator, rows: int) -> Answer:
    """Losses that fall and then rise again, so that the best is not the last."""
    away = np.abs(np.arange(rows) / (rows - 1) - 0.1)
    return away + rng.uniform(0, 0.2 / rows, size=rows)


fair_slip = Exercise(
    "fair_slip",
    losses_at_budget,
    _draw,
    given=_given,
    praise="Both runs are read where they have spent the same: that is a fair comparison.",
    mistakes=[
        Mistake(_last_rows, "You took the last rows. One run may have gone on for longer than the budget allows."),
        Mistake(_too_late, "You took the first row above the budget. It has spent more than was allowed."),
        Mistake(
            _best_so_far,
            "You took the best loss so far. What a run has in hand is its latest one. To keep the best, it would "
            "have to measure the whole loss at every step, which costs more than the run.",
        ),
    ],
    hints=[
        "The code compares row with row. What has each run spent when it reaches that row?",
        "seen_a and seen_b hold what was spent at each row. Which rows does the budget pay for?",
        "losses_a[seen_a <= budget] has the rows within the budget; you want the last of them.",
    ],
)
