"""Model: outputs, predictions, accuracy and pieces, counted by hand."""

import inspect
import pickle

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import problems
from sgdlab.problems.model import classes_of

X = np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 3.0], [-1.0, 1.0]])
LINE = sl.linear_regression(X, [1.0, 2.0, 3.0, 4.0])
COIN = sl.logistic_regression(X, [0, 1, 1, 0])
KINDS = sl.softmax_regression(X, ["pea", "nut", "pea", "fig"])
SCORES = np.array([[0.0, 1.0, 0.0], [2.0, 0.0, 0.0], [0.0, 0.0, 0.5]])  # W by rows, then b; for fig, nut, pea


def test_numbers_are_predicted_as_they_come_out():
    params = [2.0, -1.0, 10.0]
    assert LINE.predict(params).tolist() == [12, 8, 13, 7]
    assert LINE.predict(params, [[0.0, 0.0]]).tolist() == [10]
    assert sl.linear_regression(X, [1, 2, 3, 4], intercept=False).predict([2.0, -1.0]).tolist() == [2, -2, 3, -3]


def test_the_class_of_one_score_is_its_sign():
    assert COIN.outputs([1.0, 1.0, -1.5]).tolist() == [-0.5, 0.5, 4.5, -1.5]
    assert COIN.predict([1.0, 1.0, -1.5]).tolist() == [0, 1, 1, 0]
    assert COIN.accuracy([1.0, 1.0, -1.5]) == 1
    assert COIN.accuracy([1.0, 1.0, -2.5]) == 0.75


def test_the_class_of_several_scores_is_the_largest():
    params = SCORES.ravel()
    assert KINDS.outputs(params).tolist() == [[0, 1, 0.5], [4, 0, 0.5], [6, 3, 0.5], [2, -1, 0.5]]
    assert KINDS.predict(params).tolist() == ["nut", "fig", "fig", "fig"]
    assert KINDS.accuracy(params) == 0.25
    assert KINDS.accuracy(params, X[1:], ["fig", "fig", "nut"]) == pytest.approx(2 / 3)


def test_many_parameters_at_once():
    stack = np.stack([SCORES.ravel(), -SCORES.ravel(), 0 * SCORES.ravel()]).reshape(3, 1, 9)
    assert KINDS.predict(stack).shape == (3, 1, 4)
    one_by_one = [[KINDS.accuracy(stack[k, 0])] for k in range(3)]
    assert KINDS.accuracy(stack).tolist() == one_by_one
    assert COIN.accuracy([[1.0, 1.0, -1.5], [1.0, 1.0, -2.5]]).tolist() == [1, 0.75]


def test_pieces_are_views_by_name():
    params = np.arange(6.0).reshape(2, 3)
    pieces = LINE.pieces(params)
    assert pieces["w"].tolist() == [[0, 1], [3, 4]]
    assert pieces["b"].tolist() == [2, 5]
    pieces["w"][0, 0] = 100
    pieces["b"][1] = 200
    assert params.tolist() == [[100, 1, 2], [3, 4, 200]]
    assert KINDS.pieces(list(range(9)))["W"].tolist() == [[0, 1, 2], [3, 4, 5]]


def test_classes_keep_their_kind():
    assert classes_of(["b", "a", "b"]).tolist() == ["a", "b"]
    assert classes_of([3, 1]).tolist() == [1, 3]
    assert classes_of([True, False]).tolist() == [False, True]
    assert classes_of(np.array(["b", "a"], dtype=object)).dtype.kind == "U"
    assert classes_of([2.0, 1.0]).tolist() == [1, 2]


def test_labels_that_are_measurements_are_refused():
    for labels in ([0.5, 1.5], [np.nan, 1.0], [None, 1], [1j, 0]):
        with pytest.raises(ValueError, match="labels are whole numbers or words, one per row of X; got"):
            classes_of(labels)


