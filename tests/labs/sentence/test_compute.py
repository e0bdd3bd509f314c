"""The sentence builder: every sentence that makes sense runs, and what is said of it is so."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.figures.sentences import spread
from sgdlab.labs.band import NOTHING_DRAWN, SEEDS
from sgdlab.labs.sentence.compute import (
    BATCHES,
    GRADIENTS,
    OPTIMIZERS,
    PROBLEMS,
    STEPS,
    Sentence,
    compute,
    problem_of,
    with_seeds,
)
from sgdlab.labs.sentence.lab import SentenceBuilder
from sgdlab.labs.sentence.words import reasons_to_stop

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [
    {"gradient": "backprop", "optimizer": "with momentum 0.8"},
    {"gradient": "backprop", "optimizer": "with momentum 0.8", "batches": "one example at a time"},
]


def test_every_sentence_descends_in_fifty_steps_and_names_its_parts() -> None:
    assert [problem_of(name).n for name in PROBLEMS] == [123, 274, 1]
    for parts in itertools.product(PROBLEMS, BATCHES, GRADIENTS, OPTIMIZERS):
        if parts[0] == "a bowl without data" and parts[1] != "the full batch":
            with pytest.raises(ValueError, match=r"a bowl without data has no examples .* choose the full batch"):
                compute(Sentence(*parts))
            continue
        built = compute(Sentence(*parts))
        assert (built.yours.diverged_at, built.yours.steps[-1]) == (None, STEPS), parts
        assert built.yours.losses[-1] < built.yours.losses[0], parts
        assert ("without backpropagation" in built.name) == (parts[2] != "backprop")
        assert ("stochastic" in built.name) == (parts[1] != "the full batch")
        assert built.description == f"You built {built.name}. {built.comparison}"


def test_the_comparison_and_the_picture_tell_how_far_apart() -> None:
    momentum = {"optimizer": "with momentum 0.8"}
    for changes, says, title in (
        ({"gradient": "backprop"}, "The same path as the usual recipe, to the last bit.", "One path, taken by both"),
        ({"gradient": "by hand"}, "The same path as the usual recipe, to within 1e-13.", "One path, taken by both"),
        ({}, "The same path as the usual recipe, to within 1e-09.", "One path, taken by both"),
        ({"gradient": "by hand", **momentum}, "The same first gradient", "One first gradient, two paths"),
        (momentum, "first gradient as the usual recipe, to within 1e-06, then", "One first gradient, two paths"),
        ({"gradient": "backprop", "batches": "the full batch"}, "from the first gradient on", "Two paths"),
    ):
        built = compute(Sentence(**changes))
        assert says in built.comparison
        apart = np.abs(built.yours.params - built.usual.params).max()
        assert ("same path" in built.comparison) == (apart < 1e-6)
        assert str(built.yours.bill) in built.comparison
        assert str(built.usual.bill) in built.comparison
        paths, losses = SentenceBuilder(Sentence(**changes)).scene(built).panels
        assert paths.title == title
        for drawn in (paths.paths, losses.curves):
            below, above = (one.series for one in drawn)
            assert not below.dash
            assert above.dash  # what is below shows between the dashes


def test_nothing_speaks_of_examples_where_there_are_none() -> None:
    """Findings: for a bowl, the full batch raced against mini-batches of 8, billed in example-gradients."""
    lab = SentenceBuilder(Sentence("a bowl without data", "the full batch", "backprop"))
    recipes, verdict = (part.lines for part in lab.scene(lab.result).words)
    text = " ".join([*recipes, *verdict, lab.result.description])
    assert recipes[0] == "no examples to choose from · backprop · gradient descent"
    assert "mini-batches" not in text
    assert "the full batch" not in text
    assert "example-gradient" not in text
    assert "50 gradients, 50 updates" in text


def test_each_preset_shows_what_it_asks() -> None:
    lab = SentenceBuilder()
    formula, full, single = (with_seeds(lab.compute(replace(lab.home, **some))) for some in lab.presets.values())
    assert formula.apart == 0
    assert (full.yours.bill.example_gradients, full.usual.bill.example_gradients) == (50 * 123, 385)
    assert single.many is not None
    assert np.ptp(single.many.losses[-1]) > 0.1


def test_it_says_what_stopped_both_runs() -> None:
    built = compute(Sentence())
    assert built.comparison.endswith(" Both were stopped by: steps.")
    lost = sl.train(sl.quadratic([1.0]), optimizer=sl.gradient_descent(3.0))
    assert reasons_to_stop(lost, built.usual) == f"Yours was stopped by: {lost.stopped_by}; the usual recipe by: steps"
    nothing = with_seeds(compute(Sentence(batches="the full batch", seeds=SEEDS)))
    assert SentenceBuilder().scene(nothing).words[0].lines[-1] == f"64 seeds\n{NOTHING_DRAWN}"


@pytest.mark.parametrize("gradient", GRADIENTS)
def test_the_band_is_that_of_a_loop_of_single_runs(gradient: str) -> None:
    said = Sentence(batches="one example at a time", gradient=gradient, seed=3, seeds=SEEDS)
    lab = SentenceBuilder(said)
    assert lab.view.frame["yours_low"] is None  # it comes when the hand rests
    lab.settle()
    alone = [compute(replace(said, seed=3 + k)).yours.losses for k in range(SEEDS)]
    many = with_seeds(compute(said)).many
    assert many is not None
    rounding = 1e-8 if gradient == "finite differences" else 1e-12  # a difference is divided by a small h
    np.testing.assert_allclose(many.losses, np.transpose(alone), rtol=0, atol=rounding)
    for key, percent in (("yours_low", 10), ("yours_high", 90)):
        edge = np.percentile(alone, percent, axis=0)
        np.testing.assert_allclose(lab.framed(lab.result)[key], edge, rtol=0, atol=rounding)
    assert lab.scene(lab.result).words[0].lines[-1] == spread(many)
    assert lab.result.description.endswith(spread(many))
