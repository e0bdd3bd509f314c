"""Described figures: what the artists hold, against the runs; what the sentences say, against recomputed numbers."""

import re
import warnings

import numpy as np
import pytest

from sgdlab.data import penguins
from sgdlab.figures import line_on_data, loss_curves, loss_surface
from sgdlab.gradient_free import evolution_strategy
from sgdlab.landscape import surface
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import Problem, linear_regression, logistic_regression, mlp, quadratic, softmax_regression
from sgdlab.training import sgd, train
from tests.refusals import refused

GENTOO = penguins().where(species="Gentoo")
FLIPPER, MASS = (GENTOO["flipper_length_mm"] - 200) / 10, GENTOO["body_mass_g"] / 1000
LINE = linear_regression(FLIPPER[:, None], MASS)
FULL = train(LINE, optimizer=gradient_descent(0.1), steps=10)
SGD = train(LINE, **sgd(0.1, batch_size=8), steps=160)
SEEDS = train(LINE, **sgd(0.1, batch_size=8), steps=40, seeds=6)
LOST = train(LINE, optimizer=gradient_descent(0.26), steps=300)
BLUE, ORANGE = "#0067a8", "#c44f00"


def mse(w, b):
    """The oracle: the loss of the line, written out."""
    return np.mean((w * FLIPPER + b - MASS) ** 2)


def labelled(axes, label):
    """Return the line of that name, with or without a remark in parentheses."""
    return next(line for line in axes.lines if f"{line.get_label()} (".startswith(f"{label} ("))


def names(figure):
    """Return the names of the curves."""
    return [curve.series.name for curve in figure.scene.panels[-1].curves]


def numbers_after(words, text):
    """Return the numbers that follow some words in a sentence, as many as there are up to the next semicolon."""
    rest = text[text.index(words) + len(words) :].split(";")[0].split("; ")[0]
    return [float(n.replace(",", "")) for n in re.findall(r"-?\d[\d,]*\.?\d*(?:e[+-]\d+)?", rest)]


def test_paths_are_the_recorded_parameters_with_their_ends_in_the_frame_of_the_surface():
    (axes,) = loss_surface(LINE, [FULL, SGD], surface(LINE, x=(-1, 3), y=(-2, 6), points=21)).axes
    np.testing.assert_array_equal(labelled(axes, "full batch").get_xydata(), FULL.params)
    np.testing.assert_array_equal(labelled(axes, "mini-batches of 8").get_xydata(), SGD.params)
    np.testing.assert_array_equal(labelled(axes, "minimum").get_xydata()[0], LINE.minimum)
    np.testing.assert_array_equal(labelled(axes, "start").get_xydata()[0], LINE.start)
    ends = [line for line in axes.lines if len(line.get_xydata()) == 1 and line.get_marker() in "os"]
    assert {tuple(FULL.final), tuple(SGD.final)} <= {tuple(line.get_xydata()[0]) for line in ends}
    assert (axes.get_xlim(), axes.get_ylim()) == ((-1, 3), (-2, 6))


def test_full_batch_is_blue_and_stochastic_orange_in_any_order():
    for runs in ([FULL, SGD], [SGD, FULL], {"a": FULL, "b": SGD}):
        axes = loss_curves(runs).axes[0]
        colors = {
            line.get_color(): len(line.get_xdata()) for line in axes.lines if not line.get_label().startswith("_")
        }
        assert colors == {BLUE: 11, ORANGE: 161}


def test_names_tell_runs_apart():
    slow = train(LINE, **sgd(0.02, batch_size=8), steps=5)
    heavy = train(LINE, **sgd(0.02, batch_size=8, momentum=0.5), steps=5)
    assert names(loss_curves([FULL, SGD, slow])) == [
        "full batch",
        "mini-batches of 8, learning rate 0.1",
        "mini-batches of 8, learning rate 0.02",
    ]
    first, second = names(loss_curves([slow, heavy]))
    assert first != second
    assert "momentum 0.5" in second
    assert names(loss_curves([FULL, FULL]))[1].endswith("(2)")


def test_a_learning_rate_is_named_only_where_there_is_one():
    falling = train(LINE, optimizer=gradient_descent(lambda step: 0.1 / (1 + step)), steps=5)
    own = train(LINE, optimizer=lambda gradient, params: -0.01 * gradient, steps=5)
    assert names(loss_curves([FULL, falling, own])) == [
        "full batch, learning rate 0.1",
        "full batch, learning rate from 0.1",
        "full batch",
    ]


def test_the_surface_in_words():
    words = str(loss_surface(LINE, [FULL, SGD]))
    for name, run in (("full batch to ", FULL), ("mini-batches of 8 to ", SGD)):
        w, b, steps, loss = numbers_after(name, words)
        assert (w, b) == pytest.approx(run.final, rel=6e-3)
        assert steps == run.steps[-1]
        assert loss == pytest.approx(mse(*run.final), rel=6e-3)
    w, b, loss = numbers_after("the minimum is at ", words.split(". Paths")[0])
    assert (w, b) == pytest.approx(np.polyfit(FLIPPER, MASS, 1), rel=6e-3)
    assert loss == pytest.approx(mse(*np.polyfit(FLIPPER, MASS, 1)), rel=6e-3)


