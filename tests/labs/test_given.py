"""What a lab says of a problem that it can't draw."""

import pytest

import sgdlab as sl

LABS = [sl.AnatomyLab, sl.MatrixLab, sl.RaceLab, sl.RavineLab]


def test_what_cannot_be_shown_is_a_sentence() -> None:
    for problem, error, words in [
        (lambda w: w @ w, TypeError, "on a problem, such as sgdlab.*; got <function"),
        (
            sl.Problem(lambda w, batch: w @ w),
            ValueError,
            "parameters.*; .* has no start, so an unknown number of them$",
        ),
        (sl.quadratic([1.0]), ValueError, "of (two parameters or more|2 to 400 parameters); a quadratic .* has 1$"),
    ]:
        for lab in LABS:
            with pytest.raises(
                error, match=f"^{lab.__name__} (descends|races|trains) {words}" if error is TypeError else words
            ):
                lab(problem)


def test_a_problem_has_too_many_parameters() -> None:
    with pytest.raises(ValueError, match=r"of 2 to 400 parameters; a quadratic .* has 401$"):
        sl.RavineLab(sl.quadratic([1.0] * 401))
