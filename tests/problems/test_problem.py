"""Problem: a loss of one's own with its data, and what it refuses."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.problems.problem import finite_array


def mean_distance(w, batch):
    return np.mean((w - batch[0]) ** 2)


CENTER = sl.Problem(mean_distance, ([1.0, 2.0, 6.0],), start=[0], title="a center", names=("w",))


def test_the_loss_on_all_examples_and_on_some():
    assert CENTER([3.0]) == pytest.approx((4 + 1 + 9) / 3)
    assert CENTER([3.0], (CENTER.data[0][:2],)) == pytest.approx((4 + 1) / 2)


def test_counts_and_words():
    assert (CENTER.n, CENTER.size) == (3, 1)
    assert repr(CENTER) == "a center, 1 parameter"
    bare = sl.Problem(lambda w, batch: np.sum(w))
    assert (bare.n, bare.size, bare.minimum, bare.curvature) == (1, None, None, None)
    assert repr(bare) == "a loss of your own, unknown number of parameters"


def test_curvature_is_the_range_of_the_hessians_eigenvalues():
    bowl = sl.Problem(lambda w, batch: np.sum(w), hessian=[[2.0, 1.0], [1.0, 2.0]])
    assert bowl.curvature == pytest.approx((1.0, 3.0))


def test_the_data_stay_as_they_were_given():
    mine = np.array([1.0, 2.0, 6.0])
    problem = sl.Problem(mean_distance, (mine,))
    mine[0] = 100
    assert problem.data[0].tolist() == [1, 2, 6]
    with pytest.raises(ValueError, match="read-only"):
        problem.data[0][0] = 5


def test_what_a_problem_knows_stays_as_it_was_given():
    """`w = problem.minimum; w += 1` would move the minimum for everybody who asks later."""
    curved, lowest = np.diag([1.0, 9.0]), np.array([0.0, 2.0])
    solved = []
    bowl = sl.Problem(
        lambda w, batch: w @ w, start=[1.0, 1.0], hessian=curved, solve=lambda: solved.append(1) or lowest
    )
    assert bowl.minimum.tolist() == [0.0, 2.0]
    curved[0, 0] = lowest[0] = 7.0
    assert (bowl.minimum.tolist(), solved) == ([0.0, 2.0], [1])
    assert (bowl.hessian.tolist(), bowl.minimum.tolist()) == ([[1.0, 0.0], [0.0, 9.0]], [0.0, 2.0])
    for known in (bowl.hessian, bowl.minimum, sl.rosenbrock().minimum, sl.quadratic([1, 9]).hessian):
        with pytest.raises(ValueError, match="read-only"):
            known += 1.0


@pytest.mark.parametrize(
    ("values", "error", "words"),
    [
        ([1.0, np.nan, np.inf], ValueError, r"it has NaN or infinite entries \(2 of 3\), the first at \[1\]; leave"),
        (np.zeros((3, 0)), ValueError, r"it is empty \(shape \(3, 0\)\)"),
        (5.0, ValueError, r"it is an array of shape \(…, N\); got the single number 5.0; \[5.0\] is an array of one"),
        ([[1.0], [2.0, 3.0]], TypeError, "it is one array, with rows of equal length; got"),
        (["a", "b"], TypeError, "it holds real numbers, not text"),
        (None, TypeError, "it holds real numbers; got None"),
    ],
)
def test_data_that_are_no_finite_numbers_are_refused(values, error, words):
    with pytest.raises(error, match=words):
        finite_array(values, "it")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2], np.int64),
        (np.uint8([1, 2]), np.int64),  # 1 - 2 would be 255
        ([True, False], np.bool_),
        (np.float32([1]), np.float32),
        (np.uint64([2**63]), np.float64),  # too large for int64
        (np.array([1, 2], dtype=object), np.float64),
    ],
    ids=repr,
)
def test_data_of_whole_numbers_can_be_indices_and_of_true_and_false_masks(values, kind):
    (column,) = sl.Problem(mean_distance, (values,)).data
    assert column.dtype == kind
    assert column.tolist() == list(values)
    assert not column.flags.writeable


def cross_entropy(w, batch):
    X, y = batch
    Z = X @ w.reshape(2, 3)
    return np.mean(np.log(np.sum(np.exp(Z), axis=1)) - Z[np.arange(len(y)), y])


def without_the_masked(w, batch):
    X, y = batch
    return np.mean(np.where(~(y > 0), X @ w[:2], 0.0) ** 2) + np.mean(w**2)


@pytest.mark.parametrize("loss", [cross_entropy, without_the_masked])
def test_a_loss_may_look_rows_up_by_the_classes_in_its_data(loss):
    X, y = np.random.default_rng(0).normal(size=(12, 2)), np.arange(12) % 3
    problem = sl.Problem(loss, (X, y), start=np.full(6, 0.1), pure=True)
    runs = [
        sl.train(problem, gradient=method, **sl.sgd(0.1, 4), steps=300, record_every=100)
        for method in (sl.backprop, sl.finite_difference)
    ]
    np.testing.assert_allclose(runs[0].params, runs[1].params, atol=1e-6)
    assert runs[0].losses[-1] < runs[0].losses[0]


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: sl.Problem("mse"), TypeError, r"loss is a function \(params, batch\) -> value; got 'mse'"),
        (
            lambda: sl.Problem(mean_distance, np.ones(3)),
            TypeError,
            r"a tuple of arrays, such as \(X, y\) or \(X,\); got array",
        ),
        (lambda: sl.Problem(mean_distance, ([1.0], [1.0, 2.0])), ValueError, r"one row per example each; got \[1, 2\]"),
        (
            lambda: sl.Problem(mean_distance, start=[[1.0]]),
            ValueError,
            r"the start is an array of shape \(P,\); got shape \(1, 1\)",
        ),
        (
            lambda: sl.Problem(lambda w, X, y: w @ w),
            TypeError,
            r"called with \(params, batch\), and yours takes \(w, X, y",
        ),
        (lambda: sl.Problem(mean_distance, gradient=3), TypeError, r"gradient is a function \(params, batch\); got 3"),
        (lambda: sl.Problem(mean_distance, vectorized="yes"), ValueError, "vectorized is True or False; got 'yes'"),
        (lambda: sl.Problem(mean_distance, start=[1.0, 2.0], names=("a",)), ValueError, "names has 2 words; got 1"),
        (
            lambda: sl.Problem(mean_distance, start=[0.0], hessian=2.0),
            ValueError,
            r"hessian is an array of shape \(1, 1\)",
        ),
        (
            lambda: sl.Problem(mean_distance, start=[0.0, 0.0], hessian=[[1.0, 2.0], [3.0, 4.0]]),  # half would be lost
            ValueError,
            "a hessian is symmetric",
        ),
        (lambda: sl.Problem(mean_distance, solve=3.0), TypeError, r"solve is a function \(\) that returns .*; got 3.0"),
        (
            lambda: sl.Problem(mean_distance, start=[0.0], solve=lambda: [1.0, 2.0]).minimum,
            ValueError,
            r"what solve returned is an array of shape \(1,\); got shape \(2,\)",
        ),
    ],
)
def test_what_does_not_fit_is_refused(make, error, words):
    with pytest.raises(error, match=words):
        make()


LINE = sl.linear_regression([[0.0], [1.0], [2.0]], [1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("params", "batch", "words"),
    [
        ([0.0, 0.0], LINE.data[:1], r"a batch of linear regression on 3 examples is a tuple of 2 arrays.*got \(array"),
        ([0.0, 0.0], (np.ones((3, 1)), np.ones(3)), r"problem\.batch\(X, y\) makes"),  # no column of ones
        ([0.0, 0.0, 0.0], None, r"has 2 parameters, so params is \(…, 2\); got \(3,\)"),
        ([0.0, 0.0], tuple(array[5:] for array in LINE.data), r"B at least 1; got shapes \(0,\), \(0,\)"),
        (LINE.data, None, r"params is one array, with rows of equal length; got \(array"),  # params were left out
    ],
)
def test_what_is_not_a_batch_is_refused_in_words(params, batch, words):
    for method in (sl.backprop, sl.forward_mode, sl.by_hand, sl.finite_difference):
        with pytest.raises((ValueError, TypeError), match=words):
            method(LINE, np.array(params) if isinstance(params, list) else params, batch)
