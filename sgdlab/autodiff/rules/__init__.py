"""The table of derivative rules; importing this fills it.

- functions of single numbers                               [elementwise]
- sums, shapes, picking                                     [array, picking]
- products of matrices, and linear algebra                  [linalg, inverses, spectral]
- functions composed of those, so they need no rules        [derived, shaping]
- functions without a derivative                            [no_derivative]
"""

from . import array, derived, elementwise, inverses, linalg, no_derivative, picking, shaping, spectral  # noqa: F401
