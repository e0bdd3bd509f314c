"""The sentence builder without a widget: a choice for every job in, two runs and their comparison out [compute]."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sgdlab.batches import BatchRule, full_batch, minibatch, one_at_a_time
from sgdlab.figures.sentences import spread
from sgdlab.gradients import backprop, by_hand, finite_difference
from sgdlab.gradients.method import GradientMethod
from sgdlab.labs.band import draws
from sgdlab.labs.given import lowest_loss
from sgdlab.labs.sentence.words import WORDS, compare
from sgdlab.labs.stage.code import PENGUIN_LINE, made_by
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.yours import Parts
from sgdlab.optimizers import gradient_descent
from sgdlab.optimizers.optimizer import Optimizer
from sgdlab.problems import Problem
from sgdlab.run import Run
from sgdlab.training import sgd, train
from sgdlab.training.loop import uninterrupted
from sgdlab.training.recipe import common_name

STEPS = 50
SPECIES = """\
table = sl.penguins()
two = table["species"] != "Chinstrap"
X = sl.standardize(table["bill_length_mm", "body_mass_g"][two])
problem = sl.logistic_regression(X, table["species"][two] == "Gentoo", l2=0.01)"""

# name in the list: (the problem as code, a learning rate at which every sentence runs well)
PROBLEMS = {
    "a line through 123 penguins": ("\n".join(PENGUIN_LINE), 0.05),
    "the species of 274 penguins": (SPECIES, 0.5),
    "a bowl without data": ("problem = sl.quadratic([1.0, 9.0])", 0.1),
}
BATCHES: dict[str, BatchRule] = {
    "the full batch": full_batch,
    "mini-batches of 8": minibatch(8),
    "one example at a time": one_at_a_time,
}
GRADIENTS: dict[str, GradientMethod] = {
    "backprop": backprop, "finite differences": finite_difference, "by hand": by_hand,
}  # fmt: skip
OPTIMIZERS: dict[str, Callable[[float], Optimizer]] = {
    "gradient descent": gradient_descent,
    "with momentum 0.8": lambda rate: gradient_descent(rate / 4, momentum=0.8),
    "with Nesterov momentum 0.8": lambda rate: gradient_descent(rate / 4, momentum=0.8, nesterov=True),
}


@dataclass(frozen=True)
class Sentence:
    """One choice for every job, by the names in the lists above; `seeds`, above 1, gives a band."""

    problem: str = "a line through 123 penguins"
    batches: str = "mini-batches of 8"
    gradient: str = "finite differences"
    optimizer: str = "gradient descent"
    seed: int = 0
    seeds: int = 1


@dataclass(frozen=True)
class Built:
    """Your run, the run that the shorthand "SGD with backprop" means, and what their comparison says.

    many: the ensemble of your recipe with many seeds; None before it is trained, and where a seed changes nothing.
    """

    sentence: Sentence
    yours: Run
    usual: Run
    name: str
    apart: float  # the largest distance of a parameter between the two paths
    comparison: str
    description: str
    many: Run | None = None

    @property
    def excess(self) -> float:
        """The last loss above the minimum, in that of the usual recipe."""
        floor = lowest_loss(problem_of(self.sentence.problem))
        return float((self.yours.losses[-1] - floor) / (self.usual.losses[-1] - floor))

    @property
    def luck(self) -> list[str]:
        """What many seeds say, in a line; nothing before they are trained."""
        seeds = self.sentence.seeds
        if seeds > 1 and not draws(BATCHES[self.sentence.batches]):
            return [WORDS["no luck"].format(seeds=seeds)]
        return [] if self.many is None else [spread(self.many)]


def compute(sentence: Sentence) -> Built:
    """Run 50 steps of the sentence and of mini-batches of 8, backprop, gradient descent, with the same seed.

    Errors: a choice of examples for a problem without data.
    """
    problem, rate = problem_of(sentence.problem), PROBLEMS[sentence.problem][1]
    if not problem.data and sentence.batches != "the full batch":
        raise SettingsError(WORDS["refused"].format(problem=sentence.problem))
    parts = parts_of(sentence)
    yours = uninterrupted(train(problem, steps=STEPS, seed=sentence.seed, **parts))
    recipe = sgd(rate, batch_size=8) if problem.data else {"optimizer": gradient_descent(rate)}
    usual = uninterrupted(train(problem, steps=STEPS, seed=sentence.seed, gradient=backprop, **recipe))
    name = common_name(parts["batches"], parts["gradient"], parts["optimizer"])
    apart = max(float(np.abs(a - b).max()) for a, b in zip(yours.params, usual.params, strict=False))
    comparison = compare(yours, usual, apart, bool(problem.data))
    described = WORDS["described"].format(name=name, comparison=comparison)
    return Built(sentence, yours, usual, name, apart, comparison, described)


@cache
def problem_of(name: str) -> Problem:
    """Return a problem of the list."""
    found: Problem = made_by(PROBLEMS[name][0])["problem"]
    return found


def parts_of(sentence: Sentence) -> Parts:
    """Return the three parts for `train` that a sentence names."""
    return {
        "batches": BATCHES[sentence.batches],
        "gradient": GRADIENTS[sentence.gradient],
        "optimizer": OPTIMIZERS[sentence.optimizer](PROBLEMS[sentence.problem][1]),
    }


def with_seeds(built: Built) -> Built:
    """Return the result with the ensemble of as many seeds as the sentence says, if a seed changes anything."""
    sentence = built.sentence
    if not draws(BATCHES[sentence.batches]):
        return built
    problem, seed, seeds = problem_of(sentence.problem), sentence.seed, sentence.seeds
    many = uninterrupted(train(problem, steps=STEPS, seed=seed, seeds=seeds, **parts_of(sentence)))
    return replace(built, many=many, description=f"{built.description} {spread(many)}")