def test_curves_against_each_axis():
    for against, end in (("steps", 160), ("epochs", 10), ("example-gradients", 1230)):
        picture = loss_curves(SGD, against=against)
        curve = labelled(picture.axes[0], "mini-batches of 8").get_xydata()
        assert curve[-1, 0] == end
        np.testing.assert_allclose(curve[:, 1], [mse(*p) for p in SGD.params])
        first, last, spent = numbers_after("mini-batches of 8 ", str(picture))
        assert (first, last) == pytest.approx((mse(0, 0), mse(*SGD.final)), rel=6e-3)
        assert spent == end
        assert picture.axes[0].get_xlabel() == against
        assert picture.axes[0].get_yscale() == "log"
    assert picture.scene.panels[-1].title == "Loss on all examples"  # of which only runs on examples speak
    assert loss_curves(train(quadratic([1, 4]), steps=3)).scene.panels[-1].title == "Loss"


def test_excess_is_the_height_above_the_minimum():
    for excess in (LINE, mse(*LINE.minimum)):
        curve = labelled(loss_curves(FULL, excess=excess).axes[0], "full batch").get_ydata()
        np.testing.assert_allclose(curve, FULL.losses - mse(*LINE.minimum), rtol=1e-9)


def test_an_ensemble_is_its_median_and_a_band():
    picture = loss_curves(SEEDS, band=(25, 75))
    losses = np.array([[mse(*p) for p in row] for row in SEEDS.params])
    curve = labelled(picture.axes[0], "mini-batches of 8").get_ydata()
    np.testing.assert_allclose(curve, np.median(losses, axis=1))
    assert names(picture) == ["mini-batches of 8 (6 seeds): median, 25 to 75 %"]
    (band,) = picture.axes[0].collections
    corners = band.get_paths()[0].vertices[:, 1]
    assert corners.max() == pytest.approx(np.percentile(losses, 75, axis=1).max())
    assert corners.min() == pytest.approx(np.percentile(losses, 25, axis=1).min())
    assert "6 seeds" in str(picture)
    assert "25 to 75 %" in str(picture)
    assert not loss_curves(SEEDS, band=None).axes[0].collections


def test_a_search_is_drawn_against_what_it_used_and_tiny_losses_are_not_0():
    run = train(quadratic([1e-20, 1e-20]), optimizer=evolution_strategy(), steps=3)
    picture = loss_curves(run, against="example-gradients")
    assert str(picture).startswith("Loss against loss evaluations, on a logarithmic axis: full batch from 1e-20 to ")
    assert str(picture).endswith("in 6 loss evaluations.")
    assert picture.axes[0].get_xlabel() == "loss evaluations"
    fast = train(quadratic([1.0, 1.0]), [1.0, 1.0], optimizer=gradient_descent(0.9), steps=40)  # to 0.1 ** 80
    assert str(loss_curves(fast)).endswith("from 1 to less than 1e-12 in 40 steps.")


def test_every_path_of_an_ensemble_is_drawn():
    picture = loss_surface(LINE, SEEDS)
    paths = [line.get_xydata() for line in picture.axes[0].lines if len(line.get_xydata()) == 41]
    np.testing.assert_array_equal(paths, SEEDS.params.transpose(1, 0, 2))
    w, b, *_ = numbers_after("(6 seeds) to ", str(picture))
    assert (w, b) == pytest.approx(np.median(SEEDS.final, axis=0), rel=6e-3)


@pytest.mark.parametrize("rate", [0.26, 1e200])
def test_a_diverged_run_leaves_the_frame_without_a_warning(rate):
    lost = train(LINE, optimizer=gradient_descent(rate), steps=300)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pictures = [loss_surface(LINE, lost), loss_curves([lost, SGD])]
        for picture in pictures:
            picture._repr_mimebundle_()
    assert f"diverged at step {lost.diverged_at}" in str(pictures[0])
    path = labelled(pictures[0].axes[0], "full batch").get_xydata()
    np.testing.assert_array_equal(path[-1], lost.final)
    assert pictures[0].axes[0].get_xlim()[1] < 20
    assert pictures[1].axes[0].get_ylim()[1] < 10 ** (1 + 1 / 3) * mse(0, 0)


def test_a_wholly_diverged_ensemble_draws():
    lost = train(LINE, optimizer=gradient_descent(0.5), steps=60, seeds=3)
    for picture in (loss_surface(LINE, lost), loss_curves({"a": LOST}, seeds={"a": lost})):
        picture._repr_mimebundle_()
    assert "3 of them diverged" in str(loss_surface(LINE, lost))
    bowl = Problem(lambda w, batch: np.sum(w**4, axis=-1) / 4, start=[1.0], vectorized=True)
    run = train(bowl, start=[[1.0], [1.5], [30.0]], steps=30)
    assert str(loss_curves(run)).endswith("), 1 seed diverged.")


