"""The shipped data against the file itself, read in another way, and against published numbers."""

import time
from pathlib import Path

import numpy as np
import pytest

import sgdlab as sl
from sgdlab.data import real

FOLDER = Path(real.__file__).parent
HEADER = "species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year"


@pytest.fixture(scope="module")
def lines():
    """The file's measured rows, split by hand."""
    header, *rows = (FOLDER / "penguins.csv").read_text(encoding="utf-8").strip().split("\n")
    assert header == HEADER
    assert len(rows) == 344
    return [row.split(",") for row in rows if row.split(",")[2] not in ("", "NA")]


def test_every_number_and_word_of_the_file(lines):
    table = sl.penguins()
    assert len(table) == len(lines) == 342
    for k, name in enumerate(HEADER.split(",")):
        words = [line[k] for line in lines]
        if name in ("species", "island", "sex"):
            assert table[name].tolist() == ["" if word == "NA" else word for word in words]
        else:
            assert table[name].tolist() == [float(word) for word in words]


def test_published_counts_and_means():
    """Horst, Hill, Gorman 2020: 151 Adelie, 68 chinstrap and 123 gentoo penguins measured, 4,201.75 g on average."""
    table = sl.penguins()
    counts = dict(zip(*(part.tolist() for part in np.unique(table["species"], return_counts=True)), strict=True))
    assert counts == {"Adelie": 151, "Chinstrap": 68, "Gentoo": 123}
    assert table["body_mass_g"].mean() == pytest.approx(4201.754, abs=1e-3)
    assert table["flipper_length_mm"].mean() == pytest.approx(200.915, abs=1e-3)


def test_the_numbers_are_finite_and_cannot_be_changed():
    table = sl.penguins()
    assert all(np.isfinite(table[name]).all() for name in ("bill_length_mm", "body_mass_g", "year"))
    with pytest.raises(ValueError, match="read-only"):
        table["body_mass_g"][0] = 0


def test_license_and_source_lie_beside_the_file():
    words = (FOLDER / "penguins.LICENSE.md").read_text(encoding="utf-8")
    assert "CC0" in words
    assert "10.1371/journal.pone.0090081" in words
    assert sl.penguins().license == "CC0"


def test_it_is_read_once_and_fast(capsys):
    began = time.perf_counter()
    fresh = real.penguins.__wrapped__()
    spent = time.perf_counter() - began
    with capsys.disabled():
        print(f" [penguins read in {1000 * spent:.1f} ms]", end="")
    assert len(fresh) == 342
    assert sl.penguins() is sl.penguins()
