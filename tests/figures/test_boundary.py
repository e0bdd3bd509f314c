"""Decision boundaries: regions, rings and shares against what is computed here."""

import re

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.figures import decision_boundary

X, LABELS = sl.moons(60, seed=1)


def left_or_right(rows):
    """The rule of the pictures below: class "right" where the first feature is above 0.5."""
    return np.where(rows[:, 0] > 0.5, "right", "left")


def labelled(axes, label):
    return next(line for line in axes.lines if line.get_label() == label)


def test_regions_are_what_is_predicted_there():
    (axes,) = decision_boundary(left_or_right, X, np.where(LABELS == 1, "right", "left")).axes
    (image,) = axes.images
    left, right, _, _ = image.get_extent()
    columns = np.linspace(left, right, image.get_array().shape[1])
    np.testing.assert_array_equal(np.asarray(image.get_array()) == 1, np.broadcast_to(columns > 0.5, (200, 200)))


def test_every_example_has_the_marker_of_its_class_and_the_wrong_ones_a_ring():
    truth = np.where(LABELS == 1, "right", "left")
    picture = decision_boundary(left_or_right, X, truth, x="a", y="b")
    (axes,) = picture.axes
    for name in ("left", "right"):
        np.testing.assert_array_equal(labelled(axes, name).get_xydata(), X[truth == name])
    assert labelled(axes, "left").get_marker() != labelled(axes, "right").get_marker()
    wrong = (X[:, 0] > 0.5) != (LABELS == 1)
    np.testing.assert_array_equal(labelled(axes, "on the wrong side").get_xydata(), X[wrong])
    assert f"{100 * np.mean(~wrong):.3g} % of the examples lie in the region of their class." in str(picture)
    assert str(picture).startswith("60 examples of b against a in 2 classes, and the regions where each is predicted: ")


def test_a_network_that_predicts_a_number_has_a_boundary_by_a_threshold():
    network = sl.mlp(X, LABELS.astype(float), hidden=(4,))
    picture = decision_boundary(lambda rows: network.outputs(network.start, rows) > 0.5, X, LABELS == 1)
    right = np.mean((network.outputs(network.start) > 0.5) == (LABELS == 1))
    assert f"{100 * right:.3g} % of the examples" in str(picture)
    assert picture._repr_mimebundle_()["image/png"]


def test_one_class_everywhere_and_examples_on_one_line_still_draw():
    rows = np.column_stack([np.ones(5), np.arange(5.0)])
    picture = decision_boundary(lambda q: np.zeros(len(q), int), rows, np.zeros(5, int))
    assert "0 in 100 % of the frame" in str(picture)
    assert "on the wrong side" not in [line.get_label() for line in picture.axes[0].lines]
    assert picture._repr_mimebundle_()["image/png"]


def test_the_sentence_names_every_class_of_the_most_that_can_be_drawn():
    rows = np.column_stack([np.arange(10.0), np.arange(10.0)])
    said = str(decision_boundary(lambda q: np.clip(np.round(q[:, 0]), 0, 9), rows, np.arange(10.0)))
    assert re.findall(r"(\d)\.0 in \d+\.?\d* %", said) == list("0123456789")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: decision_boundary(left_or_right, X[:, :1], LABELS), r"X is an array of shape \(N, 2\)"),
        (
            lambda: decision_boundary(left_or_right, X, LABELS[:3]),
            r"labels holds .* one for each row, here shape \(60,\); got shape \(3,\)",
        ),
        (
            lambda: decision_boundary(lambda q: q, X, LABELS),
            r"numbers or words, one for each row, here shape \(40000,\)",
        ),
        (lambda: decision_boundary(lambda q: q[:, 0] * np.nan, X, LABELS), "finite numbers or words"),
        (lambda: decision_boundary(lambda q: np.zeros(len(q)), X, np.arange(60.0)), "60 classes can't be told apart"),
    ],
)
def test_wrong_use_is_a_clear_error(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_words_and_numbers_are_no_classes_of_one_picture():
    rows = [[0.0, 0.0], [1.0, 1.0]]
    with pytest.raises(ValueError, match="both numbers or both words"):
        sl.decision_boundary(lambda X: (X[:, 0] > 0.5).astype(int), rows, ["0", "1"])
    words = np.array(["a", "b"], dtype=object)  # as a column of pandas gives them
    drawn = sl.decision_boundary(lambda X: np.where(X[:, 0] > 0.5, "b", "a"), rows, words)
    assert "100 % of the examples" in repr(drawn)


def test_a_model_is_no_function_of_rows():
    model = sl.logistic_regression([[0.0, 0.0], [1.0, 1.0]], [0, 1])
    for wrong in (model, model.predict):
        with pytest.raises(TypeError, match=r"lambda rows: model\.predict"):
            sl.decision_boundary(wrong, [[0.0, 0.0], [1.0, 1.0]], [0, 1])
