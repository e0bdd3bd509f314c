"""The sentence builder: choose each part, run 50 steps, and read what you have built [SentenceBuilder]."""

from collections.abc import Mapping

from sgdlab.labs.band import SEEDS, show_seeds
from sgdlab.labs.sentence.compute import (
    BATCHES,
    GRADIENTS,
    OPTIMIZERS,
    PROBLEMS,
    Built,
    Sentence,
    compute,
    same_first_gradient,
    with_seeds,
)
from sgdlab.labs.sentence.picture import scene_of
from sgdlab.labs.stage.controls import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.scene import Scene

PRESETS: Mapping[str, Mapping[str, object]] = {
    "What if a formula by hand takes the place of backprop?": {"gradient": "by hand"},
    "What if each step looks at all examples?": {"batches": "the full batch", "gradient": "backprop"},
    "How much of a run is luck?": {"batches": "one example at a time", "gradient": "backprop", "seeds": SEEDS},
}


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
    presets = PRESETS
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
        self.show()

    def compute(self, settings: Sentence) -> Built:
        """Return the result for the sentence: no widget, no display."""
        return compute(settings)

    def enriched(self, result: Built) -> Built | None:
        """Return the result with the ensemble of many seeds, if the sentence asks for it."""
        return with_seeds(result) if result.sentence.seeds > 1 else None

    def scene(self, result: Built) -> Scene:
        """Return the picture of a result."""
        return scene_of(result)
