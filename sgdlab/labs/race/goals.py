"""What to reach in the race [goals_of]."""

from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.goal import Goal


def goals_of(n: int, floor: float, target: float, found: Json) -> list[Goal]:
    """Return goals that the usual settings don't reach; where examples disagree, also two about the noise.

    n: examples;  floor, target: the smallest loss, and an excess above it;  found: what the usual settings reach.
    """
    excess = f"an excess loss below {target:g}"
    budgets = [int(epochs * n) for epochs in (3.6, 2, 1, 0.5)]
    goals = [
        Goal(f"Get {excess} with {budget:,} example-gradients.", {"spent": (0, budget)})
        for budget in budgets
        if found["spent"] is None or found["spent"] > budget
    ][:1]
    if floor > target:
        half = "Let the full batch end at half of SGD's excess loss or less."
        single = f"With single examples, let SGD end with an excess below {target / 10:g}."
        goals += [
            Goal(half, {"ratio": (None, 0.5)}),
            Goal(single, {"end": (None, target / 10)}, {"batch_size": 1}),
        ]
    return goals
