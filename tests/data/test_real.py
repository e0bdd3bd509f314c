"""The shipped data against the file itself, read in another way, and against published numbers."""

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


SETS = {
    "penguins": (sl.penguins, "CC0", "10.1371/journal.pone.0090081", "Gorman"),
    "digits": (sl.digits, "CC BY 4.0", "10.24432/C50P49", "Alpaydin"),
    "names": (sl.names, "CC0", "ssa.gov", "written down for sgdlab"),
}


@pytest.mark.parametrize("name", SETS)
def test_each_set_has_its_license_source_and_author_is_read_once_and_stays_as_it_is(name):
    load, license, doi, author = SETS[name]
    words = (FOLDER / f"{name}.LICENSE.md").read_text(encoding="utf-8")
    for fact in (license, doi, author):
        assert fact in words
    assert author in load.__doc__
    assert author in load().source
    assert load().license == license
    assert len(load.__wrapped__()) == len(load())
    assert load() is load(), "it is read once"
    for column in load().columns:
        with pytest.raises(ValueError, match="read-only"):
            load()[column][0] = load()[column][1]


@pytest.mark.oracle
def test_digits_are_scikit_learns_copy():
    datasets = pytest.importorskip("sklearn.datasets", reason="scikit-learn, with its copy, is not installed")
    images, labels = datasets.load_digits(return_X_y=True)
    assert (sl.digits()["image"] == images).all()
    assert (sl.digits()["digit"] == labels).all()


def test_published_counts_of_digits():
    """The .names file of the UCI Machine Learning Repository."""
    assert np.bincount(sl.digits()["digit"]).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    image = sl.digits()["image"]
    assert image.dtype == float
    assert set(np.unique(image)) == set(range(17))


def test_every_name_of_the_file_is_short_in_plain_letters_and_there_once():
    lines = (FOLDER / "names.txt").read_text(encoding="utf-8").splitlines()
    names = sl.names()["name"].tolist()
    assert names == lines == sorted(set(lines))
    assert len(names) == 1633
    assert all(2 <= len(name) <= 9 and name.isascii() and name.isalpha() and name.islower() for name in names)