def test_who_gives_classes_to_a_model_of_numbers_is_told_what_takes_them():
    rows, words = np.arange(8.0).reshape(4, 2), np.array(["a", "b"] * 2, dtype=object)
    for make in (sl.linear_regression, sl.mlp):
        with pytest.raises(TypeError, match=r"not text; got .*; classes need softmax_regression, or mlp"):
            make(rows, words)
    assert sl.softmax_regression(rows, words).classes.tolist() == ["a", "b"]
    assert sl.mlp(rows, words, loss="cross_entropy").classes.tolist() == ["a", "b"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: LINE.accuracy([0, 0, 0]), "correct classes, but linear regression on 4 examples predicts numbers"),
        (lambda: COIN.accuracy([0, 0, 0], X), "X and labels of the same examples, or neither"),
        (lambda: COIN.accuracy([0, 0, 0], X, [0, 1, 2, 0]), r"labels 0 and 1; this one also has \[2.0\]"),
        (lambda: COIN.predict([0, 0]), r"params is an array of shape \(…, 3\); got shape \(2,\)"),
        (lambda: COIN.pieces(sl.Tensor([0.0, 0.0])), r"params is an array of shape \(…, 3\); got shape \(2,\)"),
        (lambda: COIN.predict([0, 0, 0], [[1.0]]), "this problem was made for 2 features, X has 1"),
        (lambda: KINDS.batch(X, ["pea", "nut", "oak", "fig"]), "unknown class 'oak'; the classes are 'fig', 'nut', 'p"),
        (lambda: KINDS.batch(X, ["pea"]), r"one label per row of X, so shape \(4,\); got \(1,\)"),
        (lambda: LINE.batch(X, [1.0]), r"y has one number per row of X, so shape \(4,\); got \(1,\)"),
    ],
)
def test_what_does_not_fit_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# What makes a problem of features and targets, also one that is added.
MAKERS = [
    make
    for make in map(vars(problems).get, problems.__all__)
    if inspect.isfunction(make) and "X" in inspect.signature(make).parameters
]


@pytest.mark.parametrize("make", MAKERS)
def test_every_model_serves_new_examples_ensembles_and_other_processes(make):
    model = make(X, [0, 1, 1, 0])
    params = np.random.default_rng(0).normal(size=(3, model.size))
    np.testing.assert_array_equal(model.outputs(params), model.outputs(params, X))
    assert model.predict(params, X[:2]).shape == (3, 2)
    for given, own in zip(model.batch(X, [0, 1, 1, 0]), model.data, strict=True):
        np.testing.assert_array_equal(given, own)
    pieces = [np.reshape(piece, (3, -1)) for piece in model.pieces(params).values()]
    np.testing.assert_array_equal(np.hstack(pieces), params, "shapes= names the pieces of all parameters, in order")
    assert repr(pickle.loads(pickle.dumps(model))) == repr(model), "let @remembered send it to other processes"
    np.testing.assert_allclose(model(params), [model(one) for one in params])
    for method in [sl.by_hand] * (model.gradient is not None):
        runs = [sl.train(model, params, **sl.sgd(0.1, 2), gradient=one, steps=5) for one in (method, sl.backprop)]
        np.testing.assert_allclose(runs[0].params, runs[1].params, rtol=1e-9)


def test_a_model_of_your_own_predicts_and_without_a_formula_it_still_races():
    def loss(w, batch):
        return np.mean((w[0] * batch[0][:, 0] + w[1] - batch[1]) ** 2)

    data = X[:, :1], np.array([1.0, 2.0, 3.0, 4.0])
    line = sl.Model(loss, data, start=[0.0, 0.0], formula=lambda w, rows: w[..., :1] * rows[:, 0] + w[..., 1:])
    assert line.predict([2.0, 1.0]).tolist() == line.predict([2.0, 1.0], X[:, :1]).tolist() == [3, 1, 7, -1]
    assert "full batch" in sl.RaceLab(sl.Model(loss, data, start=[0.0, 0.0])).result.description
