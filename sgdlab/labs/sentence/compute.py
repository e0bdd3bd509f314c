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
from sgdlab.labs.sentence.words import WORDS, compare
from sgdlab.labs.stage.refusal import SettingsError
from sgdlab.labs.yours import Parts
from sgdlab.optimizers import gradient_descent
from sgdlab.optimizers.optimizer import Optimizer
from sgdlab.problems import Problem, quadratic
from sgdlab.problems.examples import penguin_line, penguin_species
from sgdlab.run import Run
from sgdlab.training import sgd, train
from sgdlab.training.recipe import common_name

STEPS = 50


# name in the list: (the problem, a learning rate at which every sentence runs well)
PROBLEMS: dict[str, tuple[Callable[[], Problem], float]] = {
    "a line through 123 penguins": (penguin_line, 0.05),
    "the species of 274 penguins": (penguin_species, 0.5),
    "a bowl without data": (cache(lambda: quadratic([1.0, 9.0])), 0.1),
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
        floor = floor_of(self.sentence.problem)
        return float((self.yours.losses[-1] - floor) / (self.usual.losses[-1] - floor))

    @property
    def luck(self) -> list[str]:
        """What many seeds say, in a line; nothing before they are trained."""
        seeds = self.sentence.seeds
        if seeds > 1 and not draws(BATCHES[self.sentence.batches], GRADIENTS[self.sentence.gradient]):
            return [WORDS["no luck"].format(seeds=seeds)]
        return [] if self.many is None else [spread(self.many)]


def compute(sentence: Sentence) -> Built:
    """Run 50 steps of the sentence and of mini-batches of 8, backprop, gradient descent, with the same seed.

    Errors: a choice of examples for a problem without data.
    """
    make, rate = PROBLEMS[sentence.problem]
    problem = make()
    if not problem.data and sentence.batches != "the full batch":
        raise SettingsError(WORDS["refused"].format(problem=sentence.problem))
    parts = parts_of(sentence)
    yours = train(problem, steps=STEPS, seed=sentence.seed, **parts)
    recipe = sgd(rate, batch_size=8) if problem.data else {"optimizer": gradient_descent(rate)}
    usual = train(problem, steps=STEPS, seed=sentence.seed, gradient=backprop, **recipe)
    name = common_name(parts["batches"], parts["gradient"], parts["optimizer"])
    apart = max(float(np.abs(a - b).max()) for a, b in zip(yours.params, usual.params, strict=False))
    comparison = compare(yours, usual, apart, bool(problem.data))
    described = WORDS["described"].format(name=name, comparison=comparison)
    return Built(sentence, yours, usual, name, apart, comparison, described)


def floor_of(name: str) -> float:
    """Return the smallest loss of a problem, or 0 if it isn't known."""
    problem = PROBLEMS[name][0]()
    return 0.0 if problem.minimum is None else float(problem(problem.minimum))


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
    if not draws(BATCHES[sentence.batches], GRADIENTS[sentence.gradient]):
        return built
    problem = PROBLEMS[sentence.problem][0]()
    many = train(problem, steps=STEPS, seed=sentence.seed, seeds=sentence.seeds, **parts_of(sentence))
    return replace(built, many=many, description=f"{built.description} {spread(many)}")
