"""The sentence builder: choose each part, run 50 steps, and read what you have built [SentenceBuilder]."""

from collections.abc import Mapping

from sgdlab.labs.band import SEEDS, show_seeds
from sgdlab.labs.sentence.code import code_of
from sgdlab.labs.sentence.compute import BATCHES, GRADIENTS, OPTIMIZERS, PROBLEMS, Built, Sentence, compute, with_seeds
from sgdlab.labs.sentence.live import live_of
from sgdlab.labs.sentence.picture import scene_of
from sgdlab.labs.sentence.words import BOUNDS, ROUNDING, first_apart
from sgdlab.labs.stage.fields import Choice, WholeNumber
from sgdlab.labs.stage.goal import Goal
from sgdlab.labs.stage.lab import Lab
from sgdlab.scene import Json


class SentenceBuilder(Lab[Sentence, Built]):
    """Say it in full: pick the problem, the batches, the gradient method and the optimizer; the lab runs 50 steps.

    >>> SentenceBuilder()  # doctest: +ELLIPSIS
    SentenceBuilder: You built stochastic gradient descent without backpropagation. The same path ...
    """

    name = "sentence"
    question = "Which of the three jobs did you just swap, and what did that change?"
    goals = (
        Goal(
            "Swap one job of the usual recipe so that only the first gradient stays the same.",
            {"apart": (BOUNDS[-1], None)},
            {"first": True},
        ),
        Goal(
            "With backprop, halve the usual excess loss, for no more example-gradients.",
            {"excess": (None, 0.5), "cost": (None, 1)},
            {"gradient": "backprop"},
        ),
    )
    presets: Mapping[str, Mapping[str, object]] = {
        "What if a formula by hand takes the place of backprop?": {"gradient": "by hand"},
        "What if each step looks at all examples?": {"batches": "the full batch", "gradient": "backprop"},
        "How much of a run is luck?": {"batches": "one example at a time", "gradient": "backprop", "seeds": SEEDS},
    }
    Settings = Sentence
    live, coded, scene = staticmethod(live_of), staticmethod(code_of), staticmethod(scene_of)

    def __init__(self, sentence: Sentence | None = None) -> None:
        chosen = sentence or Sentence()
        self.controls = {
            "problem": Choice("minimize", PROBLEMS, chosen.problem, "The loss to make small"),
            "batches": Choice("which examples", BATCHES, chosen.batches, "What a step looks at"),
            "gradient": Choice("gradient by", GRADIENTS, chosen.gradient, "How the slope is computed"),
            "optimizer": Choice("update by", OPTIMIZERS, chosen.optimizer, "What is done with the gradient"),
            "seed": WholeNumber("seed", chosen.seed, "Which random order the examples come in"),
            "seeds": show_seeds(chosen.seeds, "One run of yours, or also the band of many seeds"),
        }
        self.show()

    def compute(self, settings: Sentence) -> Built:
        return compute(settings)

    def enriched(self, result: Built) -> Built | None:
        return with_seeds(result) if result.sentence.seeds > 1 else None

    def measured(self, result: Built) -> Json:
        yours, usual = result.yours, result.usual
        numbers = {
            "apart": result.apart,
            "excess": result.excess,
            "cost": yours.bill.example_gradients / usual.bill.example_gradients,
        }
        return {**vars(result.sentence), **numbers, "first": first_apart(yours, usual) < ROUNDING}
