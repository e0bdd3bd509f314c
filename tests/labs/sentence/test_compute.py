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
from sgdlab.labs.sentence.words import BOUNDS, ROUNDING, reasons_to_stop
from tests.labs.frames import unpack

SENSE = [
    parts
    for parts in itertools.product(PROBLEMS, BATCHES, GRADIENTS, OPTIMIZERS)
    if parts[0] != "a bowl without data" or parts[1] == "the full batch"
]

# for each goal in turn, what has to change at the first settings (test_goals.py)
ANSWERS = [
    {"gradient": "backprop", "optimizer": "with momentum 0.8"},
    {"gradient": "backprop", "optimizer": "with momentum 0.8", "batches": "one example at a time"},
]


def said_last(lab: SentenceBuilder) -> str:
    """The last line beside the recipes."""
    return lab.scene(lab.result).words[0].lines[-1]


def test_the_problems_are_the_data_they_say() -> None:
    sizes = [problem_of(name).n for name in PROBLEMS]
    assert sizes == [123, 274, 1]
    assert all(str(n) in name for name, n in zip(PROBLEMS, sizes[:2], strict=False))


@pytest.mark.parametrize("parts", SENSE, ids=" / ".join)
def test_every_sentence_descends_in_fifty_steps_and_names_its_parts(parts: tuple[str, str, str, str]) -> None:
    built = compute(Sentence(*parts))
    assert built.yours.diverged_at is None
    assert built.yours.steps[-1] == STEPS
    assert built.yours.losses[-1] < built.yours.losses[0]
    assert ("without backpropagation" in built.name) == (parts[2] != "backprop")
    assert ("stochastic" in built.name) == (parts[1] != "the full batch")
    assert built.description == f"You built {built.name}. {built.comparison}"


def test_yours_is_what_train_runs() -> None:
    problem = problem_of("a line through 123 penguins")
    by_train = sl.train(problem, **sl.sgd(0.05, 8), gradient=sl.finite_difference, steps=50, seed=4)
    built = compute(Sentence(seed=4))
    np.testing.assert_array_equal(built.yours.params, by_train.params)
    usual = sl.train(problem, **sl.sgd(0.05, 8), steps=50, seed=4)
    np.testing.assert_array_equal(built.usual.params, usual.params)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"gradient": "backprop"}, "The same path as the usual recipe, to the last bit."),
        ({"gradient": "by hand"}, "The same path as the usual recipe, to within 1e-13."),
        ({"gradient": "finite differences"}, "The same path as the usual recipe, to within 1e-09."),
        ({"gradient": "by hand", "optimizer": "with momentum 0.8"}, "The same first gradient"),
        (
            {"gradient": "finite differences", "optimizer": "with momentum 0.8"},
            "The same first gradient as the usual recipe, to within 1e-06, then another path.",
        ),
        ({"gradient": "backprop", "optimizer": "with momentum 0.8"}, "The same first gradient"),
        ({"gradient": "backprop", "batches": "the full batch"}, "from the first gradient on"),
    ],
)
def test_the_comparison_tells_how_far_apart(changes: dict[str, str], says: str) -> None:
    built = compute(Sentence(**changes))
    assert says in built.comparison
    apart = np.abs(built.yours.params - built.usual.params).max()
    assert ("same path" in built.comparison) == (apart < 1e-6)
    assert str(built.yours.bill) in built.comparison
    assert str(built.usual.bill) in built.comparison


@pytest.mark.parametrize("batches", [name for name in BATCHES if name != "the full batch"])
def test_choosing_examples_of_a_bowl_is_refused_with_a_way_out(batches: str) -> None:
    with pytest.raises(ValueError, match=r"a bowl without data has no examples .* choose the full batch"):
        compute(Sentence(problem="a bowl without data", batches=batches))


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "One path, taken by both"),
        ({"gradient": "backprop", "optimizer": "with momentum 0.8"}, "One first gradient, two paths"),
        ({"optimizer": "with momentum 0.8"}, "One first gradient, two paths"),
        ({"batches": "the full batch"}, "Two paths"),
    ],
)
def test_two_paths_that_coincide_are_seen_as_two_and_the_picture_says_so(changes: dict[str, str], title: str) -> None:
    """Findings: the curves lay exactly on each other, one line was seen, and the message was in the text alone."""
    paths, losses = SentenceBuilder(Sentence(**changes)).scene(compute(Sentence(**changes))).panels
    assert paths.title == title
    for drawn in (paths.paths, losses.curves):
        below, above = (one.series for one in drawn)
        assert (below.color, tuple(below.dash)) == ("purple", ())
        assert (above.color, bool(above.dash)) == ("gray", True)  # what is below shows between the dashes


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
    results = []
    for settings in SentenceBuilder().presets.values():
        lab = SentenceBuilder()
        lab.apply(settings)
        lab.settle()
        results.append(lab.result)
    formula, full, single = results
    assert formula.apart == 0
    assert (full.yours.bill.example_gradients, full.usual.bill.example_gradients) == (50 * 123, 385)
    assert np.ptp(single.many.losses[-1]) > 0.1


def test_it_says_what_stopped_both_runs() -> None:
    built = compute(Sentence())
    assert built.comparison.endswith(" Both were stopped by: steps.")
    lost = sl.train(sl.quadratic([1.0]), optimizer=sl.gradient_descent(3.0))
    assert reasons_to_stop(lost, built.usual) == f"Yours was stopped by: {lost.stopped_by}; the usual recipe by: steps"


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("batches", ["mini-batches of 8", "one example at a time"])
def test_the_band_is_that_of_a_loop_of_single_runs(batches: str, gradient: str) -> None:
    said = Sentence(batches=batches, gradient=gradient, seed=3, seeds=SEEDS)
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
        np.testing.assert_allclose(unpack(lab.view.frame[key]), edge, rtol=1e-6)
    assert said_last(lab) == spread(many)
    assert lab.result.description.endswith(spread(many))


def test_where_nothing_is_drawn_there_is_no_band_and_it_says_so() -> None:
    lab = SentenceBuilder(Sentence(batches="the full batch", seeds=SEEDS))
    lab.settle()
    assert lab.view.frame["yours_low"] is None
    assert said_last(lab) == f"64 seeds\n{NOTHING_DRAWN}"


@pytest.mark.parametrize("seed", range(0, 2000, 100))
@pytest.mark.parametrize("problem", [name for name in PROBLEMS if name != "a bowl without data"])
def test_what_is_said_of_two_runs_does_not_depend_on_rounding(problem: str, seed: int) -> None:
    """The page adds in another order, and yet it has to say the same: no distance comes near to a bound."""
    by_hand = compute(Sentence(problem, gradient="by hand", seed=seed))
    estimated = compute(Sentence(problem, gradient="finite differences", seed=seed))
    assert by_hand.apart < 0.1 * BOUNDS[0]
    assert 10 * BOUNDS[0] < estimated.apart < 0.1 * BOUNDS[1]
    first = [np.abs(built.yours.gradients[0] - built.usual.gradients[0]).max() for built in (by_hand, estimated)]
    assert first[0] < 0.1 * ROUNDING < 3 * ROUNDING < first[1] < 0.1 * BOUNDS[-1]
