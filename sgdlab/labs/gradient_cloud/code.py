"""The code that computes the gradients on the screen [code_of]: all are at one point, so the lab has no run."""

from sgdlab.labs.gradient_cloud.compute import DRAWS, LEVEL
from sgdlab.labs.stage.code import PENGUIN_LINE, Code, given
from sgdlab.problems import Problem


def code_of(own: Problem | None) -> Code:
    """Return the code; own: the problem as the reader gave it, or None."""
    whole = own is None or own.size == 2
    return Code.of(
        [
            *(given("problem") if own else []),
            "import numpy as np",
            "",
            "import sgdlab as sl",
            *([] if whole else ["from sgdlab.landscape.steepest import flattest_and_steepest"]),
            "",
            *([] if own else PENGUIN_LINE),
            *([] if whole else ["problem = flattest_and_steepest(problem)  # on the plane of two directions"]),
            "noise = sl.gradient_noise(problem, [{point}])  # the gradient of every example",
            "batches, rng = sl.minibatch({batch_size}{again}), np.random.default_rng({seed})",
            f"drawn = [np.sort(next(iter(batches(noise.n, rng)))) for _ in range({DRAWS})]",
            "cloud = np.array([noise.gradients[examples].mean(axis=0) for examples in drawn])",
            "covariance = noise.batch_covariance({batch_size}{again})  # predicted",
            f"ellipse = noise.ellipse({{batch_size}}, {LEVEL:g}{{again}})",
        ],
        again=("replace", {"with replacement": ", replace=True"}, ""),
    )
