"""sgdlab.course.curriculum.claims: what holds prints one line, what does not raises."""

from fractions import Fraction

import numpy as np
import pytest

from sgdlab.course import ClaimFailed, at_least, at_most, claim, registered


def _line(capsys, *arguments, **options):
    claim(*arguments, **options)
    out = capsys.readouterr().out
    assert out.endswith("\n")
    assert out.count("\n") == 1
    return out.strip()


@pytest.mark.parametrize(
    ("predicted", "measured", "tolerance", "shown"),
    [
        (2.0, 2.004, 0.01, "Predicted: f = 2. Measured: 2.004 (tolerance 0.01)."),
        (1230, 1230, 0.0, "Predicted: f = 1,230. Measured: 1,230."),
        (True, np.True_, 0.0, "Predicted: f = true. Measured: true."),
        ([True, False], np.array([True, False]), 0.0, "Predicted: f = (true, false). Measured: (true, false)."),
        ([True] * 6, [True] * 6, 0.0, "Predicted: f. Measured: the same, all 6."),
        (np.array([1.5, 2]), np.array([1.5, 2]), 0.0, "Predicted: f = (1.5, 2). Measured: (1.5, 2)."),
        (np.ones(1500), np.ones(1500), 0.0, "Predicted: f. Measured: the same, all 1,500 numbers, to the last bit."),
        (1 / 3, 1 / 3 + 1e-16, 1e-14, "Measured: the same to 1e-14."),
        (np.ones(1500), np.ones(1500), 1e-5, "Predicted: f. Measured: the same to 1e-5."),
        (at_least(3), 7.961, 0.0, "Predicted: f is at least 3. Measured: 7.961."),
        (at_most(3), np.array([1, 2, 3]), 0.0, "Predicted: f is at most 3. Measured: (1, 2, 3)."),
        (at_least(3), np.arange(3.0, 9.0), 0.0, "Predicted: f is at least 3. Measured: 6 numbers, the smallest 3."),
        ("SGD", "SGD", 0.0, "Predicted: f = SGD. Measured: SGD."),
    ],
)
def test_what_holds_prints_one_line(capsys, predicted, measured, tolerance, shown):
    line = _line(capsys, "Some sentence.", "f", predicted, measured, tolerance)
    assert line.startswith("✓ holds: Some sentence. ")
    assert line.endswith(shown)


@pytest.mark.parametrize(
    ("formula", "predicted", "shown"),
    [("0.95", 0.95, "0.95"), ("true", True, "true"), ("12, 6", [12, 6], "(12, 6)"), ("12", [12, 12], "12 = (12, 12)")],
)
def test_a_formula_that_is_the_predicted_value_is_said_once(capsys, formula, predicted, shown):
    line = _line(capsys, "Some sentence.", formula, predicted, predicted)
    assert f" Predicted: {shown}. Measured: " in line


def test_the_last_bits_are_not_printed_so_that_every_machine_prints_the_same(capsys):
    one = _line(capsys, "It agrees.", "f", 0.1, 0.1 + 1e-16, 1e-14)
    assert one == _line(capsys, "It agrees.", "f", 0.1, 0.1 - 3e-16, 1e-14)


@pytest.mark.parametrize(
    ("predicted", "measured", "tolerance"),
    [
        (2.0, 2.02, 0.01),
        (2.0, float("nan"), 0.01),
        (float("nan"), float("nan"), 0.0),
        (1.0, np.nextafter(1.0, 2.0), 0.0),
        (True, False, 0.0),
        (np.ones(3), np.ones(4), 1.0),
        (np.ones(3), np.array([1, np.nan, 1]), 1.0),
        (at_least(3), 2.999, 0.0),
        (at_least(3), np.array([4, 2]), 0.0),
        (at_least(3), np.array([]), 0.0),
        (np.array([]), np.array([]), 1.0),
        (at_most(3), float("nan"), 0.0),
        ("SGD", "full batch", 0.0),
        ("SGD", 1.0, 5.0),
    ],
)
def test_what_does_not_hold_raises_with_both(predicted, measured, tolerance):
    with pytest.raises(ClaimFailed, match=r"✗ does not hold: No\. Predicted: f.*Measured: "):
        claim("No.", "f", predicted, measured, tolerance)


