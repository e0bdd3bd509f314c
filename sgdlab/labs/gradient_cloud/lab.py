"""The gradient cloud, live: the gradients of examples and mini-batches at a point to drag [GradientCloudLab]."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from sgdlab.autodiff import hessian
from sgdlab.labs.given import drawable, names_of
from sgdlab.labs.gradient_cloud.compute import (
    DRAWS,
    LEVEL,
    SMALL,
    WORDS,
    GradientCloudResult,
    GradientCloudSettings,
    compute,
    unit_of,
)
from sgdlab.labs.gradient_cloud.picture import DOTS, PART, STEPS, arrows_of, scene_of, sizes
from sgdlab.labs.stage.code import PENGUIN_LINE, Code, problem_lines
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.handles import Handle
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.live import Live, recipes_of
from sgdlab.labs.stage.numbers import opening_place, three_digits
from sgdlab.labs.stage.sliders import SizeSlider
from sgdlab.landscape import surface
from sgdlab.landscape.steepest import MOST, ROUNDING, curvatures, flattest_and_steepest
from sgdlab.landscape.surface import SLIMMEST, Limits, Surface
from sgdlab.noise import gradient_noise
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem
from sgdlab.problems.examples import penguin_line
from sgdlab.quantities import Array
from sgdlab.scene import Json, Scene

MOST_DRAWN = 2_000  # examples that a page draws from: with more, 500 permutations take longer than a frame
STEP = 0.5  # the learning rate of the steps that are shown, in 2 / λmax


class GradientCloudLab(Lab[GradientCloudSettings, GradientCloudResult]):
    """Show the gradient of every example at a point of the loss surface, and the gradients of 500 mini-batches.

    Drag the point; a predicted ellipse should contain 95 % of the mini-batches.  `problem` is one of your own, with
    data; if it has more than two parameters, up to 400, you see the plane through its minimum with the flattest and the
    steepest direction.

    Errors: anything but a Problem; one with a single parameter, or with fewer than two examples.

    >>> GradientCloudLab()  # doctest: +ELLIPSIS
    GradientCloudLab: Gradients of linear regression on 123 examples. All 123 examples, at w = 0.512, b = 3.88: ...
    """

    name = "gradient-cloud"
    question = "How far off is the gradient of a few examples?"
    presets: Mapping[str, Mapping[str, object]] = {  # for the penguins
        "What if a batch is a single example?": {"batch_size": 1},
        "What if a batch has all the examples?": {"batch_size": 123},
        "What is left of the gradient at the minimum?": {"point": (0.546, 4.14)},
    }
    Settings = GradientCloudSettings

    def __init__(self, problem: Problem | None = None, settings: GradientCloudSettings | None = None) -> None:
        self.given = problem
        self.problem = flattest_and_steepest(_checked(penguin_line() if problem is None else problem))
        chosen = settings or _opening(self.problem)
        self.rate = three_digits(STEP * 2 / (float(np.abs(curvatures(self.problem)[0]).max()) or 1.0))
        self.surface = window(self.problem, chosen.point, self.rate)
        self.controls = _controls(self.problem, chosen, self.surface)
        self.goals = _goals(self.problem, chosen, self.surface.limits)
        self.show()

    def compute(self, settings: GradientCloudSettings) -> GradientCloudResult:
        return compute(self.problem, settings)

    def live(self) -> Live | None:
        problem, n = self.problem, self.problem.n
        facts = {
            "title": problem.title,
            "names": names_of(problem),
            "rate": self.rate,
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
        recipes = recipes_of(problem, {"all": {"optimizer": gradient_descent(self.rate)}}) if n <= MOST_DRAWN else None
        return None if recipes is None else Live(recipes, facts, WORDS)

    def coded(self) -> Code:
        """Return the code of the gradients; all are at one point, so the lab has no run."""
        return Code.of(
            *problem_lines(self.given, PENGUIN_LINE, "import numpy as np", ""),
            "noise = sl.gradient_noise(problem, [{point}])  # the gradient of every example",
            "batches, rng = sl.minibatch({batch_size}{again}), np.random.default_rng({seed})",
            f"drawn = [np.sort(next(iter(batches(noise.n, rng)))) for _ in range({DRAWS})]",
            "cloud = np.array([noise.gradients[examples].mean(axis=0) for examples in drawn])",
            "covariance = noise.batch_covariance({batch_size}{again})  # predicted",
            f"ellipse = noise.ellipse({{batch_size}}, {LEVEL:g}{{again}})",
            again=("replace", {"with replacement": ", replace=True"}, ""),
        )

    def measured(self, result: GradientCloudResult) -> Json:
        return {**vars(result.settings), "spread": result.spread[0], "downhill": result.downhill}

    def scene(self, result: GradientCloudResult) -> Scene:
        return scene_of(self.surface, self.rate, result)


def _checked(problem: object) -> Problem:
    own = drawable(problem, "GradientCloudLab compares examples", MOST, "sgdlab.linear_regression(X, y)")
    if own.n < 2:
        raise ValueError(f"GradientCloudLab compares the examples of a problem with data, two or more; got {own!r:.80}")
    return own


def _opening(problem: Problem) -> GradientCloudSettings:
    """The settings to open with: so near to the minimum that examples differ by as much as the full gradient is long.

    The way from the start to the minimum is halved until the noise scale is 1 or more; without a minimum, or if no
    place on the way has such noise, the lab opens at the start.
    """
    start, size = np.asarray(problem.start, dtype=float), max(1, min(8, problem.n // 4))
    low = start if problem.minimum is None else problem.minimum
    places = [low + (start - low) / 2**k for k in range(10)]
    place = next((one for one in places if 1 <= gradient_noise(problem, one).scale < np.inf), start)
    return GradientCloudSettings(opening_place(place), size)


def _goals(problem: Problem, first: GradientCloudSettings, frame: tuple[Limits, Limits]) -> list[Goal]:
    """Half the spread at the same point, which takes a batch about four times as large; and single examples.

    In some frames single examples agree nowhere as much as at the penguins; there it is what a corner has, less 1 %.
    """
    half, n = compute(problem, first).spread[0] / 2, problem.n
    if not half or n < 4:
        return []
    text = "Keep the point, and halve the predicted spread without taking all the examples."
    goals = [Goal(text, {"spread": (None, half), "batch_size": (1, n - 1)}, {"point": first.point})]
    here, *corners = (
        int(100 * (compute(problem, replace(first, point=point, batch_size=1)).downhill or 0.0))
        for point in (first.point, *product(*frame))
    )
    share = min(99, max(corners) - 1)
    if share > here:
        text = f"Find a point where {share} % of single examples lead downhill."
        goals.append(Goal(text, {"downhill": (share / 100, None)}, {"batch_size": 1}))
    return goals


def _controls(problem: Problem, chosen: GradientCloudSettings, landscape: Surface) -> Controls:
    return {
        "point": Handle("point", chosen.point, landscape.limits, problem.minimum),
        "batch_size": SizeSlider(
            "batch size", chosen.batch_size, problem.n, "Examples in a mini-batch; its gradient is the mean of theirs"
        ),
        "replace": Choice(
            "drawn",
            [("without replacement", False), ("with replacement", True)],
            chosen.replace,
            "Whether an example can be drawn again for the same mini-batch",
        ),
        "seed": WholeNumber("seed", chosen.seed, f"Another one draws {DRAWS} other mini-batches"),
    }


def window(problem: Problem, point: Sequence[float], rate: float) -> Surface:
    """Return the surface around the minimum, as wide as single examples would move it, with the point inside.

    Formula: minimum ± sqrt(diag(H^-1 S H^-1)): with H the Hessian and S the covariance of the examples' gradients
    there, each of them alone would move the minimum about this far.  If the minimum is unknown, it is the surface
    around the point, as far as two steps of single examples.  If neither gives a range, it has the start and the
    minimum.
    """
    center = np.asarray(point, dtype=float) if problem.minimum is None else problem.minimum
    noise, half = gradient_noise(problem, center), np.zeros(2)
    if problem.minimum is None:
        half = 2 * rate * np.sqrt(np.mean(noise.gradients**2, axis=0))
        half = np.maximum(half, SLIMMEST * half.max())
    elif _rises(H := hessian(problem)(center)):
        inverse = np.linalg.inv(H)
        half = np.sqrt(np.maximum(np.diag(inverse @ noise.covariance @ inverse), 0.0))
    if not np.all(half > 1e-6 * np.abs(problem.start - center).max()):
        return surface(problem, paths=[np.array([problem.start, point])])
    half = np.maximum(half, 1.2 * np.abs(np.subtract(point, center)))
    x, y = zip(center - half, center + half, strict=True)
    return surface(problem, x=x, y=y)


def _rises(H: Array) -> bool:
    """Whether a loss with this Hessian curves upward in every direction, up to rounding."""
    curved = np.linalg.eigvalsh(H)
    return bool(curved[0] > ROUNDING * curved[1])
