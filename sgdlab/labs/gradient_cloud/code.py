"""The code that computes the gradients on the screen [code_of]: all are at one point, so the lab has no run."""

from sgdlab.labs.gradient_cloud.compute import DRAWS, LEVEL
from sgdlab.labs.stage.code import PENGUIN_LINE, Code, problem_lines
from sgdlab.problems import Problem


def code_of(own: Problem | None) -> Code:
    """Return the code; own: the problem as the reader gave it, or None."""
    return Code.of(
        [
            *problem_lines(own, PENGUIN_LINE, "import numpy as np", ""),
            "noise = sl.gradient_noise(problem, [{point}])  # the gradient of every example",
            "batches, rng = sl.minibatch({batch_size}{again}), np.random.default_rng({seed})",
            f"drawn = [np.sort(next(iter(batches(noise.n, rng)))) for _ in range({DRAWS})]",
            "cloud = np.array([noise.gradients[examples].mean(axis=0) for examples in drawn])",
            "covariance = noise.batch_covariance({batch_size}{again})  # predicted",
            f"ellipse = noise.ellipse({{batch_size}}, {LEVEL:g}{{again}})",
        ],
        again=("replace", {"with replacement": ", replace=True"}, ""),
    )
