"""The package's own problems are what their names say: counted and computed from the file of the penguins."""

import csv
from pathlib import Path

import numpy as np

import sgdlab
from sgdlab.problems.examples import penguin_line, penguin_species

with (Path(sgdlab.__file__).parent / "data" / "penguins.csv").open(encoding="utf-8") as file:
    ROWS = [row for row in csv.DictReader(file) if row["body_mass_g"] != "NA"]


def test_the_line_is_the_least_squares_line_of_the_gentoos():
    gentoo = [row for row in ROWS if row["species"] == "Gentoo"]
    flipper = np.array([float(row["flipper_length_mm"]) / 10 - 20 for row in gentoo])
    slope, level = np.polyfit(flipper, [float(row["body_mass_g"]) / 1000 for row in gentoo], 1)
    assert penguin_line().n == len(gentoo) == 123
    np.testing.assert_allclose(penguin_line().minimum, [slope, level])
    assert penguin_line() is penguin_line()


def test_the_species_are_adelie_and_gentoo_and_can_be_told_apart():
    two = [row["species"] for row in ROWS if row["species"] != "Chinstrap"]
    X, y = penguin_species().data
    assert penguin_species().n == len(two) == 274
    np.testing.assert_array_equal(y, [name == "Gentoo" for name in two])
    np.testing.assert_allclose(X[:, :2].mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(X[:, :2].std(axis=0), 1)
