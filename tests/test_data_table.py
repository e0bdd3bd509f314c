"""Table and standardize."""

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.data import Table

PETS = Table(
    {"kind": np.array(["cat", "dog", "cat"]), "kg": np.array([4.0, 20.0, 5.0]), "age": np.array([3, 9, 1])},
    "made up",
    "CC0",
)


def test_columns_matrices_and_rows():
    assert PETS["kg"].tolist() == [4, 20, 5]
    assert PETS["kg", "age"].tolist() == [[4, 3], [20, 9], [5, 1]]
    assert PETS[["age", "kg"]].tolist() == [[3, 4], [9, 20], [1, 5]]
    assert len(PETS) == 3


def test_where_keeps_the_rows_in_which_everything_holds():
    cats = PETS.where(kind="cat")
    assert (cats["age"].tolist(), cats.license, cats.source) == ([3, 1], "CC0", "made up")
    assert PETS.where(kind="cat", age=1)["kg"].tolist() == [5]
    assert len(PETS.where(kind="dog", age=1)) == 0


def test_repr_names_the_columns_and_the_source():
    assert repr(PETS) == "3 rows of kind, kg, age (CC0; made up)"


def test_an_unknown_column_or_value_lists_what_there_is():
    with pytest.raises(KeyError, match="no column 'weight'; there are kind, kg, age"):
        PETS["weight"]
    with pytest.raises(KeyError, match="no column 'weight'"):
        PETS["kg", "weight"]
    with pytest.raises(ValueError, match="no row has kind='bird'; the values are 'cat', 'dog'"):
        PETS.where(kind="bird")
    with pytest.raises(ValueError, match="no row has kind=5"):
        PETS.where(kind=5)


@pytest.mark.parametrize("shape", [(40,), (40, 3)])
def test_standardize_gives_mean_0_and_standard_deviation_1(shape):
    X = 7 + 3 * np.random.default_rng(0).normal(size=shape)
    Z = sl.standardize(X)
    np.testing.assert_allclose(Z.sum(axis=0) / 40, 0, atol=1e-14)
    np.testing.assert_allclose((Z**2).sum(axis=0) / 40, 1, rtol=1e-13)
    np.testing.assert_allclose(np.corrcoef(Z.ravel() if Z.ndim == 1 else Z[:, 0], X.reshape(40, -1)[:, 0])[0, 1], 1)


@pytest.mark.parametrize("column", [[5, 5, 5], [0.1, 0.1, 0.1], [1.0, np.nan, 2.0]])
def test_a_column_without_a_scale_is_refused(column):
    with pytest.raises(ValueError, match="column 0 is constant or has a NaN, so it has no scale: leave it out"):
        sl.standardize(column)
    with pytest.raises(ValueError, match="column 1 is constant"):
        sl.standardize(np.column_stack([[1, 2, 3], column]))
