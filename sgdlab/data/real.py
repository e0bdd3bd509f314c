"""Real data sets: what they are, who measured them, under which license."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from sgdlab.data.table import Table

_MEASURES = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")


@cache
def penguins() -> Table:
    """The 342 measured penguins of Palmer Station, Antarctica, 2007 to 2009 (two of 344 have no measurements).

    Columns: species, island, bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g, sex ("" where unknown),
    year.  License: CC0.

    Source: Gorman, Williams, Fraser, "Ecological sexual dimorphism and environmental variability within a community
    of Antarctic penguins (genus Pygoscelis)", PLoS ONE 9(3): e90081, 2014; collected by Horst, Hill, Gorman,
    "palmerpenguins", 2020.

    >>> len(penguins()), len(penguins().where(species="Gentoo"))
    (342, 123)
    """
    text = (files("sgdlab.data") / "penguins.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["body_mass_g"] not in ("", "NA")]
    columns = {name: np.array([row[name] for row in rows]) for name in ("species", "island", "sex")}
    columns["sex"][columns["sex"] == "NA"] = ""
    for name in _MEASURES:
        columns[name] = np.array([float(row[name]) for row in rows])
    columns["year"] = np.array([int(row["year"]) for row in rows])
    for column in columns.values():
        column.flags.writeable = False
    return Table(columns, "Gorman, Williams, Fraser 2014, through palmerpenguins", "CC0")
