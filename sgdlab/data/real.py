"""Real data sets: what they are, who made them, and their licenses."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from sgdlab.checks import locked
from sgdlab.data.table import Table
from sgdlab.quantities import Labels


@cache
def penguins() -> Table:
    """Return 342 measured penguins of Palmer Station, Antarctica, 2007 to 2009 (two of 344 have no measurements).

    Columns: species, island, bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g, sex ("" where unknown),
    year.  License: CC0.

    Source: Gorman, Williams, Fraser, "Ecological sexual dimorphism and environmental variability within a community
    of Antarctic penguins (genus Pygoscelis)", PLoS ONE 9(3): e90081, 2014; collected by Horst, Hill, Gorman,
    "palmerpenguins", 2020.

    >>> len(penguins()), len(penguins().where(species="Gentoo"))
    (342, 123)
    """
    table = csv.DictReader(_text("penguins.csv").splitlines())
    rows = [row for row in table if row["body_mass_g"] not in ("", "NA")]
    columns = {name: np.array([row[name] for row in rows]) for name in ("species", "island", "sex")}
    columns["sex"][columns["sex"] == "NA"] = ""
    for name in ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"):
        columns[name] = np.array([float(row[name]) for row in rows])
    columns["year"] = np.array([int(row["year"]) for row in rows])
    return _table(columns, "Gorman, Williams, Fraser 2014, through palmerpenguins", "CC0")


@cache
def digits() -> Table:
    """Return images of 1,797 handwritten digits, 8 by 8 pixels from 0 (paper) to 16 (ink).

    Columns: image (1797, 64), row after row, so that `image[i].reshape(8, 8)` can be shown; digit (0 to 9).
    As features and labels: `X, y = table["image"] / 16, table["digit"]`.  License: CC BY 4.0.

    Source: Alpaydin, Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998,
    doi:10.24432/C50P49; the part that is UCI's test set.

    >>> digits()["image"].shape, digits()["image"].max().item(), digits()["digit"][:5].tolist()
    ((1797, 64), 16.0, [0, 1, 2, 3, 4])
    """
    with (files("sgdlab.data") / "digits.npz").open("rb") as file, np.load(file) as stored:
        columns = {"image": stored["image"].astype(float), "digit": stored["digit"].astype(int)}
    return _table(columns, "Alpaydin, Kaynak 1998, through the UCI Machine Learning Repository", "CC BY 4.0")


@cache
def names() -> Table:
    """Return 1,633 first names in the letters a to z, from two to nine letters long, in alphabetical order.

    Column: name.  License: CC0.

    Source: written down for sgdlab from memory, so it doesn't say how frequent a name is.

    >>> names()["name"][:3].tolist(), str(names()["name"][-1])
    (['aaliyah', 'aaron', 'abby'], 'zuri')
    """
    return _table({"name": np.array(_text("names.txt").split())}, "written down for sgdlab", "CC0")


def _text(file: str) -> str:
    return (files("sgdlab.data") / file).read_text(encoding="utf-8")


def _table(columns: dict[str, Labels], source: str, license: str) -> Table:
    return Table(locked(columns), source, license)
