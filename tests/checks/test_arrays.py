"""The checks of numbers and arrays: what is taken stays as it is, and what is refused is said in words."""

import re
from fractions import Fraction

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import checks


class Sparse:
    """A matrix without its zeros, as SciPy and scikit-learn return it: NumPy sees one object."""

    toarray = __iter__ = None


MASKED = np.ma.masked_array([1.0, 99.0], [False, True])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("fast", "it holds real numbers, not text: float(…) reads a number; got 'fast'"),
        (b"0.1", "not bytes"),
        (1j, "not complex ones: take .real, .imag or np.abs(…); got 1j"),
        (np.array(["2020-01-01"], dtype="datetime64[D]"), "not dates: (dates - dates[0]) / np.timedelta64(1, 'D')"),
        (np.timedelta64(3, "D"), "not time spans"),
        (np.zeros(2, dtype=[("a", float)]), "not records: take one field"),
        (MASKED, "it has masked entries, and the mask would be lost: leave them out with x.compressed()"),
        ([1.0, np.ma.masked], "masked entries"),
        ({1.0}, "it holds real numbers in a list or an array: list(…) makes one; got {1.0}"),
        (Sparse(), "it holds real numbers in an array with its zeros: write .toarray(); got "),
        ((x for x in "ab"), "list(…) makes one; got <generator"),
        ({"w": 1.0}, "not a dictionary: np.hstack([np.ravel(v) for v in ….values()]) joins its values"),
        ([{"w": 1.0}], "not dictionaries: pandas.DataFrame(…) makes a table of them; got [{'w': 1.0}]"),
        (np.array([["39.1"]], dtype=object), "of numbers of words, .astype(float) reads numbers; got "),
        (np.array([[1.0, "Ulm"]], dtype=object), "it holds real numbers, and 'Ulm' is text: pandas.get_dummies("),
        (
            sl.train(sl.beale(), steps=1),
            "it holds real numbers, not a run: run.final are its last parameters, and run.params are all of them; "
            "got Beale",
        ),
        (None, "it holds real numbers; got None"),
        ([1.0, None], "it holds real numbers, and None is not one; got [1.0, None]"),
        ([Fraction(1, 2), object()], "it holds real numbers, and <object object"),
        ([[1.0], [1.0, 2.0]], "it is one array, with rows of equal length; got [[1.0], [1.0, 2.0]]"),
    ],
    ids=lambda value: repr(value).split(" at 0x")[0],
)
def test_what_is_no_array_of_real_numbers(values, words):
    with pytest.raises(TypeError, match=re.escape(words)):
        checks.reals(values, "it")


def test_real_numbers_stay_what_they_are():
    unmasked = np.ma.masked_array([1.0], [False])
    for values in ([1, 2], (True, False), range(3), np.float32([1.5]), [Fraction(1, 2), 10**30], unmasked):
        found = checks.reals(values, "it")
        assert found.tolist() == [float(v) for v in values]
        assert found.dtype == (np.float32 if getattr(values, "dtype", None) == np.float32 else np.float64)


@pytest.mark.parametrize(
    ("values", "shape", "words"),
    [
        ([1.0], ("N", 2), "it is an array of shape (N, 2); got shape (1,)"),
        (3, ("P",), "it is an array of shape (P,); got the single number 3.0; [3.0] is an array of one"),
        (3, ("…", "P"), "it is an array of shape (…, P); got the single number 3.0"),
        ([10**400], None, "it holds numbers up to 1.8e308, the largest float; got [1000"),
        ([], None, "it is empty (shape (0,)); it needs at least one number"),
        ([[1.0, np.nan], [np.inf, 1.0]], None, "it has NaN or infinite entries (2 of 4), the first at [0, 1]"),
    ],
)
def test_an_array_of_another_shape_or_not_finite(values, shape, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        checks.real_array(values, "it", shape)


def test_shapes_that_fit():
    for shape in (None, (2, 3), ("N", 3), ("…", 3), ("…", "N", "d"), ("…",)):
        assert checks.real_array(np.ones((2, 3), np.float16), "it", shape).dtype == np.float64
    assert np.isnan(checks.real_array([np.nan], "it", finite=False)[0])


def test_a_setting_out_of_its_limits():
    for value in ("1", None, True, np.array([True]), np.nan, np.inf, -1, 1, [0.5, 2.0], [], 1j, MASKED):
        with pytest.raises(ValueError, match=r"it is a finite number of at least 0 and below 1, or not; got "):
            checks.setting(value, "it", ", or not", least=0, below=1)


def test_numbers_within_their_limits():
    assert checks.number(np.float32(0.5), "it", above=0, most=0.5) == 0.5
    assert checks.number(np.array(2), "it") == 2.0
    assert checks.setting([0.1, 0.2], "it", above=0).tolist() == [0.1, 0.2]
    with pytest.raises(ValueError, match=r"it is a finite number above 0; got \[0.1, 0.2\]"):
        checks.number([0.1, 0.2], "it", above=0)


def test_labels_of_any_number_type_within_their_range():
    for value in ([0, 3], [-1], [0.5], [True], [np.nan], 7):
        with pytest.raises(ValueError, match="it are whole numbers from 0 to 2; got "):
            checks.labels(np.array(value), "it", 3)
    assert checks.labels(np.uint8([[0, 2]]), "it", 3).tolist() == [[0, 2]]
    assert checks.labels([0.0, 2.0], "it", 3).dtype == np.intp


def test_what_was_given_is_told_in_one_line():
    assert "\n" not in checks.given(np.arange(1000).reshape(2, 500))
    assert len(checks.given("x" * 500)) == 80


def test_values_are_a_read_only_copy_in_floating_point():
    for given in ([1, 2], np.array([1, 2], np.int8), (True, False), range(3), np.ones(2, np.float32)):
        made = checks.as_values(given)
        np.testing.assert_array_equal(made, np.asarray(given))
        assert made.dtype == (np.float32 if getattr(given, "dtype", None) == np.float32 else np.float64)
        assert not made.flags.writeable
        assert made is not given
    assert [type(checks.as_values(one)) for one in (2, np.float32(2), np.array(2.0))] == [
        np.float64,
        np.float32,
        np.float64,
    ]
    for bad in (1j, "two", None, [Fraction(1, 2), object()]):
        with pytest.raises(TypeError, match="data holds real numbers"):
            checks.as_values(bad)
