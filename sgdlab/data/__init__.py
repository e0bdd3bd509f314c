"""Small real data sets that come with the package, each with its license and source, and generated ones.

- 342 penguins of three species on three islands            [penguins]
- 1,797 handwritten digits of 8 by 8 pixels                 [digits]
- 1,633 first names                                         [names]
- points of two or more classes, drawn                      [moons, circles, spirals, blobs, xor]
- mean 0 and standard deviation 1 for every feature         [standardize]
- a part set aside for testing                              [train_test_split]
"""

from sgdlab.data.made import blobs, circles, moons, spirals, xor
from sgdlab.data.prepare import standardize, train_test_split
from sgdlab.data.real import digits, names, penguins

__all__ = [
    "blobs",
    "circles",
    "digits",
    "moons",
    "names",
    "penguins",
    "spirals",
    "standardize",
    "train_test_split",
    "xor",
]
