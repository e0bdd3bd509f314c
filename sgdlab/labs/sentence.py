"""The sentence builder: choose each part, run 50 steps, and read what you have built [SentenceBuilder].

`compute` is the whole lab without a widget.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sgdlab.batches import full_batch, minibatch, one_at_a_time
from sgdlab.data import penguins, standardize
from sgdlab.figures import loss_curves
from sgdlab.gradients import backprop, by_hand, finite_difference
from sgdlab.labs.stage.controls import choice, whole_number
from sgdlab.labs.stage.lab import Lab
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem, linear_regression, logistic_regression, quadratic
from sgdlab.recipe import common_name
from sgdlab.run import Run
from sgdlab.training import train

STEPS = 50


@cache
def line() -> Problem:
    """Body mass in kg of 123 Gentoo penguins against flipper length in centimeters above 20 cm, a line."""
    gentoo = penguins().where(species="Gentoo")
    return linear_regression((gentoo["flipper_length_mm",] - 200) / 10, gentoo["body_mass_g"] / 1000)


@cache
def species() -> Problem:
    """Adelie or Gentoo, told from bill length and body mass, both standardized; a little l2."""
    table = penguins()
    two = table["species"] != "Chinstrap"
    X = standardize(table["bill_length_mm", "body_mass_g"][two])
    return logistic_regression(X, table["species"][two] == "Gentoo", l2=0.01)


@cache
def bowl() -> Problem:
    """A quadratic with no data behind it."""
    return quadratic([1.0, 9.0])


# name in the list: (the problem, a learning rate at which every sentence runs well)
PROBLEMS: dict[str, tuple[Callable[[], Problem], float]] = {
    "a line through 123 penguins": (line, 0.05),
    "the species of 274 penguins": (species, 0.5),
    "a bowl without data": (bowl, 0.1),
}
BATCHES = {"the full batch": full_batch, "mini-batches of 8": minibatch(8), "one example at a time": one_at_a_time}
GRADIENTS = {"backprop": backprop, "finite differences": finite_difference, "by hand": by_hand}
OPTIMIZERS: dict[str, Callable[[float], Any]] = {
    "gradient descent": gradient_descent,
    "with momentum 0.8": lambda rate: gradient_descent(rate / 4, momentum=0.8),
    "with Nesterov momentum 0.8": lambda rate: gradient_descent(rate / 4, momentum=0.8, nesterov=True),
}


@dataclass(frozen=True)
class Sentence:
    """One choice for every job, by the names in the lists above."""

    problem: str = "a line through 123 penguins"
    batches: str = "mini-batches of 8"
    gradient: str = "finite differences"
    optimizer: str = "gradient descent"
    seed: int = 0


@dataclass(frozen=True)
class Built:
    """Your run, the run that the shorthand "SGD with backprop" means, and what their comparison says."""

    sentence: Sentence
    yours: Run
    usual: Run
    name: str
    comparison: str
    description: str


def compute(sentence: Sentence) -> Built:
    """Run 50 steps of the sentence and of mini-batches of 8, backprop, gradient descent, with the same seed.

    Errors: a choice of examples for a problem without data.

    >>> compute(Sentence()).name
    'stochastic gradient descent without backpropagation'
    """
    make, rate = PROBLEMS[sentence.problem]
    problem = make()
    if not problem.data and sentence.batches != "the full batch":
        raise ValueError(f"{sentence.problem} has no examples to choose from: choose the full batch, or other data")
    parts = {
        "batches": BATCHES[sentence.batches],
        "gradient": GRADIENTS[sentence.gradient],
        "optimizer": OPTIMIZERS[sentence.optimizer](rate),
    }
    yours = train(problem, steps=STEPS, seed=sentence.seed, **parts)
    usual = train(
        problem,
        steps=STEPS,
        seed=sentence.seed,
        batches=minibatch(8) if problem.data else full_batch,
        gradient=backprop,
        optimizer=gradient_descent(rate),
    )
    name = common_name(parts["batches"], parts["gradient"], parts["optimizer"])
    comparison = compare(yours, usual)
    return Built(sentence, yours, usual, name, comparison, f"You built {name}. {comparison}")


def compare(yours: Run, usual: Run) -> str:
    """Say how far two runs are apart, and what each cost."""
    rows = min(len(yours.params), len(usual.params))
    apart = float(np.max(np.abs(yours.params[:rows] - usual.params[:rows])))
    costs = f"Yours cost {yours.bill}; the usual recipe {usual.bill}"
    if apart == 0:
        return f"The same path as the usual recipe, to the last bit. {costs}."
    if apart < 1e-6:
        within = next(bound for bound in (1e-12, 1e-9, 1e-6) if apart < bound)
        return f"The same path as the usual recipe, to within {within:g}. {costs}."
    if np.array_equal(yours.gradients[0], usual.gradients[0]):
        return f"The same first gradient as the usual recipe, then another path. {costs}."
    return f"Another path than the usual recipe, from the first gradient on. {costs}."


class SentenceBuilder(Lab):
    """Say it in full: pick the problem, the batches, the gradient method and the optimizer; 50 steps are run at once.

    >>> SentenceBuilder()  # doctest: +ELLIPSIS
    SentenceBuilder: You built stochastic gradient descent without backpropagation. The same path ...
    """

    def __init__(self, sentence: Sentence | None = None) -> None:
        said = sentence or Sentence()
        on = self.refresh
        self.problem = choice("minimize", list(PROBLEMS), said.problem, "What is to be made small", on)
        self.batches = choice("which examples", list(BATCHES), said.batches, "What a step looks at", on)
        self.gradient = choice("gradient by", list(GRADIENTS), said.gradient, "How the slope is computed", on)
        self.optimizer = choice("update by", list(OPTIMIZERS), said.optimizer, "What is done with the gradient", on)
        self.seed = whole_number("seed", said.seed, (0, 2**31 - 1), "Which random order the examples come in", on)
        self.show(SPEC, [self.problem, self.batches, self.gradient, self.optimizer, self.seed])

    def settings(self) -> Sentence:
        """Return what the lists say."""
        return Sentence(
            self.problem.value, self.batches.value, self.gradient.value, self.optimizer.value, self.seed.value
        )

    def compute(self, settings: Sentence) -> Built:
        """Return the result for the sentence: no widget, no display."""
        return compute(settings)

    def frame(self, result: Built) -> Mapping[str, Any]:
        """Return what the view draws of a result."""
        frame: dict[str, Any] = {"budget": STEPS, "description": result.description}
        for key, run in (("usual", result.usual), ("yours", result.yours)):
            frame |= {f"{key}_steps": run.steps, f"{key}_loss": run.losses, f"{key}_spent": run.steps / STEPS}
        recipe, _, _ = result.yours.recipe.partition(":")
        frame["lines"] = [
            recipe.replace(", ", " · "),
            "the usual recipe: mini-batches of 8 · backprop · gradient descent",
        ]
        frame["verdict"] = [f"You built\n{result.name}.", result.comparison]
        return frame

    def figure(self) -> Any:
        """Return the described figure of the present result."""
        return loss_curves({"the usual recipe": self.result.usual, "yours": self.result.yours})


SPEC: dict[str, Any] = {
    "name": "The sentence builder",
    "description": "The loss of your recipe and of the usual one, step by step.",
    "series": [
        {
            "key": "usual",
            "name": "the usual recipe",
            "color": "gray",
            "dash": [],
            "marker": "circle",
            "spent": "usual_spent",
        },
        {
            "key": "yours",
            "name": "yours",
            "color": "orange",
            "dash": [6, 4],
            "marker": "square",
            "spent": "yours_spent",
        },
    ],
    "panels": [
        {
            "kind": "curves",
            "title": "Loss on all examples",
            "x": [{"key": "steps", "label": "steps"}],
            "y": {"label": "loss", "scale": "log"},
            "curves": [
                {"series": key, "x": {"steps": f"{key}_steps"}, "y": f"{key}_loss"} for key in ("usual", "yours")
            ],
        }
    ],
    "words": [
        {"kind": "lines", "data": "lines", "series": ["yours", "usual"]},
        {"kind": "lines", "data": "verdict"},
    ],
}
