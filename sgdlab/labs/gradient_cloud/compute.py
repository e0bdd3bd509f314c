"""The gradient cloud without a widget: a point and a batch size in; gradients and predicted spread out [compute].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/gradient_cloud`).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sgdlab.batches import minibatch
from sgdlab.checks import generator
from sgdlab.figures.sentences import capital, in_full, number
from sgdlab.labs.given import names_of
from sgdlab.noise import GradientNoise, gradient_noise
from sgdlab.problems import Problem
from sgdlab.quantities import Array, Indices

SMALL = 1e-9  # of the longest gradient; anything shorter is rounding
DRAWS = 500  # mini-batches
LEVEL = 0.95  # the share of them that the ellipse should contain

WORDS = {
    "full": "all {examples} examples, at {across} = {x}, {up} = {y}\nthe full gradient has length {length}",
    "spread": f"{DRAWS} {{batches}}\nspread {{measured}} around the full gradient, predicted {{predicted}}",
    "downhill": "steps against these gradients that begin downhill\n{share}",
    "share": "{percent} % of them",
    "no direction": "none, because no direction is downhill here",
    "one": "single examples, drawn {how} replacement",
    "some": "mini-batches of {size}, drawn {how} replacement",
    "mean": "mean along {name}",
    "spread along": "spread along {name}",
    "covariance": "covariance",
    "inside": "in the ellipse",
    "percent": "{percent} %",
    "level": f"{100 * LEVEL:.0f} %",
    "described": "Gradients of {title}. {lines}; the predicted ellipse holds {percent} % of them.",
    "bill": "the bill\n{examples} example-gradients: a mini-batch's is the mean of some of them",
}


@dataclass(frozen=True)
class GradientCloudSettings:
    """What the controls of the gradient cloud say."""

    point: tuple[float, float] = (0.546, 4.14)
    batch_size: int = 8
    replace: bool = False
    seed: int = 0


@dataclass(frozen=True)
class GradientCloudResult:
    """The gradients of all examples at a point, those of 500 mini-batches, and the prediction for these.

    noise: the gradients of the examples (N, 2), with their mean G and covariance;  cloud (500, 2): the gradients of
    the mini-batches;  covariance (2, 2): the prediction for these;  ellipse (M, 2): a line that should contain 95 % of
    them.
    """

    settings: GradientCloudSettings
    problem: Problem
    noise: GradientNoise
    cloud: Array
    covariance: Array
    ellipse: Array

    @property
    def spread(self) -> tuple[float, float]:
        """How far the gradients of mini-batches are from the full one, root mean square: predicted, and measured."""
        return float(np.sqrt(np.trace(self.covariance))), float(np.sqrt(np.trace(self.measured)))

    @property
    def measured(self) -> Array:
        """The covariance of the mini-batches' gradients (2, 2), around the full gradient."""
        errors = self.cloud - self.noise.mean
        return np.asarray(errors.T @ errors / len(errors))

    @property
    def inside(self) -> float:
        """The share of the mini-batches whose gradient lies in the ellipse."""
        variances, axes = np.linalg.eigh(self.covariance)
        least = (SMALL * np.abs(self.noise.gradients).max()) ** 2 or 1.0
        parts = ((self.cloud - self.noise.mean) @ axes) ** 2 / np.maximum(variances, least)
        return float(np.mean(parts.sum(axis=1) <= -2 * np.log1p(-LEVEL)))

    @property
    def length(self) -> float | None:
        """The length of the full gradient; None if it is zero up to rounding."""
        length = float(np.linalg.norm(self.noise.mean))
        return length if length > SMALL * np.abs(self.noise.gradients).max() else None

    @property
    def downhill(self) -> float | None:
        """The share of the mini-batches whose step would begin downhill; None if the full gradient is zero."""
        return None if self.length is None else float(np.mean(self.cloud @ self.noise.mean > 0))

    @property
    def lines(self) -> list[str]:
        """The full gradient; how far the mini-batches are from it; how many of them lead downhill."""
        (x, y), (across, up), size = self.settings.point, names_of(self.problem), self.settings.batch_size
        predicted, measured = (number(one, unit_of(self.problem)) for one in self.spread)
        how = "with" if self.settings.replace else "without"
        drawn = WORDS["one" if size == 1 else "some"].format(size=f"{size:,}", how=how)
        length = in_full(self.length or 0.0)
        full = {"examples": f"{self.noise.n:,}", "across": across, "up": up, "x": in_full(x), "y": in_full(y)}
        share = WORDS["no direction"]
        if self.downhill is not None:
            share = WORDS["share"].format(percent=f"{100 * self.downhill:.3g}")
        return [
            WORDS["full"].format(**full, length=length),
            WORDS["spread"].format(batches=drawn, measured=measured, predicted=predicted),
            WORDS["downhill"].format(share=share),
        ]

    @property
    def rows(self) -> list[list[str]]:
        """The table of means and spreads: predicted, and measured in the cloud."""
        table, unit = [], unit_of(self.problem)
        for k, name in enumerate(names_of(self.problem)):
            mean = [number(self.noise.mean[k], unit), number(self.cloud[:, k].mean(), unit)]
            spreads = [number(np.sqrt(one[k, k]), unit) for one in (self.covariance, self.measured)]
            table += [[WORDS["mean"].format(name=name), *mean], [WORDS["spread along"].format(name=name), *spreads]]
        both = [number(one[0, 1], unit**2) for one in (self.covariance, self.measured)]
        inside = WORDS["percent"].format(percent=f"{100 * self.inside:.3g}")
        return [*table, [WORDS["covariance"], *both], [WORDS["inside"], WORDS["level"], inside]]

    @property
    def description(self) -> str:
        """What the picture shows, in a few sentences."""
        said = ". ".join(capital(line.replace("\n", ": ", 1)) for line in self.lines)
        return WORDS["described"].format(title=self.problem.title, lines=said, percent=f"{100 * self.inside:.3g}")


def compute(problem: Problem, settings: GradientCloudSettings) -> GradientCloudResult:
    """Compute every example's gradient at a point, and the gradients of 500 mini-batches drawn at random.

    Formula: the gradient of a mini-batch is the mean of its examples' gradients; its covariance is S / B with
    replacement and S / B (N - B) / (N - 1) without, S that of one example.

    problem: of two parameters, with data.
    """
    noise = gradient_noise(problem, settings.point)
    size, replace = settings.batch_size, settings.replace
    draws = _drawn(noise.n, size, replace, settings.seed)
    return GradientCloudResult(
        settings,
        problem,
        noise,
        cloud=noise.gradients.T[:, draws].mean(axis=-1).T,
        covariance=noise.batch_covariance(size, replace),
        ellipse=noise.ellipse(size, LEVEL, replace),
    )


@lru_cache(maxsize=8)
def unit_of(problem: Problem) -> float:
    """Return what a gradient of ordinary size is: 1, or less if the largest one at the start is."""
    return min(1.0, float(np.abs(gradient_noise(problem, problem.start).gradients).max())) or 1.0


@lru_cache(maxsize=32)  # the same at every point of the surface
def _drawn(n: int, size: int, replace: bool, seed: int) -> Indices:
    """The examples of 500 mini-batches (500, size), each the first of an epoch of its own, as `train` draws them."""
    rng, epoch = generator(seed), minibatch(size, replace)
    return np.array([np.sort(next(epoch(n, rng))) for _ in range(DRAWS)])
