"""Table."""

import numpy as np
import pytest

from sgdlab.data import standardize, train_test_split
from sgdlab.data.table import Table

PETS = Table(
    {"kind": np.array(["cat", "dog", "cat"]), "kg": np.array([4.0, 20.0, 5.0]), "age": np.array([3, 9, 1])},
    "made up",
    "CC0",
)


def test_columns_matrices_and_rows():
    assert PETS["kg"].tolist() == [4, 20, 5]
    assert PETS["kg", "age"].tolist() == [[4, 3], [20, 9], [5, 1]]
    assert PETS[["age", "kg"]].tolist() == [[3, 4], [9, 20], [1, 5]]
    assert {name: PETS[name][0] for name in PETS} == {"kind": "cat", "kg": 4, "age": 3}
    assert ("kg" in PETS, "weight" in PETS) == (True, False)
    assert repr(PETS) == "3 rows of kind, kg, age (CC0; made up)"


def test_where_keeps_the_rows_in_which_everything_holds():
    cats = PETS.where(kind="cat")
    assert (cats["age"].tolist(), cats.license, cats.source) == ([3, 1], "CC0", "made up")
    assert PETS.where(kind="cat", age=1)["kg"].tolist() == [5]
    assert len(PETS.where(kind="dog", age=1)) == 0


def test_an_unknown_column_or_value_lists_what_there_is():
    with pytest.raises(KeyError, match="no column 'weight'; there are kind, kg, age"):
        PETS["weight"]
    with pytest.raises(KeyError, match="no column 'weight'"):
        PETS["kg", "weight"]
    with pytest.raises(ValueError, match="no row has kind='bird'; the values are 'cat', 'dog'"):
        PETS.where(kind="bird")
    with pytest.raises(ValueError, match=r"no row has kind=\['cat', 'dog'\]; the values are"):
        PETS.where(kind=["cat", "dog"])


def test_a_slice_is_a_table_of_these_rows():
    first = PETS[:2]
    assert (first["kind"].tolist(), len(first), first.license) == (["cat", "dog"], 2, "CC0")
    assert PETS[::-1]["age"].tolist() == [1, 9, 3]


def test_a_column_is_no_attribute():
    with pytest.raises(AttributeError, match=r"a table has no attribute 'kind'; write table\['kind'\]$"):
        _ = PETS.kind
    with pytest.raises(AttributeError, match=r"a table has no attribute 'head'$"):
        PETS.head()


@pytest.mark.parametrize("wrong", [0, (), np.array([True, False, True]), ("kg", 0)], ids=repr)
def test_what_is_neither_a_name_nor_a_slice_is_refused(wrong):
    with pytest.raises(TypeError, match=r"asked for columns, as in table\['kind'\], or for rows by table\[:3\]; got"):
        PETS[wrong]


def test_a_table_is_no_array_of_its_names():
    for wrong in (np.asarray, train_test_split, standardize):
        with pytest.raises(TypeError, match=r"a table is no array: table\['kind'\] is a column.*pandas"):
            wrong(PETS)


def test_where_takes_names_and_tells_when_it_does_not_list_all_values():
    with pytest.raises(TypeError, match="by the name of its column, as kind=…; got 'cat'"):
        PETS.where("cat")
    many = Table({"n": np.arange(12)}, "made up", "CC0")
    with pytest.raises(ValueError, match=r"the values are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … 11$"):
        many.where(n=12)
