"""What a lab says of a problem that it can't draw."""

from typing import Any

import pytest

import sgdlab as sl

LABS = [sl.AnatomyLab, sl.MatrixLab, sl.RaceLab, sl.RavineLab]


@pytest.mark.parametrize("lab", LABS)
@pytest.mark.parametrize(
    ("problem", "error", "words"),
    [
        (lambda w: w @ w, TypeError, "on a problem, such as sgdlab.*; got <function"),
        (
            sl.Problem(lambda w, batch: w @ w),
            ValueError,
            "parameters.*; .* has no start, so an unknown number of them$",
        ),
        (sl.quadratic([1.0]), ValueError, "of (two parameters or more|2 to 400 parameters); a quadratic .* has 1$"),
    ],
    ids=["a function", "no start", "one parameter"],
)
def test_what_cannot_be_shown_is_a_sentence(lab: Any, problem: object, error: type[Exception], words: str) -> None:
    with pytest.raises(
        error, match=f"^{lab.__name__} (descends|races|trains) {words}" if error is TypeError else words
    ):
        lab(problem)


def test_a_problem_has_too_many_parameters() -> None:
    with pytest.raises(ValueError, match=r"of 2 to 400 parameters; a quadratic .* has 401$"):
        sl.RavineLab(sl.quadratic([1.0] * 401))