def test_losses_that_are_not_positive_have_a_linear_axis():
    picture = loss_curves(train(quadratic([1.0, -1.0]), steps=30))
    assert picture.axes[0].get_yscale() == "linear"
    assert "on a linear axis" in str(picture)
    assert loss_curves(FULL, log=False).axes[0].get_yscale() == "linear"


def test_a_run_at_its_minimum_still_draws():
    still = train(quadratic([1.0, 4.0]), start=[0.0, 0.0], steps=3)
    bowl = quadratic([1.0, 4.0])
    for picture in (
        loss_curves(still),
        loss_surface(bowl, still),
        loss_curves(train(LINE, steps=0)),
    ):
        assert picture._repr_mimebundle_()["image/png"]  # and no warning, which would be an error


def test_lines_on_data():
    picture = line_on_data(LINE, {"full batch": FULL, "guess": [0.5, 4.0]}, x="flipper", y="mass")
    axes = picture.axes[0]
    np.testing.assert_array_equal(labelled(axes, "examples").get_xydata(), np.column_stack([FLIPPER, MASS]))
    x, y = labelled(axes, "guess").get_xydata().T
    np.testing.assert_allclose(y, 0.5 * x + 4.0)
    assert labelled(axes, "full batch").get_color() == BLUE
    w, b, error = numbers_after("full batch ", str(picture))
    assert (w, b, error) == pytest.approx((*FULL.final, mse(*FULL.final)), rel=6e-3)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("flipper", "mass")


def test_a_logistic_regression_is_the_curve_of_its_probability():
    picture = line_on_data(CLASSES, {"start": CLASSES.start, "minimum": CLASSES.minimum}, y="heavy")
    axes = picture.axes[0]
    x, p = labelled(axes, "minimum").get_xydata().T
    w, b = CLASSES.minimum
    np.testing.assert_allclose(p, 1 / (1 + np.exp(-(w * x + b))), rtol=1e-9)
    np.testing.assert_array_equal(labelled(axes, "start").get_ydata(), 0.5)
    np.testing.assert_array_equal(labelled(axes, "examples").get_ydata(), MASS > 5)
    assert numbers_after("start ", str(picture)) == [0, 0, 0.693]
    assert numbers_after("minimum ", str(picture)) == pytest.approx([w, b, CLASSES([w, b])], rel=6e-3)
    assert "123 examples of heavy against x, and the probabilities: start w = 0" in str(picture)


def test_a_network_of_one_input_is_a_curve_and_a_line_may_go_through_the_origin():
    network = mlp(FLIPPER[:, None], MASS, hidden=(3,))
    picture = line_on_data(network, network.start)
    x, y = labelled(picture.axes[0], "the curve").get_xydata().T
    np.testing.assert_array_equal(y, network.outputs(network.start, x[:, None]))
    assert str(picture).endswith(f"and the curve of a network 1-3-1 (tanh) (loss {network(network.start):.3g}).")
    line = linear_regression(FLIPPER[:, None], MASS, intercept=False)
    x, y = labelled(line_on_data(line, [2.5]).axes[0], "the line").get_xydata().T
    np.testing.assert_allclose(y, 2.5 * x)


WIDE = linear_regression(np.column_stack([FLIPPER, FLIPPER**2]), MASS)
CLASSES = logistic_regression(FLIPPER[:, None], (MASS > 5).astype(float))
UNKNOWN = Problem(lambda w, batch: w[0] ** 2, start=[1.0])


def test_wrong_use_is_a_clear_error():
    classes = softmax_regression(FLIPPER[:, None], MASS > 5)
    refused(ValueError, {
        "has 3": lambda: loss_surface(WIDE, train(WIDE, **sgd(0.001, 8), steps=2)),
        "'steps', 'epochs', 'example-gradients'; got 'time'": lambda: loss_curves(FULL, against="time"),
        r"percentiles that rise.*\(90, 10\)": lambda: loss_curves(FULL, band=(90, 10)),
        "excess is a finite number, the lowest loss, or a problem": lambda: loss_curves(FULL, excess=True),
        "no known minimum": lambda: loss_curves(FULL, excess=UNKNOWN),
        "seeds is an ensemble, .*; got linear": lambda: loss_curves({"a": SGD}, seeds={"a": SGD}),
        "one feature: .*3 parameters": lambda: line_on_data(WIDE, [1, 2, 3]),
        "one output; got": lambda: line_on_data(classes, [1] * 4),
        r"shape \(2,\); got shape \(1,\)": lambda: line_on_data(LINE, [1.0]),
        "one feature: .*quadratic": lambda: line_on_data(quadratic([1, 2]), [1, 2]),
    })  # fmt: skip
    refused(TypeError, {
        r"list of runs, or {name: run}; got \[\]": lambda: loss_curves([]),
        "got 3": lambda: loss_curves([FULL, 3]),
    })  # fmt: skip
