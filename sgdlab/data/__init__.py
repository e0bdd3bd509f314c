"""Small real data sets that come with the package; each has its license and source beside it.

- 342 penguins of three species on three islands            [penguins]
- mean 0 and standard deviation 1 for every feature         [standardize]
"""

from sgdlab.data.real import penguins
from sgdlab.data.table import Table, standardize

__all__ = ["Table", "penguins", "standardize"]