def test_a_failure_says_by_how_much():
    with pytest.raises(ClaimFailed, match=r"Measured: 2\.5, a difference of 0\.5 where 0\.1 is allowed"):
        claim("No.", "f", 2.0, 2.5, 0.1)


@pytest.mark.parametrize(
    ("predicted", "measured", "shown"),
    [
        (np.ones((161, 2)), np.ones((321, 2)), r"an array of shape \(321, 2\) where \(161, 2\) was predicted"),
        (np.ones(5), np.full(5, 1.5), r"a difference of 0\.5 where 0 is allowed"),
        (np.ones(5), np.full(5, np.nan), "not only finite numbers"),
        (1.0, np.nan, "nan"),
        ("SGD", "full batch", "full batch"),
        (np.arange(8)[9:], np.arange(8)[10:], "no numbers"),
        (at_most(3), np.arange(5.0), "5 numbers, the largest 4"),
    ],
)
def test_what_a_failure_says_is_a_sentence(predicted, measured, shown):
    with pytest.raises(ClaimFailed, match=rf"Measured: {shown}\.$"):
        claim("No.", "f", predicted, measured)


def test_in_a_notebook_the_line_is_a_box_with_the_same_words(capsys):
    claim("One < two.", "1 < 2", True, 1 < 2)
    bundle = next(one for one in registered() if one.text == "One < two.")._repr_mimebundle_()
    assert bundle["text/plain"] == capsys.readouterr().out.strip()
    assert "✓ holds:" in bundle["text/html"]
    assert "One &lt; two." in bundle["text/html"]
    assert "Measured: true." in bundle["text/html"]


def test_claims_are_registered_in_order_and_once(capsys):
    claim("First registered.", "f", 1, 1)
    claim("Second registered.", "f", 1, 1)
    claim("First registered.", "f", 2, 2)
    ours = [one for one in registered() if one.text.endswith("registered.")]
    assert [one.text for one in ours] == ["First registered.", "Second registered."]
    assert [one.predicted for one in ours] == [2, 1]
    assert all(one.holds for one in ours)


def test_a_failed_claim_is_registered_too():
    with pytest.raises(ClaimFailed):
        claim("A false sentence.", "f", 1, 2)
    assert not next(one for one in registered() if one.text == "A false sentence.").holds


@pytest.mark.parametrize("tolerance", [-1.0, float("nan"), float("inf"), "0.1", None, 1j, [0.1]])
def test_a_tolerance_that_allows_anything_or_is_no_number_is_an_error(tolerance):
    with pytest.raises(ValueError, match="tolerance is a finite number of at least 0; got"):
        claim("Anything.", "f", 1, 2, tolerance)


@pytest.mark.parametrize("limit", ["a", "3", None, [1, 2], float("nan"), float("inf")])
@pytest.mark.parametrize("bound", [at_least, at_most])
def test_a_bound_that_allows_anything_or_is_no_number_is_an_error(bound, limit):
    with pytest.raises(ValueError, match="limit is a finite number; got"):
        bound(limit)


@pytest.mark.parametrize("predicted", [1, [[1, 2], [3]], at_most(3)])
def test_rows_of_unequal_length_are_named_instead_of_numpys_words(predicted):
    with pytest.raises(TypeError, match=r"(measured|predicted) is one array, with rows of equal length; got \[\[1"):
        claim("Rows.", "f", predicted, [[1, 2], [3]])


@pytest.mark.parametrize("text", [" ", None, 3])
def test_a_claim_without_words_is_an_error(text):
    with pytest.raises(ValueError, match="give its text; got"):
        claim(text, "f", 1, 1)


@pytest.mark.parametrize("bound", [at_most(1), at_least(0)])
@pytest.mark.parametrize("measured", ["0.5", None, np.array([0.5 + 5j]), {"a": 1}, np.nan, [], [0.5, np.inf], -np.inf])
def test_what_is_no_finite_number_is_within_no_bound(bound, measured):
    with pytest.raises(ClaimFailed, match="does not hold: A measurement"):
        claim("A measurement is a number.", "x", bound, measured)


def test_a_number_of_any_kind_can_be_within_a_bound(capsys):
    claim("A half is small.", "x", at_most(1), Fraction(1, 2))
    claim("This is large.", "x", at_least(1), 10**400)
    assert "holds: A half is small." in capsys.readouterr().out
