"""The three-button trainer, live: forward, backward and update on a small network [ThreeButtonsLab]."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from sgdlab.labs.stage.code import Code, given
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.goal import Bounds, Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.labs.stage.live import Live, program_of, recipes_of, structures
from sgdlab.labs.stage.sliders import StepSlider
from sgdlab.labs.three_buttons.compute import (
    DATA,
    HIDDEN,
    ROUNDS,
    SIDE,
    STARTS,
    WORDS,
    YOURS,
    Own,
    ThreeButtonsResult,
    ThreeButtonsSettings,
    compute,
)
from sgdlab.labs.three_buttons.picture import scene_of
from sgdlab.labs.three_buttons.presses import Presses
from sgdlab.labs.three_buttons.trainer import WORDS as PRESSED
from sgdlab.optimizers import gradient_descent
from sgdlab.problems.networks import ACTIVATIONS
from sgdlab.scene import Json

MOST = (60, 100, 200, 300, 400, ROUNDS)  # updates to the share of points that is the goal: the least that are enough
RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
Network = tuple[str, str]  # the names of its hidden layers and of its activation


class ThreeButtonsLab(Lab[ThreeButtonsSettings, ThreeButtonsResult]):
    """Train a small network by three buttons, forward, backward and update, and watch its decision boundary.

    It tells two classes apart by two features: moons, spirals, exclusive or, or your own X (N, 2), whose features are
    standardized, and labels (N,).  The presses are one of the settings: when you change the network, they are replayed
    from the start; with other points you start again.

    Errors: data without two features and two classes.

    >>> ThreeButtonsLab()  # doctest: +ELLIPSIS
    ThreeButtonsLab: Two moons, a network 2-8-2 (tanh). Backward, 1,000 times: ... 0 of 42 parameters changed. ...
    """

    name = "three-buttons"
    question = "Which of the three buttons makes the network better?"
    presets: Mapping[str, Mapping[str, object]] = {
        "What do all three buttons do together?": {"presses": "", "rounds": ROUNDS},
        "What if all weights are zero at first?": {"presses": "", "rounds": ROUNDS, "start": "all zero"},
        "Where does the gradient vanish?": {"presses": "fb", "hidden": "4 layers of 8", "activation": "sigmoid"},
    }
    Settings = ThreeButtonsSettings
    scene = staticmethod(scene_of)

    def __init__(
        self, X: ArrayLike | None = None, labels: ArrayLike | None = None, settings: ThreeButtonsSettings | None = None
    ) -> None:
        if (X is None) != (labels is None):
            raise ValueError("your own data are X (N, 2) and labels (N,): give both, or neither")
        self.own = None if X is None else Own(np.array(X, dtype=float), np.array(labels))
        chosen = settings or ThreeButtonsSettings(data=YOURS if self.own else "two moons")
        names = [YOURS, *DATA] if self.own else list(DATA)
        self.controls = {
            "presses": (presses := Presses("presses", chosen.presses)),
            "rounds": StepSlider("rounds", chosen.rounds, (0, ROUNDS), "Then all three in turn, this many times"),
            "data": Choice("data", names, chosen.data, "The points to tell apart"),
            "hidden": Choice("hidden layers", HIDDEN, chosen.hidden, "Units between the inputs and the outputs"),
            "activation": Choice("activation", ACTIVATIONS, chosen.activation, "How each hidden unit bends its sum"),
            "start": Choice("weights at first", STARTS, chosen.start, "The parameters before the first update"),
            "learning_rate": Choice(
                "learning rate", RATES, chosen.learning_rate, "How far an update goes against the gradient"
            ),
            "seed": WholeNumber("seed", chosen.seed, "Which points and which weights are drawn"),
        }
        presses.counted = ("rounds", "r")
        presses.resets = {"rounds": 0}
        for name in ("data", "seed"):  # what was learned belongs to the points before
            self.controls[name].resets = {"presses": "", "rounds": 0}
        self.goals = _goals(self.own)
        self._networks = {_network(chosen)}
        self.show()
        self.controls["data"].on_change = self.controls["seed"].on_change = self._other_points
        presses.pending = self._rounds_as_presses

    def compute(self, settings: ThreeButtonsSettings) -> ThreeButtonsResult:
        return compute(settings, self.own)

    def coded(self) -> Code:
        define = {YOURS: "".join(f"{line}\n" for line in given("X", "labels"))} if self.own else {}
        points = {**DATA, YOURS: "X = sl.standardize(X)\n"}
        return Code.of(
            "{define}import sgdlab as sl\n",
            '{points}kind = dict(activation={activation}, loss="cross_entropy", init={init})',
            "problem = sl.mlp(X, labels, {layers}, **kind, seed={seed})",
            "params, losses = problem.start, [problem(problem.start)]",
            "for _ in range({updates}):",
            "    loss, gradient = sl.backprop(problem, params)  # forward and backward",
            "    params = params - {learning_rate} * gradient  # update",
            "    losses.append(problem(params))",
            define=("data", define, ""),
            points=("data", points, ""),
            layers=("hidden", {name: str(units) for name, units in HIDDEN.items()}, ""),
            init=("start", {name: f'"{init}"' for name, init in STARTS.items()}, ""),
        )

    def counted(self, result: ThreeButtonsResult) -> dict[str, str]:
        return {"updates": str(len(result.losses) - 1)}

    def measured(self, result: ThreeButtonsResult) -> Json:
        return {**vars(result.settings), "accuracy": result.accuracy, "updates": len(result.losses) - 1}

    def live(self) -> Live | None:
        """Return the programs of some networks, which hold for any data and any start, and what the picture needs."""
        programs = {" ".join(network): _programs(*network) for network in sorted(self._networks)}
        written = {name: program for name, program in programs.items() if program is not None}
        if len(written) < len(programs):
            return None
        results = [self.compute(ThreeButtonsSettings(data)) for data in (YOURS, next(iter(DATA)))] if self.own else []
        X, labels = results[0].problem.data if results else (None, None)
        facts = {
            "hidden": HIDDEN,
            "random": {name: init != "zeros" for name, init in STARTS.items()},
            "side": SIDE,
            "yours": YOURS,
            "own": {"X": X, "labels": labels} if self.own else None,
            "made": next(iter(DATA)),
            "programs": {name: outputs for name, (_, outputs) in written.items()},
        }
        scenes = {result.settings.data: scene_of(result) for result in results}  # their points have names of their own
        recipes = {name: recipe for name, (recipe, _) in written.items()}
        return Live(recipes, facts, {**PRESSED, **WORDS}, structures(scenes) if scenes else {})

    def refresh(self) -> None:
        """Show what the controls say now; another network has programs of its own, which the page gets first."""
        self._offer_programs_of({_network(self.settings())})
        super().refresh()

    def offer_all(self) -> None:
        """Send the programs of all networks."""
        self._offer_programs_of(set(product(HIDDEN, ACTIVATIONS)))

    def _offer_programs_of(self, networks: set[Network]) -> None:
        if self.view.live and not networks <= self._networks:
            self._networks |= networks
            self.offer()

    def _other_points(self) -> None:
        """Start again: what was learned belongs to the points before."""
        if not self._quiet:
            self.apply({"presses": "", "rounds": 0})

    def _rounds_as_presses(self) -> str:
        """Take the rounds of the slider as presses, so that the next press comes after them."""
        rounds = self.controls["rounds"].value
        with self._silent():
            self.controls["rounds"].value = 0
        return f"{rounds}r" if rounds else ""


def _goals(own: Own | None) -> list[Goal]:
    """Return the goals; on the reader's own points, which can overlap, they ask for what 500 rounds reach."""
    share, most = 98, MOST[0]
    if own:
        trained = [compute(ThreeButtonsSettings(YOURS, presses="", rounds=most), own).accuracy for most in MOST]
        share = min(share, int(100 * trained[-1]))
        most = next(most for most, one in zip(MOST, trained, strict=True) if 100 * one >= share)
    enough: Bounds = (share / 100, None)
    other = {"data": "exclusive or", "hidden": "4 units"}
    return [
        Goal(f"Get at least {share} % of the points on the right side.", {"accuracy": enough}),
        Goal(f"Get there with at most {most} updates.", {"accuracy": enough, "updates": (None, most)}),
        Goal("Get there on the exclusive or, with 4 hidden units.", {"accuracy": enough}, other),
    ]


def _network(settings: ThreeButtonsSettings) -> Network:
    return settings.hidden, settings.activation


@lru_cache(maxsize=32)
def _programs(hidden: str, activation: str) -> tuple[Json, str] | None:
    """A step of gradient descent, and the outputs; None if one of them can't be written."""
    network = compute(ThreeButtonsSettings(hidden=hidden, activation=activation, presses="")).problem
    recipes = recipes_of(network, {"all": {"optimizer": gradient_descent(0.1)}})
    outputs = program_of(network.formula, network.start, network.data[0])
    if recipes is None or outputs is None:
        return None
    return {**recipes["all"], "data": []}, outputs
