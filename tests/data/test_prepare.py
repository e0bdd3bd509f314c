"""standardize and train_test_split."""

import numpy as np
import pytest

import sgdlab as sl


@pytest.mark.parametrize("shape", [(40,), (40, 3)])
def test_standardize_gives_mean_0_and_standard_deviation_1(shape):
    X = 7 + 3 * np.random.default_rng(0).normal(size=shape)
    Z = sl.standardize(X)
    np.testing.assert_allclose(Z.sum(axis=0) / 40, 0, atol=1e-14)
    np.testing.assert_allclose((Z**2).sum(axis=0) / 40, 1, rtol=1e-13)
    np.testing.assert_allclose(np.corrcoef(Z.ravel() if Z.ndim == 1 else Z[:, 0], X.reshape(40, -1)[:, 0])[0, 1], 1)


def test_a_long_column_of_float32_has_mean_0_too():
    X = np.random.default_rng(0).normal(100, 1, (300_000, 2)).astype(np.float32)
    Z = sl.standardize(X)
    assert Z.dtype == np.float32
    np.testing.assert_allclose(Z.astype(float).mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(Z.astype(float).std(axis=0), 1, rtol=1e-6)


def test_a_column_without_a_scale_is_refused():
    column = [0.1, 0.1, 0.1]
    with pytest.raises(ValueError, match="column 0 is constant, so it has no scale: leave it out"):
        sl.standardize(column)
    with pytest.raises(ValueError, match="column 1 is constant"):
        sl.standardize(np.column_stack([[1, 2, 3], column]))


@pytest.mark.parametrize("unit", [1e-320, 1e307])
def test_numbers_of_any_size_are_standardized(unit):
    np.testing.assert_allclose(sl.standardize(unit * np.array([1.0, 2.0, 3.0])), [-(1.5**0.5), 0, 1.5**0.5], atol=1e-3)


def test_a_stack_of_tables_is_refused():
    X = np.arange(8.0).reshape(2, 2, 2)
    with pytest.raises(ValueError, match=r"X has shape \(N,\) or \(N, d\); got"):
        sl.standardize(X)


def test_others_are_scaled_by_the_first():
    X = 7 + 3 * np.random.default_rng(0).normal(size=(40, 2))
    train, test, last = sl.standardize(X[:30], X[30:], X[:1])
    np.testing.assert_allclose(train, sl.standardize(X[:30]), rtol=1e-15)
    mean, std = X[:30].sum(axis=0) / 30, np.sqrt(((X[:30] - X[:30].sum(axis=0) / 30) ** 2).sum(axis=0) / 30)
    np.testing.assert_allclose(test * std + mean, X[30:], rtol=1e-12)
    np.testing.assert_allclose(last, train[:1], rtol=1e-12)
    assert abs(test.mean()) > 1e-3


def test_other_columns_are_refused():
    for other in (np.ones((3, 3)), np.ones(2)):
        with pytest.raises(ValueError, match=r"the same columns as X; got shapes \(3, 2\), \("):
            sl.standardize([[1, 2], [3, 4], [5, 7]], other)


@pytest.mark.parametrize(("test_size", "count"), [(0.2, 8), (39, 39), (np.int64(3), 3), (np.float32(0.25), 10)])
def test_every_row_is_in_one_part_with_its_label(test_size, count):
    X, y = np.arange(80).reshape(40, 2), np.arange(40)
    X_train, X_test, y_train, y_test = sl.train_test_split(X, y, test_size=test_size)
    assert (len(X_test), len(y_test), len(X_train)) == (count, count, 40 - count)
    assert sorted([*y_train, *y_test]) == list(range(40))
    assert (X_train[:, 0] == 2 * y_train).all()
    assert (X_test[:, 1] == 2 * y_test + 1).all()


def test_the_seed_decides_which_rows():
    parts = [sl.train_test_split(np.arange(100), seed=seed)[1].tolist() for seed in (0, 0, 1)]
    assert parts[0] == parts[1] != parts[2]
    assert parts[0] != sorted(parts[0])


@pytest.mark.parametrize(
    ("arrays", "options", "words"),
    [
        ([], {}, r"one or more arrays with one row per example each; got none$"),
        ([[1, 2], [1, 2, 3]], {}, r"got \[2, 3\] rows"),
        ([{"a": 1}], {}, "arrays with one row per example each; got {'a': 1}$"),
        (["abcd"], {}, "arrays with one row per example each; got 'abcd'$"),
        ([[1, 2, 3]], {"test_size": 3}, "a share between 0 and 1, such as 0.25, or a number of rows.*got 3 of 3 rows"),
        ([[1, 2, 3]], {"test_size": 1.5}, "test_size is a finite number above 0 and below 1; got 1.5"),
        ([[1, 2, 3]], {"test_size": -1}, "or a part between 0 and 1; got -1"),
        ([np.ones(40)], {"test_size": 0.01}, "and each part needs a row; got 0.01 of 40 rows"),
    ],
)
def test_what_does_not_fit_is_refused(arrays, options, words):
    with pytest.raises(ValueError, match=words):
        sl.train_test_split(*arrays, **options)


def test_a_mask_is_not_lost():
    masked = np.ma.masked_array([1.0, 99.0, 3.0], [0, 1, 0])
    with pytest.raises(TypeError, match="X has masked entries"):
        sl.standardize(masked)
    with pytest.raises(TypeError, match=r"others\[0\] has masked entries"):
        sl.standardize([1.0, 2.0, 4.0], masked)
    with pytest.raises(TypeError, match=r"arrays\[1\] has masked entries"):
        sl.train_test_split([1, 2, 3], np.ma.masked_array([1, 2, 3], [0, 1, 0]))
