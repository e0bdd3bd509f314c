"""The three-button trainer without a widget: a network, data and presses in; the trained network out [compute].

The templates, WORDS, are filled in here and, in the same way, by the page (`front_end/src/labs/three_buttons`).
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from sgdlab.data import standardize
from sgdlab.figures.sentences import capital
from sgdlab.labs.stage.code import made_by
from sgdlab.labs.three_buttons.presses import read
from sgdlab.labs.three_buttons.trainer import Moment, Trainer
from sgdlab.problems import Model, mlp
from sgdlab.quantities import Array, Labels
from sgdlab.scene.limits import with_room
from sgdlab.scene.piece import Range

Examples: TypeAlias = tuple[Array, Labels]

WORDS = {
    "so far": "So far: forward {f}, backward {b}, update {u}.",
    "stand": "Loss {first} at the start, {now} now; {share} of the points are on the right side.",
    "identical": "All hidden units of a layer are identical.",
    "described": "{data}, a network {widths} ({activation}). {lines}",
    "not computed": "none yet",
    "void": "out of date",
}

DATA = {  # the points, as code
    "two moons": "X, labels = sl.moons(200, noise=0.15, seed={seed})\n",
    "two spirals": "X, labels = sl.spirals(200, turns=0.75, seed={seed})\n",
    "exclusive or": "X, labels = sl.xor(200, seed={seed})\n",
}
YOURS = "your data"
HIDDEN = {"4 units": (4,), "8 units": (8,), "2 layers of 8": (8, 8), "4 layers of 8": (8, 8, 8, 8), "none": ()}
STARTS = {"random": "xavier", "all zero": "zeros"}
ROUNDS = 500  # at most, by the slider
SIDE = 61  # of the grid behind the points
MARGIN = 0.08  # of the width, left free around them


@dataclass(frozen=True)
class ThreeButtonsSettings:
    """What the controls of the trainer say.

    `presses` are all presses in order, such as "f1000b"; `rounds` of all three buttons follow them.
    """

    data: str = "two moons"
    hidden: str = "8 units"
    activation: str = "tanh"
    start: str = "random"
    learning_rate: float = 1.0
    seed: int = 0
    presses: str = "f1000b"
    rounds: int = 0


@dataclass(frozen=True, eq=False)
class Own:
    """Data of the reader's own: two features (N, 2), labels (N,) of two classes."""

    X: Array
    labels: Labels


@dataclass(frozen=True, eq=False)
class ThreeButtonsResult:
    """The network after the presses.

    moment: where the trainer stands;  losses (U+1,): at the start and after every update;  accuracy: share of the
    examples on the right side;  limits: of the picture, (low, high) for x and y;  region (SIDE, SIDE): how sure the
    network is of the second class, in -1 to 1;  identical: whether all hidden units of a layer compute the same.
    """

    settings: ThreeButtonsSettings
    problem: Model
    moment: Moment
    losses: Array
    accuracy: float
    limits: tuple[Range, Range]
    region: Array
    identical: bool
    lines: tuple[str, ...]
    description: str


def compute(settings: ThreeButtonsSettings, own: Own | None = None) -> ThreeButtonsResult:
    """Replay the presses from the start.

    Formula: forward: L(w);  backward: g = dL/dw, by backprop;  update: w <- w - learning_rate g, after which loss and
    gradient are void, because they belong to the old parameters.

    Errors: presses that can't be read, data without two features and two classes.
    """
    presses = read(settings.presses)
    trainer = _trainer(replace(settings, presses="", rounds=0), own)
    problem = trainer.problem
    with np.errstate(all="ignore"):  # the lines say it when a run diverges
        moments = trainer.after(presses)
        if settings.rounds:
            moments = [*moments, trainer.pressed(moments[-1], (settings.rounds, "r"))]
        moment = moments[-1]
        x, y = problem.data[0].T
        limits = with_room(x, MARGIN), with_room(y, MARGIN)
        region = _region(problem, moment.params, limits)
        accuracy = float(problem.accuracy(np.nan_to_num(moment.params)))
    losses = np.concatenate([[float(problem(problem.start))], *(one.fresh for one in moments)])
    identical = _identical(problem, moment.params)
    said = lines(moment, losses, accuracy, identical)
    description = WORDS["described"].format(
        data=capital(settings.data),
        widths="-".join(map(str, (2, *HIDDEN[settings.hidden], 2))),
        activation=settings.activation,
        lines=" ".join(said),
    )
    return ThreeButtonsResult(settings, problem, moment, losses, accuracy, limits, region, identical, said, description)


def lines(moment: Moment, losses: Array, accuracy: float, identical: bool) -> tuple[str, ...]:
    """Return the last press, all presses, and where they led."""
    counts = {letter: f"{count:,}" for letter, count in moment.counts.items()}
    first, now = (f"{loss:.3g}" for loss in (losses[0], losses[-1]))
    share = accuracy if accuracy in (0.0, 1.0) else min(max(accuracy, 0.001), 0.999)  # only all of them are 100 %
    stand = WORDS["stand"].format(first=first, now=now, share=f"{100 * share:.1f} %")
    return (moment.report, WORDS["so far"].format(**counts), stand, *([WORDS["identical"]] if identical else []))


@lru_cache(maxsize=32)
def _trainer(settings: ThreeButtonsSettings, own: Own | None) -> Trainer:
    X, labels = _checked(own) if own and settings.data == YOURS else made(settings.data, settings.seed)
    kind, init = HIDDEN[settings.hidden], STARTS[settings.start]
    problem = mlp(X, labels, kind, settings.activation, loss="cross_entropy", init=init, seed=settings.seed)
    return Trainer(problem, settings.learning_rate)


def made(data: str, seed: int) -> Examples:
    """Return the points of a name in the list."""
    found = made_by(DATA[data].format(seed=seed))
    return found["X"], found["labels"]


def _checked(own: Own) -> Examples:
    if own.X.ndim != 2 or own.X.shape[1] != 2:
        raise ValueError(f"X has two features, (N, 2), so that it can be drawn; got shape {own.X.shape}")
    classes = np.unique(own.labels)
    if len(classes) != 2:
        raise ValueError(f"labels are of two classes, one for each side of a boundary; got {len(classes)}")
    return standardize(own.X), own.labels


def _region(problem: Model, params: Array, limits: tuple[Range, Range]) -> Array:
    """Probability of the second class minus that of the first, on a grid: tanh of half the difference of the scores."""
    across, up = (np.linspace(*ends, SIDE) for ends in limits)
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    scores = problem.formula(np.nan_to_num(params), grid)
    sure: Array = np.tanh((scores[:, 1] - scores[:, 0]) / 2).reshape(SIDE, SIDE)
    return np.nan_to_num(sure)


def _identical(problem: Model, params: Array) -> bool:
    """Whether in each hidden layer all units have the same weights, to the last bit, so that they compute the same."""
    weights = list(problem.pieces(params).values())[:-2]
    return bool(weights) and all(np.all(one == one[..., :1]) for one in weights)
