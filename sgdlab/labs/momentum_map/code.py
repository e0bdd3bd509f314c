"""The code that runs the path on the screen [code_of]."""

from sgdlab.gradients import by_hand
from sgdlab.labs.momentum_map.compute import NOISE, valley
from sgdlab.labs.momentum_map.result import SEEDS, STEPS
from sgdlab.labs.stage.code import Code, literal
from sgdlab.labs.stage.numpy_code import descent_code
from sgdlab.quantities import Array

EXACT = f"run = sl.train(problem, start, gradient=sl.by_hand, optimizer=descent, steps={STEPS})"
NOISY = f"""\
size = {NOISE:g} * np.linalg.norm(sl.by_hand(problem, np.array(start))[1])  # of the noise in a slope


def with_noise(noise):
    left = iter(noise)

    def slopes(loss, params, batch=None):
        value, gradient = sl.by_hand(loss, params, batch)
        return value, gradient + next(left)

    return sl.train(problem, start, gradient=slopes, optimizer=descent, steps={STEPS})


run = with_noise(size * np.random.default_rng({{seed}}).normal(size=({STEPS}, 2)))
others = size * np.random.default_rng([{{seed}}, {SEEDS}]).normal(size=({STEPS}, {SEEDS}, 2))
many = [with_noise(others[:, k]) for k in range({SEEDS})]"""


def code_of(curved: Array) -> Code:
    """Return the code for the valley of two curvatures (2,)."""
    eigenvalues, start = (", ".join(map(literal, one.tolist())) for one in (curved, valley(curved).start))
    return Code.of(
        [
            "{imports}import sgdlab as sl",
            "",
            f"problem = sl.quadratic([{eigenvalues}])",
            f"start = [{start}]",
            "descent = sl.gradient_descent({learning_rate}{momentum_too})",
            "{runs}",
        ],
        imports=("noisy", {"with noise": "import numpy as np\n\n"}, ""),
        momentum_too=("momentum", {"0": ""}, ", momentum={momentum}{kind}"),
        kind=("nesterov", {"Nesterov": ", nesterov=True"}, ""),
        runs=("noisy", {"exact": EXACT}, NOISY),
    )


def programs_of(curved: Array) -> dict[str, Code]:
    """Return the program of the path, without noise."""
    heavy, ahead = (descent_code(valley(curved), gradient=by_hand, nesterov=one) for one in (False, True))
    kinds = ("nesterov", {"Nesterov": "{ahead}"}, "{heavy}")
    return {"run": Code("{source}", {"source": kinds, "heavy": heavy, "ahead": ahead})}
