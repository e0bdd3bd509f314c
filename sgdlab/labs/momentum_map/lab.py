"""The momentum map, live: click a pair of learning rate and momentum, see its path and its rate [MomentumMapLab]."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from sgdlab.checks import read_only
from sgdlab.figures.sentences import NEGLIGIBLE, number
from sgdlab.gradients import by_hand
from sgdlab.labs.momentum_map.compute import (
    LATE,
    NOISE,
    SEEDS,
    STEPS,
    WORDS,
    MomentumMapResult,
    MomentumMapSettings,
    compute,
    noise_of,
    valley,
    with_many,
)
from sgdlab.labs.momentum_map.grid import MOST_MOMENTUM, best_rate, learning_rates, lowest_floor
from sgdlab.labs.momentum_map.picture import scene_of
from sgdlab.labs.stage.code import Code, called, descent_code, literal
from sgdlab.labs.stage.control import Controls
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.live import Live, structures
from sgdlab.labs.stage.numbers import digits_in, plainly, three_digits
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.stage.sliders import LinearSlider
from sgdlab.landscape.steepest import curvatures
from sgdlab.problems import Problem
from sgdlab.quantities import Array
from sgdlab.scene import Json

PLACES = 84  # on the slider of the learning rate


class MomentumMapLab(Lab[MomentumMapSettings, MomentumMapResult]):
    """Show the rate of convergence for every learning rate and momentum, and the path of the chosen pair.

    Click a pair on the map, or drag the ring.  The valley has the condition number 100, or the flattest and the
    steepest curvature of a problem of yours at its minimum.

    Errors: anything but a Problem.  If it isn't a bowl at its minimum, the lab says so in place of a picture.

    >>> MomentumMapLab()  # doctest: +ELLIPSIS
    MomentumMapLab: Heavy ball, learning rate 0.03, momentum 0.6: rate 0.9124: at this pace 75 steps to a ...
    """

    name = "momentum-map"
    question = "Which learning rate, and how much momentum?"
    presets: Mapping[str, Mapping[str, object]] = {  # for the condition number 100
        "How fast is the best learning rate without momentum?": {"learning_rate": 0.0198, "momentum": 0.0},
        "What if almost all of the velocity carries over?": {"momentum": 0.95},
        "How low can the loss get with noisy gradients?": {"learning_rate": 0.015, "momentum": 0.9, "noisy": True},
    }
    Settings = MomentumMapSettings
    scene = staticmethod(scene_of)

    def __init__(self, problem: Problem | None = None, settings: MomentumMapSettings | None = None) -> None:
        self.curved = read_only([1.0, 100.0] if problem is None else _curved(problem))
        first = settings or MomentumMapSettings(three_digits(3 / self.curved[1]))
        self.goals = _goals(self.curved)
        self.controls = _controls(self.curved, first)
        self.show()

    def compute(self, settings: MomentumMapSettings) -> MomentumMapResult:
        return compute(self.curved, settings)

    def enriched(self, result: MomentumMapResult) -> MomentumMapResult | None:
        return with_many(result) if result.settings.noisy else None

    def live(self) -> Live | None:
        """Return what the picture needs: the page has the formulas, and a structure for each kind of momentum."""
        settings, scenes = self.settings(), {}
        for kind, noisy in product((False, True), repeat=2):
            scenes[f"{kind:d}{noisy:d}"] = scene_of(self.compute(replace(settings, nesterov=kind, noisy=noisy)))
        problem = valley(self.curved)
        facts = {
            "curved": self.curved.tolist(),
            "start": problem.start.tolist(),
            "noise": noise_of(problem),
            "steps": STEPS,
            "seeds": SEEDS,
            "late": LATE,
            "most": MOST_MOMENTUM,
        }
        return Live({}, facts, WORDS, structures(scenes))

    def coded(self) -> Code:
        eigenvalues, start = (", ".join(map(literal, one.tolist())) for one in (self.curved, valley(self.curved).start))
        return Code.of(
            "{imports}import sgdlab as sl\n",
            f"problem = sl.quadratic([{eigenvalues}])",
            f"start = [{start}]",
            "descent = sl.gradient_descent({learning_rate}{momentum_too})",
            "{runs}",
            imports=("noisy", {"with noise": "import numpy as np\n\n"}, ""),
            momentum_too=("momentum", {"0": ""}, ", momentum={momentum}{kind}"),
            kind=("nesterov", {"Nesterov": ", nesterov=True"}, ""),
            runs=("noisy", {"exact": EXACT}, NOISY),
        )

    def programs(self) -> dict[str, Code]:
        """Return the program of the path, without noise."""
        problem = valley(self.curved)
        heavy, ahead = (descent_code(problem, gradient=by_hand, nesterov=one) for one in (False, True))
        kinds = ("nesterov", {"Nesterov": "{ahead}"}, "{heavy}")
        whole = called("{exact}{source}", problem, str(problem.start.tolist()), f"steps={STEPS}")
        exact = ("noisy", {"with noise": "# The path without noise.\n\n"}, "")
        return {"run": Code(whole, {"exact": exact, "source": kinds, "heavy": heavy, "ahead": ahead})}

    def measured(self, result: MomentumMapResult) -> Json:
        return {**vars(result.settings), "rate": result.rate, "floor": result.floor}

    def moved(self, key: str, where: Sequence[float]) -> None:
        """Take a pair that the reader clicked or dragged to."""
        low, *_, high = self.controls["learning_rate"].places
        pair = min(max(three_digits(where[0]), low), high), three_digits(where[1])
        self.apply(dict(zip(("learning_rate", "momentum"), pair, strict=True)))


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


def _goals(curved: Array) -> list[Goal]:
    lowest = [best_rate(curved, kind) for kind in (False, True)]
    heavy, nesterov = (digits_in(0.8 * one + 0.2, one, 1.0) for one in lowest)
    rate = digits_in((lowest[0] + 2) / 3, lowest[0], 1.0)
    floor = three_digits(1.3 * lowest_floor(curved, noise_of(valley(curved)), rate))
    return [
        Goal(f"Find a pair with a rate below {plainly(heavy)}.", {"rate": (None, heavy)}),
        Goal(f"With Nesterov momentum, get below {plainly(nesterov)}.", {"rate": (None, nesterov)}, {"nesterov": True}),
        Goal(
            f"With noise: a rate below {plainly(rate)}, a floor below {floor:g}.",
            {"rate": (None, rate), "floor": (None, floor)},
            {"noisy": True},
        ),
    ]


def _curved(problem: object) -> Array:
    if not isinstance(problem, Problem):
        raise TypeError(
            f"MomentumMapLab takes the curvatures of a problem, such as sgdlab.ravine(); got {problem!r:.80}"
        )
    curved = curvatures(problem)[0]
    if not NEGLIGIBLE * curved[-1] < curved[0] < (1 - NEGLIGIBLE) * curved[-1]:  # else one is 0, or they are equal
        low, high = (number(one, float(np.abs(curved).max())) for one in curved[[0, -1]])
        raise SettingsError(
            f"the map is drawn for a valley, with two different curvatures above 0 at the minimum; those of "
            f"{problem.title} are {low} to {high}"
        )
    return curved[[0, -1]]


def _controls(curved: Array, first: MomentumMapSettings) -> Controls:
    top = learning_rates(curved)[1]
    step = three_digits(top / PLACES)
    return {
        "learning_rate": LinearSlider(
            "learning rate", first.learning_rate, (step, top, step), "How far a step goes along the velocity"
        ),
        "momentum": LinearSlider(
            "momentum", first.momentum, (0.0, MOST_MOMENTUM, 0.01), "How much of the velocity carries over to a step"
        ),
        "nesterov": Choice(
            "kind", [("heavy ball", False), ("Nesterov", True)], first.nesterov, "Where the velocity is added"
        ),
        "noisy": Choice(
            "gradients",
            [("exact", False), ("with noise", True)],
            first.noisy,
            f"Whether a random number is added to every slope; then {SEEDS} runs are shown",
        ),
        "seed": WholeNumber("seed", first.seed, "Which noise is added"),
    }
