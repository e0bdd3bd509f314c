"""A learner changes a number in a notebook: what is printed is about the new one, and no cell ends in an error."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import nbformat
import pytest

from sgdlab.course.curriculum.claims import collected

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def printed(number, old, new):
    """What a notebook prints above its claims, with a piece of its code changed."""
    (path,) = NOTEBOOKS.glob(f"{number}_*.ipynb")
    cells = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    assert sum(old in cell for cell in cells) == 1
    names = {"__name__": "__main__"}
    with redirect_stdout(StringIO()) as out, collected():
        for cell in cells:
            exec(cell.replace(old, new), names)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "old", "new", "shown"),
    [
        ("00", "(epochs=10, rng", "(epochs=3, rng", "after 48 steps:"),
        ("00", "optimizer=heavy, steps=160", "optimizer=heavy, steps=99", "updates"),
        ("02", "gradient_descent(alpha), steps=40", "gradient_descent(alpha), steps=30", "after 30 steps:"),
        ("02", "np.arange(361)", "np.arange(721)", "of 721 directions"),
        ("02", ", steps=100)\nparts", ", steps=50)\nparts", "predicted all 50 steps to 1e-12: True"),
        ("03", "sl.gradient_descent(0.2), steps=1000", "sl.gradient_descent(0.2), steps=9", "even more"),
        ("03", "sl.newton(), steps=8)\nlowest", "sl.newton(), steps=5)\nlowest", "4 steps: gradient descent"),
        ("03", "gradient_descent(4.0), steps=2000", "gradient_descent(4.0), steps=50", "at step: never\n"),
        ("03", "gradient_descent(1 / bound), steps=300", "gradient_descent(1 / bound), steps=200", "of 200\n"),
        ("07", "(1, 8, 32, 123)", "(1, 8, 16, 123)", "        16"),
        ("07", "(0, 0.9, 0.99, 0.999)", "(0, 0.5, 0.9)", "50.0%"),
        ("09", "(0.0, 0.5, 0.9)\nfloors", "(0.0, 0.7)\nfloors", "     0.7 "),
    ],
)
def test_the_output_is_about_the_number_that_you_wrote(number, old, new, shown, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown in printed(number, old, new)
