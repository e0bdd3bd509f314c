"""One runner of the race on its way: its recipe for `train` [descend], and the learner's own parts [try_yours]."""

from itertools import count
from math import gcd
from typing import Any

from sgdlab.batches import full_batch, minibatch
from sgdlab.gradients import backprop
from sgdlab.labs.band import DEVOTED, within
from sgdlab.labs.race.drawn import plane_for
from sgdlab.labs.race.runners import Runner, values_of
from sgdlab.labs.race.settings import RaceSettings
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.yours import Parts, train
from sgdlab.optimizers import gradient_descent, schedules
from sgdlab.optimizers.optimizer import LearningRate, Setting
from sgdlab.part import part_name
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.training.loop import uninterrupted
from sgdlab.training.stop_rule import StopRule
from sgdlab.training.stopping import budget

DRAWN = 160  # rows of a run that are kept and drawn: ten epochs of mini-batches of 8, step by step
LONG, DRAWN_LONG = 30, 1000  # epochs above which there are more of them, for axes that are logarithmic
MOST_STEPS = 2_000_000  # 1,000 epochs on as many points as can be drawn: 10 s on a line, a minute on a network
LOWEST = 0.01  # what an exponential schedule leaves of the learning rate


def record_every(steps: int, epochs: int) -> int:
    """Return how many steps lie between two rows that are kept.

    They have no factor in common with the steps of an epoch, or all rows would lie at the same places of an epoch: at
    its end draws without replacement cancel.

    >>> record_every(160, 10), record_every(480, 30), record_every(16_000, 1000)
    (1, 3, 17)
    """
    every = max(1, -(-steps // (DRAWN if epochs <= LONG else DRAWN_LONG)))
    return next(k for k in count(every) if gcd(k, steps // epochs) == 1)


def steps_of(problem: Problem, epochs: int, size: int | None, kind: str = "") -> int:
    """Return how many steps a budget allows: one an epoch on the full batch, ceil(n / B) on mini-batches of B.

    Newton's method pays for the Hessian, too, as much as for a gradient for each parameter.  All take one step or more.
    """
    passes = 1 + (problem.size or 0) if kind == "newton" else 1
    return max(1, epochs * (1 if size is None else -(-problem.n // size)) // passes)


def scheduled(name: str, rate: Setting, steps: int, epochs: int) -> LearningRate:
    """Return a learning rate by the name of its schedule, for a run of `steps` in `epochs`.

    Formula: 1/t: rate / (1 + epochs so far); cosine: half a wave down to 0; exponential: down to 1 % of the rate.
    """
    if name == "1/t":
        return schedules.inverse_time(rate, epochs / steps)
    if name == "cosine":
        return schedules.cosine(rate, steps)
    if name == "exponential":
        return schedules.exponential(rate, LOWEST ** (1 / steps))
    return rate


def descend(
    problem: Problem, settings: RaceSettings, runner: Runner, stop: StopRule | None = None, **changes: Any
) -> Run:
    """Return the run of one runner; with seeds=S, or a list of seeds and `rates` (S, 1), the ensemble.

    A search pays for losses, and the last batch of an epoch with replacement is a whole one: they stop when the budget
    is used up, the others after their steps.

    Errors: SettingsError for more than MOST_STEPS steps.
    """
    values = values_of(runner, settings)
    # first, because it refuses a size of 0
    batches = full_batch if values.batch_size is None else minibatch(values.batch_size, values.replace)
    steps = steps_of(problem, settings.epochs, values.batch_size, runner.kind.key)
    if steps > MOST_STEPS:
        raise SettingsError(
            f"{runner.name} would take {steps:,} steps, and the kernel takes up to {MOST_STEPS:,}: "
            "choose a larger batch size or a smaller budget"
        )
    rate = scheduled(values.schedule, changes.pop("rates", values.learning_rate), steps, settings.epochs)
    is_search = runner.kind.key == "search"
    if is_search or values.replace:
        most = budget(epochs=settings.epochs)
        stop = most if stop is None else most | stop
    gradient, optimizer = None if is_search else backprop, runner.kind.make(rate, values.momentum, values.scale)
    start = changes.pop("starts", settings.start)
    parts = {"gradient": gradient, "optimizer": optimizer, "batches": batches}
    return _trained(problem, settings, start, steps, stop=stop, **parts, **changes)


def _trained(problem: Problem, settings: RaceSettings, start: Any, steps: int, **given: Any) -> Run:
    known = {"seed": settings.seed, "record_every": record_every(steps, settings.epochs), **given}
    return uninterrupted(train(problem, plane_for(problem).at(start), steps=steps, progress=False, **known))


def try_yours(problem: Problem, settings: RaceSettings, yours: Parts, seconds: float = DEVOTED) -> Run:
    """Return the run of the learner's own parts, on the same budget, or as far as it gets in some seconds.

    Errors: RuntimeError for any error of these parts, with their names.
    """
    batches = yours.get("batches", minibatch(settings.batch_size))
    size = None if batches is full_batch else 1 if "batches" in yours else settings.batch_size
    steps = steps_of(problem, settings.epochs, size)
    parts: Parts = {"optimizer": gradient_descent(settings.learning_rate), **yours, "batches": batches}
    most = budget(epochs=settings.epochs) | within(seconds, "too slow: it takes longer than")
    try:
        return _trained(problem, settings, settings.start, steps, stop=most, **parts)
    except Exception as error:
        names = ", ".join(part_name(part) for part in yours.values())
        raise RuntimeError(f"{names}: {type(error).__name__}: {error}") from error
