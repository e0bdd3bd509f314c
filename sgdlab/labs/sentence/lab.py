"""The sentence builder: choose each part, run 50 steps, and read what you have built [SentenceBuilder]."""

from sgdlab.figures import Figure, loss_curves
from sgdlab.labs.band import band, show_seeds
from sgdlab.labs.sentence.compute import (
    BATCHES,
    GRADIENTS,
    OPTIMIZERS,
    PROBLEMS,
    STEPS,
    Built,
    Sentence,
    compute,
    same_first_gradient,
    with_seeds,
)
from sgdlab.labs.stage.arrays import Json
from sgdlab.labs.stage.controls import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab


class SentenceBuilder(Lab[Sentence, Built]):
    """Say it in full: pick the problem, the batches, the gradient method and the optimizer; the lab runs 50 steps.

    >>> SentenceBuilder()  # doctest: +ELLIPSIS
    SentenceBuilder: You built stochastic gradient descent without backpropagation. The same path ...
    """

    name = "sentence"
    question = "Which of the three jobs did you just swap, and what did that change?"
    goal = Goal(
        "Swap one job of the usual recipe so that only the first gradient stays the same.",
        lambda built: same_first_gradient(built.yours, built.usual) and built.apart > 1e-6,
    )
    Settings = Sentence

    def __init__(self, sentence: Sentence | None = None) -> None:
        chosen = sentence or Sentence()
        self.controls = {
            "problem": Choice("minimize", list(PROBLEMS), chosen.problem, "The loss to make small"),
            "batches": Choice("which examples", list(BATCHES), chosen.batches, "What a step looks at"),
            "gradient": Choice("gradient by", list(GRADIENTS), chosen.gradient, "How the slope is computed"),
            "optimizer": Choice("update by", list(OPTIMIZERS), chosen.optimizer, "What is done with the gradient"),
            "seed": WholeNumber("seed", chosen.seed, (0, 2**31 - 1), "Which random order the examples come in"),
            "seeds": show_seeds(chosen.seeds, "One run of yours, or also the band of many seeds"),
        }
        self.show(SPEC)

    def compute(self, settings: Sentence) -> Built:
        """Return the result for the sentence: no widget, no display."""
        return compute(settings)

    def enriched(self, result: Built) -> Built | None:
        """Return the result with the ensemble of many seeds, if the sentence asks for it."""
        return with_seeds(result) if result.sentence.seeds > 1 else None

    def frame(self, result: Built) -> Json:
        """Return what the view draws of a result."""
        frame: Json = {"budget": STEPS, "description": result.description}
        for key, run in (("usual", result.usual), ("yours", result.yours)):
            frame |= {f"{key}_steps": run.steps, f"{key}_loss": run.losses, f"{key}_spent": run.steps / STEPS}
        frame["yours_low"], frame["yours_high"] = band(result.many, result.yours)
        usual = "the usual recipe: mini-batches of 8 · backprop · gradient descent"
        frame["lines"] = [result.yours.recipe.partition(":")[0].replace(", ", " · "), usual, *result.luck]
        frame["verdict"] = [f"You built\n{result.name}.", result.comparison]
        return frame

    def figure(self) -> Figure:
        """Return the described figure of the present result."""
        runs = {"the usual recipe": self.result.usual, "yours": self.result.yours}
        return loss_curves(runs, seeds=None if self.result.many is None else {"yours": self.result.many})


SPEC: Json = {
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
                {"series": "usual", "x": {"steps": "usual_steps"}, "y": "usual_loss"},
                {
                    "series": "yours",
                    "x": {"steps": "yours_steps"},
                    "y": "yours_loss",
                    "low": "yours_low",
                    "high": "yours_high",
                },
            ],
        }
    ],
    "words": [
        {"kind": "lines", "data": "lines", "series": ["yours", "usual"]},
        {"kind": "lines", "data": "verdict"},
    ],
}
