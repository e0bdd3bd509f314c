"""Small real data sets that come with the package, each with its license and source, and generated ones.

- 342 penguins of three species on three islands            [penguins]
- the fuel consumption of 392 cars                          [auto_mpg]
- cell nuclei of 569 breast tumors                          [breast_cancer]
- 1,797 handwritten digits of 8 by 8 pixels                 [digits]
- random points of two or more classes                      [moons, circles, spirals, blobs, xor]
- random points on a wave                                   [sine]
- mean 0 and standard deviation 1 for every feature         [standardize]
- a part set aside for testing                              [train_test_split]
"""

from sgdlab.data.made import blobs, circles, moons, sine, spirals, xor
from sgdlab.data.prepare import standardize, train_test_split
from sgdlab.data.real import auto_mpg, breast_cancer, digits, penguins
from sgdlab.data.table import Table

__all__ = [
    "Table",
    "auto_mpg",
    "blobs",
    "breast_cancer",
    "circles",
    "digits",
    "moons",
    "penguins",
    "sine",
    "spirals",
    "standardize",
    "train_test_split",
    "xor",
]
