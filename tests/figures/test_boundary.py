"""Decision boundaries: regions, rings and shares against what is computed here."""

import numpy as np

import sgdlab as sl
from sgdlab.figures import decision_boundary
from tests.refusals import refused

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


def test_one_class_everywhere_and_examples_on_one_line_still_draw():
    rows = np.column_stack([np.ones(5), np.arange(5.0)])
    picture = decision_boundary(lambda q: np.zeros(len(q), int), rows, np.zeros(5, int))
    assert "0 in 100 % of the frame" in str(picture)
    assert "on the wrong side" not in [line.get_label() for line in picture.axes[0].lines]
    assert picture._repr_mimebundle_()["image/png"]


def test_wrong_use_is_a_clear_error():
    one = r"numbers or words, one for each row, here shape \(40000,\)"
    few = r"labels holds .* one for each row, here shape \(60,\); got shape \(3,\)"
    rows = [[0.0, 0.0], [1.0, 1.0]]
    refused(ValueError, {
        r"X is an array of shape \(N, 2\)": lambda: decision_boundary(left_or_right, X[:, :1], LABELS),
        few: lambda: decision_boundary(left_or_right, X, LABELS[:3]),
        one: lambda: decision_boundary(lambda q: q, X, LABELS),
        "finite numbers or words": lambda: decision_boundary(lambda q: q[:, 0] * np.nan, X, LABELS),
        "60 classes can't be told apart": lambda: decision_boundary(lambda q: np.zeros(len(q)), X, np.arange(60.0)),
        "both numbers or both words": lambda: decision_boundary(lambda q: q[:, 0].round(), rows, ["0", "1"]),
    })  # fmt: skip
    model = sl.logistic_regression(rows, [0, 1])
    for wrong in (model, model.predict):
        refused(TypeError, {r"lambda rows: model\.predict": lambda f=wrong: sl.decision_boundary(f, rows, [0, 1])})
    words = np.array(["a", "b"], dtype=object)  # as a column of pandas gives them
    drawn = sl.decision_boundary(lambda X: np.where(X[:, 0] > 0.5, "b", "a"), rows, words)
    assert "100 % of the examples" in repr(drawn)
